"""Tickets: opened, worked on, and by when somebody has to answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

import attrs
from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime

from onboarding_hub.api.asking import Asked, Asking, Writing, WritingTo
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
)
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.views import (
    NewTicket,
    Reference,
    TargetView,
    TicketPage,
    TicketView,
)
from onboarding_hub.hub import Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.problems import (
    ProblemError,
    input_faults,
    not_found,
    problem_responses,
)
from onboarding_hub.store import tickets
from onboarding_hub.store.idempotency import Answer
from onboarding_hub.store.tickets import Filters, TicketRow
from partner_success.errors import UnknownNameError
from partner_success.interop import structure
from partner_success.sla import Clock
from partner_success.sla.events import EVENTS

__all__ = ["SENT_KINDS", "list_tickets", "router", "see_ticket", "ticket_view"]

router = APIRouter(tags=["tickets"])

SENT_KINDS: Final = tuple(
    kind for kind in EVENTS if kind not in {"opened", "calendar_changed"}
)
"""What can be sent: a ticket is opened once, and keeps its working time."""


def ticket_view(row: TicketRow, clock: Clock, at: datetime) -> TicketView:
    """Show a ticket with its clock at an instant."""
    state = clock.at(at)
    targets = [
        TargetView(
            id=each.id,
            state=each.state,
            promised=str(each.time),
            due=each.due,
            elapsed_seconds=int(each.elapsed.total_seconds()),
            remaining_seconds=int(each.remaining.total_seconds()),
            breached_since=each.breached_since,
            ended_at=each.ended_at,
        )
        for each in state.targets
    ]
    return TicketView(
        id=row.id,
        partner_id=row.partner_id,
        summary=row.summary,
        policy=row.policy,
        severity=str(state.severity),
        phase=state.phase,
        pause=state.pause,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        version=row.version,
        at=at,
        breached=any(each.breached_since is not None for each in targets),
        targets=targets,
    )


def list_tickets(
    asking: Asking, filters: Filters, *, limit: int, cursor: str | None
) -> TicketPage:
    """Give a page of the tickets that somebody may see."""
    hub = asking.hub
    asked = ("tickets", asking.caller.id, *attrs.astuple(filters))
    after = None
    if cursor is not None:
        opened, id_ = hub.cursors.read(cursor, asked)
        after = (datetime.fromisoformat(opened), str(id_))
    with asking.reading() as visit:
        if filters.partner_id is not None:
            _, partner = see_partner(visit, filters.partner_id)
            require(visit.decide("view_tickets", partner.ticket()))
        seen = visit.policy.predicate(visit.actor, "view_tickets", at=visit.at)
        found = tickets.page(
            visit.connection, seen, filters, after=after, limit=limit + 1
        )
        rows, next_ = hub.cursors.part(asked, found, limit, _place)
        clocks = tickets.clocks(visit.connection, visit.rules, rows)
        total = tickets.count(visit.connection, seen, filters)
    items = [ticket_view(row, clocks[row.id], visit.at) for row in rows]
    return TicketPage(items=items, total=total, next=next_)


def _place(row: TicketRow) -> tuple[str, str]:
    return row.opened_at.isoformat(), row.id


@router.get("/api/tickets", responses=problem_responses(401, 403, 404))
def read_tickets(  # noqa: PLR0913 - what can be asked for
    asking: Asked,
    *,
    partner_id: Annotated[Reference | None, Query()] = None,
    severity: Text = None,
    phase: Text = None,
    limit: Limit = 25,
    cursor: Cursor = None,
) -> TicketPage:
    """List the tickets that you may see, each with its clock now."""
    filters = Filters(partner_id=partner_id, severity=severity, phase=phase)
    return list_tickets(asking, filters, limit=limit, cursor=cursor)


def see_ticket(visit: Visit, ticket_id: str) -> tuple[TicketRow, Clock]:
    """Give a ticket that may be seen, with its clock.

    Raises:
        ProblemError: It is not there or may not be seen, which look alike.
    """
    row = tickets.called(visit.connection, ticket_id)
    if row is None:
        raise not_found()
    _, partner = see_partner(visit, row.partner_id)
    if not visit.decide("view_tickets", partner.ticket(ticket_id)).allowed:
        raise not_found()
    return row, tickets.clocks(visit.connection, visit.rules, [row])[ticket_id]


@router.get(
    "/api/tickets/{ticket_id}",
    responses=problem_responses(401, 404) | also(200, "ETag"),
)
def read_ticket(
    ticket_id: Reference,
    asking: Asked,
    response: Response,
    at: Annotated[AwareDatetime | None, Query(description="As it was then.")] = None,
) -> TicketView:
    """Show a ticket with its clock, now or at another instant."""
    with asking.reading() as visit:
        row, clock = see_ticket(visit, ticket_id)
        response.headers.update(etag(row.version))
        with input_faults():
            return ticket_view(row, clock, at or visit.at)


@router.post(
    "/api/partners/{partner_id}/tickets",
    status_code=201,
    response_model=TicketView,
    responses=problem_responses(401, 403, 404, 413, 415, 503)
    | also(201, "ETag", "Location"),
    openapi_extra=body_of("NewTicket"),
)
def open_ticket(partner_id: PartnerId, asking: Writing) -> Response:
    """Open a ticket of a partner whose tickets you may see."""
    wanted = asking.read(NewTicket)
    settings = asking.hub.settings

    def work(visit: Visit) -> Answer:
        _, partner = see_partner(visit, partner_id)
        require(visit.decide("view_tickets", partner.ticket()))
        policy_id = wanted.policy or settings.sla_policy
        with input_faults():
            policy = visit.rules.sla[policy_id]
            clock = policy.open(
                severity=wanted.severity,
                at=visit.at,
                calendar=tickets.working_time(settings.calendar),
            )
        row = TicketRow(
            id=new_id("t"),
            partner_id=partner_id,
            summary=wanted.summary,
            policy=policy_id,
            calendar=settings.calendar,
            severity=wanted.severity,
            phase=clock.at(visit.at).phase,
            opened_at=visit.at,
            opened_by=visit.actor.id,
            version=len(clock.events),
        )
        visit.let_write()
        tickets.add(visit.connection, row, clock)
        view = ticket_view(row, clock, visit.at)
        where = {"Location": f"/api/tickets/{row.id}", **etag(row.version)}
        return answer(view, status=201, headers=where)

    return asking.answer(work)


@router.post(
    "/api/tickets/{ticket_id}/events",
    response_model=TicketView,
    responses=problem_responses(401, 404, 409, 413, 415, 428, 503) | also(200, "ETag"),
    openapi_extra=body_of("TicketEvent"),
)
def add_ticket_event(ticket_id: Reference, asking: WritingTo) -> Response:
    """Say what happened to a ticket, as it was when you saw it."""
    seen, document = asking.require_seen(), asking.document()

    def work(visit: Visit) -> Answer:
        row, clock = see_ticket(visit, ticket_id)
        if row.version != seen:
            raise ProblemError(
                409, "Something happened to it meanwhile.", version=row.version
            )
        step = clock.apply(_event(document, visit.at))
        if step.refused:
            raise ProblemError(
                422,
                "It cannot follow what happened.",
                reasons=step.reasons,
                version=row.version,
            )
        visit.let_write()
        now = tickets.keep(visit.connection, row, step.clock, by=visit.actor.id)
        view = ticket_view(now, step.clock, visit.at)
        return answer(view, headers=etag(now.version))

    return asking.answer(work)


def _event(document: dict[str, Any], at: datetime) -> Any:
    kind = document.get("kind")
    if kind not in SENT_KINDS:
        detail = str(UnknownNameError("event of a ticket", kind, SENT_KINDS))
        raise ProblemError(422, detail, slug="faults")
    if "at" in document:
        raise ProblemError(422, "The instant is not sent.", slug="faults")
    with input_faults():
        given = {**document, "at": at.isoformat()}
        return structure(given, EVENTS[kind], subject="the event")
