"""What is missing in the criteria of the team and of what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partner_success.core.decision import Reason
from partner_success.programme.pilot.calendar_months import quarter_of, quarters_from
from partner_success.programme.pilot.reasons import unmet
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.stages import ExitCriterion

__all__ = [
    "deliverables_ready",
    "goals_agreed",
    "goals_by_quarter",
    "goals_judged",
    "questions_answered",
    "requirements_set",
    "seats_filled",
    "sessions_recorded",
    "ticked",
]


def ticked(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give a reason where nobody has found that it is met."""
    if criterion.id not in state.ticked:
        message = "nobody has ticked it with evidence"
        yield unmet("not-ticked", message)


def seats_filled(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each of the criterion's seats that is vacant."""
    for name in criterion.seats:
        if name not in state.seats:
            message = f"the seat {policy.seats[name].name!r} is vacant"
            yield unmet("vacant", message, "PRG-02", "PRG-01", seat=name)


def goals_agreed(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each area without a goal."""
    served = {goal.area for goal in state.goals.values()}
    for area in policy.goal_areas:
        if area.id not in served:
            message = f"no goal is set for {area.name!r}"
            yield unmet("no-goal", message, "PRG-02", "PRG-03", area=area.id)


def goals_judged(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each goal that is not judged; without any goal nothing is."""
    if not state.goals:
        yield unmet("no-goals", "there is no goal to judge", "PRG-02", "PRG-03")
    for name, goal in state.goals.items():
        if name not in state.judged:
            message = f"the goal {name!r} ({goal.target.name}) is not judged"
            yield unmet("not-judged", message, "PRG-02", "PRG-03", goal=name)


def questions_answered(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each question without an answer."""
    for question in policy.questions:
        if question.id not in state.answers:
            message = f"the question {question.id!r} has no answer: {question.text}"
            facts = {"question": question.id, "acts": question.acts}
            yield unmet("unanswered", message, "PRG-06", "PRG-02", **facts)


def requirements_set(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give a reason where nothing is required of partners yet."""
    if state.requirements is None:
        message = "it is not set what is required of partners"
        yield unmet("no-requirements", message, "PRG-02", "PRG-05")


def deliverables_ready(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each deliverable that is not ready, with its state."""
    for deliverable in policy.deliverables:
        stands = policy.deliverable_states[state.deliverables[deliverable.id]]
        if not stands.is_ready:
            message = f"{deliverable.name!r} is {stands.name}"
            facts = {"deliverable": deliverable.id, "state": stands.id}
            yield unmet("not-ready", message, "PRG-02", "PRG-04", **facts)


def sessions_recorded(
    _policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    _on: date,
) -> Iterator[Reason]:
    """Give each region without a session; without any region none is recorded."""
    if not state.regions:
        message = "it is not set in which regions the programme is offered"
        yield unmet("no-regions", message, "PRG-07", "PRG-02")
    recorded = {session.region for session in state.sessions}
    for region in state.regions:
        if region not in recorded:
            message = f"no enablement session is recorded for the region {region!r}"
            yield unmet("no-session", message, "PRG-07", "PRG-02", region=region)


def goals_by_quarter(
    policy: ProgrammePolicy,
    state: ProgrammeState,
    _criterion: ExitCriterion,
    on: date,
) -> Iterator[Reason]:
    """Give each quarter ahead that has no goal.

    DECISION: they count from the quarter that the day lies in where it has a goal, and
    else from the next, so that nobody sets a goal for a quarter that is almost over.
    """
    count = policy.pilot.quarters
    if not state.quarter_goals:
        message = f"no quarter has a goal, and {count} in a row need one"
        yield unmet("no-quarters", message, "PRG-07", "PRG-02", quarters=count)
        return
    some_quarter = next(iter(state.quarter_goals))
    present = quarter_of(on, some_quarter)
    # One more than is needed, because the present one may be left out.
    first = 0 if present in state.quarter_goals else 1
    for quarter in quarters_from(present, first + count)[first:]:
        if quarter not in state.quarter_goals:
            message = f"the quarter that begins on {quarter} has no goal"
            yield unmet("no-quarter-goal", message, "PRG-07", "PRG-02", quarter=quarter)
