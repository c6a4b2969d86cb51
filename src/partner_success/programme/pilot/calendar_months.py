"""Calendar months and quarters, as far as a pilot counts in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

__all__ = ["gaps", "months_after", "quarter_of", "quarters_from", "whole_months"]

_YEAR: Final = 12
_QUARTER: Final = 3


def months_after(day: date, count: int) -> date:
    """Give the day so many calendar months later; the last day stays the last day.

    A shorter month ends earlier, and from the last day of a month it goes on to the
    last day of another, so that nobody loses days by sharing at the end of February.
    Beyond the dates that Python knows it is the last of these.

    Examples:
        >>> end_of_february = months_after(date(2027, 1, 31), 1)
        >>> print(end_of_february, months_after(end_of_february, 1))
        2027-02-28 2027-03-31
    """
    return _later(day, count, to_the_end=_is_last(day))


def whole_months(start: date, day: date) -> int:
    """Give how many calendar months have passed since a day; negative before it.

    A month has passed on the same day of the next one, or on its last day where that is
    shorter.

    Examples:
        >>> whole_months(date(2026, 8, 31), date(2027, 2, 27))
        5
        >>> whole_months(date(2026, 8, 31), date(2027, 2, 28))
        6
    """
    count = _month(day) - _month(start)
    return count if _later(start, count, to_the_end=False) <= day else count - 1


def gaps(
    start: date, shared: Iterable[date], day: date, months: int
) -> Iterator[tuple[date, date]]:
    """Give each stretch between two days in a row that is longer than agreed.

    Args:
        start: The first of the days.
        shared: The days between; those after `day` do not count.
        day: The last of the days.
        months: How many calendar months a stretch may have, at most (closed).
    """
    days = [start, *sorted(each for each in shared if start <= each <= day), day]
    for before, after in pairwise(days):
        if after > months_after(before, months):
            yield before, after


def quarter_of(day: date, some_quarter: date) -> date:
    """Give the first day of the quarter that a day lies in.

    Args:
        day: The day.
        some_quarter: The first day of any quarter, which tells with which months
            quarters begin.
    """
    into = (_month(day) - _month(some_quarter)) % _QUARTER
    return _first(max(_month(day) - into, _month(date.min)))


def quarters_from(quarter: date, count: int) -> tuple[date, ...]:
    """Give the first days of so many quarters in a row, from one on.

    Those beyond the dates that Python knows are left out.
    """
    months = (_month(quarter) + _QUARTER * number for number in range(count))
    return tuple(_first(month) for month in months if month <= _month(date.max))


def _later(day: date, count: int, *, to_the_end: bool) -> date:
    month = _month(day) + count
    if month > _month(date.max):
        return date.max
    first = _first(month)
    _, last = monthrange(first.year, first.month)
    return first.replace(day=last if to_the_end else min(day.day, last))


def _is_last(day: date) -> bool:
    _, last = monthrange(day.year, day.month)
    return day.day == last


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _first(month: int) -> date:
    return date(month // _YEAR, month % _YEAR + 1, 1)
