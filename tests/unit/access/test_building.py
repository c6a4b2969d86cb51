"""What is wrong with a policy is found when it is put together, all at once."""

from __future__ import annotations

from itertools import product
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    AccessStage,
    Action,
    Fact,
    ResourceKind,
)
from partner_success.access.domains import assignments, domains
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import (
    Compare,
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
)
from partner_success.errors import InvalidModelError, Problem, UnknownNameError
from tests.unit.access.small import (
    GRANTED,
    REGIONS,
    TIED,
    policy,
    rule,
    stage_is,
)

pytestmark = pytest.mark.rule("ACC-12")

IDLE = "all that this allows is allowed by 'sees' too; leave it out"
FACTS = list(policy().facts)
KINDS = list(policy().kinds)
ACTIONS = list(policy().actions)


def problems(*rules: Any, **changes: Any) -> list[Problem]:
    """Give what is wrong with the small policy when it is changed so."""
    with pytest.raises(InvalidModelError) as caught:
        policy(*rules, **changes)
    assert caught.value.subject == "the access policy 'small'"
    return list(caught.value.problems)


def found(*rules: Any, **changes: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault of the small policy when changed so."""
    return [(each.path, each.code) for each in problems(*rules, **changes)]


def test_nothing_in_it_is_four_faults() -> None:
    """A policy needs stages, roles, actions and rules."""
    empty: Any = Catalogue()
    with pytest.raises(InvalidModelError) as caught:
        AccessPolicy(
            id="x", name="X", stages=empty, roles=empty, facts=empty, kinds=empty,
            actions=empty, rules=empty,
        )  # fmt: skip
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("stages", "empty"),
        ("roles", "empty"),
        ("actions", "empty"),
        ("rules", "empty"),
    ]


@pytest.mark.parametrize(
    ("fact", "path", "code"),
    [
        (Fact(id="tied", name="x", type="truth"), "facts[5].id", "reserved-id"),
        (Fact(id="team", name="x", type="truth"), "facts[5].id", "reserved-id"),
        (Fact(id="tied_A", name="x", type="truth"), "facts[5].id", "reserved-id"),
        (Fact(id="a", name="x", type="number"), "facts[5].type", "unknown-type"),  # type: ignore[arg-type]
        (Fact(id="a", name="x", type="words"), "facts[5].words", "words"),
        (Fact(id="a", name="x", type="truth", words=("y",)), "facts[5].words", "words"),
        (
            Fact(id="a", name="x", type="words", words=("y", "y")),
            "facts[5].words",
            "duplicate",
        ),
    ],
)
def test_faults_of_a_fact(fact: Fact, path: str, code: str) -> None:
    """A fact has a free name, a known type, and words where it is one of words."""
    assert found(facts=[*FACTS, fact]) == [(path, code)]


@pytest.mark.parametrize("name", ["stage", "gate"])
def test_stage_and_gate_are_stages(name: str) -> None:
    """What the fact of the stage is, every list relies on."""
    place = next(n for n, fact in enumerate(FACTS) if fact.id == name)
    facts = [*FACTS]
    facts[place] = Fact(id=name, name="x", type="truth")
    assert found(facts=facts) == [(f"facts[{place}].type", "wrong-type")]


def test_faults_of_a_kind() -> None:
    """A kind names facts that are there, each once."""
    kinds = [*KINDS, ResourceKind(id="k", name="k", facts=("stag", "gate", "gate"))]
    one, other = problems(kinds=kinds)
    assert (one.path, one.code) == ("kinds[3].facts[0]", "unknown-fact")
    assert one.message == "no fact is called so; did you mean 'stage'?"
    assert one.given == "'stag'"
    assert (other.path, other.code) == ("kinds[3].facts[2]", "duplicate")


@pytest.mark.parametrize(
    ("action", "path", "code"),
    [
        (
            Action(id="a", name="a", kind="zzz", nobody="x"),
            "actions[4].kind",
            "unknown-kind",
        ),
        (Action(id="a", name="a", kind="book"), "actions[4]", "no-rule"),
    ],
)
def test_faults_of_an_action(action: Action, path: str, code: str) -> None:
    """An action is done to a kind, and what nobody may do says why."""
    assert found(actions=[*ACTIONS, action]) == [(path, code)]


def test_what_nobody_may_do_no_rule_allows() -> None:
    """A reason why nobody may, and a rule by which somebody may, contradict."""
    both = rule("sees", TIED, actions=("view_partner", "edit"))
    assert found(both) == [("actions[1].nobody", "contradiction")]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"roles": ()}, [("rules[1].roles", "empty")]),
        ({"roles": ("A", "C")}, [("rules[1].roles[1]", "unknown-role")]),
        ({"roles": ("B", "B")}, [("rules[1].roles[1]", "duplicate")]),
        ({"actions": ()}, [("rules[1].actions", "empty")]),
        ({"actions": ("vew_partner",)}, [("rules[1].actions[0]", "unknown-action")]),
        ({"actions": ("view_partner",) * 2}, [("rules[1].actions[1]", "duplicate")]),
        ({"delegable": True}, [("rules[1].delegable", "no-tie")]),
    ],
)
def test_faults_of_a_rule(
    changes: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """A rule names roles and actions that are there; a deputy needs a tie."""
    other = rule("other", **{"roles": ("B",)} | changes)
    assert found(rule("sees", TIED), other) == faults


def test_a_deputy_needs_a_tie_in_the_condition() -> None:
    """A condition without a tie is none that a deputy could hold by the lead's."""
    other = rule("other", stage_is("x"), roles=("B",), delegable=True)
    assert found(rule("sees", TIED), other) == [("rules[1].delegable", "no-tie")]


@pytest.mark.parametrize(
    ("condition", "path", "code"),
    [
        ({"field": "stage", "equals": "xx"}, "", "unknown-stage"),
        ({"field": "region", "one_of": ["east", "west"]}, "", "unknown-region"),
        ({"field": "role", "equals": "A"}, ".field", "unknown-field"),
        ({"field": "region", "contains": "east"}, "", "type-mismatch"),
        ({"known": "tied"}, "", "relation"),
        ({"field": "open", "equals": {"field": "tied"}}, "", "relation"),
    ],
)
def test_faults_of_a_condition(condition: dict[str, Any], path: str, code: str) -> None:
    """A condition compares facts of the kind with words that they can be."""
    assert found(rule("sees", condition)) == [(f"rules[0].condition{path}", code)]


def test_a_condition_waits_for_its_action() -> None:
    """What an unknown action would ask of a condition is not guessed."""
    wrong = rule("sees", stage_is("xx"), actions=("view_partner", "vew"))
    assert found(wrong) == [
        ("rules[0].actions[1]", "unknown-action"),
        ("rules[0].condition", "unknown-stage"),
    ]


def test_a_fault_is_told_once_for_all_actions() -> None:
    """A word that is none is one fault, however many actions the rule has."""
    actions = [*ACTIONS, Action(id="open", name="open it", kind="partner")]
    wrong = rule("sees", stage_is("xx"), actions=("view_partner", "open"))
    assert found(wrong, actions=actions) == [("rules[0].condition", "unknown-stage")]


@pytest.mark.parametrize(
    "computed",
    [
        Compare(Share(Field("a"), Field("b")), "at_least", Literal(1)),
        Compare(DaysBetween(Field("a"), Field("b")), "at_least", Literal(1)),
        Compare(Curve(Field("a"), [(0, 0), (1, 1)]), "at_least", Literal(1)),
    ],
)
def test_what_is_computed_is_refused(computed: Compare) -> None:
    """Curves, shares and days between are nothing that a list can be filtered by."""
    first = found(attrs.evolve(rule("sees"), condition=computed))[0]
    assert first == ("rules[0].condition", "computed")


def test_a_grant_only_reads() -> None:
    """A rule by which a grant would let somebody write is refused."""
    writes = rule("writes", GRANTED, actions=("edit",))
    actions = [ACTIONS[0], Action(id="edit", name="edit", kind="partner"), *ACTIONS[2:]]
    assert found(rule("sees", TIED), writes, actions=actions) == [
        ("rules[1].condition", "grant-writes")
    ]


@pytest.mark.parametrize("relation", ["tied", "granted"])
def test_nobody_is_tied_to_what_is_no_partners(relation: str) -> None:
    """Ties and grants are nothing to ask of a thing of the company."""
    asks = rule("reads", {"field": relation, "equals": True}, actions=("read",))
    actions = [*ACTIONS, Action(id="read", name="read", kind="book", reads=True)]
    assert found(rule("sees", TIED), asks, actions=actions) == [
        ("rules[1].condition", "no-partner")
    ]


@pytest.mark.parametrize(
    ("rules", "code", "message"),
    [
        (
            [rule("sees", TIED), rule("never", stage_is("x"), stage_is("y"))],
            "never",
            "this can never hold; mend the condition or leave it out (A, view_partner)",
        ),
        (
            [rule("sees", TIED), rule("idle", TIED, stage_is("x"))],
            "idle",
            f"{IDLE} (A, view_partner)",
        ),
        (
            [rule("sees"), rule("idle", roles=("A",), actions=("view_partner",))],
            "idle",
            f"{IDLE} (A, view_partner)",
        ),
    ],
)
def test_rules_on_which_nothing_hangs(
    rules: list[Any], code: str, message: str
) -> None:
    """A rule that can never hold, or adds nothing to others, is refused."""
    fault = problems(*rules)[-1]
    assert (fault.path, fault.code, fault.message) == ("rules[1]", code, message)


def test_two_rules_together_make_a_third_idle() -> None:
    """What several others allow between them is idle too."""
    parts = [rule(each, TIED, stage_is(each)) for each in "xyz"]
    known = {"known": "stage"}
    assert found(*parts, rule("all", TIED, known))[-1] == ("rules[3]", "idle")
    assert policy(*parts, rule("all", TIED, {"not": known})).rules["all"]


def test_what_a_deputy_may_do_is_not_idle() -> None:
    """A rule that a deputy may use adds to one that they may not."""
    own = rule("own", TIED)
    deputy = rule("deputy", TIED, stage_is("x"), delegable=True)
    assert policy(own, deputy).rules["deputy"].delegable
    deputies = rule("own", TIED, delegable=True)
    plain = rule("deputy", TIED, stage_is("x"))
    assert found(deputies, plain) == [("rules[1]", "idle")]


def test_too_many_facts_are_told() -> None:
    """Rules that ask for more than can be tried out are refused, not waited for."""
    many = [
        Fact(id=f"f{place}", name="x", type="words", words=tuple("abcdefghi"))
        for place in range(6)
    ]
    kinds = [
        ResourceKind(id="partner", name="x", facts=tuple(fact.id for fact in many)),
        *KINDS[1:],
    ]
    asks = [{"field": fact.id, "equals": "a"} for fact in many]
    assert found(rule("sees", *asks), facts=[*FACTS, *many], kinds=kinds) == [
        ("rules[0]", "too-many-cases")
    ]


def test_all_faults_at_once() -> None:
    """Facts, kinds, actions and rules are all looked at before anything is said."""
    faults = found(
        rule("sees", TIED, roles=("C",)),
        facts=[*FACTS, Fact(id="for_self", name="x", type="truth")],
        kinds=[*KINDS, ResourceKind(id="k", name="k", facts=("zzz",))],
        actions=[*ACTIONS, Action(id="a", name="a", kind="zzz", nobody="x")],
    )
    assert faults == [
        ("facts[5].id", "reserved-id"),
        ("kinds[3].facts[0]", "unknown-fact"),
        ("actions[4].kind", "unknown-kind"),
        ("rules[0].roles[0]", "unknown-role"),
    ]


def test_names_are_shown_where_none_is_near() -> None:
    """Where no known name is spelt alike, all are shown."""
    fault = problems(rule("sees", TIED, roles=("zzz",)))[0]
    assert fault.message == "no role is called so; known: A, B"


def test_a_name_stands_once(rules: ps.Rulebook) -> None:
    """Two stages of one name are refused before the policy is."""
    twice = [AccessStage(id="x", name="X"), AccessStage(id="x", name="Again")]
    with pytest.raises(InvalidModelError):
        policy(stages=twice)
    with pytest.raises(UnknownNameError, match="did you mean 'view_partner'"):
        rules.access.table.rows("vew_partner")


def test_every_way_a_fact_can_stand() -> None:
    """Facts can also be unknown, relations are yes or no; all combinations are made."""
    small = policy()
    known = domains(small.facts, small.stages, small.roles)
    assert known == dict(small.values)
    assert known["stage"] == known["gate"] == ("x", "y", "z", None)
    assert known["role"] == ("A", "B", None)
    assert known["region"] == (*REGIONS, None)
    assert known["open"] == (True, False, None)
    assert known["tied"] == known["reason_given"] == (True, False)
    cases = list(assignments(["open", "tied"], known))
    assert [(case["open"], case["tied"]) for case in cases] == list(
        product((True, False, None), (True, False))
    )
    assert list(assignments([], known)) == [{}]
