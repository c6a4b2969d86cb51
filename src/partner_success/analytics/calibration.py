"""From a score to the chance of leaving: isotonic regression, exact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from partner_success.analytics.rows import Comparable, checked_rows, comparable
from partner_success.core.quantities import Number
from partner_success.errors import InvalidValueError


@attrs.frozen(kw_only=True)
class Calibration:
    """What chance of leaving each score stood for: the lower the score, the higher.

    Attributes:
        scores: The known scores, strictly rising.
        chances: The chance of leaving at each of them, never rising.

    Examples:
        >>> chances = calibrate([40, 40, 60, 80], [True, True, True, False])
        >>> float(chances.chance(60)), float(chances.chance(75)), chances.chance(99)
        (1.0, 0.25, Fraction(0, 1))

    Rule: RBK-04.
    """

    scores: tuple[Comparable, ...]
    chances: tuple[Fraction, ...]

    def chance(self, score: Number) -> Fraction:
        """Give the chance of leaving, from 0 to 1 (closed), that a score stands for.

        Between two known scores it lies on the line that joins theirs; beyond the ends
        it is that of the end.

        Raises:
            InvalidValueError: The score is no finite number.
        """
        exact = comparable(score)
        place = bisect_left(self.scores, exact)
        if not place:
            return self.chances[0]
        before = self.chances[place - 1]
        if place == len(self.scores):
            return before
        after = self.chances[place]
        if after == before:
            return before
        low, high = self.scores[place - 1], self.scores[place]
        return before + (after - before) * (exact - low) / (high - low)


def calibrate(
    scores: Sequence[Number],
    outcomes: Sequence[bool],
    weights: Sequence[Number] | None = None,
) -> Calibration:
    """Fit chances that never rise with the score as near to the outcomes as can be.

    Neighbouring scores whose shares stand the wrong way round are pooled, again and
    again, until none do (isotonic regression by pooling adjacent violators).

    Args:
        scores: The scores, finite.
        outcomes: Whether each of them left.
        weights: How often each counts, 0 or more; once without them.

    Raises:
        InvalidDataError: A number is none or not finite, a weight is below 0, an
            outcome is neither true nor false; up to twenty faults are named.
        InvalidValueError: The lengths differ, or no score has a weight above 0.

    Rule: RBK-04.
    """
    rows = checked_rows("scores", scores, outcomes, weights)
    if not any(weight for _, _, weight in rows):
        raise InvalidValueError(
            "a calibration needs at least one score with a weight above 0"
        )
    counts: dict[Comparable, list[Comparable]] = {}
    for score, left, weight in rows:
        if weight:
            of_score = counts.setdefault(score, [0, 0])
            of_score[0] += weight * left
            of_score[1] += weight
    known = sorted(counts)
    chances: list[Fraction] = []
    for gone, total, width in pooled(counts[score] for score in known):
        chances += [Fraction(gone) / total] * width
    return Calibration(scores=tuple(known), chances=tuple(chances))


Block = tuple[Comparable, Comparable, int]
"""The weight of those who left, of all, and how many neighbours it spans."""


def pooled(counts: Iterable[Sequence[Comparable]]) -> list[Block]:
    """Pool neighbours until the share of those who left falls from block to block.

    One without any weight goes with the neighbour before it, or with the one after it
    where it is the first.

    Args:
        counts: The weight of those who left and of all, from the lowest score up.
    """
    blocks: list[Block] = []
    for left, total in counts:
        block: Block = (left, total, 1)
        # By cross-multiplication: no rounding can part equal shares.
        while blocks and block[0] * blocks[-1][1] >= blocks[-1][0] * block[1]:
            more = blocks.pop()
            block = (block[0] + more[0], block[1] + more[1], block[2] + more[2])
        blocks.append(block)
    return blocks
