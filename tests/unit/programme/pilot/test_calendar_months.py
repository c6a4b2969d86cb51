"""Months and quarters of a pilot, at the ends of months and of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.core.months import whole_months
from partner_success.programme.pilot.calendar_months import (
    gaps,
    months_later,
    quarter_of,
    quarters_from,
)

SOME = settings(max_examples=min(50, settings().max_examples))
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 3, 16), 1, date(2026, 4, 16)),
        (date(2026, 11, 16), 3, date(2027, 2, 16)),
        (date(2027, 1, 30), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 28), 1, date(2028, 3, 28)),
        (date(2028, 2, 29), 1, date(2028, 3, 31)),
        (date(2026, 4, 30), 12, date(2027, 4, 30)),
        (date(9999, 11, 30), 2, date.max),
    ],
)
def test_months_later(day: date, count: int, later: date) -> None:
    """The same day of a later month, and the last day from the last day."""
    assert months_later(day, count) == later


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        (date(2026, 3, 16), date(2026, 3, 16), 0),
        (date(2026, 3, 16), date(2026, 3, 15), -1),
        (date(2026, 3, 16), date(2026, 9, 15), 5),
        (date(2026, 3, 16), date(2026, 9, 16), 6),
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2027, 2, 28), date(2027, 8, 28), 6),
    ],
)
def test_whole_months(start: date, day: date, months: int) -> None:
    """A month is over on its own day, or on the last of a shorter month."""
    assert whole_months(start, day) == months


@pytest.mark.rule("PRG-09")
@SOME
@given(start=DAYS, count=st.integers(0, 30), days=st.integers(0, 40))
def test_months_do_not_go_back(start: date, count: int, days: int) -> None:
    """A later day has at least as many months, and so many later there are so many."""
    later = months_later(start, count)
    assert whole_months(start, later) == count
    day = date.fromordinal(later.toordinal() + days)
    assert count <= whole_months(start, day) <= count + 2


@pytest.mark.rule("PRG-09")
@SOME
@given(start=DAYS, count=st.integers(0, 12), months=st.integers(1, 4))
def test_who_shares_when_it_is_due_leaves_no_gap(
    start: date, count: int, months: int
) -> None:
    """Sharing on the last day that is allowed is in time, and a day later is not."""
    shared = [start]
    for _ in range(count):
        shared.append(months_later(shared[-1], months))
    due = months_later(shared[-1], months)
    assert not [*gaps(start, reversed(shared), due, months)]
    late = date.fromordinal(due.toordinal() + 1)
    assert [*gaps(start, shared, late, months)] == [(shared[-1], late)]
    # What lies before the run or after the day does not help.
    beside = [*shared, date.fromordinal(start.toordinal() - 1), months_later(late, 1)]
    assert [*gaps(start, beside, late, months)] == [(shared[-1], late)]


@pytest.mark.rule("PRG-07")
@SOME
@given(day=DAYS, some=DAYS, count=st.integers(1, 8))
def test_quarters_follow_each_other(day: date, some: date, count: int) -> None:
    """Every day lies in one quarter, and the next begins where it ends."""
    some_quarter = some.replace(day=1)
    first = quarter_of(day, some_quarter)
    row = quarters_from(first, count + 1)
    assert first <= day < row[1]
    assert len(row) == count + 1
    for quarter in row:
        assert quarter_of(quarter, some_quarter) == quarter
    assert (first.month - some_quarter.month) % 3 == 0


def test_quarters_at_the_ends_of_the_calendar() -> None:
    """What lies beyond the days that Python knows is left out."""
    assert quarter_of(date(1, 1, 5), date(2026, 3, 1)) == date(1, 1, 1)
    assert quarters_from(date(9999, 7, 1), 4) == (date(9999, 7, 1), date(9999, 10, 1))
