"""What customer success rests on, and what of it is missing."""

from __future__ import annotations

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
