"""What a stage still lacks: to be passed, and to be entered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import cast

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.hand_offs import hand_off_lacking
from partner_success.gates.deciding.items import (
    entry_items_lacking,
    is_beta_done,
    is_closed,
    items_lacking,
    open_items,
    phase_lacking,
)
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import Closing, Stage
from partner_success.gates.state import GateStatus, JudgedSubmission

__all__ = [
    "answers_lacking",
    "assigning_roles",
    "entry_lacking",
    "is_beta_done",
    "is_closed",
    "lacking",
    "no_answers",
    "nobody_assigned",
    "open_items",
    "phase_lacking",
    "unmet_criteria",
]


def lacking(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give everything that keeps a gate from being passed as it stands, in order.

    Nothing is lacking where it is passed, nor in a stage that has no end.

    Raises:
        UnknownNameError: There is no such stage.

    Rule: JRN-04, JRN-05, JRN-14.
    """
    stage = situation.stage(stage_id)
    if not stage.is_gate or _is_passed(situation, stage_id):
        return
    yield from _blockers(situation, stage)
    yield from unmet_criteria(situation, stage_id)
    yield from _signature_lacking(situation, stage)


def unmet_criteria(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give what a gate lacks besides its signature; an override leaves it unmet.

    Raises:
        UnknownNameError: There is no such stage.

    Rule: JRN-05, JRN-08, JRN-14, JRN-15.
    """
    stage = situation.stage(stage_id)
    if _is_passed(situation, stage_id):
        return
    yield from answers_lacking(situation, stage_id)
    yield from items_lacking(situation, stage_id)
    yield from _beta_lacking(situation, stage)


def entry_lacking(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give everything that keeps a stage from being entered, whether it was or not.

    Raises:
        UnknownNameError: There is no such stage.

    Rule: JRN-01, JRN-04, JRN-20, JRN-26.
    """
    stage = situation.stage(stage_id)
    before = situation.journey.before(stage_id)
    if before is not None and not _is_passed(situation, before.id):
        yield _gate_before(situation, stage, before)
    yield from hand_off_lacking(situation, stage_id)
    yield from entry_items_lacking(situation, stage_id)
    asked = any(item.closed_by is Closing.LAUNCH for item in stage.entry)
    if not stage.is_gate and not asked and not situation.state.is_launched:
        reason = unmet(
            "not-launched",
            f"{stage.name} begins after the launch, and the partner is not launched",
            "JRN-26",
            stage=stage_id,
            resolved_by=() if before is None else (before.lead,),
        )
        yield attrs.evolve(reason, citations=stage.citations)


def answers_lacking(situation: Situation, stage_id: str) -> Iterator[Reason]:
    """Give what is lacking of answers that meet the criteria of a gate.

    Rule: JRN-05.
    """
    stage = situation.stage(stage_id)
    gate = situation.gate(stage_id)
    status = gate.status_before or gate.status
    if status is GateStatus.FAILED:
        yield from _failures(situation, stage, gate.judged)
    elif status is GateStatus.NOT_STARTED:
        message = f"{stage.name} is not started"
        yield _of(stage, "not-started", message, "JRN-05")
    elif status is GateStatus.IN_PROGRESS:
        yield _answers_open(situation, stage, gate.judged)


def _is_passed(situation: Situation, stage_id: str) -> bool:
    return situation.gate(stage_id).status is GateStatus.PASSED


def _of(stage: Stage, code: str, message: str, *rules: str, **facts: object) -> Reason:
    """Make a reason that the stage's lead can resolve."""
    reason = unmet(
        code, message, *rules, stage=stage.id, resolved_by=(stage.lead,), **facts
    )
    return attrs.evolve(reason, citations=stage.citations)


def _blockers(situation: Situation, stage: Stage) -> Iterator[Reason]:
    for blocker in situation.gate(stage.id).blockers:
        message = f"{stage.name} is blocked: {blocker}"
        yield _of(stage, "blocker", message, "JRN-07", blocker=blocker)


def _failures(
    situation: Situation, stage: Stage, judged: JudgedSubmission | None
) -> Iterator[Reason]:
    able = (stage.lead, *situation.journey.overriding_roles)
    found = () if judged is None else judged.failures
    for failure in found:
        reason = unmet(
            "failed-criterion",
            f"{stage.name} failed: {failure.message}",
            "JRN-05",
            stage=stage.id,
            resolved_by=dict.fromkeys(able),
            failure=failure.code,
        )
        yield attrs.evolve(reason, citations=stage.citations)
    if not found:
        message = f"{stage.name} failed, and no ground is recorded"
        yield _of(stage, "failed", message, "JRN-05")


def _answers_open(
    situation: Situation, stage: Stage, judged: JudgedSubmission | None
) -> Reason:
    if judged is None:
        return no_answers(stage)
    if judged.failures:
        grounds = "; ".join(failure.message.rstrip(".") for failure in judged.failures)
        message = (
            f"{stage.name} is reworked, and new answers are not handed in; the last"
            f" ones failed: {grounds}"
        )
        codes = tuple(failure.code for failure in judged.failures)
        return _of(stage, "reworked", message, "JRN-05", failures=codes)
    form = situation.journey.questionnaires.get(stage.questionnaire)
    left = {
        each.id: each.title
        for each in (() if form is None else form.sections)
        if each.id not in judged.passed_sections
    }
    named = f"; not passed yet: {', '.join(left.values())}" if left else ""
    message = (
        f"{judged.id!r} leaves it open whether {stage.name} meets its criteria; answers"
        f" or verdicts are missing{named}"
    )
    return _of(stage, "answers-open", message, "JRN-05", sections=tuple(left))


def no_answers(stage: Stage) -> Reason:
    """Say that no answers to the questionnaire of a gate are handed in.

    Rule: JRN-05.
    """
    message = f"no answers to {stage.questionnaire!r} are handed in for {stage.name}"
    return _of(stage, "no-answers", message, "JRN-05")


def _beta_lacking(situation: Situation, stage: Stage) -> Iterator[Reason]:
    # An item that the beta closes says the same.
    asked = any(item.closed_by is Closing.BETA for item in stage.items)
    if stage.beta and not asked and not is_beta_done(situation, stage.id):
        message = (
            f"the beta of {stage.name} has neither succeeded nor been waived; it is"
            f" {situation.state.beta.state.replace('_', ' ')}"
        )
        yield _of(stage, "no-beta", message, "JRN-14")


def _signature_lacking(situation: Situation, stage: Stage) -> Iterator[Reason]:
    role = situation.journey.roles[stage.lead]
    assigned = situation.state.team.get(stage.lead, ())
    if not assigned:
        yield nobody_assigned(situation, stage)
    message = f"{stage.name} is not signed off; that is for its lead, the {role.name}"
    yield _of(stage, "not-signed-off", message, "JRN-06", assigned=assigned)


def nobody_assigned(situation: Situation, stage: Stage) -> Reason:
    """Say that nobody leads a stage for this partner.

    Rule: JRN-06.
    """
    role = situation.journey.roles[stage.lead]
    reason = unmet(
        "nobody-assigned",
        f"nobody is assigned as {role.name}, who leads {stage.name}; assign somebody",
        "JRN-06",
        stage=stage.id,
        resolved_by=assigning_roles(situation),
        role=role.id,
    )
    return attrs.evolve(reason, citations=stage.citations)


def assigning_roles(situation: Situation) -> tuple[str, ...]:
    """Give the roles that can assign somebody: the first lead, and who overrides."""
    journey = situation.journey
    first = next(iter(journey.stages)).lead
    return (*dict.fromkeys((first, *journey.overriding_roles)),)


def _gate_before(situation: Situation, stage: Stage, before: Stage) -> Reason:
    reasons = tuple(lacking(situation, before.id))
    what = "; ".join(reason.message.rstrip(".") for reason in reasons)
    roles = (cast(tuple[str, ...], each.facts["resolved_by"]) for each in reasons)
    reason = unmet(
        "gate-before",
        f"{stage.name} opens only when {before.name} has passed, which lacks: {what}",
        "JRN-01",
        "JRN-04",
        stage=before.id,
        resolved_by=dict.fromkeys(chain.from_iterable(roles)),
        lacks=tuple(reason.code for reason in reasons),
    )
    return attrs.evolve(reason, citations=before.citations)
