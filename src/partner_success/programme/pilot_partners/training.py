"""How far the training of pilot partners is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.programme.given import listed_ids, stranger

__all__ = ["PartnerTraining", "TrainingPlace", "TrainingReport", "training_report"]


@attrs.frozen(kw_only=True)
class TrainingPlace:
    """The place of somebody of a partner in a course.

    Attributes:
        partner_id: The id of the partner.
        person_id: The id of whoever has the place.
        course: The id of the course.
        completed_on: The day on which it was completed; ``None`` where it is open.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-09.
    """

    partner_id: str
    person_id: str
    course: str
    completed_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("training of", self.person_id)
        for name in ("partner_id", "person_id", "course"):
            faults.id(name, getattr(self, name))
        faults.day("completed_on", self.completed_on, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class PartnerTraining:
    """How far the training of one partner is on a day.

    Attributes:
        id: The id of the partner.
        completed: The places whose course is completed, in the order given.
        open: The places whose course is not.

    Rule: PRG-09.
    """

    id: str
    completed: tuple[TrainingPlace, ...] = ()
    open: tuple[TrainingPlace, ...] = ()

    @property
    def all(self) -> int:
        """How many places there are."""
        return len(self.completed) + len(self.open)

    @property
    def is_complete(self) -> bool:
        """Whether there are places, and every course is completed."""
        return bool(self.completed) and not self.open

    @property
    def completed_on(self) -> date | None:
        """The day on which the last course was completed; ``None`` until then."""
        if not self.is_complete:
            return None
        return max(each.completed_on or date.min for each in self.completed)


@attrs.frozen(kw_only=True)
class TrainingReport(Explained):
    """How far the training of pilot partners is on a day.

    Attributes:
        on: The day.
        partners: How far each is, in the order given.

    Rule: PRG-09.
    """

    on: date
    partners: Catalogue[PartnerTraining]

    @property
    def completed(self) -> int:
        """How many places are completed in all."""
        return sum(len(each.completed) for each in self.partners)

    @property
    def all(self) -> int:
        """How many places there are in all."""
        return sum(each.all for each in self.partners)

    @property
    def complete_partners(self) -> tuple[str, ...]:
        """The ids of the partners whose training is complete."""
        return tuple(each.id for each in self.partners if each.is_complete)

    @property
    def untracked(self) -> tuple[str, ...]:
        """The ids of the partners of which no place is known."""
        return tuple(each.id for each in self.partners if not each.all)

    def explain(self) -> Explanation:
        """Tell the counts of each partner, and who has yet to complete what."""
        complete, all_ = len(self.complete_partners), len(self.partners)
        untracked = (
            (f"nothing is known of: {', '.join(self.untracked)}",)
            if self.untracked
            else ()
        )
        return Explanation(
            title=(
                f"Training on {self.on}: {self.completed} of {self.all} places"
                f" completed, {complete} of {all_} partners complete"
            ),
            columns=("partner", "completed", "places", "complete since"),
            rows=tuple(
                (
                    each.id,
                    str(len(each.completed)),
                    str(each.all),
                    str(each.completed_on or ""),
                )
                for each in self.partners
            ),
            remarks=(
                *(
                    f"open: {place.partner_id}, {place.person_id}, {place.course}"
                    for each in self.partners
                    for place in each.open
                ),
                *untracked,
            ),
        )


def training_report(
    places: Iterable[TrainingPlace], *, partners: Iterable[str], on: date
) -> TrainingReport:
    """Count the training of pilot partners to its completion.

    A partner of which no place is known has not completed its training. What is
    completed after the day counts as open.

    Args:
        places: Who has a place in which course, in any order.
        partners: The ids of the pilot partners, in order.
        on: The day.

    Raises:
        InvalidDataError: A place is none, stands twice, or is that of another partner.
        InvalidUseError: The partners are one text.
        InvalidValueError: It is no day.

    Examples:
        >>> place = TrainingPlace(partner_id="acme", person_id="ada", course="basics",
        ...     completed_on=date(2026, 5, 4))
        >>> found = training_report(
        ...     [place], partners=["acme", "brook"], on=date(2026, 5, 4))
        >>> found.complete_partners, found.untracked
        (('acme',), ('brook',))

    Rule: PRG-09.
    """
    day = require_date(on, "on")
    names = listed_ids("pilot partners", "partners", partners)
    faults = Faults("the training of pilot partners")
    found: dict[str, list[TrainingPlace]] = {name: [] for name in names}
    seen: set[tuple[str, str, str]] = set()
    for path, each in faults.records("places", frozen_tuple(places), TrainingPlace):
        key = (each.partner_id, each.person_id, each.course)
        if each.partner_id not in found:
            where = f"{path}.partner_id"
            stranger(faults, where, "pilot partner", each.partner_id, names)
        elif key in seen:
            message = "stands twice; keep one for each person and course"
            faults.add(path, "duplicate", message)
        else:
            found[each.partner_id].append(each)
        seen.add(key)
    faults.report()
    return TrainingReport(
        on=day,
        partners=Catalogue(
            (_of_partner(name, found[name], day) for name in names), kind="partner"
        ),
    )


def _of_partner(name: str, places: list[TrainingPlace], on: date) -> PartnerTraining:
    done = [
        each.completed_on is not None and each.completed_on <= on for each in places
    ]
    pairs = list(zip(places, done, strict=True))
    return PartnerTraining(
        id=name,
        completed=tuple(place for place, is_done in pairs if is_done),
        open=tuple(place for place, is_done in pairs if not is_done),
    )
