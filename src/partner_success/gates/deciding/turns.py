"""Whether it is the turn of something: by the machine of a stage, and its guards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.items import phase_lacking
from partner_success.gates.deciding.rule import Recorder, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import Stage
from partner_success.gates.events import PhaseEntered, StageStarted
from partner_success.gates.folding import fold
from partner_success.gates.state import GateStatus

if TYPE_CHECKING:
    from partner_success.access import Actor
    from partner_success.gates.commands import Subject

__all__ = [
    "Guards",
    "after_launch",
    "enter_complete_phases",
    "gates_only",
    "of_gates",
    "out_of_turn",
    "turn",
]

Guards: TypeAlias = Mapping[str, Callable[[], Iterator[Reason]]]
"""By the name that a machine has for it, what keeps a guard from holding."""

_CANNOT: Final = {
    "start": "be started",
    "meet_criteria": "take answers",
    "sign_off": "be signed off",
    "rework": "be reworked",
    "block": "be blocked",
    "unblock": "be unblocked",
    "override": "be overridden",
    "co_sign": "be co-signed",
}
"""What a stage cannot do where an event of its machine cannot follow."""

_ADVICE: Final[Mapping[tuple[str, GateStatus], str]] = {
    ("meet_criteria", GateStatus.NOT_STARTED): "start it first",
    ("meet_criteria", GateStatus.FAILED): "rework it before new answers are handed in",
    ("sign_off", GateStatus.NOT_STARTED): "start it, and hand in answers",
    ("sign_off", GateStatus.IN_PROGRESS): "hand in answers that meet its criteria",
    ("sign_off", GateStatus.FAILED): "rework it, or have it overridden",
    ("rework", GateStatus.AWAITING_SIGN_OFF): "hand in a corrected submission instead",
    ("block", GateStatus.BLOCKED): "unblock it, and block it again with every reason",
    ("override", GateStatus.AWAITING_SIGN_OFF): "have it signed off instead",
}
"""What to do where an event cannot follow, and it is not the usual."""

_USUAL: Final[Mapping[str, str]] = {
    "start": "a stage is started once",
    "rework": "only a gate that failed is reworked",
    "unblock": "nothing keeps it that was said to",
    "override": "only a gate that failed is overridden",
}
"""What to say of an event that cannot follow, whatever the status."""

_OF_STATUS: Final[Mapping[GateStatus, str]] = {
    GateStatus.BLOCKED: "unblock it first",
    GateStatus.PASSED: "what has passed stays as it is",
}
"""What to say of a status in which hardly anything can follow."""


def turn(
    situation: Situation, stage: Stage, event: str, guards: Guards
) -> Iterator[Reason]:
    """Give everything that the machine of a stage has against an event.

    The guards are asked where the event cannot follow too, so that all is said at once.

    Rule: JRN-05.
    """
    table = situation.table(stage.id)
    state = situation.gate(stage.id).state

    def ask(name: str) -> tuple[Reason, ...]:
        return tuple(guards[name]())

    if table.move(state, event) is not None:
        yield from table.step(state, event, ask).reasons
        return
    yield out_of_turn(situation, stage, event)
    moves = [found[event] for found in table.moves.values() if event in found]
    for name in dict.fromkeys(guard for move in moves for guard in move.guards):
        yield from ask(name)


def out_of_turn(situation: Situation, stage: Stage, event: str) -> Reason:
    """Say that an event cannot follow as a stage stands, and what to do."""
    gate = situation.gate(stage.id)
    status = gate.status
    advice = (
        _ADVICE.get((event, status)) or _OF_STATUS.get(status) or _USUAL.get(event, "")
    )
    if status is GateStatus.IN_PROGRESS and event == "meet_criteria":
        return _phase_open(stage, gate.phase or "")
    words = str(status).replace("_", " ").replace("sign off", "sign-off")
    able: tuple[str, ...] = (stage.lead,)
    if status is GateStatus.FAILED:
        able = (*dict.fromkeys((*able, *situation.journey.overriding_roles)),)
    return unmet(
        str(status).replace("_", "-"),
        f"{stage.name} is {words} and cannot {_CANNOT[event]}; {advice}",
        "JRN-05",
        stage=stage.id,
        resolved_by=able,
        status=str(status),
    )


def _phase_open(stage: Stage, phase: str) -> Reason:
    last = stage.phases[stage.phases.ids[-1]]
    return unmet(
        "phase-open",
        f"{stage.name} is in {stage.phases[phase].name}, and takes answers in"
        f" {last.name}; close what is open in the phases before that",
        "JRN-13",
        stage=stage.id,
        resolved_by=(stage.lead,),
        phase=phase,
    )


def gates_only(stage: Stage) -> Iterator[Reason]:
    """Refuse what can only be done to a gate, in a stage that has no end.

    Rule: JRN-06.
    """
    if not stage.is_gate:
        message = (
            f"{stage.name} has a lead, and neither questionnaire nor sign-off, for it"
            " has no end; this is done to a gate"
        )
        yield unmet("no-gate", message, "JRN-06", stage=stage.id)


def of_gates(
    standing: Callable[[Situation, Stage, Actor], Iterator[Reason]],
) -> Callable[[Situation, Subject, Actor], Iterator[Reason]]:
    """Ask what stands against a command of gates alone, and refuse it elsewhere."""

    def asked(situation: Situation, subject: Subject, by: Actor) -> Iterator[Reason]:
        stage = situation.stage(subject.stage)
        found = standing(situation, stage, by) if stage.is_gate else gates_only(stage)
        yield from found

    return asked


def after_launch(situation: Situation, stage: Stage) -> Iterator[Reason]:
    """Refuse what would change a gate of a partner that was launched."""
    launched = situation.state.launch.launched_on
    if launched is not None and stage.is_gate:
        message = (
            f"the partner was launched on {launched}, and {stage.name} lies before"
            " that; a gate is not changed after the launch"
        )
        yield unmet("after-launch", message, "JRN-05", stage=stage.id)


def enter_complete_phases(recorder: Recorder) -> None:
    """Record that phases are entered, where what was recorded completes those before.

    Every command is followed by it, for items are closed by much else than a hand.
    Nothing is recorded in a stage that is blocked, or whose phases go side by side.

    Args:
        recorder: With the events that the command came to, in the situation before.

    Rule: JRN-13.
    """
    before = recorder.situation
    started = [each.stage for each in recorder.written if type(each) is StageStarted]
    stage = before.stage(*started)
    if not stage.phases_in_turn:
        return
    state = fold(before.journey, before.state, recorder.written)
    after = attrs.evolve(before, state=state)
    table = after.table(stage.id)
    here = after.gate(stage.id).state
    for phase, following in pairwise(stage.phases_in_turn):
        if here != f"in_progress.{phase}":
            continue
        reasons = tuple(phase_lacking(after, stage.id, phase))
        guard = {"phase_is_complete": reasons}.__getitem__
        step = table.step(here, "enter_phase", guard)
        if step.reasons:
            return
        recorder(PhaseEntered, stage=stage.id, phase=following)
        here = step.state
