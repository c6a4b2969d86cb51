"""What customer success rests on, and what of it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.foundations.foundations import Foundations
    from partner_success.engagement.foundations.practice import (
        Coverage,
        PracticeCheck,
        PracticeElement,
        PracticePillar,
    )
    from partner_success.engagement.foundations.vendor import (
        VendorCheck,
        VendorElement,
        VendorGrade,
    )

__all__ = [
    "Coverage",
    "Foundations",
    "PracticeCheck",
    "PracticeElement",
    "PracticePillar",
    "VendorCheck",
    "VendorElement",
    "VendorGrade",
]

export(
    __name__,
    """
    foundations: Foundations
    practice: Coverage PracticeCheck PracticeElement PracticePillar
    vendor: VendorCheck VendorElement VendorGrade
    """,
)
