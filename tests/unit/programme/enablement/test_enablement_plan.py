"""The thirteen weeks of enablement: what they are made of, and when it happens."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.programme.enablement import (
    EnablementHours,
    EnablementPolicy,
    EnablementStep,
    SuccessTerms,
)

START = date(2026, 5, 4)
few = settings(max_examples=min(30, settings().max_examples))

# Written down by hand: the deck's page, and what was decided besides it.
STEPS = [
    ("elearning", "course", (1,), 1, 2, ()),
    ("tools_access", "access", (1,), 1, None, ()),
    ("kickoff", "meeting", (2,), 1, None, ("elearning",)),
    ("training", "course", (3,), 2, 3, ("kickoff",)),
    ("handover", "meeting", (4,), 1, None, ("tools_access", "training")),
    ("guidance_calls", "call", (5, 6, 7, 8, 9, 10, 11, 12), 1, None, ("handover",)),
    ("checkpoints", "meeting", (6, 9, 12), 1, None, ("handover",)),
    ("debrief", "meeting", (13,), 1, None, ("guidance_calls", "checkpoints")),
]


def step(id_: str, *weeks: int, **others: Any) -> EnablementStep:
    """Give a step."""
    return EnablementStep(id=id_, name=id_, kind="meeting", weeks=weeks, **others)


def policy(*steps: EnablementStep, **others: Any) -> EnablementPolicy:
    """Give a policy of three weeks."""
    terms = SuccessTerms(nps_above=Decimal(0), least_readings=2)
    given: dict[str, Any] = {
        "length_weeks": 3,
        "success": terms,
        "engineer_above": 5,
        **others,
    }
    return EnablementPolicy(id="own", name="Own", steps=Catalogue(steps), **given)


@pytest.mark.rule("PRG-08")
def test_the_steps_of_the_source(rules: ps.Rulebook) -> None:
    """Each in its order, with weeks, sessions and hours, and cited."""
    found = [
        (each.id, each.kind, each.weeks, each.sessions, each.hours, each.after)
        for each in rules.enablement.steps
    ]
    assert found == STEPS
    assert all(each.citations for each in rules.enablement.steps)
    given_only = [each.id for each in rules.enablement.steps if not each.attended]
    assert given_only == ["tools_access"]


@pytest.mark.rule("PRG-08")
def test_thirteen_weeks_from_a_day(rules: ps.Rulebook) -> None:
    """The debrief lies in the last week, which ends after 91 days."""
    plan = rules.enablement.plan(START)
    assert (plan.weeks, plan.days.days) == (13, 91)
    assert plan.days.last == START + timedelta(days=90)
    [debrief] = plan.in_week(13)
    assert debrief.step.id == "debrief"
    assert (debrief.days.last, debrief.by) == (plan.days.last, plan.days.last)
    assert plan.days_of(2).first == date(2026, 5, 11)


@pytest.mark.rule("PRG-08")
def test_calls_are_weekly(rules: ps.Rulebook) -> None:
    """One in each week from the handover to the debrief, numbered."""
    plan = rules.enablement.plan(START)
    calls = {
        week: [each.title for each in plan.in_week(week) if each.step.kind == "call"]
        for week in range(1, 14)
    }
    assert calls == {
        week: [f"Guidance call {week - 4}"] if 5 <= week <= 12 else []
        for week in range(1, 14)
    }


@pytest.mark.rule("PRG-08")
def test_hours_of_a_csm(rules: ps.Rulebook) -> None:
    """Two of e-learning and twice three of training; other lengths nothing says."""
    hours = rules.enablement.plan(START).hours
    assert (hours.told, hours.untold) == (8, 14)
    assert str(hours) == "8 hours, and 14 sessions whose length no source tells"
    one = EnablementHours(told=Decimal(2), untold=1)
    assert str(one) == "2 hours, and 1 session whose length no source tells"
    assert str(EnablementHours(told=Decimal("2.5"), untold=0)) == "2.5 hours"


@few
@given(st.dates(max_value=date(9990, 1, 1)))
@pytest.mark.rule("PRG-08")
def test_every_session_lies_in_its_week(start: date) -> None:
    """Weeks follow each other without a gap, and hold their sessions."""
    plan = policy(step("a", 1, 3), step("b", 3, sessions=2)).plan(start)
    for session in plan.sessions:
        assert plan.week_on(session.days.first) == session.week
        assert plan.week_on(session.by) == session.week
        assert session in plan.in_week(session.week)
    assert plan.week_on(start - timedelta(days=1)) is None if start > date.min else True
    assert plan.week_on(plan.days.last + timedelta(days=1)) is None
    assert [each.number for each in plan.sessions] == [1, 2, 1, 2]


def test_a_plan_told_to_a_person(rules: ps.Rulebook) -> None:
    """The title counts; a row a session; the hours below."""
    told = rules.enablement.plan(START).explain()
    assert told.title == (
        "Enablement from 2026-05-04 to 2026-08-02: 13 weeks, 18 sessions"
    )
    assert told.rows[0][1:] == ("1", "2026-05-04", "2026-05-10", "2")
    assert told.rows[1][4] == ""
    assert told.remarks[0].startswith("for each CSM: 8 hours")


def test_days_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """No day, a week that is not there, and the end of the calendar."""
    plan = rules.enablement.plan(START)
    nothing: Any = "2026-05-04"
    with pytest.raises(InvalidValueError, match="start needs a datetime"):
        rules.enablement.plan(nothing)
    with pytest.raises(InvalidValueError, match="weeks from 1 to 13, and no week 14"):
        plan.in_week(14)
    with pytest.raises(InvalidValueError, match="no week 13, since the calendar ends"):
        rules.enablement.plan(date(9999, 12, 1))


@pytest.mark.rule("PRG-08")
@pytest.mark.parametrize(
    ("licences", "holds"), [(0, False), (100, False), (101, True), (10**30, True)]
)
def test_a_success_engineer_above_100_licences(
    rules: ps.Rulebook,
    licences: int,
    holds: bool,
) -> None:
    """Free of charge above 100 strictly."""
    decision = rules.enablement.engineer(licences)
    assert decision.holds is holds
    [reason] = decision.reasons
    assert reason.code == ("enough-licences" if holds else "too-few-licences")
    assert reason.citations


def test_licences_that_are_not_known(rules: ps.Rulebook) -> None:
    """Unknown is no 'too few', and what is no number is refused."""
    [reason] = rules.enablement.engineer(None).reasons
    assert reason.code == "unknown-licences"
    for given_ in (-1, True, 100.0, "100"):
        wrong: Any = given_
        with pytest.raises(InvalidValueError, match="a whole number from 0 up"):
            rules.enablement.engineer(wrong)


@pytest.mark.parametrize(
    ("steps", "others", "path", "code"),
    [
        ([], {}, "steps", "empty"),
        ([step("a b", 1)], {}, "steps[0].id", "bad-id"),
        ([step("a")], {}, "steps[0].weeks", "empty"),
        ([step("a", 2, 1)], {}, "steps[0].weeks", "not-rising"),
        ([step("a", 1, 1)], {}, "steps[0].weeks", "not-rising"),
        ([step("a", 0)], {}, "steps[0].weeks", "out-of-range"),
        ([step("a", 4)], {}, "steps[0].weeks", "out-of-range"),
        ([step("a", 1, sessions=0)], {}, "steps[0].sessions", "out-of-range"),
        ([step("a", 1, hours=Decimal(0))], {}, "steps[0].hours", "out-of-range"),
        ([step("a", 1, hours=Decimal("NaN"))], {}, "steps[0].hours", "out-of-range"),
        ([step("a", 1, after=("b",))], {}, "steps[0].after[0]", "unknown"),
        ([step("a", 1, after=("a",))], {}, "steps[0].after[0]", "unknown"),
        (
            [step("a", 1, 3), step("b", 2, after=("a",))],
            {},
            "steps[1].after[0]",
            "too-early",
        ),
        ([step("a", 1)], {"engineer_above": -1}, "engineer_above", "out-of-range"),
    ],
)
def test_policies_with_faults(
    steps: list[EnablementStep], others: dict[str, Any], path: str, code: str
) -> None:
    """Each is named by its path."""
    with pytest.raises(InvalidModelError) as caught:
        policy(*steps, **others)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_terms_with_faults() -> None:
    """An NPS that nothing is above, a trend of one reading, and no week at all."""
    for nps in ("100", "-100.5", "Infinity"):
        terms = SuccessTerms(nps_above=Decimal(nps), least_readings=1)
        with pytest.raises(InvalidModelError) as caught:
            policy(step("a", 1), success=terms)
        assert [each.path for each in caught.value.problems] == [
            "success.nps_above",
            "success.least_readings",
        ]
    good = policy(step("a", 1))
    with pytest.raises(InvalidModelError, match="at least one week"):
        attrs.evolve(good, length_weeks=0)
