"""A score over time: damped bands and trends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Series
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.scoring import NoTrend, Trend, TrendPolicy

START = date(2026, 5, 1)


def series(*values: Any) -> Series:
    """Give one value a day."""
    return Series(
        (START + timedelta(days=place), value) for place, value in enumerate(values)
    )


def damped(rules: ps.Rulebook, *values: Any) -> list[str]:
    """Give the ids of the damped bands, one value a day."""
    bands = rules.health.require_bands()
    return [each.band.id for each in rules.trend.damped(series(*values), bands)]


# ------------------------------------------------------------------ damping
@pytest.mark.rule("HLT-12")
def test_a_score_leaves_its_band_upwards_two_points_above_the_edge(
    rules: ps.Rulebook,
) -> None:
    """At 82 it is Healthy, a hundredth below it is still At Risk."""
    assert damped(rules, 79, 80, 81.99, 82) == ["at_risk"] * 3 + ["healthy"]


@pytest.mark.rule("HLT-12")
def test_a_score_leaves_its_band_downwards_beyond_two_points_below_the_edge(
    rules: ps.Rulebook,
) -> None:
    """At 78 it is still Healthy, as 80 is with no margin; at 77.99 it is At Risk."""
    assert damped(rules, 81, 79, 78, 77.99) == ["healthy"] * 3 + ["at_risk"]


@pytest.mark.rule("HLT-12")
def test_a_score_that_leaves_lies_where_it_is(rules: ps.Rulebook) -> None:
    """It falls through several bands at once, and is damped again from there."""
    assert damped(rules, 95, 69.5, 71, 71.99, 72, 50) == [
        "champion",
        "critical",
        "critical",
        "critical",
        "at_risk",
        "emergency",
    ]


@pytest.mark.rule("HLT-12")
def test_a_day_keeps_its_score_and_both_bands(rules: ps.Rulebook) -> None:
    """And says that it is held; what was not scored is no day of it."""
    found = rules.trend.damped(series(81, None, 79), rules.health.require_bands())
    assert [(each.on.day, each.value) for each in found] == [(1, 81), (3, 79)]
    assert [each.held for each in found] == [False, True]
    assert found[1].undamped.name == "At Risk"
    assert rules.trend.damped(Series(), rules.health.require_bands()) == ()


@pytest.mark.rule("HLT-12")
def test_a_margin_of_nothing_damps_nothing(rules: ps.Rulebook) -> None:
    """A score at the edge is in the band above it."""
    policy = attrs.evolve(rules.trend, damping_margin=Decimal(0))
    found = policy.damped(series(79.99, 80, 79.99), rules.health.require_bands())
    assert [each.band.id for each in found] == ["at_risk", "healthy", "at_risk"]


def test_a_number_off_the_scale_is_refused(rules: ps.Rulebook) -> None:
    """It is no score."""
    with pytest.raises(InvalidValueError, match="outside the scale"):
        damped(rules, 80, 101)


# ------------------------------------------------------------------ trend
@pytest.mark.rule("HLT-12")
def test_a_trend_compares_two_windows_of_four_weeks(rules: ps.Rulebook) -> None:
    """The last of 28 days against the last of the 28 before, by days."""
    on = date(2026, 6, 25)
    readings = {
        on - timedelta(days=56): 10,
        on - timedelta(days=55): 60,
        on - timedelta(days=28): 70,
        on - timedelta(days=27): 75,
        on: 64,
        on + timedelta(days=1): 0,
    }
    found = rules.trend.trend(Series(readings), on=on)
    assert isinstance(found, Trend)
    assert (found.earlier.value, found.latest.value) == (70, 64)
    assert (found.exact, found.change) == (-6, -6.0)
    del readings[on - timedelta(days=28)]
    found = rules.trend.trend(Series(readings), on=on)
    assert isinstance(found, Trend)
    assert found.earlier.value == 60
    del readings[on - timedelta(days=55)]
    assert isinstance(rules.trend.trend(Series(readings), on=on), NoTrend)


@pytest.mark.rule("HLT-12")
def test_a_reading_counts_half_after_four_weeks(rules: ps.Rulebook) -> None:
    """60 now and 90 of 28 days ago make (60 + 90 / 2) / 1.5 = 70."""
    on = date(2026, 6, 25)
    found = rules.trend.trend(Series({on: 60, on - timedelta(days=28): 90}), on=on)
    assert isinstance(found, Trend)
    assert found.mean == pytest.approx(70, abs=1e-12)


@pytest.mark.rule("HLT-12")
def test_too_few_readings_are_not_enough_data(rules: ps.Rulebook) -> None:
    """Never 'no change'; the window that is empty is named."""
    on = date(2026, 5, 29)
    nothing = rules.trend.trend(Series(), on=on)
    assert isinstance(nothing, NoTrend)
    assert nothing.reason.message == ("not enough data: no reading in the last 28 days")
    one = rules.trend.trend(Series({on: 70}), on=on)
    assert isinstance(one, NoTrend)
    assert str(one) == (
        "trend up to 2026-05-29: not enough data: no reading in the 28 days before"
    )
    assert one.reason.code == "not-enough-data"
    assert one.provenance.edition == "standard 2026.1"


def test_a_trend_explains_itself(rules: ps.Rulebook) -> None:
    """Its change, its readings, its mean."""
    found = rules.trend.trend(series(*[70] * 30, 73.5), on=date(2026, 5, 31))
    assert str(found.explain()).splitlines() == [
        "+3.5 over 28 days, up to 2026-05-31",
        "reading of  value",
        "2026-05-03     70",
        "2026-05-31   73.5",
        "mean 70.16, a reading counting half after each 28 days",
        "(rulebook standard 2026.1)",
    ]
    assert str(rules.trend.trend(series(*[70] * 31), on=date(2026, 5, 31))) == (
        "0 over 28 days, up to 2026-05-31"
    )


def test_the_first_days_that_there_are(rules: ps.Rulebook) -> None:
    """A window that would begin before the year 1 begins with it."""
    first = Series({date.min: 1, date(1, 1, 29): 3})
    found = rules.trend.trend(first, on=date(1, 1, 29))
    assert isinstance(found, Trend)
    assert found.exact == 2
    assert isinstance(rules.trend.trend(first, on=date(1, 1, 28)), NoTrend)


def test_very_old_readings_still_have_a_mean(rules: ps.Rulebook) -> None:
    """Weights count from the newest reading, so that they do not all vanish."""
    policy = attrs.evolve(rules.trend, half_life_days=1, days=4000)
    old = Series({date(2000, 1, 1): 40, date(2010, 1, 1): 60})
    found = policy.trend(old, on=date(2018, 1, 1))
    assert isinstance(found, Trend)
    assert found.mean == 60


def test_numbers_beyond_floats_have_no_trend(rules: ps.Rulebook) -> None:
    """They are refused, and not called infinite."""
    vast = Series({START: 10**400, START + timedelta(days=28): 1})
    with pytest.raises(InvalidValueError, match="a float can hold"):
        rules.trend.trend(vast, on=START + timedelta(days=28))


def test_an_instant_is_no_day(rules: ps.Rulebook) -> None:
    """Whose day it is depends on the zone."""
    with pytest.raises(InvalidValueError, match="needs a day"):
        rules.trend.trend(Series(), on=datetime(2026, 5, 1, tzinfo=UTC))


# ------------------------------------------------------------------ policy
@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"damping_margin": Decimal("-0.01")}, "damping_margin"),
        ({"damping_margin": Decimal("NaN")}, "damping_margin"),
        ({"days": 0}, "days"),
        ({"days": 1.5}, "days"),
        ({"half_life_days": True}, "half_life_days"),
    ],
)
def test_numbers_that_cannot_be_meant_are_refused(
    rules: ps.Rulebook, change: dict[str, Any], path: str
) -> None:
    """By name."""
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(rules.trend, **change)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_every_fault_is_named_at_once() -> None:
    """Not only the first."""
    with pytest.raises(InvalidModelError) as caught:
        TrendPolicy(
            id="t",
            name="T",
            damping_margin=Decimal(-1),
            days=-1,
            half_life_days=0,
        )
    assert len(caught.value.problems) == 3


def test_margins_are_exact(rules: ps.Rulebook) -> None:
    """Between two hundredths, too."""
    bands = rules.health.require_bands()
    found = rules.trend.damped(series(81, Fraction(78) - Fraction(1, 10**9)), bands)
    assert found[1].band.id == "at_risk"
