"""What can happen to the team and the plans of a programme."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from partner_success.core.tags import tag
from partner_success.programme.goals import Goal
from partner_success.programme.pilot.recorded import PilotRecorded
from partner_success.programme.requirements import PartnerRequirements

__all__ = [
    "CriterionReopened",
    "CriterionTicked",
    "DeliverableMoved",
    "GoalDropped",
    "GoalJudged",
    "GoalSet",
    "QuestionAnswered",
    "QuestionReopened",
    "RequirementsSet",
    "SeatFilled",
    "SeatVacated",
]


@attrs.frozen(kw_only=True)
class SeatFilled(PilotRecorded):
    """Somebody took a seat of the team; whoever sat there before does no longer.

    Attributes:
        seat: The id of the seat.
        person: The id of who sits there.

    Rule: PRG-02.
    """

    kind: Literal["seat_filled"] = tag("seat_filled")
    seat: str
    person: str


@attrs.frozen(kw_only=True)
class SeatVacated(PilotRecorded):
    """Nobody sits there any more.

    Attributes:
        seat: The id of the seat.

    Rule: PRG-02.
    """

    kind: Literal["seat_vacated"] = tag("seat_vacated")
    seat: str


@attrs.frozen(kw_only=True)
class GoalSet(PilotRecorded):
    """A goal was set, or set anew; what had been judged of it holds no longer.

    Attributes:
        goal: The goal.

    Rule: PRG-02.
    """

    kind: Literal["goal_set"] = tag("goal_set")
    goal: Goal


@attrs.frozen(kw_only=True)
class GoalDropped(PilotRecorded):
    """A goal is none any more; `why` says why.

    Attributes:
        goal: The id of the goal.

    Rule: PRG-02.
    """

    kind: Literal["goal_dropped"] = tag("goal_dropped")
    goal: str


@attrs.frozen(kw_only=True)
class GoalJudged(PilotRecorded):
    """A goal was judged; its target tells whether it was met.

    Attributes:
        goal: The id of the goal.
        value: The value that its metric reached.

    Rule: PRG-02.
    """

    kind: Literal["goal_judged"] = tag("goal_judged")
    goal: str
    value: Decimal


@attrs.frozen(kw_only=True)
class QuestionAnswered(PilotRecorded):
    """A question of the pilot was answered, or answered anew.

    Attributes:
        question: The id of the question.
        answer: The answer: one of the question's own by its id, or free words where it
            has none.

    Rule: PRG-06.
    """

    kind: Literal["question_answered"] = tag("question_answered")
    question: str
    answer: str


@attrs.frozen(kw_only=True)
class QuestionReopened(PilotRecorded):
    """An answer holds no longer; `why` says why.

    Attributes:
        question: The id of the question.

    Rule: PRG-06.
    """

    kind: Literal["question_reopened"] = tag("question_reopened")
    question: str


@attrs.frozen(kw_only=True)
class RequirementsSet(PilotRecorded):
    """What is required of each partner was set, or set anew.

    Attributes:
        requirements: What is required.

    Rule: PRG-02.
    """

    kind: Literal["requirements_set"] = tag("requirements_set")
    requirements: PartnerRequirements


@attrs.frozen(kw_only=True)
class DeliverableMoved(PilotRecorded):
    """A deliverable came into a state; where it went back, `why` says why.

    Attributes:
        deliverable: The id of the deliverable.
        to: The id of the state.

    Rule: PRG-02.
    """

    kind: Literal["deliverable_moved"] = tag("deliverable_moved")
    deliverable: str
    to: str


@attrs.frozen(kw_only=True)
class CriterionTicked(PilotRecorded):
    """Somebody found that a criterion is met.

    Attributes:
        criterion: The id of the criterion.
        evidence: What shows it, in words or as an address.

    Rule: PRG-02.
    """

    kind: Literal["criterion_ticked"] = tag("criterion_ticked")
    criterion: str
    evidence: str


@attrs.frozen(kw_only=True)
class CriterionReopened(PilotRecorded):
    """A criterion turned out not to be met; `why` says why.

    Attributes:
        criterion: The id of the criterion.

    Rule: PRG-02.
    """

    kind: Literal["criterion_reopened"] = tag("criterion_reopened")
    criterion: str
