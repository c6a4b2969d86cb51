"""What a person may see of a role's analytics, by the access policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.access import AccessDecision, AccessPolicy, Actor, Resource
from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    from partner_success.frames.access_columns import AccessColumns

__all__ = ["View", "collect_view", "view_of"]

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


def collect_view(  # noqa: PLR0913 - who looks at what, and where it stands
    frame: Any,
    actor: Actor,
    policy: AccessPolicy,
    *,
    role: str,
    at: datetime,
    columns: AccessColumns | None = None,
) -> View:
    """Ask the policy as `view_of` does, of a dataframe with a row for each partner.

    The filter of access runs on the engine, and the ids that it leaves are collected.

    Args:
        frame: The partners, on any engine, with the columns that
            `partner_success.frames.select_visible` needs for this action.
        actor: Who looks, with the context grants they were given.
        policy: Who may do what.
        role: The role whose analytics they are.
        at: The instant, with its zone.
        columns: The names of the columns.

    Raises:
        InvalidDataError: Columns are missing, a partner has no id, or one is there
            twice.
        InvalidUseError: It is no dataframe.
        InvalidValueError: The instant has no zone, or a column is of another type.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The policy knows no such role.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
        >>> partners = pl.DataFrame({
        ...     "partner_id": ["acme", "birch"],
        ...     "stage": ["gate_3", "gate_2"],
        ...     "psm_key": ["ada@example.com", "ada@example.com"],
        ... })
        >>> view = collect_view(partners, ada, ps.standard().access, role="PSM",
        ...     at=datetime(2026, 5, 4, 9, tzinfo=UTC))
        >>> sorted(view.partner_ids), view.withheld
        (['acme'], 1)

    Rule: ANL-06, ACC-11, FRM-01.
    """
    from partner_success.frames.access import select_visible
    from partner_success.frames.access_columns import AccessColumns
    from partner_success.frames.reports.partner_ids import collect_partner_ids

    named = columns or AccessColumns()
    whole = Resource(kind="analytics", facts={_ROLE: role})
    decision = policy.decide(actor, "view_analytics", whole, at=at)
    every = collect_partner_ids(frame, named.partner_id)
    asked = policy.predicate(actor, "view_partner_analytics", at=at, role=role)
    visible = select_visible(frame, asked, columns=named)
    seen = collect_partner_ids(visible, named.partner_id)
    return View(
        role=role,
        decision=decision,
        partner_ids=frozenset(seen),
        withheld=len(every) - len(seen),
    )


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
