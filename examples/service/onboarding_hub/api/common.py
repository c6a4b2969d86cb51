"""What several routes do: see whether something may be seen, and tell how it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Path, Query, Response
from pydantic import BaseModel

from onboarding_hub.hub import Visit
from onboarding_hub.problems import ProblemError, not_found
from onboarding_hub.store import journeys
from onboarding_hub.store.idempotency import Answer
from onboarding_hub.store.partners import PartnerRow, row_called
from onboarding_hub.store.people import person_called
from onboarding_hub.texts import text_of
from partner_success.access import AccessDecision, Identity, Resource
from partner_success.gates import PartnerJourney

__all__ = [
    "Limit",
    "PartnerId",
    "Text",
    "also",
    "answer",
    "document_answer",
    "etag",
    "identity_called",
    "may_see_answers",
    "require",
    "see_journey",
    "see_partner",
    "shown",
    "shown_document",
]

PartnerId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", examples=["amberline"])
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Text = Annotated[str | None, Query(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, Query(max_length=2_000, description="Where to go on.")]


def see_partner(visit: Visit, partner_id: str) -> tuple[PartnerRow, Resource]:
    """Give a partner that may be seen, and how access looks at it.

    Raises:
        ProblemError: It is not there or may not be seen, which look alike.
    """
    row = visit.row
    if row is None or row.id != partner_id:
        row = row_called(visit.connection, partner_id)
    if row is None:
        raise not_found()
    resource = row.resource_for(visit.actor)
    if not visit.decide("view_partner", resource).allowed:
        raise not_found()
    return row, resource


def see_journey(
    visit: Visit, partner_id: str
) -> tuple[PartnerRow, Resource, PartnerJourney]:
    """Give a partner that may be seen, how access looks at it, and how it stands.

    Raises:
        ProblemError: It is not there or may not be seen, which look alike.
    """
    row, partner = see_partner(visit, partner_id)
    found = journeys.load(
        visit.connection, visit.journey, partner_id, since=row.version
    )
    return row, partner, found


def identity_called(visit: Visit, person_id: str) -> Identity:
    """Give somebody of the directory to whom something is to be given.

    Raises:
        ProblemError: Nobody has the id.
    """
    person = person_called(visit.connection, person_id)
    if person is None:
        raise ProblemError(422, f"Nobody has the id {person_id!r}.", slug="faults")
    return Identity(id=person.id, email=person.email)


def require(decision: AccessDecision) -> AccessDecision:
    """Go on where the library allows it.

    Raises:
        ProblemError: It does not; with the grounds.
    """
    if decision.allowed:
        return decision
    what = decision.action.name
    raise ProblemError(403, f"You may not {what}.", reasons=decision.reasons)


def may_see_answers(visit: Visit, partner: Resource, questionnaire_id: str) -> bool:
    """Tell whether somebody may see the answers to a questionnaire of a gate."""
    stage = visit.journey.questionnaires[questionnaire_id].stage
    return visit.decide("view_gate", partner.gate(str(stage))).allowed


_TEXT: Final = {"schema": {"type": "string"}, "required": True}
_HEADERS: Final = {
    "ETag": {"description": "The version, for If-Match.", **_TEXT},
    "Location": {"description": "Where it is from now on.", **_TEXT},
}


def also(status: int, *names: str) -> dict[int | str, dict[str, Any]]:
    """Give which headers a route answers with, as its description wants them."""
    return {status: {"headers": {name: _HEADERS[name] for name in names}}}


def etag(version: int) -> dict[str, str]:
    """Give the header that tells a version."""
    return {"ETag": f'"{version}"'}


def answer(
    view: BaseModel, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Answer with a model."""
    return Answer(status=status, body=view.model_dump_json(), headers=headers or {})


def shown(view: BaseModel, headers: Mapping[str, str] | None = None) -> Response:
    """Show a model as it is; it has its form, and need not be checked once more."""
    body = view.model_dump_json()
    return Response(body, media_type="application/json", headers=dict(headers or {}))


def shown_document(
    document: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    """Show documents of the library, whose numbers stay exact."""
    body = text_of(document)
    return Response(body, media_type="application/json", headers=dict(headers or {}))


def document_answer(
    document: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Answer with documents of the library, whose numbers stay exact."""
    return Answer(status=status, body=text_of(document), headers=headers or {})
