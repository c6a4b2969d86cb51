"""Scores sorted into bins of equal width, each bin into the bands of its scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from partner_success.display.ticks import round_ticks
from partner_success.display.tones import Tone, tone_of_result
from partner_success.scoring.results import Score

_MOST_BINS = 20


@attrs.frozen(kw_only=True)
class Bins:
    """How many scores lie in which bin.

    Attributes:
        low: Where the first bin begins that holds a score.
        high: Where the last bin of the scale ends.
        width: How wide each bin is.
        counts: How many scores have a bin (0 the first of the scale) and a tone.
    """

    low: Fraction
    high: Fraction
    width: Fraction
    origin: Fraction
    counts: Counter[tuple[int, Tone]]

    @classmethod
    def of(cls, found: Sequence[Score]) -> Bins:
        """Sort scores of one scorecard, at least one."""
        low, high = found[0].model.reach
        width = (high - low) / _MOST_BINS
        # The greatest score of all belongs to the last bin, not to one beyond it.
        places: list[tuple[int, Tone]] = [
            (min((score.exact - low) // width, _MOST_BINS - 1), tone_of_result(score))
            for score in found
        ]
        first = min(place for place, _ in places)
        return cls(
            low=low + first * width,
            high=high,
            width=width,
            origin=low,
            counts=Counter(places),
        )

    def blocks(self) -> Iterator[tuple[Fraction, Fraction, Tone, int, int]]:
        """Give each block's start, end and tone, the count below it and its own."""
        below: Counter[int] = Counter()
        for (place, tone), count in sorted(self.counts.items()):
            start = self.origin + place * self.width
            yield start, start + self.width, tone, below[place], count
            below[place] += count

    @property
    def ticks(self) -> tuple[int, ...]:
        """Round counts for the axis: 0, and up to at least the highest bin."""
        heights: Counter[int] = Counter()
        for (place, _), count in self.counts.items():
            heights[place] += count
        most = max(heights.values())
        return round_ticks(most)
