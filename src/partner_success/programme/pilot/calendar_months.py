"""Calendar months and quarters, as far as a pilot counts in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from partner_success.core.months import MONTHS_A_YEAR, month_number, months_after

__all__ = ["gaps", "months_later", "quarter_of", "quarters_from"]

_QUARTER: Final = 3


def months_later(day: date, count: int) -> date:
    """Give the day so many calendar months later; the last day stays the last day.

    A shorter month ends earlier, and from the last day of a month it goes on to the
    last day of another, so that nobody loses days by sharing at the end of February.
    Beyond the dates that Python knows it is the last of these.

    Examples:
        >>> end_of_february = months_later(date(2027, 1, 31), 1)
        >>> print(end_of_february, months_later(end_of_february, 1))
        2027-02-28 2027-03-31
    """
    later = months_after(day, count)
    if later is None:
        return date.max
    _, last = monthrange(later.year, later.month)
    _, last_of_day = monthrange(day.year, day.month)
    return later.replace(day=last) if day.day == last_of_day else later


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
        if after > months_later(before, months):
            yield before, after


def quarter_of(day: date, some_quarter: date) -> date:
    """Give the first day of the quarter that a day lies in.

    Args:
        day: The day.
        some_quarter: The first day of any quarter, which tells with which months
            quarters begin.
    """
    into = (month_number(day) - month_number(some_quarter)) % _QUARTER
    return _first(max(month_number(day) - into, month_number(date.min)))


def quarters_from(quarter: date, count: int) -> tuple[date, ...]:
    """Give the first days of so many quarters in a row, from one on.

    Those beyond the dates that Python knows are left out.
    """
    months = (month_number(quarter) + _QUARTER * number for number in range(count))
    return tuple(_first(month) for month in months if month <= month_number(date.max))


def _first(month: int) -> date:
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
