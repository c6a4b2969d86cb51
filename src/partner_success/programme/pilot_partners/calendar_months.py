"""Calendar months, as far as pilot partners are counted in them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

__all__ = ["months_after", "whole_months"]

_YEAR: Final = 12


def months_after(day: date, count: int) -> date | None:
    """Give the same day of a later month, or the last one of a shorter month.

    Returns:
        The day; ``None`` where it lies beyond the dates that Python knows.

    Examples:
        >>> print(months_after(date(2028, 1, 31), 1))
        2028-02-29
    """
    year, month = divmod(_month(day) + count, _YEAR)
    if year > date.max.year:
        return None
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def whole_months(start: date, day: date) -> int:
    """Give how many calendar months are over since a start that is not later.

    Examples:
        >>> whole_months(date(2026, 8, 31), date(2027, 2, 27))
        5
        >>> whole_months(date(2026, 8, 31), date(2027, 2, 28))
        6
    """
    count = _month(day) - _month(start)
    reached = months_after(start, count)
    return count if reached is not None and reached <= day else count - 1


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1
