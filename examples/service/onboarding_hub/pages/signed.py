"""Signed answers, and what a reviewer decides about them."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from onboarding_hub.api.commands import kind_of
from onboarding_hub.api.common import PartnerId, see_journey
from onboarding_hub.api.journeys import give_command
from onboarding_hub.api.submissions import read_submission
from onboarding_hub.api.views import Reference
from onboarding_hub.pages.filled import Filled, Given, Looking, Sent, Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.questions import text_of_answer
from onboarding_hub.pages.reviewing import PREFIX, verdicts_of, waiting_for
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError
from onboarding_hub.texts import document_of
from partner_success.errors import Problem as Fault
from partner_success.gates import Submit
from partner_success.questionnaires import Questionnaire

__all__ = ["router", "signed_answers"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_AGAIN: Final = frozenset({403, 409, 422, 428})


@router.get("/partners/{partner_id}/submissions/{submission_id}")
def show_submission(
    partner_id: PartnerId, submission_id: Reference, viewer: Viewer
) -> Response:
    """Show signed answers, and whether they still are what was signed."""
    return _show(viewer, partner_id, submission_id)


@router.post("/partners/{partner_id}/submissions/{submission_id}")
def take_verdicts(
    partner_id: PartnerId, submission_id: Reference, sent: Sent
) -> Response:
    """Decide about sections as their reviewer, which hands the answers in again."""
    verdicts = verdicts_of(sent.given)
    asking = sent.sends(
        {"kind": kind_of(Submit), "submission_id": submission_id, "verdicts": verdicts}
    )
    try:
        if not verdicts:
            raise _nothing_decided(sent)
        made = give_command(partner_id, asking)
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _show(sent, partner_id, submission_id, problem=problem)
    done: Any = document_of(bytes(made.body).decode())
    [judged] = [each for each in done["events"] if each["kind"] == "submitted"]
    return see_other(f"/partners/{quote(partner_id)}?done=verdict_{judged['result']}")


def _nothing_decided(sent: Filled) -> ProblemError:
    sections = [each for each in sent.given if each.startswith(PREFIX)]
    message = "say whether it passes"
    return ProblemError(
        422,
        "Nothing is decided yet.",
        slug="faults",
        faults=[
            Fault(path=each.removeprefix(PREFIX), code="missing", message=message)
            for each in sections
        ],
    )


def _show(
    looking: Looking,
    partner_id: str,
    submission_id: str,
    *,
    problem: ProblemError | None = None,
) -> Response:
    found = signed_answers(looking, partner_id, submission_id)
    with looking.asking.reading(partner_id) as visit:
        row, partner, journey = see_journey(visit, partner_id)
        asked = visit.journey.questionnaires[found["questionnaire_id"]]
        gate = partner.gate(str(asked.stage))
        may_correct = visit.decide("complete_questionnaire", gate).allowed
        waiting = waiting_for(visit, journey)
        frame = frame_of(looking.request, looking.hub, visit)
    if waiting is not None and waiting.submission_id != submission_id:
        waiting = None
    fields = () if waiting is None else waiting.questions.values()
    names = [each.name for each in fields]
    at_first: Given = dict.fromkeys(names, ("",))
    return render(
        frame,
        "submission.html",
        status=problem.status if problem else 200,
        partner=row,
        asked=asked,
        signed=found,
        may_correct=may_correct,
        form_parts=_parts(asked, found["answers"]),
        waiting=waiting,
        given=looking.given if isinstance(looking, Filled) else at_first,
        trouble=Trouble.of(problem, names, PREFIX) if problem else None,
    )


def _parts(
    asked: Questionnaire, answers: Any
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give each section with what was answered there."""
    return [
        (
            part.id,
            part.title,
            [
                (each.label, text)
                for each in part.fields
                if (text := _given_text(asked, part.id, each.id, answers))
            ],
        )
        for part in asked.sections
    ]


def signed_answers(viewer: Looking, partner_id: str, submission_id: str) -> Any:
    """Give signed answers as the API does.

    Raises:
        ProblemError: They are not there, or may not be seen.
    """
    made = read_submission(partner_id, submission_id, viewer.asking)
    return document_of(bytes(made.body).decode())


def _given_text(asked: Any, section: str, name: str, answers: Any) -> str | None:
    value = answers.get(section, {}).get(name)
    return None if value is None else text_of_answer(asked, section, name, value)
