"""The least rise of whole numbers that adds up to enough, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Rise(NamedTuple):
    """How a number can rise.

    Attributes:
        weight: What one unit of it adds, above 0.
        room: How far it can rise, a multiple of the step.
        step: The units that it rises by, above 0.
    """

    weight: int
    room: int
    step: int


def least_alone(rise: Rise, short: int) -> int | None:
    """Give the least rise of one number that adds enough; None where none does.

    Examples:
        >>> least_alone(Rise(weight=30, room=2_900, step=1), 23_000)
        767
    """
    needed = _steps(rise, short) * rise.step
    return needed if needed <= rise.room else None


def least_together(rises: Sequence[Rise], short: int) -> list[int] | None:
    """Give the rises of all numbers that add enough with the least total.

    Where all rise by the same step, those of the greatest weight do, of equal weight
    the one with the most room first. Of several steps, each way to divide the work
    between them is looked at.

    Returns:
        A rise for each number, in their order; ``None`` where all together do not
        suffice.

    Examples:
        >>> least_together([Rise(20, 100, 1), Rise(30, 50, 1)], 2_000)
        [25, 50]
    """
    if sum(rise.weight * rise.room for rise in rises) < short:
        return None
    found = [0] * len(rises)
    for place, amount in _cheapest(_by_step(rises), short):
        found[place] = amount
    return found


_Members = list[tuple[int, Rise]]
"""Numbers that rise by the same step, with their places, those that do most first."""

_Amounts = list[tuple[int, int]]
"""Places and how far the numbers there rise."""


def _steps(rise: Rise, short: int) -> int:
    return max(0, -(-short // (rise.weight * rise.step)))


def _most_first(entry: tuple[int, Rise]) -> tuple[int, int]:
    _, rise = entry
    return -rise.weight, -rise.room


def _by_step(rises: Sequence[Rise]) -> list[_Members]:
    groups: dict[int, _Members] = {}
    for place, rise in sorted(enumerate(rises), key=_most_first):
        groups.setdefault(rise.step, []).append((place, rise))
    return [groups[step] for step in sorted(groups, reverse=True)]


def _cheapest(groups: list[_Members], short: int) -> _Amounts:
    """Give the least rises of groups that suffice, those of the greatest step first."""
    members, *finer = groups
    if not finer:
        return _rising(members, short)
    enough = sum(rise.weight * rise.room for group in finer for _, rise in group)
    ways: list[_Amounts] = []
    for steps in range(sum(rise.room // rise.step for _, rise in members) + 1):
        taken, gained = _taken(members, steps)
        if short - gained <= enough:
            ways.append(taken + _cheapest(finer, short - gained))
    return min(ways, key=_total)


def _rising(members: _Members, short: int) -> _Amounts:
    found: _Amounts = []
    for place, rise in members:
        amount = min(rise.room, _steps(rise, short) * rise.step)
        short -= rise.weight * amount
        found.append((place, amount))
    return found


def _taken(members: _Members, steps: int) -> tuple[_Amounts, int]:
    found: _Amounts = []
    gained = 0
    for place, rise in members:
        taken = min(steps, rise.room // rise.step)
        steps -= taken
        gained += rise.weight * taken * rise.step
        found.append((place, taken * rise.step))
    return found, gained


def _total(amounts: _Amounts) -> int:
    return sum(amount for _, amount in amounts)
