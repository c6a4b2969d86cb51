"""Shares, means and times of reports, each with the counts that it was made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.quantities import HUNDRED
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio

__all__ = ["Times", "hours_of", "mean_of", "share_of"]

_HOUR: Final = timedelta(hours=1)
_MICROSECOND: Final = timedelta(microseconds=1)


def share_of(name: str, part: int, counts: str, whole: int, of: str) -> Ratio:
    """Give a share in per cent, with both counts."""
    return Ratio(
        name=name,
        numerator=Figure(Fraction(part), counts),
        denominator=Figure(Fraction(whole), of),
        unit=PERCENT,
    )


def mean_of(
    name: str, values: Iterable[Fraction | int], unit: str, of: str, *, sum_of: str = ""
) -> Ratio:
    """Give a mean, with the sum and how many values it is of."""
    every = [Fraction(value) for value in values]
    return Ratio(
        name=name,
        numerator=Figure(sum(every, Fraction()), sum_of or unit),
        denominator=Figure(Fraction(len(every)), of),
        unit=unit,
    )


def hours_of(time: timedelta) -> Fraction:
    """Give a time in hours, exactly."""
    return Fraction(time // _MICROSECOND, _HOUR // _MICROSECOND)


@attrs.frozen(kw_only=True)
class Times:
    """How long things took that are over.

    Attributes:
        mean: The mean in hours, with the sum and the count; no value without one.
        median: The time that half of them do not exceed, by nearest rank; ``None``
            where there is none.
        high: The time that most of them do not exceed, by nearest rank.
        percentile: Which percentile that is.

    Rule: ANL-01, ANL-02.
    """

    mean: Ratio
    median: timedelta | None
    high: timedelta | None
    percentile: int

    @classmethod
    def of(
        cls, name: str, times: Iterable[timedelta], of: str, percentile: int
    ) -> Times:
        """Give the figures of times.

        Args:
            name: What the mean is called.
            times: How long each took, in any order.
            of: What took so long, in the plural.
            percentile: Which percentile stands beside the median.
        """
        counts = Counter(time // _MICROSECOND for time in times)
        return cls.of_counts(name, counts, of, percentile)

    @classmethod
    def of_counts(
        cls, name: str, counts: Mapping[int, int], of: str, percentile: int
    ) -> Times:
        """Give the figures of times of which is known how many took how long.

        Args:
            name: What the mean is called.
            counts: By microseconds how many took so long.
            of: What took so long, in the plural.
            percentile: Which percentile stands beside the median.
        """
        total = sum(length * count for length, count in counts.items())
        return cls(
            mean=Ratio(
                name=name,
                numerator=Figure(Fraction(total, _HOUR // _MICROSECOND), "hours"),
                denominator=Figure(Fraction(sum(counts.values())), of),
                unit="hours",
            ),
            median=_nearest_rank(counts, HUNDRED // 2),
            high=_nearest_rank(counts, percentile),
            percentile=percentile,
        )

    @property
    def count(self) -> int:
        """How many times there are."""
        return int(self.mean.denominator.amount)


def _nearest_rank(counts: Mapping[int, int], percentile: int) -> timedelta | None:
    """Give the shortest time that so many per cent do not exceed, by nearest rank."""
    least = percentile * sum(counts.values())
    reached = 0
    for length in sorted(counts):
        reached += counts[length] * HUNDRED
        if reached >= least:
            return length * _MICROSECOND
    return None
