"""A plan of a portfolio: people needed, what those there carry, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.practice.staffing import (
    Account,
    PeopleRange,
    StaffingPlan,
    StaffMember,
)
from tests.unit.practice.staffing.staff import account, hours, person, policy

some = settings(max_examples=min(50, settings().max_examples))
POLICY = policy()
PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
ACCOUNTS = st.lists(PAIRS, max_size=9).map(
    lambda ends: [
        account(f"a-{place}", **hours(*each)) for place, each in enumerate(ends)
    ]
)
SHARES = st.sampled_from(["0.2", "0.5", "1"])
PEOPLE = st.lists(SHARES, max_size=4).map(
    lambda shares: [
        person(f"p-{place}", share=Decimal(each)) for place, each in enumerate(shares)
    ]
)


def taken(plan: StaffingPlan) -> dict[str, str]:
    """Give who can take which account."""
    return {each.account.id: each.person for each in plan.taken}


@pytest.mark.rule("STF-03")
def test_a_portfolio_of_the_standard_rulebook(rules: ps.Rulebook) -> None:
    """Ratios alone call for two CSMs; the hours of the accounts call for three."""
    accounts = [
        Account(id=f"a-{n}", role="enterprise_csm", hours_least=12, hours_most=16)
        for n in range(6)
    ]
    accounts += [Account(id=f"t-{n}", role="enterprise_tam") for n in range(14)]
    accounts += [Account(id=f"c-{n}", role="partner_csm") for n in range(25)]
    accounts += [
        Account(id=f"p-{n}", role="pdm", phase="onboarding") for n in range(24)
    ]
    plan = rules.staffing.plan(accounts, [])
    assert plan.roles.ids == ("enterprise_csm", "enterprise_tam", "partner_csm", "pdm")
    assert [(str(each.by_count), str(each.by_hours)) for each in plan.roles] == [
        ("2", "2 to 3"),
        ("2 to 3", "None"),
        ("3", "1"),
        ("3 to 4", "9 to 12"),
    ]
    assert [str(each.people) for each in plan.roles] == [
        "2 to 3",
        "2 to 3",
        "3",
        "3 to 4",
    ]
    assert plan.people == PeopleRange(least=10, most=13)
    assert plan.provenance.edition == rules.edition.id
    assert all(each.missing == each.people for each in plan.roles)


@pytest.mark.rule("STF-03")
def test_a_plan_for_those_there() -> None:
    """Who has what keeps it; the rest goes to the first who has room."""
    accounts = [
        account("a", **hours(2, 3)),
        account("b", **hours(2, 3)),
        account("large", **hours(4, 8)),
        account("c", **hours(1, 2)),
        account("k", "keeper", phase="start"),
        account("last", **hours(3, 9)),
    ]
    people = [person("ann", "a", "b"), person("ben", share=Decimal("0.5"))]
    plan = POLICY.plan(accounts, people)
    assert taken(plan) == {"c": "ann"}
    assert [each.account.id for each in plan.untaken] == ["large", "k", "last"]
    assert plan.first_untaken is plan.untaken[0]
    large, keeper, last = plan.untaken
    assert str(large) == (
        "nobody can take large (helper): 2 people have too few hours left for 4 to 8 h"
        " a week, its own"
    )
    assert [each.code for each in keeper.reasons] == ["nobody"]
    assert [each.code for each in last.reasons] == ["full", "no-hours"]
    assert last.reasons[0].facts["people"] == ("ann",)
    assert last.reasons[0].message == "ann has no room for one more by number"
    helper = plan.roles["helper"]
    assert (helper.positions, helper.utilisation) == (Fraction(3, 2), Fraction(4, 9))
    assert (str(helper.people), str(helper.missing)) == ("2 to 3", "1 to 2")
    assert [load.count for load in helper.loads] == [2, 0]
    assert [load.count for load in helper.loads_after] == [3, 0]
    assert [load.person.id for load in plan.under] == ["ben"]
    assert plan.over == ()
    assert not plan.decision.holds


@pytest.mark.rule("STF-03")
def test_a_plan_where_nothing_is_wanting() -> None:
    """It holds, and has no first account that nobody can take."""
    plan = POLICY.plan([account("a"), account("b")], [person("ann", "a")])
    assert (plan.decision.holds, plan.first_untaken) == (True, None)
    assert (plan.under, plan.over, taken(plan)) == ((), (), {"b": "ann"})
    assert str(plan) == "Staffing: 1 needed, 1 there"
    assert POLICY.plan([], []).people == PeopleRange(least=0, most=0)


@pytest.mark.rule("STF-03")
def test_who_has_too_much_keeps_it_and_is_named() -> None:
    """The plan does not hold then, though every account has a person."""
    accounts = [account(name) for name in "abcd"]
    plan = POLICY.plan(accounts, [person("ann", *"abcd"), person("ben")])
    [load] = plan.over
    assert load.person.id == "ann"
    [reason] = plan.decision.reasons
    assert (reason.code, reason.facts["most"]) == ("over", 3)
    assert "over: ann: 4 of 3 accounts (133.3 %)" in str(plan.explain())
    assert "under: ben: 0 of 3 accounts" in str(plan.explain())


@pytest.mark.rule("STF-03")
def test_a_plan_explains_itself() -> None:
    """By role, by person, and how what nobody has is taken."""
    accounts = [account("a", **hours(2, 3)), account("b"), account("k", "keeper")]
    people = [person("ann", "a"), person("kim", role_id="keeper", share=Decimal("0.2"))]
    plan = POLICY.plan(accounts, people)
    told = str(plan.explain())
    assert told.startswith(
        "Staffing: 2 needed, 2 there; 1 to be taken by nobody\n"
        "role    has  hours a week  by number  by hours  needed  positions    used\n"
    )
    assert "Helper, by number: 1 (2 / 3 to 2 / 2)" in told
    assert "Helper, by hours: 1 (2 to 3 h)" in told
    assert "Helper: no hours are known of b; they count as 0" in told
    assert "Keeper, by number: 1 (1 / 4)" in told
    assert "ann can take b (helper)" in told
    assert "kim has no room for one more by number" in told
    assert "by the first person in the order given who has room" in told
    role = str(plan.roles["helper"].explain())
    assert role.startswith("Helper: 1 needed for 2 accounts, 1 there\n")
    assert "ann     1 of 3  33.3 %  2 to 3 h  10 h  under          2" in role


@pytest.mark.rule("STF-03")
def test_hours_that_do_not_limit_are_told_beside(rules: ps.Rulebook) -> None:
    """The aim of a PDM is told for each of them."""
    names = [f"p-{n}" for n in range(7)]
    partners = [Account(id=each, role="pdm", phase="onboarding") for each in names]
    lena = StaffMember(id="lena", role="pdm", accounts=names)
    plan = rules.staffing.plan(partners, [lena])
    assert plan.decision.holds
    told = str(plan.roles["pdm"].explain())
    assert "105 to 140 h); only the number limits this role" in told
    assert "87.5 %  105 to 140 h  40 h  within  within     7" in told


@pytest.mark.rule("STF-03")
def test_a_customer_and_a_person_can_have_two_roles() -> None:
    """An id stands once for each role, and shares add up to one position."""
    accounts = [account("acme"), account("acme", "keeper")]
    half = Decimal("0.5")
    people = [
        person("ann", "acme", share=half),
        person("ann", "acme", role_id="keeper", share=half),
    ]
    plan = POLICY.plan(accounts, people)
    assert plan.decision.holds
    assert str(plan) == "Staffing: 2 needed, 1 there"


@pytest.mark.rule("STF-03")
@some
@given(ACCOUNTS, PEOPLE, SHARES)
def test_a_person_more_changes_nothing_of_what_was_taken(
    accounts: list[Account], people: list[StaffMember], share: str
) -> None:
    """Whoever joins at the end can only take what was left."""
    before = POLICY.plan(accounts, people)
    joined = [*people, person("new", share=Decimal(share))]
    after = taken(POLICY.plan(accounts, joined))
    assert {id_: who for id_, who in after.items() if who != "new"} == taken(before)
    left = {each.account.id for each in before.untaken}
    assert {id_ for id_, who in after.items() if who == "new"} <= left


@pytest.mark.rule("STF-03")
@some
@given(ACCOUNTS, PEOPLE)
def test_nobody_is_given_more_than_they_can_carry(
    accounts: list[Account], people: list[StaffMember]
) -> None:
    """By number and by the most hours; and who takes an account could have it."""
    plan = POLICY.plan(accounts, people)
    for each in plan.roles:
        for load in each.loads_after:
            assert load.count <= load.capacity.accounts
            assert load.hours.most <= load.capacity.hours
        for left in each.untaken:
            work = POLICY.work(left.account)
            assert not any(load.has_room(work) for load in each.loads_after)
    assert len(plan.taken) + len(plan.untaken) == len(accounts)


@pytest.mark.rule("STF-03")
@some
@given(ACCOUNTS, ACCOUNTS, PEOPLE)
def test_roles_add_up(
    helped: list[Account], kept: list[Account], people: list[StaffMember]
) -> None:
    """Planned together they need and take what each of them does alone."""
    keepers = [account(each.id, "keeper") for each in kept]
    both = POLICY.plan([*helped, *keepers], people)
    first, second = POLICY.plan(helped, people), POLICY.plan(keepers, [])
    assert both.people == first.people + second.people
    assert both.taken == (*first.taken, *second.taken)
    assert both.untaken == (*first.untaken, *second.untaken)


@pytest.mark.rule("STF-03")
@some
@given(ACCOUNTS, PEOPLE, st.data())
def test_need_and_number_taken_keep_in_any_order(
    accounts: list[Account], people: list[StaffMember], data: st.DataObject
) -> None:
    """People needed never depend on the order; where none have hours, nor what fits."""
    bare = [account(each.id) for each in accounts]
    mixed = data.draw(st.permutations(bare))
    others = data.draw(st.permutations(people))
    assert len(POLICY.plan(bare, people).taken) == len(POLICY.plan(mixed, others).taken)
    shuffled = sorted(accounts, key=lambda each: mixed.index(account(each.id)))
    assert POLICY.plan(accounts, people).people == POLICY.plan(shuffled, others).people


def told(accounts: Sequence[Any], people: Sequence[Any] = ()) -> list[tuple[str, str]]:
    """Give the path and code of each fault."""
    with pytest.raises(InvalidDataError) as caught:
        POLICY.plan(cast(Any, accounts), cast(Any, people))
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("STF-03")
def test_what_contradicts_is_refused_by_its_place() -> None:
    """All at once: roles, phases, doubles, shares, and who looks after what."""
    half = Decimal("0.6")
    accounts = [
        account("a"),
        account("a"),
        account("b", "helpr"),
        account("c", "keeper", phase="strat"),
        account("d", phase="start"),
        account("e", "keeper"),
    ]
    people = [
        person("ann", "a", "zz", "e"),
        person("ann", "a"),
        person("ben", "a", share=half),
        person("ben", role_id="keeper", share=half),
        person("cat", role_id="boss"),
    ]
    assert told(accounts, people) == [
        ("accounts[1].id", "duplicate"),
        ("accounts[2].role", "unknown-role"),
        ("accounts[3].phase", "unknown-phase"),
        ("accounts[4].phase", "unknown-phase"),
        ("people[1].id", "duplicate"),
        ("people[3].share", "too-much"),
        ("people[4].role", "unknown-role"),
        ("people[0].accounts[1]", "unknown-account"),
        ("people[0].accounts[2]", "another-role"),
        ("people[2].accounts[0]", "two-people"),
    ]


@pytest.mark.rule("STF-03")
def test_near_misses_are_told() -> None:
    """Of a role, a phase and an account."""
    with pytest.raises(InvalidDataError) as caught:
        POLICY.plan(
            [account("acme", "helpr"), account("b", "keeper", phase="strat")],
            [person("ann", "acmee"), person("ben", "zzz")],
        )
    text = str(caught.value)
    for near in ("'helper'", "'start'", "'acme'"):
        assert f"did you mean {near}?" in text
    assert "there is no account 'zzz'\n" in f"{text}\n"
    with pytest.raises(InvalidDataError, match="no phase 'start'; known: none"):
        POLICY.plan([account("a", phase="start")], [])


@pytest.mark.rule("STF-03")
def test_other_records_are_refused() -> None:
    """Each by its place, and nothing else is looked at."""
    assert told([account("a"), person("ann")], ["ben"]) == [
        ("accounts[1]", "wrong-type"),
        ("people[0]", "wrong-type"),
    ]
