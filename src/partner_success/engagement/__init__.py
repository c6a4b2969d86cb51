"""How partners and customers are worked with, from the first sale to the renewal."""

from __future__ import annotations

from partner_success.engagement.playbooks import (
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookPart,
    PlaybookStep,
)
from partner_success.engagement.responsibilities import (
    Assignment,
    Contact,
    ContactSubject,
    CustomerSuccessTask,
    EngagementActivity,
    EngagementModel,
    EngagementStage,
    ModelComparison,
    Responsibilities,
    Responsibility,
    ResponsibilityCell,
    ResponsibilityLetter,
    ResponsibilityMatrix,
    ResponsibilityRow,
    ResponsibilityTable,
    Side,
    StageChange,
    TaskRole,
    TaskStanding,
)

__all__ = [
    "Assignment",
    "Contact",
    "ContactSubject",
    "CustomerSuccessTask",
    "EngagementActivity",
    "EngagementModel",
    "EngagementStage",
    "ModelComparison",
    "Outcome",
    "Playbook",
    "PlaybookKind",
    "PlaybookPart",
    "PlaybookStep",
    "Responsibilities",
    "Responsibility",
    "ResponsibilityCell",
    "ResponsibilityLetter",
    "ResponsibilityMatrix",
    "ResponsibilityRow",
    "ResponsibilityTable",
    "Side",
    "StageChange",
    "TaskRole",
    "TaskStanding",
]
