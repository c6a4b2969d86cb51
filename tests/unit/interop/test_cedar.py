"""What an access policy is as Cedar: texts, ids, refusals."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    AccessRule,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import from_data
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.interop import CedarExport, cedar_engine, cedar_export

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ADA = Actor(id="p-1", email="Ada@example.com", roles=["PSM"])
ACME = partner_resource("acme", stage="gate_3", team={"PSM": ADA.email, "CSM": "c@d.e"})


@pytest.fixture
def export(rules: ps.Rulebook) -> CedarExport:
    """Give the standard policy as Cedar, without grants."""
    return cedar_export(rules.access)


def grant(id_: str, **changes: Any) -> Grant:
    """Give a grant that is in force now."""
    given: dict[str, Any] = {
        "id": id_,
        "partner_id": "acme",
        "grantee": ADA,
        "gates": ["gate_1"],
        "reason": "hand-over",
        "grantor": Identity(id="p-9"),
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=1),
    }
    return Grant(**given | changes)


def delegation(id_: str, **changes: Any) -> Delegation:
    """Give a naming of Ada as deputy that is in force now."""
    given: dict[str, Any] = {
        "id": id_,
        "lead": Identity(id="p-2", email="bo@example.com"),
        "deputy": ADA,
        "role": "PSM",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=1),
    }
    return Delegation(**given | changes)


def small(policy: AccessPolicy, rule: AccessRule) -> AccessPolicy:
    """Give a policy of one rule, with the words of another."""
    return AccessPolicy(
        id="small",
        name="Small",
        stages=policy.stages,
        roles=policy.roles,
        facts=policy.facts,
        kinds=policy.kinds,
        actions=Catalogue([policy.actions[each] for each in rule.actions]),
        rules=Catalogue([rule]),
    )


@pytest.mark.rule("ACC-01")
def test_a_row_becomes_a_policy_that_names_its_rule(export: CedarExport) -> None:
    """Every rule has a policy for each of its roles, with citation, in order."""
    rows = [
        (rule.id, role)
        for rule in export.policy.rules
        for role in rule.roles
        if rule.id != "context_grant"
    ]
    assert [(part.rule_id, part.role) for part in export.parts] == rows
    psm_signs = next(part for part in export.parts if part.rule_id == "psm_signs")
    assert psm_signs.text == (
        '@id("psm_signs.PSM")\n'
        '@rule("psm_signs")\n'
        '@role("PSM")\n'
        '@name("A PSM signs Gate 3 off for assigned partners.")\n'
        '@citation("PSM: Working with Questionnaires, Sign-Off; JOURNEY: Who may do'
        ' what")\n'
        "permit (\n"
        "  principal,\n"
        '  action == PartnerSuccess::Action::"sign_off",\n'
        "  resource\n"
        ") when {\n"
        '  principal.roles.contains("PSM") &&\n'
        "  principal has key &&\n"
        '  resource.team.contains({ "key": principal.key, "role": "PSM" }) &&\n'
        "  resource has stage &&\n"
        '  resource.stage == "gate_3" &&\n'
        "  resource has gate &&\n"
        '  resource.gate == "gate_3" &&\n'
        "  resource has gate_status &&\n"
        '  resource.gate_status == "awaiting_sign_off"\n'
        "};\n"
    )


@pytest.mark.rule("ACC-05")
def test_a_grant_becomes_a_policy_for_each_role_it_helps(rules: ps.Rulebook) -> None:
    """The instants stand in it as microseconds, the taking back beside the end."""
    given = grant("g.1", revoked_at=NOW + timedelta(microseconds=1))
    export = cedar_export(rules.access, grants=[given])
    found = [part for part in export.parts if part.grant_id is not None]
    assert [part.id for part in found] == [
        f"context_grant.{role}.grant.g%2e1" for role in ("PDM", "TPM", "PSM", "TAM")
    ]
    assert "context.at >= 1777885200000000 &&" in found[0].text
    assert "context.at < 1777888800000000 &&" in found[0].text
    assert "context.at < 1777885200000001" in found[0].text
    assert (
        "((resource is PartnerSuccess::Partner) || (resource has gate &&"
        ' ["gate_1"].contains(resource.gate))) &&'
    ) in found[0].text


@pytest.mark.rule("ACC-05")
@pytest.mark.parametrize(
    ("action", "named"),
    [
        ("view_partner", ""),
        ("view_gate", 'resource has gate &&\n  ["gate_1"].contains(resource.gate)'),
    ],
)
def test_a_grant_asks_for_the_gate_only_of_what_has_one(
    rules: ps.Rulebook, action: str, named: str
) -> None:
    """The partner's summary is opened whole, the record of a gate by its name."""
    rule = attrs.evolve(rules.access.rules["context_grant"], actions=(action,))
    policy = small(rules.access, rule)
    text = cedar_export(policy, grants=[grant("g-1")]).parts[0].text
    assert named in text
    assert ("gate" in text.partition("when")[2]) is bool(named)
    assert "resource is" not in text


