"""Fiscal years and quarters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.core.fiscal import FiscalPeriod, FiscalYear
from partner_success.errors import InvalidValueError

DAY = timedelta(days=1)
divisions = st.builds(
    FiscalYear,
    st.integers(1, 12),
    named_after=st.sampled_from(["end", "start"]),
)
# Two years from either end of time, so that every neighbour exists.
days = st.dates(date(3, 1, 1), date(9997, 12, 31))


@pytest.mark.parametrize(
    ("first_month", "day", "year", "first", "last"),
    [
        (1, date(2025, 1, 1), 2025, date(2025, 1, 1), date(2025, 12, 31)),
        (1, date(2025, 12, 31), 2025, date(2025, 1, 1), date(2025, 12, 31)),
        (2, date(2026, 1, 31), 2026, date(2025, 2, 1), date(2026, 1, 31)),
        (2, date(2026, 2, 1), 2027, date(2026, 2, 1), date(2027, 1, 31)),
        (4, date(2026, 3, 31), 2026, date(2025, 4, 1), date(2026, 3, 31)),
        (12, date(2025, 12, 1), 2026, date(2025, 12, 1), date(2026, 11, 30)),
    ],
)
def test_a_year_is_named_after_the_calendar_year_in_which_it_ends(
    first_month: int, day: date, year: int, first: date, last: date
) -> None:
    """The day of a border falls on the right side, under the right name."""
    found = FiscalYear(first_month).year_of(day)
    assert found == FiscalPeriod(year=year, first=first, last=last)


@pytest.mark.parametrize(
    ("first_month", "year"), [(1, 2025), (2, 2025), (7, 2025), (8, 2024), (12, 2024)]
)
def test_a_year_can_be_named_after_its_start(first_month: int, year: int) -> None:
    """The other naming takes the calendar year in which the fiscal year begins."""
    division = FiscalYear(first_month, named_after="start")
    assert division.year_of(date(2025, 7, 4)).year == year


def test_a_leap_day_belongs_to_the_year_and_quarter_that_hold_it() -> None:
    """A fiscal year from March ends with the leap day where there is one."""
    division = FiscalYear(3)
    leap = date(2024, 2, 29)
    assert division.year_of(leap).last == leap
    assert division.quarter_of(leap).last == leap
    assert division.year_of(date(2025, 2, 1)).last == date(2025, 2, 28)
    assert division.year_of(date(1900, 2, 1)).last == date(1900, 2, 28)


def test_quarters_count_from_the_first_month() -> None:
    """A fiscal year from February has quarters of three months from there."""
    division = FiscalYear(2)
    found = division.quarter_of(date(2026, 1, 15))
    assert found == FiscalPeriod(
        year=2026, quarter=4, first=date(2025, 11, 1), last=date(2026, 1, 31)
    )
    assert division.quarter_of(date(2026, 2, 1)).label == "FY2027 Q1"


def test_a_period_holds_both_its_ends() -> None:
    """The first and last day belong to a period, their neighbours do not."""
    year = FiscalYear(10).year_of(date(2025, 12, 24))
    assert year.contains(date(2025, 10, 1))
    assert year.contains(date(2026, 9, 30))
    assert not year.contains(date(2025, 9, 30))
    assert not year.contains(date(2026, 10, 1))


def test_periods_read_well() -> None:
    """A period prints its name and both its days."""
    division = FiscalYear(4)
    day = date(2025, 4, 1)
    assert str(division.year_of(day)) == "FY2026 (2025-04-01 to 2026-03-31)"
    assert str(division.quarter_of(day)) == "FY2026 Q1 (2025-04-01 to 2025-06-30)"
    assert division.year_of(date(900, 1, 1)).label == "FY0900"


@pytest.mark.parametrize("month", [0, 13, -1, True, 1.0, "1", None])
def test_the_first_month_is_a_whole_number_from_1_to_12(month: object) -> None:
    """Anything else is refused, and the message says what was found."""
    with pytest.raises(InvalidValueError, match=r"from 1 \(January\) to 12") as caught:
        FiscalYear(month)  # type: ignore[arg-type]
    assert repr(month) in str(caught.value)


def test_the_naming_is_one_of_two() -> None:
    """A third way to name a year is refused."""
    with pytest.raises(InvalidValueError, match="'end' or its 'start', not 'middle'"):
        FiscalYear(1, named_after="middle")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "day", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", None, 20260101]
)
def test_only_a_plain_date_is_a_day(day: object) -> None:
    """A datetime would hide the choice of a zone and is refused like any non-date."""
    division = FiscalYear(4)
    year = division.year_of(date(2026, 1, 1))
    for ask in (division.year_of, division.quarter_of, year.contains):
        with pytest.raises(InvalidValueError, match=r"day needs a d"):
            ask(day)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="first needs a d"):
        attrs.evolve(year, first=day)
    with pytest.raises(InvalidValueError, match="last needs a d"):
        attrs.evolve(year, last=day)


def test_a_period_ends_no_sooner_than_it_begins() -> None:
    """A period of one day may stand, one that runs backwards may not."""
    day = date(2026, 1, 1)
    assert FiscalPeriod(year=2026, first=day, last=day).contains(day)
    with pytest.raises(InvalidValueError, match="before"):
        FiscalPeriod(year=2026, first=day, last=day - DAY)


def test_divisions_and_periods_never_change() -> None:
    """Both are frozen values that compare and hash by what they hold."""
    division = FiscalYear(4)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        division.first_month = 5  # type: ignore[misc]
    assert division == FiscalYear(4) != FiscalYear(4, named_after="start")
    day = date(2026, 1, 1)
    assert len({division.year_of(day), FiscalYear(4).year_of(day)}) == 1


def test_a_period_of_another_division_has_no_neighbours_here() -> None:
    """Neighbours of a period that this division never makes are refused."""
    foreign = FiscalYear(5).year_of(date(2026, 1, 1))
    for ask in (FiscalYear(4).next, FiscalYear(4).previous):
        with pytest.raises(InvalidValueError, match="from month 4"):
            ask(foreign)


def test_time_ends_with_the_dates_that_can_be_told() -> None:
    """A period that would begin before year 1 or end after year 9999 is refused."""
    spring = FiscalYear(2)
    for day in (date.min, date.max):
        with pytest.raises(InvalidValueError, match="0001-01-01 to 9999-12-31"):
            spring.year_of(day)
    calendar = FiscalYear(1)
    assert calendar.year_of(date.min).first == date.min
    assert calendar.year_of(date.max).last == date.max
    assert calendar.quarter_of(date.max).last == date.max
    with pytest.raises(InvalidValueError, match="beyond the dates"):
        calendar.next(calendar.year_of(date.max))
    with pytest.raises(InvalidValueError, match="beyond the dates"):
        calendar.previous(calendar.quarter_of(date.min))
    with pytest.raises(InvalidValueError, match="beyond the dates"):
        spring.next(spring.year_of(date(9999, 1, 31)))


@given(divisions, days)
def test_years_and_quarters_leave_no_gap_and_no_overlap(
    division: FiscalYear, day: date
) -> None:
    """Each period holds its day, starts the day after the last, and knows it."""
    for ask in (division.year_of, division.quarter_of):
        period = ask(day)
        assert period.contains(day)
        assert ask(period.first) == ask(period.last) == period
        following, preceding = division.next(period), division.previous(period)
        assert following.first == period.last + DAY
        assert preceding.last == period.first - DAY
        assert division.previous(following) == division.next(preceding) == period


@given(divisions, days)
def test_a_year_begins_with_the_first_day_of_its_month(
    division: FiscalYear, day: date
) -> None:
    """A year has 365 or 366 days from the first month, and the next number follows."""
    year = division.year_of(day)
    assert (year.first.month, year.first.day) == (division.first_month, 1)
    assert (year.last - year.first).days + 1 in (365, 366)
    named = year.last if division.named_after == "end" else year.first
    assert year.year == named.year
    assert division.next(year).year == year.year + 1


@given(divisions, days)
def test_four_quarters_make_the_year(division: FiscalYear, day: date) -> None:
    """Quarters 1 to 4 of the year's name fill it from its first day to its last."""
    year = division.year_of(day)
    quarters = [division.quarter_of(year.first)]
    for _ in range(3):
        quarters.append(division.next(quarters[-1]))
    assert [quarter.quarter for quarter in quarters] == [1, 2, 3, 4]
    assert {quarter.year for quarter in quarters} == {year.year}
    assert (quarters[0].first, quarters[-1].last) == (year.first, year.last)
    assert division.quarter_of(day) in quarters
