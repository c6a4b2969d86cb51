"""The days of which a customer's use is known, and what they add up to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from itertools import accumulate

import attrs

from partner_success.core.quantities import HUNDRED, count_steps, rounded_text
from partner_success.core.series import Series


@attrs.frozen
class Span:
    """What is known of some days: how many of them, and their use in hundredths."""

    days: int
    steps: int

    @property
    def mean(self) -> Fraction:
        """The use of a day that is known."""
        return Fraction(self.steps, HUNDRED * self.days)

    @property
    def text(self) -> str:
        """The same for a sentence, rounded."""
        return rounded_text(self.steps, HUNDRED * self.days, 2)

    def __sub__(self, other: Span) -> Span:
        return Span(self.days - other.days, self.steps - other.steps)


@attrs.frozen
class KnownDays:
    """The days of which the use is known, in stretches for which one reading speaks.

    Attributes:
        firsts: The first day of each stretch, rising.
        lasts: The last day of each, which is that of the reading.
        steps: The use of each day of a stretch, in hundredths.
        sums: What is known of all stretches before each, and of all at the end.
    """

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    steps: tuple[int, ...]
    sums: tuple[Span, ...]

    @classmethod
    def of(cls, series: Series) -> KnownDays:
        """Cut a series into its stretches."""
        lasts = tuple(reading.on.toordinal() for reading in series)
        befores = (0, *lasts[:-1])
        firsts = tuple(
            max(before, last - series.covers) + 1
            for before, last in zip(befores, lasts, strict=False)
        )
        steps = tuple(count_steps(reading.value) for reading in series)
        lengths = (last - first + 1 for first, last in zip(firsts, lasts, strict=True))
        spans = (
            Span(days, days * each) for days, each in zip(lengths, steps, strict=True)
        )
        sums = tuple(accumulate(spans, _plus, initial=Span(0, 0)))
        return cls(firsts, lasts, steps, sums)

    def until(self, day: int) -> Span:
        """Give what is known of all days up to one, as seen after the last reading."""
        place = bisect_left(self.lasts, day)
        whole = self.sums[place]
        if place == len(self.firsts) or self.firsts[place] > day:
            return whole
        days = day - self.firsts[place] + 1
        return _plus(whole, Span(days, days * self.steps[place]))

    def windows(self, day: int, span: int) -> tuple[Span, Span]:
        """Give the span that ends on a day and the one before it, as seen on that day.

        A reading of a later day speaks for days before it, and is not known yet.
        """
        seen = bisect_right(self.lasts, day)
        newest = self.lasts[seen - 1] if seen else 0
        ends = (min(day - back, newest) for back in (0, span, 2 * span))
        now, middle, before = map(self.until, ends)
        return now - middle, middle - before


def _plus(one: Span, other: Span) -> Span:
    return Span(one.days + other.days, one.steps + other.steps)
