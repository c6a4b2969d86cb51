"""What somebody can do now, in agreement with access."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor, Delegation, Grant, Identity
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.gates import (
    CoSign,
    NextAction,
    Override,
    PartnerJourney,
    ReassignOwner,
    Rework,
    SignOff,
    StartStage,
    Subject,
    Submit,
)
from partner_success.gates.deciding import COMMAND_RULES
from partner_success.gates.next_actions import SENTENCES
from tests.support.journeys import company_journey
from tests.support.partners_on_the_way import actor, on_the_way, person, set_out
from tests.support.walking import STEP, everything, give, situation_of

ROLES = ("PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN")
STAGES = (None, "pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch")


def listed(
    rules: ps.Rulebook, on: PartnerJourney, who: Actor
) -> dict[tuple[type[Any], Subject], NextAction]:
    """Give what somebody can do, by the command and what it is done to."""
    found = on.next_actions(who, rules.access, at=on.state.at + STEP)
    return {(each.command, each.subject): each for each in found}


def answered(rules: ps.Rulebook, stage: str, wanted: str) -> PartnerJourney:
    """Give a partner whose answers in a stage came to an outcome, all else done."""
    on = on_the_way(rules.journey, stage, ready=True)
    subject = Subject(stage)
    return give(on, Submit, subject, actor("ADMIN"), wanted=wanted).journey


def places(rules: ps.Rulebook, stage: str | None) -> list[PartnerJourney]:
    """Give partners in a stage: just there, all done, answered well and badly."""
    here = [on_the_way(rules.journey, stage)]
    if stage is not None and rules.journey.stages[stage].is_gate:
        here.append(on_the_way(rules.journey, stage, ready=True))
        here += [answered(rules, stage, wanted) for wanted in ("met", "failed")]
    return here


@pytest.mark.unwatched
@pytest.mark.rule("JRN-04", "JRN-06", "JRN-08", "JRN-09")
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_listed_is_allowed_and_accepted_and_nothing_else_is(
    rules: ps.Rulebook, role: str, stage: str | None
) -> None:
    """Every command to everything, by who is assigned in each role."""
    who = actor(role)
    for on in places(rules, stage):
        found = listed(rules, on, who)
        for rule, subject in everything(on):
            action = found.get((rule.command, subject))
            refused = give(on, rule.command, subject, who).refused
            kind = rules.access.actions[rule.access].kind
            partner = on.resource_for(who)
            gate = partner.gate(on.stage, status=str(on.state.gate.status))
            decision = rules.access.decide(
                who,
                rule.access,
                partner if kind == "partner" else gate,
                at=situation_of(on).at,
                reason="so",
            )
            assert (action is not None) is (decision.allowed and not refused)
            assert action is None or action.access == decision


@pytest.mark.rule("JRN-06")
@pytest.mark.parametrize(
    ("stage", "lead"),
    [
        ("pre_contract", "PAM"),
        ("gate_0", "PDM"),
        ("gate_1", "PDM"),
        ("gate_2", "TPM"),
        ("gate_3", "PSM"),
    ],
)
def test_only_the_assigned_lead_is_offered_to_sign_off(
    rules: ps.Rulebook, stage: str, lead: str
) -> None:
    """Not who holds the role for others, not an administrator."""
    on = answered(rules, stage, "met")
    sign_off = (SignOff, Subject(stage))
    for role in ROLES:
        assert (sign_off in listed(rules, on, actor(role))) is (role == lead)
    assert sign_off not in listed(rules, on, actor(lead, id="somebody-else"))


@pytest.mark.rule("JRN-08")
def test_only_an_administrator_is_offered_to_override(rules: ps.Rulebook) -> None:
    """The reason that access asks for is given with the command."""
    on = answered(rules, "gate_1", "failed")
    for role in ROLES:
        found = listed(rules, on, actor(role))
        assert ((Override, Subject("gate_1")) in found) is (role == "ADMIN")
        rework = (Rework, Subject("gate_1")) in found
        assert rework is (role in {"PAM", "PDM", "ADMIN"})


@pytest.mark.rule("JRN-06")
def test_a_deputy_is_offered_what_deputies_may_do(rules: ps.Rulebook) -> None:
    """To sign off in the lead's place while the naming holds, and not to answer."""
    on = answered(rules, "gate_3", "met")
    at = on.state.at
    naming = Delegation(
        id="d-1",
        role="PSM",
        lead=Identity(id=person("PSM"), email="psm-1@example.com"),
        deputy=Identity(id="dora", email="dora@example.com"),
        starts_at=at - timedelta(days=1),
        ends_at=at + timedelta(days=1),
    )
    dora = Actor(id="dora", email="dora@example.com", delegations=[naming])
    found = listed(rules, on, dora)
    assert found[SignOff, Subject("gate_3")].access.delegation == naming
    assert Submit not in {command for command, _ in found}
    assert not give(on, SignOff, Subject("gate_3"), dora).refused
    over = attrs.evolve(naming, ends_at=at)
    late = attrs.evolve(dora, delegations=[over])
    assert listed(rules, on, late) == {}
    assert listed(rules, on, attrs.evolve(dora, email=None)) == {}


