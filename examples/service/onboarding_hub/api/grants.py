"""Context grants: given by whom the library lets, and taken back."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response

from onboarding_hub.api.asking import Asked, Writing
from onboarding_hub.api.common import (
    PartnerId,
    answer,
    identity_called,
    require,
    see_partner,
)
from onboarding_hub.api.given_views import GrantList, GrantView, NewGrant
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
from onboarding_hub.store import grants
from onboarding_hub.store.idempotency import Answer
from partner_success.access import (
    AccessDecision,
    Given,
    Grant,
    Resource,
    give_grant,
    revoke_grant,
)

__all__ = ["create_grant", "may_list", "revoke", "router"]

router = APIRouter(prefix="/api/partners/{partner_id}/grants", tags=["grants"])


def _view(grant: Grant, at: datetime) -> GrantView:
    return GrantView(
        id=grant.id,
        partner_id=grant.partner_id,
        grantee=grant.grantee.id,
        grantor=grant.grantor.id,
        gates=list(grant.gates),
        reason=grant.reason,
        starts_at=grant.starts_at,
        ends_at=grant.ends_at,
        revoked_at=grant.revoked_at,
        state=str(grant.state(at)),
    )


def may_list(visit: Visit, partner: Resource) -> AccessDecision:
    """Ask the library whether somebody sees the grants: who may take one back."""
    return visit.decide("revoke_grant", partner.grant_to(None))


@router.get("", responses=problem_responses(401, 403, 404))
def read_grants(partner_id: PartnerId, asking: Asked) -> GrantList:
    """List the grants on a partner's records; who may take one back sees them."""
    with asking.reading(partner_id) as visit:
        _, partner = see_partner(visit, partner_id)
        require(may_list(visit, partner))
        found = grants.of_partner(visit.connection, partner_id)
        return GrantList(items=[_view(each, visit.at) for each in found])


@router.post(
    "",
    status_code=201,
    response_model=GrantView,
    responses=problem_responses(401, 403, 404, 413, 415, 503),
    openapi_extra=body_of("NewGrant"),
)
def create_grant(partner_id: PartnerId, asking: Writing) -> Response:
    """Give somebody a context grant."""
    wanted = asking.read(NewGrant)

    def work(visit: Visit) -> Answer:
        _, partner = see_partner(visit, partner_id)
        require(may_list(visit, partner))
        to = identity_called(visit, wanted.to)
        with input_faults():
            given = give_grant(
                visit.policy,
                visit.actor,
                partner,
                to=to,
                gates=wanted.gates,
                reason=wanted.reason,
                ends_at=wanted.ends_at,
                starts_at=wanted.starts_at,
                id_=new_id("g"),
                at=visit.at,
            )
        grant = _given(given)
        visit.let_write()
        grants.add(visit.connection, grant)
        return answer(_view(grant, visit.at), status=201)

    return asking.answer(work)


@router.post(
    "/{grant_id}/revocation",
    response_model=GrantView,
    responses=problem_responses(401, 403, 404, 413, 415, 503),
    openapi_extra=body_of("Nothing"),
)
def revoke(partner_id: PartnerId, grant_id: Reference, asking: Writing) -> Response:
    """Take a context grant back."""
    asking.document()

    def work(visit: Visit) -> Answer:
        _, partner = see_partner(visit, partner_id)
        require(may_list(visit, partner))
        grant = grants.called(visit.connection, partner_id, grant_id)
        if grant is None:
            raise not_found()
        taken = revoke_grant(visit.policy, visit.actor, partner, grant, at=visit.at)
        now = _given(taken)
        visit.let_write()
        grants.take_back(visit.connection, now)
        return answer(_view(now, visit.at))

    return asking.answer(work)


def _given(given: Given) -> Grant:
    if given.grant is not None:
        return given.grant
    require(given.decision)
    raise ProblemError(422, "It was refused.", reasons=given.reasons)
