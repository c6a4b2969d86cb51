"""How a partner stands on its journey, as immutable records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.state.beta import (
        BetaCustomer,
        BetaIssue,
        BetaState,
        Feedback,
        Metric,
        MetricDirection,
    )
    from partner_success.gates.state.gate import (
        CoSignature,
        Failure,
        GateState,
        GateStatus,
        JudgedSubmission,
        OverrideRecord,
        PhaseEntry,
        SignOffRecord,
        Tick,
    )
    from partner_success.gates.state.journey import (
        HandOffState,
        JourneyState,
        TierState,
    )
    from partner_success.gates.state.launch import (
        LaunchDecision,
        LaunchItem,
        LaunchOutcome,
        LaunchState,
        MockScenario,
        SupportGap,
        SupportState,
    )
    from partner_success.gates.state.waivers import Waiver, WaiverKind

__all__ = [
    "BetaCustomer",
    "BetaIssue",
    "BetaState",
    "CoSignature",
    "Failure",
    "Feedback",
    "GateState",
    "GateStatus",
    "HandOffState",
    "JourneyState",
    "JudgedSubmission",
    "LaunchDecision",
    "LaunchItem",
    "LaunchOutcome",
    "LaunchState",
    "Metric",
    "MetricDirection",
    "MockScenario",
    "OverrideRecord",
    "PhaseEntry",
    "SignOffRecord",
    "SupportGap",
    "SupportState",
    "Tick",
    "TierState",
    "Waiver",
    "WaiverKind",
]

export(
    __name__,
    """
    beta: BetaCustomer BetaIssue BetaState Feedback Metric MetricDirection
    gate: CoSignature Failure GateState GateStatus JudgedSubmission OverrideRecord
      PhaseEntry SignOffRecord Tick
    journey: HandOffState JourneyState TierState
    launch: LaunchDecision LaunchItem LaunchOutcome LaunchState MockScenario SupportGap
      SupportState
    waivers: Waiver WaiverKind
    """,
)
