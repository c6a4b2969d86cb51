"""From the events of a programme to the state that they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError
from partner_success.programme.pilot.events import (
    PilotEvent,
    ProgrammeBegun,
)
from partner_success.programme.pilot.folds import Fold
from partner_success.programme.pilot.partner_folding import PARTNER_FOLDS
from partner_success.programme.pilot.plan_folding import PLAN_FOLDS
from partner_success.programme.pilot.recorded import PilotRecorded
from partner_success.programme.pilot.stage_folding import STAGE_FOLDS
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.pilot.tables import pilot_table
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["fold", "require_event"]


def require_event(event: PilotEvent) -> PilotEvent:
    """Give an event back, or refuse what is none.

    Raises:
        InvalidUseError: It is no event of a programme.
    """
    if not isinstance(cast(object, event), PilotRecorded):
        raise InvalidUseError(
            f"the log of a programme is made of its events, found {shown(event)}; read"
            " documents with interop.read_pilot_events"
        )
    return event


def fold(
    policy: ProgrammePolicy,
    state: ProgrammeState | None,
    events: Iterable[PilotEvent],
) -> ProgrammeState:
    """Give the state that events lead to.

    A log is believed as far as the exit criteria go, because they may change from one
    edition of the policy to the next, and a stage that was left stays left.

    Args:
        policy: The policy by which the programme goes.
        state: The state before them; ``None`` where the first of them begins it.
        events: What happened, in order.

    Raises:
        InvalidUseError: An event is of another programme or policy, is out of its
            place, lies before the one in front of it, or cannot follow; or there is
            none.
        UnknownNameError: An event names what the policy or the programme lacks.

    Rule: PRG-02.
    """
    for event in events:
        if state is None:
            state = _opened(policy, event)
            continue
        _require_next(state, event)
        kind: Any = type(event)
        changed = _FOLDS[kind](policy, state, event)
        state = attrs.evolve(changed, version=event.sequence, at=event.at)
    if state is None:
        raise InvalidUseError(
            "a programme begins with the event that it was begun, and no event was"
            " given; give the whole log, or the state before its first event"
        )
    return state


def _opened(policy: ProgrammePolicy, event: PilotEvent) -> ProgrammeState:
    if not isinstance(event, ProgrammeBegun) or event.sequence != 1:
        raise InvalidUseError(
            f"a programme begins with 'programme_begun' in the place 1, found"
            f" {event.kind!r} in the place {event.sequence}; give the whole log"
        )
    if event.policy_id != policy.id:
        raise InvalidUseError(
            f"the log is of the policy {event.policy_id!r}, and this is {policy.id!r};"
            " load the policy with which it was written"
        )
    first = policy.deliverable_states.ids[0]
    return ProgrammeState(
        programme_id=event.programme_id,
        policy_id=event.policy_id,
        version=1,
        at=event.at,
        stage=pilot_table().initial,
        since=event.at,
        deliverables=FrozenMap(dict.fromkeys(policy.deliverables.ids, first)),
        sharing_months=policy.pilot.sharing_months,
    )


def _require_next(state: ProgrammeState, event: PilotEvent) -> None:
    wrong = None
    if event.programme_id != state.programme_id:
        wrong = (
            f"is of the programme {event.programme_id!r}, and this is"
            f" {state.programme_id!r}; take the log of each by itself"
        )
    elif event.sequence != state.version + 1:
        wrong = (
            f"has the place {event.sequence}, and {state.version + 1} is next; give"
            " every event once, in order"
        )
    elif isinstance(event, ProgrammeBegun):
        wrong = "begins a programme that has begun; a log begins once"
    elif microseconds(event.at) < microseconds(state.at):
        wrong = "lies before the one in front of it; a log is in the order of time"
    elif state.stage in pilot_table().final:
        wrong = f"follows on the end: the programme is {state.stage}"
    if wrong is not None:
        raise InvalidUseError(f"event {event.id!r} {wrong}")


_FOLDS: Final[dict[type[Any], Fold]] = {
    **PLAN_FOLDS,
    **PARTNER_FOLDS,
    **STAGE_FOLDS,
}
"""By the class of an event what it changes."""
