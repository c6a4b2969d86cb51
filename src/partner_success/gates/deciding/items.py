"""Items of checklists: which are closed, and what closes those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import ChecklistItem, Closing, Stage
from partner_success.gates.state import Metric

__all__ = [
    "entry_items_lacking",
    "is_beta_done",
    "is_closed",
    "items_lacking",
    "open_items",
    "phase_lacking",
]

_CLOSED_WHEN: Final[Mapping[Closing, str]] = {
    Closing.HAND: "tick it off once it is done",
    Closing.BETA: "the beta has to succeed, or to be waived",
    Closing.SUPPORT: "the support team has to be validated as ready",
    Closing.LAUNCH: "the partner has to be launched",
    Closing.HAND_OFF: "the hand-off has to be complete",
}
"""What has to happen for an item to be closed."""


def is_closed(situation: Situation, stage_id: str, item: ChecklistItem) -> bool:
    """Tell whether an item of a stage is closed, by hand or by what closes it.

    Rule: JRN-15, JRN-26.
    """
    state = situation.state
    match item.closed_by:
        case Closing.HAND:
            return item.id in situation.gate(stage_id).ticks
        case Closing.BETA:
            return is_beta_done(situation, stage_id)
        case Closing.METRICS:
            return bool(state.metrics) and not _missed(state.metrics)
        case Closing.SUPPORT:
            return state.support.ready is True
        case Closing.LAUNCH:
            return state.is_launched
        case _:
            return _is_handed_over(situation, stage_id)


def is_beta_done(situation: Situation, stage_id: str) -> bool:
    """Tell whether nothing hangs on the beta of a stage any more.

    Rule: JRN-14, JRN-17.
    """
    waived = situation.gate(stage_id).waiver is not None
    return waived or situation.state.beta.state == "succeeded"


def open_items(situation: Situation, stage_id: str) -> tuple[ChecklistItem, ...]:
    """Give what has to be done before a stage can be passed, and is not.

    Rule: JRN-15, JRN-26.
    """
    items = situation.stage(stage_id).items
    return tuple(item for item in items if not is_closed(situation, stage_id, item))


def items_lacking(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give a reason for each open item of a stage, phase by phase.

    Rule: JRN-15, JRN-26.
    """
    stage = situation.stage(stage_id)
    for item in open_items(situation, stage_id):
        yield _open(situation, stage, item)


def phase_lacking(
    situation: Situation, stage_id: str, phase_id: str
) -> Iterator[Reason]:
    """Give a reason for each open item of a phase.

    Rule: JRN-13.
    """
    stage = situation.stage(stage_id)
    phase = stage.phases[phase_id]
    for item in open_items(situation, stage_id):
        if item.id in phase.items:
            yield _open(situation, stage, item)


def entry_items_lacking(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give a reason for each open item without which a stage is not entered.

    Rule: JRN-26.
    """
    stage = situation.stage(stage_id)
    for item in stage.entry:
        if not is_closed(situation, stage_id, item):
            yield _open(situation, stage, item)


def _is_handed_over(situation: Situation, stage_id: str) -> bool:
    terms = situation.journey.hand_off_into(stage_id)
    return terms is None or situation.state.hand_offs[terms.id].state == "complete"


def _missed(metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    return tuple(metric.id for metric in metrics if not metric.is_met)


def _open(situation: Situation, stage: Stage, item: ChecklistItem) -> Reason:
    is_entry = item.id in stage.entry
    if is_entry:
        rule = "JRN-26"
    elif item.id in stage.checklist:
        rule = "JRN-15"
    else:
        rule = "JRN-13"
    before = situation.journey.before(stage.id)
    # What a stage is entered with is done by who leads the one before it.
    lead = before.lead if is_entry and before is not None else stage.lead
    reason = unmet(
        "open-item",
        f"{item.name!r} is open in {stage.name}; {_advice(situation, item)}",
        rule,
        stage=stage.id,
        resolved_by=(lead,),
        item=item.id,
        closed_by=str(item.closed_by),
    )
    return attrs.evolve(reason, citations=item.citations)


def _advice(situation: Situation, item: ChecklistItem) -> str:
    if item.closed_by is not Closing.METRICS:
        return _CLOSED_WHEN[item.closed_by]
    missed = ", ".join(_missed(situation.state.metrics))
    return f"targets are missed by {missed}" if missed else "no metrics are recorded"
