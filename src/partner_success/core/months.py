"""Calendar months, counted from a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

__all__ = ["MONTHS_A_YEAR", "month_number", "months_after", "whole_months"]

MONTHS_A_YEAR: Final = 12
"""How many months a year has."""


def month_number(day: date) -> int:
    """Give the number of a day's month; that of the next month is one greater."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def months_after(day: date, count: int) -> date | None:
    """Give the same day of a later month, or the last one of a shorter month.

    Returns:
        The day; ``None`` where it lies beyond the dates that Python knows.

    Examples:
        >>> print(months_after(date(2028, 1, 31), 1))
        2028-02-29
    """
    year, month = divmod(month_number(day) + count, MONTHS_A_YEAR)
    if year > date.max.year:
        return None
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


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
    count = month_number(day) - month_number(start)
    reached = months_after(start, count)
    return count if reached is not None and reached <= day else count - 1
