"""People are compared by one key, however their address is spelt."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, Identity
from partner_success.access.people import LONGEST_ADDRESS, folded_key, is_same
from partner_success.errors import InvalidDataError
from partner_success.partners import Role
from tests.unit.access.scenes import ADA, NOW, TOM, delegation, grant, partner

pytestmark = pytest.mark.rule("ACC-09")

GOOD: dict[str, Any] = {"id": "p-1"}
LONGEST = f"{'a' * (LONGEST_ADDRESS - len('@example.com'))}@example.com"


@pytest.mark.parametrize(
    "spelt",
    [
        "Ada@Example.COM",
        "  ada@example.com\t",
        "\u00a0ada@example.com\u2003",
    ],
)
def test_spellings_of_one_address(rules: ps.Rulebook, spelt: str) -> None:
    """Case and blanks do not count, on either side."""
    ada = Actor(id="p-1", email=spelt, roles="PSM")
    assert ada.key == "ada@example.com"
    acme = partner("gate_3", PSM="ADA@example.com ")
    assert rules.access.decide(ada, "view_partner", acme, at=NOW).allowed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u00e5sa@example.com", "a\u030asa@example.com"),
        ("STRASSE@example.com", "stra\u00dfe@example.com"),
    ],
)
def test_letters_are_folded_before_they_are_compared(one: str, other: str) -> None:
    """A letter with an accent is one letter, however it is composed."""
    assert folded_key(one) == folded_key(other)


@pytest.mark.parametrize(
    "other",
    [
        "\u0430da@example.com",
        "ada@example.com.evil.org",
        "%@example.com",
        "ada@example_com",
        "ada@example.com' or '1'='1",
        "a*",
        "ada@example.com\x00",
    ],
)
def test_look_alikes_and_tricks_are_others(rules: ps.Rulebook, other: str) -> None:
    """Letters of another script, wildcards and fragments of SQL match nobody else."""
    acme = partner("gate_3", PSM="ada@example.com")
    stranger = Actor(id="p-9", email=other, roles="PSM")
    found = rules.access.decide(stranger, "view_partner", acme, at=NOW)
    assert not found.allowed


@pytest.mark.parametrize("email", [None, "", "   ", "\u2003"])
def test_nobody_is_matched_with_nobody(rules: ps.Rulebook, email: str | None) -> None:
    """No address, and a blank one, is nobody's, also where a partner has none."""
    nobody = Actor(id="p-1", email=email, roles=["PSM"])
    assert nobody.key is None
    acme = partner("gate_3", PSM=email)
    assert not rules.access.decide(nobody, "view_partner", acme, at=NOW).allowed
    assert not is_same(nobody, Identity(id="p-2", email=email))


def test_an_address_that_is_too_long() -> None:
    """Of 320 characters an address is one; of more it is refused, and is nobody's."""
    assert len(LONGEST) == LONGEST_ADDRESS
    assert Identity(id="p-1", email=LONGEST).key == LONGEST
    with pytest.raises(InvalidDataError) as caught:
        Identity(id="p-1", email=f"a{LONGEST}")
    [problem] = caught.value.problems
    assert (problem.path, problem.code) == ("email", "too-long")
    assert problem.message == "has 321 characters; an address has at most 320"
    assert folded_key(f"a{LONGEST}") is None
    assert folded_key(5) is None


def test_an_address_is_not_repeated() -> None:
    """Neither a message nor what a record says of itself holds the address."""
    with pytest.raises(InvalidDataError) as caught:
        Identity(id=" p-1", email=f"secret{LONGEST}")
    assert "secret" not in str(caught.value)
    assert [problem.code for problem in caught.value.problems] == [
        "space-around",
        "too-long",
    ]
    wrong: Any = 4711
    with pytest.raises(InvalidDataError, match=r"an address, not int$") as caught:
        Identity(id="p-1", email=wrong)
    assert "4711" not in str(caught.value)
    for text in map(repr, (ADA, Actor(id="p-1", email=ADA.email, grants=[grant()]))):
        assert "example.com" not in text


def test_identities_are_equal_by_id_and_key() -> None:
    """How an address was spelt does not count; the id and the key do."""
    spelt = Identity(id="p-1", email=" ADA@example.com")
    assert (spelt == ADA, hash(spelt) == hash(ADA)) == (True, True)
    assert spelt != Identity(id="p-1", email="tom@example.com")
    assert is_same(spelt, Identity(id="p-9", email="ada@example.com"))
    assert is_same(spelt, Identity(id="p-1"))
    assert not is_same(spelt, TOM)


@pytest.mark.rule("ACC-13")
def test_an_actor_holds_several_roles() -> None:
    """Roles come as a list, one as its text, a member as its text."""
    assert Actor(id="p-1", roles="PSM").roles == {"PSM"}
    assert Actor(id="p-1", roles=Role.PSM).roles == {"PSM"}
    assert Actor(id="p-1").roles == frozenset()
    several = Actor(id="p-1", roles=[Role.PSM, "TAM", "TAM"])
    assert several.roles == {"PSM", "TAM"}
    assert {type(role) for role in several.roles} == {str}


def test_an_actor_is_a_value() -> None:
    """Actors are compared, hashed, copied and pickled by what they hold."""
    given: dict[str, Any] = {
        "roles": ["PSM"],
        "grants": [grant()],
        "delegations": [delegation()],
    }
    one = Actor(id="p-1", email="ada@example.com", **given)
    assert given["grants"] == [grant()]
    assert one == Actor(id="p-1", email="ADA@example.com", **given)
    assert len({one, copy.deepcopy(one), pickle.loads(pickle.dumps(one))}) == 1
    assert one != Actor(id="p-1", email="ada@example.com")


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": " "}, "id", "blank"),
        ({"id": 5}, "id", "wrong-type"),
        ({"email": 5}, "email", "wrong-type"),
        ({"roles": 5}, "roles", "wrong-type"),
        ({"roles": None}, "roles", "missing"),
        ({"roles": ["PSM "]}, "roles", "space-around"),
        ({"roles": [5]}, "roles", "wrong-type"),
        ({"grants": "g-1"}, "grants", "wrong-type"),
        ({"grants": ["g-1"]}, "grants[0]", "wrong-type"),
        ({"delegations": [grant()]}, "delegations[0]", "wrong-type"),
    ],
)
def test_faults_of_an_actor(changes: dict[str, Any], path: str, code: str) -> None:
    """What an actor cannot be is reported by its path."""
    with pytest.raises(InvalidDataError) as caught:
        Actor(**GOOD | changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_all_faults_of_an_actor_at_once() -> None:
    """Every fault of an actor's own fields is in one report."""
    with pytest.raises(InvalidDataError) as caught:
        Actor(id="p-1", roles=[" ", "PSM "], grants=["g-1"])  # type: ignore[list-item]
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("roles", "blank"),
        ("roles", "space-around"),
        ("grants[0]", "wrong-type"),
    ]


@pytest.mark.rule("ACC-09")
@pytest.mark.parametrize("email", ["ada\0@example.com", "ada\ud800@example.com"])
def test_what_no_database_can_hold_is_nobodys_address(email: str) -> None:
    """NUL and half characters match nobody, so that every engine says the same."""
    assert folded_key(email) is None
    assert Identity(id="p-1", email=email).key is None
