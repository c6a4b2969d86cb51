"""Partners to be reviewed: records with what a test wants in them, and journeys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import partner_success as ps
from partner_success.core.money import Money
from partner_success.gates import JourneyEvent, PartnerJourney
from partner_success.interop import read_document, read_journey_events
from partner_success.partners import (
    Account,
    LicenceCount,
    Partner,
    ReadinessSheet,
    RevenueReading,
    Snapshot,
    SurveyAnswer,
    TeamAssignment,
    Ticket,
    Usage,
)
from partner_success.review import Finding, Review

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""When partners are reviewed: a Monday."""

ON = AT.date()
OFFICE = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
JOURNEYS = Path(__file__).parents[2] / "examples" / "journey" / "partners.json"
JOURNEYS_AT = datetime(2026, 10, 30, 20, tzinfo=UTC)
"""When the last of the example's journeys has come as far as it does."""


def partner(id_: str = "acme", **more: Any) -> Partner:
    """Give a partner with a PAM and a TAM."""
    team = [
        TeamAssignment(role="PAM", person_id="ada"),
        TeamAssignment(role="TAM", person_id="tess"),
    ]
    return Partner(**{"id": id_, "name": id_.capitalize(), "team": team} | more)


def account(
    id_: str = "a-1", health: float | None = 85, on: date = ON, **more: Any
) -> Account:
    """Give a customer whose four parts of health are all one number."""
    parts = ps.standard().health.components.ids
    given: dict[str, Any] = {
        "name": f"Customer {id_}",
        "partner_id": "acme",
        "measures": dict.fromkeys(parts, health),
    }
    return Account(id=id_, on=on, **given | more)


def snapshot(**more: Any) -> Snapshot:
    """Give what is known of a partner."""
    return Snapshot(**{"at": AT, "partner": partner()} | more)


def ticket(id_: str = "t-1", **more: Any) -> Ticket:
    """Give an open ticket of a customer."""
    given: dict[str, Any] = {"severity": "high", "account_id": "a-1", "opened_at": AT}
    return Ticket(id=id_, **given | more)


def licence(
    licensed: int | None, active: int | None, on: date = ON, **more: Any
) -> LicenceCount:
    """Give a count of licences."""
    given: dict[str, Any] = {"account_id": "a-1", "licence_type": "seat"} | more
    return LicenceCount(on=on, licensed=licensed, active=active, **given)


def paid(amount: str, on: date = ON, currency: str = "EUR") -> RevenueReading:
    """Give what a customer pays from a day on."""
    return RevenueReading(account_id="a-1", on=on, amount=Money(amount, currency))


def usage(on: date, users: int) -> Usage:
    """Give a reading of use."""
    return Usage(account_id="a-1", on=on, active_users=users)


def answer(id_: str, kind: str, rating: int, **more: Any) -> SurveyAnswer:
    """Give an answer about a project that was over the day before, or to NPS."""
    csat = kind == "csat"
    given: dict[str, Any] = {
        "partner_id": "acme",
        "question": "value" if csat else "recommend",
        "answered_on": ON,
        "project_id": "p-1" if csat else None,
        "project_completed_on": date(2026, 5, 3) if csat else None,
        "successful": True if csat else None,
    }
    return SurveyAnswer(id=id_, kind=kind, rating=rating, **given | more)


def sheet(
    rating: int, *, id_: str = "r-1", on: date = ON, answered: int = 50
) -> ReadinessSheet:
    """Give a readiness sheet on which the first elements have one rating."""
    sections = ps.standard().readiness.sections
    elements = [element.id for each in sections for element in each.elements]
    ratings = dict.fromkeys(elements[:answered], rating)
    return ReadinessSheet(id=id_, partner_id="acme", on=on, ratings=ratings)


@cache
def _events() -> Mapping[str, tuple[JourneyEvent, ...]]:
    found: dict[str, list[JourneyEvent]] = {}
    for event in read_journey_events(read_document(JOURNEYS)["events"]):
        found.setdefault(event.partner_id, []).append(event)
    return {id_: tuple(own) for id_, own in found.items()}


def way(id_: str) -> PartnerJourney:
    """Give one of the example's partners on its journey."""
    return ps.standard().journey.replay(_events()[id_])


def ways() -> dict[str, PartnerJourney]:
    """Give every one of them."""
    return {id_: way(id_) for id_ in _events()}


def of_code(found: Review, code: str) -> list[Finding]:
    """Give the findings of one kind."""
    return [each for each in found.worst if each.code == code]


def only(found: Review, code: str) -> Finding:
    """Give the one finding of a kind."""
    [one] = of_code(found, code)
    return one
