"""Our estimates of survival beside those of lifelines, which has a session of its own.

Run it with ``nox -s survival_oracle``.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.core import Observation, Survival, estimate_survival

lifelines: Any = pytest.importorskip(
    "lifelines", reason="lifelines is not installed; nox -s survival_oracle installs it"
)

Pairs = list[tuple[float, bool]]

few = st.lists(st.tuples(st.integers(0, 15), st.booleans()), min_size=1, max_size=40)
many = st.lists(
    st.tuples(st.integers(0, 10**6), st.booleans()), min_size=1, max_size=40
)
levels = st.sampled_from([Decimal("0.5"), Decimal("0.9"), Decimal("0.95")])


def both(seen: Pairs, level: Decimal = Decimal("0.95")) -> tuple[Survival, Any]:
    """Our estimate, and theirs."""
    theirs = lifelines.KaplanMeierFitter(alpha=float(1 - level))
    theirs.fit([float(days) for days, _ in seen], [ended for _, ended in seen])
    return estimate_survival(Observation(*each) for each in seen), theirs


@settings(max_examples=150, deadline=None)
@given(few | many)
def test_shares_and_the_median_are_theirs(seen: Pairs) -> None:
    """At each duration that was seen; a median that was not reached is infinite."""
    ours, theirs = both(seen)
    days = sorted({days for days, _ in seen})
    expected = theirs.survival_function_at_times(days).tolist()
    assert [float(ours.at(each)) for each in days] == pytest.approx(expected, abs=1e-9)
    median = ours.median
    # Their shares are products of floats, which can miss an exact half.
    if Fraction(1, 2) not in [step.survival for step in ours.steps]:
        assert theirs.median_survival_time_ == (math.inf if median is None else median)


@settings(max_examples=150, deadline=None)
@given(few | many, levels)
def test_intervals_are_theirs(seen: Pairs, level: Decimal) -> None:
    """At each step that leaves some; where none are left they say 0 to 0."""
    ours, theirs = both(seen, level)
    table = theirs.confidence_interval_
    for step in ours.steps:
        found = ours.interval(step.duration, level=level)
        if found is None:
            assert step.survival == 0
            continue
        low, high = table.loc[float(step.duration)]
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(few | many, levels)
def test_the_interval_of_the_median_is_theirs(seen: Pairs, level: Decimal) -> None:
    """But for an upper end where none are left, of which the variance says nothing."""
    from lifelines.utils import median_survival_times

    ours, theirs = both(seen, level)
    found = ours.quantile_interval(Fraction(1, 2), level=level)
    row = median_survival_times(theirs.confidence_interval_).iloc[0]
    low, high = (None if math.isinf(each) else each for each in row)
    last = ours.steps[-1] if ours.steps else None
    if last is not None and last.survival == 0 and high == float(last.duration):
        high = None
    assert (found.low, found.high) == (low, high)


@settings(max_examples=60, deadline=None)
@given(few)
def test_the_restricted_mean_is_theirs(seen: Pairs) -> None:
    """Up to the longest that was seen."""
    from lifelines.utils import restricted_mean_survival_time

    ours, theirs = both(seen)
    assert ours.longest is not None
    if ours.longest:
        expected = restricted_mean_survival_time(theirs, t=float(ours.longest))
        assert float(ours.mean()) == pytest.approx(float(expected), abs=1e-6)
