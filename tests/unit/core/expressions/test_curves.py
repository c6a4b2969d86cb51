"""Piecewise-linear curves, with and without a record."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from partner_success.core.expressions import (
    Curve,
    Field,
    Number,
    curve_points,
    exact_number,
)
from partner_success.errors import InvalidModelError, InvalidValueError

UPTIME = Curve(Field("uptime"), [(99, 0), (Decimal("99.9"), 100)])


@pytest.mark.parametrize(
    ("x", "height"),
    [
        (0, 0),
        (99, 0),
        (Decimal("99.45"), 50),
        (99.45, 50),
        (Fraction(9933, 100), Fraction(110, 3)),
        (Decimal("99.9"), 100),
        (100, 100),
        (10**300, 100),
        (Decimal("-1E-300"), 0),
    ],
)
def test_curve_is_exact_and_clipped(x: Number, height: int | Fraction) -> None:
    """Between points the height is exact, beyond the ends it stays."""
    assert UPTIME.at(x) == height
    assert type(UPTIME.at(x)) is Fraction


def test_curve_may_fall_and_bend() -> None:
    """A curve of several pieces that falls is read piece by piece."""
    response = Curve(Field("ms"), [(100, 100), (200, 80), (500, 0)])
    assert [response.at(x) for x in (50, 150, 200, 350, 501)] == [100, 90, 80, 40, 0]


def test_curve_points_reads_data() -> None:
    """The points of a scoring file are read without a curve."""
    points = curve_points([[99, 0], [99.9, 100]])
    assert points == UPTIME.points


def test_curve_keeps_exact_points() -> None:
    """Points are kept as decimals, whatever they were written as."""
    curve = Curve(Field("x"), [[0, 0.1], [1.5, Decimal("2.50")]])
    assert curve.points == (
        (Decimal(0), Decimal("0.1")),
        (Decimal("1.5"), Decimal("2.50")),
    )
    assert all(isinstance(y, Decimal) for pair in curve.points for y in pair)


@pytest.mark.parametrize("x", [float("inf"), float("nan"), Decimal("-Infinity")])
def test_curve_refuses_what_is_no_finite_number(x: Number) -> None:
    """An infinity and a NaN have no place on a curve."""
    with pytest.raises(InvalidValueError, match="x is"):
        UPTIME.at(x)


@pytest.mark.parametrize("x", [True, "99", None])
def test_curve_refuses_what_is_no_number(x: object) -> None:
    """A bool is no number, nor is a text."""
    with pytest.raises(InvalidValueError, match="not a number"):
        UPTIME.at(x)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [10**2000, Decimal("1E+1001"), Fraction(1, 10**2000)])
def test_numbers_of_senseless_size_are_refused(value: Number) -> None:
    """No fact of this domain has a thousand digits."""
    with pytest.raises(InvalidValueError, match="of a size"):
        exact_number(value, "x")


def test_exact_number_reads_floats_as_printed() -> None:
    """Zero is zero in every spelling, and a NaN is missing."""
    assert exact_number(0.7) == Decimal("0.7")
    assert exact_number(Decimal("0E+999999")) == 0
    assert exact_number(Decimal("sNaN")) is None


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("0,0", [("", "wrong-type")]),
        ([[0, 0]], [("", "wrong-length")]),
        ([[x, 0] for x in range(1001)], [("", "wrong-length")]),
        ([[0, 0], 5], [("[1]", "wrong-type")]),
        ([[0, 0, 0], [1, 1]], [("[0]", "wrong-type")]),
        ([[0, None], [True, 1]], [("[0][1]", "wrong-type"), ("[1][0]", "wrong-type")]),
        ([[0, 0], [1, float("inf")]], [("[1][1]", "bad-number")]),
        (
            [[0, 0], [0, 1], [-1, 1]],
            [("[1][0]", "not-increasing")] * 1 + [("[2][0]", "not-increasing")],
        ),
    ],
)
def test_curve_points_names_every_fault(
    data: object, found: list[tuple[str, str]]
) -> None:
    """Points that make no curve are refused, each fault with its place."""
    with pytest.raises(InvalidModelError) as caught:
        curve_points(data)
    assert [(fault.path, fault.code) for fault in caught.value.problems] == found


def test_curve_puts_faults_below_its_points() -> None:
    """A curve that is built wrongly says which of its points are at fault."""
    with pytest.raises(InvalidModelError) as caught:
        Curve(Field("x"), [(0, 0), (0, 1)])
    assert [fault.path for fault in caught.value.problems] == ["points[1][0]"]
