"""What a journey is: stages, phases, checklists, hand-offs, and the roles in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.definition.hand_offs import (
        Document,
        HandOff,
        HandOffStep,
    )
    from partner_success.gates.definition.stages import (
        Activity,
        ChecklistItem,
        Closing,
        Effort,
        Phase,
        Process,
        ProcessStep,
        Stage,
        Weeks,
    )
    from partner_success.gates.definition.terms import (
        ForecastTerms,
        JourneyRole,
        JourneyTerms,
        LaunchRiskTerms,
        TierTerms,
    )

__all__ = [
    "Activity",
    "ChecklistItem",
    "Closing",
    "Document",
    "Effort",
    "ForecastTerms",
    "HandOff",
    "HandOffStep",
    "JourneyRole",
    "JourneyTerms",
    "LaunchRiskTerms",
    "Phase",
    "Process",
    "ProcessStep",
    "Stage",
    "TierTerms",
    "Weeks",
]

export(
    __name__,
    """
    hand_offs: Document HandOff HandOffStep
    stages: Activity ChecklistItem Closing Effort Phase Process ProcessStep Stage Weeks
    terms: ForecastTerms JourneyRole JourneyTerms LaunchRiskTerms TierTerms
    """,
)
