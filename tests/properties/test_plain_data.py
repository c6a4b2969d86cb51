"""Data that is sound at a glance has no fault when every value is looked at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.interop.limits import Limits, find_faults, is_plain

LIMITS = Limits(depth=3, nodes=12, text=4)
TEXTS = st.sampled_from(["", "a", "ä", "abcd", "abcde", "\ud800", "\0"])
SINGLES: st.SearchStrategy[Any] = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.sampled_from(
        [1, 2**63, 10**2000, 0.5, float("nan"), Decimal("1.0"), Decimal("1e2000")]
    ),
    st.sampled_from([date(2026, 5, 4), b"x", (1,)]),
)
KEYS: st.SearchStrategy[Any] = st.one_of(TEXTS, st.sampled_from([1, None]))
DATA = st.recursive(
    SINGLES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(max_examples=60)
@given(data=DATA, nothing=st.booleans())
def test_a_glance_takes_nothing_that_a_walk_refuses(
    data: object, *, nothing: bool
) -> None:
    """Where it does not tell, the walk does."""
    if is_plain(data, LIMITS, nothing=nothing):
        find_faults(data, LIMITS, nothing=nothing)
