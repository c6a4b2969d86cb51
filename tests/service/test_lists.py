"""Lists: only what may be seen, each row once, narrowed as asked."""

from __future__ import annotations

import pytest

from onboarding_hub.store.people import add_person
from tests.support.service import Service

PEOPLE = (
    "ines omar priya lars teo june ada noor tess kofi root".split()  # noqa: SIM905
)


def everything(service: Service, person: str, path: str, **asked: object) -> list[str]:
    """Walk a list to its end, and give the ids in the order in which they come."""
    client = service.client(person)
    found: list[str] = []
    cursor = None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = client.get(path, params={"limit": 3, **asked, **more}).json()
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return found


@pytest.mark.parametrize("person", PEOPLE)
def test_lists_hold_what_single_decisions_allow(service: Service, person: str) -> None:
    """A list, its count and the partners one by one agree on what may be seen."""
    all_ids = everything(service, "root", "/api/partners")
    client = service.client(person)
    seen = [
        each
        for each in all_ids
        if client.get(f"/api/partners/{each}").status_code == 200
    ]
    assert everything(service, person, "/api/partners") == seen
    assert client.get("/api/partners").json()["total"] == len(seen)
    tickets = client.get("/api/tickets", params={"limit": 100}).json()
    assert {each["partner_id"] for each in tickets["items"]} <= set(seen)
    assert tickets["total"] == len(tickets["items"])


def test_a_walk_gives_each_row_once_while_rows_are_added(service: Service) -> None:
    """What was there when the walk began comes once, whatever is added meanwhile."""
    client = service.client("omar")
    before = everything(service, "omar", "/api/partners")
    found, cursor = [], None
    while True:
        client.post("/api/partners", json={"name": "One more"}).raise_for_status()
        more = {} if cursor is None else {"cursor": cursor}
        page = client.get("/api/partners", params={"limit": 2, **more}).json()
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None or len(found) > 60:
            break
    assert len(found) == len(set(found))
    assert set(before) <= set(found)


def test_filters_narrow_a_list(service: Service) -> None:
    """Stage, status, lead and a part of the name, alone and together."""
    client = service.client("root")

    def ids(**asked: str) -> list[str]:
        page = client.get("/api/partners", params={"limit": 100, **asked}).json()
        assert page["total"] == len(page["items"])
        return [each["id"] for each in page["items"]]

    assert ids(stage="pre_contract") == ["westfield", "yarrow"]
    assert ids(status="failed") == ["redwood"]
    assert ids(search="HERON") == ["blue-heron"]
    assert ids(search="%") == []
    assert ids(stage="pre_contract", lead="ines", search="west") == ["westfield"]
    assert ids(stage="pre_contract", lead="omar") == []


def test_cursors_are_for_one_question_of_one_person(service: Service) -> None:
    """A cursor that was changed, or is for another list, is refused."""
    client = service.client("root")
    cursor = client.get("/api/partners", params={"limit": 2}).json()["next"]
    for asked in (
        {"cursor": f"{cursor}x"},
        {"cursor": cursor, "stage": "gate_3"},
        {"cursor": "nothing"},
    ):
        found = client.get("/api/partners", params=asked)
        assert (found.status_code, found.json()["type"]) == (
            422,
            "urn:onboarding-hub:problem:bad-cursor",
        )
    other = service.client("ines").get("/api/partners", params={"cursor": cursor})
    assert other.status_code == 422
    tickets = client.get("/api/tickets", params={"cursor": cursor})
    assert tickets.status_code == 422


@pytest.mark.parametrize("asked", ["limit=0", "limit=101", "limit=x", "search=%00"])
def test_what_cannot_be_asked(service: Service, asked: str) -> None:
    """Bounds are kept, and the fault is named by its place."""
    found = service.client("root").get(f"/api/partners?{asked}")
    assert found.status_code == 422
    assert found.json()["problems"][0]["path"].startswith("query.")


def test_events_are_shown_as_far_as_gates_are(service: Service) -> None:
    """A PSM reads of Gate 3 and later, and of what belongs to no gate; the PAM all."""
    path = "/api/partners/amberline/journey/events"
    own = everything(service, "noor", path)
    everyone = everything(service, "ines", path)
    assert len(everyone) == 61
    stages = {
        each.get("stage")
        for each in service.client("noor")
        .get(path, params={"limit": 100})
        .json()["items"]
    }
    assert stages == {None, "gate_3", "post_launch"}
    assert 0 < len(own) < len(everyone)
    gates = service.client("noor").get("/api/partners/amberline/journey").json()
    assert [each["stage"] for each in gates["gates"]] == ["gate_3", "post_launch"]


def test_who_has_no_address_sees_nothing(service: Service) -> None:
    """Somebody without an e-mail address is nobody to access."""
    with service.everything() as connection:
        add_person(connection, id_="new", name="New", email=None, roles=["PSM"])
    assert service.client("new").get("/api/partners").json()["total"] == 0
