"""Signed answers to a gate's questionnaire: as they should be, or with a lack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from partner_success.questionnaires import (
    AnyField,
    ChoiceField,
    DateField,
    NumberField,
    Questionnaire,
    Signer,
    Submission,
    TextField,
    TypedMark,
    WholeNumberField,
    YesNoField,
    evaluate,
    start_draft,
    submit,
)

Answers = dict[str, dict[str, Any]]


def sign(  # noqa: PLR0913 - what a signature says
    asked: Questionnaire,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    id: str,
    partner_id: str,
    by: str,
    role: str,
    at: datetime,
) -> Submission:
    """Sign answers."""
    draft = start_draft(
        asked, answers, id=f"{id}-draft", partner_id=partner_id, at=at, by=by
    )
    name = by.capitalize()
    signer = Signer(name=name, email=f"{by}@example.com", role=role)
    done = submit(draft, asked, id=id, signer=signer, mark=TypedMark(text=name), at=at)
    if done.submission is None:
        raise AssertionError(done.explain())
    return done.submission


def good_answers(
    asked: Questionnaire, at: datetime, known: Mapping[str, Any]
) -> Answers:
    """Answer every question that has to be answered, so that the gate passes.

    Args:
        asked: The questions.
        at: When; days that are asked for are the day of it.
        known: Answers by the id of the field, where not any will do.
    """
    found: Answers = {}
    for section in asked.sections:
        given = {
            field.id: known.get(field.id, _answer(field, at))
            for field in section.fields
            if field.id in known or _is_asked(field)
        }
        found[section.id] = given
    for problem in evaluate(asked, found, on=at.date()).problems:
        if problem.code == "hidden-field":
            section_id, _, field_id = problem.path.partition(".")
            del found[section_id][field_id]
    return found


def _is_asked(field: AnyField) -> bool:
    # Who is in a team is named, for the team cannot be committed otherwise.
    wanted = field.required or isinstance(field, TextField)
    return wanted and not getattr(field, "computed", None)


def _answer(field: AnyField, at: datetime) -> object:
    match field:
        case YesNoField():
            return True
        case ChoiceField(choices=choices):
            return choices.ids[0]
        case DateField():
            return at.date().isoformat()
        case NumberField() | WholeNumberField():
            return 5
        case _:
            return "As agreed"
