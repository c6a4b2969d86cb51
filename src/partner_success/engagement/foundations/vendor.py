"""What a vendor has to have in place before partners can lead customer success."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance

__all__ = ["VendorCheck", "VendorElement", "VendorGrade"]


class VendorGrade(StrEnum):
    """How much depends on an element.

    Attributes:
        CRITICAL: Without it partners cannot lead.
        IMPORTANT: Without it they lead worse.
    """

    CRITICAL = "critical"
    IMPORTANT = "important"


@attrs.frozen(kw_only=True)
class VendorElement:
    """One thing a vendor should have in place.

    Attributes:
        id: The name for programs.
        name: What it is.
        grade: How much depends on it.
        citations: Where it comes from.
    """

    id: str
    name: str
    grade: VendorGrade
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class VendorCheck(Explained):
    """What of a vendor's tools and process is in place, and what is missing.

    Attributes:
        elements: What there should be, in order.
        have: Ids of what is in place.
        provenance: The rulebook edition that decided.

    Rule: ENG-06.
    """

    elements: Catalogue[VendorElement]
    have: frozenset[str]
    provenance: Provenance = Provenance()

    @property
    def missing(self) -> tuple[VendorElement, ...]:
        """What is missing: all that is critical first, each grade in its order."""
        return tuple(
            element
            for grade in VendorGrade
            for element in self.elements
            if element.grade is grade and element.id not in self.have
        )

    @property
    def critical(self) -> tuple[VendorElement, ...]:
        """What is missing and critical, in order."""
        return tuple(
            element for element in self.missing if element.grade is VendorGrade.CRITICAL
        )

    def explain(self) -> Explanation:
        """Tell how much is in place and what is missing, critical first."""
        there, all_ = len(self.elements) - len(self.missing), len(self.elements)
        title = f"Vendor readiness: {there} of {all_} in place"
        return Explanation(
            title=", ".join([title, *self._critical()]),
            columns=("missing", "grade") if self.missing else (),
            rows=tuple((each.name, each.grade) for each in self.missing),
            provenance=self.provenance,
        )

    def _critical(self) -> Iterator[str]:
        if self.critical:
            yield f"{len(self.critical)} of the missing critical"