@pytest.mark.rule("ACC-07")
def test_a_delegation_becomes_a_policy_for_each_delegable_row(
    rules: ps.Rulebook,
) -> None:
    """It asks for the lead's tie and the deputy's key, not for a role."""
    export = cedar_export(rules.access, delegations=[delegation("d-1")])
    found = [part for part in export.parts if part.delegation_id == "d-1"]
    delegable = [
        rule.id for rule in rules.access.rules if rule.delegable and "PSM" in rule.roles
    ]
    assert [part.rule_id for part in found] == delegable
    for part in found:
        assert 'principal.key == "ada@example.com"' in part.text
        assert '{ "key": "bo@example.com", "role": "PSM" }' in part.text
        assert "principal.roles" not in part.text


@pytest.mark.rule("ACC-09")
def test_who_has_no_address_gets_no_policy(rules: ps.Rulebook) -> None:
    """A grantee, deputy or lead without address adds nothing."""
    nobody = Identity(id="p-7")
    export = cedar_export(
        rules.access,
        grants=[grant("g-1", grantee=nobody)],
        delegations=[
            delegation("d-1", deputy=nobody),
            delegation("d-2", lead=nobody),
        ],
    )
    assert export.parts == cedar_export(rules.access).parts


@pytest.mark.rule("ACC-01", "ACC-13")
def test_an_answer_names_rules_once_and_deputies_last(rules: ps.Rulebook) -> None:
    """What the actor may do by themselves counts before what a lead lets them do."""
    naming = [delegation("d-2"), delegation("d-1")]
    export = cedar_export(
        rules.access, grants=[grant("g-1"), grant("g-2")], delegations=naming
    )
    grants = ["context_grant.PSM.grant.g-2", "context_grant.PSM.grant.g-1"]
    deputy = [f"psm_sees.PSM.delegation.{each.id}" for each in naming]
    both = export.answer([*deputy, *grants, "psm_sees.PSM"])
    assert both.rules == (("PSM", "psm_sees"), ("PSM", "context_grant"))
    assert (both.grant_ids, both.delegation_id) == (("g-1", "g-2"), None)
    assert len(both.policy_ids) == 5
    lead = export.answer(reversed(deputy))
    assert (lead.rules, lead.delegation_id) == ((("PSM", "psm_sees"),), "d-2")
    assert not export.answer([]).allowed
    with pytest.raises(UnknownNameError, match=r"did you mean 'psm_sees\.PSM'"):
        export.answer(["psm_sees.PSN"])


@pytest.mark.rule("ACC-09")
def test_people_and_resources_become_entities(export: CedarExport) -> None:
    """Keys are folded, what is unknown is left out, and each stands there once."""
    gate = ACME.gate("gate_3")
    found = export.entities(ADA, gate, ADA, Actor(id="p-3"))
    assert json.loads(json.dumps(found)) == [
        {
            "uid": {"type": "PartnerSuccess::Person", "id": "p-1"},
            "attrs": {"key": "ada@example.com", "roles": ["PSM"]},
            "parents": [],
        },
        {
            "uid": {"type": "PartnerSuccess::Gate", "id": "acme/gate_3"},
            "attrs": {
                "gate": "gate_3",
                "stage": "gate_3",
                "partner_id": "acme",
                "team": [{"key": "ada@example.com", "role": "PSM"}],
            },
            "parents": [],
        },
        {
            "uid": {"type": "PartnerSuccess::Person", "id": "p-3"},
            "attrs": {"roles": []},
            "parents": [],
        },
    ]


@pytest.mark.rule("ACC-01")
def test_a_request_has_the_instant_and_whether_there_is_a_reason(
    export: CedarExport,
) -> None:
    """The context has whole microseconds, and a blank reason is none."""
    asked = export.request(ADA, "view_partner", ACME, at=NOW, reason="audit")
    assert asked == {
        "principal": {"type": "PartnerSuccess::Person", "id": "p-1"},
        "action": {"type": "PartnerSuccess::Action", "id": "view_partner"},
        "resource": {"type": "PartnerSuccess::Partner", "id": "acme"},
        "context": {"at": 1777885200000000, "reason_given": True},
    }
    for reason in (None, "", " "):
        asked = export.request(ADA, "view_partner", ACME, at=NOW, reason=reason)
        assert asked["context"]["reason_given"] is False


def test_ids_of_resources_are_told_apart() -> None:
    """No two pairs of partner and id give one id, whatever stands in them."""
    policy = ps.standard().access
    export = cedar_export(policy)
    pairs = [
        ("a", "a"), ("a", "b"), ("a/b", None), (None, "a/b"), ("a", None), (None, "a"),
        (None, None), ("a/b", "c"), ("a", "b/c"), ("a%2fb", "c"), ("a/b", "a/b"),
    ]  # fmt: skip
    things = [Resource(kind="ticket", id=id_, partner_id=of) for of, id_ in pairs]
    ids = [export.entities(each)[0]["uid"]["id"] for each in things]
    assert len(set(ids)) == len(pairs)
    assert ids[:2] == ["a", "a/b"]


