"""Signing answers: a route for each questionnaire, so that each says what it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from fastapi import APIRouter, Request, Response

from onboarding_hub.api.asking import WritingTo
from onboarding_hub.api.common import (
    PartnerId,
    also,
    document_answer,
    etag,
    may_see_answers,
    require,
)
from onboarding_hub.api.journeys import done, give
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.submissions import gate_of
from onboarding_hub.api.views import SubmissionDone
from onboarding_hub.hub import Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.problems import (
    ProblemError,
    input_faults,
    not_found,
    problem_responses,
)
from onboarding_hub.store import journeys, people, submissions
from onboarding_hub.store.idempotency import Answer
from partner_success.access import Resource
from partner_success.core.collections import FrozenMap
from partner_success.gates import Journey, Submit
from partner_success.interop import structure
from partner_success.questionnaires import (
    Mark,
    Questionnaire,
    Signer,
    Submission,
    Submitted,
    correct,
    start_draft,
    submit,
)

__all__ = ["Signing", "hand_in", "signing_router"]


@attrs.frozen(kw_only=True)
class Signing:
    """What somebody sends to sign answers.

    Attributes:
        answers: By section and field.
        mark: What they typed or drew.
        replaces: The id of what they correct.
    """

    answers: FrozenMap[str, Any]
    mark: Mark
    replaces: str | None = None


def signing_router(journey: Journey) -> APIRouter:
    """Give the routes that sign answers to the questionnaires of the gates."""
    router = APIRouter(prefix="/api/partners/{partner_id}", tags=["submissions"])
    for each in journey.questionnaires:
        if each.stage:
            router.add_api_route(
                f"/questionnaires/{each.id}/submissions",
                _signs(each),
                methods=["POST"],
                name=f"sign_{each.id}",
                summary=f"Sign: {each.title}",
                status_code=201,
                response_model=SubmissionDone,
                responses=problem_responses(401, 403, 404, 409, 413, 415, 428, 503)
                | also(201, "ETag", "Location"),
                openapi_extra=body_of(f"sign_{each.id}"),
            )
    return router


def _signs(asked: Questionnaire) -> Callable[..., Response]:
    def sign(partner_id: PartnerId, asking: WritingTo, request: Request) -> Response:
        """Sign answers and hand them in; both are kept, or neither."""
        seen, document = asking.require_seen(), asking.document()
        with input_faults():
            signing = structure(document, Signing, subject="the body")
        client = None if request.client is None else request.client.host
        return asking.answer(
            lambda visit: hand_in(
                visit, partner_id, asked.id, signing, seen=seen, client=client
            )
        )

    return sign


def hand_in(  # noqa: PLR0913 - what a signature says
    visit: Visit,
    partner_id: str,
    questionnaire_id: str,
    signing: Signing,
    *,
    seen: int,
    client: str | None,
) -> Answer:
    """Sign answers and, where its gate asks for them, hand them in.

    Raises:
        ProblemError: They may not, the answers are not complete, or the journey is
            against it; with every reason.
    """
    gate, asked = gate_of(visit, partner_id, questionnaire_id)
    role = require(visit.decide("complete_questionnaire", gate)).role
    before = journeys.load(visit.connection, visit.journey, partner_id, since=seen)
    signed = _signed(visit, asked, gate, signing, role=role, client=client)
    submission = signed.submission
    if submission is None:
        raise ProblemError(
            422,
            "The answers cannot be signed.",
            reasons=signed.reasons,
            faults=signed.problems,
        )
    after = before
    if visit.journey.stages[str(asked.stage)].questionnaire == asked.id:
        command = Submit(submission=submission, by=visit.actor)
        after = give(visit, before, command, seen=seen)
    visit.let_write()
    submissions.add(visit.connection, submission, by=visit.actor.id)
    submissions.drop_draft(visit.connection, partner_id, asked.id)
    document = {
        "submission_id": submission.id,
        "digest": submission.digest,
        "dropped": list(signed.dropped),
        **done(before, after),
    }
    where = f"/api/partners/{partner_id}/submissions/{submission.id}"
    headers = {"Location": where, **etag(after.version)}
    return document_answer(document, status=201, headers=headers)


def _signed(  # noqa: PLR0913 - what a signature says
    visit: Visit,
    asked: Questionnaire,
    gate: Resource,
    signing: Signing,
    *,
    role: str | None,
    client: str | None,
) -> Submitted:
    person = people.person_called(visit.connection, visit.actor.id)
    replaced = _replaced(visit, gate, signing.replaces)
    with input_faults():
        signer = Signer(
            name=visit.actor.id if person is None else person.name,
            email=str(visit.actor.email),
            role=str(role),
        )
        draft = start_draft(
            asked,
            signing.answers,
            id=new_id("d"),
            partner_id=str(gate.partner_id),
            at=visit.at,
            by=visit.actor.id,
        )
        more: dict[str, Any] = {
            "id": new_id("s"),
            "signer": signer,
            "mark": signing.mark,
            "at": visit.at,
            "address": client,
        }
        if replaced is None:
            return submit(draft, asked, **more)
        return correct(replaced, draft, asked, **more)


def _replaced(
    visit: Visit, gate: Resource, submission_id: str | None
) -> Submission | None:
    if submission_id is None:
        return None
    found = submissions.called(visit.connection, str(gate.partner_id), submission_id)
    if found is None or not may_see_answers(visit, gate, found[0].questionnaire_id):
        raise not_found()
    return found[0]
