"""The machine of a gate, whatever phases it has."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

from statemachine import HistoryState, State

from partner_success.machines.base import StrictMachine

__all__ = ["gate_machine"]


@lru_cache(maxsize=64)
def gate_machine(phases: tuple[str, ...] = ()) -> type[StrictMachine]:
    """Give the machine of a gate.

    Args:
        phases: The ids of its phases where they are entered in turn, at least two; they
            are nested in ``in_progress``, and answers can be handed in once the last
            one is entered. Left out, it has none, or they go side by side.

    Rule: JRN-05, JRN-07, JRN-13.
    """
    progress, last, entering = _progress(phases)
    not_started, failed, awaiting = State(initial=True), State(), State()
    # Whatever can be blocked, and is remembered meanwhile.
    unfinished = _compound(
        "unfinished",
        {
            "not_started": not_started,
            "in_progress": progress,
            "awaiting_sign_off": awaiting,
            "failed": failed,
            "before": HistoryState(type="deep"),
            "start": not_started.to(progress, cond="may_start"),
            **entering,
            "meet_criteria": last.to(awaiting) | awaiting.to(awaiting),
            "fall_short": last.to(failed) | awaiting.to(failed),
            "stay_open": last.to(last) | awaiting.to(last),
            "rework": failed.to(last),
        },
    )
    blocked, passed = State(), State(final=True)
    content = {
        "__doc__": "A gate.",
        "__module__": __name__,
        "unfinished": unfinished,
        "blocked": blocked,
        "passed": passed,
        "block": unfinished.to(blocked),
        "unblock": blocked.to(unfinished.before),
        "sign_off": awaiting.to(passed, cond="may_be_signed_off"),
        "override": failed.to(passed, cond="may_be_overridden"),
    }
    metaclass: Any = type(StrictMachine)
    machine: type[StrictMachine] = metaclass("GateMachine", (StrictMachine,), content)
    return machine


def _progress(phases: tuple[str, ...]) -> tuple[Any, Any, dict[str, Any]]:
    """Give ``in_progress``, the state in it that takes answers, and what enters it."""
    if not phases:
        progress = State()
        return progress, progress, {}
    # They are numbered, so that a phase may be called what a state or event is called.
    steps = [
        State(name, initial=name == phases[0], value=f"in_progress.{name}")
        for name in phases
    ]
    first, *others = [
        step.to(following, cond="phase_is_complete")
        for step, following in pairwise(steps)
    ]
    entering: Any = first
    for move in others:
        entering |= move
    nested = {f"phase_{number}": step for number, step in enumerate(steps, start=1)}
    return _compound("in_progress", nested), steps[-1], {"enter_phase": entering}


def _compound(name: str, content: dict[str, Any]) -> Any:
    metaclass: Any = type(State.Compound)
    return metaclass(name, (State.Compound,), content)
