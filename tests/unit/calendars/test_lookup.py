"""However values are looked up, each finds the last key that is not above it."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.calendars import lookup
from partner_success.calendars.lookup import (
    Bisection,
    Buckets,
    Lookup,
    Room,
    best_lookup,
    is_wide,
)

FAR = 2**63 - 1


def places(found: Lookup, keys: list[int], values: list[int]) -> list[int] | None:
    """Look values up; None where that cannot be answered."""
    room = Room(len(values), wide=is_wide(len(keys)))
    np.subtract(np.asarray(values, dtype=np.int64), found.origin, out=room.values)
    return room.places.tolist() if found.find(room) else None


def chosen(keys: list[int], low: int, high: int) -> Lookup:
    """Choose a lookup for keys."""
    return best_lookup(np.asarray(keys, dtype=np.int64), low, high)


@given(
    st.lists(st.integers(-1_000, 1_000), min_size=1, max_size=20, unique=True),
    st.sampled_from([1, 7, 60]),
    st.lists(st.integers(-70_000, 70_000), min_size=1, max_size=20),
)
def test_every_lookup_that_answers_is_right(
    marks: list[int], scale: int, values: list[int]
) -> None:
    """Buckets find what halving finds, or say that they cannot."""
    keys = [scale * mark for mark in sorted(marks)]
    low, high = keys[0], keys[-1] + 500
    inside = [value for value in values if low <= value <= high] or [low]
    expected = [bisect_right(keys, value) - 1 for value in inside]
    found = chosen(keys, low, high)
    assert places(found, keys, inside) in (None, expected)
    # Those near the edges are left to halving, each of the others is answered.
    width = high - low if isinstance(found, Bisection) else found._width
    for value, place in zip(inside, expected, strict=True):
        if low + width <= value <= high - width:
            assert places(found, keys, [value]) == [place]
    halving = Bisection(np.asarray(keys), low, high)
    assert places(halving, keys, inside) == expected
    assert (places(halving, keys, values) is None) is (inside != values)


@pytest.mark.parametrize("value", [-FAR - 1, -FAR, -1, 1_000, FAR])
@pytest.mark.parametrize("low", [0, -5_000, 5_000])
def test_what_lies_outside_is_never_answered(value: int, low: int) -> None:
    """Not even where subtracting runs over the end of the numbers."""
    keys = [low, low + 100, low + 300]
    outside = value if abs(value) == FAR or value < -FAR else low + value
    found = chosen(keys, low, low + 999)
    assert places(found, keys, [low + 400, outside]) is None
    assert places(found, keys, [low + 400]) == [2]


def test_keys_on_a_grid_need_no_comparison() -> None:
    """Every bucket then has one place only."""
    found = chosen([0, 3_600, 9_000, 18_000], 0, 20_000)
    assert isinstance(found, Buckets)
    assert (found._width, found._next) == (1_800, None)


def test_keys_off_every_grid_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets are a power of two wide, and narrower than any distance of keys."""
    monkeypatch.setattr(lookup, "_MOST_EXACT", 4)
    keys = [0, 1_001, 9_000, 15_001]
    found = chosen(keys, 0, 20_000)
    assert isinstance(found, Buckets)
    assert found._width == 4_096
    assert places(found, keys, [4_096, 8_999, 9_000, 9_001]) == [1, 1, 2, 2]


def test_tables_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys a moment apart over a long time are halved instead."""
    keys = [0, 5, 6, 10**15]
    assert isinstance(chosen(keys, 0, 10**15), Bisection)


def test_one_key_needs_one_bucket() -> None:
    """A calendar around the clock is looked up as any other."""
    found = chosen([0, 0], 0, 50)
    assert isinstance(found, Buckets)
    assert places(found, [0, 0], [0, 25, 50]) == [1, 1, 1]


def test_many_keys_need_more_bytes() -> None:
    """Places beyond two bytes are told apart from the mark of the outside."""
    keys = list(range(0, 700_000, 10))
    found = chosen(keys, 0, 699_999)
    assert is_wide(len(keys))
    assert not is_wide(65_535)
    assert places(found, keys, [655_349, 655_350, 655_360]) == [65_534, 65_535, 65_536]
    assert places(found, keys, [700_000]) is None
