"""From the events of a customer to the state that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.engagement.lifecycle.definition import LifecycleTerms
from partner_success.engagement.lifecycle.events import (
    ContractRenewed,
    CustomerChurned,
    LifecycleBegun,
    LifecycleEvent,
    LifecycleRecorded,
    MilestoneReopened,
    MilestoneTicked,
    StageEntered,
)
from partner_success.engagement.lifecycle.state import (
    Churn,
    LifecycleState,
    MilestoneDone,
)
from partner_success.engagement.lifecycle.tables import (
    CHURN,
    RENEWED,
    lifecycle_table,
    ways_on,
)
from partner_success.errors import InvalidUseError
from partner_success.machines.log import new_events

__all__ = ["fold", "unknown_events"]


def unknown_events(
    known: Sequence[LifecycleEvent],
    events: Iterable[LifecycleEvent],
    *,
    version: int,
    customer_id: str | None,
) -> list[LifecycleEvent]:
    """Give the events that are new, each once, in the order in which they came.

    Raises:
        InvalidUseError: Something is no event, or differs from what is known in its
            place.

    Rule: ENG-01.
    """
    return new_events(
        known,
        map(_require_event, events),
        version=version,
        belongs=lambda event: event.customer_id == customer_id,
    )


def _require_event(event: LifecycleEvent) -> LifecycleEvent:
    if not isinstance(cast(object, event), LifecycleRecorded):
        raise InvalidUseError(
            f"a log of a lifecycle is made of its events, found {shown(event)}; read"
            " documents with interop.read_lifecycle_events"
        )
    return event


def fold(
    lifecycle: LifecycleTerms,
    state: LifecycleState | None,
    events: Iterable[LifecycleEvent],
) -> LifecycleState:
    """Give the state that events lead to.

    Args:
        lifecycle: The lifecycle by which the customer goes.
        state: The state before them; ``None`` where the first of them begins it.
        events: What happened, in order.

    Raises:
        InvalidUseError: An event is of another customer or lifecycle, is out of its
            place, lies before the one in front of it, or cannot follow; or there is
            none.
        UnknownNameError: An event names a stage, a milestone or a reason that the
            lifecycle lacks.

    Rule: ENG-01.
    """
    for event in events:
        if state is None:
            state = _opened(lifecycle, event)
            continue
        _require_next(state, event)
        kind: Any = type(event)
        changed = _FOLDS[kind](lifecycle, state, event)
        state = attrs.evolve(changed, version=event.sequence, at=event.at)
    if state is None:
        raise InvalidUseError(
            "a lifecycle begins with the event that it was begun, and no event was"
            " given; give the whole log, or the state before its first event"
        )
    return state


def _opened(lifecycle: LifecycleTerms, event: LifecycleEvent) -> LifecycleState:
    if not isinstance(event, LifecycleBegun) or event.sequence != 1:
        raise InvalidUseError(
            f"a lifecycle begins with 'lifecycle_begun' in the place 1, found"
            f" {event.kind!r} in the place {event.sequence}; give the whole log"
        )
    if event.lifecycle_id != lifecycle.id:
        raise InvalidUseError(
            f"the log is of the lifecycle {event.lifecycle_id!r}, and this is"
            f" {lifecycle.id!r}; load the lifecycle with which it was written"
        )
    return LifecycleState(
        customer_id=event.customer_id,
        lifecycle_id=event.lifecycle_id,
        version=1,
        at=event.at,
        stage=lifecycle.stages[event.stage].id,
        since=event.at,
        onboarding_start=event.onboarding_start,
    )


def _require_next(state: LifecycleState, event: LifecycleEvent) -> None:
    if event.customer_id != state.customer_id:
        raise InvalidUseError(
            f"event {event.id!r} is of the customer {event.customer_id!r}, and this is"
            f" the lifecycle of {state.customer_id!r}; take each customer's log by"
            " itself"
        )
    if event.sequence != state.version + 1:
        raise InvalidUseError(
            f"event {event.id!r} has the place {event.sequence}, and"
            f" {state.version + 1} is next; give every event once, in order"
        )
    if type(event) is LifecycleBegun:
        raise InvalidUseError(
            f"event {event.id!r} begins a lifecycle that has begun; a log begins once"
        )
    if microseconds(event.at) < microseconds(state.at):
        raise InvalidUseError(
            f"event {event.id!r} lies before the one in front of it; a log is in the"
            " order of time"
        )


def _entered(
    lifecycle: LifecycleTerms, state: LifecycleState, event: StageEntered
) -> LifecycleState:
    stage = lifecycle.stages[event.stage].id
    if stage not in ways_on(state.stage):
        raise InvalidUseError(
            f"event {event.id!r} enters {stage!r}, which cannot follow on"
            f" {state.stage!r}; the log lacks an event or has one too many"
        )
    start = event.onboarding_start or state.onboarding_start
    return attrs.evolve(state, stage=stage, since=event.at, onboarding_start=start)


def _renewed(
    _lifecycle: LifecycleTerms, state: LifecycleState, event: ContractRenewed
) -> LifecycleState:
    stage = lifecycle_table().after(state.stage, RENEWED)
    return attrs.evolve(state, stage=stage, since=event.at, term=state.term + 1)


def _churned(
    lifecycle: LifecycleTerms, state: LifecycleState, event: CustomerChurned
) -> LifecycleState:
    churn = Churn(
        reason=lifecycle.churn_reasons[event.reason].id,
        why=event.why,
        stage=state.stage,
        by=event.by,
        at=event.at,
    )
    stage = lifecycle_table().after(state.stage, CHURN)
    return attrs.evolve(state, stage=stage, since=event.at, churn=churn)


def _ticked(
    lifecycle: LifecycleTerms, state: LifecycleState, event: MilestoneTicked
) -> LifecycleState:
    name = lifecycle.onboarding.milestones[event.milestone].id
    done = MilestoneDone(on=event.on, by=event.by, at=event.at)
    return attrs.evolve(state, done=FrozenMap({**state.done, name: done}))


def _reopened(
    _lifecycle: LifecycleTerms, state: LifecycleState, event: MilestoneReopened
) -> LifecycleState:
    if event.milestone not in state.done:
        raise InvalidUseError(
            f"event {event.id!r} reopens {event.milestone!r}, which is open; the log"
            " lacks an event in front of it"
        )
    left = {name: each for name, each in state.done.items() if name != event.milestone}
    return attrs.evolve(state, done=FrozenMap(left))


_FOLDS: Final[
    dict[type[Any], Callable[[LifecycleTerms, LifecycleState, Any], LifecycleState]]
] = {
    StageEntered: _entered,
    ContractRenewed: _renewed,
    CustomerChurned: _churned,
    MilestoneTicked: _ticked,
    MilestoneReopened: _reopened,
}
