"""Decisions: by which rule, by whose role, and the answers that are kept."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import deciding
from partner_success.access.deciding import Case, Table
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from tests.unit.access.scenes import (
    ADA,
    DAY,
    NOW,
    STAGES,
    TOM,
    actor,
    delegation,
    grant,
    partner,
)
from tests.unit.access.small import TIED, condition, policy, rule

ACME = partner("gate_3", PSM=ADA.email)
AWAITING = ACME.gate("gate_3", status="awaiting_sign_off")


@pytest.mark.rule("ACC-01")
def test_a_yes_names_its_rule(rules: ps.Rulebook) -> None:
    """A decision says by which rule and role something is allowed, and cites it."""
    found = rules.access.decide(actor("PSM"), "sign_off", AWAITING, at=NOW)
    assert found.allowed
    assert found.rule is not None
    assert (found.rule.id, found.role) == ("psm_signs", "PSM")
    assert found.rule.citations
    assert found.rules == (("PSM", found.rule),)
    assert (found.reasons, found.nearest) == ((), ())
    assert (found.grant, found.delegation) == (None, None)
    assert found.policy is rules.access
    assert found.action.id == "sign_off"


@pytest.mark.rule("ACC-01")
def test_what_no_rule_allows_is_denied(rules: ps.Rulebook) -> None:
    """Who holds no role may do nothing at all."""
    for action in rules.access.actions:
        resource = ACME.part(action.kind)
        found = rules.access.decide(actor(), action.id, resource, at=NOW)
        assert not found.allowed
        assert found.rule is found.role is None


@pytest.mark.rule("ACC-13")
def test_every_role_and_tie_counts(rules: ps.Rulebook) -> None:
    """Several roles allow what any of them does, and the answer tells each."""
    acme = partner("gate_3", PSM=ADA.email, TAM=ADA.email)
    both = rules.access.decide(actor("TAM", "PSM", "PDM"), "view_partner", acme, at=NOW)
    assert [role for role, _ in both.rules] == ["PSM", "TAM"]
    assert both.role == "PSM"
    other = rules.access.decide(actor("TAM"), "view_partner", acme, at=NOW)
    assert other.role == "TAM"


@pytest.mark.rule("ACC-13")
def test_a_tie_in_another_role_does_not_help(rules: ps.Rulebook) -> None:
    """Assigned as TAM and PSM by role is not assigned as PSM."""
    acme = partner("gate_3", TAM=ADA.email)
    assert not rules.access.decide(actor("PSM"), "view_partner", acme, at=NOW).allowed


def test_reasons_are_asked_for(rules: ps.Rulebook) -> None:
    """A reason counts where it says something."""
    failed = partner("gate_3").gate("gate_3", status="failed")
    for reason, allowed in ((None, False), (" ", False), ("board decision", True)):
        found = rules.access.decide(
            actor("ADMIN"), "override_gate", failed, at=NOW, reason=reason
        )
        assert found.allowed is allowed


@pytest.mark.rule("ACC-05")
def test_a_grant_opens_what_it_names(rules: ps.Rulebook) -> None:
    """In force a grant opens the summary and the named gates, in any stage."""
    ada = actor("PSM", grants=[grant(id="g-0", partner_id="globex"), grant()])
    for stage in STAGES:
        acme = partner(stage)
        seen = rules.access.decide(ada, "view_partner", acme, at=NOW)
        assert (seen.allowed, seen.grant) == (True, grant())
        gate = rules.access.decide(ada, "view_gate", acme.gate("gate_1"), at=NOW)
        assert gate.allowed
        for action, resource in (
            ("view_gate", acme.gate("gate_2")),
            ("complete_questionnaire", acme.gate("gate_1")),
            ("view_metrics", acme.metrics()),
            ("edit_partner", acme),
        ):
            assert not rules.access.decide(ada, action, resource, at=NOW).allowed


@pytest.mark.rule("ACC-05")
def test_a_tie_comes_before_a_grant(rules: ps.Rulebook) -> None:
    """Where a tie allows it, no grant is named."""
    ada = actor("PSM", grants=[grant()])
    found = rules.access.decide(ada, "view_partner", ACME, at=NOW)
    assert found.allowed
    assert found.grant is None


@pytest.mark.rule("ACC-07")
def test_a_deputy_signs_in_the_leads_place(rules: ps.Rulebook) -> None:
    """A deputy signs by the lead's tie, without the role; not after the end."""
    acme = partner("gate_3", PSM=TOM.email)
    gate = acme.gate("gate_3", status="awaiting_sign_off")
    ada = actor(delegations=[delegation(id="d-0", starts_at=NOW - DAY, ends_at=NOW),
                             delegation(id="d-2", lead=ADA, deputy=TOM),
                             delegation()])  # fmt: skip
    found = rules.access.decide(ada, "sign_off", gate, at=NOW)
    assert (found.allowed, found.role) == (True, "PSM")
    assert found.delegation == delegation()
    assert not rules.access.decide(ada, "sign_off", gate, at=NOW + DAY).allowed
    denied = rules.access.decide(ada, "complete_questionnaire", gate, at=NOW)
    assert (denied.allowed, denied.delegation) == (False, None)
    elsewhere = partner("gate_3", PSM="max@example.com")
    assert not rules.access.decide(ada, "view_partner", elsewhere, at=NOW).allowed


