"""What can be done on a partner's journey."""

from __future__ import annotations

from typing import TypeAlias

from partner_success.gates.commands.base import Commanded, Subject
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
