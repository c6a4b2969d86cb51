"""Who works in a practice, in which roles, and which exams they have passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, cast

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import near_misses
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.practice.specialisation.definitions import Exam

__all__ = [
    "Certification",
    "ExamStanding",
    "ExamState",
    "PracticePerson",
    "known_people",
    "note_unknown_exam",
    "note_unknown_exams",
    "standing_in",
]

ExamState = Literal["valid", "expired", "ahead", "never"]
"""Whether somebody is certified: ``ahead`` where the exam is passed on a later day."""


@attrs.frozen(kw_only=True)
class Certification:
    """That somebody has passed an exam.

    Attributes:
        exam: The id of the exam.
        passed_on: The day, on which it counts already; ``None`` where no day is known,
            and it counts on every day.
        valid_days: On how many days it counts, the first included; ``None`` where it
            does not expire.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> passed = Certification(
        ...     exam="csm_certification", passed_on=date(2025, 5, 4), valid_days=365)
        >>> str(passed.last_day), passed.counts_on(date(2026, 5, 4))
        ('2026-05-03', False)

    Rule: SPC-02.
    """

    exam: str
    passed_on: date | None = None
    valid_days: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("certification", self.exam)
        faults.id("exam", self.exam)
        faults.day("passed_on", self.passed_on, optional=True)
        days = cast(object, self.valid_days)
        if days is not None:
            whole = isinstance(days, int) and not isinstance(days, bool)
            if not whole or cast(int, days) < 1:
                message = f"must be a whole number from 1 up, found {shown(days)}"
                faults.add("valid_days", "out-of-range", message)
            if self.passed_on is None:
                message = "is needed where the certification expires"
                faults.add("passed_on", "missing", message)
        faults.report()

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts; ``None`` where it does not expire."""
        if self.passed_on is None or self.valid_days is None:
            return None
        ordinal = self.passed_on.toordinal() + self.valid_days - 1
        # What reaches beyond the calendar does not end in it.
        return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None

    def counts_on(self, on: date) -> bool:
        """Tell whether it counts on a day."""
        begun = self.passed_on is None or self.passed_on <= on
        return begun and (self.last_day is None or on <= self.last_day)


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


def _passes(value: Iterable[Certification]) -> tuple[Certification, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class PracticePerson:
    """Somebody who works in a practice.

    Attributes:
        id: Their id.
        roles: The ids of their roles; may be empty.
        certifications: The exams that they have passed, of any role.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: SPC-01.
    """

    id: str
    roles: tuple[str, ...] = attrs.field(default=(), converter=_ids)
    certifications: tuple[Certification, ...] = attrs.field(
        default=(), converter=_passes
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("person", self.id)
        faults.id("id", self.id)
        faults.records("certifications", self.certifications, Certification)
        if isinstance(cast(object, self.roles), tuple):
            for place, role in enumerate(self.roles):
                if faults.id(f"roles[{place}]", role) in self.roles[:place]:
                    message = "stands twice; name each role once"
                    faults.add(f"roles[{place}]", "duplicate", message, role)
        else:
            faults.wrong_type("roles", self.roles, "a list of ids")
        faults.report()


@attrs.frozen(kw_only=True)
class ExamStanding:
    """How somebody stands with an exam on a day.

    Attributes:
        state: How.
        day: The last day on which it counted, where it is expired; the day on which it
            is passed, where that lies ahead; the last day on which it counts, where it
            is valid; ``None`` where there is none.
    """

    state: ExamState
    day: date | None = None

    def __str__(self) -> str:
        if self.state == "valid":
            return "passed" if self.day is None else f"passed, until {self.day}"
        words = {"expired": "expired after", "ahead": "not before"}
        return f"{words[self.state]} {self.day}" if self.day else "not passed"


def standing_in(person: PracticePerson, exam: str, on: date) -> ExamStanding:
    """Tell how somebody stands with an exam on a day, by the best of their passes."""
    passes = [each for each in person.certifications if each.exam == exam]
    if valid := [each.last_day for each in passes if each.counts_on(on)]:
        last = [day for day in valid if day is not None]
        return ExamStanding(
            state="valid", day=max(last) if len(last) == len(valid) else None
        )
    begins = [each.passed_on for each in passes if each.passed_on is not None]
    if ahead := [day for day in begins if day > on]:
        return ExamStanding(state="ahead", day=min(ahead))
    ends = [each.last_day for each in passes if each.last_day is not None]
    if ends:
        return ExamStanding(state="expired", day=max(ends))
    return ExamStanding(state="never")


def known_people(
    people: Iterable[PracticePerson], exams: Catalogue[Exam]
) -> tuple[PracticePerson, ...]:
    """Give the people, or refuse those that cannot be meant.

    Roles that no specialisation speaks of are left alone: a practice has others too.

    Raises:
        InvalidDataError: Something is no person, stands twice, or has passed an exam
            that there is not.
    """
    faults = Faults("the people")
    seen: dict[str, str] = {}
    found: list[PracticePerson] = []
    for path, person in faults.records("people", tuple(people), PracticePerson):
        first = seen.setdefault(person.id, path)
        if first != path:
            message = f"stands at {first} already; put their roles together"
            faults.add(f"{path}.id", "duplicate", message, person.id)
        note_unknown_exams(faults, path, person, exams)
        found.append(person)
    faults.report()
    return tuple(found)


def note_unknown_exams(
    faults: Faults, path: str, person: PracticePerson, exams: Catalogue[Exam]
) -> None:
    """Note every exam that somebody has passed and that there is not."""
    for place, passed in enumerate(person.certifications):
        note_unknown_exam(
            faults, f"{path}.certifications[{place}].exam", passed.exam, exams
        )


def note_unknown_exam(
    faults: Faults, path: str, exam: str, exams: Catalogue[Exam]
) -> None:
    """Note an exam that there is not, with what is spelt alike."""
    if exam not in exams:
        near = near_misses(exam, exams.ids)
        hint = (
            f"did you mean {near[0]!r}?"
            if near
            else f"known: {', '.join(exams.ids) or 'none'}"
        )
        faults.add(path, "unknown", f"there is no exam {shown(exam)}; {hint}")
