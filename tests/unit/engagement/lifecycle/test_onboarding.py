"""The first half-year of a customer, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import partner_success as ps
from partner_success.core.instants import Period
from partner_success.engagement import UserRange, onboarding_plan
from partner_success.errors import InvalidValueError, UnknownNameError

START = date(2026, 5, 4)

# Copied from the framework by hand: each period, its days, its four points.
PRINTED = {
    "kickoff": (
        (1, 7),
        ("executive_kickoff", "technical_plan", "success_criteria", "team_assigned"),
    ),
    "infrastructure": (
        (8, 14),
        ("environment", "security", "integration_tests", "load_tests"),
    ),
    "training": (
        (15, 21),
        (
            "administrators_trained",
            "users_trained",
            "runbooks",
            "administrators_certified",
        ),
    ),
    "first_migration": (
        (22, 28),
        ("pilot_migration", "performance_analysis", "issues_resolved", "first_review"),
    ),
    "departments": (
        (31, 60),
        ("wave_plan", "waves", "performance_tuned", "user_feedback"),
    ),
    "rollout": (
        (61, 90),
        (
            "full_migration",
            "advanced_features",
            "integrations_improved",
            "knowledge_handed_over",
        ),
    ),
    "excellence": (
        (91, 150),
        (
            "outcomes_analysed",
            "processes_improved",
            "custom_configuration",
            "users_won",
        ),
    ),
    "transition": (
        (151, 180),
        (
            "return_validated",
            "success_documented",
            "production_plan",
            "partnership_plan",
        ),
    ),
}

# Day of the onboarding: its phase, its period, its week.
DAYS = {
    -1: (None, None, None),
    0: (None, None, None),
    1: ("onboarding", "kickoff", 1),
    7: ("onboarding", "kickoff", 1),
    8: ("onboarding", "infrastructure", 2),
    14: ("onboarding", "infrastructure", 2),
    15: ("onboarding", "training", 3),
    21: ("onboarding", "training", 3),
    22: ("onboarding", "first_migration", 4),
    28: ("onboarding", "first_migration", 4),
    29: ("onboarding", None, None),
    30: ("onboarding", None, None),
    31: ("expansion", "departments", None),
    60: ("expansion", "departments", None),
    61: ("expansion", "rollout", None),
    90: ("expansion", "rollout", None),
    91: ("optimisation", "excellence", None),
    150: ("optimisation", "excellence", None),
    151: ("optimisation", "transition", None),
    180: ("optimisation", "transition", None),
    181: (None, None, None),
}


def day(number: int) -> date:
    """Give a day of the onboarding."""
    return START + timedelta(days=number - 1)


@pytest.mark.rule("ENG-05")
def test_every_milestone_is_the_printed_one(rules: ps.Rulebook) -> None:
    """Each period has the days and the milestones that the framework prints."""
    phases = rules.lifecycle.onboarding.phases
    found = {
        period.id: ((period.first_day, period.last_day), period.milestones.ids)
        for phase in phases
        for period in phase.periods
    }
    assert found == PRINTED
    assert list(found) == list(PRINTED)
    assert all(phase.objective for phase in phases)
    assert [(each.id, each.first_day, each.last_day) for each in phases] == [
        ("onboarding", 1, 30),
        ("expansion", 31, 90),
        ("optimisation", 91, 180),
    ]
    assert rules.lifecycle.onboarding.last_day == 180
    assert [len(phase.milestones) for phase in phases] == [16, 8, 8]


@pytest.mark.rule("ENG-05")
def test_numbers_of_users_are_numbers(rules: ps.Rulebook) -> None:
    """The first migration is of 50 to 100 users, each wave of 500 to 1,000."""
    milestones = rules.lifecycle.onboarding.milestones
    users = {each.id: each.users for each in milestones if each.users is not None}
    assert users == {
        "pilot_migration": UserRange(least=50, most=100),
        "waves": UserRange(least=500, most=1_000),
    }
    assert str(milestones["waves"]).endswith("(500 to 1000 users)")
    assert str(milestones["wave_plan"]) == milestones["wave_plan"].name


@pytest.mark.rule("ENG-05")
@pytest.mark.parametrize("number", DAYS)
def test_a_day_has_its_phase_and_its_week(rules: ps.Rulebook, number: int) -> None:
    """Days 29 and 30 are in no week, and what lies outside is in no phase."""
    onboarding = rules.lifecycle.onboarding
    phase = onboarding.phase_on(START, day(number))
    period = onboarding.period_on(START, day(number))
    week = onboarding.week_on(START, day(number))
    assert (phase and phase.id, period and period.id, week) == DAYS[number]


@pytest.mark.rule("ENG-05")
def test_a_plan_dates_every_milestone(rules: ps.Rulebook) -> None:
    """A milestone is due on the last day of its week or months."""
    plan = onboarding_plan(rules.lifecycle.onboarding, START)
    assert plan.start == START
    assert len(plan.milestones) == 32
    for period, ((first, last), names) in PRINTED.items():
        for name in names:
            planned = plan.milestones[name]
            assert planned.days == Period(day(first), day(last))
            assert planned.due == day(last)
            assert planned.period.id == period
            assert planned.period in planned.phase.periods
            assert planned.milestone.id == planned.id == name


@pytest.mark.rule("ENG-05")
@pytest.mark.parametrize(
    ("number", "count"),
    [
        (-5, 0),
        (7, 0),
        (8, 4),
        (28, 12),
        (29, 16),
        (60, 16),
        (61, 20),
        (91, 24),
        (151, 28),
        (180, 28),
        (181, 32),
        (9_000, 32),
    ],
)
def test_what_is_overdue_on_a_day(rules: ps.Rulebook, number: int, count: int) -> None:
    """It is overdue from the day after the last on which it is in time."""
    plan = onboarding_plan(rules.lifecycle.onboarding, START)
    late = plan.overdue(day(number))
    assert [each.id for each in late] == list(plan.milestones.ids[:count])
    without = plan.overdue(day(number), ["executive_kickoff", "waves"])
    assert [each.id for each in without] == [
        each.id for each in late if each.id not in {"executive_kickoff", "waves"}
    ]


@pytest.mark.rule("ENG-05")
def test_progress_counts_what_was_reached_by_the_day(rules: ps.Rulebook) -> None:
    """What was reached later is open on the day, and what was not by then overdue."""
    plan = onboarding_plan(rules.lifecycle.onboarding, START)
    done = {"executive_kickoff": day(3), "technical_plan": day(9)}
    progress = plan.progress(day(8), done)
    assert (progress.on, progress.day, progress.week) == (day(8), 8, 2)
    assert progress.phase is not None
    assert progress.phase.id == "onboarding"
    assert [each.id for each in progress.done] == ["executive_kickoff"]
    assert [each.id for each in progress.overdue] == [
        "technical_plan",
        "success_criteria",
        "team_assigned",
    ]
    assert plan.progress(day(9), done).milestones["technical_plan"].done_on == day(9)
    text = str(progress.explain())
    assert text.startswith("Day 8, in Onboarding, week 2: 1 of 32 milestones done\n")
    assert "done on 2026-05-06" in text
    assert "overdue" in text
    assert "open" in text
    outside = str(plan.progress(day(181), {}).explain())
    assert outside.startswith("Day 181, in no phase: 0 of 32 milestones done\n")


@pytest.mark.rule("ENG-05")
def test_plans_end_where_the_calendar_does(rules: ps.Rulebook) -> None:
    """A start whose last day is the last of the calendar has a plan, the next none."""
    onboarding = rules.lifecycle.onboarding
    last = date.max - timedelta(days=179)
    plan = onboarding_plan(onboarding, last)
    assert plan.milestones["partnership_plan"].due == date.max
    assert len(plan.overdue(date.max)) == 28
    late = last + timedelta(days=1)
    with pytest.raises(InvalidValueError, match="has no day 180"):
        onboarding_plan(onboarding, late)
    # Whoever only asks where a day lies needs no day beyond the calendar.
    assert onboarding.week_on(date.max, date.max) == 1
    assert onboarding.phase_on(date.max, date.min) is None


@pytest.mark.rule("ENG-05")
@pytest.mark.parametrize(
    "wrong", ["2026-05-04", datetime(2026, 5, 4, tzinfo=UTC), None]
)
def test_what_is_no_day(rules: ps.Rulebook, wrong: Any) -> None:
    """An instant or a text is no day, whichever of the two it is given for."""
    onboarding = rules.lifecycle.onboarding
    for ask in (onboarding.phase_on, onboarding.period_on, onboarding.week_on):
        with pytest.raises(InvalidValueError, match="start needs a"):
            ask(wrong, START)
        with pytest.raises(InvalidValueError, match="on needs a"):
            ask(START, wrong)
    with pytest.raises(InvalidValueError, match="start needs a"):
        onboarding_plan(onboarding, wrong)
    plan = onboarding_plan(onboarding, START)
    with pytest.raises(InvalidValueError, match="on needs a"):
        plan.overdue(wrong)
    with pytest.raises(InvalidValueError, match="on needs a"):
        plan.progress(wrong, {})


def test_a_milestone_that_is_not_there(rules: ps.Rulebook) -> None:
    """A misspelt milestone raises, and the near miss is named."""
    plan = onboarding_plan(rules.lifecycle.onboarding, START)
    with pytest.raises(UnknownNameError, match="did you mean 'runbooks'"):
        plan.overdue(START, ["runbook"])
    with pytest.raises(UnknownNameError, match="did you mean 'runbooks'"):
        plan.progress(START, {"runbook": START})
