"""How ticking off an item or a step, and opening it again, are decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.errors import UnknownNameError
from partner_success.gates.commands import ReopenItem, Subject, TickItem
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import after_launch
from partner_success.gates.definition import (
    Activity,
    ChecklistItem,
    Closing,
    ProcessStep,
    Stage,
)
from partner_success.gates.events import ItemReopened, ItemTicked
from partner_success.gates.state import GateStatus

__all__ = ["TICKING_RULES"]

_CLOSES: Final[dict[Closing, str]] = {
    Closing.BETA: "a beta that succeeded or was waived",
    Closing.METRICS: "operational metrics that reach their targets",
    Closing.SUPPORT: "the validation of the support team",
    Closing.LAUNCH: "the launch",
    Closing.HAND_OFF: "the steps of the hand-off",
}
"""What closes an item that nobody ticks off."""


def _names(stage: Stage) -> Iterator[str]:
    """Give everything in a stage that can be ticked off, by its id or path.

    Rule: JRN-15, JRN-24, JRN-26.
    """
    yield from stage.entry.ids
    for item in stage.items:
        yield item.id
    for process in stage.processes:
        for activity in process.activities:
            path = f"{process.id}.{activity.id}"
            yield from (f"{path}.{step}" for step in activity.steps.ids)
            if not activity.steps:
                yield path


def _mark(stage: Stage, subject: Subject) -> ChecklistItem:
    name = subject.name or ""
    found = stage.entry.get(name) or stage.checklist.get(name)
    in_phases = (phase.items.get(name) for phase in stage.phases)
    found = found or next(filter(None, in_phases), None) or _step(stage, name)
    if found is None:
        raise UnknownNameError(f"item or step of {stage.name}", name, _names(stage))
    return found


def _step(stage: Stage, path: str) -> ChecklistItem | None:
    """Give a step, or an activity that has none, as the item that it is like."""
    first, *more = path.split(".")
    process = stage.processes.get(first)
    activity = process.activities.get(more[0]) if process and more else None
    if activity is None:
        return None
    found: Activity | ProcessStep | None = activity if len(more) == 1 else None
    if activity.steps:
        found = activity.steps.get(".".join(more[1:]))
    if found is None:
        return None
    return ChecklistItem(id=path, name=found.name)


def _near(situation: Situation) -> Iterator[Subject]:
    """Give everything in the present stage, and with what the next one is entered."""
    here = situation.stage()
    for name in _names(here):
        yield Subject(here.id, name)
    following = situation.journey.following(here.id)
    if following is not None:
        for item in following.entry:
            yield Subject(following.id, item.id)


def _tickable(situation: Situation) -> Iterator[Subject]:
    for each in _near(situation):
        if each.name not in situation.gate(each.stage or "").ticks:
            yield each


def _ticked(situation: Situation) -> Iterator[Subject]:
    for each in _near(situation):
        if each.name in situation.gate(each.stage or "").ticks:
            yield each


def _tick_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    stage = situation.stage(subject.stage)
    item = _mark(stage, subject)
    yield from _not_by_hand(stage, item)
    yield from _out_of_place(situation, stage, item)
    tick = situation.gate(stage.id).ticks.get(item.id)
    if tick is not None:
        message = (
            f"{item.name!r} was ticked off by {tick.by!r} on {tick.at.date()}; it is"
            " done"
        )
        yield _refused("ticked", message, stage, item)


def _reopen_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    stage = situation.stage(subject.stage)
    item = _mark(stage, subject)
    yield from after_launch(situation, stage)
    yield from _not_by_hand(stage, item)
    yield from _out_of_place(situation, stage, item)
    if item.closed_by is Closing.HAND and item.id not in situation.gate(stage.id).ticks:
        message = f"{item.name!r} is open in {stage.name}; there is nothing to reopen"
        yield _refused("not-ticked", message, stage, item)


def _not_by_hand(stage: Stage, item: ChecklistItem) -> Iterator[Reason]:
    if item.closed_by is not Closing.HAND:
        message = (
            f"{item.name!r} in {stage.name} is not ticked off by hand; it is closed by"
            f" {_CLOSES[item.closed_by]}"
        )
        yield _refused("closed-by", message, stage, item)


def _out_of_place(
    situation: Situation, stage: Stage, item: ChecklistItem
) -> Iterator[Reason]:
    """Say why it is not the time for an item: too early, or too late."""
    gate = situation.gate(stage.id)
    if item.id in stage.entry:
        if gate.started_at is not None:
            message = f"{stage.name} was entered; what it was entered with stays"
            yield _refused("entered", message, stage, item)
        elif stage.after != situation.state.stage:
            here = situation.stage().name
            message = (
                f"{item.name!r} is done before {stage.name} is entered, and the partner"
                f" is in {here}; see to {here} first"
            )
            yield _refused("too-early", message, stage, item)
    elif gate.status is GateStatus.PASSED:
        message = f"{stage.name} has passed; what has passed stays as it is"
        yield _refused("passed", message, stage, item)
    elif gate.started_at is None:
        message = f"{stage.name} is not started; start it before {item.name!r} is done"
        yield _refused("not-started", message, stage, item)


def _refused(code: str, message: str, stage: Stage, item: ChecklistItem) -> Reason:
    if "." in item.id:
        rule = "JRN-24"
    else:
        rule = "JRN-26" if item.id in stage.entry else "JRN-15"
    return unmet(
        code, message, rule, stage=stage.id, resolved_by=(stage.lead,), item=item.id
    )


def _tick(situation: Situation, command: TickItem, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    recorder(ItemTicked, stage=stage.id, item=command.item)


def _reopen(situation: Situation, command: ReopenItem, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    recorder(ItemReopened, stage=stage.id, item=command.item)


TICKING_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=TickItem,
        access="complete_questionnaire",
        rules=("JRN-15", "JRN-24", "JRN-26"),
        subjects=_tickable,
        standing=_tick_standing,
        record=_tick,
    ),
    CommandRule(
        command=ReopenItem,
        access="complete_questionnaire",
        rules=("JRN-15", "JRN-24", "JRN-26"),
        subjects=_ticked,
        standing=_reopen_standing,
        record=_reopen,
    ),
)
"""How ticking off and opening again are decided."""
