"""What waiving a beta is decided by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import Subject, WaiveBeta
from partner_success.gates.deciding.beta_proof import beta_reason
from partner_success.gates.deciding.places import has_beta, here, out_of_place
from partner_success.gates.deciding.rule import CommandRule, Recorder
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import enter_complete_phases
from partner_success.gates.events import BetaWaived
from partner_success.gates.state import GateStatus

__all__ = ["WAIVER_RULES"]


def _standing(situation: Situation, _subject: Subject, _by: Actor) -> Iterator[Reason]:
    yield from out_of_place(situation, "a waiver of the beta", has_beta, "JRN-17")
    gate = situation.state.gate
    if gate.waiver is not None:
        message = (
            f"the beta was waived by {gate.waiver.by} on {gate.waiver.at:%Y-%m-%d};"
            " that stands for ever"
        )
        yield beta_reason(situation, "waived-already", message, "JRN-17")
    if situation.state.beta.state == "succeeded":
        message = "the beta has succeeded; there is nothing left to be waived"
        yield beta_reason(situation, "beta-succeeded", message, "JRN-17")
    if gate.status is GateStatus.PASSED:
        message = (
            f"{situation.stage().name} was passed; its beta can no longer be waived"
        )
        yield beta_reason(situation, "gate-passed", message, "JRN-17")


def _content(situation: Situation, command: WaiveBeta) -> Iterator[Reason]:
    """Give each thing that the waiver does not state."""
    risks = [risk for risk in command.risks if risk.strip()]
    stated = {
        "decision": (command.why.strip(), "what was decided and why"),
        "risks": (risks, "at least one thing that is risked"),
        "monitoring": (
            command.monitoring.strip(),
            "how the partner is watched more closely after launch",
        ),
        "rapid-response": (
            command.rapid_response.strip(),
            "what is done at once if something goes wrong",
        ),
    }
    for name, (given, asked) in stated.items():
        if not given:
            message = (
                f"a waiver of the beta states {asked}, and that is blank; write it down"
            )
            yield beta_reason(situation, f"no-{name}", message, "JRN-17")


def _record(situation: Situation, command: WaiveBeta, recorder: Recorder) -> None:
    recorder(
        BetaWaived,
        stage=situation.state.stage,
        waiver=command.waiver,
        risks=tuple(risk for risk in command.risks if risk.strip()),
        monitoring=command.monitoring,
        rapid_response=command.rapid_response,
    )
    enter_complete_phases(recorder)


WAIVER_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=WaiveBeta,
        access="complete_questionnaire",
        rules=("JRN-17",),
        subjects=here(has_beta),
        standing=_standing,
        content=_content,
        record=_record,
    ),
)
"""How waiving a beta is decided."""
