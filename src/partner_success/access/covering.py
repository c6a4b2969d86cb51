"""A set of cases as few products of values, as a person would list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from partner_success.access.spaces import Space

__all__ = ["Box", "Pair", "cover"]

MOST_BOXES: Final = 200
"""The most products that are listed; nobody reads more."""
_FEW: Final = 40
"""Up to so many products it is tried whether one can be left out."""


@attrs.frozen
class Pair:
    """Two facts that can be the same word.

    Attributes:
        first: The place of one fact.
        second: The place of the other, which stands behind it.
        words: The places of each common word, in the one and in the other.
    """

    first: int
    second: int
    words: tuple[tuple[int, int], ...]


@attrs.frozen
class Box:
    """All cases in which each fact is one of some values, and perhaps two are the same.

    Attributes:
        cases: The set of the cases.
        places: For each fact the places of the values.
        pair: The facts that are the same; ``None`` where none need be.
    """

    cases: int
    places: tuple[tuple[int, ...], ...]
    pair: Pair | None = None


def cover(space: Space, cases: int, pairs: Sequence[Pair]) -> tuple[list[Box], int]:
    """Give products that together are exactly a set, and what is left out of them.

    Nothing is left out unless there are more products than anybody reads.
    """
    found: list[Box] = []
    left = cases
    while left and len(found) < MOST_BOXES:
        places = space.first(left)
        best = max(
            _candidates(space, cases, places, pairs),
            key=lambda box: ((box.cases & left).bit_count(), -_terms(space, box)),
        )
        found.append(best)
        left &= ~best.cases
    return _needed(found), left


def _terms(space: Space, box: Box) -> int:
    counts = map(len, space.values.values())
    limited = sum(
        len(places) < count for places, count in zip(box.places, counts, strict=True)
    )
    return limited + (box.pair is not None)


def _needed(boxes: list[Box]) -> list[Box]:
    """Leave out what the others cover."""
    if len(boxes) > _FEW:
        return boxes
    kept = list(boxes)
    for box in boxes:
        others = _any(each.cases for each in kept if each is not box)
        if not box.cases & ~others:
            kept.remove(box)
    return kept


def _candidates(
    space: Space, cases: int, places: tuple[int, ...], pairs: Sequence[Pair]
) -> Iterator[Box]:
    """Grow products from one case: which fact comes first decides what comes of it."""
    turns = range(len(places))
    for pair in (None, *pairs):
        if pair is None or (places[pair.first], places[pair.second]) in pair.words:
            for turn in turns or (0,):
                order = (*turns[turn:], *turns[:turn])
                yield _grown(space, cases, places, order, pair)


def _grown(
    space: Space,
    cases: int,
    places: tuple[int, ...],
    order: Sequence[int],
    pair: Pair | None,
) -> Box:
    """Add values to each fact in turn while all stays inside the set."""
    chosen = {place: {places[place]} for place in order}
    masks = dict(enumerate(space.masks))
    if pair is not None:
        # Both facts move as one.
        masks[pair.first] = _joint(space, pair)
        del masks[pair.second], chosen[pair.second]
    outside = ~cases
    for place in chosen:
        rest = _all(space, (_union(masks[o], chosen[o]) for o in chosen if o != place))
        chosen[place] |= {
            value
            for value, mask in enumerate(masks[place])
            if mask and not rest & mask & outside
        }
    whole = _all(space, (_union(masks[o], chosen[o]) for o in chosen))
    if pair is not None:
        words = dict(pair.words)
        chosen[pair.second] = {words[value] for value in chosen[pair.first]}
    return Box(whole, tuple(tuple(sorted(chosen[o])) for o in sorted(chosen)), pair)


def _joint(space: Space, pair: Pair) -> tuple[int, ...]:
    """Give for each value of the first fact where the second is the same."""
    words = dict(pair.words)
    first, second = space.masks[pair.first], space.masks[pair.second]
    return tuple(
        mask & second[words[value]] if value in words else 0
        for value, mask in enumerate(first)
    )


def _union(masks: Sequence[int], values: set[int]) -> int:
    return _any(masks[value] for value in values)


def _any(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _all(space: Space, masks: Iterable[int]) -> int:
    found = (1 << space.size) - 1
    for mask in masks:
        found &= mask
    return found
