"""Tickets: which there are, and one with its clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, get_args
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import attrs
from fastapi import APIRouter
from fastapi.responses import Response

from onboarding_hub.api.common import Cursor, PartnerId, require, see_partner
from onboarding_hub.api.tickets import (
    SENT_KINDS,
    add_ticket_event,
    list_tickets,
    open_ticket,
    see_ticket,
    ticket_view,
)
from onboarding_hub.api.views import Reference
from onboarding_hub.pages.fields import FormField, document_of, fields_of
from onboarding_hub.pages.filled import Given, Looking, Sent, Viewer, Word
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError
from onboarding_hub.store import partners
from onboarding_hub.store.tickets import Filters, working_time
from onboarding_hub.texts import document_of as read
from partner_success.partners import Severity
from partner_success.sla import Clock, Phase
from partner_success.sla.events import EVENTS

__all__ = ["router"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_AGAIN: Final = frozenset({409, 422, 428})
_KNOWN: Final = ("at", "kind")
_PHASES: Final[tuple[str, ...]] = get_args(Phase)
_ANY: Final = "anything"
_LABELS: Final = {
    "responded": "Support answered",
    "replied": "The partner wrote",
    "paused": "Pause: somebody else has to do something",
    "resumed": "Go on working",
    "severity_changed": "Change the severity",
    "resolved": "It is resolved",
    "reopened": "It is not resolved after all",
    "cancelled": "Nobody needs it any more",
}


@router.get("/tickets")
def show_tickets(
    viewer: Viewer,
    partner_id: Word = "",
    severity: Word = "",
    phase: Word = "",
    cursor: Cursor = None,
) -> Response:
    """Show the tickets that somebody may see."""
    filters = Filters(
        partner_id=partner_id or None, severity=severity or None, phase=phase or None
    )
    found = list_tickets(viewer.asking, filters, limit=25, cursor=cursor)
    with viewer.asking.reading() as visit:
        frame = frame_of(viewer.request, viewer.hub, visit)
        row = see_partner(visit, partner_id)[0] if partner_id else None
        seen = visit.policy.predicate(visit.actor, "view_partner", at=visit.at)
        ids = {each.partner_id for each in found.items}
        names = partners.names(visit.connection, seen, ids)
    chosen = {"partner_id": partner_id, "severity": severity, "phase": phase}
    asked = {name: text for name, text in chosen.items() if text}
    return render(
        frame,
        "tickets.html",
        found=found,
        partner=row,
        names=names,
        chosen=chosen,
        severities=[each.value for each in Severity],
        phases=_PHASES,
        more=found.next and f"/tickets?{urlencode({**asked, 'cursor': found.next})}",
    )


@router.get("/tickets/{ticket_id}")
def show_ticket(ticket_id: Reference, viewer: Viewer, done: str = "") -> Response:
    """Show a ticket with its clock."""
    return _show(viewer, ticket_id, {}, None, done=done)


@router.post("/tickets/{ticket_id}")
def take_event(ticket_id: Reference, sent: Sent) -> Response:
    """Say what happened to a ticket."""
    kind = sent.one("kind")
    document: dict[str, Any] = {"kind": kind}
    if kind in SENT_KINDS:
        fields = fields_of(EVENTS[kind], without=_KNOWN)
        document |= document_of(fields, sent.given)
    try:
        add_ticket_event(ticket_id, sent.sends(document))
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _show(sent, ticket_id, sent.given, problem)
    return see_other(f"/tickets/{quote(ticket_id)}?done={quote(kind)}")


def _show(
    looking: Looking,
    ticket_id: str,
    given: Given,
    problem: ProblemError | None,
    *,
    done: str = "",
) -> Response:
    with looking.asking.reading() as visit:
        row, clock = see_ticket(visit, ticket_id)
        partner, _ = see_partner(visit, row.partner_id)
        frame = frame_of(looking.request, looking.hub, visit)
    names = [each.name for kind in SENT_KINDS for each in _event_fields(kind)]
    return render(
        frame,
        "ticket.html",
        status=problem.status if problem else 200,
        ticket=ticket_view(row, clock, visit.at),
        working=row.calendar,
        zone=ZoneInfo(working_time(row.calendar).zone),
        partner=partner,
        events=clock.events,
        labels_of=_LABELS,
        ways=[
            (kind, _LABELS.get(kind, kind), _event_fields(kind))
            for kind in _possible(clock, visit.at)
        ],
        given=given,
        trouble=Trouble.of(problem, names) if problem else None,
        done=_LABELS.get(done, ""),
    )


def _event_fields(kind: str) -> tuple[FormField, ...]:
    return fields_of(EVENTS[kind], without=_KNOWN)


def _possible(clock: Clock, at: Any) -> Iterator[str]:
    """Give what the library would take now, whatever else is said with it."""
    severity = clock.at(at).severity
    others = [each for each in Severity if each != severity]
    samples = {"reason": _ANY, "severity": others[0]}
    for kind in SENT_KINDS:
        event: Any = EVENTS[kind]
        names = {each.name for each in attrs.fields(event)}
        more = {name: text for name, text in samples.items() if name in names}
        if not clock.apply(event(at=at, **more)).refused:
            yield kind


def _new_fields() -> tuple[FormField, ...]:
    severities = tuple((each.value, each.value) for each in Severity)
    return (
        FormField(name="summary", label="What happened", kind="text", required=True),
        FormField(
            name="severity",
            label="Severity",
            kind="choice",
            required=True,
            choices=severities,
        ),
    )


@router.get("/partners/{partner_id}/new-ticket")
def show_new_ticket(partner_id: PartnerId, viewer: Viewer) -> Response:
    """Ask what happened."""
    return _ask(viewer, partner_id, {}, None)


@router.post("/partners/{partner_id}/new-ticket")
def take_new_ticket(partner_id: PartnerId, sent: Sent) -> Response:
    """Open a ticket."""
    document = document_of(_new_fields(), sent.given)
    try:
        made: Any = read(
            bytes(open_ticket(partner_id, sent.sends(document)).body).decode()
        )
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _ask(sent, partner_id, sent.given, problem)
    return see_other(f"/tickets/{quote(made['id'])}")


def _ask(
    looking: Looking, partner_id: str, given: Given, problem: ProblemError | None
) -> Response:
    with looking.asking.reading(partner_id) as visit:
        row, partner = see_partner(visit, partner_id)
        require(visit.decide("view_tickets", partner.ticket()))
        frame = frame_of(looking.request, looking.hub, visit)
    fields = _new_fields()
    names = [each.name for each in fields]
    return render(
        frame,
        "form.html",
        status=problem.status if problem else 200,
        title="A new ticket",
        intro="Its clock begins when it is opened.",
        back=(f"/tickets?partner_id={quote(partner_id)}", f"Tickets of {row.name}"),
        action=looking.request.url.path,
        fields=fields,
        given=given,
        trouble=Trouble.of(problem, names) if problem else None,
        hidden={},
        submit="Open the ticket",
    )
