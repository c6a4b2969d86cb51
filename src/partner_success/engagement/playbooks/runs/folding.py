"""From the events of a run to the state that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.engagement.playbooks.playbook import Playbook
from partner_success.engagement.playbooks.runs.cause import run_id
from partner_success.engagement.playbooks.runs.events import (
    RunCancelled,
    RunEscalated,
    RunEvent,
    RunFinished,
    RunPaused,
    RunRecorded,
    RunResumed,
    RunStarted,
    StepDone,
    StepLeftOut,
    StepReassigned,
    StepReopened,
)
from partner_success.engagement.playbooks.runs.machine import run_table
from partner_success.engagement.playbooks.runs.state import (
    Escalation,
    RunState,
    StepMark,
)
from partner_success.errors import InvalidUseError

__all__ = ["fold_run", "require_event"]


def require_event(event: RunEvent) -> RunEvent:
    """Give an event back, or refuse what is none.

    Raises:
        InvalidUseError: It is no event of a run.
    """
    if not isinstance(cast(object, event), RunRecorded):
        raise InvalidUseError(
            f"the log of a run is made of its events, found {shown(event)}; read"
            " documents with interop.read_run_events"
        )
    return event


def fold_run(
    playbook: Playbook, state: RunState | None, events: Iterable[RunEvent]
) -> RunState:
    """Give the state that events lead to.

    A log is believed as far as what a step needs goes, because that may change from one
    edition of the playbook to the next, and what was done stays done.

    Args:
        playbook: The playbook that is run.
        state: The state before them; ``None`` where the first of them starts the run.
        events: What happened, in order.

    Raises:
        InvalidUseError: An event is of another run or playbook, is out of its place,
            lies before the one in front of it, or cannot follow; or there is none.
        UnknownNameError: An event names a step or an outcome that the playbook lacks.

    Rule: PLB-04.
    """
    for event in events:
        if state is None:
            state = _opened(playbook, event)
            continue
        _require_next(state, event)
        move, change = _FOLDS[type(event)]
        moved = attrs.evolve(
            state,
            version=event.sequence,
            at=event.at,
            state=run_table().after(state.state, move),
        )
        state = change(playbook, moved, event)
    if state is None:
        raise InvalidUseError(
            "a run begins with the event that it was started, and no event was given;"
            " give the whole log, or the state before its first event"
        )
    return state


def _opened(playbook: Playbook, event: RunEvent) -> RunState:
    if not isinstance(event, RunStarted) or event.sequence != 1:
        raise InvalidUseError(
            f"a run begins with 'run_started' in the place 1, found {event.kind!r} in"
            f" the place {event.sequence}; give the whole log"
        )
    if event.playbook_id != playbook.id:
        raise InvalidUseError(
            f"the log is of the playbook {event.playbook_id!r}, and this is"
            f" {playbook.id!r}; give the playbook that was run"
        )
    expected = run_id(playbook=playbook.id, subject=event.subject, cause=event.cause)
    if event.run_id != expected:
        raise InvalidUseError(
            f"the run is called {event.run_id!r}, and what it is run for makes it"
            f" {expected!r}; the id follows from playbook, subject and cause"
        )
    return RunState(
        run_id=event.run_id,
        playbook_id=playbook.id,
        subject=event.subject,
        cause=event.cause,
        version=1,
        started_at=event.at,
        at=event.at,
        state=run_table().initial,
    )


def _require_next(state: RunState, event: RunEvent) -> None:
    wrong = None
    if event.run_id != state.run_id:
        wrong = (
            f"is of the run {event.run_id!r}, and this is {state.run_id!r}; take the"
            " log of each run by itself, or all of them with PlaybookRuns"
        )
    elif event.sequence != state.version + 1:
        wrong = (
            f"has the place {event.sequence}, and {state.version + 1} is next; give"
            " every event once, in order"
        )
    elif isinstance(event, RunStarted):
        wrong = "starts a run that was started; a log begins once"
    elif microseconds(event.at) < microseconds(state.at):
        wrong = "lies before the one in front of it; a log is in the order of time"
    if wrong is not None:
        raise InvalidUseError(f"event {event.id!r} {wrong}")


def _mark(event: RunRecorded) -> StepMark:
    return StepMark(by=event.by, at=event.at, note=event.note)


def _require_settled(state: RunState, event: Any, *, settled: bool) -> None:
    if state.is_settled(event.step) is not settled:
        is_now = "open" if settled else "done or left out"
        raise InvalidUseError(
            f"event {event.id!r} ({event.kind}) is of the step {event.step!r}, which is"
            f" {is_now} already; the log lacks an event in front of it"
        )


def _settle(name: str) -> Callable[[Playbook, RunState, Any], RunState]:
    def change(playbook: Playbook, state: RunState, event: Any) -> RunState:
        step = playbook.steps[event.step].id
        _require_settled(state, event, settled=False)
        marks: FrozenMap[str, StepMark] = getattr(state, name)
        changed: Any = {name: FrozenMap({**marks, step: _mark(event)})}
        return attrs.evolve(state, **changed)

    return change


def _reopened(playbook: Playbook, state: RunState, event: StepReopened) -> RunState:
    step = playbook.steps[event.step].id
    _require_settled(state, event, settled=True)
    return attrs.evolve(
        state, done=_without(state.done, step), left_out=_without(state.left_out, step)
    )


def _without(marks: FrozenMap[str, StepMark], step: str) -> FrozenMap[str, StepMark]:
    return FrozenMap((key, mark) for key, mark in marks.items() if key != step)


def _reassigned(playbook: Playbook, state: RunState, event: StepReassigned) -> RunState:
    step = playbook.steps[event.step].id
    return attrs.evolve(state, people=FrozenMap({**state.people, step: event.person}))


def _escalated(_playbook: Playbook, state: RunState, event: RunEscalated) -> RunState:
    made = Escalation(to=event.to, by=event.by, at=event.at, note=event.note)
    return attrs.evolve(state, escalations=(*state.escalations, made))


def _finished(playbook: Playbook, state: RunState, event: RunFinished) -> RunState:
    return attrs.evolve(state, outcome=playbook.outcomes[event.outcome].id)


def _reasoned(_playbook: Playbook, state: RunState, event: RunRecorded) -> RunState:
    return attrs.evolve(state, reason=event.note)


def _resumed(_playbook: Playbook, state: RunState, _event: RunResumed) -> RunState:
    return attrs.evolve(state, reason="")


_FOLDS: Final[
    dict[type[Any], tuple[str, Callable[[Playbook, RunState, Any], RunState]]]
] = {
    StepDone: ("do_step", _settle("done")),
    StepLeftOut: ("leave_out_step", _settle("left_out")),
    StepReopened: ("reopen_step", _reopened),
    StepReassigned: ("reassign_step", _reassigned),
    RunPaused: ("pause", _reasoned),
    RunResumed: ("resume", _resumed),
    RunEscalated: ("escalate", _escalated),
    RunFinished: ("finish", _finished),
    RunCancelled: ("cancel", _reasoned),
}
"""By the class of an event what it is to the machine, and what else it changes."""
