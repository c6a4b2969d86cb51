"""Lots that a seed decides: the same on every machine, under every Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["draw_lots"]

# SplitMix64 of G. L. Steele, D. Lea and C. H. Flood (2014), Fast splittable
# pseudorandom number generators, OOPSLA, 453-472.
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST_MIX: Final = 0xBF58476D1CE4E5B9
_SECOND_MIX: Final = 0x94D049BB133111EB
_MASK: Final = 2**64 - 1
_UNIT: Final = 2.0**-53


def draw_lots(seed: int, stream: int = 0) -> Iterator[float]:
    """Draw evenly from 0 up to 1, without end; 1 itself never comes.

    Streams of one seed are apart from each other, so that what one of them is used for
    never changes what another gives.

    Args:
        seed: Any whole number; its last 64 bits count.
        stream: Which of the seed's streams, a whole number from 0.

    Raises:
        InvalidValueError: One of them is no such number.

    Examples:
        >>> first, second = draw_lots(7), draw_lots(7)
        >>> one = next(first)
        >>> next(second) == one, next(draw_lots(7, stream=1)) == one
        (True, False)
    """
    state = _mixed(_whole(seed, "seed") & _MASK)
    least = _whole(stream, "stream")
    if least < 0:
        raise InvalidValueError(f"stream is counted from 0, found {shown(stream)}")
    return _drawn(_mixed((state + least) & _MASK))


def _drawn(state: int) -> Iterator[float]:
    while True:
        state = (state + _STEP) & _MASK
        yield (_mixed(state) >> 11) * _UNIT


def _mixed(word: int) -> int:
    word = ((word ^ (word >> 30)) * _FIRST_MIX) & _MASK
    word = ((word ^ (word >> 27)) * _SECOND_MIX) & _MASK
    return word ^ (word >> 31)


def _whole(value: object, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidValueError(
        f"{name} is a whole number, found {shown(value)}; the same number"
        " gives the same lots again"
    )
