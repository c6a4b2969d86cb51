"""Round numbers for an axis."""

from __future__ import annotations

from typing import Final

__all__ = ["round_ticks"]

_MOST: Final = 5


def round_ticks(most: int) -> tuple[int, ...]:
    """Give round numbers from 0 up to at least a number, six at most.

    Args:
        most: What has to be reached, at least 1.

    Examples:
        >>> round_ticks(7), round_ticks(61)
        ((0, 2, 4, 6, 8), (0, 20, 40, 60, 80))
    """
    step, size = 1, 1
    while step * _MOST < most:
        step = next(size * n for n in (2, 5, 10) if size * n > step)
        if step == 10 * size:
            size = step
    return tuple(range(0, most + step, step))[: -(-most // step) + 1]
