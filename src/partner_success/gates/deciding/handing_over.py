"""How a step of a hand-off is decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import DoHandOffStep, Subject
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import HandOff
from partner_success.gates.events import HandOffStepDone
from partner_success.gates.state import GateStatus

__all__ = ["HAND_OFF_RULES"]


def _subjects(situation: Situation) -> Iterator[Subject]:
    following = situation.journey.following(situation.state.stage)
    terms = following and situation.journey.hand_off_into(following.id)
    if terms:
        done = situation.state.hand_offs[terms.id].done
        for step in terms.steps.ids:
            if step not in done:
                yield Subject(situation.state.stage, f"{terms.id}.{step}")


def _standing(situation: Situation, subject: Subject, _by: Actor) -> Iterator[Reason]:
    name, _, step = (subject.name or "").partition(".")
    terms = situation.journey.hand_offs[name]
    known = terms.steps[step]
    yield from _out_of_place(situation, terms)
    state = situation.state.hand_offs[terms.id]
    if state.state == "complete":
        message = f"{terms.name} is complete; nothing is added to it"
        yield _reason(situation, terms, "hand-off-complete", message)
    elif known.id in state.done:
        tick = state.done[known.id]
        message = (
            f"{terms.name}: {known.name} was done by {tick.by} on {tick.at:%Y-%m-%d}"
        )
        yield _reason(situation, terms, "done-already", message, step=known.id)


def _out_of_place(situation: Situation, terms: HandOff) -> Iterator[Reason]:
    """Give why it is not the turn of a hand-off: too early, or too late."""
    here = situation.stage()
    into = situation.stage(terms.into)
    if into.after != here.id:
        message = (
            f"{terms.name} leads into {into.name}, and the partner is in {here.name};"
            " steps are done in the stage before the one that it leads into"
        )
        yield _reason(situation, terms, "elsewhere", message)
    elif situation.gate(here.id).status is GateStatus.NOT_STARTED:
        message = f"{here.name} is not started; start it before handing over from it"
        yield _reason(situation, terms, "not-started", message)


def _content(situation: Situation, command: DoHandOffStep) -> Iterator[Reason]:
    terms = situation.journey.hand_offs[command.hand_off]
    given = {terms.documents[name].id for name in command.documents}
    if command.step != terms.reviewed_in:
        return
    given.update(situation.state.hand_offs[terms.id].documents)
    for document in terms.documents:
        if document.id not in given:
            message = (
                f"{terms.name}: the document {document.name!r} was not handed over;"
                " name it with this step"
            )
            reason = _reason(
                situation, terms, "document", message, document=document.id
            )
            yield attrs.evolve(reason, rules=("JRN-21",), citations=document.citations)


def _reason(
    situation: Situation, terms: HandOff, code: str, message: str, **facts: object
) -> Reason:
    stage = situation.stage(terms.into).after
    return unmet(
        code,
        message,
        "JRN-20",
        stage=stage,
        resolved_by=(terms.giver,),
        hand_off=terms.id,
        **facts,
    )


def _record(_situation: Situation, command: DoHandOffStep, recorder: Recorder) -> None:
    recorder(
        HandOffStepDone,
        hand_off=command.hand_off,
        step=command.step,
        documents=command.documents,
    )


HAND_OFF_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=DoHandOffStep,
        access="complete_questionnaire",
        rules=("JRN-20", "JRN-21"),
        subjects=_subjects,
        standing=_standing,
        content=_content,
        record=_record,
    ),
)
"""How a step of a hand-off is decided."""
