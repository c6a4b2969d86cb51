"""All questions that one role can ask of one action, and which are allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from partner_success.access.deciding import Row
from partner_success.access.domains import Value
from partner_success.access.policy import AccessPolicy
from partner_success.access.spaces import Holds, Space
from partner_success.access.vocabulary import RELATIONS
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import fields

__all__ = ["allowing", "rows_of", "space_of"]


def rows_of(policy: AccessPolicy, role: str, action_id: str) -> tuple[Row, ...]:
    """Give the rows for a role and an action; none where the policy has not both."""
    if role not in policy.roles or action_id not in policy.actions:
        return ()
    return tuple(row for row in policy.table.rows(action_id) if row.role == role)


def space_of(
    policies: Sequence[AccessPolicy], rows: Iterable[Row], more: Iterable[str] = ()
) -> Space:
    """Give every way in which what the rows ask for can stand.

    Args:
        policies: What tells what each fact can be; of several everything counts.
        rows: What asks.
        more: Facts that are told apart although no row asks for them.
    """
    asked = {*more}
    for row in rows:
        if row.rule.condition is not None:
            asked |= set(fields(row.rule.condition))
    order = dict.fromkeys(
        [*RELATIONS, *(n for each in policies for n in each.facts.ids)]
    )
    return Space(
        FrozenMap({name: _values(policies, name) for name in order if name in asked})
    )


def _values(policies: Sequence[AccessPolicy], name: str) -> tuple[Value, ...]:
    """Give everything that a fact can be, not known last."""
    found = dict.fromkeys(v for each in policies for v in each.values.get(name, ()))
    return tuple(sorted(found, key=lambda value: value is None))


def allowing(policy: AccessPolicy, rows: Sequence[Row], *, deputy: bool) -> Holds:
    """Give what tells whether rows of a policy allow something in a case.

    Args:
        policy: What the rows are of. Where it lacks a word nothing can be asked, and so
            nothing is allowed.
        rows: The rows.
        deputy: Whether somebody asks who stands in for the lead.
    """
    tests = [row.test for row in rows if row.rule.delegable or not deputy]

    def holds(case: Mapping[str, Value]) -> bool:
        for name, value in case.items():
            if value not in policy.values.get(name, (value,)):
                return False
        # The grants of a deputy do not count in the place of the lead.
        facts = {**case, "granted": False} if deputy else case
        return any(test(facts) is True for test in tests)

    return holds
