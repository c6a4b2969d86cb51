"""What a decision tells a person, and what a log keeps of it."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Identity
from partner_success.interop import unstructure
from tests.unit.access.scenes import (
    ADA,
    INES,
    NOW,
    TOM,
    actor,
    delegation,
    grant,
    partner,
)

pytestmark = pytest.mark.rule("ACC-01")


def test_a_denial_explains_itself(rules: ps.Rulebook) -> None:
    """A denial is a table of the nearest rules and what each lacks."""
    acme = partner("gate_2", PSM=ADA.email)
    found = rules.access.decide(actor("PSM"), "view_partner", acme, at=NOW)
    explained = found.explain()
    assert explained.title == "p-1 asks to view the partner (acme): denied"
    assert explained.columns == ("role", "nearest rule", "what is missing")
    assert explained.rows == (
        (
            "PSM",
            "A PSM sees assigned partners in Gate 3 and Post-Launch.",
            "the stage of the partner is Gate 2, and must be Gate 3 or Post-Launch",
        ),
        (
            "PSM",
            rules.access.rules["context_grant"].name,
            "there is no context grant for it",
        ),
    )
    assert explained.provenance == rules.access.provenance
    assert str(found) == explained.title


def test_a_yes_explains_itself(rules: ps.Rulebook) -> None:
    """A yes is a table of the rules with their sources, and by what they held."""
    acme = partner("gate_3", PSM=TOM.email)
    ada = actor(delegations=[delegation()])
    deputed = rules.access.decide(ada, "view_partner", acme, at=NOW).explain()
    assert deputed.title == "p-1 asks to view the partner (acme): allowed"
    assert deputed.columns == ("role", "rule", "source")
    assert deputed.rows[0][:2] == (
        "PSM",
        "A PSM sees assigned partners in Gate 3 and Post-Launch.",
    )
    assert deputed.rows[0][2].startswith("PSM: Your Access Level; ")
    assert deputed.remarks == ("as deputy of p-2, by delegation d-1",)
    given = actor("TAM", grants=[grant()])
    opened = rules.access.decide(given, "view_partner", acme, at=NOW).explain()
    assert opened.remarks == ("by grant g-1, which ends at 2026-05-05 09:00:00+00:00",)


def test_what_has_no_id_is_called_by_its_kind(rules: ps.Rulebook) -> None:
    """Where there is no id the name of the kind stands in its place."""
    metrics = partner("gate_3", TAM=ADA.email).metrics()
    found = rules.access.decide(actor("TAM"), "view_metrics", metrics, at=NOW)
    assert str(found) == (
        "p-1 asks to view operational metrics (operational metrics): allowed"
    )


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "a\nb", "\x1b[31mred", "[bold]x[/bold]"]
)
def test_hostile_ids_stay_text(rules: ps.Rulebook, hostile: str) -> None:
    """No id breaks a line, steers a terminal or becomes markup."""
    bad = actor("PSM", who=Identity(id=hostile, email=ADA.email))
    acme = ps.access.partner_resource(hostile, stage="gate_1", team={})
    explained = rules.access.decide(bad, "view_partner", acme, at=NOW).explain()
    assert "<script>" not in explained.html()
    lines = str(explained).splitlines()
    assert lines[0].endswith(": denied")
    assert all(character.isprintable() for line in lines for character in line)


def test_an_audit_record_holds_ids(rules: ps.Rulebook) -> None:
    """A record says who did what by which rule, and what was missing, by ids."""
    acme = partner("gate_3", PSM=TOM.email)
    ada = actor(delegations=[delegation()])
    signed = rules.access.decide(
        ada, "sign_off", acme.gate("gate_3", status="awaiting_sign_off"), at=NOW
    ).audit()
    assert unstructure(signed) == {
        "at": "2026-05-04T09:00:00+00:00",
        "actor_id": "p-1",
        "action": "sign_off",
        "kind": "gate",
        "resource_id": "gate_3",
        "partner_id": "acme",
        "allowed": True,
        "rule_id": "psm_signs",
        "role": "PSM",
        "delegation_id": "d-1",
        "lead_id": "p-2",
        "edition": "standard 2026.1",
    }
    opened = rules.access.decide(
        actor("TAM", grants=[grant()]), "view_partner", acme, at=NOW
    ).audit()
    assert (opened.rule_id, opened.grant_id) == ("context_grant", "g-1")
    denied = rules.access.decide(actor("TAM"), "view_partner", acme, at=NOW).audit()
    assert (denied.allowed, denied.rule_id, denied.role) == (False, None, None)
    assert denied.reasons == ("not-tied", "no-grant")


def test_an_audit_record_names_nobody(rules: ps.Rulebook) -> None:
    """No address stands in a record, whatever was asked and by whom."""
    people = {ADA.email, TOM.email, INES.email, "secret@example.com"}
    acme = partner("gate_3", PAM=INES.email, PSM=TOM.email)
    givens: list[dict[str, Any]] = [
        {},
        {"grants": [grant()]},
        {"delegations": [delegation()]},
        {"grants": [grant(revoked_at=NOW)], "delegations": [delegation()]},
    ]
    for action in rules.access.actions:
        for given in givens:
            for role in rules.access.roles.ids:
                resource = acme.part(action.kind, "x", concerns="secret@example.com")
                found = rules.access.decide(
                    actor(role, **given), action.id, resource, at=NOW, reason="because"
                )
                texts = (repr(found.audit()), str(unstructure(found.audit())))
                texts += (str(found.explain()), repr(found.reasons))
                for text in texts:
                    assert "@" not in text
                    assert not any(str(person) in text for person in people)
