"""The days of which a customer's use is known, and what they add up to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import NamedTuple

import attrs

from partner_success.core.quantities import HUNDRED, count_steps, rounded_text
from partner_success.core.series import Series


class Span(NamedTuple):
    """What is known of some days: how many of them, and their use in hundredths.

    A tuple, because a backtest makes two of them for each day.
    """

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


@attrs.frozen
class KnownDays:
    """The days of which the use is known, in stretches for which one reading speaks.

    Attributes:
        firsts: The first day of each stretch, rising.
        lasts: The last day of each, which is that of the reading.
        steps: The use of each day of a stretch, in hundredths.
        days_before: How many days all stretches before each have, and all at the end.
        steps_before: What those add up to.
    """

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    steps: tuple[int, ...]
    days_before: tuple[int, ...]
    steps_before: tuple[int, ...]

    @classmethod
    def of(cls, series: Series) -> KnownDays:
        """Cut a series into its stretches."""
        lasts = tuple([reading.on.toordinal() for reading in series])
        befores = (0, *lasts[:-1])
        firsts = tuple(
            max(before, last - series.covers) + 1
            for before, last in zip(befores, lasts, strict=False)
        )
        steps = tuple([count_steps(reading.value) for reading in series])
        lengths = [last - first + 1 for first, last in zip(firsts, lasts, strict=True)]
        return cls(
            firsts,
            lasts,
            steps,
            tuple(accumulate(lengths, initial=0)),
            tuple(accumulate(map(mul, lengths, steps), initial=0)),
        )

    def windows(self, day: int, span: int) -> tuple[Span, Span]:
        """Give the span that ends on a day and the one before it, as seen on that day.

        A reading of a later day speaks for days before it, and is not known yet.
        """
        seen = bisect_right(self.lasts, day)
        newest = self.lasts[seen - 1] if seen else 0
        days, steps = self.days_before[seen], self.steps_before[seen]
        middle_days, middle_steps = self._until(min(day - span, newest))
        first_days, first_steps = self._until(min(day - 2 * span, newest))
        return (
            Span(days - middle_days, steps - middle_steps),
            Span(middle_days - first_days, middle_steps - first_steps),
        )

    def _until(self, day: int) -> tuple[int, int]:
        """Give the days up to one and their use, whatever was known on it."""
        place = bisect_left(self.lasts, day)
        days, steps = self.days_before[place], self.steps_before[place]
        if place < len(self.firsts) and self.firsts[place] <= day:
            part = day - self.firsts[place] + 1
            return days + part, steps + part * self.steps[place]
        return days, steps
