"""What to check where a partner is not visible, in the guides' order."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Checkup, Identity
from partner_success.errors import InvalidUseError, InvalidValueError
from tests.unit.access.scenes import (
    ADA,
    DAY,
    NOW,
    ROLES,
    STAGES,
    TOM,
    actor,
    delegation,
    grant,
    partner,
)
from tests.unit.access.small import GRANTED, TIED, policy, rule, stage_is

pytestmark = pytest.mark.rule("ACC-10")


def steps(checkup: Checkup) -> list[tuple[str, bool | None]]:
    """Give what was looked at and whether it stands in the way."""
    return [(step.code, step.in_the_way) for step in checkup.steps]


def said(checkup: Checkup) -> list[str]:
    """Give the sentences of what stands in the way."""
    return [step.message for step in checkup.obstacles]


def test_the_guide_of_the_psm(rules: ps.Rulebook) -> None:
    """A PSM checks the assignment, the stage, Gate 2, and asks the PAM."""
    acme = partner("gate_1", PSM=TOM.email, PAM="pam@example.com")
    found = rules.access.why_not_visible(actor("PSM"), acme, at=NOW, pam_id="p-9")
    assert found.visible is False
    assert [(step.code, step.in_the_way, step.message) for step in found.steps] == [
        ("role", False, "the role Partner Success Manager (PSM) is held"),
        ("assignment", True, "not assigned to the partner as PSM"),
        ("stage", True, "the partner is in Gate 1; PSM covers Gate 3 and Post-Launch"),
        ("gate-before", True, "Gate 2 is not completed"),
        (
            "ask-pam",
            None,
            "ask the partner's PAM (p-9) whether the assignment is right",
        ),
    ]
    assert [step.role for step in found.steps] == ["PSM"] * 4 + [None]
    assert found.obstacles == found.steps[1:4]


def test_the_guide_of_the_tam(rules: ps.Rulebook) -> None:
    """A TAM in Gate 2 has the assignment and waits for the stage."""
    acme = partner("gate_2", TAM=ADA.email, PAM="pam@example.com")
    found = rules.access.why_not_visible(actor("TAM"), acme, at=NOW)
    assert steps(found) == [
        ("role", False),
        ("assignment", False),
        ("stage", True),
        ("gate-before", True),
        ("ask-pam", None),
    ]
    assert said(found) == [
        "the partner is in Gate 2; TAM covers Gate 3 and Post-Launch",
        "Gate 2 is not completed",
    ]
    assert found.steps[-1].message == (
        "ask the partner's PAM whether the assignment is right"
    )


def test_an_assignment_without_the_role(rules: ps.Rulebook) -> None:
    """Who is assigned in a role that they do not hold is told so."""
    found = rules.access.why_not_visible(
        actor(), partner("gate_3", TAM=ADA.email), at=NOW
    )
    assert said(found) == ["the role Technical Account Manager (TAM) is not held"]


def test_neither_role_nor_assignment(rules: ps.Rulebook) -> None:
    """Who holds no role that helps is told which would."""
    found = rules.access.why_not_visible(actor(), partner("gate_3"), at=NOW)
    assert steps(found) == [("role", True), ("ask-pam", None)]
    assert said(found) == [
        (
            "to view the partner one of these roles is needed,"
            " and none is held: PAM, PDM, TPM, PSM, TAM or ADMIN"
        )
    ]


def test_several_roles_are_looked_at_one_by_one(rules: ps.Rulebook) -> None:
    """What stands in the way of one role need not stand in that of another."""
    acme = partner("gate_2", PSM=ADA.email)
    found = rules.access.why_not_visible(actor("PSM", "TPM"), acme, at=NOW)
    assert [(step.role, step.code) for step in found.obstacles] == [
        ("TPM", "assignment"),
        ("PSM", "stage"),
        ("PSM", "gate-before"),
    ]


def test_a_partner_past_the_role(rules: ps.Rulebook) -> None:
    """For a PDM a partner in Gate 3 is out of sight, and no gate is to be awaited."""
    acme = partner("gate_3", PDM=ADA.email)
    found = rules.access.why_not_visible(actor("PDM"), acme, at=NOW)
    assert said(found) == [
        "the partner is in Gate 3; PDM covers Pre-Contract, Gate 0 and Gate 1"
    ]
    assert found.steps[3].message == (
        "the partner is past Gate 1, the last that PDM covers"
    )


def test_a_stage_that_is_not_known(rules: ps.Rulebook) -> None:
    """Where the stage is not known, neither is whether it stands in the way."""
    acme = partner(None, PSM=ADA.email)
    found = rules.access.why_not_visible(actor("PSM"), acme, at=NOW)
    assert found.visible is False
    assert steps(found)[2:4] == [("stage", None), ("gate-before", None)]
    assert [step.message for step in found.steps[2:4]] == [
        "the stage of the partner is not known; PSM covers Gate 3 and Post-Launch",
        "it is not known whether Gate 2 is completed",
    ]
    assert found.obstacles == ()
    early = rules.access.why_not_visible(
        actor("PDM"), partner(None, PDM=ADA.email), at=NOW
    )
    assert early.steps[3].message == "no gate comes before Pre-Contract"


def test_no_address_is_told(rules: ps.Rulebook) -> None:
    """Who has no address is assigned nowhere, and learns why."""
    nobody = actor("PSM", who=Identity(id="p-1"))
    found = rules.access.why_not_visible(nobody, partner("gate_3", PSM=None), at=NOW)
    assert said(found) == [
        "not assigned to the partner as PSM, because no address is known of p-1"
    ]


@pytest.mark.parametrize(
    ("roles", "team", "pam_id", "message"),
    [
        ("PSM", {}, None, "nobody is assigned to the partner as PAM"),
        ("PAM", {}, "p-1", "the partner's PAM is who asks"),
        ("PSM", {"PAM": ADA.email}, None, "the partner's PAM is who asks"),
    ],
)
def test_where_no_pam_can_be_asked(
    rules: ps.Rulebook,
    roles: str,
    team: dict[str, str],
    pam_id: str | None,
    message: str,
) -> None:
    """Without a PAM, or to the PAM, an administrator is named."""
    acme = partner("gate_1", **team)
    found = rules.access.why_not_visible(actor(roles), acme, at=NOW, pam_id=pam_id)
    assert found.steps[-1].message == f"{message}: ask an administrator"


@pytest.mark.parametrize("stage", [*STAGES, None])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("tied", [True, False])
def test_it_agrees_with_the_decision(
    rules: ps.Rulebook, stage: str | None, role: str, tied: bool
) -> None:
    """What is visible has nothing in the way; for what is not, something is found."""
    other = {"PSM": ADA.email} if role != "PSM" else {}
    acme = partner(stage, **({role: ADA.email} if tied else {}), **other)
    found = rules.access.why_not_visible(actor(role), acme, at=NOW)
    decision = rules.access.decide(actor(role), "view_partner", acme, at=NOW)
    assert found.decision == decision
    assert found.visible is decision.allowed
    if found.visible:
        assert {step.in_the_way for step in found.steps} == {False}
    else:
        assert any(step.in_the_way is not False for step in found.steps[:-1])


def test_what_opens_it_is_said(rules: ps.Rulebook) -> None:
    """Of a visible partner the steps say by what: a tie, no need of one."""
    acme = partner("gate_3", PSM=ADA.email)
    seen = rules.access.why_not_visible(actor("PSM", "PDM"), acme, at=NOW)
    assert [step.message for step in seen.steps] == [
        "the role Partner Success Manager (PSM) is held",
        "assigned to the partner as PSM",
        "the partner is in Gate 3; PSM covers Gate 3 and Post-Launch",
        "Gate 2 is completed",
    ]
    last = partner("post_launch", PSM=ADA.email)
    later = rules.access.why_not_visible(actor("PSM"), last, at=NOW)
    assert later.steps[3].message == "Gate 2 is completed"
    admin = rules.access.why_not_visible(actor("ADMIN"), partner(None), at=NOW)
    assert [step.message for step in admin.steps] == [
        "the role Administrator (ADMIN) is held",
        "as ADMIN no assignment is needed",
        "ADMIN covers every stage",
        "ADMIN needs no gate to be completed",
    ]


@pytest.mark.rule("ACC-05")
def test_a_context_grant_is_said(rules: ps.Rulebook) -> None:
    """A grant that opens the partner is named, and one that has lapsed, too."""
    acme = partner("gate_1", PSM=ADA.email)
    ada = actor("PSM", grants=[grant()])
    opened = rules.access.why_not_visible(ada, acme, at=NOW)
    assert opened.visible is True
    assert [step.message for step in opened.steps] == ["context grant g-1 opens it"]
    lapsed = rules.access.why_not_visible(ada, acme, at=NOW + DAY)
    assert said(lapsed)[-1] == ("context grant g-1 ended at 2026-05-05 09:00:00+00:00")
    elsewhere = actor("PSM", grants=[grant(partner_id="globex")])
    other = rules.access.why_not_visible(elsewhere, acme, at=NOW)
    assert "context-grant" not in [step.code for step in other.steps]


def test_a_grant_without_a_role(rules: ps.Rulebook) -> None:
    """A grant in force does not help who holds none of the roles it is for."""
    found = rules.access.why_not_visible(
        actor(grants=[grant()]), partner("gate_1"), at=NOW
    )
    assert found.visible is False
    assert said(found)[-1] == (
        "context grant g-1 is in force, but opens it only to somebody who is"
        " PDM, TPM, PSM or TAM"
    )


def test_a_grant_that_needs_more() -> None:
    """A grant in force that a rule ties to something else says what that is."""
    small = policy(rule("sees", TIED), rule("granted", GRANTED, stage_is("x")))
    ada = actor("A", grants=[grant()])
    found = small.why_not_visible(ada, partner("y"), at=NOW)
    assert said(found)[-1] == (
        "context grant g-1 is in force, but the stage is Y, and must be X"
    )


def test_a_grant_where_none_opens_anything() -> None:
    """A policy without grants does not speak of them."""
    small = policy(rule("sees", TIED))
    ada = actor("A", grants=[grant()])
    found = small.why_not_visible(ada, partner("y"), at=NOW)
    assert said(found) == ["not assigned to the partner as A"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "does not open it, because it is not open to them as PSM"),
        ({"starts_at": NOW + DAY / 2}, "begins only at 2026-05-04 21:00:00+00:00"),
        (
            {"starts_at": NOW - DAY, "ends_at": NOW},
            "ended at 2026-05-04 09:00:00+00:00",
        ),
        ({"revoked_at": NOW}, "was taken back at 2026-05-04 09:00:00+00:00"),
    ],
)
def test_a_delegation_that_does_not_help(
    rules: ps.Rulebook, changes: dict[str, Any], message: str
) -> None:
    """A deputy is told why standing in for the lead does not open it."""
    ada = actor(delegations=[delegation(**changes)])
    found = rules.access.why_not_visible(ada, partner("gate_1"), at=NOW)
    assert found.obstacles[-1].code == "deputy"
    assert said(found)[-1] == f"the delegation d-1 by p-2 {message}"


def test_a_deputy_sees_by_the_leads_tie(rules: ps.Rulebook) -> None:
    """Of what a deputy sees, it is said for whom; what names others is left out."""
    acme = partner("gate_3", PSM=TOM.email)
    ada = actor(delegations=[delegation()])
    found = rules.access.why_not_visible(ada, acme, at=NOW)
    assert [step.message for step in found.steps] == [
        "deputy of p-2 as PSM, by delegation d-1"
    ]
    elsewhere = actor(delegations=[delegation(partner_id="globex")])
    other = rules.access.why_not_visible(elsewhere, acme, at=NOW)
    assert [step.code for step in other.steps] == ["role", "ask-pam"]


def test_stages_are_read_from_the_rows() -> None:
    """Which stages a role covers is what its rows say, with gaps and all."""
    small = policy(
        rule("first", TIED, stage_is("x")), rule("third", TIED, stage_is("z"))
    )
    gap = small.why_not_visible(actor("A"), partner("y", A=ADA.email), at=NOW)
    assert said(gap) == ["the partner is in Y; A covers X and Z", "Y is not completed"]
    again = small.why_not_visible(actor("A"), partner("z", A=ADA.email), at=NOW)
    assert again.steps[3].message == "Y is completed"
    start = small.why_not_visible(actor("A"), partner("x", A=ADA.email), at=NOW)
    assert start.steps[3].message == "no gate comes before X"


def test_what_else_a_rule_asks_for_is_told() -> None:
    """Where role, tie and stage are right, what the rule asks for besides is said."""
    east = {"field": "region", "equals": "east"}
    small = policy(rule("sees", TIED, east), rule("granted", GRANTED))
    acme = partner("x", A=ADA.email)
    far = acme.part("partner", "acme", region="far_west")
    found = small.why_not_visible(actor("A"), far, at=NOW)
    assert [(step.code, step.message) for step in found.obstacles] == [
        ("condition", "the region is far west, and must be east")
    ]
    assert found.obstacles[0].role == "A"


def test_a_rule_for_partners_in_no_stage() -> None:
    """A rule for partners whose stage is not known waits for no gate."""
    unknown = {"not": {"known": "stage"}}
    small = policy(rule("sees", TIED, unknown))
    found = small.why_not_visible(actor("A"), partner("x", A=ADA.email), at=NOW)
    assert found.obstacles[0].code == "stage"
    assert found.steps[3].message == "A needs no gate to be completed"
    seen = small.why_not_visible(actor("A"), partner(None, A=ADA.email), at=NOW)
    assert seen.visible is True
    assert steps(seen)[2] == ("stage", False)


def test_it_shows_itself_and_escapes(rules: ps.Rulebook) -> None:
    """A checkup is a table of steps; hostile ids stay text in HTML."""
    bad = actor("PSM", who=Identity(id="<script>p</script>", email=ADA.email))
    acme = partner("gate_3", PSM="x@example.com", PAM="pam@example.com")
    found = rules.access.why_not_visible(bad, acme, at=NOW, pam_id="<b>")
    lines = str(found.explain()).splitlines()
    assert lines[0] == "partner acme is not visible to <script>p</script>"
    assert lines[1].split() == ["to", "check", "role", "in", "the", "way"]
    assert [line.split()[-1] for line in lines[2:7]] == ["no", "yes", "no", "no", "ask"]
    assert "<script>" not in found.explain().html()
    assert "<b>" not in found.explain().html()
    unknown = rules.access.why_not_visible(
        actor("PSM"), partner(None, PSM=ADA.email), at=NOW
    )
    assert "not known" in str(unknown.explain())
    assert "ada@example.com" not in repr(found.explain())


def test_no_truth_value_no_shared_state(rules: ps.Rulebook) -> None:
    """A checkup refuses to be a truth, and equals its copies."""
    acme = partner("gate_3", TAM=ADA.email)
    found = rules.access.why_not_visible(actor("TAM"), acme, at=NOW)
    with pytest.raises(InvalidUseError, match=r"ask checkup\.visible"):
        bool(found)
    assert copy.deepcopy(found) == found
    assert pickle.loads(pickle.dumps(found)) == found
    again = rules.access.why_not_visible(actor("TAM"), acme, at=NOW)
    assert len({found, again}) == 1


def test_misuse_is_refused(rules: ps.Rulebook) -> None:
    """A gate's record is no partner, and an instant has a zone."""
    acme = partner("gate_3")
    with pytest.raises(InvalidUseError, match="of kind 'partner', and this is one"):
        rules.access.why_not_visible(actor("PSM"), acme.gate("gate_3"), at=NOW)
    with pytest.raises(InvalidUseError, match="resource needs Resource, not NoneType"):
        rules.access.why_ticket_not_visible(actor("PSM"), None, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="time zone"):
        rules.access.why_not_visible(actor("PSM"), acme, at=NOW.replace(tzinfo=None))
