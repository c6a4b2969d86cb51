"""A partner success programme: its team, its pilot, and where it stands."""

from __future__ import annotations

from partner_success.programme.acting import Owed, SeatDuty
from partner_success.programme.availability import AvailabilityCheck, check_availability
from partner_success.programme.availability_facts import AvailabilityFacts
from partner_success.programme.counted import Counted
from partner_success.programme.deliverable_check import (
    DeliverablesCheck,
    check_deliverables,
)
from partner_success.programme.deliverables import Deliverable, DeliverableState
from partner_success.programme.enablement import (
    Answer,
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
from partner_success.programme.stages import CriterionCheck, ExitCriterion, PilotStage
from partner_success.programme.standings import (
    PilotPartnerStanding,
    StageProgress,
    StageStanding,
)
from partner_success.programme.status import ProgrammeStatus, programme_status
from partner_success.programme.team import TeamCheck, check_team
from partner_success.programme.terms import PilotTerms, PsmKpi, SelectionCriterion

__all__ = [
    "Answer",
    "Attendance",
    "AvailabilityCheck",
    "AvailabilityFacts",
    "Counted",
    "CriterionCheck",
    "CsmKind",
    "CsmProgress",
    "Deliverable",
    "DeliverableState",
    "DeliverablesCheck",
    "EnablementHours",
    "EnablementPlan",
    "EnablementPolicy",
    "EnablementProgress",
    "EnablementStep",
    "EnablementSuccess",
    "ExitCriterion",
    "FeedbackReport",
    "Goal",
    "GoalArea",
    "GoalStanding",
    "GoalState",
    "GoalsCheck",
    "OnPlatform",
    "OrderBreach",
    "Owed",
    "Participation",
    "PartnerCheck",
    "PartnerCsm",
    "PartnerFacts",
    "PartnerRequirements",
    "PartnerSharing",
    "PartnerTraining",
    "PartnersCheck",
    "PilotCandidate",
    "PilotChoice",
    "PilotFeedback",
    "PilotPartnerStanding",
    "PilotQuestion",
    "PilotStage",
    "PilotTerms",
    "PlannedSession",
    "PlatformReport",
    "PlatformStanding",
    "PlatformState",
    "ProgrammePolicy",
    "ProgrammeStatus",
    "PsmKpi",
    "PsmKpiReport",
    "PsmKpiResult",
    "QuestionTopic",
    "RankedCandidate",
    "RequirementResult",
    "RequirementState",
    "Seat",
    "SeatDuty",
    "SeatSide",
    "SeatTeam",
    "SelectionCriterion",
    "SessionStanding",
    "SessionState",
    "SharedMetrics",
    "Sharing",
    "SharingAgreement",
    "SharingReport",
    "SharingState",
    "StageProgress",
    "StageStanding",
    "StepKind",
    "SuccessCheck",
    "SuccessTerms",
    "TeamCheck",
    "TrainingPlace",
    "TrainingReport",
    "check_availability",
    "check_deliverables",
    "check_partner",
    "check_partners",
    "check_team",
    "choose_partners",
    "feedback_report",
    "judge_goals",
    "platform_report",
    "programme_status",
    "psm_kpi_report",
    "sharing_report",
    "training_report",
]
