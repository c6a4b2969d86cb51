"""Naming deputies, who sign in a lead's place for a time, and taking them back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import attrs

from partner_success.access.actor import Actor
from partner_success.access.arguments import require_kind
from partner_success.access.conferring import (
    backdated,
    ground,
    no_address,
    plain,
)
from partner_success.access.delegations import Delegation
from partner_success.access.openings import not_in_force
from partner_success.access.people import Identity, is_same
from partner_success.access.policy import AccessPolicy
from partner_success.access.resources import NO_ROLES, Resource
from partner_success.access.validity import Validity
from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError

__all__ = ["NamedDeputy", "name_deputy", "revoke_deputy"]

SIGN_OFF: Final = "sign_off"
"""The action by which roles lead a gate."""


@attrs.frozen(kw_only=True)
class NamedDeputy:
    """A deputy who was named or taken back, or why they were not.

    It has no truth value of its own: ask ``named.delegation is not None``.

    Attributes:
        delegation: The naming as it stands now; ``None`` where it was refused.
        reasons: Why it was refused; none where it was not.

    Rule: ACC-07.
    """

    delegation: Delegation | None
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        raise InvalidUseError(
            "a NamedDeputy is neither true nor false; ask named.delegation"
        )


def name_deputy(  # noqa: PLR0913 - what a delegation says
    policy: AccessPolicy,
    lead: Actor,
    partner: Resource | None,
    *,
    deputy: Identity,
    role: str,
    ends_at: datetime,
    id_: str,
    at: datetime,
    starts_at: datetime | None = None,
) -> NamedDeputy:
    """Name a deputy for a time, if the one who names leads a gate in the role.

    A role leads where a rule that a deputy may use lets it sign off. Deputies name
    nobody in their turn.

    Args:
        policy: Which roles lead.
        lead: Who names; holds the role and, where a partner is given, is assigned to it
            in the role.
        partner: The one partner that it is for; ``None`` for all of the lead's.
        deputy: Who stands in; another than the lead, and known by an address.
        role: The lead's role in which the deputy stands in.
        ends_at: The first instant at which it no longer holds.
        id_: The id of the new delegation.
        at: When it is named, with its zone.
        starts_at: The first instant at which it holds, not before `at`; left out, `at`.

    Raises:
        InvalidDataError: A delegation cannot be so, such as an end before the start.
            Only found where it is not refused.
        InvalidUseError: An argument is none of its kind, or the resource belongs to no
            partner.
        InvalidValueError: An instant has no zone.
        UnknownNameError: There is no such role, or no action ``sign_off``.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> tomas = Actor(id="p-2", email="tomas@example.com", roles=["TAM"])
        >>> named = name_deputy(
        ...     ps.standard().access, tomas, None, role="TAM", id_="d-1",
        ...     deputy=Identity(id="p-1", email="ada@example.com"),
        ...     at=datetime(2026, 7, 1, tzinfo=UTC),
        ...     ends_at=datetime(2026, 7, 15, tzinfo=UTC))
        >>> [reason.message for reason in named.reasons]
        ['TAM signs no gate off that a deputy could sign']

    Rule: ACC-07.
    """
    require_kind(lead, Actor, "lead")
    require_kind(deputy, Identity, "deputy")
    if partner is not None:
        require_kind(partner, Resource, "partner")
        if partner.partner_id is None:
            raise InvalidUseError(
                f"this {partner.kind} belongs to no partner; give a partner, or None"
                " for all of the lead's"
            )
    policy.roles[role]
    reasons = (
        *_lead_reasons(policy, lead, partner, role),
        *_deputy_reasons(lead, deputy),
        *backdated(starts_at, at, "ACC-07"),
    )
    if reasons:
        return NamedDeputy(delegation=None, reasons=reasons)
    delegation = Delegation(
        id=id_,
        lead=plain(lead),
        deputy=plain(deputy),
        role=str.__str__(role),
        partner_id=None if partner is None else partner.partner_id,
        starts_at=at if starts_at is None else starts_at,
        ends_at=ends_at,
    )
    return NamedDeputy(delegation=delegation)


def revoke_deputy(actor: Actor, delegation: Delegation, *, at: datetime) -> NamedDeputy:
    """Take a deputy back, from an instant on, if the actor leads or stands in.

    The lead who named the deputy takes them back; the deputy lays it down, for nobody
    has to stand in. A naming for all of the lead's partners ends for all of them, and
    one that does not hold yet never will.

    Args:
        actor: Who takes the deputy back, or lays it down; neither has to hold a role.
        delegation: The naming, which is not changed.
        at: From when on it no longer holds, with its zone.

    Raises:
        InvalidUseError: An argument is none of its kind.
        InvalidValueError: The instant has no zone.

    Examples:
        >>> from datetime import UTC
        >>> away = Delegation(
        ...     id="d-1", role="PSM",
        ...     lead=Identity(id="p-1", email="ada@example.com"),
        ...     deputy=Identity(id="p-2", email="tomas@example.com"),
        ...     starts_at=datetime(2026, 7, 1, tzinfo=UTC),
        ...     ends_at=datetime(2026, 7, 15, tzinfo=UTC))
        >>> back = datetime(2026, 7, 8, tzinfo=UTC)
        >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
        >>> str(revoke_deputy(ada, away, at=back).delegation.state(back))
        'revoked'

    Rule: ACC-07.
    """
    require_kind(actor, Actor, "actor")
    require_kind(delegation, Delegation, "delegation")
    reasons = tuple(_holding_on(actor, delegation, at))
    if reasons:
        return NamedDeputy(delegation=None, reasons=reasons)
    return NamedDeputy(delegation=attrs.evolve(delegation, revoked_at=at))


def _holding_on(actor: Actor, delegation: Delegation, at: datetime) -> Iterator[Reason]:
    """Give why a naming stays as it is."""
    lead, deputy = delegation.lead, delegation.deputy
    if not (is_same(actor, lead) or is_same(actor, deputy)):
        message = (
            f"the delegation {delegation.id} is taken back by {lead.id}, who named, or"
            f" laid down by {deputy.id}, who stands in"
        )
        yield ground("neither-lead-nor-deputy", message, "ACC-07")
    state = delegation.state(at)
    if state in (Validity.EXPIRED, Validity.REVOKED):
        said = not_in_force(delegation, state)
        message = f"the delegation {delegation.id} {said} already"
        yield ground(f"delegation-{state}", message, "ACC-07")


def _lead_reasons(
    policy: AccessPolicy, lead: Actor, partner: Resource | None, role: str
) -> Iterator[Reason]:
    rows = policy.table.rows(SIGN_OFF)
    if not any(row.role == role and row.rule.delegable for row in rows):
        message = f"{role} signs no gate off that a deputy could sign"
        yield ground("leads-nothing", message, "ACC-07")
    if role not in lead.roles:
        message = f"{lead.id} does not hold the role {role}"
        yield ground("role-not-held", message, "ACC-07")
    if partner is not None:
        tied = partner.roles_by_key.get(lead.key, NO_ROLES)
        if role not in tied:
            message = f"{lead.id} is not assigned to the partner as {role}"
            yield ground("not-tied", message, "ACC-07")
    if lead.key is None:
        yield no_address(lead, "ACC-07")


def _deputy_reasons(lead: Actor, deputy: Identity) -> Iterator[Reason]:
    if is_same(lead, deputy):
        yield ground("own-deputy", "nobody stands in for themselves", "ACC-07")
    if deputy.key is None:
        yield no_address(deputy, "ACC-07")
