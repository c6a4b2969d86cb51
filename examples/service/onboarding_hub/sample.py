"""Sample data: people of every role, the partners of the examples, some tickets."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

import partner_success as ps
from onboarding_hub.database.engine import Database
from onboarding_hub.database.tables import people
from onboarding_hub.store import journeys, tickets
from onboarding_hub.store.people import add_person
from onboarding_hub.store.tickets import TicketRow
from partner_success.gates import JourneyEvent, PartnerJourney
from partner_success.interop import parse_document, read_journey_events
from partner_success.partners import Partner, Severity, TeamAssignment
from partner_success.sla import Paused, Resolved, Responded

__all__ = ["load_sample"]

_SERVICE: Final = Path(__file__).parent.parent
_PEOPLE: Final = _SERVICE / "sample_people.toml"
_JOURNEYS: Final = _SERVICE.parent / "journey" / "partners.json"
_SUMMARIES: Final = (
    "Orders are refused since this morning",
    "Who may reset a licence?",
    "The invoice names another customer",
    "A new tenant cannot be created",
)


def load_sample(
    database: Database, rules: ps.Rulebook, *, at: datetime, policy: str, calendar: str
) -> bool:
    """Fill an empty database; what holds people already is left alone.

    Args:
        database: The database, up to date.
        rules: The rulebook.
        at: What counts as now: tickets were opened shortly before it.
        policy: What the sample tickets are promised.
        calendar: In which working time.

    Returns:
        Whether it was filled.
    """
    with database.writing() as connection:
        database.let_write(connection)
        if connection.scalar(sa.select(sa.func.count()).select_from(people)):
            return False
        for person in tomllib.loads(_PEOPLE.read_text(encoding="utf-8"))["people"]:
            add_person(
                connection,
                id_=person["id"],
                name=person["name"],
                email=f"{person['id']}@example.com",
                roles=person["roles"],
            )
        found = [_begin(connection, rules, log) for log in _logs()]
        _open_tickets(connection, rules, found, at=at, terms=(policy, calendar))
        return True


def _logs() -> Iterator[tuple[JourneyEvent, ...]]:
    text = _JOURNEYS.read_text(encoding="utf-8")
    documents: Any = parse_document(text, "json")
    events = read_journey_events(documents["events"])
    for _, log in itertools.groupby(events, key=lambda each: each.partner_id):
        yield tuple(log)


def _begin(
    connection: sa.Connection, rules: ps.Rulebook, log: Iterable[JourneyEvent]
) -> PartnerJourney:
    found = rules.journey.replay(log)
    state = found.state
    partner = Partner(
        id=state.partner_id,
        name=state.partner_id.replace("-", " ").title(),
        team=[
            TeamAssignment(role=role, person_id=id_)
            for role, ids in state.team.items()
            for id_ in ids
        ],
    )
    journeys.begin(connection, partner, found)
    return found


def _open_tickets(
    connection: sa.Connection,
    rules: ps.Rulebook,
    found: list[PartnerJourney],
    *,
    at: datetime,
    terms: tuple[str, str],
) -> None:
    """Open two tickets for each partner in the last stage: one fresh, one late."""
    policy, calendar = terms
    last = rules.journey.stages.ids[-1]
    severities = itertools.cycle(Severity)
    summaries = itertools.cycle(_SUMMARIES)
    for place, each in enumerate(each for each in found if each.stage == last):
        for number, hours in enumerate((2, 60)):
            opened = at - timedelta(hours=hours, minutes=7 * place)
            clock = rules.sla[policy].open(
                severity=next(severities),
                at=opened,
                calendar=tickets.working_time(calendar),
            )
            minutes = timedelta(minutes=20 + place)
            if place % 3 == 1:
                clock = clock.apply(Responded(at=opened + minutes)).clock
            if place % 3 == 2:
                waits = Paused(at=opened + minutes, reason="waiting on partner")
                clock = clock.apply(waits).clock
            if place % 4 == 3:
                clock = clock.apply(Resolved(at=opened + 2 * minutes)).clock
            state = clock.at(clock.events[-1].at)
            row = TicketRow(
                id=f"sample-{each.state.partner_id}-{number + 1}",
                partner_id=each.state.partner_id,
                summary=next(summaries),
                policy=policy,
                calendar=calendar,
                severity=str(state.severity),
                phase=state.phase,
                opened_at=opened,
                opened_by="tess",
                version=len(clock.events),
            )
            tickets.add(connection, row, clock)
