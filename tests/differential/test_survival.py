"""Our estimate of survival beside that of SciPy."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partner_success.core import Observation, draw_lots, estimate_survival

few = st.lists(st.tuples(st.integers(0, 15), st.booleans()), min_size=1, max_size=25)
many = st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), min_size=1, max_size=25)


@settings(max_examples=50)
@given(few | many)
def test_shares_are_those_of_scipy(seen: list[tuple[float, bool]]) -> None:
    """At each duration that was seen, with many ties or none."""
    ended = [float(days) for days, has_ended in seen if has_ended]
    lasting = [float(days) for days, has_ended in seen if not has_ended]
    sample: Any = stats.CensoredData(ended, right=lasting)
    theirs = stats.ecdf(sample).sf
    ours = estimate_survival(Observation(*each) for each in seen)
    expected = theirs.evaluate(np.asarray([days for days, _ in seen], dtype=float))
    found = [float(ours.at(days)) for days, _ in seen]
    assert found == pytest.approx(expected.tolist(), abs=1e-12)


def test_draws_are_spread_as_the_estimate_says() -> None:
    """A draw of many has the shares of SciPy, up to chance, given what has lasted."""
    ended = [12, 17, 17, 21, 28, 30, 44]
    seen = [Observation(days, True) for days in ended]
    lifetimes = estimate_survival(seen).lifetimes(17)
    drawn = [lifetimes.draw(lot) for lot in islice(draw_lots(5), 6_000)]
    counts = [drawn.count(Fraction(days)) for days in dict.fromkeys(ended[1:])]
    assert sum(counts) == 6_000
    expected = [2_000, 1_000, 1_000, 1_000, 1_000]
    assert stats.chisquare(counts, expected).pvalue > 0.001
