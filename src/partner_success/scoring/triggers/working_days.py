"""Working days, as far as a promise to answer within some of them needs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date


def late_from(
    asked: int, agreed: int, weekdays: Collection[int], holidays: Collection[date]
) -> int | None:
    """Give the first day on which more than the agreed working days have passed.

    Working days are counted from the day after the question. Days that are none pass
    without being counted, so an answer on the weekend after the last agreed day is in
    time.

    Args:
        asked: The day of the question, counted as `datetime.date.toordinal` does.
        agreed: How many working days the answer may take.
        weekdays: Days of the week on which people work; 1 is Monday, 7 is Sunday.
        holidays: Days on which nobody works.

    Returns:
        The day, counted the same way; None where the calendar ends before it.

    Examples:
        >>> monday = date(2026, 5, 4).toordinal()
        >>> date.fromordinal(late_from(monday, 5, range(1, 6), ()))
        datetime.date(2026, 5, 12)
    """
    passed = 0
    for day in range(asked + 1, date.max.toordinal() + 1):
        found = date.fromordinal(day)
        passed += found.isoweekday() in weekdays and found not in holidays
        if passed > agreed:
            return day
    return None
