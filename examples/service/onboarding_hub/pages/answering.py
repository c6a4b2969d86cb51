"""Questionnaires of gates: filled in, looked over, signed."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from onboarding_hub.api.common import PartnerId, require, see_partner
from onboarding_hub.api.questionnaires import QuestionnaireId
from onboarding_hub.api.signing import Signing, hand_in
from onboarding_hub.api.submissions import gate_of, save_draft
from onboarding_hub.api.views import Reference
from onboarding_hub.pages.filled import Filled, Given, Looking, Sent, Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.questions import (
    PREFIX,
    answers_of,
    given_of,
    parts_of,
    text_of_answer,
)
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.signed import signed_answers
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError, input_faults, not_found
from onboarding_hub.store import submissions
from onboarding_hub.store.idempotency import Answer
from partner_success.core.collections import FrozenMap
from partner_success.questionnaires import (
    Questionnaire,
    TypedMark,
    complete,
    evaluate,
)

__all__ = ["router"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_AGAIN: Final = frozenset({403, 409, 422, 428})
_MARK: Final = "mark"
_REPLACES: Final = "replaces"
Replaced = Annotated[Reference | None, Query()]
"""The id of signed answers that are corrected."""


@router.get("/partners/{partner_id}/questionnaires/{questionnaire_id}")
def show_questionnaire(
    partner_id: PartnerId,
    questionnaire_id: QuestionnaireId,
    viewer: Viewer,
    done: str = "",
    replaces: Replaced = None,
) -> Response:
    """Show what a gate asks, with the answers that were saved, or are corrected."""
    given = None
    if replaces is not None:
        signed = signed_answers(viewer, partner_id, replaces)
        if signed["questionnaire_id"] != questionnaire_id:
            raise not_found()
        given = {**given_of(signed["answers"]), _REPLACES: (replaces,)}
    return _ask(viewer, partner_id, questionnaire_id, given, done=done)


@router.post("/partners/{partner_id}/questionnaires/{questionnaire_id}")
def take_answers(
    partner_id: PartnerId, questionnaire_id: QuestionnaireId, sent: Sent
) -> Response:
    """Save answers, look over them, or sign them."""
    with sent.asking.reading(partner_id) as visit:
        _, asked = gate_of(visit, partner_id, questionnaire_id)
    answers = answers_of(asked, sent.given)
    wanted = sent.one("do")
    try:
        if wanted == "save":
            save_draft(
                partner_id, questionnaire_id, sent.sends(answers, seen="revision")
            )
            return see_other(f"{sent.request.url.path}?done=saved")
        if wanted == "sign":
            return _sign(sent, partner_id, questionnaire_id, answers)
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _ask(sent, partner_id, questionnaire_id, sent.given, problem=problem)
    return _ask(sent, partner_id, questionnaire_id, sent.given, done="preview")


def _sign(
    sent: Filled, partner_id: str, questionnaire_id: str, answers: dict[str, Any]
) -> Response:
    typed = sent.one(_MARK)
    replaces = sent.one(_REPLACES) or None
    asking = sent.sends({"answers": answers, _MARK: typed, _REPLACES: replaces})
    seen = asking.require_seen()
    with input_faults():
        signing = Signing(
            answers=FrozenMap(answers), mark=TypedMark(text=typed), replaces=replaces
        )
    client = sent.request.client
    address = None if client is None else client.host

    def work(visit: Any) -> Answer:
        hand_in(visit, partner_id, questionnaire_id, signing, seen=seen, client=address)
        where = f"/partners/{quote(partner_id)}?done=handed_in"
        return Answer(status=303, body="", headers={"Location": where})

    return asking.answer(work)


def _ask(  # noqa: PLR0913 - what a form is made of
    looking: Looking,
    partner_id: str,
    questionnaire_id: str,
    given: Given | None,
    *,
    problem: ProblemError | None = None,
    done: str = "",
) -> Response:
    with looking.asking.reading(partner_id) as visit:
        row, _ = see_partner(visit, partner_id)
        gate, asked = gate_of(visit, partner_id, questionnaire_id)
        require(visit.decide("view_gate", gate))
        decision = visit.decide("complete_questionnaire", gate)
        known = submissions.draft_of(visit.connection, partner_id, asked.id)
        frame = frame_of(looking.request, looking.hub, visit)
    draft = None if known is None else known[0]
    answers: Any = {} if draft is None else draft.answers
    if given is None:
        given = given_of(answers)
    else:
        answers = answers_of(asked, given)
    on = visit.at.date()
    completed = complete(asked, answers, on=on)
    wrong = [each for each in completed.problems if each.code != "missing"]
    if problem is None and wrong and answers:
        problem = ProblemError(422, "Some answers are not right.", faults=wrong)
        status = 200
    else:
        status = problem.status if problem else 200
    return render(
        frame,
        "questionnaire.html",
        status=status,
        partner=row,
        asked=asked,
        form_parts=parts_of(asked),
        given=given,
        computed=_computed(asked, completed.answers),
        trouble=_trouble(asked, problem, given),
        missing=sum(each.code == "missing" for each in completed.problems),
        preview=evaluate(asked, answers, on=on).explain() if answers else None,
        previews=done == "preview",
        saved=done == "saved",
        draft=draft,
        revision=0 if known is None else known[1],
        replaces=given.get(_REPLACES, ("",))[0],
        may=decision,
        hands_in=visit.journey.stages[str(asked.stage)].questionnaire == asked.id,
    )


def _trouble(
    asked: Questionnaire, problem: ProblemError | None, given: Given
) -> Trouble | None:
    if problem is None:
        return None
    names = [each.name for part in parts_of(asked) for each in part.questions]
    unsaid = not problem.view.problems and not problem.view.reasons
    if unsaid and not given.get(_MARK, ("",))[0].strip() and _wants(given, "sign"):
        # The library refuses a blank mark without a path to it.
        told = ("Type your name to sign.",)
        return Trouble(title=problem.view.title, fields={_MARK: told})
    return Trouble.of(problem, names, PREFIX)


def _wants(given: Given, what: str) -> bool:
    return given.get("do", ("",))[0] == what


def _computed(asked: Questionnaire, answers: Any) -> dict[str, str]:
    return {
        f"{PREFIX}{section}.{name}": text_of_answer(asked, section, name, value)
        for section, fields in answers.items()
        for name, value in fields.items()
    }
