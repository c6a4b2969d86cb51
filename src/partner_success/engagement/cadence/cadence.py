"""A whole cadence: asked for the touchpoints of a partner, and for what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.fiscal import FiscalYear
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.engagement.cadence.definition import (
    Activity,
    TouchpointKind,
    kind_faults,
)
from partner_success.engagement.cadence.due import (
    DueItem,
    DueList,
    DueQuestion,
    in_order,
)
from partner_success.engagement.cadence.periods import Periods
from partner_success.engagement.cadence.records import (
    ActivityDone,
    PartnerInCare,
    latest_of,
)
from partner_success.engagement.cadence.touchpoints import (
    Touchpoint,
    check_calendar,
    check_question,
    touchpoints_of,
)
from partner_success.errors import InvalidUseError, Problem, UnknownNameError

__all__ = ["Cadence"]

_CALENDAR_YEAR: Final = FiscalYear(1)
_SUNDAY: Final = 7


@attrs.frozen(kw_only=True)
class Cadence:
    """When a partner is met after launch, and what is done for it again and again.

    Attributes:
        id: The name for programs.
        name: The name for people.
        kinds: The kinds of touchpoints; at least one.
        activities: What is done each week, month and quarter; may be empty.
        week_begins: The day with which a week begins, 1 (Monday) to 7 (Sunday).
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: CAD-01, CAD-02, CAD-03, CAD-04.
    """

    id: str
    name: str
    kinds: Catalogue[TouchpointKind]
    activities: Catalogue[Activity] = Catalogue(kind="activity")
    week_begins: int
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"cadence {self.id!r}", _faults(self))

    def touchpoints(
        self,
        launch: date,
        until: date,
        *,
        calendar: WorkingCalendar,
        enterprise: bool = False,
    ) -> tuple[Touchpoint, ...]:
        """Give every touchpoint that takes place by a day, in the order of their days.

        Each is planned from the day of launch, which need be no working day, and moves
        to the first working day from there on. Where several of a kind come to the same
        day, the first of them stands for all. So nothing of what was given changes
        when a later day is asked for, and no gap between two of a kind is longer than
        the interval and the move of the second.

        Args:
            launch: The day of launch.
            until: The last day (closed), 50 years after the launch at most.
            calendar: Whose working days count.
            enterprise: Whether it is an enterprise customer.

        Raises:
            InvalidValueError: A day is none, or the two are swapped or too far apart.
            InvalidUseError: The calendar or the flag is none.
            NoSuchTimeError: The calendar has no working day for years.

        Examples:
            >>> import partner_success as ps
            >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
            >>> found = ps.standard().cadence.touchpoints(
            ...     date(2026, 4, 25), date(2026, 6, 15), calendar=office)
            >>> for each in found:
            ...     print(each.number, each.planned_on, each.on)
            1 2026-05-02 2026-05-04
            2 2026-05-09 2026-05-11
            3 2026-05-16 2026-05-18
            4 2026-05-23 2026-05-25
            5 2026-05-30 2026-06-01
            6 2026-06-13 2026-06-15

        Rule: CAD-01, CAD-02, CAD-04.
        """
        check_question(launch, until, calendar, enterprise=enterprise)
        found = [
            point
            for kind in self._kinds(enterprise=enterprise)
            for point in touchpoints_of(kind, launch, until, calendar)
        ]
        return tuple(sorted(found, key=lambda point: point.on))

    def due_list(  # noqa: PLR0913
        self,
        partners: Iterable[PartnerInCare],
        on: date,
        done: Iterable[ActivityDone] = (),
        *,
        role: str,
        calendar: WorkingCalendar,
        fiscal_year: FiscalYear = _CALENDAR_YEAR,
    ) -> DueList:
        """Tell what somebody with a role owes their partners on a day.

        Activities are owed once in each week, month or quarter, from the first whole
        one after the launch on. Touchpoints are owed on their day and are listed from
        the beginning of its week. Whoever does the next one of either has done with
        what was missed before it; what is done after the day is not seen.

        Args:
            partners: Whom they look after; one that launches after the day is left out.
            on: The day.
            done: What was done, in any order; that of other partners is passed over.
            role: The id of the role.
            calendar: Whose working days touchpoints move to.
            fiscal_year: Whose quarters count; left out, those of calendar years.

        Raises:
            UnknownNameError: The cadence has nothing for such a role.
            InvalidDataError: A record of what was done names what is not there.
            InvalidUseError: A partner is no `PartnerInCare`, or the calendar is none.
            InvalidValueError: The day is none, or more than 50 years after a launch.

        Examples:
            >>> import partner_success as ps
            >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
            >>> acme = PartnerInCare(partner_id="acme", launched_on=date(2026, 4, 25))
            >>> print(ps.standard().cadence.due_list(
            ...     [acme], date(2026, 5, 6), role="TAM", calendar=office))
            TAM on 2026-05-06: 5 overdue, 3 due, 0 done

        Rule: CAD-03.
        """
        roles = {each.role for each in (*self.kinds, *self.activities)}
        if role not in roles:
            raise UnknownNameError("role of the cadence", role, sorted(roles))
        check_calendar(calendar)
        kinds = {kind.id: kind for kind in self.kinds}
        activities = {each.id: each for each in self.activities}
        question = DueQuestion(
            on=require_date(on, "on"),
            periods=Periods(week_begins=self.week_begins, fiscal_year=fiscal_year),
            calendar=calendar,
            latest=latest_of(done, kinds, activities, on=on),
        )
        items = self._items(partners, question, role)
        provenance = attrs.evolve(
            self.provenance, holidays=calendar.provenance.holidays
        )
        return DueList(role=role, on=on, items=in_order(items), provenance=provenance)

    def _items(
        self, partners: Iterable[PartnerInCare], question: DueQuestion, role: str
    ) -> Iterator[DueItem]:
        for partner in partners:
            if not isinstance(partner, PartnerInCare):
                raise InvalidUseError(
                    "partners are PartnerInCare records, with the day of launch, not"
                    f" {type(partner).__name__} {shown(partner)}"
                )
            if partner.launched_on > question.on:
                continue
            for kind in self._kinds(enterprise=partner.enterprise):
                if kind.role == role:
                    yield from question.of_touchpoints(kind, partner)
            for activity in self.activities:
                if activity.role == role and activity.touchpoint is None:
                    yield from question.of_activity(activity, partner)

    def _kinds(self, *, enterprise: bool) -> Iterator[TouchpointKind]:
        for kind in self.kinds:
            if enterprise or not kind.enterprise_only:
                yield kind


def _faults(cadence: Cadence) -> Iterator[Problem]:
    yield from form_faults("kinds", cadence.kinds)
    yield from form_faults("activities", cadence.activities)
    if not len(cadence.kinds):
        message = "a cadence has at least one kind of touchpoint"
        yield fault("kinds", "empty", message, ())
    for place, kind in enumerate(cadence.kinds):
        yield from kind_faults(kind, f"kinds[{place}]")
    for place, activity in enumerate(cadence.activities):
        path = f"activities[{place}]"
        if activity.id in cadence.kinds:
            message = "a kind of touchpoint has this id, and records name both"
            yield fault(f"{path}.id", "duplicate-id", message, activity.id)
        named = activity.touchpoint
        if named is not None and named not in cadence.kinds:
            message = f"name one of {', '.join(cadence.kinds.ids)}"
            yield fault(f"{path}.touchpoint", "unknown", message, named)
    if cadence.week_begins not in range(1, _SUNDAY + 1):
        message = f"must be a day of the week from 1 (Monday) to {_SUNDAY} (Sunday)"
        yield fault("week_begins", "out-of-range", message, cadence.week_begins)
