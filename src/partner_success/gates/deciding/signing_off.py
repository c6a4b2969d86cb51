"""How signing a gate off, co-signing and overriding it are decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import CoSign, Override, SignOff
from partner_success.gates.deciding.requirements import unmet_criteria
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.signers import (
    overrider_reasons,
    overriding_role,
    signer_reasons,
)
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.submitting import current_gate
from partner_success.gates.deciding.turns import (
    after_launch,
    of_gates,
    out_of_turn,
    turn,
)
from partner_success.gates.definition import Stage
from partner_success.gates.events import CoSigned, Overridden, SignedOff
from partner_success.gates.state import Failure, GateStatus

__all__ = ["SIGNING_OFF_RULES"]


@of_gates
def _sign_off_standing(
    situation: Situation, stage: Stage, by: Actor
) -> Iterator[Reason]:

    def may_be_signed_off() -> Iterator[Reason]:
        yield from unmet_criteria(situation, stage.id)
        yield from signer_reasons(situation, stage, by)

    guards = {"may_be_signed_off": may_be_signed_off}
    yield from turn(situation, stage, "sign_off", guards)


def _sign_off(situation: Situation, command: SignOff, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    lead = None
    if not situation.holds(command.by, stage.lead):
        naming = situation.delegation(command.by, stage.lead)
        lead = None if naming is None else naming.lead.id
    recorder(
        SignedOff,
        stage=stage.id,
        role=stage.lead,
        submission_id=situation.gate(stage.id).submissions[-1],
        in_place_of=lead,
    )


@of_gates
def _co_sign_standing(
    situation: Situation, stage: Stage, by: Actor
) -> Iterator[Reason]:
    gate = situation.gate(stage.id)
    if gate.status in {GateStatus.PASSED, GateStatus.BLOCKED}:
        yield out_of_turn(situation, stage, "co_sign")
    if not gate.submissions:
        message = f"{stage.name} has no submission; there is nothing to co-sign yet"
        yield _refused("no-answers", message, stage)
        return
    newest = gate.submissions[-1]
    signed = {(each.by, each.submission_id) for each in gate.co_signatures}
    if (by.id, newest) in signed:
        message = f"{by.id!r} has co-signed {newest!r} already; once is enough"
        yield _refused("co-signed", message, stage)
    if situation.holds(by, stage.lead):
        message = (
            f"{by.id!r} leads {stage.name}, and the lead's signature is the sign-off;"
            " sign it off"
        )
        yield _refused("is-the-lead", message, stage)


def _refused(code: str, message: str, stage: Stage) -> Reason:
    return unmet(code, message, "JRN-06", stage=stage.id, resolved_by=(stage.lead,))


def _co_sign(situation: Situation, command: CoSign, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    newest = situation.gate(stage.id).submissions[-1]
    recorder(CoSigned, stage=stage.id, submission_id=newest)


@of_gates
def _override_standing(
    situation: Situation, stage: Stage, by: Actor
) -> Iterator[Reason]:
    yield from after_launch(situation, stage)
    guards = {
        "may_be_overridden": lambda: overrider_reasons(
            situation, stage.id, by, "JRN-08"
        )
    }
    yield from turn(situation, stage, "override", guards)


def _override_content(situation: Situation, command: Override) -> Iterator[Reason]:
    if not command.why.strip():
        stage = situation.stage(command.stage)
        yield unmet(
            "no-justification",
            f"{stage.name} is overridden only with a justification in writing; say why",
            "JRN-08",
            stage=stage.id,
            resolved_by=situation.journey.overriding_roles,
        )


def _override(situation: Situation, command: Override, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    recorder(
        Overridden,
        stage=stage.id,
        role=overriding_role(situation, command.by),
        unmet=tuple(map(_kept, unmet_criteria(situation, stage.id))),
    )


def _kept(reason: Reason) -> Failure:
    """Give what is kept of something that was not met: its name, and its words."""
    facts = reason.facts
    name = facts.get("failure") or facts.get("item") or reason.code
    return Failure(code=str(name), message=reason.message)


SIGNING_OFF_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=SignOff,
        access="sign_off",
        rules=("JRN-05", "JRN-06", "JRN-14", "JRN-15"),
        subjects=current_gate,
        standing=_sign_off_standing,
        record=_sign_off,
    ),
    CommandRule(
        command=CoSign,
        access="view_gate",
        rules=("JRN-06",),
        subjects=current_gate,
        standing=_co_sign_standing,
        record=_co_sign,
    ),
    CommandRule(
        command=Override,
        access="override_gate",
        rules=("JRN-08",),
        subjects=current_gate,
        standing=_override_standing,
        content=_override_content,
        record=_override,
    ),
)
"""How signing off, co-signing and overriding are decided."""
