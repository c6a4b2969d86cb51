"""Journeys: a log that is only added to, and beside it what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from onboarding_hub.database.instants import to_database
from onboarding_hub.database.tables import (
    journey_events,
    partners,
    team_assignments,
)
from onboarding_hub.store.people import keys_of
from partner_success.gates import Journey, JourneyEvent, PartnerJourney
from partner_success.interop import (
    event_document,
    journey_state_document,
    read_journey_events,
    read_journey_state,
)
from partner_success.partners import Partner

__all__ = [
    "StaleError",
    "add_events",
    "begin",
    "event_documents",
    "keep",
    "load",
    "replayed",
    "stage_at",
]


class StaleError(Exception):
    """Somebody else was faster; try again with what they left."""


def load(
    connection: sa.Connection, journey: Journey, partner_id: str, *, since: int
) -> PartnerJourney:
    """Give a partner's journey as it stands.

    Args:
        connection: The transaction.
        journey: The journey on which it is.
        partner_id: The partner, which is there.
        since: The version that somebody saw: what came after it is read too, so that a
            refusal can say what it was.
    """
    chosen = sa.select(partners.c.snapshot).where(partners.c.id == partner_id)
    state = read_journey_state(connection.scalars(chosen).one())
    if since >= state.version:
        return journey.restore(state)
    return journey.replay(_events(connection, partner_id))


def replayed(
    connection: sa.Connection, journey: Journey, partner_id: str
) -> PartnerJourney:
    """Give a partner's journey from its whole log alone."""
    return journey.replay(_events(connection, partner_id))


def _events(connection: sa.Connection, partner_id: str) -> tuple[JourneyEvent, ...]:
    return read_journey_events(event_documents(connection, partner_id))


def event_documents(
    connection: sa.Connection,
    partner_id: str,
    *,
    after: int = 0,
    limit: int | None = None,
) -> list[Any]:
    """Give the log of a partner as documents, in order.

    Args:
        connection: The transaction.
        partner_id: The partner.
        after: The place behind which to begin.
        limit: How many at most; ``None`` for all.
    """
    chosen = (
        sa.select(journey_events.c.document)
        .where(
            journey_events.c.partner_id == partner_id,
            journey_events.c.sequence > after,
        )
        .order_by(journey_events.c.sequence)
        .limit(limit)
    )
    return list(connection.scalars(chosen))


def stage_at(connection: sa.Connection, partner_id: str, sequence: int) -> str | None:
    """Give the stage that a partner was in after an event; ``None`` before the first.

    Args:
        connection: The transaction.
        partner_id: The partner.
        sequence: The place of the event in the log.
    """
    chosen = (
        sa.select(journey_events.c.stage)
        .where(
            journey_events.c.partner_id == partner_id,
            journey_events.c.sequence <= sequence,
            journey_events.c.kind == "stage_started",
        )
        .order_by(journey_events.c.sequence.desc())
        .limit(1)
    )
    return connection.scalar(chosen)


def begin(connection: sa.Connection, partner: Partner, begun: PartnerJourney) -> None:
    """Keep a partner that set out."""
    row = {
        "id": partner.id,
        "name": partner.name,
        "country": partner.country,
        "created_at": to_database(begun.events[0].at),
        **_columns(begun),
    }
    connection.execute(sa.insert(partners), row)
    add_events(connection, begun.events)
    _assign(connection, begun)


def keep(
    connection: sa.Connection,
    before: PartnerJourney,
    after: PartnerJourney,
    events: Iterable[JourneyEvent],
) -> None:
    """Keep what a command added, if nobody was faster.

    Raises:
        StaleError: Somebody was.
    """
    partner_id = after.state.partner_id
    seen = (partners.c.id == partner_id, partners.c.version == before.version)
    changed = sa.update(partners).where(*seen).values(**_columns(after))
    if connection.execute(changed).rowcount != 1:
        raise StaleError
    add_events(connection, events)
    if before.state.team != after.state.team:
        gone = team_assignments.c.partner_id == partner_id
        connection.execute(sa.delete(team_assignments).where(gone))
        _assign(connection, after)


def add_events(connection: sa.Connection, events: Iterable[JourneyEvent]) -> None:
    """Write events at the end of their log."""
    rows = [
        {
            "partner_id": each.partner_id,
            "sequence": each.sequence,
            "id": each.id,
            "kind": each.kind,
            "stage": getattr(each, "stage", None),
            "at": to_database(each.at),
            "by": each.by,
            "document": event_document(each),
        }
        for each in events
    ]
    connection.execute(sa.insert(journey_events), rows)


def _columns(now: PartnerJourney) -> dict[str, Any]:
    """Give what lists show and ask for of a journey."""
    state = now.state
    return {
        "updated_at": to_database(state.at),
        "version": state.version,
        "stage": state.stage,
        "status": str(state.gate.status),
        "lead_role": now.journey.stages[state.stage].lead,
        "target_launch": state.target_launch,
        "team": {role: list(ids) for role, ids in state.team.items()},
        "snapshot": journey_state_document(now.snapshot()),
    }


def _assign(connection: sa.Connection, now: PartnerJourney) -> None:
    team = now.state.team
    keys = keys_of(connection, {id_ for ids in team.values() for id_ in ids})
    rows = [
        {
            "partner_id": now.state.partner_id,
            "role": role,
            "person_id": id_,
            "key": keys.get(id_),
        }
        for role, ids in team.items()
        for id_ in ids
    ]
    if rows:
        connection.execute(sa.insert(team_assignments), rows)
