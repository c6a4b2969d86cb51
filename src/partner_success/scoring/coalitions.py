"""The sets of causes that alter the weights of a mean, and what a cause adds to each.

Of a term, its states are the weights that it can have: each of its causes doubles them.
Two ways of counting give the same: with few causes each set is looked at by itself,
which is quick; with many, sets of the same size and total weight are counted together,
so that it takes no longer than weights and causes are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import factorial, lcm
from typing import Final

from partner_success.errors import InvalidValueError

FEW_CAUSES: Final = 8
"""Up to so many causes it is quicker to look at each set by itself."""

_MOST_SETS: Final = 50_000
_TWO_CAUSES: Final = 4
"""How many states a term with two causes has."""

States = tuple[int, ...]
"""The weights of a term: without its causes, with the first, the second, with both."""

Numbers = tuple[int, int]
"""The number of a term, and how much it changes."""

Ratio = tuple[int, int]
"""A numerator and its denominator."""

Worth = tuple[int, tuple[int, ...]]
"""What one unit of a term's number is worth, and what each of its causes adds."""


@cache
def _orders(causes: int) -> tuple[list[int], list[int], list[int]]:
    """Count orders of causes by the number of those that come first.

    All three are over the same denominator, the orders of all causes and one number.

    Returns:
        In how many orders just these come before a number; in how many they come before
        another cause (none when they are all); and in how many of the latter a number
        comes before it, too.
    """
    alone = [factorial(n) * factorial(causes - n) for n in range(causes + 1)]
    before = [factorial(n) * factorial(causes - 1 - n) for n in range(causes)]
    return (
        alone,
        [*((causes + 1) * each for each in before), 0],
        [*((n + 1) * each for n, each in enumerate(before)), 0],
    )


@cache
def _orders_of_sets(causes: int) -> list[tuple[int, int, int, int, int]]:
    """Give what `_orders` gives for each set of causes, its bits being its place.

    The last two are those before another cause, and those of them after a number, as
    often as the set is there with a cause and without one.
    """
    alone, before, moving = _orders(causes)
    sizes = [place.bit_count() for place in range(1 << causes)]
    # The empty set is without every cause: the last entry of the orders is 0.
    return [
        (
            alone[n],
            before[n],
            moving[n],
            before[n] + before[n - 1],
            moving[n] + moving[n - 1],
        )
        for n in sizes
    ]


