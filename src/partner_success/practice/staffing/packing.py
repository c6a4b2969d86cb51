"""How few people can carry accounts: bounds that hold for every way to deal them out.

Fewest people for accounts of many sizes is bin packing, which nobody can always solve
in time. At the light end a bound from below is told, and at the heavy end a number of
people that is known to suffice. Both only ever grow with more accounts, which greedy
rules such as first fit do not promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, prod
from typing import Final

from partner_success.practice.staffing.ranges import HoursRange, PeopleRange

__all__ = ["people_by_both", "people_by_count", "people_by_hours"]

# So many states are tried in milliseconds; beyond them a number that suffices is told.
_MOST_STATES: Final = 256


def people_by_count(accounts: int, *, least: int, most: int) -> PeopleRange:
    """Give how many people so many accounts take, by number alone.

    Args:
        accounts: How many there are.
        least: What a person has at least; 0 where nothing says, and `most` counts.
        most: What a person has at most.

    Examples:
        >>> print(people_by_count(24, least=6, most=8))
        3 to 4

    Rule: STF-03.
    """
    return PeopleRange(least=-(-accounts // most), most=-(-accounts // (least or most)))


def people_by_hours(hours: Sequence[HoursRange], *, position: Fraction) -> PeopleRange:
    """Give how many people accounts take, by their hours alone.

    Args:
        hours: Hours a week of each account.
        position: Hours a week of a person.

    Rule: STF-03.
    """
    return PeopleRange(
        least=_never_fewer([each.least for each in hours], position),
        most=_enough([each.most for each in hours], position, len(hours)),
    )


def people_by_both(
    hours: Sequence[HoursRange], *, position: Fraction, least: int, most: int
) -> PeopleRange:
    """Give how many people accounts take, by number and hours at once.

    The fewest people who can carry them, for any true hours within the ranges and any
    true load from `least` to `most`, lie in the range that is given. An account of more
    hours than a person has takes whole people of its own.

    Args:
        hours: Hours a week of each account.
        position: Hours a week of a person.
        least: What a person has at least; 0 where nothing says, and `most` counts.
        most: What a person has at most.

    Rule: STF-03.
    """
    by_count = people_by_count(len(hours), least=least, most=most)
    by_hours = _never_fewer([each.least for each in hours], position)
    return PeopleRange(
        least=max(by_count.least, by_hours),
        most=_enough([each.most for each in hours], position, least or most),
    )


def _split(hours: Iterable[Fraction], position: Fraction) -> tuple[int, list[Fraction]]:
    """Give how many people accounts take that are too large for one, and the rest."""
    found = sorted(hours, reverse=True)
    own = sum(ceil(each / position) for each in found if each > position)
    return own, [each for each in found if each <= position]


def _never_fewer(hours: Iterable[Fraction], position: Fraction) -> int:
    own, rest = _split(hours, position)
    # No two accounts of more than half of a position fit into one.
    halves = sum(2 * each > position for each in rest)
    return own + max(ceil(sum(rest, Fraction(0)) / position), halves)


def _enough(hours: Iterable[Fraction], position: Fraction, most: int) -> int:
    own, rest = _split(hours, position)
    kinds = Counter(rest)
    states = prod(count + 1 for count in kinds.values())
    # Of one kind, dealing out in order is the best there is.
    if len(kinds) > 1 and states <= _MOST_STATES:
        return own + _fewest(kinds, position, most)
    orders = rest, _halves_first(rest, position)
    return own + min(_dealt(order, position, most) for order in orders)


def _halves_first(hours: list[Fraction], position: Fraction) -> list[Fraction]:
    """Order accounts so that two who fill a position together come side by side.

    Where an account stands depends on its hours, and on how many of the same stand
    before it; so one more leaves the order of all others as it is.
    """
    seen: Counter[Fraction] = Counter()
    keys: list[tuple[Fraction, int, Fraction]] = []
    for each in hours:
        keys.append((abs(2 * each - position), seen[each], each))
        seen[each] += 1
    return [each for _, _, each in sorted(keys)]


def _dealt(hours: list[Fraction], position: Fraction, most: int) -> int:
    """Deal accounts out in order, to one person after the other.

    Of all ways that keep the order this takes the fewest people. As the order of the
    others is the same without an account, an account less never takes more.
    """
    people, room, places = 0, Fraction(0), 0
    for each in hours:
        if not places or each > room:
            people, room, places = people + 1, position, most
        room, places = room - each, places - 1
    return people


def _fewest(kinds: Counter[Fraction], position: Fraction, most: int) -> int:
    """Give the fewest people by trying every way; for few accounts, or few kinds."""
    sizes = tuple(kinds)
    # What is less in every kind comes before what is more.
    states = list(product(*(range(count + 1) for count in kinds.values())))
    loads = [
        state
        for state in states[1:]
        if sum(state) <= most
        and sum(size * n for size, n in zip(sizes, state, strict=True)) <= position
    ]
    fewest = {states[0]: 0}
    for state in states[1:]:
        rests = (
            tuple(all_ - taken for all_, taken in zip(state, load, strict=True))
            for load in loads
        )
        fewest[state] = 1 + min(fewest[rest] for rest in rests if rest in fewest)
    return fewest[states[-1]]
