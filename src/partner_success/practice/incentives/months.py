"""Calendar months, and the fiscal quarters that they lie in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

import attrs

from partner_success.core.fiscal import FiscalPeriod, FiscalYear
from partner_success.core.instants import require_date
from partner_success.core.months import MONTHS_A_YEAR
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["CalendarMonth", "parse_quarter", "quarter_after"]

_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_QUARTER: Final = re.compile(r"(?:FY)?([0-9]{4})[- ]?Q([1-4])", re.ASCII)


@attrs.frozen(order=True)
class CalendarMonth:
    """A month of a year; earlier ones are less than later ones.

    Attributes:
        year: 1 to 9999.
        month: 1 (January) to 12 (December).

    Raises:
        InvalidValueError: There is no such month.

    Examples:
        >>> leap = CalendarMonth(2028, 2)
        >>> str(leap), str(leap.last), str(leap.next())
        ('2028-02', '2028-02-29', '2028-03')

    Rule: INC-01.
    """

    year: int
    month: int

    def __attrs_post_init__(self) -> None:
        numbers: tuple[object, ...] = (self.year, self.month)
        whole = all(isinstance(n, int) and not isinstance(n, bool) for n in numbers)
        years = range(date.min.year, date.max.year + 1)
        if not whole or self.year not in years or not 1 <= self.month <= MONTHS_A_YEAR:
            raise InvalidValueError(
                f"a calendar month has a year from {date.min.year} to {date.max.year}"
                f" and a month from 1 to {MONTHS_A_YEAR}, not {shown(self.year)} and"
                f" {shown(self.month)}"
            )

    @classmethod
    def of(cls, day: date) -> CalendarMonth:
        """Give the month that a day lies in.

        Raises:
            InvalidValueError: It is no day.
        """
        require_date(day, "day")
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> CalendarMonth:
        """Read a month as `str` writes it.

        Raises:
            InvalidValueError: The text is no month.

        Examples:
            >>> CalendarMonth.parse("2026-03").first
            datetime.date(2026, 3, 1)
        """
        found = _MONTH.fullmatch(str(text))
        if found is None:
            raise InvalidValueError(
                f"a month is written as a year and a month of two digits, such as"
                f" 2026-03, not {shown(text)}"
            )
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        # No month has more than 31 days, so that this lands in the next one.
        if (self.year, self.month) == (date.max.year, date.max.month):
            return date.max
        return self.next().first - timedelta(days=1)

    def next(self) -> CalendarMonth:
        """Give the month after it.

        Raises:
            InvalidValueError: It is the last month of the year 9999.
        """
        rolls = self.month == MONTHS_A_YEAR
        return CalendarMonth(self.year + rolls, 1 if rolls else self.month + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def parse_quarter(text: str, years: FiscalYear) -> FiscalPeriod:
    """Read a quarter of fiscal years by its name.

    Args:
        text: The year and the quarter, such as ``2026-Q3`` or ``FY2026 Q3``.
        years: The fiscal years that it is a quarter of.

    Raises:
        InvalidValueError: The text names no quarter, or one that reaches beyond the
            years 1 to 9999.

    Examples:
        >>> str(parse_quarter("2026-Q3", FiscalYear(1)))
        'FY2026 Q3 (2026-07-01 to 2026-09-30)'
        >>> str(parse_quarter("2026-Q3", FiscalYear(4)))
        'FY2026 Q3 (2025-10-01 to 2025-12-31)'

    Rule: INC-02.
    """
    found = _QUARTER.fullmatch(str(text))
    if found is None:
        raise InvalidValueError(
            "a quarter is written as a year and Q1 to Q4, such as 2026-Q3, not"
            f" {shown(text)}"
        )
    year, quarter = int(found[1]), int(found[2])
    # A fiscal year begins in the year whose number it has, or in the one before.
    for begins in (year - 1, year):
        try:
            period = years.quarter_of(date(begins, years.first_month, 1))
            for _ in range(quarter - 1):
                period = years.next(period)
        except (ValueError, InvalidValueError):
            continue
        if period.year == year:
            return period
    raise InvalidValueError(
        f"quarter {text} reaches beyond the dates that can be told,"
        f" {date.min} to {date.max}"
    )


def quarter_after(years: FiscalYear, day: date, count: int) -> FiscalPeriod:
    """Give the quarter that comes so many quarters after that of a day.

    Raises:
        InvalidValueError: It is no day, or the quarter reaches beyond the year 9999.

    Examples:
        >>> quarter_after(FiscalYear(1), date(2026, 12, 31), 1).label
        'FY2027 Q1'

    Rule: INC-01, INC-02.
    """
    found = years.quarter_of(day)
    for _ in range(count):
        found = years.next(found)
    return found
