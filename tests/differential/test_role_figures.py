"""Percentiles of reports beside those of numpy and scipy."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from partner_success.analytics.roles import Times, peer_standing

GROUPS = [
    [1, 1],
    [0, 0, 0, 0, 0],
    [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5],
    [40, 40, 0, 12, 12, 12, 7],
]


@pytest.mark.parametrize("values", GROUPS)
def test_the_percentile_among_peers_is_that_of_scipy(values: list[int]) -> None:
    """It is the mean of its strict and its weak percentile, among the others."""
    rising = sorted(Fraction(value) for value in values)
    for place, own in enumerate(values):
        others = values[:place] + values[place + 1 :]
        told = peer_standing(Fraction(own), rising, 2).percentile
        assert told is not None
        theirs = stats.percentileofscore(others, own, kind="mean")
        assert told.value == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("values", GROUPS)
def test_percentiles_of_times_are_those_of_numpy(values: list[int]) -> None:
    """By nearest rank, which numpy calls the inverted distribution function."""
    times = [timedelta(hours=each) for each in values]
    # Shares that are floats exactly, so that numpy meets each rank exactly.
    for percentile in (25, 50, 75):
        found = Times.of("mean", times, "tickets", percentile)
        theirs = np.percentile(values, percentile, method="inverted_cdf")
        assert found.high == timedelta(hours=int(theirs))
