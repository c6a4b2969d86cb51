"""What a customer success practice is built from: people, process, tools and data."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance

__all__ = ["Coverage", "PracticeCheck", "PracticeElement", "PracticePillar"]


@attrs.frozen(kw_only=True)
class PracticeElement:
    """One thing a practice has.

    Attributes:
        id: The name for programs, unlike that of any other element of the practice.
        name: What it is.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PracticePillar:
    """What a practice rests on, made of elements.

    Attributes:
        id: The name for programs, such as ``"people"``.
        name: The name for people.
        elements: What belongs to it, in order.
        citations: Where it comes from.
    """

    id: str
    name: str
    elements: Catalogue[PracticeElement]
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Coverage:
    """How many elements are in place.

    Attributes:
        there: How many are.
        all: How many there should be.
    """

    there: int
    all: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.there == self.all

    def __str__(self) -> str:
        return f"{self.there} of {self.all}"


@attrs.frozen(kw_only=True)
class PracticeCheck(Explained):
    """What of a practice is in place, and what is missing.

    Attributes:
        pillars: What the practice rests on, in order.
        have: Ids of the elements that are in place.
        provenance: The rulebook edition that decided.

    Rule: ENG-07.
    """

    pillars: Catalogue[PracticePillar]
    have: frozenset[str]
    provenance: Provenance = Provenance()

    @property
    def missing(self) -> FrozenMap[str, tuple[PracticeElement, ...]]:
        """What is missing, by id of the pillar, in order; empty where nothing is."""
        return FrozenMap(
            {
                pillar.id: tuple(
                    each for each in pillar.elements if each.id not in self.have
                )
                for pillar in self.pillars
            }
        )

    @property
    def by_pillar(self) -> FrozenMap[str, Coverage]:
        """How much is in place by id of the pillar."""
        missing = self.missing
        return FrozenMap(
            {
                pillar.id: Coverage(
                    there=len(pillar.elements) - len(missing[pillar.id]),
                    all=len(pillar.elements),
                )
                for pillar in self.pillars
            }
        )

    @property
    def coverage(self) -> Coverage:
        """How much is in place altogether."""
        parts = self.by_pillar.values()
        return Coverage(
            there=sum(part.there for part in parts), all=sum(part.all for part in parts)
        )

    def explain(self) -> Explanation:
        """Tell how much is in place by pillar, and what is missing."""
        return Explanation(
            title=f"Practice: {self.coverage} in place",
            columns=("pillar", "in place"),
            rows=tuple(
                (pillar.name, str(self.by_pillar[pillar.id])) for pillar in self.pillars
            ),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for pillar in self.pillars:
            if names := [each.name for each in self.missing[pillar.id]]:
                yield f"{pillar.name} lacks: {'; '.join(names)}"
