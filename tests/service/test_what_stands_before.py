"""What stands before a stage is told as far as the records of gates are open."""

from __future__ import annotations

from typing import Any

from tests.support.service import Service

PARTNER = "tidewater"
SECRET = "the contract of somebody else"


def blocked(service: Service) -> None:
    """Block the gate after the one in which a partner is."""
    ines = service.client("ines")
    seen = ines.get(f"/api/partners/{PARTNER}").headers["etag"]
    body = {"kind": "block", "stage": "gate_2", "reasons": [SECRET]}
    where = f"/api/partners/{PARTNER}/journey/commands"
    ines.post(where, json=body, headers={"If-Match": seen}).raise_for_status()


def obstacles(service: Service, who: str, stage: str = "gate_2") -> list[Any]:
    """Give what somebody is told of what stands before a stage."""
    path = f"/api/partners/{PARTNER}/journey/why-not/{stage}"
    found = service.client(who).get(path)
    assert found.status_code == 200, found.text
    told: list[Any] = found.json()["obstacles"]
    return told


def test_the_record_of_a_gate_to_come_is_not_told(service: Service) -> None:
    """Who leads Gate 1 is told of hand-offs before Gate 2, and not what it holds."""
    blocked(service)
    assert any(SECRET in each["message"] for each in obstacles(service, "ines"))
    priya = service.client("priya")
    place = f"/partners/{PARTNER}"
    for path in (f"/api{place}/journey", f"/api{place}/journey/events", place):
        text = priya.get(path).text
        assert SECRET not in text, path
    told = obstacles(service, "priya")
    of_the_gate = [each for each in told if each["stage"] == "gate_2"]
    codes = ["hand-off-step"] * 3 + ["not-open-to-you"]
    assert [each["code"] for each in of_the_gate] == codes
    assert {tuple(each["people"]) for each in of_the_gate[:3]} == {("priya",)}
    far = obstacles(service, "priya", "post_launch")
    hidden = [each for each in far if each["code"] == "not-open-to-you"]
    assert [each["stage"] for each in hidden] == ["gate_2", "gate_3", "post_launch"]
    assert not any(SECRET in each["message"] for each in told + far)
    assert "Gate 2: Ready to Order is not open to you" in priya.get(place).text


def test_who_resolves_it_is_not_told_before_they_may_look(service: Service) -> None:
    """Who leads a gate to come, and was let look at the one before, is told no more."""
    blocked(service)
    ines = service.client("ines")
    given = {
        "to": "june",
        "gates": ["gate_1"],
        "reason": "A look at what comes",
        "ends_at": "2026-11-20T09:00:00Z",
    }
    ines.post(f"/api/partners/{PARTNER}/grants", json=given).raise_for_status()
    told = obstacles(service, "june")
    assert not any(SECRET in each["message"] for each in told)
    assert [each["code"] for each in told][-1] == "not-open-to-you"
    assert any(each["stage"] == "gate_1" for each in told)
