"""What a reader may see of the records of gates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from partner_success.access import AccessPolicy, Actor, Resource
from partner_success.analytics.gates.spells import GateSpell, GateSpells
from partner_success.core.arguments import require

__all__ = ["spells_open_to"]


def spells_open_to(
    spells: GateSpells,
    actor: Actor,
    policy: AccessPolicy,
    partners: Iterable[Resource],
    *,
    at: datetime,
) -> GateSpells:
    """Leave out what a reader may not see of partners and of the records of gates.

    A view of a role's analytics leaves out whole partners. This looks at each record:
    who may see a partner in Gate 2 need not see what became of it in Gate 1. Of the
    stage that a visible partner is in its place is kept, even where its record is not
    open.

    Args:
        spells: Partners in stages.
        actor: Who reads.
        policy: Who may do what.
        partners: The partners, as `partner_resource` and `resource_of` make them; of
            whom there is none, nothing is shown.
        at: The instant, with its zone.

    Raises:
        InvalidUseError: The spells are something else.
        InvalidValueError: The instant has no zone.
        UnknownNameError: The policy does not know a stage.

    Rule: ANL-06.
    """
    given = require(spells, GateSpells)
    visible = {
        partner.partner_id: partner
        for partner in partners
        if policy.decide(actor, "view_partner", partner, at=at).allowed
    }
    kept: list[GateSpell] = []
    records = 0
    for spell in given.spells:
        partner = visible.get(spell.partner_id)
        if partner is None:
            continue
        gate = partner.gate(spell.stage, status=str(spell.status))
        if policy.decide(actor, "view_gate", gate, at=at).allowed:
            kept.append(spell)
            continue
        records += 1
        if spell.is_current:
            kept.append(_without_record(spell))
    hidden = len(given.partner_ids - {spell.partner_id for spell in kept})
    return attrs.evolve(
        given, spells=tuple(kept), withheld=_told(hidden, records, given.withheld)
    )


def _without_record(spell: GateSpell) -> GateSpell:
    """Keep that the partner is there, and nothing of how it fares."""
    return GateSpell(
        partner_id=spell.partner_id,
        stage=spell.stage,
        is_current=True,
        status=spell.status,
        tier=spell.tier,
        people=spell.people,
        seen_at=spell.seen_at,
        target_launch=spell.target_launch,
        risk=spell.risk,
    )


def _told(partners: int, records: int, before: str | None) -> str | None:
    counts = {"partner": partners, "gate record": records}
    told = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for name, count in counts.items()
        if count
    ]
    if not told:
        return before
    said = f"{' and '.join(told)} not shown, which are not open to you"
    return said if before is None else f"{before}; {said}"
