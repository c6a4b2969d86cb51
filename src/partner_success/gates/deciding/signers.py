"""Who can pass a gate: its lead, the lead's deputy, and who overrides."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.access import Actor, Delegation
from partner_success.access.validity import Validity
from partner_success.core.decision import Reason
from partner_success.gates.deciding.requirements import nobody_assigned
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import Stage

__all__ = ["overrider_reasons", "overriding_role", "signer_reasons"]


def signer_reasons(
    situation: Situation, stage: Stage, actor: Actor
) -> Iterator[Reason]:
    """Say why somebody cannot sign a gate off; nothing where they can.

    Rule: JRN-06.
    """
    lead = stage.lead
    if situation.holds(actor, lead) or situation.delegation(actor, lead) is not None:
        return
    assigned = situation.state.team.get(lead, ())
    if not assigned:
        yield nobody_assigned(situation, stage)
    name = situation.journey.roles[lead].name
    if lead in actor.roles:
        code = "not-assigned"
        message = (
            f"{stage.name} is signed off by the {name} who is assigned to this partner,"
            f" and {actor.id!r} is not; have them assigned, or sign as deputy"
        )
    else:
        code = "not-the-lead"
        message = (
            f"{stage.name} is signed off by its lead, the {name}, and {actor.id!r} does"
            " not hold that role; a co-signature is kept, and passes nothing"
        )
    facts = {"assigned": assigned, "by": actor.id}
    yield unmet(code, message, "JRN-06", stage=stage.id, resolved_by=(lead,), **facts)
    for each in actor.delegations:
        if each.deputy.id == actor.id and each.role == lead:
            yield _useless(situation, stage, each)


def _useless(situation: Situation, stage: Stage, naming: Delegation) -> Reason:
    state = naming.state(situation.at)
    if naming.partner_id not in (None, situation.state.partner_id):
        code, why = "deputy-elsewhere", "it is for another partner"
    elif naming.lead.id not in situation.state.team.get(stage.lead, ()):
        code, why = "deputy-of-nobody", f"{naming.lead.id!r} does not lead this one"
    else:
        code = "deputy-not-in-force"
        why = {
            Validity.NOT_YET: "it does not hold yet",
            Validity.EXPIRED: "it holds no longer",
        }.get(state, "it was taken back")
    return unmet(
        code,
        f"{naming.id!r} does not make {naming.deputy.id!r} the deputy for {stage.name}:"
        f" {why}",
        "JRN-06",
        stage=stage.id,
        resolved_by=(stage.lead,),
        delegation=naming.id,
        state=str(state),
    )


def overriding_role(situation: Situation, actor: Actor) -> str | None:
    """Give the role in which somebody can override; ``None`` where they cannot.

    Rule: JRN-08.
    """
    roles = situation.journey.overriding_roles
    return next((role for role in roles if role in actor.roles), None)


def overrider_reasons(
    situation: Situation, stage: str | None, actor: Actor, *rules: str
) -> Iterator[Reason]:
    """Say why somebody cannot decide as an administrator; nothing where they can.

    Rule: JRN-08, JRN-11.
    """
    if overriding_role(situation, actor) is not None:
        return
    roles = situation.journey.overriding_roles
    names = " or ".join(situation.journey.roles[role].name for role in roles)
    message = f"this is for the {names}, and {actor.id!r} does not hold that role"
    yield unmet(
        "not-overriding", message, *rules, stage=stage, resolved_by=roles, by=actor.id
    )
