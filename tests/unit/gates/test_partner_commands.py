"""Assigning others, setting a tier by hand, and moving the launch day."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

import partner_success as ps
from partner_success.errors import UnknownNameError
from partner_success.gates import ReassignOwner, SetTargetLaunch, SetTier
from tests.support.journeys import journey_called
from tests.support.partners_on_the_way import AT, actor, on_the_way
from tests.unit.gates.doing import codes, done, refused


@pytest.mark.rule("JRN-06")
def test_others_are_assigned_in_a_role(rules: ps.Rulebook) -> None:
    """They take the place of those before; a role may be left to nobody."""
    partner = on_the_way(rules.journey, "gate_1")
    pam = actor("PAM")
    two = done(partner, ReassignOwner(by=pam, role="TPM", people=["a", "b"]))
    assert two.state.team["TPM"] == ("a", "b")
    nobody = done(two, ReassignOwner(by=pam, role="TPM", people=[]))
    assert nobody.state.team["TPM"] == ()
    one = done(nobody, ReassignOwner(by=pam, role="TPM", people="c"))
    assert one.state.team["TPM"] == ("c",)
    assert one.state.team["PAM"] == partner.state.team["PAM"]


@pytest.mark.rule("JRN-06")
def test_who_cannot_be_assigned(rules: ps.Rulebook) -> None:
    """No blank id, nobody twice, and a partner is never without its first lead."""
    partner = on_the_way(rules.journey, "gate_1")
    pam = actor("PAM")

    def found(role: str, *people: str) -> list[str]:
        return codes(partner, ReassignOwner(by=pam, role=role, people=people))

    assert found("TPM", " ", "a", "a") == ["blank-person", "double-person"]
    assert found("PAM") == ["needs-owner"]
    (reason,) = refused(partner, ReassignOwner(by=pam, role="PAM", people=[]))
    assert str(reason) == (
        "a partner always has a Partner Account Manager; name who it is from now on,"
        " instead of nobody"
    )
    with pytest.raises(UnknownNameError, match="did you mean 'TPM'"):
        found("TPMM", "a")


@pytest.mark.rule("JRN-11")
def test_a_tier_set_by_hand_is_kept_beside_the_computed_one(
    rules: ps.Rulebook,
) -> None:
    """An administrator sets it with a reason; what the money says stays in sight."""
    partner = on_the_way(rules.journey, "pre_contract")
    computed = partner.state.tier.computed
    assert computed == 1
    why = "a market that we want to be in"
    tier = done(partner, SetTier(by=actor("ADMIN"), tier=0, why=why)).state.tier
    assert attrs.astuple(tier) == (computed, 0, why, "admin-1")
    assert tier.tier == 0


@pytest.mark.rule("JRN-11")
def test_when_a_tier_is_not_set(rules: ps.Rulebook) -> None:
    """Another role, no reason, and a tier that there is not, all at once."""
    partner = on_the_way(rules.journey, "pre_contract")
    for tier in (3, 17):
        command = SetTier(by=actor("PAM"), tier=tier, why=" ")
        assert codes(partner, command) == [
            "not-overriding",
            "no-such-tier",
            "no-reason",
        ]
    admin = actor("ADMIN")
    for tier in (0, 1, 2):
        done(partner, SetTier(by=admin, tier=tier, why="agreed"))
    company = on_the_way(journey_called("company"), None)
    command = SetTier(by=actor("BOARD"), tier=1, why="agreed")
    (reason,) = refused(company, command)
    assert str(reason) == "Becoming a reseller has no tiers; there is none to set"


@pytest.mark.rule("JRN-23")
def test_the_launch_day_is_moved_with_a_reason(rules: ps.Rulebook) -> None:
    """It may lie anywhere from the start of onboarding on, and may be taken back."""
    partner = on_the_way(rules.journey, "gate_1")
    pam = actor("PAM")
    start = partner.state.onboarding_start
    assert start == AT.date()
    moved = done(partner, SetTargetLaunch(by=pam, day=start, why="a fair"))
    assert moved.state.target_launch == start
    gone = done(moved, SetTargetLaunch(by=pam, day=None, why="no date is agreed"))
    assert gone.state.target_launch is None
    early = SetTargetLaunch(by=pam, day=start - timedelta(days=1))
    assert codes(partner, early) == ["no-reason", "before-start"]
    open_start = partner.journey.restore(
        attrs.evolve(partner.state, onboarding_start=None)
    )
    done(open_start, attrs.evolve(early, why="a fair"))


@pytest.mark.rule("JRN-23")
def test_after_the_launch_there_is_no_day_to_move(rules: ps.Rulebook) -> None:
    """The day on which it was launched is history."""
    launched = on_the_way(rules.journey, "post_launch")
    command = SetTargetLaunch(by=actor("PAM"), day=AT.date(), why="a fair")
    (reason,) = refused(launched, command)
    assert reason.code == "after-launch"
