"""A partner has a PAM and days in order."""

from __future__ import annotations

from datetime import date, timedelta

from partner_success.partners import Role
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import AT, PAM, assignment, contract, partner


def test_a_partner_needs_a_pam(faults: Found) -> None:
    """Somebody else in the team does not own it."""
    assert faults(partner, team=[]) == {"team": "missing"}
    assert faults(partner, team=[assignment(role="PDM")]) == {"team": "missing"}


def test_nobody_has_one_role_twice(faults: Found) -> None:
    """Two roles of one person and two people in one role are fine."""
    twice = assignment(role="PAM", person_id="p-1", since=AT)
    assert faults(partner, team=[PAM, twice]) == {"team[1]": "duplicate"}
    team = [PAM, assignment(role="PAM", person_id="p-2"), assignment(person_id="p-1")]
    assert partner(team=team).team == tuple(team)


def test_the_people_of_a_role_are_found() -> None:
    """They come in the order of the team."""
    second = assignment(role="PAM", person_id="p-2")
    found = partner(team=[PAM, assignment(), second])
    assert found.in_role(Role.PAM) == (PAM, second)
    assert found.in_role(Role.TAM) == ()


def test_launches_do_not_precede_the_onboarding(faults: Found) -> None:
    """A launch on its first day can be."""
    start, before = date(2026, 5, 4), date(2026, 5, 3)
    days = {"target_launch": before, "actual_launch": before}
    assert faults(partner, onboarding_start=start, **days) == {
        "target_launch": "before-start",
        "actual_launch": "before-start",
    }
    assert partner(onboarding_start=start, actual_launch=start, target_launch=start)
    assert partner(actual_launch=before)


def test_a_partner_does_not_leave_before_it_came(faults: Found) -> None:
    """Leaving on the first day can be."""
    start, before = date(2026, 5, 4), date(2026, 5, 3)
    assert faults(partner, onboarding_start=start, left_on=before) == {
        "left_on": "before-start"
    }
    assert partner(onboarding_start=start, left_on=start).left_on == start


def test_it_is_not_updated_before_it_is_made(faults: Found) -> None:
    """The same instant is allowed."""
    earlier = AT - timedelta(microseconds=1)
    assert faults(partner, created_at=AT, updated_at=earlier) == {
        "updated_at": "before-start"
    }
    assert partner(created_at=AT, updated_at=AT)


def test_a_partner_holds_its_contract() -> None:
    """With its tier, why it was set, its stage and its country."""
    found = partner(
        contract=contract(), tier=0, tier_reason="set", stage="gate-3", country="DE"
    )
    assert found.contract == contract()
    assert found.tier == 0


def test_a_stage_is_known_from_its_first_day_on(faults: Found) -> None:
    """Before that day it was another, which the record does not tell."""
    day, before = date(2026, 5, 4), date(2026, 5, 3)
    since = partner(stage="gate_2", stage_since=day)
    assert (since.stage_on(before), since.stage_on(day)) == (None, "gate_2")
    assert partner(stage="gate_2").stage_on(before) == "gate_2"
    assert faults(partner, stage=None, stage_since=day) == {
        "stage_since": "contradiction"
    }
