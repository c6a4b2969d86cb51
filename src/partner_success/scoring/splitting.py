"""How much of the change of a weighted mean is due to each of its causes, exactly.

Between two states of a weighted mean, each of its terms can get another number, become
known or unknown, and get another weight. Each of these is a cause. The part of a cause
is its Shapley value: what it adds when the causes come true one after the other, on
average over all orders. Of all ways to split a change it is the only one in which the
parts add up, causes that do the same get the same, and a cause without effect gets
nothing. Swapping the two states negates every part.

The mean is linear in the numbers, so that of these only their average over the orders
matters. That leaves the sets of causes that alter weights, which `coalitions` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from partner_success.scoring.coalitions import (
    FEW_CAUSES,
    Worth,
    count_each_set,
    count_sets_together,
)


class Term(NamedTuple):
    """A weight and a number, before and after.

    Attributes:
        weights: The weight before and after; 0 where the term is no part of the mean.
        numbers: The number before and after; ``None`` where it is not known.
    """

    weights: tuple[int, int]
    numbers: tuple[int | None, int | None]

    @property
    def became_known(self) -> bool:
        """Whether the number is known on one side only."""
        return (self.numbers[0] is None) is not (self.numbers[1] is None)

    @property
    def number(self) -> int:
        """The first number that is known; 0 without any."""
        first, second = self.numbers
        return (second or 0) if first is None else first

    @property
    def change(self) -> int:
        """By how much the number changed; 0 where it is not known on both sides."""
        first, second = self.numbers
        return 0 if first is None or second is None else second - first

    @property
    def states(self) -> tuple[int, ...]:
        """The weight that it has in the mean, in each of its states.

        One state, two where it became known or unknown or its weight changed, four
        where both happened: neither, the first, the second, both.
        """
        (weight, other), (first, second) = self.weights, self.numbers
        before, after = first is not None, second is not None
        if before is after:
            if not before:
                return (0,)
            return (weight,) if weight == other else (weight, other)
        known = (weight * before, weight * after)
        return known if weight == other else (*known, other * before, other * after)


class Shares(NamedTuple):
    """The parts of one term, over the denominator of the split.

    Attributes:
        slope: What one unit of its number is worth.
        value: What its other number did: the change times the slope.
        missing: What its becoming known, or unknown, did.
        weight: What its other weight did.
    """

    slope: int
    value: int
    missing: int
    weight: int


class Split(NamedTuple):
    """The parts of every term; all of them together are the change of the mean.

    Attributes:
        shares: One for each term, in their order.
        denominator: What all of them are divided by, above 0.
    """

    shares: tuple[Shares, ...]
    denominator: int


def split_sum(terms: Iterable[Term]) -> Split:
    """Split the change of a sum of weight times number over its terms.

    A number that is not known adds nothing.
    """
    shares: list[Shares] = []
    for term in terms:
        first, second = (number or 0 for number in term.numbers)
        weight, other = term.weights
        slope = weight + other
        gained = (second - first) * slope
        value, missing = (0, gained) if term.became_known else (gained, 0)
        weighed = (other - weight) * (first + second)
        shares.append(Shares(slope, value, missing, weighed))
    return Split(tuple(shares), 2)


def split_mean(terms: Sequence[Term]) -> Split:
    """Split the change of a weighted mean over its terms.

    Args:
        terms: Among them a known number with a weight before, and one after.

    Raises:
        InvalidValueError: So many weights changed that their sets cannot be counted.
    """
    states = [term.states for term in terms]
    causes = sum(len(each).bit_length() - 1 for each in states)
    if not causes:
        # Each number has its own weight in the mean, whatever the others do.
        weights = [weight for (weight,) in states]
        pairs = zip(terms, weights, strict=True)
        fixed = tuple(Shares(weight, weight * t.change, 0, 0) for t, weight in pairs)
        return Split(fixed, sum(weights))
    numbers = [(term.number, term.change) for term in terms]
    count = count_each_set if causes <= FEW_CAUSES else count_sets_together
    worths, denominator = count(states, numbers, _middle(terms))
    shares = tuple(map(_shares, terms, worths))
    return Split(shares, denominator)


def _shares(term: Term, worth: Worth) -> Shares:
    slope, gained = worth
    known, weighed = 0, 0
    if len(gained) == 2:
        known, weighed = gained
    elif gained and term.became_known:
        (known,) = gained
    elif gained:
        (weighed,) = gained
    return Shares(slope, slope * term.change, known, weighed)


def _middle(terms: Sequence[Term]) -> tuple[int, int]:
    """Give what stands for the mean while nothing is known, as a ratio.

    It is the middle of both ends: the only choice that prefers neither.
    """
    ends: list[tuple[int, int]] = []
    for side in (0, 1):
        total = weighted = 0
        for term in terms:
            number = term.numbers[side]
            if number is not None:
                total += term.weights[side]
                weighted += term.weights[side] * number
        ends.append((weighted, total))
    (first, one), (second, other) = ends
    return first * other + second * one, 2 * one * other