@pytest.mark.rule("ACC-07")
def test_a_deputy_has_none_of_the_leads_grants(rules: ps.Rulebook) -> None:
    """A deputy's own grant opens nothing in the lead's role."""
    ada = actor(delegations=[delegation()], grants=[grant()])
    found = rules.access.decide(ada, "view_partner", partner("gate_1"), at=NOW)
    assert not found.allowed


@pytest.mark.rule("ACC-12")
def test_answers_are_kept_within_bounds(
    rules: ps.Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept answers are forgotten at a bound, and worked out anew as they were."""
    table = Table(rules.access)
    monkeypatch.setattr(deciding, "_MOST_KEPT", 4)
    cases = [partner(stage, PSM=ADA.email) for stage in STAGES]
    first: list[bool] = []
    for _ in range(2):
        for acme in cases:
            asked = (
                "view_partner",
                frozenset({"PSM"}),
                frozenset({"PSM"}),
                acme.signature,
                0,
            )
            first.append(table.work_out(asked, acme).allowed)
            assert len(table.kept) <= 4
    assert first[:6] == first[6:] == [False] * 4 + [True] * 2


@pytest.mark.rule("ACC-12")
def test_answers_are_the_same_when_none_is_kept(rules: ps.Rulebook) -> None:
    """An answer from the table equals one that was worked out."""
    policy = pickle.loads(pickle.dumps(rules.access))
    one = policy.decide(actor("PSM"), "view_partner", ACME, at=NOW)
    assert len(policy.table.kept) == 1
    again = policy.decide(actor("PSM"), "view_partner", ACME, at=NOW)
    assert again.verdict is one.verdict
    policy.table.kept.clear()
    anew = policy.decide(actor("PSM"), "view_partner", ACME, at=NOW)
    assert anew.verdict is not one.verdict
    assert anew == again == one


def test_answers_are_shared_by_all_that_stand_alike(rules: ps.Rulebook) -> None:
    """Whom and what a question is about does not matter, how things stand does."""
    policy = pickle.loads(pickle.dumps(rules.access))
    for number in range(50):
        email = f"p{number}@example.com"
        found = policy.decide(
            ps.access.Actor(id=f"p-{number}", email=email, roles="PSM"),
            "view_partner",
            partner("gate_3", PSM=email),
            at=NOW,
        )
        assert found.actor.id == f"p-{number}"
    assert len(policy.table.kept) == 1


def test_policies_and_decisions_are_values(rules: ps.Rulebook) -> None:
    """They are compared, hashed, copied and pickled by what they say."""
    policy = rules.access
    assert len({policy, copy.deepcopy(policy), pickle.loads(pickle.dumps(policy))}) == 1
    ada = actor("PSM", grants=[grant()], delegations=[delegation()])
    for stage in ("gate_1", "gate_3"):
        acme = partner(stage, PSM=ADA.email)
        one = policy.decide(ada, "view_partner", acme, at=NOW)
        back = pickle.loads(pickle.dumps(one))
        assert len({one, copy.copy(one), copy.deepcopy(one), back}) == 1
        assert str(back.explain()) == str(one.explain())
        assert one != policy.decide(ada, "view_partner", acme, at=NOW + DAY / 2)


@pytest.mark.rule("ACC-01")
def test_a_decision_is_no_truth(rules: ps.Rulebook) -> None:
    """A forgotten attribute is an error and not a silent yes."""
    found = rules.access.decide(actor(), "view_partner", ACME, at=NOW)
    with pytest.raises(InvalidUseError, match=r"ask decision\.allowed"):
        bool(found)


GOOD: dict[str, Any] = {
    "actor": actor("PSM"),
    "action": "view_partner",
    "resource": ACME,
    "at": NOW,
}


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"at": NOW.replace(tzinfo=None)}, InvalidValueError, "at needs a time zone"),
        ({"at": "now"}, InvalidValueError, "at needs a datetime with a time zone"),
        ({"actor": "p-1"}, InvalidUseError, "actor needs Actor, not str"),
        ({"actor": None}, InvalidUseError, "actor needs Actor, not NoneType"),
        ({"actor": ADA}, InvalidUseError, "actor needs Actor, not Identity"),
        ({"action": ["x"]}, InvalidUseError, "action needs str, not list"),
        ({"resource": "acme"}, InvalidUseError, "resource needs Resource, not str"),
        ({"reason": 5}, InvalidUseError, "reason needs text or None, not int"),
        (
            {"action": "view_partners"},
            UnknownNameError,
            "no action is called 'view_partners'; did you mean 'view_partner'",
        ),
        (
            {"actor": actor("PSN")},
            UnknownNameError,
            "no access role is called 'PSN'; did you mean",
        ),
        (
            {"resource": partner("gate_9")},
            UnknownNameError,
            "no word for the stage of the partner is called 'gate_9'; did you mean",
        ),
        (
            {"resource": ACME.part("partner", colour="red")},
            UnknownNameError,
            "no fact is called 'colour'",
        ),
        (
            {"resource": ACME.part("room")},
            UnknownNameError,
            "no resource kind is called 'room'",
        ),
        (
            {"resource": ACME.part("partner", signed="yes")},
            UnknownNameError,
            "no word for whether it is signed is called 'yes'",
        ),
        (
            {"resource": ACME.metrics()},
            InvalidUseError,
            "a resource of kind 'partner', and this is one of kind 'metrics'; give",
        ),
    ],
)
def test_misuse_is_told(
    rules: ps.Rulebook, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    """What cannot be meant is refused, and says what was found."""
    given = GOOD | changes
    with pytest.raises(error, match=message):
        rules.access.decide(
            given.pop("actor"), given.pop("action"), given.pop("resource"), **given
        )


@pytest.mark.rule("ACC-01")
def test_facts_that_the_kind_does_not_know_do_not_count() -> None:
    """A fact of another kind is checked, and does not reach the rules."""
    small = policy(rule("sees", TIED))
    table = small.table
    case = Case(
        action_id="view_partner",
        roles=frozenset("A"),
        tied=frozenset("A"),
        kind="partner",
        facts=FrozenMap({"gate": "x", "stage": "y"}),
    )
    assert table.answer(case).facts == {"stage": "y"}


@pytest.mark.rule("ACC-01")
def test_what_is_not_known_does_not_allow() -> None:
    """Where a condition is not known to hold, nothing is allowed by it."""
    not_east = {"not": {"field": "region", "equals": "east"}}
    small = policy(rule("sees", TIED, not_east))
    acme = partner("x", A=ADA.email)
    ada = actor("A")
    assert not small.decide(ada, "view_partner", acme, at=NOW).allowed
    far = acme.part("partner", "acme", region="far_west")
    assert small.decide(ada, "view_partner", far, at=NOW).allowed
    assert condition(TIED) == small.rules["sees"].condition.conditions[0]  # type: ignore[union-attr]
