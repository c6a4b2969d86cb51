"""The pilot of a programme as a machine: from Discovery to general availability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.programme.pilot.commands import (
        AdvancePilot,
        DropQuarterGoal,
        PilotCommand,
        RecordSession,
        ReturnPilot,
        SetQuarterGoal,
        SetRegions,
        StopPilot,
    )
    from partner_success.programme.pilot.events import (
        PILOT_EVENT_KINDS,
        PilotEvent,
        PilotReturned,
        PilotStageEntered,
        PilotStopped,
        ProgrammeBegun,
        ProgrammeMadeAvailable,
        QuarterGoalDropped,
        QuarterGoalSet,
        RegionsSet,
        SessionRecorded,
    )
    from partner_success.programme.pilot.partner_commands import (
        AgreeSharing,
        AnswerCaseStudy,
        AskForCaseStudy,
        ChoosePartner,
        OnboardPartner,
        ShareMetrics,
        SignPartner,
        SurveyPartner,
        TrainPartner,
        WithdrawPartner,
    )
    from partner_success.programme.pilot.partner_events import (
        CaseStudyAnswered,
        CaseStudyAsked,
        MetricsShared,
        PartnerChosen,
        PartnerOnboarded,
        PartnerSigned,
        PartnerSurveyed,
        PartnerTrained,
        PartnerWithdrawn,
        SharingAgreed,
    )
    from partner_success.programme.pilot.pilot_programme import (
        PilotProgramme,
        PilotStep,
    )
    from partner_success.programme.pilot.plan_commands import (
        AnswerQuestion,
        DropGoal,
        FillSeat,
        JudgeGoal,
        MoveDeliverable,
        ReopenCriterion,
        ReopenQuestion,
        SetGoal,
        SetRequirements,
        TickCriterion,
        VacateSeat,
    )
    from partner_success.programme.pilot.plan_events import (
        CriterionReopened,
        CriterionTicked,
        DeliverableMoved,
        GoalDropped,
        GoalJudged,
        GoalSet,
        QuestionAnswered,
        QuestionReopened,
        RequirementsSet,
        SeatFilled,
        SeatVacated,
    )
    from partner_success.programme.pilot.reasons import OpenCriterion
    from partner_success.programme.pilot.state import (
        CaseStudy,
        EnablementSession,
        GoalJudgement,
        PilotPartner,
        PilotStop,
        ProgrammeState,
        Tick,
    )
    from partner_success.programme.pilot.tables import pilot_machine, pilot_table

__all__ = [
    "PILOT_EVENT_KINDS",
    "AdvancePilot",
    "AgreeSharing",
    "AnswerCaseStudy",
    "AnswerQuestion",
    "AskForCaseStudy",
    "CaseStudy",
    "CaseStudyAnswered",
    "CaseStudyAsked",
    "ChoosePartner",
    "CriterionReopened",
    "CriterionTicked",
    "DeliverableMoved",
    "DropGoal",
    "DropQuarterGoal",
    "EnablementSession",
    "FillSeat",
    "GoalDropped",
    "GoalJudged",
    "GoalJudgement",
    "GoalSet",
    "JudgeGoal",
    "MetricsShared",
    "MoveDeliverable",
    "OnboardPartner",
    "OpenCriterion",
    "PartnerChosen",
    "PartnerOnboarded",
    "PartnerSigned",
    "PartnerSurveyed",
    "PartnerTrained",
    "PartnerWithdrawn",
    "PilotCommand",
    "PilotEvent",
    "PilotPartner",
    "PilotProgramme",
    "PilotReturned",
    "PilotStageEntered",
    "PilotStep",
    "PilotStop",
    "PilotStopped",
    "ProgrammeBegun",
    "ProgrammeMadeAvailable",
    "ProgrammeState",
    "QuarterGoalDropped",
    "QuarterGoalSet",
    "QuestionAnswered",
    "QuestionReopened",
    "RecordSession",
    "RegionsSet",
    "ReopenCriterion",
    "ReopenQuestion",
    "RequirementsSet",
    "ReturnPilot",
    "SeatFilled",
    "SeatVacated",
    "SessionRecorded",
    "SetGoal",
    "SetQuarterGoal",
    "SetRegions",
    "SetRequirements",
    "ShareMetrics",
    "SharingAgreed",
    "SignPartner",
    "StopPilot",
    "SurveyPartner",
    "Tick",
    "TickCriterion",
    "TrainPartner",
    "VacateSeat",
    "WithdrawPartner",
    "pilot_machine",
    "pilot_table",
]

export(
    __name__,
    """
    commands: AdvancePilot DropQuarterGoal PilotCommand RecordSession ReturnPilot
      SetQuarterGoal SetRegions StopPilot
    events: PILOT_EVENT_KINDS PilotEvent PilotReturned PilotStageEntered PilotStopped
      ProgrammeBegun ProgrammeMadeAvailable QuarterGoalDropped QuarterGoalSet RegionsSet
      SessionRecorded
    partner_commands: AgreeSharing AnswerCaseStudy AskForCaseStudy ChoosePartner
      OnboardPartner ShareMetrics SignPartner SurveyPartner TrainPartner WithdrawPartner
    partner_events: CaseStudyAnswered CaseStudyAsked MetricsShared PartnerChosen
      PartnerOnboarded PartnerSigned PartnerSurveyed PartnerTrained PartnerWithdrawn
      SharingAgreed
    pilot_programme: PilotProgramme PilotStep
    plan_commands: AnswerQuestion DropGoal FillSeat JudgeGoal MoveDeliverable
      ReopenCriterion ReopenQuestion SetGoal SetRequirements TickCriterion VacateSeat
    plan_events: CriterionReopened CriterionTicked DeliverableMoved GoalDropped
      GoalJudged GoalSet QuestionAnswered QuestionReopened RequirementsSet SeatFilled
      SeatVacated
    reasons: OpenCriterion
    state: CaseStudy EnablementSession GoalJudgement PilotPartner PilotStop
      ProgrammeState Tick
    tables: pilot_machine pilot_table
    """,
)
