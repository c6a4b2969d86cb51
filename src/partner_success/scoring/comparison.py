"""Why a score changed: the change split over numbers, gaps and weights, exactly."""

from __future__ import annotations

from math import lcm
from typing import cast

from partner_success.core.quantities import HUNDRED, shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.scoring.causes import paired, parts_of, split_change
from partner_success.scoring.changes import ChangePart, ScoreChange
from partner_success.scoring.results import Score


def compare(before: Score, after: Score) -> ScoreChange:
    """Split the change between two scores of a scorecard over its causes.

    A cause is a component that counts another number, one that became known or unknown,
    or one of another weight; where components are made of measures on both sides, it is
    the measure. What each did is its Shapley value: the average, over all orders in
    which the causes could have come true, of what it adds. The parts add up to the
    change exactly, and the same the other way round has every part negated.

    Weights that all changed by one factor did not change. A component that only one of
    the cards has counts as one of weight 0 in the other. The edges of bands never move
    points: `ScoreChange.band` says whether they moved the band.

    Args:
        before: The earlier score.
        after: The later score, by the same scorecard or by a changed one of its id.

    Raises:
        InvalidUseError: One of them is no `Score`.
        InvalidValueError: They are scores of different scorecards, or so many weights
            changed that the change cannot be split.

    Examples:
        >>> from partner_success.rulebook import standard
        >>> health = standard().health
        >>> was = health.score(
        ...     technical_performance=92,
        ...     business_outcomes=71,
        ...     user_adoption=64,
        ...     relationship_strength=80,
        ... )
        >>> now = health.score(
        ...     technical_performance=92,
        ...     business_outcomes=83,
        ...     user_adoption=58,
        ...     relationship_strength=80,
        ... )
        >>> change = compare(was, now)
        >>> change.value, {part.component.id: part.gained for part in change.parts}
        (2.4, {'business_outcomes': 3.6, 'user_adoption': -1.2})

    Rule: HLT-08.
    """
    _require_comparable(before, after)
    if _differ_in_numbers(before, after):
        return _of_numbers(before, after)
    pairs = paired(before, after)
    combine = after.model.combine
    split = split_change([(pair.weights, pair.numbers) for pair in pairs], combine)
    found = [
        part
        for pair, shares in zip(pairs, split.shares, strict=True)
        for part in parts_of(pair, shares)
    ]
    common = lcm(*(part.divisor for part in found))
    denominator = split.denominator * HUNDRED * common
    parts = tuple(
        ChangePart(
            component=part.component,
            measure=part.measure,
            cause=part.cause,
            before=part.before,
            after=part.after,
            gained_count=part.gained * (common // part.divisor),
            denominator=denominator,
        )
        for part in found
    )
    return ScoreChange(before=before, after=after, parts=parts, denominator=denominator)


def _differ_in_numbers(before: Score, after: Score) -> bool:
    """Tell whether only numbers of components can differ, the case met most."""
    if before.model is not after.model or before.measured or after.measured:
        return False
    pairs = zip(before.counts, after.counts, strict=True)
    return all((first is None) is (second is None) for first, second in pairs)


def _of_numbers(before: Score, after: Score) -> ScoreChange:
    # Weights stayed, so each number did its own weight, whatever the others did.
    denominator = after.denominator
    parts = tuple(
        ChangePart(
            component=component,
            measure=None,
            cause="value",
            before=first / HUNDRED,
            after=second / HUNDRED,
            gained_count=component.weight * (second - first),
            denominator=denominator,
        )
        for component, first, second in zip(
            after.model.components, before.counts, after.counts, strict=True
        )
        if first is not None and second is not None and first != second
    )
    return ScoreChange(before=before, after=after, parts=parts, denominator=denominator)


def _require_comparable(before: Score, after: Score) -> None:
    for name, score in (("before", before), ("after", after)):
        if not isinstance(cast(object, score), Score):
            raise InvalidUseError(
                f"a change lies between two scores, and {name} is {shown(score)};"
                " compare what was scored on both sides"
            )
    old, new = before.model, after.model
    if old is new:
        return
    for name in ("id", "combine", "low", "high"):
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            raise InvalidValueError(
                "a score is compared with another of the same scorecard, and"
                f" {old.name} has {name} {one}, {new.name} has {other}"
            )
