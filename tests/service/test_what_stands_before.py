"""What stands before a stage is told as far as the records of gates are open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onboarding_hub.store import people
from partner_success.access import Delegation, Identity
from tests.support.service import NOW, Service

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
    """Who leads Gate 1 is told what is theirs before Gate 2, and not what it holds."""
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


@pytest.mark.parametrize(("days", "codes"), [(1, 3), (-1, None)])
def test_who_stands_in_is_told_what_the_lead_is(
    service: Service, days: int, codes: int | None
) -> None:
    """A deputy is told what the lead has to do, as long as they stand in."""
    blocked(service)
    lead = Identity(id="priya", email="priya@example.com")
    deputy = Identity(id="lars", email="lars@example.com")
    named = Delegation(
        id="n-1",
        lead=lead,
        deputy=deputy,
        role="PDM",
        starts_at=NOW - timedelta(days=9),
        ends_at=NOW + timedelta(days=days),
    )
    with service.everything() as connection:
        people.add_delegation(connection, named)
    path = f"/api/partners/{PARTNER}"
    if codes is None:
        assert service.client("lars").get(path).status_code == 404
        return
    told = obstacles(service, "lars")
    assert told == obstacles(service, "priya")
    assert [each["code"] for each in told].count("hand-off-step") == codes
