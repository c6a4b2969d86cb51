"""What changed between two scores: component by component, and measure by measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from partner_success.core.quantities import HUNDRED, Number
from partner_success.scoring.changes import Cause
from partner_success.scoring.gathering import mean_count, points_of
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Combine, Component, ScoreModel
from partner_success.scoring.parts import MeasuredPart
from partner_success.scoring.results import Score
from partner_success.scoring.splitting import (
    Shares,
    Split,
    Term,
    split_mean,
    split_sum,
)

Weights = tuple[int, int]
"""A weight before and after; 0 where there is none."""

Numbers = tuple[int | None, int | None]
"""A number before and after; ``None`` where it is not known."""


class Part(NamedTuple):
    """A part of a change, over the denominator of its split and a divisor of its own.

    Attributes:
        component: The component.
        measure: The measure behind it; ``None`` for the component itself.
        cause: Why it changed.
        before: The number or weight before; ``None`` for one not known.
        after: The same after.
        gained: What it did.
        divisor: What that is divided by, beside the denominator of the split.
    """

    component: Component
    measure: Measure | None
    cause: Cause
    before: Number | None
    after: Number | None
    gained: int
    divisor: int = 1


class Pair(NamedTuple):
    """A component in two scores, of which one can be without it.

    Attributes:
        component: The component; that of the later score where it has one.
        weights: Its weights.
        numbers: What it counted, in hundredths.
        turned: Whether its direction changed.
        measured: The measures behind it before, and after.
        models: The scorecards.
    """

    component: Component
    weights: Weights
    numbers: Numbers
    turned: bool
    measured: tuple[tuple[MeasuredPart, ...], tuple[MeasuredPart, ...]]
    models: tuple[ScoreModel, ScoreModel]

    @property
    def values(self) -> tuple[float | None, float | None]:
        """What it counted."""
        first, second = self.numbers
        return (
            None if first is None else first / HUNDRED,
            None if second is None else second / HUNDRED,
        )


def paired(before: Score, after: Score) -> list[Pair]:
    """Pair the components of two scores: the later one's, then those it lacks."""
    models = before.model, after.model
    olds, news = _counted(before), _counted(after)
    nothing: tuple[None, None] = (None, None)
    found: list[Pair] = []
    for id_ in news if olds.keys() == news.keys() else {**news, **olds}:
        (old, first), (new, second) = olds.get(id_, nothing), news.get(id_, nothing)
        measured = _measured(before, id_), _measured(after, id_)
        weights = (old.weight if old else 0, new.weight if new else 0)
        turned = old is not None and new is not None and old.better != new.better
        component = new or models[0].components[id_]
        found.append(
            Pair(component, weights, (first, second), turned, measured, models)
        )
    return found


def _counted(score: Score) -> dict[str, tuple[Component, int | None]]:
    pairs = zip(score.model.components, score.counts, strict=True)
    return {component.id: (component, count) for component, count in pairs}


def _measured(score: Score, id_: str) -> tuple[MeasuredPart, ...]:
    return tuple(part for part in score.measured if part.component == id_)


def split_change(pairs: Sequence[tuple[Weights, Numbers]], combine: Combine) -> Split:
    """Split a change over weights and numbers.

    What is no part on one side has the number of the other there, and no weight. Of a
    mean only the proportions of the weights count, so that a common factor is no
    change.
    """
    terms = [Term(weights, _filled(weights, numbers)) for weights, numbers in pairs]
    if combine == "sum":
        return split_sum(terms)
    if _proportional([weights for weights, _ in pairs]):
        terms = [
            Term((term.weights[0], term.weights[0]), term.numbers) for term in terms
        ]
    return split_mean(terms)


def _filled(weights: Weights, numbers: Numbers) -> Numbers:
    if 0 not in weights:
        return numbers
    number = numbers[0] if weights[0] else numbers[1]
    return number, number


def _proportional(weights: Sequence[Weights]) -> bool:
    old, new = weights[0]
    return all(one * new == other * old for one, other in weights) and old > 0 < new


