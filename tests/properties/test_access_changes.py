"""The proof of the table bites: a policy with any row changed is found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
import pytest

import partner_success as ps
from partner_success.access import AccessPolicy, AccessRule
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import All, Compare, Condition, Literal
from partner_success.errors import InvalidModelError
from tests.properties.access_cases import (
    BARE_AND_GRANTED,
    Someone,
    differences,
    points,
)
from tests.properties.access_table import NOBODY, ROLES, STAGES, STATUSES

Changed = Iterator[AccessRule | None]


def dropped(_: AccessRule) -> Changed:
    """Leave the rule out."""
    yield None


def for_other_roles(rule: AccessRule) -> Changed:
    """Give it to one role more, and take it from one."""
    for role in ROLES:
        if role not in rule.roles:
            yield attrs.evolve(rule, roles=(*rule.roles, role))
        elif len(rule.roles) > 1:
            yield attrs.evolve(rule, roles=tuple(r for r in rule.roles if r != role))


def for_fewer_actions(rule: AccessRule) -> Changed:
    """Take each action out."""
    if len(rule.actions) > 1:
        for action in rule.actions:
            fewer = tuple(each for each in rule.actions if each != action)
            yield attrs.evolve(rule, actions=fewer)


def without_a_part(rule: AccessRule) -> Changed:
    """Leave each part of the condition out, and the whole of it."""
    if isinstance(rule.condition, All):
        parts = rule.condition.conditions
        for part in parts:
            fewer = tuple(each for each in parts if each != part)
            yield attrs.evolve(rule, condition=All(fewer))
    if rule.condition is not None:
        yield attrs.evolve(rule, condition=None, delegable=False)


def with_other_words(rule: AccessRule) -> Changed:
    """Put another word in the place of each, and take each out of several."""
    condition = rule.condition
    parts = condition.conditions if isinstance(condition, All) else (condition,)
    for part in parts:
        if isinstance(part, Compare) and isinstance(part.right, Literal):
            for other in _other_words(part.right.value):
                new = attrs.evolve(part, right=Literal(other))
                yield attrs.evolve(rule, condition=_replaced(parts, part, new))


def _replaced(
    parts: tuple[Condition | None, ...], old: Condition, new: Condition
) -> Condition:
    known = [each for each in parts if each is not None]
    changed = tuple(new if each is old else each for each in known)
    return All(changed) if len(changed) > 1 else new


def _other_words(value: object) -> Iterator[str | bool | tuple[str, ...]]:
    if isinstance(value, bool):
        yield not value
        return
    words = next(every for every in (STAGES, STATUSES, ROLES) if _first(value) in every)
    if isinstance(value, tuple):
        for word in words:
            less = tuple(str(each) for each in value if each != word)
            yield less if word in value else (*less, word)
        return
    yield from (word for word in words if word != value)


def _first(value: object) -> str:
    return str(value[0] if isinstance(value, tuple) else value)


def for_deputies(rule: AccessRule) -> Changed:
    """Let a deputy do it, or not any more."""
    yield attrs.evolve(rule, delegable=not rule.delegable)


CHANGES = (
    dropped,
    for_other_roles,
    for_fewer_actions,
    without_a_part,
    with_other_words,
    for_deputies,
)


def policy_with(
    policy: AccessPolicy, rule: AccessRule, changed: AccessRule | None
) -> AccessPolicy:
    """Give a policy with one rule changed; an action without a rule is nobody's."""
    rules = [changed if each is rule else each for each in policy.rules]
    kept = [each for each in rules if each is not None]
    done = {action for each in kept for action in each.actions}
    actions = [
        each if each.id in done else attrs.evolve(each, nobody="it was left out")
        for each in policy.actions
    ]
    return attrs.evolve(
        policy,
        rules=Catalogue(kept, kind="rule"),
        actions=Catalogue(actions, kind="action"),
    )


def is_noticed(changed: AccessPolicy, rule: AccessRule, roles: Sequence[str]) -> bool:
    """Tell whether comparing the actions of the rule finds a difference."""
    people: list[Someone] = []
    for role in roles:
        held = frozenset([role])
        people += [Someone(held, held), Someone(held, NOBODY)]
        people += [Someone(NOBODY, NOBODY, held)]
    tried = points(*rule.actions, few=True) + points(*rule.actions)
    found = differences(changed, people, tried, BARE_AND_GRANTED)
    return next(found, None) is not None


@pytest.mark.rule("ACC-01", "ACC-12")
@pytest.mark.parametrize("change", CHANGES, ids=[each.__name__ for each in CHANGES])
def test_the_proof_notices_a_changed_row(
    rules: ps.Rulebook, change: Callable[[AccessRule], Changed]
) -> None:
    """Every rule, changed in every such way, answers some question otherwise.

    What the policy itself refuses, because nothing hangs on the row or it can never
    hold, is noticed before it is asked anything.
    """
    policy = rules.access
    tried: set[str] = set()
    for rule in policy.rules:
        for changed in change(rule):
            roles = rule.roles if changed is None else changed.roles
            try:
                other = policy_with(policy, rule, changed)
            except InvalidModelError as error:
                assert {each.code for each in error.problems} <= REFUSED
                continue
            tried.add(rule.id)
            # What was added or taken away comes first, because that is found out soon.
            ordered = sorted({*roles, *rule.roles}, key=rule.roles.__contains__)
            assert is_noticed(other, rule, ordered), f"{rule.id} as {changed}"
    if change is dropped:
        assert tried == set(policy.rules.ids)
    assert tried


REFUSED = {"idle", "never", "no-tie", "no-partner", "grant-writes"}
"""What a policy says of a change that it cannot mean."""
