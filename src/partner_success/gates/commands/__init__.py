"""What can be done on a partner's journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.commands.base import Commanded
    from partner_success.gates.commands.beta import (
        BeginBeta,
        EndBeta,
        EvaluateBeta,
        ExtendBeta,
        RecordBetaFeedback,
        RecordBetaIssue,
        RecordMetrics,
        ResolveBetaIssue,
        SelectBetaCustomers,
        WaiveBeta,
    )
    from partner_success.gates.commands.command import Command
    from partner_success.gates.commands.gates import (
        Block,
        CoSign,
        Override,
        ReopenItem,
        Rework,
        SignOff,
        StartStage,
        Submit,
        TickItem,
        Unblock,
    )
    from partner_success.gates.commands.launch import (
        CloseLaunchItem,
        DecideLaunch,
        Launch,
        OpenLaunchItem,
        RecordRollbackPlan,
        RecordSupportGaps,
        RecordSupportResource,
        RecordSupportTraining,
        RunMockScenario,
        ValidateSupport,
    )
    from partner_success.gates.commands.partner import (
        DoHandOffStep,
        ReassignOwner,
        SetTargetLaunch,
        SetTier,
    )
    from partner_success.gates.commands.subject import Subject

__all__ = [
    "BeginBeta",
    "Block",
    "CloseLaunchItem",
    "CoSign",
    "Command",
    "Commanded",
    "DecideLaunch",
    "DoHandOffStep",
    "EndBeta",
    "EvaluateBeta",
    "ExtendBeta",
    "Launch",
    "OpenLaunchItem",
    "Override",
    "ReassignOwner",
    "RecordBetaFeedback",
    "RecordBetaIssue",
    "RecordMetrics",
    "RecordRollbackPlan",
    "RecordSupportGaps",
    "RecordSupportResource",
    "RecordSupportTraining",
    "ReopenItem",
    "ResolveBetaIssue",
    "Rework",
    "RunMockScenario",
    "SelectBetaCustomers",
    "SetTargetLaunch",
    "SetTier",
    "SignOff",
    "StartStage",
    "Subject",
    "Submit",
    "TickItem",
    "Unblock",
    "ValidateSupport",
    "WaiveBeta",
]

export(
    __name__,
    """
    base: Commanded
    beta: BeginBeta EndBeta EvaluateBeta ExtendBeta RecordBetaFeedback RecordBetaIssue
      RecordMetrics ResolveBetaIssue SelectBetaCustomers WaiveBeta
    command: Command
    gates: Block CoSign Override ReopenItem Rework SignOff StartStage Submit TickItem
      Unblock
    launch: CloseLaunchItem DecideLaunch Launch OpenLaunchItem RecordRollbackPlan
      RecordSupportGaps RecordSupportResource RecordSupportTraining RunMockScenario
      ValidateSupport
    partner: DoHandOffStep ReassignOwner SetTargetLaunch SetTier
    subject: Subject
    """,
)
