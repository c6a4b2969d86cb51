"""Who gains and who loses what when one policy takes the place of another."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import AccessComparison, AccessPolicy, Case, compare
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import from_data
from partner_success.errors import InvalidUseError, UnknownNameError
from tests.unit.access.comparable import GRANTED, STAGES, TIED, policy, rule

pytestmark = pytest.mark.rule("ACC-01", "ACC-12")


def at_stage(*stages: str) -> dict[str, Any]:
    """Give the condition 'assigned, in one of these stages'."""
    return {"all": [TIED, {"field": "stage", "one_of": list(stages)}]}


def allows(policy_: AccessPolicy, case: Case) -> bool:
    """Ask a policy; what it has no words for it does not allow."""
    try:
        return policy_.table.answer(case).allowed
    except UnknownNameError:
        return False


def lines(old: AccessPolicy, new: AccessPolicy) -> list[str]:
    """Compare, hold the examples to both policies, and give the changes as text."""
    found = compare(old, new)
    for each in found.changes:
        assert allows(new, each.example) is each.gained
        assert allows(old, each.example) is not each.gained
    return [*map(str, found.changes), *map(str, found.words)]


def changed(old: AccessPolicy, id_: str, **fields: Any) -> AccessPolicy:
    """Give a policy with one rule changed."""
    rules = (
        attrs.evolve(each, **fields) if each.id == id_ else each for each in old.rules
    )
    return attrs.evolve(old, rules=Catalogue(rules, kind="rule"))


def test_a_wider_rule_gives_only_what_is_new(rules: ps.Rulebook) -> None:
    """By role and action, to deputies too, with a case that shows it."""
    old = rules.access
    wider = {
        "all": [TIED, {"field": "stage", "one_of": ["gate_2", "gate_3", "post_launch"]}]
    }
    new = changed(old, "psm_sees", condition=from_data(wider))
    assert lines(old, new) == [
        "PSM gains: view the partner: assigned, in Gate 2",
        "a deputy of PSM gains: view the partner: assigned, in Gate 2",
    ]
    assert lines(new, old) == [
        "PSM loses: view the partner: assigned, in Gate 2",
        "a deputy of PSM loses: view the partner: assigned, in Gate 2",
    ]
    (gain, _) = compare(old, new).gains
    assert dict(gain.example.facts) == {"stage": "gate_2"}
    assert gain.example.tied == {"PSM"}
    assert not gain.example.granted


def test_what_has_no_effect_says_nothing(rules: ps.Rulebook) -> None:
    """A new name, id or citation, a rule cut in two, another order."""
    old = rules.access
    renamed = changed(old, "psm_signs", id="signs", name="Signs.", citations=())
    backwards = attrs.evolve(old, rules=Catalogue(reversed([*renamed.rules])))
    found = compare(old, backwards)
    assert found.same
    assert str(found) == (
        "standard 2026.1 to standard 2026.1: everybody may do the same as before"
    )


def test_a_deputy_alone_can_gain_and_lose(rules: ps.Rulebook) -> None:
    """Where a rule becomes delegable, or no longer is."""
    new = changed(rules.access, "pam_signs", delegable=False)
    (line,) = lines(rules.access, new)
    assert line == (
        "a deputy of PAM loses: sign a gate off: assigned, in Pre-Contract, the gate is"
        " Pre-Contract, the status of the gate is awaiting sign off"
    )


def test_gain_and_loss_stand_beside_each_other() -> None:
    """Where a condition moves."""
    old = policy(rule("r", "A", "read", at_stage("s0", "s1")))
    new = policy(rule("r", "A", "read", at_stage("s1", "s2")))
    assert lines(old, new) == [
        "A gains: read it: assigned, in S2",
        "A loses: read it: assigned, in S0",
    ]


def test_people_with_a_grant_are_not_set_apart() -> None:
    """Unless it matters."""
    old = policy(rule("g", "A", "look", GRANTED))
    new = policy(rule("g", "A", "look", GRANTED), rule("t", "A", "look", TIED))
    assert lines(old, new) == ["A gains: look it: assigned"]
    both = policy(rule("b", "A", "look", {"all": [GRANTED, {"not": TIED}]}))
    assert lines(both, new) == ["A gains: look it: assigned"]
    assert lines(policy(rule("t", "A", "look", TIED)), new) == [
        "A gains: look it: not assigned, with a context grant"
    ]


def test_what_holds_without_a_grant_is_no_gain_for_others() -> None:
    """Where only people with one gain."""
    without = {"all": [TIED, {"not": GRANTED}]}
    old = policy(rule("r", "A", "look", without))
    new = policy(rule("r", "A", "look", TIED))
    assert lines(old, new) == ["A gains: look it: assigned, with a context grant"]


def test_a_new_stage_is_a_word_and_what_is_allowed_in_it() -> None:
    """Also for a rule that asks for no stage: the old policy cannot be asked there."""
    old = policy(rule("r", "A", "look", TIED), stages=STAGES[:3])
    new = policy(rule("r", "A", "look", TIED), stages=STAGES)
    found = compare(old, new)
    assert [*map(str, found.changes)] == ["A gains: look it: assigned, in S3"]
    assert [*map(str, found.words)] == ["stage s3 is new"]
    assert [*map(str, compare(new, old).changes)] == [
        "A loses: look it: assigned, in S3"
    ]
    assert [*map(str, compare(new, old).words)] == ["stage s3 is gone"]
    assert not found.same


def test_a_role_that_is_new_or_gone() -> None:
    """Gains or loses all that it may."""
    old = policy(rule("r", "A B", "make"), roles=("A", "B"))
    new = policy(rule("r", "A C", "make"), roles=("A", "C"))
    assert lines(old, new) == [
        "C gains: make it: always",
        "B loses: make it: always",
        "role C is new",
        "role B is gone",
    ]


def test_a_new_role_is_a_word_of_facts_too() -> None:
    """The analytics of a role that was not there can be seen now."""
    old = policy(rule("r", "A", "read", TIED), roles=("A",))
    new = policy(rule("r", "A", "read", TIED))
    assert lines(old, new)[0] == (
        "A gains: read it: assigned, the role it tells of is Role B"
    )


def test_an_action_that_is_new_or_gone() -> None:
    """Whoever may do it gains it."""
    old = policy(rule("r", "A", "make"))
    without = attrs.evolve(
        old, actions=Catalogue(each for each in old.actions if each.id != "read")
    )
    reads = policy(rule("r", "A", "make"), rule("s", "B", "read", TIED))
    assert lines(without, reads) == [
        "B gains: read it: assigned",
        "action read is new",
    ]
    assert lines(reads, without) == [
        "B loses: read it: assigned",
        "action read is gone",
    ]


def test_an_action_done_to_something_else_is_another() -> None:
    """All is lost on the one kind and gained on the other."""
    old = policy(rule("r", "A", "look read", TIED))
    new = policy(rule("r", "A", "look read", TIED), kinds={"look": "record"})
    found = compare(old, new)
    assert [(each.gained, each.example.kind) for each in found.changes] == [
        (False, "partner"),
        (True, "record"),
    ]


def test_too_many_facts_together_are_refused() -> None:
    """The two policies ask for more than can be tried."""
    many = tuple(f"s{place}" for place in range(500))
    old = policy(
        rule("r", "A", "read", {"field": "stage", "equals": "s1"}), stages=many
    )
    asked = {"all": [{"field": "gate", "equals": "s1"}, TIED]}
    new = policy(rule("r", "A", "read", asked), stages=many)
    with pytest.raises(InvalidUseError, match="can stand in 502,002 ways"):
        compare(old, new)


def test_it_explains_itself() -> None:
    """As a table, and as data ready for JSON."""
    old = policy(rule("r", "A", "look", at_stage("s0"), delegable=True))
    new = policy(rule("r", "A", "look", at_stage("s1"), delegable=True), roles=("A",))
    found = compare(old, new)
    explained = found.explain()
    assert explained.title == "no edition to no edition: 2 gained, 2 lost"
    assert explained.rows[:2] == (
        ("A", "gains", "look it", "assigned, in S1"),
        ("A", "loses", "look it", "assigned, in S0"),
    )
    assert explained.rows[2][0] == "deputy of A"
    assert explained.remarks == ("role B is gone",)
    data: Any = found.as_data()
    assert json.loads(json.dumps(data)) == data
    assert data["changes"][0]["example"] == {
        "roles": ["A"],
        "tied": ["A"],
        "kind": "partner",
        "facts": {"stage": "s1"},
        "granted": False,
        "for_self": False,
        "reason_given": False,
        "deputy": False,
    }
    assert data["words"] == [{"kind": "role", "id": "B", "gained": False}]
    assert isinstance(found, AccessComparison)


@pytest.mark.parametrize("place", ["old", "new"])
def test_what_is_no_policy_is_refused(place: str) -> None:
    """By the name of the argument."""
    one = policy(rule("r", "A", "look"))
    given: dict[str, Any] = {"old": one, "new": one, place: None}
    with pytest.raises(
        InvalidUseError, match=f"{place} needs AccessPolicy, not NoneType"
    ):
        compare(**given)
