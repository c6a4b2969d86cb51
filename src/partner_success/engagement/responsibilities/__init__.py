"""Who does what for a customer, whom to turn to, and what comes before what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.responsibilities.comparison import (
        ModelComparison,
        StageChange,
    )
    from partner_success.engagement.responsibilities.contacts import (
        Contact,
        ContactSubject,
    )
    from partner_success.engagement.responsibilities.definitions import (
        EngagementActivity,
        EngagementModel,
        EngagementStage,
        ResponsibilityCell,
    )
    from partner_success.engagement.responsibilities.matrix import (
        ResponsibilityLetter,
        ResponsibilityMatrix,
        ResponsibilityRow,
    )
    from partner_success.engagement.responsibilities.policy import Responsibilities
    from partner_success.engagement.responsibilities.results import (
        Assignment,
        Responsibility,
        ResponsibilityTable,
    )
    from partner_success.engagement.responsibilities.tasks import (
        CustomerSuccessTask,
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
    "Responsibilities",
    "Responsibility",
    "ResponsibilityCell",
    "ResponsibilityLetter",
    "ResponsibilityMatrix",
    "ResponsibilityRow",
    "ResponsibilityTable",
    "StageChange",
    "TaskRole",
    "TaskStanding",
]

export(
    __name__,
    """
    comparison: ModelComparison StageChange
    contacts: Contact ContactSubject
    definitions: EngagementActivity EngagementModel EngagementStage ResponsibilityCell
    matrix: ResponsibilityLetter ResponsibilityMatrix ResponsibilityRow
    policy: Responsibilities
    results: Assignment Responsibility ResponsibilityTable
    tasks: CustomerSuccessTask TaskRole TaskStanding
    """,
)
