"""How often the intervals hold the truth, by simulation with a fixed seed."""

from __future__ import annotations

import statistics
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from partner_success.scoring.intervals import (
    Interval,
    IntervalResult,
    adjusted_wald_nps,
    t_interval,
    wilson,
)

USUAL = Decimal("0.95")
SEED = 20_260_101


def known(result: IntervalResult) -> Interval:
    """Give the interval that there must be."""
    assert isinstance(result, Interval)
    return result


@pytest.mark.parametrize("answers", [10, 30, 100])
def test_wilson_covers_the_true_share(answers: int) -> None:
    """Over true shares spread evenly, 95 % intervals hold 93 to 97 % of them."""
    generator = np.random.default_rng(SEED)
    truths = generator.uniform(0, 1, 20_000)
    table = [known(wilson(k, answers, level=USUAL)) for k in range(answers + 1)]
    drawn = generator.binomial(answers, truths)
    lows = np.array([interval.low for interval in table])[drawn]
    highs = np.array([interval.high for interval in table])[drawn]
    assert 0.93 <= np.mean((lows <= truths) & (truths <= highs)) <= 0.97


@pytest.mark.parametrize(
    "shares", [(0.6, 0.3, 0.1), (0.3, 0.4, 0.3), (0.8, 0.15, 0.05), (0.1, 0.1, 0.8)]
)
@pytest.mark.parametrize("answers", [20, 100])
def test_nps_covers_the_true_score(
    shares: tuple[float, float, float], answers: int
) -> None:
    """95 % intervals of simulated surveys hold the truth 93 to 97.5 times in 100."""
    generator = np.random.default_rng(SEED)
    truth = 100 * (shares[0] - shares[2])
    interval = cache(lambda *counts: known(adjusted_wald_nps(*counts, level=USUAL)))
    drawn = generator.multinomial(answers, shares, 5_000).tolist()
    held = [interval(*counts).contains(truth) for counts in drawn]
    assert 0.93 <= statistics.mean(held) <= 0.975


@pytest.mark.parametrize("answers", [15, 40])
def test_t_covers_the_true_mean_of_ratings(answers: int) -> None:
    """95 % intervals of simulated ratings hold the true mean 93 to 97 times in 100."""
    generator = np.random.default_rng(SEED)
    shares = np.array([0.05, 0.1, 0.2, 0.4, 0.25])
    truth = float(shares @ np.arange(1, 6))
    drawn = generator.choice(np.arange(1, 6), (3_000, answers), p=shares)
    held = [
        known(t_interval(ratings, level=USUAL, scale=(1, 5))).contains(truth)
        for ratings in drawn.tolist()
    ]
    assert 0.93 <= statistics.mean(held) <= 0.97
