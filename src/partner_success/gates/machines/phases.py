"""Gates whose phases are entered one behind the other, for any phases."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

from statemachine import HistoryState, State

from partner_success.gates.machines.base import StrictMachine

__all__ = ["phased_gate_machine"]


@lru_cache(maxsize=64)
def phased_gate_machine(phases: tuple[str, ...]) -> type[StrictMachine]:
    """Give the machine of a gate whose phases are entered in turn.

    It is the machine of every gate, with the phases nested in ``in_progress``: answers
    can be handed in once the last one is entered.

    Args:
        phases: The ids of the phases, in order, at least two.

    Rule: JRN-13.
    """
    steps = {name: State(initial=name == phases[0]) for name in phases}
    last = steps[phases[-1]]
    entering: Any = None
    for name, following in pairwise(phases):
        move = steps[name].to(steps[following], cond="phase_is_complete")
        entering = move if entering is None else entering | move
    progress = _compound("in_progress", {**steps, "enter_phase": entering})
    not_started, failed = State(initial=True), State()
    awaiting = State()
    unfinished = _compound(
        "unfinished",
        {
            "not_started": not_started,
            "in_progress": progress,
            "awaiting_sign_off": awaiting,
            "failed": failed,
            "before": HistoryState(type="deep"),
            "start": not_started.to(progress, cond="may_start"),
            "meet_criteria": last.to(awaiting) | awaiting.to(awaiting),
            "fall_short": last.to(failed) | awaiting.to(failed),
            "stay_open": last.to(last) | awaiting.to(last),
            "rework": failed.to(last),
        },
    )
    blocked, passed = State(), State(final=True)
    content = {
        "__doc__": "A gate whose phases are entered in turn.",
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
    machine: type[StrictMachine] = metaclass(
        "PhasedGateMachine", (StrictMachine,), content
    )
    return machine


def _compound(name: str, content: dict[str, Any]) -> Any:
    metaclass: Any = type(State.Compound)
    return metaclass(name, (State.Compound,), content)
