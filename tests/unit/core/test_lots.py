"""Lots that a seed decides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from partner_success.core import draw_lots
from partner_success.errors import InvalidValueError

# The first words of the seed 0, as the authors' own program gives them.
PUBLISHED = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def taken(drawn: Iterator[float], count: int = 1_000) -> list[float]:
    """The first lots."""
    return list(islice(drawn, count))


def test_a_seed_gives_the_same_lots_for_ever() -> None:
    """A forecast of last year can be drawn again, whatever Python came since."""
    assert taken(draw_lots(7)) == taken(draw_lots(7))
    assert taken(draw_lots(0), 3) == [(word >> 11) / 2**53 for word in PUBLISHED]


def test_streams_and_seeds_are_apart() -> None:
    """Not even by a shift: no lot of one stands in another."""
    kinds = [(0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (2**63, 0)]
    drawn = [taken(draw_lots(seed, stream)) for seed, stream in kinds]
    assert len({lot for lots in drawn for lot in lots}) == 1_000 * len(kinds)


def test_lots_fill_the_whole_range_evenly() -> None:
    """From 0 up to 1, with the mean and the spread of an even draw."""
    drawn = taken(draw_lots(11), 20_000)
    assert all(0 <= lot < 1 for lot in drawn)
    assert sum(drawn) / len(drawn) == pytest.approx(1 / 2, abs=0.01)
    assert sum(lot * lot for lot in drawn) / len(drawn) == pytest.approx(
        1 / 3, abs=0.01
    )
    tenths = [sum(int(10 * lot) == tenth for lot in drawn) for tenth in range(10)]
    assert min(tenths) > 1_850
    assert max(tenths) < 2_150


@pytest.mark.parametrize("seed", [True, 1.0, "7", None])
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    """Nothing else is taken for one."""
    with pytest.raises(InvalidValueError, match="seed is a whole number"):
        draw_lots(seed)


def test_a_stream_is_counted_from_nought() -> None:
    """A negative one would be that of another seed."""
    with pytest.raises(InvalidValueError, match="stream is counted from 0, found -1"):
        draw_lots(7, stream=-1)
