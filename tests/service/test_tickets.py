"""Tickets and their clocks, and context grants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from onboarding_hub.database.tables import partners, tickets
from onboarding_hub.store.people import add_delegation
from partner_success.access import Actor, Delegation, Identity
from tests.support.service import NOW, Service


def opened(service: Service, **more: Any) -> Any:
    """Open a ticket of a partner in Post-Launch."""
    body = {"severity": "critical", "summary": "Orders are refused", **more}
    return service.client("kofi").post("/api/partners/amberline/tickets", json=body)


def happened(service: Service, ticket: str, seen: int, body: Any) -> Any:
    """Say what happened to a ticket."""
    return service.client("noor").post(
        f"/api/tickets/{ticket}/events",
        json=body,
        headers={"If-Match": f'"{seen}"'},
    )


def test_a_ticket_has_the_clock_of_the_library(service: Service) -> None:
    """Opened, paused, resumed, answered: what is due follows the policy."""
    found = opened(service)
    assert found.status_code == 201, found.text
    ticket = found.json()["id"]
    target = found.json()["targets"][0]
    assert target["due"] == "2026-11-02T10:00:00Z"
    service.clock.move(minutes=20)
    paused = happened(service, ticket, 1, {"kind": "paused", "reason": "waiting"})
    assert (paused.json()["phase"], paused.json()["pause"]) == ("open", "waiting")
    service.clock.move(minutes=30)
    resumed = happened(service, ticket, 2, {"kind": "resumed"}).json()
    assert resumed["targets"][0]["elapsed_seconds"] == 1200
    service.clock.move(minutes=41)
    client = service.client("kofi")
    late = client.get(f"/api/tickets/{ticket}").json()
    assert late["breached"]
    assert late["targets"][0]["breached_since"] == "2026-11-02T10:30:00Z"
    then = client.get(
        f"/api/tickets/{ticket}", params={"at": "2026-11-02T10:10:00+00:00"}
    )
    assert not then.json()["breached"]
    changed = {"kind": "severity_changed", "severity": "low"}
    assert happened(service, ticket, 3, changed).json()["severity"] == "low"
    done = happened(service, ticket, 4, {"kind": "resolved"}).json()
    assert (done["phase"], done["version"]) == ("resolved", 5)


def test_what_cannot_follow_is_refused(service: Service) -> None:
    """The library's reasons, the version that there is, and faults of the form."""
    ticket = opened(service).json()["id"]
    refused = happened(service, ticket, 1, {"kind": "resumed"})
    assert refused.status_code == 422
    assert [each["code"] for each in refused.json()["reasons"]] == ["not-paused"]
    late = happened(service, ticket, 7, {"kind": "resolved"})
    assert (late.status_code, late.json()["version"]) == (409, 1)
    for body in (
        {"kind": "opened", "severity": "low"},
        {"kind": "paused"},
        {"kind": "paused", "reason": " "},
        {"kind": "resolved", "at": "2026-11-02T10:10:00+00:00"},
        {"kind": "severity_changed", "severity": "awful"},
        {"kind": "calendar_changed"},
        {},
    ):
        assert happened(service, ticket, 1, body).status_code == 422, body
    client = service.client("kofi")
    before = client.get(f"/api/tickets/{ticket}", params={"at": "2020-01-01T00:00Z"})
    assert before.status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"policy": "enterprise_support"}, 201),
        ({"policy": "nothing"}, 422),
        ({"severity": "awful"}, 422),
        ({"summary": ""}, 422),
    ],
)
def test_tickets_are_opened_under_a_policy(
    service: Service, body: Any, status: int
) -> None:
    """A policy and a severity of the rulebook, and a few words."""
    assert opened(service, **body).status_code == status


def test_tickets_are_seen_by_who_follows_the_partner(service: Service) -> None:
    """The TAM, the PSM, the PAM of the partner; a list narrows to one of them."""
    ticket = opened(service).json()["id"]
    for person, status in (("kofi", 200), ("noor", 200), ("ines", 200), ("tess", 404)):
        client = service.client(person)
        assert client.get(f"/api/tickets/{ticket}").status_code == status
        listed = client.get("/api/tickets", params={"partner_id": "amberline"})
        assert listed.status_code == status
    assert client.get("/api/tickets/t-none").status_code == 404
    found = service.client("kofi").get(
        "/api/tickets", params={"partner_id": "amberline", "severity": "critical"}
    )
    assert ticket in {each["id"] for each in found.json()["items"]}
    assert found.json()["total"] == len(found.json()["items"])


def test_a_partner_that_is_seen_may_have_tickets_that_are_not(service: Service) -> None:
    """A PDM sees a partner in Pre-Contract, and is told why not its tickets."""
    client = service.client("lars")
    body = {"severity": "low", "summary": "x"}
    found = client.post("/api/partners/westfield/tickets", json=body)
    assert found.status_code == 403
    assert found.json()["reasons"]
    listed = client.get("/api/tickets", params={"partner_id": "westfield"})
    assert listed.status_code == 403


