"""What a measure can earn and which scores a card can give, counted exactly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED, count_steps
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Component, ScoreModel

__all__ = ["Earnings", "Reach", "earnings", "reach_of", "reach_without"]


@attrs.frozen(kw_only=True)
class Earnings:
    """What a measure earns over the values that it accepts, in hundredths of points.

    Attributes:
        least: The least it can earn.
        most: The most it can earn.
        steepest: The most by which one counting step changes what it earns.
    """

    least: int
    most: int
    steepest: int


def earnings(measure: Measure, model: ScoreModel) -> Earnings:
    """Give what a measure earns over the values that it accepts.

    A curve bends at a few numbers only, so it is enough to look one counting step
    around each of them and around the ends of what is accepted.
    """
    if measure.is_rating:
        low, high = model.scale
        return Earnings(least=low, most=high, steepest=_step(model))
    scale = 10**measure.decimals
    looked_at = set(_around(measure, scale))
    earned = {
        steps: measure.points(Fraction(steps, scale)) for steps in sorted(looked_at)
    }
    rises = (abs(earned[s + 1] - earned[s]) for s in earned if s + 1 in earned)
    return Earnings(
        least=min(earned.values()),
        most=max(earned.values()),
        steepest=max(rises, default=0),
    )


def _around(measure: Measure, scale: int) -> Iterator[int]:
    decimals = measure.decimals
    low = None if measure.low is None else count_steps(measure.low, decimals)
    high = None if measure.high is None else count_steps(measure.high, decimals)
    ends = [edge for edge in (low, high) if edge is not None]
    for place in (*ends, *(math.floor(x * scale) for x in _bends(measure))):
        for steps in range(place - 1, place + 3):
            if (low is None or steps >= low) and (high is None or steps <= high):
                yield steps


def _bends(measure: Measure) -> Iterable[Decimal]:
    if measure.curve:
        return [x for x, _ in measure.curve]
    target = measure.target
    edges = () if target is None else (target.value, target.upper)
    found = (measure.zero, measure.zero_above, *edges)
    return [x for x in found if x is not None]


@attrs.frozen(kw_only=True)
class Reach:
    """Numbers from least to most (closed) in equal steps; a few may not be reached.

    Nothing beside them is reached, so what is empty here is empty in truth.
    """

    least: int
    most: int
    step: int

    def meets(self, first: int, last: int) -> bool:
        """Tell whether a number from first to last (closed) is among them."""
        begin, end = max(first, self.least), min(last, self.most)
        up = -(-(begin - self.least) // self.step) * self.step
        return self.least + up <= end

    def plus(self, other: Reach) -> Reach:
        """Give the sums of a number of each."""
        return Reach(
            least=self.least + other.least,
            most=self.most + other.most,
            step=math.gcd(self.step, other.step),
        )

    def times(self, factor: int) -> Reach:
        """Give the numbers times a factor above 0."""
        return Reach(
            least=self.least * factor, most=self.most * factor, step=self.step * factor
        )


def reach_of(model: ScoreModel) -> Reach:
    """Give what scores the card can give, as numerators over its denominator."""
    return _sum(
        _component_reach(model, part).times(part.weight) for part in model.components
    )


def reach_without(model: ScoreModel, without: Measure) -> tuple[Reach, int]:
    """Give what all but one measure can bring, and what the numerators were scaled by.

    A mean of measures is no whole number, so everything is scaled by the weight of
    the measures beside it.
    """
    home = next(part for part in model.components if without.id in part.measures)
    scale = home.weight_of_measures if model.combine == "mean" else 1
    others = [
        _component_reach(model, part).times(part.weight * scale)
        for part in model.components
        if part is not home
    ]
    others += [
        _measure_reach(model, measure).times(measure.weight * home.weight)
        for measure in home.measures
        if measure is not without
    ]
    return _sum(others), scale


def _sum(reaches: Iterable[Reach]) -> Reach:
    total = Reach(least=0, most=0, step=0)
    for reach in reaches:
        total = total.plus(reach)
    return attrs.evolve(total, step=total.step or 1)


def _component_reach(model: ScoreModel, part: Component) -> Reach:
    if model.combine == "sum" and part.measures:
        return _sum(
            _measure_reach(model, measure).times(measure.weight)
            for measure in part.measures
        )
    low, high = model.scale
    # The mean of measures is counted in hundredths even where those are whole.
    step = 1 if part.measures else _step(model)
    return Reach(least=low, most=high, step=step)


def _measure_reach(model: ScoreModel, measure: Measure) -> Reach:
    earned = earnings(measure, model)
    step = _step(model) if measure.is_rating else 1
    return Reach(least=earned.least, most=earned.most, step=step)


def _step(model: ScoreModel) -> int:
    """Give a step, in hundredths, on which every number of the card's scale lies."""
    return math.gcd(HUNDRED, model.scale[0]) if model.whole else 1
