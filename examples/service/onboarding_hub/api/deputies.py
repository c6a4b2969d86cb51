"""Deputies: named by a lead for a time, taken back and laid down."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response

from onboarding_hub.api.asking import Asked, Writing
from onboarding_hub.api.common import PartnerId, answer, identity_called, see_partner
from onboarding_hub.api.given_views import DeputyList, DeputyView, NewDeputy
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.views import Reference
from onboarding_hub.hub import Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.problems import (
    ProblemError,
    input_faults,
    not_found,
    problem_responses,
)
from onboarding_hub.store import people
from onboarding_hub.store.idempotency import Answer
from partner_success.access import (
    Delegation,
    NamedDeputy,
    name_deputy,
    revoke_deputy,
)

__all__ = ["create_deputy", "revoke", "router"]

router = APIRouter(prefix="/api/partners/{partner_id}/deputies", tags=["deputies"])


def _view(named: Delegation, at: datetime) -> DeputyView:
    return DeputyView(
        id=named.id,
        partner_id=named.partner_id,
        lead=named.lead.id,
        deputy=named.deputy.id,
        role=named.role,
        starts_at=named.starts_at,
        ends_at=named.ends_at,
        revoked_at=named.revoked_at,
        state=str(named.state(at)),
    )


@router.get("", responses=problem_responses(401, 404))
def read_deputies(partner_id: PartnerId, asking: Asked) -> DeputyList:
    """List who stands in for you with a partner, and for whom you stand in."""
    with asking.reading(partner_id) as visit:
        see_partner(visit, partner_id)
        found = people.namings_of(visit.connection, visit.actor, partner_id)
        return DeputyList(items=[_view(each, visit.at) for each in found])


@router.post(
    "",
    status_code=201,
    response_model=DeputyView,
    responses=problem_responses(401, 403, 404, 413, 415, 503),
    openapi_extra=body_of("NewDeputy"),
)
def create_deputy(partner_id: PartnerId, asking: Writing) -> Response:
    """Name somebody who stands in for you with a partner, for a time."""
    wanted = asking.read(NewDeputy)

    def work(visit: Visit) -> Answer:
        _, partner = see_partner(visit, partner_id)
        to = identity_called(visit, wanted.to)
        with input_faults():
            named = name_deputy(
                visit.policy,
                visit.actor,
                partner,
                deputy=to,
                role=wanted.role,
                ends_at=wanted.ends_at,
                starts_at=wanted.starts_at,
                id_=new_id("n"),
                at=visit.at,
            )
        delegation = _named(named)
        visit.let_write()
        people.add_delegation(visit.connection, delegation)
        return answer(_view(delegation, visit.at), status=201)

    return asking.answer(work)


@router.post(
    "/{deputy_id}/revocation",
    response_model=DeputyView,
    responses=problem_responses(401, 403, 404, 413, 415, 503),
    openapi_extra=body_of("Nothing"),
)
def revoke(partner_id: PartnerId, deputy_id: Reference, asking: Writing) -> Response:
    """Take your deputy back, or lay down that you stand in."""
    asking.document()

    def work(visit: Visit) -> Answer:
        see_partner(visit, partner_id)
        found = people.naming_called(
            visit.connection, visit.actor, partner_id, deputy_id
        )
        if found is None:
            raise not_found()
        now = _named(revoke_deputy(visit.actor, found, at=visit.at))
        visit.let_write()
        people.take_back_delegation(visit.connection, now)
        return answer(_view(now, visit.at))

    return asking.answer(work)


def _named(named: NamedDeputy) -> Delegation:
    if named.delegation is None:
        raise ProblemError(422, "It was refused.", reasons=named.reasons)
    return named.delegation
