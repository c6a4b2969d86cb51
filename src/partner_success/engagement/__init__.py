"""How partners and customers are worked with, from the first sale to the renewal."""

from __future__ import annotations

from partner_success.engagement.cadence import (
    Activity,
    ActivityDone,
    ActivityPeriod,
    Cadence,
    CadenceSpan,
    DueItem,
    DueList,
    DueState,
    PartnerInCare,
    Touchpoint,
    TouchpointKind,
)
from partner_success.engagement.playbooks import (
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookPart,
    PlaybookStep,
)

__all__ = [
    "Activity",
    "ActivityDone",
    "ActivityPeriod",
    "Cadence",
    "CadenceSpan",
    "DueItem",
    "DueList",
    "DueState",
    "Outcome",
    "PartnerInCare",
    "Playbook",
    "PlaybookKind",
    "PlaybookPart",
    "PlaybookStep",
    "Touchpoint",
    "TouchpointKind",
]
