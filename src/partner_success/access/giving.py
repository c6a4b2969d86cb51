"""Giving context grants, and taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, cast

import attrs

from partner_success.access.actor import Actor
from partner_success.access.arguments import require_kind
from partner_success.access.conferring import (
    backdated,
    ground,
    no_address,
    plain,
)
from partner_success.access.decision import AccessDecision
from partner_success.access.grants import Grant
from partner_success.access.openings import not_in_force
from partner_success.access.people import Identity, is_same
from partner_success.access.policy import AccessPolicy
from partner_success.access.resources import Resource
from partner_success.access.validity import Validity
from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError
from partner_success.partners.faults import frozen_tuple

__all__ = ["Given", "give_grant", "revoke_grant"]

GIVE: Final = "give_grant"
"""The action of giving a context grant."""
REVOKE: Final = "revoke_grant"
"""The action of taking one back."""


@attrs.frozen(kw_only=True)
class Given:
    """A context grant that was given or taken back, or why it was not.

    It has no truth value of its own: ask ``given.grant is not None``.

    Attributes:
        decision: Whether the actor may do it, to be explained and audited.
        grant: The grant as it stands now; ``None`` where it was refused.
        reasons: Why it was refused; none where it was not.

    Rule: ACC-05.
    """

    decision: AccessDecision
    grant: Grant | None
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        raise InvalidUseError("a Given is neither true nor false; ask given.grant")


def give_grant(  # noqa: PLR0913 - what a grant says
    policy: AccessPolicy,
    giver: Actor,
    partner: Resource,
    *,
    to: Identity,
    gates: Iterable[str],
    reason: str,
    ends_at: datetime,
    id_: str,
    at: datetime,
    starts_at: datetime | None = None,
) -> Given:
    """Give somebody a context grant, if the giver may.

    Args:
        policy: Who may give one.
        giver: Who gives it.
        partner: The partner whose records it opens.
        to: Who shall read; another than the giver, and known by an address.
        gates: The ids of the gates whose records it opens.
        reason: What the context is needed for.
        ends_at: The first instant at which it no longer holds.
        id_: The id of the new grant.
        at: When it is given, with its zone.
        starts_at: The first instant at which it holds, not before `at`; left out, `at`.

    Raises:
        InvalidDataError: A grant cannot be so: no gate, no reason, an end before the
            start. Only found where it is not refused.
        InvalidUseError: An argument is none of its kind.
        InvalidValueError: An instant has no zone.
        UnknownNameError: There is no such gate, role or stage.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.access import partner_resource
        >>> ines = Actor(id="p-1", email="ines@example.com", roles=["PAM"])
        >>> acme = partner_resource("acme", stage="gate_3", team={"PAM": ines.email})
        >>> given = give_grant(
        ...     ps.standard().access, ines, acme, gates=["gate_1"], reason="hand-over",
        ...     to=Identity(id="p-2", email="tomas@example.com"), id_="g-1",
        ...     at=datetime(2026, 5, 4, tzinfo=UTC),
        ...     ends_at=datetime(2026, 5, 11, tzinfo=UTC))
        >>> given.grant.grantor.id, given.decision.rule.id
        ('p-1', 'pam_grants')

    Rule: ACC-05.
    """
    require_kind(partner, Resource, "partner")
    require_kind(to, Identity, "to")
    names = frozen_tuple(gates)
    # What is no list of gates is left for the grant to report.
    for name in names if isinstance(cast(object, names), tuple) else ():
        policy.stages[name]
    decision = policy.decide(giver, GIVE, partner.grant_to(to.email), at=at)
    reasons = _joined(decision, _grant_reasons(giver, to, starts_at, at))
    if reasons:
        return Given(decision=decision, grant=None, reasons=reasons)
    grant = Grant(
        id=id_,
        partner_id=str(partner.partner_id),
        grantee=plain(to),
        gates=names,
        reason=reason,
        grantor=plain(giver),
        starts_at=at if starts_at is None else starts_at,
        ends_at=ends_at,
    )
    return Given(decision=decision, grant=grant)


def revoke_grant(
    policy: AccessPolicy,
    actor: Actor,
    partner: Resource,
    grant: Grant,
    *,
    at: datetime,
) -> Given:
    """Take a context grant back, from an instant on, if the actor may.

    Args:
        policy: Who may take one back.
        actor: Who takes it back.
        partner: The partner whose records it opens.
        grant: The grant, which is not changed.
        at: From when on it no longer holds, with its zone.

    Raises:
        InvalidUseError: The grant is for another partner, or an argument is none of
            its kind.
        InvalidValueError: The instant has no zone.
        UnknownNameError: There is no such role or stage.

    Rule: ACC-05.
    """
    require_kind(partner, Resource, "partner")
    require_kind(grant, Grant, "grant")
    if grant.partner_id != partner.partner_id:
        raise InvalidUseError(
            f"grant {grant.id!r} is for the partner {grant.partner_id!r}, and this is"
            f" {partner.partner_id!r}; give the partner that it is for"
        )
    asked = partner.part("grant", grant.id, concerns=grant.grantee.email)
    decision = policy.decide(actor, REVOKE, asked, at=at)
    own: list[Reason] = []
    state = grant.state(at)
    if state in (Validity.EXPIRED, Validity.REVOKED):
        message = f"context grant {grant.id} {not_in_force(grant, state)} already"
        own.append(ground(f"grant-{state}", message, "ACC-05"))
    reasons = _joined(decision, own)
    now = None if reasons else attrs.evolve(grant, revoked_at=at)
    return Given(decision=decision, grant=now, reasons=reasons)


def _joined(decision: AccessDecision, own: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give what the decision lacks and then what it could not know, each code once."""
    codes = {reason.code for reason in decision.reasons}
    return (*decision.reasons, *(each for each in own if each.code not in codes))


def _grant_reasons(
    giver: Actor, to: Identity, starts_at: datetime | None, at: datetime
) -> Iterator[Reason]:
    if is_same(giver, to):
        message = "nobody gives a grant to themselves"
        yield ground("for-self", message, "ACC-05")
    if to.key is None:
        yield no_address(to, "ACC-05")
    yield from backdated(starts_at, at, "ACC-05")
