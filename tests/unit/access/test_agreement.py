"""Deciding one by one and selecting from a list agree where something is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    AccessRole,
    AccessRule,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.core.collections import Catalogue
from partner_success.errors import UnknownNameError

START = datetime(2026, 5, 4, tzinfo=UTC)
NOW = datetime(2026, 5, 5, tzinfo=UTC)
END = datetime(2026, 5, 6, tzinfo=UTC)
TPM = Identity(id="p-1", email="kim@example.com")
GRANT = Grant(
    id="g-1",
    partner_id="acme",
    grantee=TPM,
    gates=["gate_1"],
    reason="hand-over",
    grantor=Identity(id="p-2", email="ines@example.com"),
    starts_at=START,
    ends_at=END,
)
KIM = Actor(id=TPM.id, email=TPM.email, roles=["TPM"], grants=[GRANT])
ACME = partner_resource("acme", stage="gate_3", team={})


def row(resource: Resource) -> dict[str, Any]:
    """Give a resource as a row of a list."""
    return {
        "partner_id": resource.partner_id,
        "team": resource.team,
        **dict.fromkeys(("stage", "gate", "gate_status")),
        **resource.facts,
    }


def agreed(policy: AccessPolicy, actor: Actor, action: str, what: Resource) -> bool:
    """Give the answer that both ways give."""
    decision = policy.decide(actor, action, what, at=NOW)
    listed = policy.predicate(actor, action, at=NOW)
    assert listed.matches(row(what)) is decision.allowed
    return decision.allowed


@pytest.mark.rule("ACC-05", "ACC-11")
def test_a_gate_that_is_not_known_is_opened_by_no_grant(rules: ps.Rulebook) -> None:
    """A grant names gates, and this is none of them; the denial says so."""
    unknown = ACME.part("gate")
    assert not agreed(rules.access, KIM, "view_gate", unknown)
    assert agreed(rules.access, KIM, "view_gate", ACME.gate("gate_1"))
    found = rules.access.decide(KIM, "view_gate", unknown, at=NOW)
    assert ("unknown-gate", "the gate is not known") in [
        (each.code, each.message) for each in found.reasons
    ]


@pytest.mark.rule("ACC-05", "ACC-11")
def test_a_gate_told_of_a_summary_does_not_matter(rules: ps.Rulebook) -> None:
    """A grant opens the summary whichever gates it names."""
    summary = attrs.evolve(ACME, facts={"stage": "gate_3", "gate": "gate_2"})
    assert agreed(rules.access, KIM, "view_partner", summary)
    found = rules.access.decide(KIM, "view_partner", summary, at=NOW)
    assert found.grant == GRANT


@pytest.mark.rule("ACC-09", "ACC-11")
def test_two_without_an_address_are_not_one_person(rules: ps.Rulebook) -> None:
    """A delegation to somebody without an address is for nobody in a list either."""
    lead = Identity(id="p-3", email="ada@example.com")
    away = Delegation(
        id="d-1",
        lead=lead,
        deputy=Identity(id="p-4"),
        role="PSM",
        starts_at=START,
        ends_at=END,
    )
    acme = partner_resource("acme", stage="gate_3", team={"PSM": lead.email})
    nobody = Actor(id="p-5", delegations=[away])
    assert not agreed(rules.access, nobody, "view_partner", acme)
    lost = attrs.evolve(away, lead=Identity(id="p-6"), deputy=TPM)
    kim = Actor(id=TPM.id, email=TPM.email, delegations=[lost])
    assert not agreed(rules.access, kim, "view_partner", acme)


@pytest.mark.rule("ACC-11", "ACC-13")
def test_no_name_of_a_role_is_taken_for_the_tie_of_a_lead(rules: ps.Rulebook) -> None:
    """A role called as a numbered one keeps its own tie beside that of a deputy."""
    policy = rules.access
    other = AccessRole(id="PSM_2", name="Second Partner Success Manager")
    seen = policy.rules["psm_sees"]
    second = attrs.evolve(seen, id="psm_2_sees", roles=("PSM_2",))
    wider = attrs.evolve(
        policy,
        roles=Catalogue([*policy.roles, other], kind="role"),
        rules=Catalogue[AccessRule]([*policy.rules, second], kind="rule"),
    )
    lead = Identity(id="p-3", email="ada@example.com")
    away = Delegation(
        id="d-1", lead=lead, deputy=TPM, role="PSM", starts_at=START, ends_at=END
    )
    kim = Actor(id=TPM.id, email=TPM.email, roles=["PSM_2"], delegations=[away])
    for team in ({"PSM_2": TPM.email}, {"PSM": lead.email}):
        acme = partner_resource("acme", stage="gate_3", team=team)
        assert agreed(wider, kim, "view_partner", acme)


@pytest.mark.rule("ACC-11")
def test_a_constant_has_to_be_known(rules: ps.Rulebook) -> None:
    """What is known of no row is a column without values, not a constant."""
    unknown: Any = None
    with pytest.raises(UnknownNameError, match="no word for the gate is called None"):
        rules.access.predicate(KIM, "view_gate", at=NOW, gate=unknown)
