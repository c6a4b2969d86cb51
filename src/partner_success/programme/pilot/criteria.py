"""Which exit criteria are open, and what is missing in each.

DECISION: a stage is not left while a criterion of it or of an earlier stage is open.
What was met once can come open again: a seat falls vacant, a question is asked anew, a
deliverable goes back, metrics are no longer shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeAlias

from partner_success.core.decision import Reason
from partner_success.programme.pilot.partner_criteria import (
    case_study_asked,
    metrics_shared,
    months_run,
    partners_onboarded,
    partners_signed,
    partners_trained,
    surveys_in,
)
from partner_success.programme.pilot.plan_criteria import (
    deliverables_ready,
    goals_agreed,
    goals_by_quarter,
    goals_judged,
    questions_answered,
    requirements_set,
    seats_filled,
    sessions_recorded,
    ticked,
)
from partner_success.programme.pilot.reasons import OpenCriterion
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.stages import CriterionCheck, ExitCriterion

__all__ = ["CHECKS", "open_criteria"]

_Check: TypeAlias = Callable[
    [ProgrammePolicy, ProgrammeState, ExitCriterion, date], Iterator[Reason]
]

CHECKS: Final[dict[CriterionCheck, _Check]] = {
    "ticked": ticked,
    "seats_filled": seats_filled,
    "goals_agreed": goals_agreed,
    "questions_answered": questions_answered,
    "requirements_set": requirements_set,
    "deliverables_ready": deliverables_ready,
    "partners_signed": partners_signed,
    "partners_onboarded": partners_onboarded,
    "partners_trained": partners_trained,
    "months_run": months_run,
    "metrics_shared": metrics_shared,
    "goals_judged": goals_judged,
    "surveys_in": surveys_in,
    "case_study_asked": case_study_asked,
    "sessions_recorded": sessions_recorded,
    "goals_by_quarter": goals_by_quarter,
}
"""By how a criterion is known, what gives everything that is missing in it."""


def open_criteria(
    policy: ProgrammePolicy, state: ProgrammeState, *, on: date, through: str
) -> Iterator[OpenCriterion]:
    """Give every criterion that is open, from the first stage through one, in order.

    Args:
        policy: The policy by which the programme goes.
        state: How the programme stands.
        on: The day of which it is asked.
        through: The id of the last stage whose criteria are asked for.

    Raises:
        UnknownNameError: There is no such stage.

    Rule: PRG-02.
    """
    last = policy.stages.ids.index(policy.stages[through].id)
    for stage in [*policy.stages][: last + 1]:
        for criterion in stage.criteria:
            reasons = tuple(CHECKS[criterion.check](policy, state, criterion, on))
            if reasons:
                yield OpenCriterion(
                    stage=stage,
                    criterion=criterion,
                    reasons=reasons,
                    acts=_acts(policy, state, criterion),
                )


def _acts(
    policy: ProgrammePolicy, state: ProgrammeState, criterion: ExitCriterion
) -> tuple[str, ...]:
    """Give who can make it hold; whoever finds an answer is told by the question."""
    acts = criterion.acts
    if criterion.check == "questions_answered":
        finds = (each.acts for each in policy.questions if each.id not in state.answers)
        acts = (*acts, *finds)
    return tuple(dict.fromkeys(acts))
