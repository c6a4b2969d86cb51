"""The way of a partner to launch: gates that open only when they should.

A journey is data: stages, phases, checklists and hand-offs of a rulebook. A partner on
it is a frozen state with a log of events; each command gives the next one, or every
reason why it was refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.commands import (
        BeginBeta,
        Block,
        CloseLaunchItem,
        Command,
        Commanded,
        CoSign,
        DecideLaunch,
        DoHandOffStep,
        EndBeta,
        EvaluateBeta,
        ExtendBeta,
        Launch,
        OpenLaunchItem,
        Override,
        ReassignOwner,
        RecordBetaFeedback,
        RecordBetaIssue,
        RecordMetrics,
        RecordRollbackPlan,
        RecordSupportGaps,
        RecordSupportResource,
        RecordSupportTraining,
        ReopenItem,
        ResolveBetaIssue,
        Rework,
        RunMockScenario,
        SelectBetaCustomers,
        SetTargetLaunch,
        SetTier,
        SignOff,
        StartStage,
        Subject,
        Submit,
        TickItem,
        Unblock,
        ValidateSupport,
        WaiveBeta,
    )
    from partner_success.gates.definition import (
        Activity,
        ChecklistItem,
        Closing,
        Document,
        Effort,
        ForecastTerms,
        HandOff,
        HandOffStep,
        JourneyRole,
        LaunchRiskTerms,
        Phase,
        Process,
        ProcessStep,
        Stage,
        TierTerms,
        Weeks,
    )
    from partner_success.gates.events import JourneyEvent
    from partner_success.gates.forecast import forecast
    from partner_success.gates.forecast_result import (
        Forecast,
        ForecastDay,
        ForecastStage,
    )
    from partner_success.gates.journey import Journey
    from partner_success.gates.launch_risk import (
        LaunchRisk,
        RiskLevel,
        WorkLeft,
        launch_risk,
    )
    from partner_success.gates.next_actions import NextAction
    from partner_success.gates.partner_journey import PartnerJourney, Step
    from partner_success.gates.partner_view import OpenStep, PartnerStageView
    from partner_success.gates.path import Obstacle, Path
    from partner_success.gates.report_terms import GateReportTerms
    from partner_success.gates.standing import Punctuality, Standing, standing
    from partner_success.gates.state import (
        BetaCustomer,
        BetaIssue,
        BetaState,
        CoSignature,
        Failure,
        Feedback,
        GateState,
        GateStatus,
        HandOffState,
        JourneyState,
        JudgedSubmission,
        LaunchDecision,
        LaunchItem,
        LaunchOutcome,
        LaunchState,
        Metric,
        MockScenario,
        OverrideRecord,
        PhaseEntry,
        SignOffRecord,
        SupportGap,
        SupportState,
        Tick,
        TierState,
        Waiver,
        WaiverKind,
    )
    from partner_success.gates.tiers import TierResult, judge_tier
    from partner_success.gates.timeline import Timeline, TimelineEntry, timeline
    from partner_success.gates.work_left import measured_averages

__all__ = [
    "Activity",
    "BeginBeta",
    "BetaCustomer",
    "BetaIssue",
    "BetaState",
    "Block",
    "ChecklistItem",
    "CloseLaunchItem",
    "Closing",
    "CoSign",
    "CoSignature",
    "Command",
    "Commanded",
    "DecideLaunch",
    "DoHandOffStep",
    "Document",
    "Effort",
    "EndBeta",
    "EvaluateBeta",
    "ExtendBeta",
    "Failure",
    "Feedback",
    "Forecast",
    "ForecastDay",
    "ForecastStage",
    "ForecastTerms",
    "GateReportTerms",
    "GateState",
    "GateStatus",
    "HandOff",
    "HandOffState",
    "HandOffStep",
    "Journey",
    "JourneyEvent",
    "JourneyRole",
    "JourneyState",
    "JudgedSubmission",
    "Launch",
    "LaunchDecision",
    "LaunchItem",
    "LaunchOutcome",
    "LaunchRisk",
    "LaunchRiskTerms",
    "LaunchState",
    "Metric",
    "MockScenario",
    "NextAction",
    "Obstacle",
    "OpenLaunchItem",
    "OpenStep",
    "Override",
    "OverrideRecord",
    "PartnerJourney",
    "PartnerStageView",
    "Path",
    "Phase",
    "PhaseEntry",
    "Process",
    "ProcessStep",
    "Punctuality",
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
    "RiskLevel",
    "RunMockScenario",
    "SelectBetaCustomers",
    "SetTargetLaunch",
    "SetTier",
    "SignOff",
    "SignOffRecord",
    "Stage",
    "Standing",
    "StartStage",
    "Step",
    "Subject",
    "Submit",
    "SupportGap",
    "SupportState",
    "Tick",
    "TickItem",
    "TierResult",
    "TierState",
    "TierTerms",
    "Timeline",
    "TimelineEntry",
    "Unblock",
    "ValidateSupport",
    "WaiveBeta",
    "Waiver",
    "WaiverKind",
    "Weeks",
    "WorkLeft",
    "forecast",
    "judge_tier",
    "launch_risk",
    "measured_averages",
    "standing",
    "timeline",
]

export(
    __name__,
    """
    commands: BeginBeta Block CloseLaunchItem CoSign Command Commanded DecideLaunch
      DoHandOffStep EndBeta EvaluateBeta ExtendBeta Launch OpenLaunchItem Override
      ReassignOwner RecordBetaFeedback RecordBetaIssue RecordMetrics RecordRollbackPlan
      RecordSupportGaps RecordSupportResource RecordSupportTraining ReopenItem
      ResolveBetaIssue Rework RunMockScenario SelectBetaCustomers SetTargetLaunch
      SetTier SignOff StartStage Subject Submit TickItem Unblock ValidateSupport
      WaiveBeta
    definition: Activity ChecklistItem Closing Document Effort ForecastTerms HandOff
      HandOffStep JourneyRole LaunchRiskTerms Phase Process ProcessStep Stage TierTerms
      Weeks
    events: JourneyEvent
    forecast: forecast
    forecast_result: Forecast ForecastDay ForecastStage
    journey: Journey
    launch_risk: LaunchRisk RiskLevel WorkLeft launch_risk
    next_actions: NextAction
    partner_journey: PartnerJourney Step
    partner_view: OpenStep PartnerStageView
    path: Obstacle Path
    report_terms: GateReportTerms
    standing: Punctuality Standing standing
    state: BetaCustomer BetaIssue BetaState CoSignature Failure Feedback GateState
      GateStatus HandOffState JourneyState JudgedSubmission LaunchDecision LaunchItem
      LaunchOutcome LaunchState Metric MockScenario OverrideRecord PhaseEntry
      SignOffRecord SupportGap SupportState Tick TierState Waiver WaiverKind
    tiers: TierResult judge_tier
    timeline: Timeline TimelineEntry timeline
    work_left: measured_averages
    """,
)