def parts_of(pair: Pair, shares: Shares) -> Iterator[Part]:
    """Give what the causes of one component did; without those that did nothing."""
    component = pair.component
    if shares.missing:
        first, second = pair.values
        yield Part(component, None, "missing", first, second, shares.missing)
    elif all(pair.measured) and _counts_as(pair, 0) and _counts_as(pair, 1):
        yield from _parts_of_measures(pair, shares.slope)
    elif shares.value:
        first, second = pair.values
        cause: Cause = "curve" if pair.turned else "value"
        yield Part(component, None, cause, first, second, shares.value)
    if shares.weight:
        yield Part(component, None, "weight", *pair.weights, shares.weight)


def _counts_as(pair: Pair, side: int) -> bool:
    """Tell whether a component counts what its known measures make.

    It does not at an end of a range, where the best or the worst stands in for what is
    missing.
    """
    known = [
        (part.measure.weight, part.count)
        for part in pair.measured[side]
        if part.count is not None
    ]
    total = sum(weight * count for weight, count in known)
    if pair.models[side].combine == "sum":
        return len(known) == len(pair.measured[side]) and total == pair.numbers[side]
    weight = sum(weight for weight, _ in known)
    return weight > 0 and mean_count(total, weight) == pair.numbers[side]


def _parts_of_measures(pair: Pair, slope: int) -> Iterator[Part]:
    """Split the change of a component over its measures.

    Args:
        pair: A component that is made of measures on both sides.
        slope: What a hundredth of it is worth.
    """
    sides = [{part.measure.id: part for part in side} for side in pair.measured]
    both = [
        (sides[0].get(id_), sides[1].get(id_))
        for id_ in dict.fromkeys((*sides[1], *sides[0]))
    ]
    split = split_change(
        [
            (
                (old.measure.weight if old else 0, new.measure.weight if new else 0),
                (old.count if old else None, new.count if new else None),
            )
            for old, new in both
        ],
        pair.models[1].combine,
    )
    told = 0
    for (old, new), shares in zip(both, split.shares, strict=True):
        told += shares.value + shares.missing + shares.weight
        for cause, before, after, gained in _causes(pair.models, old, new, shares):
            if gained:
                measure = new.measure if new else old.measure if old else None
                amount, divisor = gained * slope, 2 * split.denominator
                yield Part(
                    pair.component, measure, cause, before, after, amount, divisor
                )
    first, second = pair.numbers
    counted = ((second or 0) - (first or 0)) * split.denominator - told
    if counted:
        yield Part(
            pair.component,
            None,
            "rounding",
            *pair.values,
            counted * slope,
            split.denominator,
        )


def _causes(
    models: tuple[ScoreModel, ScoreModel],
    old: MeasuredPart | None,
    new: MeasuredPart | None,
    shares: Shares,
) -> Iterator[tuple[Cause, Number | None, Number | None, int]]:
    """Give, for each possible cause of a measure, twice what it did."""
    given = (old.given if old else None, new.given if new else None)
    by_curve = _change_by_curve(models, old, new) * shares.slope
    yield "missing", *given, 2 * shares.missing
    yield "value", *given, 2 * shares.value - by_curve
    yield "curve", *given, by_curve
    weights = [part.measure.weight if part else 0 for part in (old, new)]
    yield "weight", weights[0], weights[1], 2 * shares.weight


def _change_by_curve(
    models: tuple[ScoreModel, ScoreModel],
    old: MeasuredPart | None,
    new: MeasuredPart | None,
) -> int:
    """Give twice the change of a measure's points that its new curve made.

    Number and curve can change in two orders, and twice the average of what the curve
    does is what it does to the number before and to the number after.
    """
    if old is None or new is None or old.measure == new.measure:
        return 0
    if old.given is None or new.given is None:
        return 0
    first = points_of(models[1], new.measure, old.given) - (old.count or 0)
    second = (new.count or 0) - points_of(models[0], old.measure, new.given)
    return first + second
