"""Neighbouring scores put into groups, and where other scores lie among them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

MOST_GROUPS: Final = 200
"""More steps of a chance change no figure that is printed, and each takes its time."""


class Groups:
    """Scores from the lowest up, in groups of about as many rows each.

    Where there are few different scores each is a group of its own.

    Args:
        scores: Whole numbers in the order of the scores, at least one.
    """

    def __init__(self, scores: Sequence[int]) -> None:
        counts = Counter(scores)
        known = sorted(counts)
        size = 1 if len(known) <= MOST_GROUPS else -(-len(scores) // MOST_GROUPS)
        rows = accumulate(counts[score] for score in known)
        marks = range(len(known)) if size == 1 else [(n - 1) // size for n in rows]
        first = dict(zip(reversed(marks), reversed(known), strict=True))
        self._lows = sorted(first.values())
        self._highs = sorted(dict(zip(marks, known, strict=True)).values())

    def __len__(self) -> int:
        return len(self._lows)

    def of(self, score: int) -> int:
        """Give the place of the group that holds a known score."""
        return bisect_left(self._highs, score)

    def position(self, score: int) -> tuple[int, int, float]:
        """Say between which two groups a score lies, and which part of the way on.

        Inside of a group and beyond the ends both are the same group.
        """
        after = bisect_left(self._highs, score)
        if after == len(self):
            return after - 1, after - 1, 0.0
        if not after or score >= self._lows[after]:
            return after, after, 0.0
        low, high = self._highs[after - 1], self._lows[after]
        return after - 1, after, (score - low) / (high - low)
