"""A partner success programme: its team, its pilot, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.programme.acting import Owed, SeatDuty
    from partner_success.programme.availability import (
        AvailabilityCheck,
        check_availability,
    )
    from partner_success.programme.availability_facts import AvailabilityFacts
    from partner_success.programme.counted import Counted
    from partner_success.programme.deliverable_check import (
        DeliverablesCheck,
        check_deliverables,
    )
    from partner_success.programme.deliverables import Deliverable, DeliverableState
    from partner_success.programme.enablement import (
        Attendance,
        CsmProgress,
        EnablementHours,
        EnablementPlan,
        EnablementPolicy,
        EnablementProgress,
        EnablementStep,
        EnablementSuccess,
        OrderBreach,
        Participation,
        PlannedSession,
        SessionStanding,
        SessionState,
        StepKind,
        SuccessAnswer,
        SuccessCheck,
        SuccessTerms,
    )
    from partner_success.programme.goal_judging import (
        GoalsCheck,
        GoalStanding,
        GoalState,
        judge_goals,
    )
    from partner_success.programme.goals import Goal, GoalArea
    from partner_success.programme.partner_checks import (
        PartnerCheck,
        PartnersCheck,
        check_partner,
        check_partners,
    )
    from partner_success.programme.partner_facts import PartnerCsm, PartnerFacts
    from partner_success.programme.pilot import (
        PILOT_EVENT_KINDS,
        AdvancePilot,
        AgreeSharing,
        AnswerCaseStudy,
        AnswerQuestion,
        AskForCaseStudy,
        CaseStudy,
        CaseStudyAnswered,
        CaseStudyAsked,
        ChoosePartner,
        CriterionReopened,
        CriterionTicked,
        DeliverableMoved,
        DropGoal,
        DropQuarterGoal,
        EnablementSession,
        FillSeat,
        GoalDropped,
        GoalJudged,
        GoalJudgement,
        GoalSet,
        JudgeGoal,
        MetricsShared,
        MoveDeliverable,
        OnboardPartner,
        OpenCriterion,
        PartnerChosen,
        PartnerOnboarded,
        PartnerSigned,
        PartnerSurveyed,
        PartnerTrained,
        PartnerWithdrawn,
        PilotCommand,
        PilotEvent,
        PilotPartner,
        PilotProgramme,
        PilotReturned,
        PilotStageEntered,
        PilotStep,
        PilotStop,
        PilotStopped,
        ProgrammeBegun,
        ProgrammeMadeAvailable,
        ProgrammeState,
        QuarterGoalDropped,
        QuarterGoalSet,
        QuestionAnswered,
        QuestionReopened,
        RecordSession,
        RegionsSet,
        ReopenCriterion,
        ReopenQuestion,
        RequirementsSet,
        ReturnPilot,
        SeatFilled,
        SeatVacated,
        SessionRecorded,
        SetGoal,
        SetQuarterGoal,
        SetRegions,
        SetRequirements,
        ShareMetrics,
        SharingAgreed,
        SignPartner,
        StopPilot,
        SurveyPartner,
        Tick,
        TickCriterion,
        TrainPartner,
        VacateSeat,
        WithdrawPartner,
        pilot_machine,
        pilot_table,
    )
    from partner_success.programme.pilot_partners import (
        FeedbackReport,
        OnPlatform,
        PartnerSharing,
        PartnerTraining,
        PilotCandidate,
        PilotChoice,
        PilotFeedback,
        PlatformReport,
        PlatformStanding,
        PlatformState,
        PsmKpiReport,
        PsmKpiResult,
        RankedCandidate,
        SharedMetrics,
        Sharing,
        SharingAgreement,
        SharingReport,
        SharingState,
        TrainingPlace,
        TrainingReport,
        choose_partners,
        feedback_report,
        platform_report,
        psm_kpi_report,
        sharing_report,
        training_report,
    )
    from partner_success.programme.policy import ProgrammePolicy
    from partner_success.programme.questions import PilotQuestion, QuestionTopic
    from partner_success.programme.requirement_results import (
        RequirementResult,
        RequirementState,
    )
    from partner_success.programme.requirements import CsmKind, PartnerRequirements
    from partner_success.programme.seats import Seat, SeatSide, SeatTeam
    from partner_success.programme.stages import (
        CriterionCheck,
        ExitCriterion,
        PilotStage,
    )
    from partner_success.programme.standings import (
        PilotPartnerStanding,
        StageProgress,
        StageStanding,
    )
    from partner_success.programme.status import ProgrammeStatus, programme_status
    from partner_success.programme.team import TeamCheck, check_team
    from partner_success.programme.terms import PilotTerms, PsmKpi, SelectionCriterion

__all__ = [
    "PILOT_EVENT_KINDS",
    "AdvancePilot",
    "AgreeSharing",
    "AnswerCaseStudy",
    "AnswerQuestion",
    "AskForCaseStudy",
    "Attendance",
    "AvailabilityCheck",
    "AvailabilityFacts",
    "CaseStudy",
    "CaseStudyAnswered",
    "CaseStudyAsked",
    "ChoosePartner",
    "Counted",
    "CriterionCheck",
    "CriterionReopened",
    "CriterionTicked",
    "CsmKind",
    "CsmProgress",
    "Deliverable",
    "DeliverableMoved",
    "DeliverableState",
    "DeliverablesCheck",
    "DropGoal",
    "DropQuarterGoal",
    "EnablementHours",
    "EnablementPlan",
    "EnablementPolicy",
    "EnablementProgress",
    "EnablementSession",
    "EnablementStep",
    "EnablementSuccess",
    "ExitCriterion",
    "FeedbackReport",
    "FillSeat",
    "Goal",
    "GoalArea",
    "GoalDropped",
    "GoalJudged",
    "GoalJudgement",
    "GoalSet",
    "GoalStanding",
    "GoalState",
    "GoalsCheck",
    "JudgeGoal",
    "MetricsShared",
    "MoveDeliverable",
    "OnPlatform",
    "OnboardPartner",
    "OpenCriterion",
    "OrderBreach",
    "Owed",
    "Participation",
    "PartnerCheck",
    "PartnerChosen",
    "PartnerCsm",
    "PartnerFacts",
    "PartnerOnboarded",
    "PartnerRequirements",
    "PartnerSharing",
    "PartnerSigned",
    "PartnerSurveyed",
    "PartnerTrained",
    "PartnerTraining",
    "PartnerWithdrawn",
    "PartnersCheck",
    "PilotCandidate",
    "PilotChoice",
    "PilotCommand",
    "PilotEvent",
    "PilotFeedback",
    "PilotPartner",
    "PilotPartnerStanding",
    "PilotProgramme",
    "PilotQuestion",
    "PilotReturned",
    "PilotStage",
    "PilotStageEntered",
    "PilotStep",
    "PilotStop",
    "PilotStopped",
    "PilotTerms",
    "PlannedSession",
    "PlatformReport",
    "PlatformStanding",
    "PlatformState",
    "ProgrammeBegun",
    "ProgrammeMadeAvailable",
    "ProgrammePolicy",
    "ProgrammeState",
    "ProgrammeStatus",
    "PsmKpi",
    "PsmKpiReport",
    "PsmKpiResult",
    "QuarterGoalDropped",
    "QuarterGoalSet",
    "QuestionAnswered",
    "QuestionReopened",
    "QuestionTopic",
    "RankedCandidate",
    "RecordSession",
    "RegionsSet",
    "ReopenCriterion",
    "ReopenQuestion",
    "RequirementResult",
    "RequirementState",
    "RequirementsSet",
    "ReturnPilot",
    "Seat",
    "SeatDuty",
    "SeatFilled",
    "SeatSide",
    "SeatTeam",
    "SeatVacated",
    "SelectionCriterion",
    "SessionRecorded",
    "SessionStanding",
    "SessionState",
    "SetGoal",
    "SetQuarterGoal",
    "SetRegions",
    "SetRequirements",
    "ShareMetrics",
    "SharedMetrics",
    "Sharing",
    "SharingAgreed",
    "SharingAgreement",
    "SharingReport",
    "SharingState",
    "SignPartner",
    "StageProgress",
    "StageStanding",
    "StepKind",
    "StopPilot",
    "SuccessAnswer",
    "SuccessCheck",
    "SuccessTerms",
    "SurveyPartner",
    "TeamCheck",
    "Tick",
    "TickCriterion",
    "TrainPartner",
    "TrainingPlace",
    "TrainingReport",
    "VacateSeat",
    "WithdrawPartner",
    "check_availability",
    "check_deliverables",
    "check_partner",
    "check_partners",
    "check_team",
    "choose_partners",
    "feedback_report",
    "judge_goals",
    "pilot_machine",
    "pilot_table",
    "platform_report",
    "programme_status",
    "psm_kpi_report",
    "sharing_report",
    "training_report",
]

export(
    __name__,
    """
    acting: Owed SeatDuty availability: AvailabilityCheck check_availability
    availability_facts: AvailabilityFacts counted: Counted deliverable_check:
    DeliverablesCheck check_deliverables deliverables: Deliverable DeliverableState
    enablement: Attendance CsmProgress EnablementHours EnablementPlan EnablementPolicy
    EnablementProgress EnablementStep EnablementSuccess OrderBreach Participation
    PlannedSession SessionStanding SessionState StepKind SuccessAnswer SuccessCheck
    SuccessTerms goal_judging: GoalStanding GoalState GoalsCheck judge_goals goals: Goal
    GoalArea partner_checks: PartnerCheck PartnersCheck check_partner check_partners
    partner_facts: PartnerCsm PartnerFacts pilot: AdvancePilot AgreeSharing
    AnswerCaseStudy AnswerQuestion AskForCaseStudy CaseStudy CaseStudyAnswered
    CaseStudyAsked ChoosePartner CriterionReopened CriterionTicked DeliverableMoved
    DropGoal DropQuarterGoal EnablementSession FillSeat GoalDropped GoalJudged
    GoalJudgement GoalSet JudgeGoal MetricsShared MoveDeliverable OnboardPartner
    OpenCriterion PILOT_EVENT_KINDS PartnerChosen PartnerOnboarded PartnerSigned
    PartnerSurveyed PartnerTrained PartnerWithdrawn PilotCommand PilotEvent PilotPartner
    PilotProgramme PilotReturned PilotStageEntered PilotStep PilotStop PilotStopped
    ProgrammeBegun ProgrammeMadeAvailable ProgrammeState QuarterGoalDropped
    QuarterGoalSet QuestionAnswered QuestionReopened RecordSession RegionsSet
    ReopenCriterion ReopenQuestion RequirementsSet ReturnPilot SeatFilled SeatVacated
    SessionRecorded SetGoal SetQuarterGoal SetRegions SetRequirements ShareMetrics
    SharingAgreed SignPartner StopPilot SurveyPartner Tick TickCriterion TrainPartner
    VacateSeat WithdrawPartner pilot_machine pilot_table pilot_partners: FeedbackReport
    OnPlatform PartnerSharing PartnerTraining PilotCandidate PilotChoice PilotFeedback
    PlatformReport PlatformStanding PlatformState PsmKpiReport PsmKpiResult
    RankedCandidate SharedMetrics Sharing SharingAgreement SharingReport SharingState
    TrainingPlace TrainingReport choose_partners feedback_report platform_report
    psm_kpi_report sharing_report training_report policy: ProgrammePolicy questions:
    PilotQuestion QuestionTopic requirement_results: RequirementResult RequirementState
    requirements: CsmKind PartnerRequirements seats: Seat SeatSide SeatTeam stages:
    CriterionCheck ExitCriterion PilotStage standings: PilotPartnerStanding
    StageProgress StageStanding status: ProgrammeStatus programme_status team: TeamCheck
    check_team terms: PilotTerms PsmKpi SelectionCriterion
    """,
)
