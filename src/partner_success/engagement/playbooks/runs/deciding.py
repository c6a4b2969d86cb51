"""What stands against a command in a run, and the event that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.core.decision import Reason
from partner_success.engagement.playbooks.playbook import Playbook
from partner_success.engagement.playbooks.runs.cause import run_id
from partner_success.engagement.playbooks.runs.commands import (
    CancelRun,
    DoStep,
    EscalateRun,
    FinishRun,
    LeaveOutStep,
    PauseRun,
    ReassignStep,
    ReopenStep,
    ResumeRun,
    RunCommanded,
    StartRun,
)
from partner_success.engagement.playbooks.runs.events import (
    RunCancelled,
    RunEscalated,
    RunEvent,
    RunFinished,
    RunPaused,
    RunResumed,
    RunStarted,
    StepDone,
    StepLeftOut,
    StepReassigned,
    StepReopened,
)
from partner_success.engagement.playbooks.runs.machine import run_table
from partner_success.engagement.playbooks.runs.state import RunState
from partner_success.errors import InvalidUseError

__all__ = ["RULES", "event_class", "missing_steps", "objections", "started", "unmet"]

RULES: Final = ("PLB-04",)
"""The ids of the rules by which a run refuses."""


def unmet(code: str, message: str, **facts: object) -> Reason:
    """Make a reason of a run."""
    return Reason(code=code, message=message, rules=RULES, facts=facts)


def missing_steps(playbook: Playbook, state: RunState, step: str) -> tuple[str, ...]:
    """Give the ids of the steps that a step needs and that are still open."""
    needs = playbook.steps[step].needs
    return tuple(each for each in needs if not state.is_settled(each))


def objections(
    playbook: Playbook, state: RunState, command: RunCommanded
) -> Iterator[Reason]:
    """Give everything that stands against a command, as the run stands.

    Raises:
        InvalidUseError: It is no command of a run.
        UnknownNameError: It names a step or outcome that the playbook lacks.
    """
    terms = _terms(command)
    if terms.about is not None:
        kind, field = terms.about
        getattr(playbook, kind)[getattr(command, field)]
    asked = terms.move.replace("_", " ")
    if run_table().move(state.state, terms.move) is None:
        yield unmet("not-now", _not_now(state, asked), state=state.state)
        # What else might be wrong with it does not matter any more.
        return
    if terms.needs_reason and not command.note.strip():
        message = f"to {asked} needs a reason; say it in note"
        yield unmet("no-reason", message)
    yield from terms.content(playbook, state, command)


def started(playbook: Playbook, command: StartRun, at: datetime) -> RunStarted:
    """Give the event that taking a playbook up comes to.

    Raises:
        InvalidUseError: It is no such command.
        InvalidValueError: The instant has no zone.
    """
    if not isinstance(cast(object, command), StartRun):
        raise InvalidUseError(
            f"a run is started with StartRun, found {type(command).__name__}"
        )
    name = run_id(playbook=playbook.id, subject=command.subject, cause=command.cause)
    return RunStarted(
        id=f"{name}#1",
        run_id=name,
        sequence=1,
        at=at,
        playbook_id=playbook.id,
        **attrs.asdict(command, recurse=False),
    )


def event_class(command: RunCommanded) -> type[RunEvent]:
    """Give the class of the event that a command comes to."""
    return _terms(command).event


def _not_now(state: RunState, asked: str) -> str:
    if state.state in run_table().final:
        end = f" with {state.outcome!r}" if state.outcome is not None else ""
        return f"the run is {state.state}{end}, and nothing follows"
    hint = "; resume it first" if state.state == "paused" and asked != "pause" else ""
    return f"to {asked} is not possible while the run is {state.state}{hint}"


def _do(playbook: Playbook, state: RunState, command: DoStep) -> Iterator[Reason]:
    yield from _settled_already(state, command.step)
    if missing := missing_steps(playbook, state, command.step):
        steps = ", ".join(missing)
        message = f"step {command.step!r} needs what is still open: {steps}"
        yield unmet("missing-steps", message, missing=missing)


def _leave_out(
    playbook: Playbook, state: RunState, command: LeaveOutStep
) -> Iterator[Reason]:
    yield from _settled_already(state, command.step)
    if not playbook.steps[command.step].if_needed:
        message = f"step {command.step!r} is always needed, and cannot be left out"
        yield unmet("always-needed", message, step=command.step)


def _reopen(
    playbook: Playbook, state: RunState, command: ReopenStep
) -> Iterator[Reason]:
    if not state.is_settled(command.step):
        yield unmet("open", f"step {command.step!r} is open", step=command.step)
    later = tuple(
        step.id
        for step in playbook.steps
        if command.step in step.needs and step.id in state.done
    )
    if later:
        steps = ", ".join(later)
        message = (
            f"step {command.step!r} is needed by what is done: {steps}; reopen that"
            " first"
        )
        yield unmet("needed", message, later=later)


def _reassign(
    _playbook: Playbook, state: RunState, command: ReassignStep
) -> Iterator[Reason]:
    yield from _settled_already(state, command.step)
    if state.people.get(command.step) == command.person:
        message = f"step {command.step!r} is with {command.person} already"
        yield unmet("unchanged", message, person=command.person)


def _finish(
    playbook: Playbook, state: RunState, command: FinishRun
) -> Iterator[Reason]:
    open_ = tuple(step for step in playbook.steps.ids if not state.is_settled(step))
    if playbook.outcomes[command.outcome].complete and open_:
        message = (
            f"outcome {command.outcome!r} needs every step, and these are open:"
            f" {', '.join(open_)}"
        )
        yield unmet("open-steps", message, open=open_)


def _nothing(
    _playbook: Playbook, _state: RunState, _command: object
) -> Iterable[Reason]:
    return ()


def _settled_already(state: RunState, step: str) -> Iterator[Reason]:
    for marks, how in ((state.done, "done"), (state.left_out, "left out")):
        if (mark := marks.get(step)) is not None:
            message = f"step {step!r} was {how} by {mark.by}; reopen it first"
            yield unmet("settled", message, by=mark.by, at=mark.at)


_Content: TypeAlias = Callable[[Playbook, RunState, Any], Iterable[Reason]]


@attrs.frozen
class _Terms:
    """How commands of one kind are decided.

    Attributes:
        move: What it is to the machine.
        event: The class of the event that it comes to.
        content: What stands against it besides the state of the machine.
        about: The catalogue of the playbook, and the field that names an entry of it.
        needs_reason: Whether `note` has to say why.
    """

    move: str
    event: type[RunEvent]
    content: _Content = _nothing
    about: tuple[str, str] | None = None
    needs_reason: bool = False


_STEP: Final = ("steps", "step")
_TERMS: Final[dict[type[Any], _Terms]] = {
    DoStep: _Terms("do_step", StepDone, _do, about=_STEP),
    LeaveOutStep: _Terms(
        "leave_out_step", StepLeftOut, _leave_out, _STEP, needs_reason=True
    ),
    ReopenStep: _Terms("reopen_step", StepReopened, _reopen, _STEP, needs_reason=True),
    ReassignStep: _Terms("reassign_step", StepReassigned, _reassign, about=_STEP),
    PauseRun: _Terms("pause", RunPaused, needs_reason=True),
    ResumeRun: _Terms("resume", RunResumed),
    EscalateRun: _Terms("escalate", RunEscalated, needs_reason=True),
    FinishRun: _Terms("finish", RunFinished, _finish, about=("outcomes", "outcome")),
    CancelRun: _Terms("cancel", RunCancelled, needs_reason=True),
}


def _terms(command: object) -> _Terms:
    kind: Any = type(command)
    terms = _TERMS.get(kind)
    if terms is None:
        names = ", ".join(each.__name__ for each in _TERMS)
        raise InvalidUseError(
            f"{kind.__name__} is no command of a run; give one of {names}"
        )
    return terms
