"""What events do to a stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from partner_success.gates.events import (
    Blocked,
    CoSigned,
    ItemReopened,
    ItemTicked,
    Overridden,
    PhaseEntered,
    Reworked,
    SignedOff,
    StageStarted,
    Submitted,
    Unblocked,
)
from partner_success.gates.folding.draft import Draft
from partner_success.gates.state import (
    CoSignature,
    JudgedSubmission,
    OverrideRecord,
    PhaseEntry,
    SignOffRecord,
    Tick,
)

__all__ = ["GATE_FOLDS"]

_RESULTS: Final = {"met": "meet_criteria", "failed": "fall_short", "open": "stay_open"}


def _stage_started(draft: Draft, event: StageStarted) -> None:
    gate = draft.move_gate(event.stage, "start")
    gate["started_at"] = event.at
    draft.set("stage", event.stage)
    stage = draft.journey.stages[event.stage]
    if stage.phases_in_turn:
        gate["entered"] = (PhaseEntry(phase=stage.phases_in_turn[0], at=event.at),)
    if stage.after is None:
        draft.move_journey("set_out")
    if not stage.is_gate:
        draft.move_journey("operate")
    if stage.weeks is not None and draft.get("onboarding_start") is None:
        draft.set("onboarding_start", event.at.date())


def _phase_entered(draft: Draft, event: PhaseEntered) -> None:
    gate = draft.move_gate(event.stage, "enter_phase")
    entry = PhaseEntry(phase=event.phase, at=event.at)
    gate["entered"] = (*gate["entered"], entry)


def _submitted(draft: Draft, event: Submitted) -> None:
    gate = draft.move_gate(event.stage, _RESULTS[event.result])
    # One that was left open is judged again once a reviewer has decided.
    known = dict.fromkeys((*gate["submissions"], event.submission_id))
    gate["submissions"] = tuple(known)
    gate["judged"] = JudgedSubmission(
        id=event.submission_id,
        digest=event.digest,
        at=event.at,
        by=event.by,
        passed_sections=event.passed_sections,
        failures=event.failures,
        verdicts=event.verdicts,
    )


def _co_signed(draft: Draft, event: CoSigned) -> None:
    gate = draft.gate(event.stage)
    signature = CoSignature(
        by=event.by, role=event.role, at=event.at, submission_id=event.submission_id
    )
    gate["co_signatures"] = (*gate["co_signatures"], signature)


def _signed_off(draft: Draft, event: SignedOff) -> None:
    gate = draft.move_gate(event.stage, "sign_off")
    gate["ended_at"] = event.at
    gate["sign_off"] = SignOffRecord(
        by=event.by,
        role=event.role or draft.journey.stages[event.stage].lead,
        at=event.at,
        submission_id=event.submission_id,
        in_place_of=event.in_place_of,
    )


def _reworked(draft: Draft, event: Reworked) -> None:
    draft.move_gate(event.stage, "rework")["reworks"] += 1


def _blocked(draft: Draft, event: Blocked) -> None:
    draft.move_gate(event.stage, "block")["blockers"] = event.reasons


def _unblocked(draft: Draft, event: Unblocked) -> None:
    draft.move_gate(event.stage, "unblock")["blockers"] = ()


def _overridden(draft: Draft, event: Overridden) -> None:
    gate = draft.move_gate(event.stage, "override")
    gate["ended_at"] = event.at
    gate["override"] = OverrideRecord(
        by=event.by, at=event.at, justification=event.why, unmet=event.unmet
    )


def _item_ticked(draft: Draft, event: ItemTicked) -> None:
    draft.gate(event.stage)["ticks"][event.item] = Tick(by=event.by, at=event.at)


def _item_reopened(draft: Draft, event: ItemReopened) -> None:
    draft.gate(event.stage)["ticks"].pop(event.item, None)


GATE_FOLDS: Final[dict[type[Any], Callable[[Draft, Any], None]]] = {
    StageStarted: _stage_started,
    PhaseEntered: _phase_entered,
    Submitted: _submitted,
    CoSigned: _co_signed,
    SignedOff: _signed_off,
    Reworked: _reworked,
    Blocked: _blocked,
    Unblocked: _unblocked,
    Overridden: _overridden,
    ItemTicked: _item_ticked,
    ItemReopened: _item_reopened,
}
"""What each event does."""
