"""How starting, blocking and unblocking a stage are decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import Block, StartStage, Subject, Unblock
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.starts import start_lacking
from partner_success.gates.deciding.turns import after_launch, gates_only, turn
from partner_success.gates.events import Blocked, StageStarted, Unblocked
from partner_success.gates.state import GateStatus

__all__ = ["STARTING_RULES"]


def _startable(situation: Situation) -> Iterator[Subject]:
    for stage in situation.journey.stages:
        if situation.gate(stage.id).started_at is None:
            yield Subject(stage.id)


def _start_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    return start_lacking(situation, situation.stage(subject.stage))


def _start(_situation: Situation, command: StartStage, recorder: Recorder) -> None:
    recorder(StageStarted, stage=command.stage)


def _blockable(situation: Situation) -> Iterator[Subject]:
    for stage in situation.journey.stages:
        status = situation.gate(stage.id).status
        if stage.is_gate and status not in {GateStatus.PASSED, GateStatus.BLOCKED}:
            yield Subject(stage.id)


def _block_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    stage = situation.stage(subject.stage)
    yield from gates_only(stage)
    yield from after_launch(situation, stage)
    yield from turn(situation, stage, "block", {})


def _block_content(situation: Situation, command: Block) -> Iterator[Reason]:
    if not command.reasons or not all(each.strip() for each in command.reasons):
        stage = situation.stage(command.stage)
        yield unmet(
            "no-reason",
            f"{stage.name} is blocked only with reasons in writing; say what keeps it,"
            " one text for each thing, none of them blank",
            "JRN-07",
            stage=stage.id,
        )


def _block(situation: Situation, command: Block, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    recorder(Blocked, stage=stage.id, reasons=command.reasons)


def _blocked(situation: Situation) -> Iterator[Subject]:
    for stage, gate in situation.state.gates.items():
        if gate.status is GateStatus.BLOCKED:
            yield Subject(stage)


def _unblock_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    stage = situation.stage(subject.stage)
    yield from gates_only(stage)
    yield from turn(situation, stage, "unblock", {})


def _unblock(situation: Situation, command: Unblock, recorder: Recorder) -> None:
    recorder(Unblocked, stage=situation.stage(command.stage).id)


STARTING_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=StartStage,
        access="complete_questionnaire",
        rules=("JRN-01", "JRN-04", "JRN-20"),
        subjects=_startable,
        standing=_start_standing,
        record=_start,
    ),
    CommandRule(
        command=Block,
        access="complete_questionnaire",
        rules=("JRN-07",),
        subjects=_blockable,
        standing=_block_standing,
        content=_block_content,
        record=_block,
    ),
    CommandRule(
        command=Unblock,
        access="complete_questionnaire",
        rules=("JRN-07",),
        subjects=_blocked,
        standing=_unblock_standing,
        record=_unblock,
    ),
)
"""How starting, blocking and unblocking are decided."""
