"""Measures: numbers of their own unit that become points by a declared curve."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.errors import InvalidModelError
from partner_success.scoring import Measure
from tests.unit.scoring.cards import found, measure, target


def points(part: Measure, *values: Any) -> list[float]:
    """Give the points that numbers earn, in points."""
    return [part.points(value) / 100 for value in values]


@pytest.mark.rule("HLT-04")
def test_at_least_is_a_straight_line_up_to_the_target() -> None:
    """Nothing up to the zero point, half way half, all from the target on."""
    part = measure(target=target("at_least", 80), zero=20)
    assert points(part, -5, 20, 20.01, 50, 79.99, 80, 95) == [
        *(0, 0, 0.02, 50, 99.98),
        *(100, 100),
    ]


@pytest.mark.rule("HLT-04")
def test_at_most_is_a_straight_line_down_from_the_target() -> None:
    """All up to the target, nothing from the zero point on."""
    part = measure(target=target("at_most", 20), zero=60)
    assert points(part, 0, 20, 20.01, 40, 59.99, 60, 61) == [
        *(100, 100, 99.98, 50, 0.03),
        *(0, 0),
    ]


@pytest.mark.rule("HLT-04")
def test_below_earns_all_points_only_beyond_the_target() -> None:
    """At the target itself one hundredth of a point is missing."""
    part = measure(target=target("below", 100), zero=500)
    assert points(part, 99.99, 100, 100.01, 300, 500) == [100, 99.99, 99.99, 50, 0]


@pytest.mark.rule("HLT-04")
def test_above_earns_all_points_only_beyond_the_target() -> None:
    """At the target itself one hundredth of a point is missing."""
    part = measure(target=target("above", 100), zero=0)
    assert points(part, 100.01, 100, 99.99, 50, 0) == [100, 99.99, 99.99, 50, 0]


@pytest.mark.rule("HLT-04")
def test_between_loses_on_both_sides() -> None:
    """A line up on the left, a plateau, a line down on the right."""
    part = measure(target=target("between", 40, upper=60), zero=20, zero_above=100)
    given = (20, 30, 39.99, 40, 50, 60, 60.01, 80, 100, 101)
    assert points(part, *given) == [0, 50, 99.95, 100, 100, 100, 99.98, 50, 0, 0]


@pytest.mark.rule("HLT-04")
def test_full_points_are_never_rounded_into_being() -> None:
    """On a long slope a hundredth short of the target must not round up to 100."""
    part = measure(target=target("at_least", 1_000_000), zero=0)
    assert points(part, 999_999.99, 1_000_000) == [99.99, 100]


@pytest.mark.rule("HLT-04")
def test_a_curve_of_its_own_is_followed_point_by_point() -> None:
    """Straight between the points, flat beyond both ends, either direction."""
    rising = measure(curve=[(0, 10), (50, 20), (100, 90)], better="higher")
    assert points(rising, -1, 0, 25, 50, 75, 100, 101) == [10, 10, 15, 20, 55, 90, 90]
    falling = measure(curve=[(0, 100), (2, 40), (10, 0)], better="lower")
    assert points(falling, 0, 1, 2, 6, 10, 11) == [100, 70, 40, 20, 0, 0]
    assert rising.bounds() == (1000, 9000)
    assert falling.bounds() == (0, 10_000)


@pytest.mark.rule("HLT-04")
def test_points_are_counted_half_up() -> None:
    """A third of the way is 33.33 points, two thirds are 66.67."""
    part = measure(curve=[(0, 0), (3, 100)], better="higher")
    assert points(part, 1, 2) == [33.33, 66.67]
    eighth = measure(curve=[(0, 0), (8, "0.04")], better="higher")
    assert points(eighth, 1, Fraction(8, 10)) == [0.01, 0]


@pytest.mark.rule("HLT-04")
def test_only_the_declared_decimals_of_a_number_count() -> None:
    """Half a step goes up; what is finer is not seen."""
    goal = target("at_least", 10, decimals=0)
    part = measure(target=goal, zero=0, decimals=0)
    assert points(part, 9.4, 9.5, Decimal("9.49")) == [90, 100, 90]
    fine = measure(target=target("at_least", 1, decimals=4), zero=0, decimals=4)
    assert points(fine, 0.0001, 0.00004, 0.99995) == [0.01, 0, 100]


@pytest.mark.rule("HLT-04")
def test_a_rating_is_its_own_points() -> None:
    """Without target and curve the number counts as it is, to its decimals."""
    part = measure(better="higher")
    assert part.is_rating
    assert part.bounds() is None
    assert points(part, 3, 4.555, Decimal("2.345")) == [3, 4.56, 2.35]
    assert points(measure(better="higher", decimals=0), 3.5, 3.49) == [4, 3]
    assert points(measure(better="higher", decimals=3), 3.0049, 3.0051) == [3.01, 3.01]


TWO_WAYS = {"target": target("at_least", 80), "zero": 20, "curve": [(0, 0), (1, 1)]}


@pytest.mark.rule("HLT-04", "HLT-11")
@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ({}, {("better", "no-direction")}),
        ({"better": "upwards"}, {("better", "no-direction")}),
        ({"curve": [(0, 0), (1, 1)]}, {("better", "no-direction")}),
        (
            {"curve": [(0, 0), (1, 1)], "better": "sideways"},
            {("better", "no-direction")},
        ),
        (
            {"curve": [(0, 0), (1, 1)], "better": "lower"},
            {("curve", "wrong-direction")},
        ),
        (
            {"curve": [(0, 0), (1, 2), (2, 1)], "better": "higher"},
            {("curve", "wrong-direction")},
        ),
        ({"curve": [(1, 0), (0, 1)], "better": "higher"}, {("curve", "bad-curve")}),
        ({"curve": [(0, 0)], "better": "higher"}, {("curve", "bad-curve")}),
        (
            {"curve": [(0, 0), (1, "NaN")], "better": "higher"},
            {("curve", "bad-curve")},
        ),
        ({"target": target()}, {("zero", "no-zero")}),
        ({"target": target(), "zero": 80}, {("zero", "wrong-side")}),
        ({"target": target(), "zero": 81}, {("zero", "wrong-side")}),
        ({"target": target("below"), "zero": 79}, {("zero", "wrong-side")}),
        ({"target": target("at_most"), "zero": 80}, {("zero", "wrong-side")}),
        ({"target": target(), "zero": "NaN"}, {("zero", "not-finite")}),
        ({"target": target(), "zero": "-1E+500"}, {("zero", "bad-curve")}),
        (
            {"target": target(), "zero": 20, "zero_above": 90},
            {("zero_above", "no-zero")},
        ),
        (
            {"target": target("between", 80, upper=90), "zero": 20},
            {("zero_above", "no-zero")},
        ),
        (
            {
                "target": target("between", 80, upper=90),
                "zero": 20,
                "zero_above": 90,
            },
            {("zero_above", "wrong-side")},
        ),
        (
            {**TWO_WAYS, "better": "higher"},
            {("curve", "two-ways"), ("better", "two-ways")},
        ),
        (
            {"target": target(), "zero": 20, "decimals": 3},
            {("decimals", "decimals-differ")},
        ),
        (
            {"better": "higher", "zero": 1, "decimals": -1, "weight": 0},
            {
                ("zero", "needless-zero"),
                ("decimals", "negative"),
                ("weight", "bad-weight"),
            },
        ),
        ({"better": "higher", "zero_above": 1}, {("zero", "needless-zero")}),
        ({"better": "higher", "low": 5, "high": 5}, {("low", "empty-range")}),
        (
            {"better": "higher", "low": "NaN", "high": "Infinity"},
            {("low", "not-finite"), ("high", "not-finite")},
        ),
        ({"better": "higher", "decimals": 10}, {("decimals", "too-fine")}),
        ({"better": "higher", "weight": -1}, {("weight", "bad-weight")}),
        ({"better": "higher", "weight": True}, {("weight", "bad-weight")}),
        ({"better": "higher", "weight": 1.5}, {("weight", "bad-weight")}),
        ({"better": "higher", "weight": "1"}, {("weight", "bad-weight")}),
    ],
)
def test_a_measure_names_all_its_faults(
    more: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Every contradiction is found when the measure is built."""
    with pytest.raises(InvalidModelError) as caught:
        measure(**more)
    assert found(caught.value.problems) == faults
    assert "measure 'speed'" in str(caught.value)
