"""Proposals who looks after whom: what they say, and what they refuse."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidValueError
from partner_success.practice.assignment import (
    AssignmentProposal,
    AssignmentValue,
    Restriction,
    assign_best,
    assign_greedily,
    compare_assignments,
)
from partner_success.practice.assignment.objectives import load_cost
from partner_success.practice.staffing import Account, StaffMember
from tests.unit.practice.assignment.small import POLICY, account, person

both = pytest.mark.parametrize("assign", [assign_greedily, assign_best])


def pairs(found: AssignmentProposal) -> dict[str, str]:
    """Give who takes each account."""
    return {each.account.id: each.person for each in found.accounts}


def told(found: AssignmentProposal) -> dict[str, list[tuple[str, str]]]:
    """Give the reasons for which nobody takes an account."""
    return {
        each.account.id: [(reason.code, reason.message) for reason in each.reasons]
        for each in found.untaken
    }


@pytest.mark.rule("STF-03")
@both
def test_loads_of_the_rulebook(rules: ps.Rulebook, assign: Any) -> None:
    """Three accounts for an enterprise CSM and seven for a TAM are taken, no more."""
    accounts = [Account(id=f"c{place}", role="enterprise_csm") for place in range(5)]
    accounts += [Account(id=f"t{place}", role="enterprise_tam") for place in range(8)]
    people = [
        StaffMember(id="cy", role="enterprise_csm"),
        StaffMember(id="tom", role="enterprise_tam"),
    ]
    found = assign(accounts, people, rules.staffing)
    assert [each.after.count for each in found.people] == [3, 7]
    assert [each.account.id for each in found.untaken] == ["c3", "c4", "t7"]
    assert found.value.taken == 10
    assert str(found.provenance) == "rulebook standard 2026.1"


@pytest.mark.rule("STF-03")
@both
def test_nothing_moves_where_everything_fits(assign: Any) -> None:
    """Pairs are kept though they are uneven; new accounts even it out."""
    found = assign(
        [account(name, 1) for name in "abcde"],
        [person("ann", "a", "b", "c"), person("bo")],
        POLICY,
    )
    assert pairs(found) == dict(zip("abcde", ["ann"] * 3 + ["bo"] * 2, strict=True))
    assert (len(found.kept), len(found.moved), len(found.new)) == (3, 0, 2)
    assert found.value.broken == 0
    assert found.person_of("a", "csm") == "ann"
    assert found.person_of("a", "pdm") is None


@pytest.mark.rule("STF-03")
@both
def test_ranges_win_over_pairs(assign: Any) -> None:
    """Who has too much gives up what is too much, and not more; that is said."""
    found = assign(
        [account(name, 1) for name in "abcd"],
        [person("ann", "a", "b", "c", "d"), person("bo")],
        POLICY,
    )
    assert (len(found.kept), len(found.moved)) == (3, 1)
    ann, bo = found.people
    assert found.relieved == (ann,)
    assert (ann.gives, ann.gets) == (bo.gets, ())
    assert "too much now: ann: 4 of 3 accounts" in str(found.explain())


@pytest.mark.rule("STF-03")
def test_more_accounts_count_more_than_pairs() -> None:
    """A pair is broken where that makes room; greed keeps it, and takes one less."""
    accounts = [account("a", 2), account("b", 7), account("c", 6)]
    people = [person("ann", "a", hours=8), person("bo", "c", hours=7)]
    best = assign_best(accounts, people, POLICY)
    greedy = assign_greedily(accounts, people, POLICY)
    assert pairs(greedy) == {"a": "ann", "c": "bo"}
    assert pairs(best) == {"a": "ann", "b": "bo", "c": "ann"}
    assert [each.account.id for each in best.moved] == ["c"]
    compared = compare_assignments(greedy, best)
    assert compared.best is best
    assert str(compared) == "Assigned: best is the better way"
    assert compared.explain().rows[0][:4] == ("best", "3", "3", "1")
    assert str(compare_assignments(best, best)) == "Assigned alike"


@pytest.mark.rule("STF-03")
@both
def test_priorities_decide_who_is_left(assign: Any) -> None:
    """Where not all are taken, those that count more are."""
    accounts = [account(name, 4) for name in "abc"]
    found = assign(accounts, [person("ann")], POLICY, priorities={"c": 3, "b": 2})
    assert pairs(found) == {"b": "ann", "c": "ann"}
    assert found.value.taken == 5


@pytest.mark.rule("STF-03")
@both
def test_every_reason_is_told(assign: Any) -> None:
    """An account that nobody can take says why of everybody."""
    accounts = [
        *(account(name, 1) for name in "abc"),
        account("big", 20),
        account("fix", 6),
        account("not", 6),
        account("lone", role="pdm"),
        *(account(name, 4) for name in "xy"),
    ]
    people = [
        person("ann", "a", "b", "c"),
        person("bo", "x", "y"),
        person("cy", hours=5),
    ]
    restrictions = [
        Restriction(account="fix", person="ann", kind="fixed_to"),
        Restriction(account="not", person="cy", kind="never", reason="they asked"),
        Restriction(account="not", person="bo", kind="never"),
        *(Restriction(account=name, person="ann", kind="fixed_to") for name in "abc"),
    ]
    found = assign(accounts, people, POLICY, restrictions=restrictions)
    too_large = (
        "3 people have fewer hours in all than it takes (0 to 20 h a week, its own)"
    )
    assert told(found) == {
        "big": [("too-large", too_large)],
        "fix": [
            ("fixed", "it is fixed to ann"),
            ("full", "ann has no room for one more by number"),
        ],
        "not": [
            ("forbidden", "a restriction says never to bo, cy"),
            ("full", "ann has no room for one more by number"),
        ],
        "lone": [("nobody", "there is nobody of the role pdm")],
    }
    assert found.untaken[1].reasons[0].facts["people"] == ("bo", "cy")
    assert "nobody can take fix (csm): it is fixed to ann; ann has no" in str(
        found.explain()
    )


@pytest.mark.rule("STF-03")
@both
def test_hours_that_are_left_are_told(assign: Any) -> None:
    """Who has accounts left by number may have too few hours."""
    found = assign([account("a", 5), account("b", 4)], [person("ann", "a")], POLICY)
    assert told(found) == {
        "b": [("no-hours", "ann has too few hours left for 0 to 4 h a week, its own")]
    }


@pytest.mark.rule("STF-03")
@both
def test_restrictions_win_over_pairs(assign: Any) -> None:
    """Who may never have an account gives it up, and who alone may have it gets it."""
    found = assign(
        [account("a", 1), account("b", 1), account("c", 1)],
        [person("ann", "a", "b", "c"), person("bo"), person("cy")],
        POLICY,
        restrictions=[
            Restriction(account="a", person="ann", kind="never"),
            Restriction(account="a", person="bo", kind="never"),
            Restriction(account="b", person="bo", kind="fixed_to"),
        ],
    )
    assert pairs(found) == {"a": "cy", "b": "bo", "c": "ann"}


@pytest.mark.rule("STF-03")
@both
def test_hours_that_do_not_limit(assign: Any) -> None:
    """Where only the number limits a role, hours neither hinder nor weigh."""
    found = assign(
        [account(name, 100, role="pdm") for name in "abcd"],
        [person("ann", role="pdm"), person("bo", role="pdm")],
        POLICY,
    )
    assert [each.after.count for each in found.people] == [2, 2]
    assert found.value.unevenness == 200


@pytest.mark.rule("STF-03")
@both
def test_roles_are_apart(assign: Any) -> None:
    """One id in two roles is two accounts, told in the order given."""
    found = assign(
        [account("a", role="pdm"), account("b", 1), account("a", 1)],
        [
            person("ann", share=Decimal("0.5")),
            person("ann", role="pdm", share=Decimal("0.5")),
        ],
        POLICY,
    )
    assert [(each.account.id, each.account.role) for each in found.accounts] == [
        ("a", "pdm"),
        ("b", "csm"),
    ]
    assert [each.after.role.id for each in found.people] == ["csm", "pdm"]
    assert [each.account.id for each in found.untaken] == ["a"]


@pytest.mark.rule("STF-03")
@both
def test_nobody_and_nothing(assign: Any) -> None:
    """No accounts, no people, or neither is a proposal too."""
    assert str(assign([], [], POLICY)).endswith("0 of 0 taken, 0 kept, 0 moved, 0 new")
    assert assign([], [person("ann")], POLICY).people[0].after.count == 0
    (lone,) = assign([account("a")], [], POLICY).untaken
    assert [reason.code for reason in lone.reasons] == ["nobody"]


@pytest.mark.rule("STF-03")
def test_a_share_without_room() -> None:
    """Whose share leaves no whole account takes none."""
    found = assign_best(
        [account("a", 1)], [person("ann", share=Decimal("0.3"))], POLICY
    )
    assert told(found) == {"a": [("full", "ann has no room for one more by number")]}


@pytest.mark.rule("STF-03")
def test_alike_goes_by_the_order_given() -> None:
    """Of accounts that are alike, the first goes to the first, the last to nobody."""
    accounts = [account(name, 4) for name in "dcbae"]
    found = assign_best(accounts, [person("ann"), person("bo")], POLICY)
    assert pairs(found) == {"d": "ann", "c": "ann", "b": "bo", "a": "bo"}


@pytest.mark.rule("STF-03")
def test_an_explained_proposal() -> None:
    """A proposal tells everybody's load, what came first, and what it is worth."""
    found = assign_best([account("a", 2)], [person("ann")], POLICY)
    text = found.explain()
    assert text.title == "Assigned (best): 1 of 1 taken, 0 kept, 0 moved, 1 new"
    assert text.rows == (("ann", "csm", "0", "1", "3", "0 to 2 h", "a", ""),)
    assert text.remarks[0].startswith("accounts are taken first")
    assert text.remarks[2] == "1 taken by priority, 0 pairs broken, unevenness 11.33"
    greedy = assign_greedily([account("a", 2)], [person("ann")], POLICY)
    assert greedy.explain().remarks[0].startswith("pairs are kept first")
    assert found.is_proven
    assert not greedy.is_proven


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize(
    ("used", "costs"),
    [
        ("0", "0"),
        ("1/10", "1"),
        ("1/20", "1/2"),
        ("3/20", "5/2"),
        ("1", "100"),
        ("11/10", "121"),
    ],
)
def test_what_a_load_costs(used: str, costs: str) -> None:
    """Whole tenths cost their square, and what lies between its part."""
    assert load_cost(Fraction(used)) == Fraction(costs)


