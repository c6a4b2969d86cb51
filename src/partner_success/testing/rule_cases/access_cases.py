"""Cases of who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import attrs

from partner_success.access import (
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, Problem
from partner_success.rulebook import Rulebook

__all__ = ["AccessCase", "access"]

Facts: TypeAlias = dict[str, Any]

_WHO: Final = "kim"
_AT: Final = datetime(2026, 5, 4, 9, tzinfo=UTC)
_BESIDE: Final = frozenset({"new_partner", "questionnaire", "rulebook"})
_ANALYTICS: Final = "analytics"
_PARTNER: Final = "partner"
_GRANTOR: Final = Identity(id="grantor", email="grantor@example.com")


@attrs.frozen(kw_only=True)
class GrantGiven:
    """A context grant that the person holds."""

    gates: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None
    partner: str = "acme"
    to: str | None = None


@attrs.frozen(kw_only=True)
class DeputyFor:
    """A naming as deputy: whose, in which role, and from when to when."""

    lead: str
    role: str
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None
    partner: str | None = None
    deputy: str | None = None


@attrs.frozen(kw_only=True)
class Person:
    """Who asks: the roles held, an address, grants, and whose deputy it is."""

    roles: tuple[str, ...] = ()
    email: str | None = "kim@example.com"
    grants: tuple[GrantGiven, ...] = ()
    deputy_of: tuple[DeputyFor, ...] = ()


@attrs.frozen(kw_only=True)
class PartnerAsked:
    """The partner that it is about: its stage, and the address in each role."""

    stage: str | None = None
    id: str = "acme"
    team: FrozenMap[str, str | None] = attrs.field(factory=FrozenMap[str, str | None])


@attrs.frozen(kw_only=True)
class AccessCase:
    """Who wants to do what, with which partner, when, and why."""

    action: str
    person: Person
    partner: PartnerAsked | None = None
    facts: FrozenMap[str, Any] = attrs.field(factory=FrozenMap[str, Any])
    concerns: str | None = None
    reason: str | None = None
    at: datetime = _AT


def access(rules: Rulebook, case: AccessCase) -> Facts:
    """Tell whether somebody may do something, by which rule, or what is missing."""
    person = case.person
    actor = Actor(
        id=_WHO,
        email=person.email,
        roles=person.roles,
        grants=list(_grants(person)),
        delegations=list(_delegations(person)),
    )
    resource = _resource(rules, case)
    found = rules.access.decide(
        actor, case.action, resource, at=case.at, reason=case.reason
    )
    return {
        "allowed": found.allowed,
        "rule": found.rule and found.rule.id,
        "role": found.role,
        "grant": found.grant and found.grant.id,
        "lead": found.delegation and found.delegation.lead.id,
        "missing": [reason.code for reason in found.reasons],
    }


def _resource(rules: Rulebook, case: AccessCase) -> Resource:
    kind = rules.access.actions[case.action].kind
    if kind in _BESIDE:
        return Resource(kind=kind)
    if kind == _ANALYTICS:
        return Resource(kind=kind, facts=case.facts)
    partner = case.partner
    if partner is None:
        message = f"{case.action!r} is done to a partner; say which, with its stage"
        problem = Problem(path=_PARTNER, code="missing", message=message)
        raise InvalidDataError("the access case", [problem])
    found = partner_resource(partner.id, stage=partner.stage, team=partner.team)
    if kind == _PARTNER:
        return found
    return found.part(kind, concerns=case.concerns, **case.facts)


def _grants(person: Person) -> Iterator[Grant]:
    for number, given in enumerate(person.grants, start=1):
        yield Grant(
            id=f"g-{number}",
            partner_id=given.partner,
            grantee=Identity(id=_WHO, email=given.to or person.email),
            gates=given.gates,
            reason="given in the case",
            grantor=_GRANTOR,
            starts_at=given.starts_at,
            ends_at=given.ends_at,
            revoked_at=given.revoked_at,
        )


def _delegations(person: Person) -> Iterator[Delegation]:
    for number, given in enumerate(person.deputy_of, start=1):
        yield Delegation(
            id=f"d-{number}",
            lead=Identity(id="lead", email=given.lead),
            deputy=Identity(id=_WHO, email=given.deputy or person.email),
            role=given.role,
            partner_id=given.partner,
            starts_at=given.starts_at,
            ends_at=given.ends_at,
            revoked_at=given.revoked_at,
        )