def test_what_would_be_one_entity_and_differs_is_refused(export: CedarExport) -> None:
    """Two grants without an id to different people need ids of their own."""
    one, other = ACME.grant_to("a@b.c"), ACME.grant_to("d@e.f")
    assert export.entities(one)[0]["attrs"]["concerns"] == "a@b.c"
    with pytest.raises(InvalidUseError, match="give each an id of its own"):
        export.entities(one, other)


@pytest.mark.parametrize(
    ("things", "message"),
    [
        ([Actor(id="p-1", roles="PSN")], "did you mean 'PSM'"),
        ([Resource(kind="gates", id="x")], "did you mean 'gate'"),
        ([ACME.part("gate", gate="gate_33")], "gate_33"),
        ([ACME.part("gate", gats="gate_3")], "gats"),
        ([ACME.part("submission", signed="yes")], "yes"),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
def test_names_that_the_policy_has_not_are_refused(
    export: CedarExport, things: list[Actor | Resource], message: str
) -> None:
    """A misspelt role, kind, fact or word is never passed on."""
    with pytest.raises(UnknownNameError, match=message):
        export.entities(*things)


def test_facts_that_the_kind_asks_not_for_are_left_out(export: CedarExport) -> None:
    """As `decide` does, which never looks at them; a company's things have no team."""
    found = export.entities(
        ACME.part("ticket", signed=True),
        Resource(kind="analytics", team={"PSM": "a@b.c"}, facts={"role": "PSM"}),
    )
    assert "signed" not in found[0]["attrs"]
    assert found[1]["attrs"] == {"role": "PSM"}


def test_questions_that_cannot_be_asked_are_refused(export: CedarExport) -> None:
    """A resource of another kind, an unknown action, a time without zone."""
    with pytest.raises(InvalidUseError, match="kind 'gate', and this is one of kind"):
        export.request(ADA, "view_gate", ACME, at=NOW)
    with pytest.raises(UnknownNameError, match="view_gates"):
        export.request(ADA, "view_gates", ACME, at=NOW)
    with pytest.raises(InvalidValueError, match="time zone"):
        export.request(ADA, "view_partner", ACME, at=NOW.replace(tzinfo=None))


def test_grants_and_delegations_that_cannot_be_told_apart_are_refused(
    rules: ps.Rulebook,
) -> None:
    """Each has an id of its own, and a role that there is."""
    with pytest.raises(InvalidUseError, match="two of the grants have the id 'g'"):
        cedar_export(rules.access, grants=[grant("g"), grant("g")])
    twice = [delegation("d"), delegation("d", role="TAM")]
    with pytest.raises(InvalidUseError, match="two of the delegations have the id 'd'"):
        cedar_export(rules.access, delegations=twice)
    with pytest.raises(UnknownNameError, match="did you mean 'PSM'"):
        cedar_export(rules.access, delegations=[delegation("d", role="PSN")])


def test_half_of_a_surrogate_pair_is_refused(export: CedarExport) -> None:
    """No UTF-8 text carries it, so it is named here and not by another service."""
    with pytest.raises(InvalidDataError, match="one half of a surrogate pair"):
        export.entities(Actor(id="p\ud800"))


def test_cedar_names_what_it_cannot_read(export: CedarExport) -> None:
    """Texts changed by hand are refused with Cedar's own words."""
    pytest.importorskip("cedarpy", reason="needs the extra 'cedar'")
    with pytest.raises(InvalidUseError, match="cannot read the export"):
        cedar_engine(attrs.evolve(export, schema="namespace"))
    engine = cedar_engine(export)
    with pytest.raises(InvalidUseError, match="cannot read the entities"):
        engine.decide_all([], [{"uid": 1}])
    asked = export.request(ADA, "view_partner", ACME, at=NOW)
    asked["action"]["id"] = "view_all"
    with pytest.raises(InvalidUseError, match=r"Cedar cannot decide: .*view_all"):
        engine.decide_all([asked], [])
    wrong = attrs.evolve(export.parts[0], text="permit (principal, action, resource)"
                         " when { principal.age == 3 };")  # fmt: skip
    changed = attrs.evolve(export, parts=(wrong,))
    assert "age" in cedar_engine(changed).validate()[0]


def test_deciding_needs_the_extra(
    export: CedarExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without cedarpy the export is made all the same; deciding says what to do."""
    monkeypatch.setitem(sys.modules, "cedarpy", None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[cedar\]"):
        cedar_engine(export)


@pytest.mark.rule("ACC-05")
def test_a_rule_for_whoever_has_no_grant_excludes_each_of_them(
    rules: ps.Rulebook,
) -> None:
    """Where a rule holds without a grant, none may be in force, and any opens it."""
    tied = {"field": "tied", "equals": True}
    without = {"field": "granted", "equals": False}
    rule = attrs.evolve(
        rules.access.rules["pdm_sees"],
        delegable=False,
        condition=from_data({"any": [tied, without]}),
    )
    policy = small(rules.access, rule)
    assert len(cedar_export(policy).parts) == 1
    alone, opened = cedar_export(policy, grants=[grant("g-1")]).parts
    assert "!(" in alone.text
    assert "1777888800000000" in alone.text
    assert (alone.grant_id, opened.grant_id) == (None, "g-1")
    assert "resource.team" not in alone.text
    assert "resource.team" in opened.text
