"""Which context grant opens what, and why another does not."""

from __future__ import annotations

from datetime import datetime

from partner_success.access.actor import Actor
from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.question import Question
from partner_success.access.resources import Resource
from partner_success.access.validity import Validity
from partner_success.access.vocabulary import GATE
from partner_success.core.expressions import fields

__all__ = [
    "grant_in_force",
    "grant_reason",
    "not_in_force",
    "opening_grant",
    "opens",
    "reads_only",
]


def opens(
    grant: Grant, actor: Actor, resource: Resource, at: datetime, *, by_gate: bool
) -> bool:
    """Tell whether a grant opens a resource to somebody at an instant.

    Where the resource is one of a gate, the grant must name that; a gate that is not
    known is named by none.
    """
    return (
        grant.is_for(actor.key, resource.partner_id)
        and _names(grant, resource, by_gate=by_gate)
        and grant.state(at) is Validity.IN_FORCE
    )


def _names(grant: Grant, resource: Resource, *, by_gate: bool) -> bool:
    return not by_gate or resource.facts.get(GATE) in grant.gates


def _is_by_gate(question: Question) -> bool:
    return GATE in question.policy.kinds[question.resource.kind].facts


def grant_reason(question: Question) -> tuple[str, str]:
    """Say by code and sentence why no grant opens it, of that which comes nearest."""
    actor, resource, at = question.actor, question.resource, question.at
    theirs = [
        each for each in actor.grants if each.is_for(actor.key, resource.partner_id)
    ]
    if not theirs:
        return "no-grant", "there is no context grant for it"
    by_gate = _is_by_gate(question)
    if by_gate and GATE not in resource.facts:
        return "unknown-gate", f"{question.policy.facts[GATE].name} is not known"
    naming = [grant for grant in theirs if _names(grant, resource, by_gate=by_gate)]
    for state in (Validity.NOT_YET, Validity.EXPIRED, Validity.REVOKED):
        for grant in naming:
            if grant.state(at) is state:
                said = f"context grant {grant.id} {not_in_force(grant, state)}"
                return f"grant-{state.replace(' ', '-')}", said
    gates = ", ".join(dict.fromkeys(gate for each in theirs for gate in each.gates))
    return "grant-other-gate", f"the context grant opens other gates: {gates}"


def not_in_force(given: Grant | Delegation, state: Validity) -> str:
    """Say when it begins, ended or was taken back; nothing where it is in force."""
    said, moment = {
        Validity.NOT_YET: ("begins only at", given.starts_at),
        Validity.EXPIRED: ("ended at", given.ends_at),
        Validity.REVOKED: ("was taken back at", given.revoked_at),
    }.get(state, ("", None))
    return "" if moment is None else f"{said} {moment.isoformat(sep=' ')}"


def opening_grant(question: Question) -> Grant | None:
    """Give the grant in force by which the deciding rule holds, if it does by one."""
    rule = question.rule
    if rule is None or rule.condition is None:
        return None
    if "granted" not in fields(rule.condition):
        return None
    return grant_in_force(question)


def reads_only(question: Question) -> Grant | None:
    """Give the grant in force that opens for reading what was to be written."""
    if question.action.reads:
        return None
    return grant_in_force(question)


def grant_in_force(question: Question) -> Grant | None:
    """Give the first grant in force that names the resource, whoever may use it."""
    actor, resource, at = question.actor, question.resource, question.at
    by_gate = _is_by_gate(question)
    for grant in actor.grants:
        if opens(grant, actor, resource, at, by_gate=by_gate):
            return grant
    return None
