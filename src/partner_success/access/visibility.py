"""Why somebody does not see a partner, in the order to check it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partner_success.access.checkup import ASK, CheckStep, Checkup
from partner_success.access.deciding import Row
from partner_success.access.decision import AccessDecision
from partner_success.access.delegations import Delegation
from partner_success.access.domains import Value, assignments
from partner_success.access.nearest import near_rule
from partner_success.access.openings import (
    grant_in_force,
    grant_reason,
    not_in_force,
)
from partner_success.access.vocabulary import STAGE
from partner_success.access.wording import listed
from partner_success.core.expressions import fields
from partner_success.partners import Role

__all__ = ["VIEW_PARTNER", "check_partner", "opening_steps"]

VIEW_PARTNER: Final = "view_partner"
"""The action that shows a partner."""

Stages = frozenset[Value]


def check_partner(decision: AccessDecision, pam_id: str | None) -> Checkup:
    """Tell why a partner is not visible.

    Args:
        decision: Whether the partner may be viewed.
        pam_id: The id of the partner's PAM, where it is known.
    """
    steps = list(opening_steps(decision))
    if not decision.allowed:
        steps.append(_ask(decision, pam_id))
    return Checkup(
        decision=decision,
        subject=f"partner {decision.resource.partner_id}",
        visible=decision.allowed,
        steps=tuple(steps),
    )


def opening_steps(decision: AccessDecision) -> Iterator[CheckStep]:
    """Look at what opens it, or, where nothing does, at all that could."""
    case = decision.verdict.case
    if decision.delegation is not None:
        said = (
            f"deputy of {decision.delegation.lead.id}"
            f" as {decision.delegation.role}, by delegation {decision.delegation.id}"
        )
        yield CheckStep(code="deputy", in_the_way=False, message=said)
    elif decision.grant is not None:
        said = f"context grant {decision.grant.id} opens it"
        yield CheckStep(code="context-grant", in_the_way=False, message=said)
    elif decision.allowed:
        for role in dict.fromkeys(role for role, _ in decision.rules):
            yield from _role_steps(decision, role)
    else:
        roles = _roles(decision)
        concerned = [each for each in roles if each in case.roles | case.tied]
        for role in concerned:
            yield from _role_steps(decision, role)
        if not concerned:
            need = f"to {decision.action.name} one of these roles is needed"
            said = f"{need}, and none is held: {listed(roles, 'or')}"
            yield CheckStep(code="role", in_the_way=True, message=said)
        yield from _given(decision)


def _roles(decision: AccessDecision) -> list[str]:
    """Give the roles that open it by more than a grant, in the policy's order."""
    ids = decision.policy.roles.ids
    return [role for role in ids if _covered(decision, role)]


def _role_steps(decision: AccessDecision, role: str) -> Iterator[CheckStep]:
    """Look at what a role asks for, one after the other."""
    case = decision.verdict.case
    held, tied = role in case.roles, role in case.tied
    covered = _covered(decision, role)
    stage = decision.verdict.facts.get(STAGE)
    free = stage in _covered(decision, role, ties=(False,))
    name = f"the role {decision.policy.roles[role].name} ({role})"
    found = [
        ("role", not held, f"{name} is held" if held else f"{name} is not held"),
        ("assignment", not (tied or free), _assignment(decision, role, free=free)),
        ("stage", *_stage(decision, role, covered)),
        ("gate-before", *_gate_before(decision, role, covered)),
    ]
    if not decision.allowed and all(each[1] is False for each in found):
        found += [("condition", True, said) for said in _other(decision, role)]
    for code, in_the_way, said in found:
        yield CheckStep(code=code, in_the_way=in_the_way, message=said, role=role)


def _assignment(decision: AccessDecision, role: str, *, free: bool) -> str:
    assigned = f"assigned to the partner as {role}"
    if role in decision.verdict.case.tied:
        return assigned
    if free:
        return f"as {role} no assignment is needed"
    unknown = decision.actor.key is None
    why = f", because no address is known of {decision.actor.id}" if unknown else ""
    return f"not {assigned}{why}"


def _covered(
    decision: AccessDecision, role: str, *, ties: tuple[bool, ...] = (True, False)
) -> Stages:
    """Give the stages in which a role's rules can hold, whatever else is known."""
    rows = [row for row in decision.verdict.every if row.role == role]
    stages = decision.policy.values.get(STAGE, (None,))
    return frozenset(
        stage
        for stage in stages
        if any(_can_hold(decision, row, stage, tie=tie) for row in rows for tie in ties)
    )


