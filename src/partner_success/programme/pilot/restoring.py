"""What a stored state of a programme is held to before it is taken up again."""

from __future__ import annotations

from partner_success.errors import InvalidUseError
from partner_success.programme.pilot.situation import known
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.pilot.tables import STOPPED, pilot_table
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["require_restorable"]


def require_restorable(
    policy: ProgrammePolicy, state: ProgrammeState
) -> ProgrammeState:
    """Give a stored state back, or refuse it.

    Raises:
        InvalidUseError: It is of another policy, lacks a deliverable of it, or says
            both that the programme was stopped and that it was not.
        UnknownNameError: It names what the policy lacks.

    Rule: PRG-02.
    """
    if state.policy_id != policy.id:
        raise InvalidUseError(
            f"the state is of the policy {state.policy_id!r}, and this is"
            f" {policy.id!r}; load the policy with which it was stored"
        )
    pilot_table().require_state(state.stage)
    if (state.stage == STOPPED) is (state.stopped is None):
        raise InvalidUseError(
            f"the state is in {state.stage!r} and says"
            f" {'no reason' if state.stopped is None else 'why it was stopped'}; only"
            " what was stopped has a reason, so replay the log"
        )
    _require_names(policy, state)
    for deliverable in policy.deliverables.ids:
        if deliverable not in state.deliverables:
            raise InvalidUseError(
                f"the state says nothing of the deliverable {deliverable!r}; replay the"
                " log, which says the same"
            )
    return state


def _require_names(policy: ProgrammePolicy, state: ProgrammeState) -> None:
    """Look up everything that the state names."""
    for seat in state.seats:
        policy.seats[seat]
    for goal in state.goals.values():
        policy.goal_areas[goal.area]
    for name in state.judged:
        known(state.goals, "goal", name)
    for question in state.answers:
        policy.questions[question]
    for deliverable, stands in state.deliverables.items():
        policy.deliverables[deliverable]
        policy.deliverable_states[stands]
    criteria = policy.criteria
    for criterion in state.ticked:
        criteria[criterion]
    for partner in state.partners.values():
        for name in partner.chosen_for:
            policy.pilot.selection[name]
    if state.stopped is not None:
        policy.stages[state.stopped.stage]
