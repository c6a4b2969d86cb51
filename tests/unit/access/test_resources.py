"""What is asked for: partners, what belongs to them, and things of the company."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from partner_success.access import Resource, partner_resource, resource_of
from partner_success.errors import InvalidDataError
from partner_success.partners import Partner, Person, Role, TeamAssignment
from tests.unit.access.scenes import ADA, TOM, partner


@pytest.mark.rule("ACC-09")
def test_a_team_is_folded() -> None:
    """Addresses of a team become keys, each once; what is no address is nobody."""
    several: dict[str, Any] = {
        "PSM": [" Ada@Example.com", "ada@example.com", None, "", 5],
        Role.TAM: "TOM@example.com",
        "PAM": None,
        "PDM": 5,
    }
    acme = partner_resource("acme", stage="gate_3", team=several)
    assert acme.team == {
        "PSM": ("ada@example.com",),
        "TAM": ("tom@example.com",),
        "PAM": (),
        "PDM": (),
    }
    assert {type(role) for role in acme.team} == {str}
    assert acme.roles_by_key == {
        "ada@example.com": frozenset({"PSM"}),
        "tom@example.com": frozenset({"TAM"}),
    }


@pytest.mark.rule("ACC-13")
def test_one_person_in_several_roles() -> None:
    """Who is assigned twice has both ties."""
    acme = partner("gate_3", PSM=ADA.email, TAM="ADA@example.com")
    assert acme.roles_by_key == {ADA.key: frozenset({"PSM", "TAM"})}


def test_parts_belong_to_the_partner() -> None:
    """What belongs to a partner has its team and stage, and facts of its own."""
    acme = partner("gate_3", PSM=ADA.email)
    parts = {
        acme.gate("gate_2", status="passed"): ("gate", "gate_2"),
        acme.submission("s-1", gate="gate_2", signed_off=False): ("submission", "s-1"),
        acme.metrics(): ("metrics", None),
        acme.ticket("t-1"): ("ticket", "t-1"),
        acme.analytics("PSM"): ("partner_analytics", None),
        acme.report("r-1"): ("report", "r-1"),
        acme.grant_to(TOM.email): ("grant", None),
        acme.part("room", "x", colour="red"): ("room", "x"),
    }
    for part, (kind, id_) in parts.items():
        assert (part.kind, part.id, part.partner_id) == (kind, id_, "acme")
        assert part.team is acme.team
        assert part.facts["stage"] == "gate_3"
    facts = [dict(part.facts) for part in parts]
    assert facts[0] == {"gate": "gate_2", "gate_status": "passed", "stage": "gate_3"}
    assert facts[1] == {
        "gate": "gate_2",
        "signed": True,
        "signed_off": False,
        "stage": "gate_3",
    }
    assert facts[4]["role"] == "PSM"
    assert facts[7]["colour"] == "red"
    assert acme.grant_to(TOM.email).concerns == TOM.key
    assert acme.grant_to(TOM.email).ticket().concerns is None
    assert acme.gate("gate_2").gate("gate_1").facts == {
        "gate": "gate_1",
        "stage": "gate_3",
    }


def test_what_is_not_known_is_left_out() -> None:
    """A partner before its first stage has no stage, and its parts have none."""
    early = partner(None)
    assert early.facts == {}
    assert early.gate("gate_0").facts == {"gate": "gate_0"}
    assert early.part("partner", stage="gate_0").facts == {"stage": "gate_0"}


def test_alike_is_what_stands_alike() -> None:
    """The signature is of kind and facts alone, in whatever order they came."""
    one = Resource(kind="k", id="1", facts={"a": True, "b": "x"})
    other = Resource(kind="k", id="2", facts={"b": "x", "a": True, "c": None})
    assert one.signature == other.signature
    assert one != other
    assert Resource(kind="k", facts={"a": "True"}).signature != (
        Resource(kind="k", facts={"a": True}).signature
    )
    member = Resource(kind="k", facts={"role": Role.PSM})
    assert member.signature == Resource(kind="k", facts={"role": "PSM"}).signature


@pytest.mark.rule("ACC-09")
def test_the_record_of_a_partner() -> None:
    """Of a record the people of the team are looked up; who is not there is nobody."""
    acme = Partner(
        id="acme",
        name="Acme",
        stage="gate_2",
        team=[
            TeamAssignment(role="PAM", person_id="p-1"),
            TeamAssignment(role="PSM", person_id="p-2"),
            TeamAssignment(role="TAM", person_id="p-7"),
        ],
    )
    people = [
        Person(id="p-1", name="Ada", email="ADA@example.com"),
        Person(id="p-2", name="Tom"),
    ]
    found = resource_of(acme, iter(people))
    assert found == partner_resource(
        "acme", stage="gate_2", team={"PAM": ADA.email, "PSM": None, "TAM": ()}
    )


def test_nothing_given_is_changed_and_copies_are_equal() -> None:
    """Later changes of what was given do not reach it; copies and pickles are equal."""
    team: dict[str, list[str | None]] = {"PSM": [ADA.email]}
    facts: dict[str, Any] = {"stage": "gate_3", "gate": None}
    found = Resource(kind="partner", partner_id="acme", team=team, facts=facts)
    before = copy.deepcopy(found)
    team["PSM"].append(TOM.email)
    facts["stage"] = "gate_0"
    assert found == before
    assert len({found, before, pickle.loads(pickle.dumps(found))}) == 1
    assert "example.com" not in repr(found.grant_to("x@example.com"))
    again = pickle.loads(pickle.dumps(found))
    assert again.ticket().roles_by_key == found.ticket().roles_by_key


GOOD: dict[str, Any] = {"kind": "partner"}


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"kind": ""}, "kind", "blank"),
        ({"id": " x"}, "id", "space-around"),
        ({"partner_id": 5}, "partner_id", "wrong-type"),
        ({"team": "ada"}, "team", "wrong-type"),
        ({"team": {5: "ada"}}, "team[5]", "wrong-type"),
        ({"team": {" PSM": "ada"}}, "team[' PSM']", "space-around"),
        ({"facts": None}, "facts", "missing"),
        ({"facts": {"a": 1}}, "facts['a']", "wrong-type"),
        ({"facts": {5: "x", "a": "y"}}, "facts[5]", "wrong-type"),
    ],
)
def test_faults_of_a_resource(changes: dict[str, Any], path: str, code: str) -> None:
    """What a resource cannot be is reported by its path."""
    with pytest.raises(InvalidDataError) as caught:
        Resource(**GOOD | changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]
