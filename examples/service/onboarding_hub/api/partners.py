"""Partners: who may be seen, and who sets out."""

from __future__ import annotations

from typing import Any

import attrs
from fastapi import APIRouter, Response

from onboarding_hub.api.asking import Asked, Asking, Writing
from onboarding_hub.api.common import (
    Cursor,
    Limit,
    PartnerId,
    Text,
    also,
    answer,
    etag,
    require,
    see_partner,
    shown,
)
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.views import NewPartner, PartnerPage, PartnerView
from onboarding_hub.hub import Hub, Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.problems import ProblemError, input_faults, problem_responses
from onboarding_hub.store import journeys, partners, people
from onboarding_hub.store.idempotency import Answer
from onboarding_hub.store.partners import Filters, PartnerRow
from partner_success.access import AccessDecision, Resource
from partner_success.core.money import Money
from partner_success.gates import PartnerJourney
from partner_success.interop import structure
from partner_success.partners import Contract, Partner, TeamAssignment

__all__ = ["list_partners", "may_create", "partner_view", "router"]

router = APIRouter(prefix="/api/partners", tags=["partners"])


def partner_view(hub: Hub, row: PartnerRow) -> PartnerView:
    """Show a partner."""
    team = {role: list(ids) for role, ids in row.team.items()}
    return PartnerView(
        id=row.id,
        name=row.name,
        country=row.country,
        stage=row.stage,
        stage_name=hub.rules.journey.stages[row.stage].name,
        status=row.status,
        lead_role=row.lead_role,
        leads=team.get(row.lead_role, []),
        target_launch=row.target_launch,
        team=team,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def list_partners(
    asking: Asking, filters: Filters, *, limit: int, cursor: str | None
) -> PartnerPage:
    """Give a page of the partners that somebody may see."""
    hub = asking.hub
    asked = ("partners", asking.caller.id, *attrs.astuple(filters))
    after = None if cursor is None else str(hub.cursors.read(cursor, asked)[0])
    with asking.reading() as visit:
        seen = visit.policy.predicate(visit.actor, "view_partner", at=visit.at)
        found = partners.page(
            visit.connection, seen, filters, after=after, limit=limit + 1
        )
        total = partners.count(visit.connection, seen, filters)
    rows, next_ = hub.cursors.part(asked, found, limit, lambda row: (row.id,))
    items = [partner_view(hub, row) for row in rows]
    return PartnerPage(items=items, total=total, next=next_)


@router.get("", response_model=PartnerPage, responses=problem_responses(401))
def read_partners(  # noqa: PLR0913 - what can be asked for
    asking: Asked,
    *,
    stage: Text = None,
    status: Text = None,
    lead: Text = None,
    search: Text = None,
    limit: Limit = 25,
    cursor: Cursor = None,
) -> Response:
    """List the partners that you may see."""
    filters = Filters(stage=stage, status=status, lead=lead, search=search)
    return shown(list_partners(asking, filters, limit=limit, cursor=cursor))


@router.get(
    "/{partner_id}",
    response_model=PartnerView,
    responses=problem_responses(401, 404) | also(200, "ETag"),
)
def read_partner(partner_id: PartnerId, asking: Asked) -> Response:
    """Show a partner."""
    with asking.reading(partner_id) as visit:
        row, _ = see_partner(visit, partner_id)
    return shown(partner_view(asking.hub, row), etag(row.version))


@router.post(
    "",
    status_code=201,
    response_model=PartnerView,
    responses=problem_responses(401, 403, 413, 415, 503)
    | also(201, "ETag", "Location"),
    openapi_extra=body_of("NewPartner"),
)
def create_partner(asking: Writing) -> Response:
    """Let a partner set out; who creates it is on its team."""
    wanted = asking.read(NewPartner)

    def work(visit: Visit) -> Answer:
        role = require(may_create(visit)).role
        partner = _partner(visit, wanted, role)
        with input_faults():
            begun = visit.journey.start(partner, at=visit.at, by=visit.actor.id)
            # Whoever looks at it is shown its plan, which has to be one.
            begun.timeline(on=visit.at.date())
        visit.let_write()
        journeys.begin(visit.connection, partner, begun)
        view = partner_view(asking.hub, _row(partner, begun))
        where = {"Location": f"/api/partners/{partner.id}", **etag(begun.version)}
        return answer(view, status=201, headers=where)

    return asking.answer(work)


def may_create(visit: Visit) -> AccessDecision:
    """Ask the library whether somebody may let a partner set out."""
    return visit.decide("create_partner", Resource(kind="new_partner"))


def _partner(visit: Visit, wanted: NewPartner, role: str | None) -> Partner:
    team = [(each.role, each.person_id) for each in wanted.team]
    own = (role or "", visit.actor.id)
    if role in {str(each) for each in visit.journey.roles.ids} and own not in team:
        team.append(own)
    known = people.keys_of(visit.connection, {id_ for _, id_ in team})
    for _, id_ in team:
        if id_ not in known:
            raise ProblemError(422, f"Nobody has the id {id_!r}.", slug="faults")
    id_ = new_id("p")
    with input_faults():
        return Partner(
            id=id_,
            name=wanted.name,
            country=wanted.country,
            team=[TeamAssignment(role=role, person_id=id_) for role, id_ in team],
            contract=_contract(id_, wanted),
            onboarding_start=wanted.onboarding_start,
            target_launch=wanted.target_launch,
        )


def _contract(partner_id: str, wanted: NewPartner) -> Contract | None:
    amounts: dict[str, Any] = {
        name: structure(text, Money, subject=name)
        for name in ("committed_value", "launch_revenue_potential")
        if (text := getattr(wanted, name)) is not None
    }
    if not amounts:
        return None
    return Contract(id=f"{partner_id}-contract", kind="ppa", **amounts)


def _row(partner: Partner, begun: PartnerJourney) -> PartnerRow:
    state = begun.state
    return PartnerRow(
        id=partner.id,
        name=partner.name,
        country=partner.country,
        created_at=state.at,
        updated_at=state.at,
        version=state.version,
        stage=state.stage,
        status=str(state.gate.status),
        lead_role=begun.journey.stages[state.stage].lead,
        target_launch=state.target_launch,
        team={role: list(ids) for role, ids in state.team.items()},
    )
