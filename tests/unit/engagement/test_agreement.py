"""What stands in two families of the standard rulebook says the same in both."""

from __future__ import annotations

import partner_success as ps


def test_all_speak_of_the_same_stages(rules: ps.Rulebook) -> None:
    """The lifecycle, who does what, and the KPIs."""
    stages = rules.lifecycle.stages.ids
    assert rules.responsibilities.stages.ids == stages
    assert tuple(rules.kpis.stages) == stages


def test_renewals_are_told_as_they_are_prompted(rules: ps.Rulebook) -> None:
    """Who does what names the days of the prompt and the share of the incentive."""
    prompt = rules.renewals.prompts["partner_prompt"]
    activities = [each.name for each in rules.responsibilities.activities]
    span = f"{prompt.closes_days} to {prompt.opens_days} days before the renewal"
    assert [name for name in activities if span in name]
    share = f"above {rules.renewals.rates.incentive_above} %"
    assert [name for name in activities if share in name]


def test_the_renewal_playbook_begins_with_the_prompts(rules: ps.Rulebook) -> None:
    """On the same days before, and to the same share of renewals."""
    playbook, prompts = rules.playbooks["renewal_success"], rules.renewals.prompts
    days = [part.days_before_renewal for part in playbook.parts]
    opened = [prompts[name].opens_days for name in ("success_review", "negotiation")]
    assert days == [*opened, None]
    assert playbook.least_success == rules.renewals.rates.goal


def test_onboarding_takes_as_long_everywhere(rules: ps.Rulebook) -> None:
    """The first phase, the playbook, and the target of the KPI."""
    first = next(iter(rules.lifecycle.onboarding.phases))
    playbook = rules.playbooks["onboarding_success"]
    target = rules.kpis["onboarding_time"].target
    assert target is not None
    assert first.last_day == playbook.within_days == target.value


def test_a_practice_has_the_same_roles_everywhere(rules: ps.Rulebook) -> None:
    """Those that a specialisation asks for are all among the people of a practice."""
    people = rules.foundations.practice["people"].elements
    names = {
        "csm": "csms",
        "renewals_manager": "renewals_managers",
        "executive_sponsor": "executive_sponsor",
        "practice_lead": "practice_lead",
    }
    roles = rules.specialisation.roles
    assert set(roles.ids) == set(names)
    assert {names[role] for role in roles.ids} == {*people.ids} - {"operations_leader"}
    levels = rules.specialisation.levels
    assert {need.id for level in levels for need in level.needs} == set(roles.ids)


def test_the_enablement_fits_into_the_pilot(rules: ps.Rulebook) -> None:
    """It ends while even the shortest pilot, with its shortest months, still runs."""
    weeks = rules.enablement.length_weeks
    assert 7 * weeks < 28 * rules.programme.pilot.least_months
