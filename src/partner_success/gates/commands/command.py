"""Anything that can be done on a partner's journey, as one type."""

from __future__ import annotations

from typing import TypeAlias

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

__all__ = ["Command"]

Command: TypeAlias = (
    StartStage
    | Submit
    | SignOff
    | CoSign
    | Rework
    | Block
    | Unblock
    | Override
    | TickItem
    | ReopenItem
    | WaiveBeta
    | SelectBetaCustomers
    | BeginBeta
    | RecordBetaIssue
    | ResolveBetaIssue
    | RecordBetaFeedback
    | RecordMetrics
    | EvaluateBeta
    | ExtendBeta
    | EndBeta
    | OpenLaunchItem
    | CloseLaunchItem
    | RecordRollbackPlan
    | DecideLaunch
    | Launch
    | RecordSupportGaps
    | RecordSupportTraining
    | RecordSupportResource
    | RunMockScenario
    | ValidateSupport
    | DoHandOffStep
    | ReassignOwner
    | SetTier
    | SetTargetLaunch
)
"""Anything that can be done on a partner's journey."""
