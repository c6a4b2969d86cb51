"""What the events of the team and the plans change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.errors import UnknownNameError
from partner_success.programme.pilot.folds import Fold, lacks, put, taken
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
from partner_success.programme.pilot.situation import known
from partner_success.programme.pilot.state import GoalJudgement, ProgrammeState, Tick
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["PLAN_FOLDS"]


def _filled(
    policy: ProgrammePolicy, state: ProgrammeState, event: SeatFilled
) -> ProgrammeState:
    return put(state, "seats", policy.seats[event.seat].id, event.person)


def _goal_set(
    policy: ProgrammePolicy, state: ProgrammeState, event: GoalSet
) -> ProgrammeState:
    policy.goal_areas[event.goal.area]
    judged_anew = taken(state, "judged", event.goal.id)
    return put(judged_anew, "goals", event.goal.id, event.goal)


def _goal_dropped(
    _policy: ProgrammePolicy, state: ProgrammeState, event: GoalDropped
) -> ProgrammeState:
    known(state.goals, "goal", event.goal)
    return taken(taken(state, "judged", event.goal), "goals", event.goal)


def _judged(
    _policy: ProgrammePolicy, state: ProgrammeState, event: GoalJudged
) -> ProgrammeState:
    goal = known(state.goals, "goal", event.goal)
    judgement = GoalJudgement(
        value=event.value,
        met=goal.target.met(event.value),
        by=event.by,
        at=event.at,
    )
    return put(state, "judged", event.goal, judgement)


def _answered(
    policy: ProgrammePolicy, state: ProgrammeState, event: QuestionAnswered
) -> ProgrammeState:
    question = policy.questions[event.question]
    if question.answers and event.answer not in question.answers:
        kind = f"answer to the question {question.id!r}"
        raise UnknownNameError(kind, event.answer, question.answers)
    return put(state, "answers", question.id, event.answer)


def _required(
    _policy: ProgrammePolicy, state: ProgrammeState, event: RequirementsSet
) -> ProgrammeState:
    return attrs.evolve(state, requirements=event.requirements)


def _moved(
    policy: ProgrammePolicy, state: ProgrammeState, event: DeliverableMoved
) -> ProgrammeState:
    name = policy.deliverables[event.deliverable].id
    return put(state, "deliverables", name, policy.deliverable_states[event.to].id)


def _ticked(
    policy: ProgrammePolicy, state: ProgrammeState, event: CriterionTicked
) -> ProgrammeState:
    name = policy.criteria[event.criterion].id
    tick = Tick(evidence=event.evidence, by=event.by, at=event.at)
    return put(state, "ticked", name, tick)


def _without(field: str, named: str, told: str) -> Fold:
    """Give what takes back an entry that has to be there."""

    def change(
        _policy: ProgrammePolicy, state: ProgrammeState, event: Any
    ) -> ProgrammeState:
        name = getattr(event, named)
        if name not in getattr(state, field):
            raise lacks(event, f"is of {name!r}, which is {told}")
        return taken(state, field, name)

    return change


PLAN_FOLDS: Final[dict[type[Any], Callable[..., ProgrammeState]]] = {
    SeatFilled: _filled,
    SeatVacated: _without("seats", "seat", "vacant"),
    GoalSet: _goal_set,
    GoalDropped: _goal_dropped,
    GoalJudged: _judged,
    QuestionAnswered: _answered,
    QuestionReopened: _without("answers", "question", "open"),
    RequirementsSet: _required,
    DeliverableMoved: _moved,
    CriterionTicked: _ticked,
    CriterionReopened: _without("ticked", "criterion", "open"),
}
"""By the class of an event what it changes."""
