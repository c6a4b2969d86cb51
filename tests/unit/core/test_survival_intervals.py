"""How far an estimate of survival can be trusted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.core import Observation, Survival, estimate_survival
from partner_success.errors import InvalidValueError, UnknownNameError
from tests.unit.core.test_survival import REMISSIONS

SURE = Decimal("0.95")


def estimated(*seen: tuple[Any, bool]) -> Survival:
    """An estimate of pairs."""
    return estimate_survival(Observation(days, ended) for days, ended in seen)


@pytest.mark.rule("ANL-05")
def test_the_standard_errors_of_the_textbooks() -> None:
    """Those of J. P. Klein and M. L. Moeschberger (2003), table 4.1A, for 6-MP."""
    found = estimated(*REMISSIONS)
    variances = [found.variance(weeks) for weeks in (6, 7, 10, 13, 16, 22, 23)]
    assert None not in variances
    errors = [f"{float(each or 0) ** 0.5:.4f}" for each in variances]
    assert errors == [
        "0.0764",
        "0.0869",
        "0.0963",
        "0.1068",
        "0.1141",
        "0.1282",
        "0.1346",
    ]


@pytest.mark.rule("ANL-05")
def test_the_variance_is_an_exact_fraction() -> None:
    """Without the unended it is that of a share: p (1 - p) / n."""
    found = estimated((2, True), (4, True), (4, True), (9, True))
    assert found.variance(1) == 0
    assert found.variance(2) == Fraction(3, 4) * Fraction(1, 4) / 4
    assert found.variance(5) == Fraction(3, 4) * Fraction(1, 4) / 4
    assert found.variance(9) is None


@pytest.mark.rule("ANL-05")
def test_both_scales_give_the_interval_of_their_formula() -> None:
    """S +- z s, and S to the power exp(+- z s / (S log S)), with s = sqrt(3/64)."""
    found = estimated((2, True), (4, True), (6, True), (8, True))
    plain = found.interval(2, level=SURE, scale="plain")
    assert plain is not None
    # 0.75 - 1.959964 * 0.2165064; the upper end is cut off.
    assert (plain.low, plain.high) == (pytest.approx(0.325655, abs=1e-6), 1.0)
    middle = found.interval(4, level=SURE, scale="plain")
    assert middle is not None
    assert (middle.low, middle.high) == pytest.approx((0.010009, 0.989991), abs=1e-6)
    low = found.interval(6, level=SURE, scale="plain")
    assert low is not None
    assert low.low == 0.0
    curved = found.interval(4, level=SURE)
    assert curved is not None
    # exp(log 0.5 * exp(+- 1.959964 * 0.5 / log 0.5))
    assert (curved.low, curved.high) == pytest.approx((0.057847, 0.844861), abs=1e-6)
    assert str(plain) == "0.3257 to 1 (95 % confidence, Greenwood, plain)"
    assert "Kalbfleisch" in curved.reference
    assert plain.reference.startswith("M. Greenwood (1926)")


@pytest.mark.rule("ANL-05")
def test_all_left_and_none_left_have_no_interval() -> None:
    """The variance says nothing of them, and nothing is made up."""
    found = estimated((2, True), (4, True))
    assert found.interval(1, level=SURE) is None
    assert found.interval(4, level=SURE) is None
    assert estimated().interval(3, level=SURE) is None


@pytest.mark.rule("ANL-05")
def test_the_median_has_the_interval_of_brookmeyer_and_crowley() -> None:
    """For 6-MP it begins at 13 weeks and has no upper end, on both scales."""
    found = estimated(*REMISSIONS)
    plain = found.quantile_interval(Fraction(1, 2), level=SURE, scale="plain")
    assert (plain.low, plain.high) == (13, None)
    assert str(plain) == "13 to ? (95 % confidence, Brookmeyer-Crowley, plain)"
    curved = found.quantile_interval(Fraction(1, 2), level=SURE)
    assert (curved.low, curved.high) == (13, None)
    assert curved.reference.startswith("R. Brookmeyer and J. Crowley (1982)")


@pytest.mark.rule("ANL-05")
def test_with_many_that_ended_both_ends_are_known() -> None:
    """Of a hundred days each of which ends one, the median lies near fifty."""
    found = estimated(*((day, True) for day in range(1, 101)))
    ends = found.quantile_interval(Fraction(1, 2), level=SURE)
    assert (ends.low, ends.high) == (40, 60)
    wider = found.quantile_interval(Fraction(1, 2), level=Decimal("0.99"))
    assert (wider.low, wider.high) == (37, 63)


@pytest.mark.rule("ANL-05")
def test_an_end_that_was_not_seen_is_none() -> None:
    """Where all end together there is no upper end; where none did, neither."""
    at_once = estimated((3, True), (3, True)).quantile_interval(0.5, level=SURE)
    assert (at_once.low, at_once.high) == (3, None)
    never = estimated((3, False)).quantile_interval(0.5, level=SURE)
    assert (never.low, never.high) == (None, None)
    assert str(never).startswith("? to ?")


def test_a_share_near_one_keeps_its_digits() -> None:
    """One of a million ends: the ends keep theirs too."""
    found = estimate_survival(
        [Observation(1, True), *[Observation(2, False)] * 999_999]
    ).interval(1, level=SURE)
    assert found is not None
    # -log of the ends is 1e-6 times or over exp(1.959964).
    assert 1 - found.high == pytest.approx(1.4086e-7, rel=1e-3)
    assert 1 - found.low == pytest.approx(7.0990e-6, rel=1e-3)


def test_what_cannot_be_asked_is_refused() -> None:
    """No level, an unknown scale, a share outside."""
    found = estimated((2, True), (4, True))
    wrong: Any = 0.95
    with pytest.raises(InvalidValueError, match="a confidence level is a Decimal"):
        found.interval(2, level=wrong)
    scale: Any = "loglog"
    with pytest.raises(UnknownNameError, match="did you mean 'log-log'"):
        found.interval(2, level=SURE, scale=scale)
    with pytest.raises(InvalidValueError, match="share lies from 0 to 1"):
        found.quantile_interval(2, level=SURE)
    with pytest.raises(InvalidValueError, match="from 0 up"):
        found.variance(-1)
