"""What customer success rests on, at the vendor and at the partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from partner_success.core.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.engagement.foundations.practice import (
    PracticeCheck,
    PracticeElement,
    PracticePillar,
)
from partner_success.engagement.foundations.vendor import VendorCheck, VendorElement
from partner_success.errors import InvalidDataError, InvalidUseError, Problem

__all__ = ["Foundations"]


@attrs.frozen(kw_only=True)
class Foundations:
    """What should be in place before customers are led to success.

    Attributes:
        id: The name for programs.
        name: The name for people.
        vendor: What a vendor should have, in order.
        practice: What a partner's practice rests on, in order.
        citations: Where the lists come from.
        provenance: The rulebook edition they were loaded from.

    Raises:
        InvalidModelError: They have faults; each is named by its path.

    Rule: ENG-06, ENG-07.
    """

    id: str
    name: str
    vendor: Catalogue[VendorElement]
    practice: Catalogue[PracticePillar]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"foundations {self.id!r}", _faults(self))

    @property
    def practice_elements(self) -> Catalogue[PracticeElement]:
        """Every element of the practice, pillar by pillar."""
        elements = (each for pillar in self.practice for each in pillar.elements)
        return Catalogue(elements, kind="element of a practice")

    def check_vendor(self, have: Iterable[str]) -> VendorCheck:
        """Tell what a vendor lacks, what is critical first.

        Args:
            have: Ids of what is in place, in any order.

        Raises:
            InvalidUseError: It is one text and no list of ids.
            InvalidDataError: An id is unknown; each is named, with what it may mean.

        Rule: ENG-06.
        """
        known = self.vendor.ids
        return VendorCheck(
            elements=self.vendor,
            have=_known(have, "vendor element", known),
            provenance=self.provenance,
        )

    def check_practice(self, have: Iterable[str]) -> PracticeCheck:
        """Tell what a practice lacks, by pillar.

        Args:
            have: Ids of the elements that are in place, in any order.

        Raises:
            InvalidUseError: It is one text and no list of ids.
            InvalidDataError: An id is unknown; each is named, with what it may mean.

        Rule: ENG-07.
        """
        known = self.practice_elements.ids
        return PracticeCheck(
            pillars=self.practice,
            have=_known(have, "element of a practice", known),
            provenance=self.provenance,
        )


def _known(have: Iterable[str], kind: str, known: tuple[str, ...]) -> frozenset[str]:
    given: object = have
    if isinstance(given, str):
        raise InvalidUseError(
            f"what is in place is a list of ids, not the text {shown(given)};"
            f" write [{shown(given)}]"
        )
    names = tuple(have)
    if problems := list(reference_faults("have", kind, names, known)):
        raise InvalidDataError("what is in place", problems)
    return frozenset(names)


def _faults(foundations: Foundations) -> Iterator[Problem]:
    for name in ("vendor", "practice"):
        parts: Catalogue[VendorElement | PracticePillar] = getattr(foundations, name)
        yield from form_faults(name, parts)
        if not len(parts):
            yield fault(name, "empty", "name at least one", ())
    first: dict[str, str] = {}
    for place, pillar in enumerate(foundations.practice):
        path = f"practice[{place}].elements"
        yield from form_faults(path, pillar.elements)
        if not len(pillar.elements):
            yield fault(path, "empty", "name at least one", ())
        for number, element in enumerate(pillar.elements):
            where = f"{path}[{number}].id"
            if first.setdefault(element.id, where) != where:
                message = f"the id stands at {first[element.id]} already"
                yield fault(where, "duplicate-id", message, element.id)
