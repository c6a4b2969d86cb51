"""Our intervals of survival beside SciPy's, and beside a count by hand."""

from __future__ import annotations

import math
import warnings
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partner_success.core import Observation, estimate_survival
from partner_success.core.survival_intervals import IntervalScale

Pairs = list[tuple[int, bool]]

seen_pairs = st.lists(
    st.tuples(st.integers(0, 15), st.booleans()), min_size=1, max_size=25
)
levels = st.sampled_from([Decimal("0.5"), Decimal("0.9"), Decimal("0.95")])


def by_hand(seen: Pairs, days: int) -> tuple[Fraction, Fraction]:
    """Count the share that lasts longer, and Greenwood's sum, from the pairs alone."""
    share, spread = Fraction(1), Fraction(0)
    for day in range(days + 1):
        at_risk = sum(each >= day for each, _ in seen)
        ended = sum(each == day and has_ended for each, has_ended in seen)
        if ended:
            share *= 1 - Fraction(ended, at_risk)
        if ended and ended < at_risk:
            spread += Fraction(ended, at_risk * (at_risk - ended))
    return share, spread


@pytest.mark.rule("ANL-05")
@settings(max_examples=40)
@given(seen_pairs)
def test_variances_are_those_counted_by_hand(seen: Pairs) -> None:
    """On every day, exactly."""
    ours = estimate_survival(Observation(*each) for each in seen)
    for days in range(17):
        share, spread = by_hand(seen, days)
        assert ours.variance(days) == (share**2 * spread if share else None)


@settings(max_examples=40)
@given(seen_pairs, levels, st.sampled_from(["linear", "log-log"]))
def test_intervals_are_those_of_scipy(
    seen: Pairs, level: Decimal, method: Literal["linear", "log-log"]
) -> None:
    """At each step where SciPy has an interval, on both scales."""
    ended = [float(days) for days, has_ended in seen if has_ended]
    lasting = [float(days) for days, has_ended in seen if not has_ended]
    sample: Any = stats.CensoredData(ended, right=lasting)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        theirs: Any = stats.ecdf(sample).sf
        between = theirs.confidence_interval(float(level), method=method)
    ours = estimate_survival(Observation(*each) for each in seen)
    scale: IntervalScale = "plain" if method == "linear" else "log-log"
    for step in ours.steps:
        found = ours.interval(step.duration, level=level, scale=scale)
        if found is None:
            assert step.survival == 0
            continue
        day = float(step.duration)
        expected = [float(side.evaluate(day)) for side in (between.low, between.high)]
        assert [found.low, found.high] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40)
@given(seen_pairs, levels)
def test_the_median_lies_between_days_that_a_search_by_hand_gives(
    seen: Pairs, level: Decimal
) -> None:
    """The first day whose lower curve, and whose upper, has come down to a half."""
    z = NormalDist().inv_cdf((1 + float(level)) / 2)
    low = high = None
    for days in sorted({days for days, has_ended in seen if has_ended}):
        share, spread = by_hand(seen, days)
        if not share:
            low = days if low is None else low
            continue
        reach = z * math.sqrt(spread) / math.log(share)
        lower = float(share) ** math.exp(-reach)
        upper = float(share) ** math.exp(reach)
        low = days if low is None and lower <= 0.5 else low
        high = days if high is None and upper <= 0.5 else high
    ours = estimate_survival(Observation(*each) for each in seen)
    found = ours.quantile_interval(Fraction(1, 2), level=level)
    assert (found.low, found.high) == (low, high)
    if ours.median is not None:
        assert found.low is not None
        assert found.low <= ours.median
        assert found.high is None or ours.median <= found.high
