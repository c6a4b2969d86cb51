"""Weeks, months and quarters, counted so that they can be told apart and added up."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from partner_success.core.fiscal import FiscalYear
from partner_success.core.instants import Period
from partner_success.core.months import MONTHS_A_YEAR, month_number

_WEEK: Final = 7
_QUARTER: Final = 3


class ActivityPeriod(StrEnum):
    """How often something is done.

    Attributes:
        WEEK: Once in each calendar week.
        MONTH: Once in each calendar month.
        QUARTER: Once in each quarter of the fiscal year.
    """

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def weeks_after(day: date, count: int) -> date | None:
    """Give the day so many weeks later; None beyond the dates that Python knows."""
    ordinal = day.toordinal() + _WEEK * count
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


@attrs.frozen(kw_only=True)
class Periods:
    """The weeks, months and quarters of one division of time, numbered in turn.

    Attributes:
        week_begins: The day with which a week begins, 1 (Monday) to 7 (Sunday).
        fiscal_year: Whose quarters they are.

    Examples:
        >>> periods = Periods(week_begins=1, fiscal_year=FiscalYear(1))
        >>> may = periods.number(ActivityPeriod.MONTH, date(2026, 5, 4))
        >>> print(periods.numbered(ActivityPeriod.MONTH, may).last)
        2026-05-31
    """

    week_begins: int
    fiscal_year: FiscalYear

    def number(self, kind: ActivityPeriod, day: date) -> int:
        """Give the number of the period to which a day belongs."""
        if kind is ActivityPeriod.WEEK:
            # The first day of all, 1 January of the year 1, counts as a Monday.
            return (day.toordinal() - self.week_begins) // _WEEK
        length, shift = self._months(kind)
        return (month_number(day) - shift) // length

    def numbered(self, kind: ActivityPeriod, number: int) -> Period:
        """Give the period of a number, as far as Python's dates reach."""
        if kind is ActivityPeriod.WEEK:
            first = _WEEK * number + self.week_begins
            return _between(first, first + _WEEK - 1)
        length, shift = self._months(kind)
        month = length * number + shift
        return _between(_first_of(month), _first_of(month + length) - 1)

    def first_whole(self, kind: ActivityPeriod, day: date) -> int:
        """Give the number of the first period that begins on a day or after it."""
        number = self.number(kind, day)
        return number if self.numbered(kind, number).first == day else number + 1

    def _months(self, kind: ActivityPeriod) -> tuple[int, int]:
        if kind is ActivityPeriod.MONTH:
            return 1, 0
        return _QUARTER, (self.fiscal_year.first_month - 1) % _QUARTER


def _first_of(month: int) -> int:
    year, index = divmod(month, MONTHS_A_YEAR)
    if year < date.min.year:
        return date.min.toordinal()
    if year > date.max.year:
        return date.max.toordinal() + 1
    return date(year, index + 1, 1).toordinal()


def _between(first: int, last: int) -> Period:
    low, high = date.min.toordinal(), date.max.toordinal()
    return Period(date.fromordinal(max(first, low)), date.fromordinal(min(last, high)))
