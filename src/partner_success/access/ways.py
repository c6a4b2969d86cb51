"""In which cases something is allowed, in the shortest words that are exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import attrs

from partner_success.access.covering import Box, Pair, cover
from partner_success.access.domains import Value
from partner_success.access.phrases import Phrases
from partner_success.access.spaces import Space
from partner_success.core.collections import FrozenMap

__all__ = ["Reach", "Way", "reach_data", "reach_of"]


@attrs.frozen(kw_only=True)
class Way:
    """Cases that one phrase tells: each fact is one of some values.

    Attributes:
        values: By the names of facts and relations what each must be, ``None`` for not
            known; the others can be anything.
        same: Two facts that must be known and the same; ``None`` where none need be.
        terms: The same in words; empty where nothing is asked.
    """

    values: FrozenMap[str, tuple[Value, ...]]
    same: tuple[str, str] | None = None
    terms: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join(self.terms) or "always"

    def holds(self, case: Mapping[str, Value]) -> bool:
        """Tell whether a case, facts and relations by their names, is among them."""
        if self.same is not None:
            one, other = (case.get(name) for name in self.same)
            if one is None or one != other:
                return False
        return all(case.get(name) in known for name, known in self.values.items())


@attrs.frozen(kw_only=True)
class Reach:
    """All cases in which something is allowed.

    Attributes:
        ways: The cases in phrases: it is allowed where one of them holds.
        further: How many cases are not told, because that would take hundreds of
            phrases.
    """

    ways: tuple[Way, ...] = ()
    further: int = 0

    def __str__(self) -> str:
        return "; or ".join(self.lines) or "never"

    @property
    def lines(self) -> tuple[str, ...]:
        """Each phrase; nothing where it is never allowed."""
        more = (f"in {self.further:,} further cases",) if self.further else ()
        return (*map(str, self.ways), *more)


def reach_of(space: Space, cases: int, phrases: Phrases) -> Reach:
    """Tell a set of cases.

    Args:
        space: What the cases are of.
        cases: The set.
        phrases: The words, and whose cases they are.
    """
    boxes, left = cover(space, cases, tuple(_pairs(space, phrases)))
    ways = [_way(space, box, phrases) for box in boxes]
    # What is given for a time comes behind what holds as a rule.
    ways.sort(key=lambda way: way.values.get("granted") == (True,))
    return Reach(ways=tuple(ways), further=left.bit_count())


def _pairs(space: Space, phrases: Phrases) -> Iterator[Pair]:
    """Give the facts that can be the same word of several."""
    facts = {name: phrases.fact(name) for name in space.names}
    named = [name for name, fact in facts.items() if fact and fact.type != "truth"]
    for one, other in combinations(named, 2):
        left, right = space.values[one], space.values[other]
        common = [each for each in left if each is not None and each in right]
        if common[1:]:
            yield Pair(
                space.names.index(one),
                space.names.index(other),
                tuple((left.index(each), right.index(each)) for each in common),
            )


def _way(space: Space, box: Box, phrases: Phrases) -> Way:
    told: dict[str, tuple[Value, ...]] = {}
    for name, places in zip(space.names, box.places, strict=True):
        known = space.values[name]
        if len(places) < len(known):
            told[name] = tuple(known[place] for place in places)
    same: tuple[str, str] | None = None
    if (pair := box.pair) is not None:
        same = (space.names[pair.first], space.names[pair.second])
        del told[same[1]]
        if len(box.places[pair.first]) == len(pair.words):
            del told[same[0]]
    terms = [phrases.phrase(n, each, space.values[n]) for n, each in told.items()]
    terms += [phrases.same(*same)] if same else []
    return Way(values=FrozenMap(told), same=same, terms=tuple(terms))


def reach_data(reach: Reach) -> list[dict[str, object]]:
    """Give the ways as plain data; further cases are counted in the last."""
    found: list[dict[str, object]] = [
        {
            "text": str(way),
            "values": {name: list(values) for name, values in way.values.items()},
            "same": None if way.same is None else list(way.same),
        }
        for way in reach.ways
    ]
    found.extend({"text": text} for text in reach.lines[len(reach.ways) :])
    return found
