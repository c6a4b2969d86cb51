"""Chance that repeats itself on every machine, and the days of the portfolio.

Only `random.Random.random` promises the same numbers in every release of Python, so all
that is drawn here is made of it with plus and times. Sums of floats go through
`math.fsum`, because `sum` adds them differently from Python 3.12 on. Each drawer is
named after what it draws for, so that one account does not shift the next.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

SEED = "portfolio 2026"
ROOT_3 = 1.7320508
FIRST = date(2025, 5, 1)
LAST = date(2026, 10, 31)
MONTHS = [(2025 + (4 + n) // 12, (4 + n) % 12 + 1) for n in range(18)]
FIRST_WEEK = date(2025, 5, 3)
WEEKS = [FIRST_WEEK + timedelta(weeks=n) for n in range(79)]


class Draw:
    """A source of chance of its own for one purpose."""

    def __init__(self, *purpose: object) -> None:
        self._random = Random("|".join([SEED, *map(str, purpose)]))

    def unit(self) -> float:
        """Draw from 0 to below 1."""
        return self._random.random()

    def chance(self, share: float) -> bool:
        """Draw a yes with a probability."""
        return self.unit() < share

    def between(self, low: float, high: float) -> float:
        """Draw from low to below high."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends possible."""
        return low + int(self.unit() * (high - low + 1))

    def normal(self, mean: float, spread: float) -> float:
        """Draw from nearly a normal distribution, at most 3.5 spreads away."""
        unit = self.unit
        return mean + spread * ROOT_3 * (unit() + unit() + unit() + unit() - 2)

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of several, each as likely."""
        return choices[int(self.unit() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """Draw one of several by their weights."""
        left = self.whole(1, sum(weight for _, weight in choices))
        for choice, weight in choices:
            left -= weight
            if left <= 0:
                return choice
        raise AssertionError(choices)


def clip(value: float, low: float, high: float) -> float:
    """Keep a value within its bounds."""
    return min(max(value, low), high)


def mean(values: Sequence[float]) -> float:
    """Give the mean, the same on every machine."""
    return math.fsum(values) / len(values)


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """Give the same day of another year; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year + years)
