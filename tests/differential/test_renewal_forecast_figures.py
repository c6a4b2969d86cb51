"""The figures of a renewal forecast, against scipy and against chance itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import partner_success as ps
from partner_success.engagement.renewals import BandExperience
from partner_success.scoring.intervals import Interval
from tests.unit.engagement.renewals.contracts import QUARTER, counted, line, usd
from tests.unit.engagement.renewals.test_renewal_forecast import BEFORE


def foreseen(rules: ps.Rulebook, renewed: int, decided: int, due: int) -> Interval:
    """Give the interval of so many contracts after so many of so many."""
    past = rules.renewals.experience(
        counted(renewed, decided - renewed, band="healthy", ends_on=BEFORE)
    )
    lines = [line(f"due-{n}", band="healthy", value=usd(7)) for n in range(due)]
    found = rules.renewals.foresee(lines, QUARTER, past=past)
    value = found.value_interval
    assert (value.low, value.high) == pytest.approx(
        (7 * found.interval.low, 7 * found.interval.high)
    )
    return found.interval


@pytest.mark.parametrize(("renewed", "decided"), [(0, 3), (7, 9), (18, 20), (90, 100)])
def test_the_share_of_a_band_is_that_of_scipy(
    rules: ps.Rulebook, renewed: int, decided: int
) -> None:
    """Wilson's interval of a band is the one that scipy gives."""
    terms = rules.renewals.forecast
    band = BandExperience(id="b", renewed=renewed, decided=decided, terms=terms)
    assert isinstance(band.interval, Interval)
    found = stats.binomtest(renewed, decided).proportion_ci(
        float(terms.confidence), method="wilson"
    )
    assert (band.interval.low, band.interval.high) == pytest.approx(tuple(found))


@pytest.mark.parametrize(("renewed", "decided", "due"), [(15, 20, 12), (60, 80, 40)])
def test_the_spread_is_that_of_a_beta_binomial(
    rules: ps.Rulebook, renewed: int, decided: int, due: int
) -> None:
    """Unclipped, the width is that of a chance which is drawn from a beta.

    The beta with the middle of Wilson's interval as its mean counts one more answer, so
    that the variances are as n + z**2 + 1 to n + z**2.
    """
    level = float(rules.renewals.forecast.confidence)
    z = stats.norm.ppf((1 + level) / 2)
    wins, losses = renewed + z**2 / 2, decided - renewed + z**2 / 2
    spread = stats.betabinom(due, wins, losses).var() * (1 + 1 / (decided + z**2))
    interval = foreseen(rules, renewed, decided, due)
    half = (interval.high - interval.low) / 2
    assert half**2 == pytest.approx(z**2 * spread)


@pytest.mark.rule("RNW-02")
@pytest.mark.parametrize("due", [5, 20])
@pytest.mark.parametrize("chance", [0.5, 0.8, 0.95])
def test_nine_in_ten_hold_what_comes(
    rules: ps.Rulebook, due: int, chance: float
) -> None:
    """Over every past and every outcome, 90 % intervals hold 89 % or more of them.

    The sum is exact: each number renewed of 20 before, and each renewed of those due
    now, with the probability that one true chance gives it.
    """
    decided = 20
    outcomes = np.arange(due + 1)
    weights = stats.binom.pmf(outcomes, due, chance)
    held = 0.0
    for renewed in range(decided + 1):
        interval = foreseen(rules, renewed, decided, due)
        inside = (interval.low <= outcomes) & (outcomes <= interval.high)
        held += stats.binom.pmf(renewed, decided, chance) * weights[inside].sum()
    assert 0.89 <= held <= 1
