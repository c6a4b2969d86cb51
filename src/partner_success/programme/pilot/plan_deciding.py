"""What stands against a command to the team or the plans of a programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from partner_success.core.decision import Reason
from partner_success.errors import UnknownNameError
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
from partner_success.programme.pilot.reasons import unmet
from partner_success.programme.pilot.situation import Situation, Terms
from partner_success.programme.requirements import PartnerRequirements

__all__ = ["PLAN_TERMS"]


def _fill(situation: Situation, command: FillSeat) -> Iterator[Reason]:
    seat = situation.policy.seats[command.seat]
    if situation.state.seats.get(seat.id) == command.person:
        message = f"{command.person!r} has the seat {seat.name!r} already"
        yield unmet("unchanged", message, "PRG-02", "PRG-01", seat=seat.id)


def _vacate(situation: Situation, command: VacateSeat) -> Iterator[Reason]:
    seat = situation.policy.seats[command.seat]
    if seat.id not in situation.state.seats:
        message = f"the seat {seat.name!r} is vacant already"
        yield unmet("unchanged", message, "PRG-02", "PRG-01", seat=seat.id)


def _set_goal(situation: Situation, command: SetGoal) -> Iterator[Reason]:
    goal = command.goal
    situation.policy.goal_areas[goal.area]
    if situation.state.goals.get(goal.id) == goal:
        message = f"the goal {goal.id!r} is set just so already"
        yield unmet("unchanged", message, "PRG-02", "PRG-03", goal=goal.id)


def _drop_goal(situation: Situation, command: DropGoal) -> Iterator[Reason]:
    situation.goal(command.goal)
    yield from ()


def _judge_goal(situation: Situation, command: JudgeGoal) -> Iterator[Reason]:
    situation.goal(command.goal)
    judged = situation.state.judged.get(command.goal)
    if judged is not None and judged.value == command.value:
        message = f"the goal {command.goal!r} is judged by {judged.value} already"
        yield unmet("unchanged", message, "PRG-02", "PRG-03", goal=command.goal)


def _answer(situation: Situation, command: AnswerQuestion) -> Iterator[Reason]:
    question = situation.policy.questions[command.question]
    if question.answers and command.answer not in question.answers:
        kind = f"answer to the question {question.id!r}"
        raise UnknownNameError(kind, command.answer, question.answers)
    if situation.state.answers.get(question.id) == command.answer:
        message = f"the question {question.id!r} has this answer already"
        yield unmet("unchanged", message, "PRG-06", question=question.id)


def _reopen_question(situation: Situation, command: ReopenQuestion) -> Iterator[Reason]:
    question = situation.policy.questions[command.question]
    if question.id not in situation.state.answers:
        message = f"the question {question.id!r} is open already"
        yield unmet("unchanged", message, "PRG-06", question=question.id)


def _require(situation: Situation, command: SetRequirements) -> Iterator[Reason]:
    if command.requirements == PartnerRequirements():
        message = "nothing is required of partners in it; say what is"
        yield unmet("no-requirements", message, "PRG-02", "PRG-05")
    if command.requirements == situation.state.requirements:
        message = "the same is required of partners already"
        yield unmet("unchanged", message, "PRG-02", "PRG-05")


def _move(situation: Situation, command: MoveDeliverable) -> Iterator[Reason]:
    deliverable = situation.policy.deliverables[command.deliverable]
    states = situation.policy.deliverable_states
    to = states[command.to]
    stands = states[situation.state.deliverables[deliverable.id]]
    rules = ("PRG-02", "PRG-04")
    facts = {"deliverable": deliverable.id, "state": stands.id}
    if to == stands:
        message = f"{deliverable.name!r} is {to.name} already"
        yield unmet("unchanged", message, *rules, **facts)
    backwards = states.ids.index(to.id) < states.ids.index(stands.id)
    if backwards and not command.why.strip():
        message = (
            f"{deliverable.name!r} is {stands.name}, and going back to {to.name} needs"
            " a reason; say it in why"
        )
        yield unmet("no-reason", message, *rules, **facts)


def _by_hand(situation: Situation, name: str) -> Iterator[Reason]:
    criterion = situation.policy.criteria[name]
    if criterion.check != "ticked":
        message = (
            f"whether {criterion.name!r} holds follows from what is on record, and"
            " nobody ticks it; record what it asks for"
        )
        yield unmet("not-by-hand", message, criterion=name, check=criterion.check)


def _tick(situation: Situation, command: TickCriterion) -> Iterator[Reason]:
    yield from _by_hand(situation, command.criterion)
    tick = situation.state.ticked.get(command.criterion)
    if tick is not None:
        message = (
            f"the criterion {command.criterion!r} was ticked by {tick.by!r}; reopen it"
            " first"
        )
        yield unmet("unchanged", message, criterion=command.criterion, by=tick.by)


def _reopen_criterion(
    situation: Situation, command: ReopenCriterion
) -> Iterator[Reason]:
    found = tuple(_by_hand(situation, command.criterion))
    yield from found
    if not found and command.criterion not in situation.state.ticked:
        message = f"the criterion {command.criterion!r} is open already"
        yield unmet("unchanged", message, criterion=command.criterion)


PLAN_TERMS: Final[dict[type[Any], Terms]] = {
    FillSeat: Terms(SeatFilled, _fill),
    VacateSeat: Terms(SeatVacated, _vacate),
    SetGoal: Terms(GoalSet, _set_goal),
    DropGoal: Terms(GoalDropped, _drop_goal, "dropping a goal"),
    JudgeGoal: Terms(GoalJudged, _judge_goal),
    AnswerQuestion: Terms(QuestionAnswered, _answer),
    ReopenQuestion: Terms(QuestionReopened, _reopen_question, "reopening a question"),
    SetRequirements: Terms(RequirementsSet, _require),
    MoveDeliverable: Terms(DeliverableMoved, _move),
    TickCriterion: Terms(CriterionTicked, _tick),
    ReopenCriterion: Terms(
        CriterionReopened, _reopen_criterion, "reopening a criterion"
    ),
}
"""How each of these commands is decided."""
