"""What can happen on a partner's journey, as immutable records."""

from __future__ import annotations

from typing import Final, TypeAlias, get_args

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.gates.events.base import Recorded
from partner_success.gates.events.beta import (
    BetaBegan,
    BetaCustomersSelected,
    BetaEvaluationBegan,
    BetaExtended,
    BetaFeedbackRecorded,
    BetaIssueFound,
    BetaIssueResolved,
    BetaSucceeded,
    BetaWaived,
    MetricsRecorded,
)
from partner_success.gates.events.gates import (
    Blocked,
    CoSigned,
    ItemReopened,
    ItemTicked,
    Overridden,
    PhaseEntered,
    Reworked,
    SignedOff,
    StageStarted,
    Submitted,
    Unblocked,
)
from partner_success.gates.events.launch import (
    LaunchDecided,
    Launched,
    LaunchItemClosed,
    LaunchItemOpened,
    MockScenarioRun,
    RollbackPlanRecorded,
    SupportGapsFound,
    SupportResourceMade,
    SupportTrainingGiven,
    SupportValidated,
)
from partner_success.gates.events.partner import (
    HandOffStepDone,
    JourneyStarted,
    OwnerReassigned,
    TargetLaunchSet,
    TierSet,
)

__all__ = [
    "EVENT_KINDS",
    "BetaBegan",
    "BetaCustomersSelected",
    "BetaEvaluationBegan",
    "BetaExtended",
    "BetaFeedbackRecorded",
    "BetaIssueFound",
    "BetaIssueResolved",
    "BetaSucceeded",
    "BetaWaived",
    "Blocked",
    "CoSigned",
    "HandOffStepDone",
    "ItemReopened",
    "ItemTicked",
    "JourneyEvent",
    "JourneyStarted",
    "LaunchDecided",
    "LaunchItemClosed",
    "LaunchItemOpened",
    "Launched",
    "MetricsRecorded",
    "MockScenarioRun",
    "Overridden",
    "OwnerReassigned",
    "PhaseEntered",
    "Recorded",
    "Reworked",
    "RollbackPlanRecorded",
    "SignedOff",
    "StageStarted",
    "Submitted",
    "SupportGapsFound",
    "SupportResourceMade",
    "SupportTrainingGiven",
    "SupportValidated",
    "TargetLaunchSet",
    "TierSet",
    "Unblocked",
]

JourneyEvent: TypeAlias = (
    JourneyStarted
    | StageStarted
    | PhaseEntered
    | Submitted
    | CoSigned
    | SignedOff
    | Reworked
    | Blocked
    | Unblocked
    | Overridden
    | ItemTicked
    | ItemReopened
    | BetaWaived
    | BetaCustomersSelected
    | BetaBegan
    | BetaIssueFound
    | BetaIssueResolved
    | BetaFeedbackRecorded
    | BetaEvaluationBegan
    | MetricsRecorded
    | BetaExtended
    | BetaSucceeded
    | LaunchItemOpened
    | LaunchItemClosed
    | RollbackPlanRecorded
    | LaunchDecided
    | Launched
    | SupportGapsFound
    | SupportTrainingGiven
    | SupportResourceMade
    | MockScenarioRun
    | SupportValidated
    | HandOffStepDone
    | OwnerReassigned
    | TierSet
    | TargetLaunchSet
)
"""Anything that can happen on a partner's journey."""

EVENT_KINDS: Final[FrozenMap[str, type[JourneyEvent]]] = FrozenMap(
    (attrs.fields(each).kind.default, each) for each in get_args(JourneyEvent)
)
"""The class of each event by its kind."""