@pytest.mark.rule("STF-03")
def test_values_are_compared_in_turn() -> None:
    """What comes later counts only where all before it is alike."""
    one = AssignmentValue(taken=2, broken=9, unevenness=Fraction(9))
    two = AssignmentValue(taken=1, broken=0, unevenness=Fraction(0))
    three = AssignmentValue(taken=2, broken=9, unevenness=Fraction(8))
    assert one.is_better_than(two)
    assert three.is_better_than(one)
    assert not one.is_better_than(one)
    assert str(one + two) == "3 taken by priority, 9 pairs broken, unevenness 9"


@both
def test_staff_that_cannot_be_meant(assign: Any) -> None:
    """Accounts and people are held to what a plan holds them to."""
    with pytest.raises(InvalidDataError, match="there is no role 'cms'"):
        assign([account("a", role="cms")], [], POLICY)


@pytest.mark.parametrize(
    ("restrictions", "paths"),
    [
        (["x"], ["restrictions[0]"]),
        ([("b", "ann", "never")], ["restrictions[0].account"]),
        ([("a", "anne", "never")], ["restrictions[0].person"]),
        (
            [("c", "anne", "never")],
            ["restrictions[0].account", "restrictions[0].person"],
        ),
        ([("a", "pia", "never")], ["restrictions[0]"]),
        ([("a", "ann", "fixed_to"), ("a", "bo", "fixed_to")], ["restrictions[1]"]),
        ([("a", "ann", "never"), ("a", "ann", "fixed_to")], ["restrictions[1]"]),
    ],
)
def test_restrictions_that_cannot_be_meant(
    restrictions: list[Any], paths: list[str]
) -> None:
    """Strangers, another role and contradictions are told by their places."""
    given = [
        each
        if isinstance(each, str)
        else Restriction(account=each[0], person=each[1], kind=each[2])
        for each in restrictions
    ]
    people = [person("ann"), person("bo"), person("pia", role="pdm")]
    with pytest.raises(InvalidDataError) as caught:
        assign_greedily([account("a")], people, POLICY, restrictions=given)
    assert [each.path for each in caught.value.problems] == paths


