"""How handing in a submission, and reworking what failed, are decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

import attrs

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import Rework, Subject, Submit
from partner_success.gates.deciding.items import phase_lacking
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import (
    after_launch,
    gates_only,
    of_gates,
    turn,
)
from partner_success.gates.definition import Stage
from partner_success.gates.events import Reworked, Submitted
from partner_success.gates.state import Failure, GateState, GateStatus
from partner_success.questionnaires import (
    Evaluation,
    Outcome,
    Questionnaire,
    SectionStatus,
    Submission,
    Verdict,
    evaluate,
    verify,
)

__all__ = ["SUBMITTING_RULES"]

Result: TypeAlias = Literal["met", "failed", "open"]

_RESULTS: Final[dict[Outcome, Result]] = {
    Outcome.PASSED: "met",
    Outcome.FAILED: "failed",
}


def current_gate(situation: Situation) -> Iterator[Subject]:
    """Give the gate that the partner is in; nothing where it is in none."""
    stage = situation.stage()
    if stage.is_gate:
        yield Subject(stage.id)


@of_gates
def _submit_standing(
    situation: Situation, stage: Stage, _by: Actor
) -> Iterator[Reason]:
    yield from after_launch(situation, stage)
    yield from turn(situation, stage, "meet_criteria", {})
    gate = situation.gate(stage.id)
    in_turn = stage.phases_in_turn
    if gate.status is GateStatus.IN_PROGRESS and gate.phase in in_turn[:-1]:
        yield from phase_lacking(situation, stage.id, gate.phase or "")


def _submit_content(situation: Situation, command: Submit) -> Iterator[Reason]:
    stage = situation.stage(command.stage)
    if not stage.is_gate:
        return
    submission = command.submission
    yield from _other_partner(situation, stage, submission)
    form = _form(situation, stage)
    for reason in verify(submission, questionnaire=form).reasons:
        yield unmet(reason.code, reason.message, *reason.rules, stage=stage.id)
    gate = situation.gate(stage.id)
    yield from _handed_in(situation, stage, command)
    yield from _other_replaced(stage, gate, submission)


def _form(situation: Situation, stage: Stage) -> Questionnaire:
    return situation.journey.questionnaires[stage.questionnaire or ""]


def _other_partner(
    situation: Situation, stage: Stage, submission: Submission
) -> Iterator[Reason]:
    here = situation.state.partner_id
    if submission.partner_id != here:
        message = (
            f"the submission {submission.id!r} is about {submission.partner_id!r}, and"
            f" this is {here!r}; hand in its own"
        )
        yield unmet("other-partner", message, "JRN-05", stage=stage.id)


def _handed_in(situation: Situation, stage: Stage, command: Submit) -> Iterator[Reason]:
    id_ = command.submission.id
    gates = situation.state.gates
    where = next((each for each in gates if id_ in gates[each].submissions), None)
    if where is None:
        return
    judged = gates[where].judged
    # What was left open is judged again, once a reviewer has decided.
    waits = gates[where].status is GateStatus.IN_PROGRESS and judged is not None
    if waits and where == stage.id and command.verdicts and judged is not None:
        same = (judged.id, judged.digest) == (id_, command.submission.digest)
        if same and not judged.failures:
            return
    message = (
        f"the submission {id_!r} was handed in already, in"
        f" {situation.stage(where).name}; hand in another one, such as a correction"
    )
    yield unmet("handed-in", message, "JRN-05", stage=stage.id, submission=id_)


def _other_replaced(
    stage: Stage, gate: GateState, submission: Submission
) -> Iterator[Reason]:
    replaced, judged = submission.replaces, gate.judged
    if replaced is None or submission.id in gate.submissions:
        return
    newest = None if judged is None else (judged.id, judged.digest)
    if (replaced.id, replaced.digest) != newest:
        found = "none" if judged is None else repr(judged.id)
        message = (
            f"the submission {submission.id!r} corrects {replaced.id!r}, and the newest"
            f" one in {stage.name} is {found}; correct that one as it was handed in"
        )
        yield unmet("other-replaced", message, "JRN-05", stage=stage.id)


def _submit(situation: Situation, command: Submit, recorder: Recorder) -> None:
    stage = situation.stage(command.stage)
    submission, before = command.submission, situation.gate(stage.id).judged
    known = () if before is None or before.id != submission.id else before.verdicts
    # The day of a submission is that on which it was signed, by the signer's clock.
    judged = evaluate(
        _form(situation, stage),
        submission.answers,
        on=submission.signature.signed_at.date(),
        verdicts=(*known, *command.verdicts),
    )
    result = _RESULTS.get(judged.outcome, "open")
    passed = (
        each.section_id
        for each in judged.sections
        if each.status is SectionStatus.PASSED
    )
    recorder(
        Submitted,
        stage=stage.id,
        submission_id=submission.id,
        digest=submission.digest,
        result=result,
        passed_sections=tuple(passed),
        failures=tuple(_failures(judged)) if result == "failed" else (),
        verdicts=tuple(_without_notes(judged)),
    )


def _without_notes(judged: Evaluation) -> Iterator[Verdict]:
    # What a reviewer noted is not kept in a log that is kept for ever.
    for section in judged.sections:
        if section.verdict is not None:
            yield attrs.evolve(section.verdict, note="")


def _failures(judged: Evaluation) -> Iterator[Failure]:
    for section in judged.sections:
        for each in section.failed:
            yield Failure(
                code=f"{section.section_id}.{each.criterion.id}",
                message=f"{section.title}: {each.message}",
            )
        if section.status is SectionStatus.FAILED and section.verdict is not None:
            yield Failure(
                code=f"{section.section_id}.verdict",
                message=f"{section.title}: the reviewer did not let it pass",
            )


def _rework_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    stage = situation.stage(subject.stage)
    yield from gates_only(stage)
    yield from after_launch(situation, stage)
    yield from turn(situation, stage, "rework", {})


def _rework(situation: Situation, command: Rework, recorder: Recorder) -> None:
    recorder(Reworked, stage=situation.stage(command.stage).id)


SUBMITTING_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=Submit,
        access="complete_questionnaire",
        rules=("JRN-05", "JRN-10"),
        subjects=current_gate,
        standing=_submit_standing,
        content=_submit_content,
        record=_submit,
    ),
    CommandRule(
        command=Rework,
        access="complete_questionnaire",
        rules=("JRN-05",),
        subjects=current_gate,
        standing=_rework_standing,
        record=_rework,
    ),
)
"""How handing in and reworking are decided."""
