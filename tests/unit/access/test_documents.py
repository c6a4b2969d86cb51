"""Everything that is kept is written to documents, and read back equal."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.access import AccessPolicy, Actor, Grant
from partner_success.errors import InvalidDataError, InvalidModelError
from partner_success.interop import (
    Format,
    format_document,
    parse_document,
    structure,
    unstructure,
)
from tests.unit.access.scenes import (
    ADA,
    DAY,
    NOW,
    TOM,
    actor,
    delegation,
    grant,
    partner,
)

BERLIN = NOW.astimezone(ZoneInfo("Europe/Berlin"))
ACME = partner("gate_3", PSM=ADA.email, PAM=None)

RECORDS: dict[str, Any] = {
    "a person": ADA,
    "a grant": grant(),
    "a grant taken back": grant(starts_at=BERLIN, revoked_at=NOW, gates=["a", "b"]),
    "a delegation": delegation(),
    "one for a partner": delegation(partner_id="acme", revoked_at=NOW + DAY),
    "an actor": actor("PSM", "TAM", grants=[grant()], delegations=[delegation()]),
    "nobody": actor(),
    "a partner": ACME,
    "a gate": ACME.gate("gate_3", status="passed"),
    "a submission": ACME.submission("s-1", gate="gate_3", signed_off=True),
    "a grant to somebody": ACME.grant_to(TOM.email),
}


@pytest.mark.rule("ACC-05", "ACC-09")
@pytest.mark.parametrize("kind", ["json", "toml"])
@pytest.mark.parametrize("name", RECORDS)
def test_records_come_back_equal(name: str, kind: Format) -> None:
    """What is given for a time, people and resources survive a document."""
    record = RECORDS[name]
    cls = cast("type[object]", type(record))
    text = format_document(unstructure(record), kind)
    data = parse_document(text, kind)
    assert structure(data, cls, subject=name) == record


@pytest.mark.rule("ACC-01")
@pytest.mark.parametrize("kind", ["json", "toml"])
def test_audit_records_come_back_equal(rules: ps.Rulebook, kind: Format) -> None:
    """A log that was written is read as it was."""
    for who in (actor("PSM"), actor("TAM"), actor("TAM", grants=[grant()])):
        audit = rules.access.decide(who, "view_partner", ACME, at=BERLIN).audit()
        text = format_document(unstructure(audit), kind)
        back = structure(parse_document(text, kind), type(audit), subject="the log")
        assert back == audit


@pytest.mark.rule("ACC-12")
@pytest.mark.parametrize("kind", ["json", "toml"])
def test_the_policy_comes_back_equal(rules: ps.Rulebook, kind: Format) -> None:
    """The whole policy survives a document, and decides as before."""
    text = format_document(unstructure(rules.access), kind)
    back = structure(parse_document(text, kind), AccessPolicy, subject="the policy")
    assert back == rules.access
    one, two = (
        each.decide(actor("PSM"), "view_partner", ACME, at=NOW)
        for each in (back, rules.access)
    )
    assert one == two


def test_a_faulty_document_is_told_by_path() -> None:
    """What a document gets wrong is reported where it stands."""
    data = unstructure(actor("PSM", grants=[grant()]))
    data["grants"][0]["gates"] = []
    data["grants"][0]["reson"] = "x"
    with pytest.raises(InvalidDataError) as caught:
        structure(data, Actor, subject="the actor")
    assert "grants[0].reson" in str(caught.value)
    same = unstructure(grant()) | {"grantor": {"id": "p-1"}}
    with pytest.raises(InvalidDataError, match="nobody gives a grant to themselves"):
        structure(same, Grant, subject="the grant")


@pytest.mark.rule("ACC-12")
def test_a_faulty_policy_is_told_by_path(rules: ps.Rulebook) -> None:
    """A policy in a document is checked as one put together in Python."""
    data = unstructure(rules.access)
    data["rules"][0]["roles"] = ["PAN"]
    with pytest.raises((InvalidDataError, InvalidModelError)) as caught:
        structure(data, AccessPolicy, subject="the policy")
    assert "rules[0].roles[0]: no role is called so; did you mean 'PAM'" in str(
        caught.value
    )
