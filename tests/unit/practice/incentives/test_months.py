"""Calendar months and the quarters that they lie in."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.core import FiscalYear
from partner_success.errors import InvalidValueError
from partner_success.practice.incentives import CalendarMonth
from partner_success.practice.incentives.months import parse_quarter


@pytest.mark.parametrize(
    ("text", "first", "last", "after"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026-03"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028-03"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2027-01"),
        ("0001-01", date(1, 1, 1), date(1, 1, 31), "0001-02"),
    ],
)
def test_a_month_has_its_days(text: str, first: date, last: date, after: str) -> None:
    """February and the end of a year included."""
    month = CalendarMonth.parse(text)
    assert (month.first, month.last, str(month.next())) == (first, last, after)
    assert CalendarMonth.of(first) == CalendarMonth.of(last) == month
    assert str(month) == text
    assert month < month.next()


def test_the_last_month_has_none_after_it() -> None:
    """And still has its days."""
    last = CalendarMonth(9999, 12)
    assert last.last == date.max
    with pytest.raises(InvalidValueError, match="not 10000 and 1"):
        last.next()


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000-01", "2026-1", "March"])
def test_what_is_no_month_is_refused(text: str) -> None:
    """With what a month is."""
    with pytest.raises(InvalidValueError, match="month"):
        CalendarMonth.parse(text)


@pytest.mark.parametrize("number", [True, 2.0, "2"])
def test_numbers_of_another_kind_are_refused(number: object) -> None:
    """A truth value is no number, and neither is text."""
    with pytest.raises(InvalidValueError, match="calendar month"):
        CalendarMonth(2026, cast(Any, number))


def test_an_instant_has_no_month() -> None:
    """Whose month it is depends on the zone."""
    with pytest.raises(InvalidValueError, match=r"needs a datetime\.date"):
        CalendarMonth.of(cast(Any, "2026-01-01"))


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("text", "years", "first"),
    [
        ("2026-Q1", FiscalYear(1), date(2026, 1, 1)),
        ("FY2026 Q4", FiscalYear(1), date(2026, 10, 1)),
        ("2026Q1", FiscalYear(7), date(2025, 7, 1)),
        ("2026-Q4", FiscalYear(7), date(2026, 4, 1)),
        ("2026-Q1", FiscalYear(7, named_after="start"), date(2026, 7, 1)),
        ("0001-Q1", FiscalYear(1), date(1, 1, 1)),
        ("9999-Q4", FiscalYear(1), date(9999, 10, 1)),
    ],
)
def test_a_quarter_is_read_by_its_name(
    text: str, years: FiscalYear, first: date
) -> None:
    """Whichever month its year begins with."""
    found = parse_quarter(text, years)
    assert found == years.quarter_of(first)
    assert found.first == first


@pytest.mark.parametrize("text", ["2026-Q5", "Q1", "2026", "2026-q1", "０026-Q1"])
def test_what_is_no_quarter_is_refused(rules: ps.Rulebook, text: str) -> None:
    """With what a quarter looks like."""
    with pytest.raises(InvalidValueError, match="such as 2026-Q3"):
        rules.incentives.quarter(text)


def test_a_quarter_beyond_the_calendar_is_refused() -> None:
    """There is no year 0, and none after 9999."""
    for text in ("0000-Q1", "9999-Q4"):
        with pytest.raises(InvalidValueError, match="beyond the dates"):
            parse_quarter(text, FiscalYear(2, named_after="start"))
