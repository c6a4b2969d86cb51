"""A partner success programme: its team, its pilot, and where it stands."""

from partner_success.programme.deliverables import Deliverable, DeliverableState
from partner_success.programme.goals import Goal, GoalArea
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.questions import PilotQuestion, QuestionTopic
from partner_success.programme.requirements import CsmKind, PartnerRequirements
from partner_success.programme.seats import Seat, SeatSide, SeatTeam
from partner_success.programme.stages import CriterionCheck, ExitCriterion, PilotStage
from partner_success.programme.terms import PilotTerms, PsmKpi, SelectionCriterion

__all__ = [
    "CriterionCheck",
    "CsmKind",
    "Deliverable",
    "DeliverableState",
    "ExitCriterion",
    "Goal",
    "GoalArea",
    "PartnerRequirements",
    "PilotQuestion",
    "PilotStage",
    "PilotTerms",
    "ProgrammePolicy",
    "PsmKpi",
    "QuestionTopic",
    "Seat",
    "SeatSide",
    "SeatTeam",
    "SelectionCriterion",
]