@pytest.mark.rule("JRN-06")
def test_who_sees_a_gate_by_a_grant_is_offered_to_co_sign(rules: ps.Rulebook) -> None:
    """It is kept, and passes nothing; a grant is for reading, and opens no more."""
    on = answered(rules, "gate_1", "met")
    at = on.state.at
    grant = Grant(
        id="g-1",
        grantor=Identity(id=person("PAM"), email="pam-1@example.com"),
        grantee=Identity(id="tim", email="tim@example.com"),
        partner_id="acme",
        gates=["gate_1"],
        reason="He knows their systems.",
        starts_at=at - timedelta(days=1),
        ends_at=at + timedelta(days=1),
    )
    tim = Actor(id="tim", email="tim@example.com", roles=["TPM"], grants=[grant])
    assert [command for command, _ in listed(rules, on, tim)] == [CoSign]


@pytest.mark.rule("JRN-09")
def test_nothing_can_be_done_before_the_newest_event(rules: ps.Rulebook) -> None:
    """It would be refused; an instant without its zone is misuse."""
    on = set_out(rules.journey)
    admin = actor("ADMIN")
    early = on.state.at - timedelta(microseconds=1)
    assert on.next_actions(admin, rules.access, at=early) == ()
    assert on.next_actions(admin, rules.access, at=on.state.at) != ()
    with pytest.raises(InvalidValueError, match="needs a time zone"):
        on.next_actions(admin, rules.access, at=on.state.at.replace(tzinfo=None))


@pytest.mark.rule("JRN-09")
def test_a_policy_that_does_not_know_the_stage_says_so(rules: ps.Rulebook) -> None:
    """A company with a journey of its own has a policy of its own."""
    on = set_out(company_journey())
    with pytest.raises(UnknownNameError, match="'meet'"):
        on.next_actions(actor("SALES"), rules.access, at=on.state.at)


@pytest.mark.rule("JRN-09")
def test_a_journey_knows_addresses_only_from_who_asks(rules: ps.Rulebook) -> None:
    """Their own, and those of the leads in whose place they act."""
    on = set_out(rules.journey)
    at = on.state.at
    naming = Delegation(
        id="d-1",
        role="PDM",
        lead=Identity(id=person("PDM"), email="pdm-1@example.com"),
        deputy=Identity(id=person("PAM"), email="pam-1@example.com"),
        starts_at=at,
        ends_at=at + timedelta(days=1),
    )
    partner = on.resource_for(actor("PAM", delegations=[naming]))
    assert {role: people for role, people in partner.team.items() if people} == {
        "PAM": ("pam-1@example.com",),
        "PDM": ("pdm-1@example.com",),
    }
    assert (partner.id, partner.facts["stage"]) == ("acme", "pre_contract")


@pytest.mark.rule("JRN-09")
def test_every_command_has_words(rules: ps.Rulebook) -> None:
    """Where it is one of several things, with the name that the journey has for it."""
    assert SENTENCES.keys() == COMMAND_RULES.keys()
    before = on_the_way(rules.journey, "gate_3", ready=True)
    said = [str(each) for each in listed(rules, before, actor("ADMIN")).values()]
    assert "assign who is the Partner Success Manager" in said
    assert "hand in answers for Gate 3: Ready to Deliver" in said
    first = set_out(rules.journey)
    found = listed(rules, first, actor("PAM"))
    assert str(found[StartStage, Subject("pre_contract")]) == "start Pre-Contract"
    assert (ReassignOwner, Subject(None, "TAM")) in found
