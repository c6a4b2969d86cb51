"""A partner success programme: its team, its pilot, and where it stands."""

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
    "AvailabilityCheck",
    "AvailabilityFacts",
    "Counted",
    "CriterionCheck",
    "CsmKind",
    "Deliverable",
    "DeliverableState",
    "DeliverablesCheck",
    "ExitCriterion",
    "Goal",
    "GoalArea",
    "GoalStanding",
    "GoalState",
    "GoalsCheck",
    "Owed",
    "PartnerCheck",
    "PartnerCsm",
    "PartnerFacts",
    "PartnerRequirements",
    "PartnersCheck",
    "PilotPartnerStanding",
    "PilotQuestion",
    "PilotStage",
    "PilotTerms",
    "ProgrammePolicy",
    "ProgrammeStatus",
    "PsmKpi",
    "QuestionTopic",
    "RequirementResult",
    "RequirementState",
    "Seat",
    "SeatDuty",
    "SeatSide",
    "SeatTeam",
    "SelectionCriterion",
    "StageProgress",
    "StageStanding",
    "TeamCheck",
    "check_availability",
    "check_deliverables",
    "check_partner",
    "check_partners",
    "check_team",
    "judge_goals",
    "programme_status",
]
