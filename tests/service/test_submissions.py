"""Answers: drafts, signatures, and what hands them in."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.support.service import ROOT, Service

PATH = "/api/partners/westfield"
MARK = {"type": "typed", "text": "Ines Okafor"}


def answers(service: Service) -> Any:
    """Give answers to Pre-Contract that meet its criteria, as somebody sends them."""
    path = ROOT / "examples" / "questionnaires" / "pre_contract.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    soon = service.clock.today() + timedelta(days=30)
    found["closure"]["expected_close_on"] = soon.isoformat()
    return found


def sign(service: Service, person: str, body: Any, seen: int = 2, **more: str) -> Any:
    """Sign answers to Pre-Contract."""
    return service.client(person).post(
        f"{PATH}/questionnaires/pre_contract/submissions",
        json=body,
        headers={"If-Match": f'"{seen}"', **more},
    )


def test_answers_are_signed_and_handed_in_at_once(service: Service) -> None:
    """One request keeps the signature and the event; the lead then passes the gate."""
    body = {"answers": answers(service), "mark": MARK}
    done = sign(service, "ines", body, **{"Idempotency-Key": "k-1"})
    assert done.status_code == 201, done.text
    again = sign(service, "ines", body, **{"Idempotency-Key": "k-1"})
    assert again.text == done.text
    assert done.json()["status"] == "awaiting_sign_off"
    client = service.client("ines")
    found = client.get(done.headers["location"]).json()
    assert found["holds"]
    assert (found["signed_by"], found["role"]) == ("ines", "PAM")
    listed = client.get(f"{PATH}/submissions").json()["items"]
    assert [each["id"] for each in listed] == [found["id"]]
    passed = client.post(
        f"{PATH}/journey/commands",
        json={"kind": "sign_off"},
        headers={"If-Match": done.headers["etag"]},
    )
    assert passed.json()["status"] == "passed"
    gate = client.get(f"{PATH}/journey").json()["gates"][0]
    assert gate["sign_off"]["by"] == "ines"
    assert gate["submissions"] == [found["id"]]


def test_answers_that_lack_something_are_not_signed(service: Service) -> None:
    """Every fault is told by its path, and nothing is kept."""
    found = sign(service, "ines", {"answers": {}, "mark": MARK})
    assert found.status_code == 422
    assert {each["code"] for each in found.json()["reasons"]} == {"incomplete"}
    assert len(found.json()["problems"]) > 3
    listed = service.client("ines").get(f"{PATH}/submissions").json()
    assert listed["items"] == []


def test_a_signature_that_the_journey_refuses_is_not_kept(service: Service) -> None:
    """What cannot be handed in is not signed either."""
    client = service.client("ines")
    block = {"kind": "block", "reasons": ["legal"]}
    path = f"{PATH}/journey/commands"
    client.post(path, json=block, headers={"If-Match": '"2"'}).raise_for_status()
    body = {"answers": answers(service), "mark": MARK}
    assert sign(service, "ines", body, seen=2).status_code == 409
    found = sign(service, "ines", body, seen=3)
    assert found.status_code == 422
    assert found.json()["reasons"][0]["rules"]
    assert client.get(f"{PATH}/submissions").json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answers": {}},
        {"answers": {}, "mark": {"type": "typed"}},
        {"answers": {}, "mark": {"type": "painted", "text": "x"}},
        {"answers": [], "mark": MARK},
        {"answers": {}, "mark": MARK, "signer": "root"},
    ],
)
def test_what_is_no_signature(service: Service, body: Any) -> None:
    """The form of what is sent is checked, with the paths of its faults."""
    found = sign(service, "ines", body)
    assert found.status_code == 422
    assert found.json()["problems"]


def test_a_correction_names_what_it_replaces(service: Service) -> None:
    """A submission stays; the correction names it, or something that is not there."""
    body = {"answers": answers(service), "mark": MARK}
    first = sign(service, "ines", body).json()
    lost = sign(service, "ines", {**body, "replaces": "s-none"}, seen=3)
    assert lost.status_code == 404
    service.clock.move(minutes=1)
    second = sign(service, "ines", {**body, "replaces": first["submission_id"]}, seen=3)
    assert second.status_code == 201, second.text
    listed = service.client("ines").get(f"{PATH}/submissions").json()["items"]
    assert [each["replaces"] for each in listed] == [None, first["submission_id"]]


def test_what_was_signed_is_handed_in_by_its_id(service: Service) -> None:
    """The command reads what was signed; the library says that it was in already."""
    body = {"answers": answers(service), "mark": MARK}
    first = sign(service, "ines", body).json()
    client = service.client("ines")
    for partner, status in (("westfield", 422), ("yarrow", 404)):
        path = f"/api/partners/{partner}"
        seen = client.get(path).headers["etag"]
        found = client.post(
            f"{path}/journey/commands",
            json={"kind": "submit", "submission_id": first["submission_id"]},
            headers={"If-Match": seen},
        )
        assert found.status_code == status, found.text
        codes = {each["code"] for each in found.json()["reasons"]}
        assert codes == ({"handed-in"} if status == 422 else set())


def test_drafts_are_saved_with_their_gaps(service: Service) -> None:
    """A draft is saved by whoever saw the newest one, and goes when it is signed."""
    client = service.client("lars")
    path = f"{PATH}/questionnaires/pre_contract/draft"
    assert client.get(path).status_code == 404
    assert client.put(path, json={}).status_code == 428
    first = client.put(path, json={"closure": {}}, headers={"If-Match": '"0"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    assert first.json()["problems"]
    late = client.put(path, json={}, headers={"If-Match": '"0"'})
    assert (late.status_code, late.json()["version"]) == (409, 1)
    full = answers(service)
    second = client.put(path, json=full, headers={"If-Match": '"1"'})
    assert second.json()["problems"] == []
    found = client.get(path)
    assert (found.json()["answers"], found.headers["etag"]) == (full, '"2"')
    done = sign(service, "ines", {"answers": found.json()["answers"], "mark": MARK})
    assert done.status_code == 201
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("person", "partner", "questionnaire", "status"),
    [
        ("ada", "westfield", "pre_contract", 404),
        ("lars", "westfield", "gate_3", 403),
        ("ines", "westfield", "partner_csat", 404),
        ("ines", "westfield", "nothing", 404),
        ("tess", "amberline", "gate_3", 404),
        ("kofi", "amberline", "gate_3", 403),
    ],
)
def test_who_may_not_answer(
    service: Service, person: str, partner: str, questionnaire: str, status: int
) -> None:
    """What may not be seen is 404, what may not be answered 403."""
    found = service.client(person).put(
        f"/api/partners/{partner}/questionnaires/{questionnaire}/draft",
        json={},
        headers={"If-Match": '"0"'},
    )
    assert found.status_code == status


def test_what_was_signed_is_seen_by_who_sees_the_gate(service: Service) -> None:
    """The record of Pre-Contract is for its PDM and PAM; others learn of nothing."""
    body = {"answers": answers(service), "mark": MARK}
    where = sign(service, "ines", body).headers["location"]
    for person, status in (("lars", 200), ("root", 200), ("ada", 404), ("omar", 404)):
        assert service.client(person).get(where).status_code == status
    other = where.replace("westfield", "yarrow")
    assert service.client("ines").get(other).status_code == 404


def test_questionnaires_are_told_as_schemas(service: Service) -> None:
    """The description holds the schema of each questionnaire, and a route shows it."""
    client = service.client("ada")
    listed = client.get("/api/questionnaires").json()["items"]
    known = service.hub.rules.journey.questionnaires
    assert [each["id"] for each in listed] == list(known.ids)
    schema = client.get("/api/questionnaires/gate_3").json()["answers_schema"]
    described = client.get("/openapi.json").json()["components"]["schemas"]
    parts = described["answers_gate_3"]["properties"]
    assert parts == schema["properties"]
    assert {"Command", "SignOff", "TicketPaused", "ProblemView"} <= described.keys()
