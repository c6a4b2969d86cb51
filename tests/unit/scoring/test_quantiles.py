"""The normal and Student's quantiles, against scipy and printed tables."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from partner_success.core.normal import critical_z, tail_of
from partner_success.errors import InvalidValueError
from partner_success.scoring.quantiles import critical_t

LEVELS = ("0.5", "0.6", "0.8", "0.9", "0.95", "0.98", "0.99", "0.999", "0.9999")
DEGREES = (*range(1, 60), 97, 240, 333, 998, 999, 1000, 1001, 5000, 10**5, 10**6)


@pytest.mark.parametrize("level", LEVELS)
def test_students_quantile_is_that_of_scipy(level: str) -> None:
    """The error stays below 1e-9 from one degree of freedom to a million."""
    tail = float((1 - Fraction(level)) / 2)
    expected = stats.t.isf(tail, np.array(DEGREES, dtype=float))
    found = [critical_t(degrees, level=Decimal(level)) for degrees in DEGREES]
    assert np.max(np.abs(found - expected)) < 1e-9


@pytest.mark.parametrize("level", LEVELS)
def test_the_normal_quantile_is_that_of_scipy(level: str) -> None:
    """The standard library and scipy give one curve."""
    tail = float((1 - Fraction(level)) / 2)
    assert critical_z(level=Decimal(level)) == pytest.approx(
        stats.norm.isf(tail), abs=1e-12
    )


@pytest.mark.parametrize(
    ("degrees", "level", "printed"),
    [
        (1, "0.95", 12.706),
        (2, "0.95", 4.303),
        (10, "0.95", 2.228),
        (30, "0.95", 2.042),
        (120, "0.95", 1.980),
        (1, "0.99", 63.657),
        (10, "0.99", 3.169),
        (5, "0.90", 2.015),
    ],
)
def test_students_quantile_is_that_of_the_tables(
    degrees: int, level: str, printed: float
) -> None:
    """The tables at the end of every statistics book show these to three digits."""
    assert round(critical_t(degrees, level=Decimal(level)), 3) == printed


@pytest.mark.parametrize("level", [1 - Fraction(1, 10**9), 1 - Fraction(1, 10**50)])
@pytest.mark.parametrize(
    "degrees",
    [1, 2, 3, 7, 100, 999, 1000, pytest.param(10**400, id="10**400")],
)
def test_extreme_levels_give_a_sensible_quantile(degrees: int, level: Fraction) -> None:
    """Far out and at any size the quantile is right to seven digits at least."""
    tail = float((1 - level) / 2)
    expected = stats.t.isf(tail, float(min(degrees, 10**300)))
    assert critical_t(degrees, level=level) == pytest.approx(expected, rel=2e-7)


@pytest.mark.parametrize("degrees", [1, 2, 3, 999, 1000])
def test_a_level_of_almost_nothing_gives_almost_nothing(degrees: int) -> None:
    """A level that a float cannot tell from none has a quantile of about 0."""
    nothing = Fraction(1, 10**30)
    assert critical_t(degrees, level=nothing) == pytest.approx(0, abs=1e-15)
    assert str(critical_z(level=nothing)) == "0.0"


@pytest.mark.parametrize("degrees", [0, -1, True, 2.0, "3", None])
def test_degrees_of_freedom_are_a_whole_number_from_1(degrees: object) -> None:
    """Anything else is refused, and the message says what was found."""
    with pytest.raises(InvalidValueError, match="a whole number from 1, not") as caught:
        critical_t(degrees, level=Decimal("0.95"))  # type: ignore[arg-type]
    assert repr(degrees) in str(caught.value)


@pytest.mark.parametrize(
    "level",
    [
        0.95,
        1,
        True,
        "0.95",
        None,
        Decimal(0),
        Decimal(1),
        Decimal(95),
        Decimal("-0.95"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Fraction(0),
        Fraction(1),
    ],
)
def test_a_level_is_exact_and_strictly_between_0_and_1(level: object) -> None:
    """Floats, whole numbers, percents and what is no number are refused."""
    for ask in (tail_of, lambda it: critical_z(level=it)):
        with pytest.raises(InvalidValueError, match="strictly between 0 and 1"):
            ask(level)


def test_a_level_has_a_bound_that_can_be_computed() -> None:
    """A level within 1e-100 of certainty is refused with its own reason."""
    with pytest.raises(InvalidValueError, match="nearer to 1 than can be computed"):
        tail_of(1 - Fraction(1, 10**101))
    assert tail_of(1 - Fraction(1, 10**99)) == pytest.approx(5e-100)
