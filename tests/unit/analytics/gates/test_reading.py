"""Readers see the records of gates that the policy opens to them."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor, Grant, Identity, partner_resource
from partner_success.analytics.gates import (
    GateSpells,
    gate_report,
    gate_spells,
    spells_open_to,
)
from partner_success.errors import InvalidUseError
from tests.support.on_gates import NOON, five_partners

pytestmark = pytest.mark.rule("ANL-06")

STAGES = {
    "acme": "gate_2",
    "birch": "gate_1",
    "cedar": "gate_0",
    "dale": "pre_contract",
    "elm": "pre_contract",
}


def five(rules: ps.Rulebook) -> GateSpells:
    """Give five partners in their stages."""
    return gate_spells(rules.journey, five_partners(rules.journey), at=NOON)


def seen_by(rules: ps.Rulebook, role: str, *names: str) -> GateSpells:
    """Give what somebody sees to whom some partners are assigned in a role."""
    somebody = Actor(id="x", email="x@example.com", roles=[role])
    theirs = [
        partner_resource(
            name,
            stage=stage,
            team={role: "x@example.com"} if name in names else {},
        )
        for name, stage in STAGES.items()
    ]
    return spells_open_to(five(rules), somebody, rules.access, theirs, at=NOON)


def test_a_pam_sees_all_gates_of_their_partners(rules: ps.Rulebook) -> None:
    """Whose partners they all are sees everything, and nothing is said."""
    everything = seen_by(rules, "PAM", *STAGES)
    assert everything == five(rules)
    some = seen_by(rules, "PAM", "acme", "cedar")
    assert some.partner_ids == {"acme", "cedar"}
    assert some.withheld == "3 partners not shown, which are not open to you"


def test_a_tpm_sees_gate_2_alone(rules: ps.Rulebook) -> None:
    """What became of the partner in earlier gates is not told, nor are its failures."""
    found = seen_by(rules, "TPM", *STAGES)
    assert [(each.partner_id, each.stage) for each in found.spells] == [
        ("acme", "gate_2")
    ]
    assert found.withheld == (
        "4 partners and 3 gate records not shown, which are not open to you"
    )
    report = gate_report(found, rules.analytics.gates)
    assert (report.failures, report.partners) == ((), 1)
    assert report.scope.withheld == (found.withheld,)
    assert report.explain().remarks[-1] == found.withheld


def test_a_partner_of_whom_nothing_is_known_is_not_shown(rules: ps.Rulebook) -> None:
    """Without a resource to ask about, the answer is no."""
    admin = Actor(id="x", email="x@example.com", roles=["ADMIN"])
    found = spells_open_to(five(rules), admin, rules.access, [], at=NOON)
    assert found.spells == ()
    assert found.withheld == "5 partners not shown, which are not open to you"


def test_a_visible_partner_keeps_its_place_without_the_record(
    rules: ps.Rulebook,
) -> None:
    """A grant on Gate 1 shows that Acme is in Gate 2, and not how it fares there."""
    grant = Grant(
        id="g-1",
        partner_id="acme",
        grantee=Identity(id="x", email="x@example.com"),
        gates=["gate_1"],
        reason="To learn from it",
        grantor=Identity(id="ines", email="ines@example.com"),
        starts_at=NOON,
        ends_at=NOON.replace(year=2027),
    )
    somebody = Actor(id="x", email="x@example.com", roles=["PDM"], grants=[grant])
    acme = partner_resource("acme", stage="gate_2", team={})
    found = spells_open_to(five(rules), somebody, rules.access, [acme], at=NOON)
    assert [each.stage for each in found.spells] == ["gate_1", "gate_2"]
    first, second = found.spells
    assert (first.reworks, len(first.submissions)) == (2, 3)
    assert (second.done, second.started_at, second.phase) == ((), None, None)
    assert (second.is_current, second.status) == (True, "in_progress")
    assert found.withheld == (
        "4 partners and 3 gate records not shown, which are not open to you"
    )


def test_what_was_left_out_before_is_still_said(rules: ps.Rulebook) -> None:
    """Two readers one after the other leave two remarks."""
    tpm = Actor(id="x", email="x@example.com", roles=["TPM"])
    team = {"TPM": "x@example.com"}
    acme = partner_resource("acme", stage="gate_2", team=team)
    once = seen_by(rules, "PAM", "acme", "cedar")
    twice = spells_open_to(once, tpm, rules.access, [acme], at=NOON)
    assert twice.withheld == (
        "3 partners not shown, which are not open to you; 1 partner and 3 gate records"
        " not shown, which are not open to you"
    )
    again = spells_open_to(twice, tpm, rules.access, [acme], at=NOON)
    assert again == attrs.evolve(twice)


def test_misuse_is_refused(rules: ps.Rulebook) -> None:
    """What are no spells is refused."""
    admin = Actor(id="x", email="x@example.com", roles=["ADMIN"])
    with pytest.raises(InvalidUseError, match="needs a GateSpells"):
        spells_open_to(cast(Any, []), admin, rules.access, [], at=NOON)