def test_near_names_are_offered() -> None:
    """A misspelt person is told who may be meant."""
    with pytest.raises(InvalidDataError, match="did you mean 'ann'"):
        assign_greedily(
            [account("a")],
            [person("ann")],
            POLICY,
            restrictions=[Restriction(account="a", person="anne", kind="never")],
        )


@pytest.mark.parametrize("priority", [0, 1_001, True, 1.5, "2", None])
def test_priorities_that_cannot_be_meant(priority: Any) -> None:
    """A priority is a whole number from 1 to 1,000, of an account that is there."""
    with pytest.raises(InvalidDataError) as caught:
        assign_greedily([account("a")], [], POLICY, priorities={"a": priority, "b": 1})
    assert [each.code for each in caught.value.problems] == [
        "out-of-range",
        "unknown-account",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "sometimes"}, {"account": " a"}, {"person": ""}, {"reason": " "}],
)
def test_restrictions_of_no_form(wrong: dict[str, Any]) -> None:
    """A restriction names an account, a person and what holds of them."""
    with pytest.raises(InvalidDataError, match=next(iter(wrong))):
        Restriction(**({"account": "a", "person": "ann", "kind": "never"} | wrong))


def test_too_much_to_look_at() -> None:
    """Beyond a size nothing is tried, and what can be done is said."""
    accounts = [account(f"a{place}") for place in range(201)]
    people = [person(f"p{place}") for place in range(100)]
    with pytest.raises(InvalidValueError, match="20,100 pairs; at most 20,000 are"):
        assign_best(accounts, people, POLICY)
    many = [account(f"a{place}") for place in range(2_001)]
    with pytest.raises(InvalidValueError, match="so assign parts of them apart"):
        assign_greedily(many, people, POLICY)


@pytest.mark.parametrize("nodes", [0, -1, 1.5, True, None])
def test_nodes_that_cannot_be_meant(nodes: Any) -> None:
    """The solver looks at one node at least."""
    with pytest.raises(InvalidValueError, match="nodes must be a whole number"):
        assign_best([], [], POLICY, nodes=nodes)


def test_comparisons_of_the_same_accounts() -> None:
    """Nothing cannot be compared, nor what was assigned of other accounts."""
    one = assign_greedily([account("a")], [], POLICY)
    two = assign_greedily([account("b")], [], POLICY)
    with pytest.raises(InvalidValueError, match="give a proposal"):
        compare_assignments()
    with pytest.raises(InvalidValueError, match="for other accounts"):
        compare_assignments(one, two)
