"""Fiscal years that begin with any month, and their quarters.

Rule: CST-02.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias

import attrs

from partner_success.core.instants import Period, require_date
from partner_success.errors import InvalidValueError

__all__ = ["FiscalPeriod", "FiscalYear", "NamedAfter"]

NamedAfter: TypeAlias = Literal["end", "start"]
"""Which calendar year lends its number to a fiscal year that spans two."""

_MONTHS: Final = 12
_QUARTER_MONTHS: Final = 3
_DAY: Final = timedelta(days=1)


@attrs.frozen
class FiscalPeriod(Period):
    """A fiscal year or one quarter of it: a `Period` with a name.

    Attributes:
        first: The first day, inside.
        last: The last day, inside.
        year: The number by which the fiscal year is named.
        quarter: 1 to 4; ``None`` for the whole year.

    Raises:
        InvalidValueError: One of the days is none, or the last lies before the first.

    Examples:
        >>> period = FiscalYear(4).quarter_of(date(2025, 7, 1))
        >>> str(period), period.days
        ('FY2026 Q2 (2025-07-01 to 2025-09-30)', 92)
    """

    year: int = attrs.field(kw_only=True)
    quarter: int | None = attrs.field(default=None, kw_only=True)

    @property
    def label(self) -> str:
        """The name, such as ``FY2026`` or ``FY2026 Q2``."""
        year = f"FY{self.year:04d}"
        return year if self.quarter is None else f"{year} Q{self.quarter}"

    def __str__(self) -> str:
        return f"{self.label} ({self.first} to {self.last})"


def _check_month(_instance: object, _attribute: object, value: Any) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or value not in range(1, _MONTHS + 1):
        raise InvalidValueError(
            "the first month of a fiscal year is a whole number from 1 (January)"
            f" to 12 (December), not {value!r}"
        )


def _check_naming(_instance: object, _attribute: object, value: NamedAfter) -> None:
    if value not in ("end", "start"):
        raise InvalidValueError(
            f"a fiscal year is named after its 'end' or its 'start', not {value!r}"
        )


@attrs.frozen
class FiscalYear:
    """The division of time into fiscal years that begin on the first of one month.

    A fiscal year is named after the calendar year in which it ends, unless the
    division says otherwise; one that begins in January is the calendar year itself.

    Attributes:
        first_month: The month with which every year begins, 1 to 12.
        named_after: ``"end"`` or ``"start"``: the calendar year in which a fiscal year
            ends or begins gives it its number.

    Raises:
        InvalidValueError: The month is not a whole number from 1 to 12, or the naming
            is neither of the two.

    Examples:
        >>> str(FiscalYear(2).year_of(date(2026, 1, 31)))
        'FY2026 (2025-02-01 to 2026-01-31)'
        >>> FiscalYear(2, named_after="start").year_of(date(2026, 1, 31)).label
        'FY2025'

    Rule: CST-02.
    """

    first_month: int = attrs.field(validator=_check_month)
    named_after: NamedAfter = attrs.field(
        default="end", validator=_check_naming, kw_only=True
    )

    def year_of(self, day: date) -> FiscalPeriod:
        """Give the fiscal year to which a day belongs.

        Raises:
            InvalidValueError: The day is not a plain date, or its fiscal year reaches
                beyond the dates that Python knows (the years 1 to 9999).

        Examples:
            >>> FiscalYear(7).year_of(date(2024, 2, 29)).label
            'FY2024'
        """
        require_date(day, "day")
        return self._period(day, _MONTHS, numbered=False)

    def quarter_of(self, day: date) -> FiscalPeriod:
        """Give the fiscal quarter (three months) to which a day belongs.

        Raises:
            InvalidValueError: As for `year_of`; of the quarter only its own days count.

        Examples:
            >>> FiscalYear(7).quarter_of(date(2024, 2, 29)).label
            'FY2024 Q3'
        """
        require_date(day, "day")
        return self._period(day, _QUARTER_MONTHS, numbered=True)

    def next(self, period: FiscalPeriod) -> FiscalPeriod:
        """Give the year after a year, or the quarter after a quarter.

        Raises:
            InvalidValueError: The period is none of this division, or nothing follows
                it within the dates that Python knows.

        Examples:
            >>> years = FiscalYear(10)
            >>> years.next(years.quarter_of(date(2025, 9, 30))).label
            'FY2026 Q1'
        """
        return self._beside(period, after=True)

    def previous(self, period: FiscalPeriod) -> FiscalPeriod:
        """Give the year before a year, or the quarter before a quarter.

        Raises:
            InvalidValueError: The period is none of this division, or nothing precedes
                it within the dates that Python knows.

        Examples:
            >>> years = FiscalYear(10)
            >>> years.previous(years.year_of(date(2025, 9, 30))).label
            'FY2024'
        """
        return self._beside(period, after=False)

    def _beside(self, period: FiscalPeriod, *, after: bool) -> FiscalPeriod:
        find = self.year_of if period.quarter is None else self.quarter_of
        if find(period.first) != period:
            raise InvalidValueError(
                f"{period} is no period of fiscal years from month {self.first_month};"
                " ask the division that made it"
            )
        try:
            day = period.last + _DAY if after else period.first - _DAY
        except OverflowError:
            raise _beyond(period.last if after else period.first) from None
        return find(day)

    def _period(self, day: date, months: int, *, numbered: bool) -> FiscalPeriod:
        # Months counted from year 0 turn every border into one whole number.
        month = day.year * _MONTHS + day.month - 1
        into_year = (month - self.first_month + 1) % _MONTHS
        begin = month - into_year
        start = begin + into_year // months * months
        name = begin if self.named_after == "start" else begin + _MONTHS - 1
        return FiscalPeriod(
            year=name // _MONTHS,
            quarter=into_year // months + 1 if numbered else None,
            first=_first_day(start, day),
            last=_last_day(start + months - 1, day),
        )


def _first_day(month: int, asked: date) -> date:
    try:
        return date(month // _MONTHS, month % _MONTHS + 1, 1)
    except ValueError:
        raise _beyond(asked) from None


def _last_day(month: int, asked: date) -> date:
    if month == date.max.year * _MONTHS + _MONTHS - 1:
        return date.max
    return _first_day(month + 1, asked) - _DAY


def _beyond(day: date) -> InvalidValueError:
    return InvalidValueError(
        f"the fiscal period at {day} reaches beyond the dates that can be told,"
        f" {date.min} to {date.max}"
    )
