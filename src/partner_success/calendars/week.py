"""The hours of the seven weekdays, read from text and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from partner_success.calendars.hours import (
    DAY_SECONDS,
    DayHours,
    OpenHours,
    as_day_hours,
    day_hours_text,
)
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, UnknownNameError

__all__ = ["AROUND_THE_CLOCK", "Week", "as_week", "read_days", "week_clauses"]

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

AROUND_THE_CLOCK: Final = "around the clock"

_ALWAYS: Final[tuple[DayHours, ...]] = ((OpenHours(0, DAY_SECONDS),),) * len(DAYS)

Week: TypeAlias = (
    str | Mapping[str, str | Iterable[OpenHours]] | Sequence[str | Iterable[OpenHours]]
)
"""Hours of a week: text, a mapping by weekday, or the seven days in order."""


def as_week(value: Week) -> tuple[DayHours, ...]:
    """Give the hours of the seven weekdays, Monday first.

    Args:
        value: Text such as ``"Mon-Fri 09:00-17:00; Sat 10:00-14:00"`` or ``"around the
            clock"``, a mapping from weekdays such as ``"Mon"`` or ``"Mon-Fri"``, or the
            hours of all seven days. Days that are not named are closed.

    Raises:
        InvalidValueError: It cannot be read, or a weekday has hours twice.
        UnknownNameError: There is no such weekday.
    """
    if isinstance(value, str):
        clauses = (clause.strip() for clause in value.split(";"))
        return join_days(read_days(clause) for clause in clauses if clause)
    if isinstance(value, Mapping):
        return join_days(
            {day: as_day_hours(hours) for day in _named_days(key)}
            for key, hours in value.items()
        )
    if not isinstance(value, Sequence):
        raise InvalidValueError(
            "the hours of a week are text such as 'Mon-Fri 09:00-17:00', a mapping by"
            f" weekday, or those of seven days, not {shown(value)}"
        )
    days = tuple(value)
    if len(days) != len(DAYS):
        raise InvalidValueError(
            f"a week has the hours of {len(DAYS)} days, Monday first, not of"
            f" {len(days)}; text such as 'Mon-Fri 09:00-17:00' is taken too"
        )
    return tuple(map(as_day_hours, days))


def read_days(clause: str) -> dict[int, DayHours]:
    """Read the hours of some weekdays, by the place of each in the week.

    Raises:
        InvalidValueError: They cannot be read.
        UnknownNameError: There is no such weekday.
    """
    if clause.casefold().split() == AROUND_THE_CLOCK.split():
        return dict(enumerate(_ALWAYS))
    days, _, hours = clause.partition(" ")
    return dict.fromkeys(_named_days(days), as_day_hours(hours))


def join_days(parts: Iterable[Mapping[int, DayHours]]) -> tuple[DayHours, ...]:
    """Give the week of several clauses.

    Raises:
        InvalidValueError: A weekday stands in two of them.
    """
    found: dict[int, DayHours] = {}
    for part in parts:
        for day, hours in part.items():
            if day in found:
                raise InvalidValueError(
                    f"{DAYS[day]} has its hours twice; give all hours of a day at one"
                    " place, such as 'Mon 09:00-12:00 13:00-17:00'"
                )
            found[day] = hours
    return tuple(found.get(day, ()) for day in range(len(DAYS)))


def week_clauses(week: tuple[DayHours, ...]) -> Iterator[str]:
    """Write a week in clauses, days with equal hours together; none where closed."""
    if week == _ALWAYS:
        yield AROUND_THE_CLOCK
        return
    # In the order of the first day of each, so that a week reads from Monday on.
    for hours in dict.fromkeys(week):
        if hours:
            days = [place for place, each in enumerate(week) if each == hours]
            yield f"{','.join(_ranges(days))} {day_hours_text(hours)}"


def _ranges(days: list[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        places = [day for _, day in run]
        first, last = DAYS[places[0]], DAYS[places[-1]]
        yield first if first == last else f"{first}-{last}"


def _named_days(text: object) -> list[int]:
    if not isinstance(text, str):
        raise InvalidValueError(f"a weekday is text such as 'Mon', not {shown(text)}")
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = _day(first)
        end = _day(last) if dash else start
        # Fri-Mon runs over the end of the week.
        length = (end - start) % len(DAYS) + 1
        found.extend((start + place) % len(DAYS) for place in range(length))
    if len(set(found)) < len(found):
        raise InvalidValueError(f"{text!r} names a weekday twice")
    return found


def _day(text: str) -> int:
    folded = text.strip().capitalize()
    if folded not in DAYS:
        raise UnknownNameError("weekday", text, DAYS)
    return DAYS.index(folded)
