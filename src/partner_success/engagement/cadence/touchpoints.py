"""Touchpoints with their days: planned from the launch on, moved to working days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.instants import require_date
from partner_success.core.months import MONTHS_A_YEAR, months_after
from partner_success.engagement.cadence.definition import TouchpointKind
from partner_success.errors import InvalidUseError, InvalidValueError, NoSuchTimeError

__all__ = ["Touchpoint"]

# Long enough for every partnership, short enough to be listed in no time.
_LONGEST_YEARS: Final = 50

# As calendars have it: no place takes a longer holiday.
_BARREN_DAYS: Final = 3 * 366


@attrs.frozen(kw_only=True)
class Touchpoint:
    """A meeting with a partner, on its day.

    Attributes:
        kind: The id of its `TouchpointKind`.
        name: What that is called.
        role: The role that sees to it.
        number: Which of its kind it is since the launch, from 1. It depends on nothing
            but the launch, so it stays where a calendar changes.
        planned_on: The day on which it would be if every day were a working day.
        on: The first working day from `planned_on` on.
        also: The numbers of those that would be on the same day and for which it
            stands too, as after a long holiday.

    Rule: CAD-01, CAD-02, CAD-04.
    """

    kind: str
    name: str
    role: str
    number: int
    planned_on: date
    on: date
    also: tuple[int, ...] = ()

    @property
    def moved(self) -> timedelta:
        """By how much it was put off."""
        return self.on - self.planned_on


def check_question(
    launch: object, until: object, calendar: object, *, enterprise: object
) -> None:
    """Refuse what no touchpoints can be asked with.

    Raises:
        InvalidValueError: A day is none, or the two are swapped or too far apart.
        InvalidUseError: The calendar is no `WorkingCalendar`, or the flag is none.
    """
    first, last = require_date(launch, "launch"), require_date(until, "until")
    if last < first:
        raise InvalidValueError(
            f"touchpoints follow the launch, and until={last} is before the launch on"
            f" {first}; are the two swapped?"
        )
    limit = months_after(first, MONTHS_A_YEAR * _LONGEST_YEARS)
    if limit is not None and last > limit:
        raise InvalidValueError(
            f"touchpoints are planned for {_LONGEST_YEARS} years at most, which after a"
            f" launch on {first} is until {limit}, not until {last}; check the years"
        )
    check_calendar(calendar)
    if not isinstance(enterprise, bool):
        raise InvalidUseError(
            "enterprise says by True or False whether it is an enterprise customer,"
            f" not by {type(enterprise).__name__}"
        )


def check_calendar(calendar: object) -> None:
    """Refuse what has no working days.

    Raises:
        InvalidUseError: It is no `WorkingCalendar`.
    """
    if not isinstance(calendar, WorkingCalendar):
        raise InvalidUseError(
            "calendar is a WorkingCalendar, such as WorkingCalendar.parse("
            f"'Mon-Fri 09:00-17:00; zone UTC'), not {type(calendar).__name__}"
        )


def touchpoints_of(
    kind: TouchpointKind, launch: date, until: date, calendar: WorkingCalendar
) -> tuple[Touchpoint, ...]:
    """Give the touchpoints of one kind that take place by a day (closed), in order."""
    found: list[Touchpoint] = []
    for number, planned_on in kind.planned(launch, until):
        on = _working_day(calendar, planned_on, until)
        if on is None:
            break
        if found and found[-1].on == on:
            also = (*found[-1].also, number)
            found[-1] = attrs.evolve(found[-1], also=also)
            continue
        found.append(
            Touchpoint(
                kind=kind.id,
                name=kind.name,
                role=kind.role,
                number=number,
                planned_on=planned_on,
                on=on,
            )
        )
    return tuple(found)


def _working_day(calendar: WorkingCalendar, day: date, until: date) -> date | None:
    """Give the first working day from a day on; None where it lies beyond another."""
    first, last = day.toordinal(), until.toordinal()
    for ordinal in range(first, min(last, first + _BARREN_DAYS) + 1):
        found = date.fromordinal(ordinal)
        if calendar.is_working_day(found):
            return found
    if last > first + _BARREN_DAYS:
        raise NoSuchTimeError(
            f"the calendar ({calendar}) has no working day within {_BARREN_DAYS} days"
            f" from {day} on; check its hours"
        )
    return None
