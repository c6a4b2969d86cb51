"""Tickets: what happened to each, and the clock that the library makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import attrs
import sqlalchemy as sa

import partner_success as ps
from onboarding_hub.database.instants import from_database, to_database
from onboarding_hub.database.tables import TICKETS, ticket_events, tickets
from onboarding_hub.store.journeys import StaleError
from partner_success.access import Predicate
from partner_success.interop import sql_condition, structure, unstructure
from partner_success.sla import Clock, Event

__all__ = [
    "Filters",
    "TicketRow",
    "add",
    "called",
    "clocks",
    "count",
    "keep",
    "page",
    "working_time",
]


@attrs.frozen(kw_only=True)
class TicketRow:
    """A ticket as a list shows it, without its clock.

    Attributes:
        id: Its id.
        partner_id: Whose it is.
        summary: What it is about.
        policy: What is promised.
        calendar: In which working time.
        severity: How badly it hurts.
        phase: Whether it is open, resolved or cancelled.
        opened_at: When it was opened.
        opened_by: The id of who opened it.
        version: How many events led here.
    """

    id: str
    partner_id: str
    summary: str
    policy: str
    calendar: str
    severity: str
    phase: str
    opened_at: datetime
    opened_by: str
    version: int

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> TicketRow:
        """Read a row of the table."""
        found: dict[str, Any] = dict(row)
        found["opened_at"] = from_database(found["opened_at"])
        return cls(**found)


@attrs.frozen(kw_only=True)
class Filters:
    """What a list of tickets is narrowed to.

    Attributes:
        partner_id: Whose they are.
        severity: How badly they hurt.
        phase: Whether they are open, resolved or cancelled.
    """

    partner_id: str | None = None
    severity: str | None = None
    phase: str | None = None


@lru_cache(maxsize=1_000)
def working_time(text: str) -> ps.WorkingCalendar:
    """Give the working time that a text says.

    Raises:
        InvalidValueError: It says none.
    """
    return ps.WorkingCalendar.parse(text)


def called(connection: sa.Connection, ticket_id: str) -> TicketRow | None:
    """Give a ticket; nothing is said of who may see it."""
    chosen = sa.select(tickets).where(tickets.c.id == ticket_id)
    row = connection.execute(chosen).mappings().one_or_none()
    return None if row is None else TicketRow.of(row)


def page(
    connection: sa.Connection,
    seen: Predicate,
    filters: Filters,
    *,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[TicketRow]:
    """Give the tickets that somebody may see, those that were opened first at first."""
    chosen = sa.select(tickets).where(*_conditions(seen, filters))
    if after is not None:
        place = sa.tuple_(tickets.c.opened_at, tickets.c.id)
        last = sa.tuple_(
            sa.literal(to_database(after[0]), tickets.c.opened_at.type),
            sa.literal(after[1]),
        )
        chosen = chosen.where(place > last)
    ordered = chosen.order_by(tickets.c.opened_at, tickets.c.id).limit(limit)
    return [TicketRow.of(row) for row in connection.execute(ordered).mappings()]


def count(connection: sa.Connection, seen: Predicate, filters: Filters) -> int:
    """Count the tickets that somebody may see, among those that are looked for."""
    chosen = sa.select(sa.func.count()).select_from(tickets)
    return connection.scalar(chosen.where(*_conditions(seen, filters))) or 0


def _conditions(seen: Predicate, filters: Filters) -> list[sa.ColumnElement[bool]]:
    found = [sql_condition(seen, TICKETS)]
    for name, value in attrs.asdict(filters).items():
        if value is not None:
            found.append(tickets.c[name] == value)
    return found


def clocks(
    connection: sa.Connection, rules: ps.Rulebook, rows: Iterable[TicketRow]
) -> dict[str, Clock]:
    """Give the clocks of tickets, by their ids."""
    wanted = {row.id: row for row in rows}
    chosen = (
        sa.select(ticket_events.c.ticket_id, ticket_events.c.document)
        .where(ticket_events.c.ticket_id.in_(list(wanted)))
        .order_by(ticket_events.c.ticket_id, ticket_events.c.sequence)
    )
    events: dict[str, list[Event]] = {}
    for ticket_id, document in connection.execute(chosen):
        events.setdefault(ticket_id, []).append(_event(document))
    return {id_: _clock(rules, row, events[id_]) for id_, row in wanted.items()}


def _clock(rules: ps.Rulebook, row: TicketRow, events: list[Event]) -> Clock:
    found = rules.sla[row.policy].replay(events, calendar=working_time(row.calendar))
    assert found.clock is not None
    return found.clock


def _event(document: Any) -> Event:
    kind = cast(Any, Event)
    event: Event = structure(document, kind, subject="an event of a ticket")
    return event


def add(connection: sa.Connection, row: TicketRow, clock: Clock) -> None:
    """Keep a ticket that was opened."""
    values = {**attrs.asdict(row), "opened_at": to_database(row.opened_at)}
    connection.execute(sa.insert(tickets), values)
    _add_events(connection, row.id, clock.events, after=0, by=row.opened_by)


def keep(
    connection: sa.Connection, row: TicketRow, clock: Clock, *, by: str
) -> TicketRow:
    """Keep what happened to a ticket, if nobody was faster.

    Raises:
        StaleError: Somebody was.
    """
    state = clock.at(clock.events[-1].at)
    now = attrs.evolve(
        row,
        severity=str(state.severity),
        phase=state.phase,
        version=len(clock.events),
    )
    seen = (tickets.c.id == row.id, tickets.c.version == row.version)
    changed = sa.update(tickets).where(*seen)
    columns = {"severity": now.severity, "phase": now.phase, "version": now.version}
    if connection.execute(changed.values(**columns)).rowcount != 1:
        raise StaleError
    _add_events(connection, row.id, clock.events, after=row.version, by=by)
    return now


def _add_events(
    connection: sa.Connection,
    ticket_id: str,
    events: tuple[Event, ...],
    *,
    after: int,
    by: str,
) -> None:
    rows = [
        {
            "ticket_id": ticket_id,
            "sequence": place,
            "kind": event.kind,
            "at": to_database(event.at),
            "by": by,
            "document": unstructure(event),
        }
        for place, event in enumerate(events, start=1)
        if place > after
    ]
    connection.execute(sa.insert(ticket_events), rows)
