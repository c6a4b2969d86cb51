"""What a person may see of a role's analytics, by the access policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from partner_success.access import AccessDecision, AccessPolicy, Actor, Resource
from partner_success.errors import InvalidValueError

__all__ = ["View", "view_of"]

_ROLE: Final = "role"


@attrs.frozen(kw_only=True)
class View:
    """What a person may see of a role's analytics.

    Attributes:
        role: The role whose analytics they are, such as ``"PSM"``.
        decision: Whether they may see figures of that role as a whole, and why. Who may
            not can still see those of single partners, as a PAM does of their own.
        partner_ids: The partners that count in what they see.
        withheld: How many partners were kept from them.

    Rule: ANL-06.
    """

    role: str
    decision: AccessDecision
    partner_ids: frozenset[str]
    withheld: int

    def shows(self, partner_id: str) -> bool:
        """Tell whether a partner counts in what they see."""
        return partner_id in self.partner_ids

    @property
    def remark(self) -> str | None:
        """What a report has to say of what is withheld; None where nothing is."""
        if not (self.decision.allowed or self.partner_ids):
            return f"nothing is shown: {self.role} analytics are not open to you"
        if not self.withheld:
            return None
        partners = "1 partner" if self.withheld == 1 else f"{self.withheld} partners"
        return f"{partners} not shown, whose {self.role} analytics are not open to you"


def view_of(
    actor: Actor,
    policy: AccessPolicy,
    partners: Iterable[Resource],
    *,
    role: str,
    at: datetime,
) -> View:
    """Ask the policy which partners count in what a person sees of a role's analytics.

    Args:
        actor: Who looks.
        policy: Who may do what.
        partners: The partners, as `partner_resource` and `resource_of` make them.
        role: The role whose analytics they are.
        at: The instant, with its zone.

    Raises:
        InvalidValueError: A partner has no id, or the instant has no zone.
        UnknownNameError: The policy knows no such role.

    Rule: ANL-06.
    """
    whole = Resource(kind="analytics", facts={_ROLE: role})
    decision = policy.decide(actor, "view_analytics", whole, at=at)
    seen: set[str] = set()
    withheld = 0
    for partner in partners:
        id_ = partner.partner_id or partner.id
        if id_ is None:
            raise InvalidValueError("a partner of a view has an id; this one has none")
        asked = attrs.evolve(
            partner,
            kind="partner_analytics",
            partner_id=id_,
            facts={**partner.facts, _ROLE: role},
        )
        answer = policy.decide(actor, "view_partner_analytics", asked, at=at)
        if answer.allowed:
            seen.add(id_)
        else:
            withheld += 1
    return View(
        role=role,
        decision=decision,
        partner_ids=frozenset(seen),
        withheld=withheld,
    )
