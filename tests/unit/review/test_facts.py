"""What happened after the instant is not seen, and nothing given is changed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
)
from partner_success.review import PartnerRecords
from partner_success.review.facts import facts_of, journey_as_of
from tests.support.reviewed import (
    AT,
    ON,
    account,
    answer,
    licence,
    partner,
    sheet,
    snapshot,
    ticket,
    usage,
    way,
)

LATER = ON + timedelta(days=1)
COLLECTIONS: dict[str, tuple[Any, Any]] = {
    "accounts": (account(), account(on=LATER)),
    "tickets": (ticket(), ticket("t-2", opened_at=AT + timedelta(microseconds=1))),
    "usage": (usage(ON, 1), usage(LATER, 1)),
    "answers": (answer("s-1", "csat", 5), answer("s-2", "csat", 5, answered_on=LATER)),
    "licences": (licence(1, 1), licence(1, 1, on=LATER)),
    "sheets": (sheet(3), sheet(3, id_="r-2", on=LATER)),
    "meetings": (
        ExecutiveMeeting(account_id="a-1", on=ON, held=True),
        ExecutiveMeeting(account_id="a-1", on=LATER, held=True),
    ),
    "requests": (
        ExecutiveRequest(account_id="a-1", asked_on=ON),
        ExecutiveRequest(account_id="a-1", asked_on=LATER),
    ),
    "evaluations": (
        AlternativeEvaluation(account_id="a-1", noted_on=ON),
        AlternativeEvaluation(account_id="a-1", noted_on=LATER),
    ),
}


def plain(facts: PartnerRecords, name: str) -> list[Any]:
    """Give the records of a collection, without the places they stand in."""
    return [getattr(each, "record", each) for each in getattr(facts, name)]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_later_facts_are_left_out(name: str) -> None:
    """Those of the very day, or instant, are seen."""
    now, later = COLLECTIONS[name]
    accounts = {"accounts": [account()]}
    given = snapshot(**accounts | {name: [now, later]})
    assert plain(facts_of(given, None, AT), name) == [now]
    assert getattr(given, name) == (now, later)


def test_a_project_that_was_over_later_was_not_over() -> None:
    """Although the answer about it is there."""
    early = answer("s-1", "csat", 5, project_completed_on=LATER)
    assert facts_of(snapshot(answers=[early]), None, AT).answers == ()


def test_tickets_are_as_they_stood() -> None:
    """What was answered or resolved later was open then."""
    soon, late = AT + timedelta(hours=1), AT + timedelta(hours=2)
    whole = ticket(first_responded_at=soon, resolved_at=late)
    given = snapshot(accounts=[account()], tickets=[whole])
    stood = [
        facts_of(given, None, at).tickets[0]
        for at in (AT, soon, late, late + timedelta(hours=1))
    ]
    opened = attrs.evolve(whole, first_responded_at=None, resolved_at=None)
    assert stood == [opened, attrs.evolve(whole, resolved_at=None), whole, whole]


def test_tickets_are_seen_by_true_time() -> None:
    """In an hour that comes twice, the clock says less than the time."""
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 45, tzinfo=berlin)
    second = first.replace(minute=30, fold=1)
    given = snapshot(
        accounts=[account()], tickets=[ticket(opened_at=second, resolved_at=second)]
    )
    assert facts_of(given, None, first).tickets == ()
    assert facts_of(given, None, second).tickets == given.tickets


@pytest.mark.parametrize("hours", [-5, 5])
def test_tickets_are_seen_at_either_end_of_the_calendar(hours: int) -> None:
    """No instant is too early or too late to be asked for."""
    zone = timezone(timedelta(hours=hours))
    given = snapshot(accounts=[account()], tickets=[ticket()])
    last, first = datetime.max.replace(tzinfo=zone), datetime.min.replace(tzinfo=zone)
    assert facts_of(given, None, last).tickets == given.tickets
    assert facts_of(given, None, first).tickets == ()


def test_an_instant_has_a_zone() -> None:
    """What the clock of this machine shows is nobody's time."""
    with pytest.raises(InvalidValueError, match="zone"):
        facts_of(snapshot(), None, AT.replace(tzinfo=None))


def test_days_are_those_of_the_zone_of_the_instant() -> None:
    """In Auckland the day is over earlier."""
    given = snapshot(accounts=[account(), account(on=LATER)])
    at = AT.replace(hour=20).astimezone(ZoneInfo("Pacific/Auckland"))
    assert len(facts_of(given, None, at).accounts) == 2


def test_who_is_assigned_follows_the_journey_and_else_the_record() -> None:
    """Without either, nobody is known to be."""
    roles = ["TAM", "PAM", "TAM"]
    assert PartnerRecords(partner_id="acme").assigned(roles) == ()
    recorded = PartnerRecords(partner_id="acme", partner=partner())
    assert recorded.assigned(roles) == ("tess", "ada")
    indigo = attrs.evolve(recorded, journey=way("indigo"))
    assert indigo.assigned(["TPM", "nobody"]) == ("june",)
    assert (recorded.name, PartnerRecords(partner_id="acme").name) == ("Acme", "acme")


def test_a_journey_is_as_it_stood() -> None:
    """Before it began there is none."""
    indigo = way("indigo")
    began = indigo.events[0].at
    assert journey_as_of(indigo, began - timedelta(seconds=1)) is None
    first = journey_as_of(indigo, began)
    assert first is not None
    assert first.version == 1
    assert journey_as_of(indigo, indigo.state.at) is indigo


def test_a_restored_journey_does_not_know_how_it_stood() -> None:
    """That is misuse, and not an answer."""
    indigo = ps.standard().journey.restore(way("indigo").state)
    with pytest.raises(InvalidUseError, match="not known"):
        journey_as_of(indigo, indigo.state.at - timedelta(days=1))
