"""Commands on journeys: done once, by whom may, as it was when they saw it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from onboarding_hub.database.tables import journey_events, partners
from onboarding_hub.store import journeys
from onboarding_hub.store.journeys import StaleError
from partner_success.access import Actor
from partner_success.gates import Block
from partner_success.interop import read_journey_state
from tests.support.service import Service

INES = Actor(id="ines", email="ines@example.com", roles=["PAM"])
BLOCK = {"kind": "block", "reasons": ["the contract is with legal"]}


def command(service: Service, person: str, partner: str, body: Any, **headers: str):
    """Give a command on a partner as somebody sees it now."""
    client = service.client(person)
    if "If-Match" not in headers:
        headers["If-Match"] = client.get(f"/api/partners/{partner}").headers["etag"]
    path = f"/api/partners/{partner}/journey/commands"
    return client.post(path, json=body, headers=headers)


def stored(service: Service, partner: str) -> tuple[int, int]:
    """Give the version that is kept of a partner, and the length of its log."""
    with service.everything() as connection:
        version = sa.select(partners.c.version).where(partners.c.id == partner)
        log = sa.select(sa.func.count()).where(journey_events.c.partner_id == partner)
        return connection.scalar(version), connection.scalar(log)


def test_a_command_is_kept_with_what_it_comes_to(service: Service) -> None:
    """The log, the state beside it and the answer say the same."""
    done = command(service, "ines", "westfield", BLOCK)
    assert done.status_code == 200
    assert done.json()["status"] == "blocked"
    assert [each["kind"] for each in done.json()["events"]] == ["blocked"]
    assert done.headers["etag"] == '"3"'
    assert stored(service, "westfield") == (3, 3)
    with service.everything() as connection:
        chosen = sa.select(partners).where(partners.c.id == "westfield")
        row = connection.execute(chosen).one()
        journey = service.hub.rules.journey
        replayed = journeys.replayed(connection, journey, "westfield")
    assert replayed.state == read_journey_state(row.snapshot)
    assert (row.status, row.version) == ("blocked", 3)


def test_a_refusal_says_every_reason_and_changes_nothing(service: Service) -> None:
    """What the journey is against is 422, with the reasons and rules of the library."""
    body = {"kind": "rework", "why": "again"}
    refused = command(service, "ines", "westfield", body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    found = refused.json()
    assert found["type"].endswith(":refused")
    assert found["version"] == 2
    assert found["reasons"][0]["rules"] == ["JRN-05"]
    assert stored(service, "westfield") == (2, 2)


def test_what_came_between_is_named(service: Service) -> None:
    """Who saw an older version is told 409 and what happened since."""
    assert command(service, "ines", "westfield", BLOCK).status_code == 200
    late = command(
        service, "ines", "westfield", {"kind": "unblock"}, **{"If-Match": '"2"'}
    )
    assert late.status_code == 409
    assert late.json()["version"] == 3
    assert "blocked by ines" in late.json()["reasons"][0]["message"]
    early = command(
        service, "ines", "westfield", {"kind": "unblock"}, **{"If-Match": '"9"'}
    )
    assert (early.status_code, early.json()["version"]) == (409, 3)
    assert stored(service, "westfield") == (3, 3)


def test_what_is_seen_but_not_allowed_is_403_with_grounds(service: Service) -> None:
    """A PDM sees a partner in Pre-Contract, and may not assign its team."""
    body = {"kind": "reassign_owner", "role": "PDM", "people": ["priya"]}
    denied = command(service, "lars", "westfield", body)
    assert denied.status_code == 403
    assert [each["code"] for each in denied.json()["reasons"]] == ["role-not-held"]


def test_what_may_not_be_seen_looks_like_what_is_not_there(service: Service) -> None:
    """A stranger cannot tell a partner from one that does not exist."""
    client = service.client("noor")
    answers = []
    for partner in ("westfield", "nobody-at-all"):
        for path in ("", "/journey", "/journey/events", "/submissions", "/grants"):
            found = client.get(f"/api/partners/{partner}{path}")
            answers.append((path, found.status_code, found.json() | {"instance": ""}))
        denied = client.post(
            f"/api/partners/{partner}/journey/commands",
            json=BLOCK,
            headers={"If-Match": '"2"'},
        )
        answers.append(("", denied.status_code, denied.json() | {"instance": ""}))
    assert answers[:6] == answers[6:]
    assert {status for _, status, _ in answers} == {404}


def test_the_version_is_needed_and_read_strictly(service: Service) -> None:
    """A command without If-Match is 428, with a strange one 422."""
    client = service.client("ines")
    path = "/api/partners/westfield/journey/commands"
    assert client.post(path, json=BLOCK).status_code == 428
    for text in ("*", "2", '"02"', 'W/"2"', '"x"'):
        found = client.post(path, json=BLOCK, headers={"If-Match": text})
        assert found.status_code == 422, text


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "nothing"},
        {},
        {"kind": "block"},
        {"kind": "block", "reasons": [""]},
        {"kind": "block", "reasons": ["a"], "by": {"id": "root"}},
        {"kind": "block", "reasons": ["\x00"]},
        {"kind": "tick_item", "item": "no-such-item"},
        {"kind": "start_stage", "stage": "no-such-stage"},
        {"kind": "block", "reasons": ["a"], "more": 1},
        {"kind": []},
    ],
)
def test_faults_of_a_command_are_told(service: Service, body: Any) -> None:
    """What is no command is 422, and nothing is kept."""
    found = command(service, "ines", "westfield", body)
    assert found.status_code == 422
    assert found.json()["detail"] or found.json()["reasons"]
    assert stored(service, "westfield") == (2, 2)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"\xff", "application/json", 400),
        (b'{"kind": "block", "kind": "unblock"}', "application/json", 422),
        (b'{"kind": "block", "reasons": ["\\ud800"]}', "application/json", 422),
        (b"kind=block", "application/x-www-form-urlencoded", 415),
        (b" " * 300_000, "application/json", 413),
    ],
)
def test_bodies_that_are_none(
    service: Service, content: bytes, kind: str, status: int
) -> None:
    """What is no JSON object, or too much of it, is refused as such."""
    found = service.client("ines").post(
        "/api/partners/westfield/journey/commands",
        content=content,
        headers={"If-Match": '"2"', "Content-Type": kind},
    )
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"


def test_a_body_without_a_length_is_bounded_too(service: Service) -> None:
    """Who sends piece by piece is stopped where it becomes too much."""

    def pieces():
        for _ in range(40):
            yield b" " * 10_000

    found = service.client("ines").post(
        "/api/partners/westfield/journey/commands",
        content=pieces(),
        headers={"If-Match": '"2"', "Content-Type": "application/json"},
    )
    assert found.status_code == 413


def test_the_same_key_does_the_work_once(service: Service) -> None:
    """The same request under the same key is answered alike and changes nothing."""
    headers = {"Idempotency-Key": "k-1", "If-Match": '"2"'}
    answers = [command(service, "ines", "westfield", BLOCK, **headers) for _ in "ab"]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].text == answers[1].text
    assert answers[0].headers["etag"] == answers[1].headers["etag"] == '"3"'
    assert stored(service, "westfield") == (3, 3)


def test_a_key_is_for_one_request_of_one_person(service: Service) -> None:
    """Another body under the key is 422; another person has keys of their own."""
    headers = {"Idempotency-Key": "k-1", "If-Match": '"2"'}
    assert command(service, "ines", "westfield", BLOCK, **headers).status_code == 200
    other = command(service, "ines", "westfield", {"kind": "unblock"}, **headers)
    assert other.status_code == 422
    assert other.json()["type"].endswith(":key-reused")
    own = command(service, "lars", "westfield", BLOCK, **headers)
    assert own.status_code == 409
    service.clock.move(hours=25)
    late = command(service, "ines", "westfield", {"kind": "unblock"}, **headers)
    assert late.status_code == 409


def test_a_refused_request_leaves_its_key(service: Service) -> None:
    """What changed nothing is decided anew under the same key."""
    headers = {"Idempotency-Key": "k-1", "If-Match": '"2"'}
    body = {"kind": "rework", "why": "again"}
    assert command(service, "ines", "westfield", body, **headers).status_code == 422
    assert command(service, "ines", "westfield", BLOCK, **headers).status_code == 200


def test_the_lock_holds_below_the_routes(service: Service) -> None:
    """A state that was read before somebody else wrote is not written over."""
    hub = service.hub
    with service.everything() as connection:
        seen = journeys.load(connection, hub.rules.journey, "westfield", since=2)
    step = seen.apply(Block(by=INES, reasons=["a"]), at=service.clock())
    with service.everything() as connection:
        journeys.keep(connection, seen, step.journey, step.events)
    with service.everything() as connection, pytest.raises(StaleError):
        journeys.keep(connection, seen, step.journey, step.events)
    assert stored(service, "westfield") == (3, 3)


def test_a_new_team_is_seen_at_once(service: Service) -> None:
    """Who is assigned sees the partner from then on, who is not any more does not."""
    body = {"kind": "reassign_owner", "role": "PDM", "people": ["priya"]}
    assert service.client("priya").get("/api/partners/westfield").status_code == 404
    assert command(service, "ines", "westfield", body).status_code == 200
    assert service.client("priya").get("/api/partners/westfield").status_code == 200
    assert service.client("lars").get("/api/partners/westfield").status_code == 404
    gone = {"kind": "reassign_owner", "role": "PDM", "people": []}
    assert command(service, "ines", "westfield", gone).status_code == 200
    assert service.client("priya").get("/api/partners/westfield").status_code == 404


def test_a_partner_sets_out_on_the_team_of_its_creator(service: Service) -> None:
    """A PAM creates a partner and becomes its PAM; the same key creates it once."""
    client = service.client("omar")
    body = {
        "name": "Zenith",
        "team": [{"role": "PDM", "person_id": "priya"}],
        "committed_value": "60000000 USD",
        "launch_revenue_potential": "400000000 USD",
        "target_launch": "2027-06-01",
    }
    headers = {"Idempotency-Key": "k-1"}
    answers = [client.post("/api/partners", json=body, headers=headers) for _ in "ab"]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    found = client.get(answers[0].headers["location"]).json()
    assert found == answers[0].json()
    assert found["team"] == {"PAM": ["omar"], "PDM": ["priya"]}
    journey = client.get(f"/api/partners/{found['id']}/journey").json()
    assert journey["tier"] == 0
    assert "start_stage" in {each["command"] for each in journey["actions"]}
    assert service.client("priya").get(answers[0].headers["location"]).is_success


@pytest.mark.parametrize(
    ("person", "body", "status"),
    [
        ("ada", {"name": "Zenith"}, 403),
        ("omar", {"name": " "}, 422),
        ("omar", {}, 422),
        ("omar", {"name": "Z", "team": [{"role": "PDM", "person_id": "x"}]}, 422),
        ("omar", {"name": "Z", "team": [{"role": "XXX", "person_id": "ada"}]}, 422),
        ("omar", {"name": "Z", "committed_value": "much"}, 422),
        ("omar", {"name": "Z", "stage": "gate_3"}, 422),
        ("root", {"name": "Z"}, 422),
    ],
)
def test_partners_that_cannot_be_created(
    service: Service, person: str, body: Any, status: int
) -> None:
    """Who may not create is 403; what is no partner is 422."""
    found = service.client(person).post("/api/partners", json=body)
    assert found.status_code == status, found.text
    assert json.loads(found.text)["status"] == status
