"""The rows of a policy in Cedar, with those that grants and delegations add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import attrs

from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.policy import AccessPolicy
from partner_success.access.reduction import Reduced, reduce_condition
from partner_success.access.rules import AccessRule
from partner_success.access.vocabulary import GATE
from partner_success.core.expressions import fields
from partner_success.core.instants import microseconds
from partner_success.interop.cedar.conditions import Relations, known_to_be
from partner_success.interop.cedar.text import (
    ALWAYS,
    NEVER,
    Formula,
    action_uid,
    all_of,
    any_of,
    attribute,
    fact_attribute,
    has,
    joined_id,
    negated,
    quoted,
    type_name,
)

__all__ = ["CedarPolicy", "policies_of"]

_GRANTED = "granted"


@attrs.frozen(kw_only=True)
class CedarPolicy:
    """A rule for one of its roles, as Cedar reads it.

    Attributes:
        id: What Cedar's diagnostics call it, the annotation ``@id``; once in an export.
        rule_id: The rule that it allows by.
        role: The role that it is for.
        grant_id: The context grant that opens it; ``None`` where none is needed.
        delegation_id: The delegation by which a deputy acts; ``None`` where they act by
            themselves.
        text: The policy, with where it comes from in annotations.

    Rule: ACC-01.
    """

    id: str
    rule_id: str
    role: str
    grant_id: str | None = None
    delegation_id: str | None = None
    text: str = attrs.field(repr=False)


def policies_of(
    policy: AccessPolicy, grants: Iterable[Grant], delegations: Iterable[Delegation]
) -> Iterator[CedarPolicy]:
    """Give the policies of each row, in the order of the rows."""
    given, naming = tuple(grants), tuple(delegations)
    for rule in policy.rules:
        opening = [(grant, _opened(policy, rule, grant)) for grant in given]
        for role in rule.roles:
            yield from _row(rule, role, opening)
            if rule.delegable:
                theirs = (each for each in naming if each.role == role)
                for each in theirs:
                    yield from _deputy(rule, each)


def _row(
    rule: AccessRule, role: str, opening: Sequence[tuple[Grant, Formula]]
) -> Iterator[CedarPolicy]:
    held = Formula(f"principal.roles.contains({quoted(role)})")
    relations = _relations(role)
    condition = rule.condition
    if condition is None or _GRANTED not in fields(condition):
        yield from _permit(rule, role, [held, _formula(condition, relations)])
        return
    # Cedar asks nothing of several grants at once, so each opens a policy of its own,
    # beside that for whoever has none.
    none = negated(any_of(opened for _, opened in opening))
    closed = _formula(reduce_condition(condition, {_GRANTED: False}), relations)
    yield from _permit(rule, role, [held, closed, none])
    open_ = _formula(reduce_condition(condition, {_GRANTED: True}), relations)
    for grant, opened in opening:
        yield from _permit(rule, role, [held, opened, open_], grant=grant)


def _deputy(rule: AccessRule, delegation: Delegation) -> Iterator[CedarPolicy]:
    """Write what a deputy may do by the lead's tie, whatever their own roles."""
    lead = delegation.lead.key
    tied = NEVER if lead is None else _tie(quoted(lead), delegation.role)
    relations = {**_relations(delegation.role), "tied": tied, _GRANTED: NEVER}
    parts = [
        _is_person(delegation.deputy.key),
        *([] if delegation.partner_id is None else [_is_at(delegation.partner_id)]),
        _during(delegation.starts_at, delegation.ends_at, delegation.revoked_at),
        _formula(rule.condition, relations),
    ]
    yield from _permit(rule, delegation.role, parts, delegation=delegation)


def _formula(condition: Reduced | None, relations: Relations) -> Formula:
    if condition is None or isinstance(condition, bool):
        return NEVER if condition is False else ALWAYS
    return known_to_be(condition, relations)


def _relations(role: str) -> dict[str, Formula]:
    keyed = has("principal", "key")
    self_ = Formula("resource.concerns == principal.key")
    return {
        "tied": all_of([keyed, _tie("principal.key", role)]),
        "for_self": all_of([keyed, has("resource", "concerns"), self_]),
        "reason_given": Formula("context.reason_given"),
    }


def _tie(key: str, role: str) -> Formula:
    member = f'{{ "key": {key}, "role": {quoted(role)} }}'
    return Formula(f"resource.team.contains({member})")


def _is_person(key: str | None) -> Formula:
    if key is None:
        return NEVER
    same = Formula(f"principal.key == {quoted(key)}")
    return all_of([has("principal", "key"), same])


def _is_at(partner_id: str) -> Formula:
    same = Formula(f"resource.partner_id == {quoted(partner_id)}")
    return all_of([has("resource", "partner_id"), same])


def _opened(policy: AccessPolicy, rule: AccessRule, grant: Grant) -> Formula:
    return all_of(
        [
            _is_person(grant.grantee.key),
            _is_at(grant.partner_id),
            _is_named(policy, rule, grant),
            _during(grant.starts_at, grant.ends_at, grant.revoked_at),
        ]
    )


def _is_named(policy: AccessPolicy, rule: AccessRule, grant: Grant) -> Formula:
    """Write that the grant names the gate, where the resource is one of a gate."""
    kinds = dict.fromkeys(policy.actions[each].kind for each in rule.actions)
    others = [kind for kind in kinds if kind not in policy.table.by_gate]
    if len(others) == len(kinds):
        return ALWAYS
    gate = fact_attribute(GATE)
    listed = ", ".join(map(quoted, grant.gates))
    member = Formula(f"[{listed}].contains({attribute('resource', gate)})")
    named = all_of([has("resource", gate), member])
    return any_of([*(Formula(f"resource is {type_name(k)}") for k in others), named])


def _during(start: datetime, end: datetime, revoked: datetime | None) -> Formula:
    ends = [end] if revoked is None else [end, revoked]
    return all_of(
        [
            Formula(f"context.at >= {microseconds(start)}"),
            *(Formula(f"context.at < {microseconds(each)}") for each in ends),
        ]
    )


def _permit(
    rule: AccessRule,
    role: str,
    parts: list[Formula],
    *,
    grant: Grant | None = None,
    delegation: Delegation | None = None,
) -> Iterator[CedarPolicy]:
    """Write a policy, unless it could never allow anything."""
    condition = all_of(parts)
    if condition.known is False:
        return
    added = {
        "grant": None if grant is None else grant.id,
        "delegation": None if delegation is None else delegation.id,
    }
    ids = [each for name, given in added.items() if given for each in (name, given)]
    id_ = joined_id(rule.id, role, *ids, glue=".")
    notes = {
        "id": id_,
        "rule": rule.id,
        "role": role,
        **added,
        "name": rule.name,
        "citation": "; ".join(map(str, rule.citations)) or None,
    }
    yield CedarPolicy(
        id=id_,
        rule_id=rule.id,
        role=role,
        grant_id=added["grant"],
        delegation_id=added["delegation"],
        text=_text(rule, notes, condition),
    )


def _text(rule: AccessRule, notes: Mapping[str, str | None], condition: Formula) -> str:
    uids = [action_uid(each) for each in rule.actions]
    several = ",\n    ".join(uids)
    action = f"in [\n    {several}\n  ]" if uids[1:] else f"== {uids[0]}"
    when = condition.text.replace("\n", "\n  ")
    lines = [
        *(f"@{name}({quoted(text)})" for name, text in notes.items() if text),
        "permit (",
        "  principal,",
        f"  action {action},",
        "  resource",
        ") when {",
        f"  {when}",
        "};",
    ]
    return "\n".join(lines) + "\n"
