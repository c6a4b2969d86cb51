"""Durations to be drawn by lot."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["Lifetimes"]


@attrs.frozen(kw_only=True)
class Lifetimes:
    """Durations to be drawn by lot, of something that has lasted for a while.

    Attributes:
        durations: The durations that can come, the shortest first.
        cuts: For each of them the lot below which it, or a shorter one, is drawn.
    """

    durations: tuple[Fraction, ...]
    cuts: tuple[float, ...] = attrs.field(repr=False)

    def draw(self, lot: float) -> Fraction | None:
        """Give the duration that an even lot stands for.

        Args:
            lot: From 0 up to 1, which is outside; a greater one never gives a shorter
                duration.

        Returns:
            The duration; ``None`` where it is longer than all that was seen to end.

        Raises:
            InvalidValueError: The lot lies outside.
        """
        if not 0 <= lot < 1:
            raise InvalidValueError(
                f"a lot lies from 0 up to 1, which is outside, found {shown(lot)}"
            )
        place = bisect_right(self.cuts, lot)
        return self.durations[place] if place < len(self.durations) else None


def lifetimes_from(steps: Iterable[tuple[Fraction, Fraction]]) -> Lifetimes:
    """Make them of durations, the shortest first, with the share that lasts longer."""
    found = list(steps)
    return Lifetimes(
        durations=tuple(duration for duration, _ in found),
        cuts=tuple(_float_from(1 - longer) for _, longer in found),
    )


def _float_from(exact: Fraction) -> float:
    """Give the least float that is not below: every lot compares with it as exactly."""
    nearest = float(exact)
    return math.nextafter(nearest, math.inf) if nearest < exact else nearest