def grant(service: Service, person: str, **more: Any) -> Any:
    """Give Ada a grant on Pre-Contract of Westfield for a day."""
    body = {
        "to": "ada",
        "gates": ["pre_contract"],
        "reason": "hand-over",
        "ends_at": (NOW + timedelta(days=1)).isoformat(),
        **more,
    }
    return service.client(person).post("/api/partners/westfield/grants", json=body)


def test_a_grant_opens_a_partner_for_its_time(service: Service) -> None:
    """From when it is given to its end, in single answers and in lists."""
    client = service.client("ada")
    before = client.get("/api/partners").json()["total"]
    given = grant(service, "ines")
    assert given.status_code == 201, given.text
    assert given.json()["state"] == "in force"
    journey = client.get("/api/partners/westfield/journey").json()
    assert [each["stage"] for each in journey["gates"]] == ["pre_contract"]
    assert client.get("/api/partners").json()["total"] == before + 1
    reads = client.post(
        "/api/partners/westfield/journey/commands",
        json={"kind": "block", "reasons": ["x"]},
        headers={"If-Match": '"2"'},
    )
    assert reads.status_code == 403
    service.clock.move(hours=24)
    client = service.client("ada")
    assert client.get("/api/partners/westfield").status_code == 404
    assert client.get("/api/partners").json()["total"] == before


def test_a_grant_is_taken_back(service: Service) -> None:
    """By who may, once; from then on it opens nothing."""
    given = grant(service, "ines").json()
    path = f"/api/partners/westfield/grants/{given['id']}/revocation"
    owner = service.client("ines")
    assert service.client("lars").post(path, json={}).status_code == 403
    assert owner.post(path.replace(given["id"], "g-none"), json={}).status_code == 404
    service.clock.move(minutes=1)
    taken = owner.post(path, json={})
    assert (taken.status_code, taken.json()["state"]) == (200, "revoked")
    assert service.client("ada").get("/api/partners/westfield").status_code == 404
    again = owner.post(path, json={})
    assert again.status_code == 422
    assert again.json()["reasons"][0]["code"] == "grant-revoked"
    listed = owner.get("/api/partners/westfield/grants").json()["items"]
    assert [each["id"] for each in listed] == [given["id"]]


@pytest.mark.parametrize(
    ("person", "body", "status"),
    [
        ("lars", {}, 403),
        ("ada", {}, 404),
        ("ines", {"to": "ines"}, 403),
        ("ines", {"to": "nobody"}, 422),
        ("ines", {"gates": ["gate_9"]}, 422),
        ("ines", {"gates": []}, 422),
        ("ines", {"ends_at": NOW.isoformat()}, 422),
        ("ines", {"ends_at": "tomorrow"}, 422),
        ("ines", {"starts_at": (NOW - timedelta(days=1)).isoformat()}, 422),
        ("ines", {"reason": " "}, 422),
        ("root", {}, 201),
    ],
)
def test_who_gives_a_grant(
    service: Service, person: str, body: Any, status: int
) -> None:
    """The library says who may; what is no grant is 422."""
    assert grant(service, person, **body).status_code == status


def test_a_deputy_sees_what_the_lead_does(service: Service) -> None:
    """Who stands in for a lead sees the lead's partners, in answers and in lists."""
    client = service.client("tess")
    assert client.get("/api/partners/westfield").status_code == 404
    before = client.get("/api/partners").json()["total"]
    with service.everything() as connection:
        add_delegation(
            connection,
            Delegation(
                id="d-1",
                lead=Identity(id="ines", email="ines@example.com"),
                deputy=Identity(id="tess", email="tess@example.com"),
                role="PAM",
                partner_id="westfield",
                starts_at=NOW,
                ends_at=NOW + timedelta(days=1),
            ),
        )
    assert client.get("/api/partners/westfield").status_code == 200
    assert client.get("/api/partners").json()["total"] == before + 1


@pytest.mark.parametrize("sample_place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (Actor(id="ada", email="ada@example.com", roles=["PSM"]), True),
        (Actor(id="x", email="x@example.com", roles=["PSM"]), False),
        (None, False),
    ],
)
def test_the_server_shows_no_other_rows(
    service: Service, actor: Actor | None, seen: bool
) -> None:
    """Whatever is asked, PostgreSQL shows what access lets, and else nothing."""
    database = service.hub.database
    with database.reading() as connection:
        if actor is not None:
            database.ask_as(connection, actor, service.clock())
        for table in (partners, tickets):
            count = connection.scalar(sa.select(sa.func.count()).select_from(table))
            assert bool(count) is seen
            assert count < 24
