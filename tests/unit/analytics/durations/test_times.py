"""How long cases stay in states, those still in them taken into account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success import WorkingCalendar
from partner_success.analytics.durations import (
    Spell,
    TimesInStates,
    time_in_state,
    times_of,
)
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError

SURE = Decimal("0.95")
MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
OFFICE = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")


def spell(hours: float, ended: bool = True, state: str = "open") -> Spell:
    """A spell from Monday nine o'clock on."""
    end = MONDAY + timedelta(hours=hours)
    return Spell(case="a", state=state, start=MONDAY, end=end, ended=ended)


@pytest.mark.rule("ANL-05")
def test_the_open_ones_are_in_the_estimate_and_not_in_the_plain_mean() -> None:
    """Of 2, 4 and more than 9 hours the plain mean is 3, and the estimate says 5."""
    times = times_of([spell(2), spell(4), spell(9, ended=False)], level=SURE)
    assert (times.count, times.finished, times.open) == (3, 2, 1)
    assert times.mean == 3
    assert times.restricted_mean == Fraction(2 + 4 + 9, 3)
    assert times.median.value == 4
    assert (times.median.interval.low, times.median.interval.high) == (2, None)
    assert times.unit == "hours"


@pytest.mark.rule("ANL-05")
def test_where_none_has_ended_there_is_no_mean_and_no_median() -> None:
    """Nothing is made up of what has not ended."""
    times = times_of([spell(9, ended=False)], level=SURE, quantiles=[0.9])
    assert (times.mean, times.median.value) == (None, None)
    assert times.quantiles[0].value is None
    assert times.restricted_mean == 9
    nothing = times_of([], level=SURE)
    assert (nothing.count, nothing.mean, nothing.restricted_mean) == (0, None, None)


@pytest.mark.parametrize(
    ("unit", "mean"), [("minutes", 90), ("hours", Fraction(3, 2)), ("days", "1/16")]
)
def test_times_are_counted_exactly_in_any_unit(unit: Any, mean: Any) -> None:
    """A day has 24 hours."""
    assert times_of([spell(1.5)], level=SURE, unit=unit).mean == Fraction(mean)


def test_working_time_is_that_of_the_calendar() -> None:
    """From Monday nine o'clock for 26 hours are 8 hours of Monday and 2 of Tuesday."""
    assert times_of([spell(26)], level=SURE, calendar=OFFICE).mean == 10


def test_quantiles_come_in_the_order_asked() -> None:
    """Each with its interval and its share as a fraction."""
    seen = [spell(hours) for hours in range(1, 101)]
    times = times_of(seen, level=SURE, quantiles=[Decimal("0.9"), 0.25])
    assert [each.share for each in times.quantiles] == [
        Fraction(9, 10),
        Fraction(1, 4),
    ]
    assert [each.value for each in times.quantiles] == [90, 25]
    interval = times.quantiles[0].interval
    assert interval.low is not None
    assert interval.high is not None
    assert interval.low < 90 < interval.high


def report(**given: Any) -> TimesInStates:
    """Two states, one of them with an open spell."""
    seen = [spell(2), spell(26, state="wait"), spell(4), spell(9, ended=False)]
    return time_in_state(seen, level=SURE, quantiles=[Decimal("0.975")], **given)


@pytest.mark.rule("ANL-05")
def test_the_report_has_a_row_a_state() -> None:
    """The plain mean stands beside what takes the open ones into account."""
    found = report()
    assert [each.state for each in found.states] == ["open", "wait"]
    assert found.state("wait").worked is None
    (table,) = found.tables()
    assert [column.id for column in table.columns] == [
        *("state", "spells", "finished", "open", "mean_of_finished", "mean"),
        *("median", "median_from", "median_to"),
        *("within_97_5", "within_97_5_from", "within_97_5_to"),
    ]
    assert table.rows[0] == ("open", 3, 2, 1, 3, 5, 4, 2, None, None, 4, None)
    assert table.columns[9].heading == "97.5 % within (hours)"
    assert "95 % confidence" in table.remarks[1]


def test_working_time_has_a_table_of_its_own_in_hours() -> None:
    """Whatever true time is counted in; and it says which databases it rests on."""
    elapsed, worked = report(calendar=OFFICE, unit="days").tables()
    assert (elapsed.id, worked.id) == ("time_in_state", "working_time_in_state")
    assert elapsed.rows[1][4] == Fraction(26, 24)
    assert worked.rows[1][4] == 10
    assert worked.columns[4].unit == "hours"
    assert worked.provenance.tzdata is not None


def test_the_report_tells_itself() -> None:
    """Its first line counts states, spells and what is open."""
    told = str(report().explain()).splitlines()
    assert told[0] == "Time in state: 2 states, 4 spells, 1 still open"
    assert told[2].split()[:6] == ["open", "3", "2", "1", "3", "5"]
    one = time_in_state([spell(2)], level=SURE)
    assert str(one) == "Time in state: 1 state, 1 spells, 0 still open"


def test_nothing_to_tell_is_an_empty_table() -> None:
    """No spell, no state, and no working time either."""
    found = time_in_state([], level=SURE, quantiles=[0.9], calendar=OFFICE)
    assert [table.rows for table in found.tables()] == [()]


def test_what_cannot_be_asked_is_refused() -> None:
    """An unknown state or unit, a stranger, a share and a level that are none."""
    with pytest.raises(UnknownNameError, match="did you mean 'wait'"):
        report().state("wiat")
    with pytest.raises(UnknownNameError, match="unit of time"):
        report(unit="weeks")
    stranger: Any = ["open"]
    with pytest.raises(InvalidUseError, match="Spell"):
        time_in_state(stranger, level=SURE)
    with pytest.raises(InvalidUseError, match="Spell"):
        times_of(stranger, level=SURE)
    with pytest.raises(InvalidValueError, match="share lies from 0 to 1"):
        times_of([spell(2)], level=SURE, quantiles=[90])
    with pytest.raises(InvalidValueError, match="confidence level"):
        times_of([spell(2)], level=Decimal(95))
