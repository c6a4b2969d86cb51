"""What is missing where something is denied: as data, and in sentences."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.access import AccessDecision, Action
from tests.unit.access.scenes import (
    ADA,
    DAY,
    NOW,
    TOM,
    actor,
    grant,
    partner,
)
from tests.unit.access.small import GRANTED, TIED, policy, rule, stage_is

pytestmark = pytest.mark.rule("ACC-01")


def told(found: AccessDecision) -> list[tuple[str, str]]:
    """Give code and sentence of each reason."""
    return [(reason.code, reason.message) for reason in found.reasons]


ANOTHER = "the gate is Gate 0, and must be the stage of the partner, which is"
NO_GRANT = ("no-grant", "there is no context grant for it")


def test_the_nearest_rules_are_those_of_held_roles(rules: ps.Rulebook) -> None:
    """Of a role that is held the rules that lack least are told, with what it is."""
    acme = partner("gate_2", PSM=ADA.email)
    found = rules.access.decide(actor("PSM"), "view_partner", acme, at=NOW)
    assert [(near.role, near.rule.id) for near in found.nearest] == [
        ("PSM", "psm_sees"),
        ("PSM", "context_grant"),
    ]
    assert told(found) == [
        (
            "stage",
            "the stage of the partner is Gate 2, and must be Gate 3 or Post-Launch",
        ),
        NO_GRANT,
    ]
    stage, given = found.reasons
    assert (stage.rules, stage.facts) == (("psm_sees",), {"stage": "gate_2"})
    assert stage.citations == rules.access.rules["psm_sees"].citations
    assert given.facts == {"granted": False}
    [unmet] = found.nearest[0].unmet
    assert (unmet.wanted, unmet.found) == (True, False)


def test_without_a_role_that_role_is_missing(rules: ps.Rulebook) -> None:
    """Where no role that helps is held, the nearest rules of others say which."""
    acme = partner("gate_3", PSM=ADA.email)
    found = rules.access.decide(actor(), "view_metrics", acme.metrics(), at=NOW)
    assert told(found) == [
        (
            "role-not-held",
            "the role Partner Success Manager (PSM) is needed, and is not held",
        ),
        ("role-not-held", "the role Administrator (ADMIN) is needed, and is not held"),
    ]
    signing = rules.access.decide(
        actor("TAM"), "edit_rulebook", ps.access.Resource(kind="rulebook"), at=NOW
    )
    assert [near.role for near in signing.nearest] == ["ADMIN"]


def test_several_things_can_be_missing(rules: ps.Rulebook) -> None:
    """Everything that one rule lacks is told, in the order of its condition."""
    gate = partner("gate_2").gate("gate_2", status="in_progress")
    found = rules.access.decide(actor("PSM"), "sign_off", gate, at=NOW)
    assert told(found) == [
        ("not-tied", "not assigned to the partner as PSM"),
        ("stage", "the stage of the partner is Gate 2, and must be Gate 3"),
        ("gate", "the gate is Gate 2, and must be Gate 3"),
        (
            "gate-status",
            "the status of the gate is in progress, and must be awaiting sign off",
        ),
    ]


def test_a_fact_compared_with_another(rules: ps.Rulebook) -> None:
    """Where a fact must be what another is, the other is told with what it is."""
    acme = partner("pre_contract", PAM=ADA.email)
    gate = acme.gate("gate_0", status="awaiting_sign_off")
    found = rules.access.decide(actor("PAM"), "sign_off", gate, at=NOW)
    assert told(found) == [
        (
            "gate",
            f"{ANOTHER} Pre-Contract",
        )
    ]
    unknown = partner(None, PAM=ADA.email).gate("gate_0", status="awaiting_sign_off")
    found = rules.access.decide(actor("PAM"), "sign_off", unknown, at=NOW)
    assert told(found) == [
        ("unknown-stage", "the stage of the partner is not known"),
        (
            "gate",
            f"{ANOTHER} not known",
        ),
    ]


def test_roles_truths_and_reasons(rules: ps.Rulebook) -> None:
    """Roles are called by names, truths are yes or no, a reason can be missing."""
    acme = partner("gate_3", PSM=ADA.email)
    wrong = acme.analytics("TAM")
    found = rules.access.decide(actor("PSM"), "view_partner_analytics", wrong, at=NOW)
    [(code, message)] = told(found)
    assert code == "role"
    assert message == (
        "the role whose analytics they are is Technical Account Manager, and must"
        " be Partner Success Manager"
    )
    kept = acme.submission("s-1", gate="gate_3", signed_off=True)
    found = rules.access.decide(actor("ADMIN"), "delete_submission", kept, at=NOW)
    assert told(found) == [
        ("signed-off", "whether a sign-off rests on it is yes, and must be no")
    ]
    failed = acme.gate("gate_3", status="failed")
    found = rules.access.decide(actor("ADMIN"), "override_gate", failed, at=NOW)
    assert told(found) == [("no-reason", "a reason is needed, and none is given")]


def test_what_nobody_may_do_says_why(rules: ps.Rulebook) -> None:
    """Where no rule is near, the policy tells why nobody may."""
    signed = partner("gate_3").submission("s-1", gate="gate_3", signed_off=False)
    found = rules.access.decide(actor("ADMIN"), "change_submission", signed, at=NOW)
    assert found.nearest == ()
    why = "nobody changes a submission that is signed; correct it by a new one"
    assert told(found) == [("nobody", why)]
    explained = found.explain()
    assert (explained.rows, explained.remarks) == ((), (why,))


@pytest.mark.rule("ACC-05")
def test_nobody_gives_a_grant_to_themselves(rules: ps.Rulebook) -> None:
    """An administrator may give to others, and is told why not to themselves."""
    own = partner("gate_3").grant_to("ADA@example.com")
    found = rules.access.decide(actor("ADMIN"), "give_grant", own, at=NOW)
    assert told(found) == [("for-self", "nobody may do this for themselves")]


@pytest.mark.parametrize(
    ("asked", "against", "code", "message"),
    [
        (True, False, "not-tied", "not assigned to the partner as A"),
        (False, True, "tied", "assigned to the partner as A, and must not be"),
    ],
)
def test_ties_that_must_be_and_must_not(
    asked: bool, against: bool, code: str, message: str
) -> None:
    """A rule can ask for a tie, or for none."""
    small = policy(rule("sees", {"field": "tied", "equals": asked}))
    acme = partner("x", A=ADA.email if against else None)
    found = small.decide(actor("A"), "view_partner", acme, at=NOW)
    assert told(found) == [(code, message)]


@pytest.mark.parametrize(
    ("field", "asked", "given", "code", "message"),
    [
        ("for_self", True, {}, "not-for-self", "only whom it concerns may do this"),
        (
            "reason_given",
            False,
            {"reason": "so"},
            "reason-given",
            "a reason is given, and none must be",
        ),
        ("granted", False, {}, "granted", "a context grant opens it, and none must"),
    ],
)
def test_relations_that_must_not_be(
    field: str, asked: bool, given: dict[str, Any], code: str, message: str
) -> None:
    """Every relation can also be asked for the other way round."""
    small = policy(rule("sees", {"field": field, "equals": asked}))
    ada = actor("A", grants=[grant()])
    found = small.decide(ada, "view_partner", partner("x"), at=NOW, **given)
    assert told(found) == [(code, message)]


def test_sentences_for_all_that_conditions_can_say() -> None:
    """Words that must not be, facts that must be known or not, words on the left."""
    small = policy(
        rule("not_east", TIED, {"field": "region", "not_equals": "east"}),
        rule("not_x", TIED, {"not": stage_is("x", "y")}),
        rule("shut", TIED, {"not": {"known": "open"}}),
    )
    acme = partner("x", A=ADA.email)
    known = acme.part("partner", "acme", region="east", open=True)
    found = small.decide(actor("A"), "view_partner", known, at=NOW)
    assert told(found) == [
        ("region", "the region is east, and must be other than east"),
        ("stage", "the stage is X, and must be other than X or Y"),
        ("open", "whether it is open is yes"),
    ]


def test_a_word_on_the_left() -> None:
    """A comparison written the other way round is told without what it must be."""
    left = {"value": "far_west", "equals": {"field": "region"}}
    small = policy(rule("sees", TIED, left))
    acme = partner("x", A=ADA.email).part("partner", region="east")
    found = small.decide(actor("A"), "view_partner", acme, at=NOW)
    assert told(found) == [("region", "the region is east")]


@pytest.mark.rule("ACC-05")
@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        (
            {"starts_at": NOW + DAY / 2},
            "grant-not-yet",
            "context grant g-1 begins only at 2026-05-04 21:00:00+00:00",
        ),
        (
            {"starts_at": NOW - DAY, "ends_at": NOW},
            "grant-expired",
            "context grant g-1 ended at 2026-05-04 09:00:00+00:00",
        ),
        (
            {"revoked_at": NOW},
            "grant-revoked",
            "context grant g-1 was taken back at 2026-05-04 09:00:00+00:00",
        ),
        (
            {"gates": ["gate_0", "gate_2"]},
            "grant-other-gate",
            "the context grant opens other gates: gate_0, gate_2",
        ),
        ({"partner_id": "globex"}, *NO_GRANT),
        ({"grantee": TOM}, *NO_GRANT),
    ],
)
def test_each_way_of_a_grant_not_holding(
    rules: ps.Rulebook, changes: dict[str, Any], code: str, message: str
) -> None:
    """Not yet, expired, revoked, another gate, none: each has a reason of its own."""
    ada = actor("PSM", grants=[grant(**changes)])
    gate = partner("gate_1").gate("gate_1")
    found = rules.access.decide(ada, "view_gate", gate, at=NOW)
    assert not found.allowed
    assert (code, message) in told(found)


@pytest.mark.rule("ACC-05")
def test_of_several_grants_the_nearest_speaks(rules: ps.Rulebook) -> None:
    """One to come is nearer than one that ended, one that ended than one taken back."""
    over = grant(id="g-2", starts_at=NOW - DAY, ends_at=NOW)
    grants = [grant(id="g-1", revoked_at=NOW), over, grant(id="g-3", gates=["gate_2"])]
    gate = partner("gate_1").gate("gate_1")
    seen = [
        rules.access.decide(actor("PSM", grants=given), "view_gate", gate, at=NOW)
        for given in (grants, [*grants, grant(id="g-4", starts_at=NOW + DAY / 2)])
    ]
    assert [told(found)[-1][0] for found in seen] == ["grant-expired", "grant-not-yet"]


@pytest.mark.rule("ACC-05")
def test_a_grant_reads_only(rules: ps.Rulebook) -> None:
    """Who wants to write by a grant is told that it is for reading."""
    gate = partner("gate_1").gate("gate_1")
    others = [grant(id="g-0", partner_id="globex"), grant()]
    ada = actor("PSM", grants=others)
    found = rules.access.decide(ada, "complete_questionnaire", gate, at=NOW)
    assert told(found)[-1] == (
        "grant-reads-only",
        "context grant g-1 opens it for reading only",
    )
    assert found.explain().remarks == ("context grant g-1 opens it for reading only",)
    other = actor("PSM", grants=others[:1])
    found = rules.access.decide(other, "complete_questionnaire", gate, at=NOW)
    assert "grant-reads-only" not in dict(told(found))


@pytest.mark.rule("ACC-05")
def test_a_rule_without_a_condition_needs_no_grant() -> None:
    """Where a rule holds always, no grant opened it, also where one is in force."""
    small = policy(rule("sees"), rule("granted", GRANTED, roles=("B",)))
    ada = actor("A", "B", grants=[grant()])
    found = small.decide(ada, "view_partner", partner("x"), at=NOW)
    assert [role for role, _ in found.rules] == ["A", "B"]
    assert found.grant is None


@pytest.mark.rule("ACC-05")
def test_a_rule_that_grants_and_more_names_the_grant_in_force() -> None:
    """A rule that holds by a tie or a grant names a grant only where one is there."""
    either = {"any": [TIED, GRANTED]}
    small = policy(rule("sees", either))
    acme = partner("x", A=ADA.email)
    over = grant(id="g-0", starts_at=NOW - DAY, ends_at=NOW)
    tied = small.decide(actor("A", grants=[over]), "view_partner", acme, at=NOW)
    assert (tied.allowed, tied.grant) == (True, None)
    given = actor("A", grants=[over, grant()])
    assert small.decide(given, "view_partner", partner("x"), at=NOW).grant == grant()


def test_each_reason_is_told_once() -> None:
    """Two rules that lack the same are two near rules and one reason."""
    pair = [Action(id="a", name="a", kind="partner"), *policy().actions]
    one = rule("one", TIED, stage_is("x"), actions=("a",))
    two = rule("two", TIED, stage_is("y"), actions=("a",))
    small = policy(rule("sees", TIED), one, two, actions=pair)
    found = small.decide(actor("A"), "a", partner("x"), at=NOW)
    assert [near.rule.id for near in found.nearest] == ["one"]
    found = small.decide(actor("A"), "a", partner("z"), at=NOW)
    assert len(found.nearest) == 2
    assert len(set(found.reasons)) == len(found.reasons) == 4
