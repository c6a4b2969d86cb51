"""The standard policy against the table of the journey, in every way it can be asked.

How the ways are chosen is told in `access_cases`, the table stands in `access_table`.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pytest

import partner_success as ps
from tests.properties.access_cases import (
    ALL,
    BARE_AND_GRANTED,
    EVERYBODY,
    FACTS,
    OF_PARTNER,
    PARTNERS,
    REASON,
    Someone,
    differences,
    holding,
    other_ties,
    people_with,
    points,
    ties_of,
)
from tests.properties.access_table import KINDS, NOBODY, READING, ROLES, STAGES

COLUMNS = [
    pytest.param([], marks=pytest.mark.rule("ACC-01"), id="nobody"),
    pytest.param(["PAM"], marks=pytest.mark.rule("ACC-06"), id="PAM"),
    pytest.param(["PDM"], marks=pytest.mark.rule("ACC-07"), id="PDM"),
    pytest.param(["TPM"], marks=pytest.mark.rule("ACC-07"), id="TPM"),
    pytest.param(["PSM"], marks=pytest.mark.rule("ACC-02", "ACC-03"), id="PSM"),
    pytest.param(["TAM"], marks=pytest.mark.rule("ACC-04"), id="TAM"),
    pytest.param(["ADMIN"], marks=pytest.mark.rule("ACC-08"), id="ADMIN"),
]


def told(found: object) -> str:
    """Show a difference as a failing test prints it."""
    return f"the policy and the table differ: {found}"


@pytest.mark.rule("ACC-12")
def test_the_table_is_of_this_policy(rules: ps.Rulebook) -> None:
    """Its actions, kinds, facts, roles and stages are those of the rulebook."""
    policy = rules.access
    assert {each.id: each.kind for each in policy.actions} == KINDS
    assert {each.id: each.facts for each in policy.kinds} == {
        kind: tuple(facts) for kind, facts in FACTS.items()
    }
    assert {each.id for each in policy.kinds if each.of_partner} == OF_PARTNER
    assert (policy.stages.ids, policy.roles.ids) == (STAGES, ROLES)
    assert {each.id for each in policy.actions if each.reads} == READING
    for facts in FACTS.values():
        for name, values in facts.items():
            assert set(values) == set(policy.values[name])


@pytest.mark.rule("ACC-12")
@pytest.mark.parametrize("roles", COLUMNS)
def test_a_column_of_the_table(rules: ps.Rulebook, roles: Sequence[str]) -> None:
    """One role, with every tie, at every point, without and with a context grant."""
    held = frozenset(roles)
    people = [Someone(held, tied) for tied in ties_of(held)]
    found = differences(rules.access, people, points(), BARE_AND_GRANTED)
    assert not (first := next(found, None)), told(first)
    people = [Someone(held, tied) for tied in other_ties(held)]
    found = differences(rules.access, people, points(few=True), BARE_AND_GRANTED)
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-05", "ACC-12")
@pytest.mark.parametrize("action", ["view_partner", "view_gate"])
def test_every_state_of_a_context_grant(rules: ps.Rulebook, action: str) -> None:
    """A grant opens summary and named gates while it holds, and not before or after."""
    people = [Someone(NOBODY, NOBODY), Someone(ALL - {"PAM", "ADMIN"}, NOBODY)]
    people += [Someone(frozenset([role]), NOBODY) for role in ROLES]
    ways = [(partner, None) for partner in PARTNERS]
    found = differences(rules.access, people, points(action), ways)
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-05", "ACC-08", "ACC-12")
@pytest.mark.parametrize("role", ROLES)
def test_grant_reason_and_person_at_every_action(rules: ps.Rulebook, role: str) -> None:
    """Neither a grant, a reason nor whom it concerns matters but where it says so."""
    held = frozenset([role])
    tried = points(few=True)
    tried += tuple(
        attrs.evolve(point, for_self=True)
        for point in tried
        if point.kind in OF_PARTNER and dict(point.facts)["stage"] == "gate_3"
    )
    ways = [(partner, "  ") for partner in PARTNERS]
    ways += [("without", REASON)]
    found = differences(rules.access, [Someone(held, held)], tried, ways)
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-12", "ACC-13")
def test_all_roles_in_one_person(rules: ps.Rulebook) -> None:
    """Who holds every role may do what any of them may, as far as they are tied."""
    few = points(few=True)
    found = differences(rules.access, EVERYBODY, few, BARE_AND_GRANTED)
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-12", "ACC-13")
@pytest.mark.parametrize("role", ROLES[:5])
def test_two_roles_in_one_person(rules: ps.Rulebook, role: str) -> None:
    """Every pair of roles, with every tie."""
    people = [
        each for each in people_with(2) if min(each.roles, key=ROLES.index) == role
    ]
    few = points(few=True)
    found = differences(rules.access, people, few, BARE_AND_GRANTED)
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-12", "ACC-13")
@pytest.mark.parametrize("role", ROLES[:4])
def test_three_roles_in_one_person(rules: ps.Rulebook, role: str) -> None:
    """Every three roles, tied in all or in the last of them."""
    triples = [each for each in holding(3) if min(each, key=ROLES.index) == role]
    people = [Someone(roles, roles) for roles in triples]
    people += [Someone(roles, frozenset([max(roles)])) for roles in triples]
    few = points(few=True)
    found = differences(rules.access, people, few, (("in-force", REASON),))
    assert not (first := next(found, None)), told(first)


@pytest.mark.rule("ACC-07", "ACC-12", "ACC-13")
@pytest.mark.parametrize("role", ROLES)
def test_deputies(rules: ps.Rulebook, role: str) -> None:
    """A deputy sees and signs what the lead does, whatever they may do themselves."""
    deputed = frozenset([role])
    people = [
        Someone(NOBODY, NOBODY, deputed),
        Someone(deputed, NOBODY, deputed),
        Someone(NOBODY, deputed, deputed),
        Someone(frozenset(["PSM"]), frozenset(["PSM"]), deputed),
        Someone(frozenset(["TPM"]), NOBODY, deputed | {"PDM"}),
    ]
    few = points(few=True)
    found = differences(rules.access, people, few, BARE_AND_GRANTED)
    assert not (first := next(found, None)), told(first)
