"""Laws of the matrix and of comparing policies: told is what is decided."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.access import (
    AccessChange,
    AccessPolicy,
    AccessRule,
    Case,
    access_matrix,
    compare,
)
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidModelError, UnknownNameError
from tests.unit.access.comparable import policy, rule

pytestmark = pytest.mark.rule("ACC-01", "ACC-12")

STAGES = ("s0", "s1")
WORDS = (*STAGES, "s2", None)

leaves: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.sampled_from(
        [
            {"field": "tied", "equals": True},
            {"field": "granted", "equals": True},
            {"field": "gate", "equals": {"field": "stage"}},
            {"known": "stage"},
            {"known": "gate"},
        ]
    ),
    st.builds(
        lambda name, word, stage: {"field": name, word: stage},
        st.sampled_from(["stage", "gate"]),
        st.sampled_from(["equals", "not_equals"]),
        st.sampled_from(STAGES),
    ),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda each: {"all": each}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda each: {"any": each}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda each: {"not": each}, inner),
    ),
    max_leaves=5,
)


@st.composite
def policies(draw: st.DrawFn, *, more: bool = False) -> AccessPolicy:
    """Draw a policy whose rules all matter, perhaps with a stage more."""
    stages = (*STAGES, *(draw(st.sampled_from([(), ("s2",)])) if more else ()))
    found = policy(rule("first", "A", "write"), stages=stages)
    kept: list[AccessRule] = []
    for place in range(draw(st.integers(1, 4))):
        drawn = rule(
            f"r{place}",
            draw(st.sampled_from(["A", "B", "A B"])),
            draw(st.sampled_from(["read", "write"])),
            draw(conditions),
            delegable=draw(st.booleans()),
        )
        try:
            found = policy(*kept, drawn, stages=stages)
        except InvalidModelError:
            continue
        kept.append(drawn)
    return found


def allows(policy: AccessPolicy, case: Case) -> bool:
    """Ask a policy; what it has no words for it does not allow."""
    try:
        return policy.table.answer(case).allowed
    except UnknownNameError:
        return False


def cases(role: str, action: str) -> list[tuple[dict[str, Any], Case]]:
    """Give every question of a role, for itself and for a deputy."""
    found: list[tuple[dict[str, Any], Case]] = []
    truths = (True, False)
    for stage, gate, tied, granted, deputy in product(
        WORDS, WORDS, truths, truths, truths
    ):
        facts = {"stage": stage, "gate": gate}
        if deputy and granted:
            continue
        case = Case(
            action_id=action,
            roles=frozenset([role]),
            tied=frozenset([role] if tied else []),
            kind="record",
            facts=FrozenMap({n: v for n, v in facts.items() if v is not None}),
            granted=granted,
            deputy=deputy,
        )
        found.append(({**facts, "tied": tied, "granted": granted}, case))
    return found


QUESTIONS = [
    (role, action, facts, case)
    for role in "AB"
    for action in ("read", "write")
    for facts, case in cases(role, action)
]


def questions(*policies: AccessPolicy) -> list[tuple[str, str, dict[str, Any], Case]]:
    """Give every question for which a policy has the words."""
    known = {*STAGES, *(stage for each in policies for stage in each.stages.ids)}
    return [each for each in QUESTIONS if known.issuperset(each[3].facts.values())]


@given(policies())
def test_the_matrix_says_what_is_decided(drawn: AccessPolicy) -> None:
    """A case is in a cell exactly where it is allowed."""
    matrix = access_matrix(drawn)
    for role, action, facts, case in questions(drawn):
        cell = matrix.cell(role, action)
        reach = cell.deputy if case.deputy else cell.reach
        told = any(way.holds(facts) for way in reach.ways)
        assert told is allows(drawn, case), (cell, case)


@given(policies(more=True), policies(more=True))
def test_a_comparison_says_what_is_decided_otherwise(
    old: AccessPolicy, new: AccessPolicy
) -> None:
    """Each case that is decided otherwise is told, and nothing that is not allowed."""
    found = compare(old, new)
    differs = False
    for role, action, facts, case in questions(old, new):
        before, after = allows(old, case), allows(new, case)
        differs |= before is not after
        told = {
            each.gained
            for each in found.changes
            if (each.role, each.action, each.deputy) == (role, action, case.deputy)
            and any(way.holds(facts) for way in each.reach.ways)
        }
        if before is not after:
            assert told == {after}
        elif told:
            # A grant opens it on both sides, and those without one gain or lose it.
            assert case.granted
            assert before
    assert bool(found.changes) is differs
    for each in found.changes:
        assert allows(new, each.example) is each.gained
        assert allows(old, each.example) is not each.gained


@given(policies(more=True))
def test_a_policy_compared_with_itself_is_the_same(drawn: AccessPolicy) -> None:
    """Nobody gains or loses anything."""
    assert compare(drawn, drawn).same


def told(changes: tuple[AccessChange, ...]) -> list[object]:
    """Give changes without their direction."""
    return [(each.role, each.action, each.deputy, each.reach) for each in changes]


@given(policies(more=True), policies(more=True))
def test_the_other_way_round_gains_are_losses(
    old: AccessPolicy, new: AccessPolicy
) -> None:
    """What one direction calls gained the other calls lost."""
    one, other = compare(old, new), compare(new, old)
    assert told(one.gains) == told(other.losses)
    assert told(one.losses) == told(other.gains)
