"""Reads a case of access as a domain expert writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import partner_success as ps
from partner_success.access import (
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)

Case = dict[str, Any]
Facts = dict[Any, Any]

INES = Identity(id="ines", email="ines@example.com")
OTHER_KINDS = {
    "new_partner": Resource(kind="new_partner"),
    "questionnaire": Resource(kind="questionnaire"),
    "rulebook": Resource(kind="rulebook"),
}


def access(rules: ps.Rulebook, case: Case) -> Facts:
    """Decide whether somebody may do something."""
    person: Case = case["person"]
    name = person.get("email", "kim@example.com")
    actor = Actor(
        id="kim",
        email=name,
        roles=person.get("roles", []),
        grants=list(_grants(person, name)),
        delegations=list(_delegations(person, name)),
    )
    found = rules.access.decide(
        actor,
        case["action"],
        _resource(rules, case),
        at=case.get("at", datetime.fromisoformat("2026-05-04T09:00:00+02:00")),
        reason=case.get("reason"),
    )
    return {
        "allowed": found.allowed,
        "rule": found.rule and found.rule.id,
        "role": found.role,
        "grant": found.grant and found.grant.id,
        "lead": found.delegation and found.delegation.lead.id,
        "missing": [reason.code for reason in found.reasons],
    }


def _resource(rules: ps.Rulebook, case: Case) -> Resource:
    kind = rules.access.actions[case["action"]].kind
    facts = case.get("facts", {})
    if kind in OTHER_KINDS:
        return OTHER_KINDS[kind]
    if kind == "analytics":
        return Resource(kind=kind, facts=facts)
    partner: Case = case["partner"]
    found = partner_resource(
        partner.get("id", "acme"),
        stage=partner["stage"],
        team=partner.get("team", {}),
    )
    if kind == "partner":
        return found
    return found.part(kind, concerns=case.get("for"), **facts)


def _grants(person: Case, name: str | None) -> Iterator[Grant]:
    for number, given in enumerate(person.get("grants", []), start=1):
        yield Grant(
            id=f"g-{number}",
            partner_id=given.get("partner", "acme"),
            grantee=Identity(id="kim", email=given.get("to", name)),
            gates=given["gates"],
            reason="to understand what was promised",
            grantor=INES,
            starts_at=given["from"],
            ends_at=given["until"],
            revoked_at=given.get("taken_back"),
        )


def _delegations(person: Case, name: str | None) -> Iterator[Delegation]:
    for number, given in enumerate(person.get("deputy_of", []), start=1):
        yield Delegation(
            id=f"d-{number}",
            lead=Identity(id="lead", email=given["lead"]),
            deputy=Identity(id="kim", email=given.get("deputy", name)),
            role=given["role"],
            partner_id=given.get("partner"),
            starts_at=given["from"],
            ends_at=given["until"],
            revoked_at=given.get("taken_back"),
        )
