"""Answers: saved as drafts, then signed, which hands them in at their gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from fastapi import APIRouter, Response

from onboarding_hub.api.asking import Asked, WritingTo
from onboarding_hub.api.common import (
    PartnerId,
    also,
    document_answer,
    etag,
    may_see_answers,
    require,
    see_partner,
    shown_document,
)
from onboarding_hub.api.questionnaires import QuestionnaireId, questionnaire_called
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.views import (
    DraftView,
    Reference,
    SubmissionList,
    SubmissionSummary,
    SubmissionView,
)
from onboarding_hub.database.instants import from_database
from onboarding_hub.hub import Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.problems import (
    FaultView,
    ProblemError,
    ReasonView,
    input_faults,
    not_found,
    problem_responses,
)
from onboarding_hub.store import submissions
from onboarding_hub.store.idempotency import Answer
from partner_success.access import Resource
from partner_success.interop import unstructure
from partner_success.questionnaires import (
    Draft,
    Questionnaire,
    Submission,
    check,
    start_draft,
    verify,
)

__all__ = ["gate_of", "keep_draft", "router"]

router = APIRouter(prefix="/api/partners/{partner_id}", tags=["submissions"])

_DRAFT = "/questionnaires/{questionnaire_id}/draft"


def gate_of(
    visit: Visit, partner_id: str, questionnaire_id: str
) -> tuple[Resource, Questionnaire]:
    """Give the gate at which a questionnaire is asked of a partner.

    Raises:
        ProblemError: The partner, the questionnaire or the record of its gate may not
            be seen.
    """
    _, partner = see_partner(visit, partner_id)
    asked = questionnaire_called(visit, questionnaire_id)
    return partner.gate(str(asked.stage)), asked


def _draft_document(
    visit: Visit, asked: Questionnaire, draft: Draft, revision: int
) -> dict[str, Any]:
    found: dict[str, Any] = unstructure(draft)
    problems = check(asked, cast(Any, draft.answers), on=visit.at.date())
    return {
        "partner_id": draft.partner_id,
        "questionnaire_id": draft.questionnaire_id,
        "version": draft.version,
        "answers": found.get("answers", {}),
        "saved_at": draft.saved_at.isoformat(),
        "saved_by": draft.saved_by,
        "revision": revision,
        "problems": [FaultView.of(each).model_dump() for each in problems],
    }


@router.get(
    _DRAFT,
    response_model=DraftView,
    responses=problem_responses(401, 403, 404) | also(200, "ETag"),
)
def read_draft(
    partner_id: PartnerId, questionnaire_id: QuestionnaireId, asking: Asked
) -> Response:
    """Show the answers that are not signed yet."""
    with asking.reading(partner_id) as visit:
        gate, asked = gate_of(visit, partner_id, questionnaire_id)
        require(visit.decide("view_gate", gate))
        found = submissions.draft_of(visit.connection, partner_id, questionnaire_id)
        if found is None:
            raise not_found()
        document = _draft_document(visit, asked, *found)
    return shown_document(document, etag(found[1]))


@router.put(
    _DRAFT,
    response_model=DraftView,
    responses=problem_responses(401, 403, 404, 409, 413, 415, 428, 503)
    | also(200, "ETag"),
    openapi_extra=body_of("Answers"),
)
def save_draft(
    partner_id: PartnerId, questionnaire_id: QuestionnaireId, asking: WritingTo
) -> Response:
    """Save answers with all their gaps; ``If-Match: "0"`` where there are none yet."""
    seen, document = asking.require_seen(), asking.document()

    def work(visit: Visit) -> Answer:
        gate, asked = gate_of(visit, partner_id, questionnaire_id)
        require(visit.decide("complete_questionnaire", gate))
        draft, revision = keep_draft(visit, asked, partner_id, document, seen=seen)
        shown = _draft_document(visit, asked, draft, revision)
        return document_answer(shown, headers=etag(revision))

    return asking.answer(work)


def keep_draft(
    visit: Visit,
    asked: Questionnaire,
    partner_id: str,
    answers: Mapping[str, Any],
    *,
    seen: int,
) -> tuple[Draft, int]:
    """Keep answers that somebody may give, and tell how often they were saved.

    Raises:
        ProblemError: Somebody else saved them meanwhile, or they have faults.
    """
    found = submissions.draft_of(visit.connection, partner_id, asked.id)
    now = 0 if found is None else found[1]
    if now != seen:
        raise ProblemError(409, "Somebody saved it meanwhile.", version=now)
    with input_faults():
        draft = start_draft(
            asked,
            answers,
            id=new_id("d") if found is None else found[0].id,
            partner_id=partner_id,
            at=visit.at,
            by=visit.actor.id,
        )
    visit.let_write()
    return draft, submissions.save_draft(visit.connection, draft, seen=seen)


def _summary(row: Any) -> SubmissionSummary:
    return SubmissionSummary(
        id=row.id,
        questionnaire_id=row.questionnaire_id,
        version=row.version,
        signed_at=from_database(row.signed_at),
        signed_by=row.signed_by,
        role=row.role,
        digest=row.digest,
        replaces=row.replaces,
    )


@router.get("/submissions", responses=problem_responses(401, 404))
def read_submissions(partner_id: PartnerId, asking: Asked) -> SubmissionList:
    """List what was signed, at the gates whose records you may see."""
    with asking.reading(partner_id) as visit:
        _, partner = see_partner(visit, partner_id)
        rows = submissions.of_partner(visit.connection, partner_id)
        shown = [
            _summary(row)
            for row in rows
            if may_see_answers(visit, partner, row.questionnaire_id)
        ]
    return SubmissionList(items=shown)


@router.get(
    "/submissions/{submission_id}",
    response_model=SubmissionView,
    responses=problem_responses(401, 404),
)
def read_submission(
    partner_id: PartnerId, submission_id: Reference, asking: Asked
) -> Response:
    """Show signed answers, and whether they still are what was signed."""
    with asking.reading(partner_id) as visit:
        _, partner = see_partner(visit, partner_id)
        found = submissions.called(visit.connection, partner_id, submission_id)
        if found is None or not may_see_answers(
            visit, partner, found[0].questionnaire_id
        ):
            raise not_found()
    return shown_document(_document(*found))


def _document(submission: Submission, signed_by: str) -> dict[str, Any]:
    found: dict[str, Any] = unstructure(submission)
    signature, replaced = submission.signature, submission.replaces
    verified = verify(submission)
    return {
        "id": submission.id,
        "questionnaire_id": submission.questionnaire_id,
        "version": submission.version,
        "signed_at": signature.signed_at.isoformat(),
        "signed_by": signed_by,
        "role": signature.signer.role,
        "digest": signature.digest,
        "replaces": None if replaced is None else replaced.id,
        "answers": found["answers"],
        "holds": verified.holds,
        "reasons": [ReasonView.of(each).model_dump() for each in verified.reasons],
    }