def count_each_set(
    states: Sequence[States], numbers: Sequence[Numbers], middle: Ratio
) -> tuple[list[Worth], int]:
    """Look at each set of causes by itself.

    Args:
        states: The states of each term.
        numbers: The number of each term and its change.
        middle: What stands for the mean in a set that leaves nothing known.

    Returns:
        The worth of each term, in whole numbers, and what they are divided by.
    """
    # The place of a set in the list is its causes, one bit each.
    sets = [(0, 0, 0)]
    bits: list[int] = []
    for weights, (number, change) in zip(states, numbers, strict=True):
        bits.append(len(sets))
        sets = [
            (total + weight, summed + weight * number, moved + weight * change)
            for weight in weights
            for total, summed, moved in sets
        ]
    causes = len(sets).bit_length() - 1
    common = _common((total for total, _, _ in sets), middle)
    nothing = common * middle[0] // middle[1]
    units: list[int] = []
    gained: list[int] = []
    least = 0
    for (total, summed, moved), (alone, before, moving, first, second) in zip(
        sets, _orders_of_sets(causes), strict=True
    ):
        scale = common // total if total else 0
        mean, move = summed * scale if total else nothing, moved * scale
        units.append(alone * scale)
        # It adds to each of its causes, and takes from those that it is without.
        least += before * mean + moving * move
        gained.append(first * mean + second * move)

    worths: list[Worth] = []
    for weights, bit in zip(states, bits, strict=True):
        if len(weights) == _TWO_CAUSES:
            slope = sum(
                unit * weights[place // bit & 3] for place, unit in enumerate(units)
            )
        else:
            change = weights[-1] - weights[0]
            slope = weights[0] * sum(units) + change * _with(units, bit)
        own = (bit, 2 * bit)[: len(weights) // 2]
        worths.append((slope, tuple(_with(gained, each) - least for each in own)))
    return worths, common * factorial(causes + 1)


def _with(values: Sequence[int], bit: int) -> int:
    """Sum up the values of the sets that have a cause."""
    starts = range(bit, len(values), 2 * bit)
    return sum(sum(values[start : start + bit]) for start in starts)


def _common(totals: Iterable[int], middle: Ratio) -> int:
    """Give a multiple of every total weight, and of the middle where it is needed."""
    return lcm(*(total or middle[1] for total in set(totals)))


# How many causes came true, how many sets there are like this one, their total weight,
# and, summed over them, weight times number and weight times change of number.
_Sets = tuple[int, int, int, int, int]

# How many causes came true, and summed over the sets like this: the mean, what changes
# of numbers add to it, and the share in it of the term that is looked at.
_Means = tuple[int, int, int, int]


def count_sets_together(
    states: Sequence[States], numbers: Sequence[Numbers], middle: Ratio
) -> tuple[list[Worth], int]:
    """Count sets of causes together that have the same size and total weight.

    Takes and gives the same as `count_each_set`.

    Raises:
        InvalidValueError: Too many have not.
    """
    return _Together(states, numbers, middle).worths()


class _Together:
    """A mean whose weights change, while the sets of causes are counted."""

    def __init__(
        self, states: Sequence[States], numbers: Sequence[Numbers], middle: Ratio
    ) -> None:
        self.states = states
        self.numbers = numbers
        self.causes = sum(len(each).bit_length() - 1 for each in states)
        self.alone, self.before, self.moving = _orders(self.causes)
        self.sets = self._sets(range(len(states)))
        self.common = _common((each[2] for each in self.sets), middle)
        self.nothing = self.common * middle[0] // middle[1]

    def worths(self) -> tuple[list[Worth], int]:
        """Give the worth of each term, and what they are divided by."""
        unit = sum(
            self.alone[size] * count * (self.common // total)
            for size, count, total, _, _ in self.sets
            if total
        )
        found = [
            (weights[0] * unit, ()) if len(weights) == 1 else self._worth(place)
            for place, weights in enumerate(self.states)
        ]
        return found, self.common * factorial(self.causes + 1)

    def _worth(self, place: int) -> Worth:
        others = self._sets(n for n in range(len(self.states)) if n != place)
        means = [
            self._means(others, place, number.bit_count(), weight)
            for number, weight in enumerate(self.states[place])
        ]
        slope = sum(
            self.alone[size] * share for each in means for size, _, _, share in each
        )
        if len(means) == 2:
            return slope, (self._gained(*means),)
        neither, first, second, both = means
        return slope, (
            self._gained(neither, first) + self._gained(second, both),
            self._gained(neither, second) + self._gained(first, both),
        )

    def _sets(self, places: Iterable[int]) -> list[_Sets]:
        """Count the sets of the causes of some terms.

        Raises:
            InvalidValueError: There are too many that differ.
        """
        found: list[_Sets] = [(0, 1, 0, 0, 0)]
        for place in places:
            number, change = self.numbers[place]
            merged: dict[tuple[int, int], list[int]] = {}
            for state, weight in enumerate(self.states[place]):
                more = state.bit_count()
                for size, count, total, summed, moved in found:
                    known = merged.setdefault((size + more, total + weight), [0, 0, 0])
                    known[0] += count
                    known[1] += summed + count * weight * number
                    known[2] += moved + count * weight * change
            if len(merged) > _MOST_SETS:
                raise InvalidValueError(
                    "too many weights changed for the change to be split exactly;"
                    " compare in steps, such as the numbers first and then the weights"
                )
            found = [
                (size, count, total, summed, moved)
                for (size, total), (count, summed, moved) in merged.items()
            ]
        return found

    def _means(
        self, others: list[_Sets], place: int, more: int, weight: int
    ) -> list[_Means]:
        number, change = self.numbers[place]
        found: list[_Means] = []
        for size, count, rest, summed, moved in others:
            total, own = rest + weight, count * weight
            scale = self.common // total if total else 0
            mean = (summed + own * number) * scale if total else count * self.nothing
            found.append(
                (size + more, mean, (moved + own * change) * scale, own * scale)
            )
        return found

    def _gained(self, without: list[_Means], with_it: list[_Means]) -> int:
        return sum(
            self.before[size] * (other - mean) + self.moving[size] * (moving - moved)
            for (size, mean, moved, _), (_, other, moving, _) in zip(
                without, with_it, strict=True
            )
        )