def _can_hold(decision: AccessDecision, row: Row, stage: Value, *, tie: bool) -> bool:
    placed: dict[str, Value] = {"tied": tie, "granted": False, STAGE: stage}
    condition = row.rule.condition
    used = () if condition is None else fields(condition)
    names = [name for name in used if name not in placed]
    cases = assignments(names, decision.policy.values)
    return any(row.test({**case, **placed}) is True for case in cases)


def _stage(
    decision: AccessDecision, role: str, covered: Stages
) -> tuple[bool | None, str]:
    stages = decision.policy.stages
    stage = decision.verdict.facts.get(STAGE)
    if covered.issuperset(decision.policy.values.get(STAGE, ())):
        return False, f"{role} covers every stage"
    names = listed([each.name for each in stages if each.id in covered])
    if stage is None:
        known = None if stage not in covered else False
        return known, f"the stage of the partner is not known; {role} covers {names}"
    said = f"the partner is in {stages[str(stage)].name}; {role} covers {names}"
    return stage not in covered, said


def _gate_before(
    decision: AccessDecision, role: str, covered: Stages
) -> tuple[bool | None, str]:
    """Look whether the gate is completed that lies before what the role covers."""
    stages = decision.policy.stages
    stage = decision.verdict.facts.get(STAGE)
    places = [place for place, each in enumerate(stages.ids) if each in covered]
    if not places or covered.issuperset(decision.policy.values.get(STAGE, ())):
        return False, f"{role} needs no gate to be completed"
    here = -1 if stage is None else stages.ids.index(str(stage))
    # Where the partner is inside what the role covers, the gate before that matters.
    entry = next((place for place in places if place > here), None)
    if stage in covered:
        entry = next(place for place in places if set(range(place, here)) <= {*places})
    if entry is None:
        last = stages[stages.ids[places[-1]]].name
        return False, f"the partner is past {last}, the last that {role} covers"
    if entry == 0:
        first = stages[stages.ids[0]].name
        return False, f"no gate comes before {first}"
    before = stages[stages.ids[entry - 1]].name
    if stage is None:
        return None, f"it is not known whether {before} is completed"
    if stage in covered:
        return False, f"{before} is completed"
    return True, f"{before} is not completed"


def _other(decision: AccessDecision, role: str) -> Iterator[str]:
    """Tell what else a role's rules ask for."""
    for row in decision.verdict.every:
        condition = row.rule.condition
        if row.role == role and condition and "granted" not in fields(condition):
            yield from map(str, near_rule(decision, row).reasons)


def _given(decision: AccessDecision) -> Iterator[CheckStep]:
    """Look at what was given for a time and does not open it."""
    actor, resource = decision.actor, decision.resource
    if any(each.is_for(actor.key, resource.partner_id) for each in actor.grants):
        granted = [row for row in decision.verdict.every if _asks_grant(row)]
        if granted:
            said = _why_no_grant(decision, granted)
            yield CheckStep(code="context-grant", in_the_way=True, message=said)
    for each in actor.delegations:
        if each.is_for(actor.key, resource.partner_id):
            yield _deputy(decision, each)


def _asks_grant(row: Row) -> bool:
    condition = row.rule.condition
    return condition is not None and "granted" in fields(condition)


def _why_no_grant(decision: AccessDecision, rows: Sequence[Row]) -> str:
    opening = grant_in_force(decision)
    if opening is None:
        return grant_reason(decision)[1]
    held = [row for row in rows if row.role in decision.actor.roles]
    head = f"context grant {opening.id} is in force, but"
    if held:
        return f"{head} {'; '.join(map(str, near_rule(decision, held[0]).reasons))}"
    roles = listed(list(dict.fromkeys(row.role for row in rows)), "or")
    return f"{head} opens it only to somebody who is {roles}"


def _deputy(decision: AccessDecision, delegation: Delegation) -> CheckStep:
    head = f"the delegation {delegation.id} by {delegation.lead.id}"
    why = not_in_force(delegation, delegation.state(decision.at))
    nothing = f"does not open it, because it is not open to them as {delegation.role}"
    return CheckStep(code="deputy", in_the_way=True, message=f"{head} {why or nothing}")


def _ask(decision: AccessDecision, pam_id: str | None) -> CheckStep:
    """Say whom to ask when all was looked at."""
    pam = str(Role.PAM)
    own = decision.actor.id == pam_id or pam in decision.verdict.case.tied
    if own:
        said = "the partner's PAM is who asks: ask an administrator"
    elif pam_id is not None:
        said = f"ask the partner's PAM ({pam_id}) whether the assignment is right"
    elif decision.resource.team.get(pam):
        said = "ask the partner's PAM whether the assignment is right"
    else:
        said = "nobody is assigned to the partner as PAM: ask an administrator"
    return CheckStep(code=ASK, in_the_way=None, message=said)
