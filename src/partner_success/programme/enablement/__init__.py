"""The thirteen weeks in which partner CSMs learn to look after customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.programme.enablement.attendance import Attendance
    from partner_success.programme.enablement.plan import EnablementPlan
    from partner_success.programme.enablement.policy import EnablementPolicy
    from partner_success.programme.enablement.progress import (
        CsmProgress,
        EnablementProgress,
        OrderBreach,
        SessionStanding,
        SessionState,
    )
    from partner_success.programme.enablement.sessions import (
        EnablementHours,
        PlannedSession,
    )
    from partner_success.programme.enablement.steps import EnablementStep, StepKind
    from partner_success.programme.enablement.success import (
        EnablementSuccess,
        Participation,
        SuccessAnswer,
        SuccessCheck,
        SuccessTerms,
    )

__all__ = [
    "Attendance",
    "CsmProgress",
    "EnablementHours",
    "EnablementPlan",
    "EnablementPolicy",
    "EnablementProgress",
    "EnablementStep",
    "EnablementSuccess",
    "OrderBreach",
    "Participation",
    "PlannedSession",
    "SessionStanding",
    "SessionState",
    "StepKind",
    "SuccessAnswer",
    "SuccessCheck",
    "SuccessTerms",
]

export(
    __name__,
    """
    attendance: Attendance
    plan: EnablementPlan
    policy: EnablementPolicy
    progress: CsmProgress EnablementProgress OrderBreach SessionStanding SessionState
    sessions: EnablementHours PlannedSession
    steps: EnablementStep StepKind
    success: EnablementSuccess Participation SuccessAnswer SuccessCheck SuccessTerms
    """,
)
