"""The plan as dates: weeks, days, late and early."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.errors import InvalidValueError
from partner_success.gates import (
    GateState,
    Override,
    PartnerJourney,
    Standing,
    Submit,
    TickItem,
    standing,
    timeline,
)
from tests.support.journeys import company_journey
from tests.support.partners_on_the_way import actor, on_the_way, submission
from tests.unit.gates.standing_states import START, standing_at

DAY = timedelta(days=1)

# By stage or phase the weeks of the rule, counted out by hand in days after the start.
PLAN = {
    "gate_1": (0, 83),
    "gate_1.phase_1a": (0, 20),
    "gate_1.phase_1b": (14, 41),
    "gate_1.phase_1c": (42, 83),
    "gate_2": (84, 118),
    "gate_2.phase_2a": (84, 118),
    "gate_2.phase_2b": (84, 118),
    "gate_3": (119, 139),
    "gate_3.phase_3a": (119, 132),
    "gate_3.phase_3b": (133, 139),
}


@pytest.mark.rule("JRN-02", "JRN-22")
@pytest.mark.parametrize(
    "first", [START, date(2024, 1, 1), date(2023, 12, 31), date(2024, 2, 29)]
)
def test_each_stage_and_phase_has_its_days(rules: ps.Rulebook, first: date) -> None:
    """From the first up to the last of its weeks; over a leap day as well."""
    plan = timeline(rules.journey, first)
    found = {
        each.id: (each.planned_first, each.planned_last)
        for each in plan.entries
        if each.weeks is not None
    }
    assert found == {
        name: (first + low * DAY, first + high * DAY)
        for name, (low, high) in PLAN.items()
    }
    assert plan.planned_launch == first + 140 * DAY


@pytest.mark.rule("JRN-02")
def test_the_other_stages_have_no_weeks(rules: ps.Rulebook) -> None:
    """They stand in the timeline all the same, without planned days."""
    entries = timeline(rules.journey, START).entries
    unplanned = [each for each in entries if each.weeks is None]
    assert [each.id for each in unplanned] == ["pre_contract", "gate_0", "post_launch"]
    assert all(each.planned_first is each.planned_last is None for each in unplanned)
    assert entries["gate_1.phase_1a"].stage == "gate_1"
    assert entries["gate_1.phase_1a"].phase == "phase_1a"


@pytest.mark.rule("JRN-22")
def test_week_n_covers_seven_days(rules: ps.Rulebook) -> None:
    """The day before, of and after each edge, and on behind the plan."""
    plan = timeline(rules.journey, START)
    assert plan.week_on(START - DAY) is None
    for week in range(1, 25):
        first = START + 7 * (week - 1) * DAY
        assert [plan.week_on(first + n * DAY) for n in (0, 1, 6, 7)] == [
            week,
            week,
            week,
            week + 1,
        ]


def test_today_is_said_and_not_read(rules: ps.Rulebook) -> None:
    """The week of today is that of the day that was given."""
    assert timeline(rules.journey, START).week is None
    assert timeline(rules.journey, START, on=START - DAY).week is None
    assert timeline(rules.journey, START, on=START + 7 * DAY).week == 2
    with pytest.raises(InvalidValueError, match="on needs a day, not the instant"):
        timeline(rules.journey, START, on=datetime(2026, 1, 5, tzinfo=UTC))
    with pytest.raises(InvalidValueError, match="start needs a day"):
        timeline(rules.journey, datetime(2026, 1, 5, tzinfo=UTC))
    text: Any = "2026-01-05"
    with pytest.raises(InvalidValueError, match=r"day needs a datetime\.date"):
        timeline(rules.journey, START).week_on(text)


def test_a_plan_behind_the_calendar_is_refused(rules: ps.Rulebook) -> None:
    """The last start with which the launch has a day, and the next one."""
    last = date.max - 140 * DAY
    assert timeline(rules.journey, last).planned_launch == date.max
    with pytest.raises(InvalidValueError, match="behind the year 9999; check the star"):
        timeline(rules.journey, last + DAY)


def test_without_a_start_the_plan_has_no_dates(rules: ps.Rulebook) -> None:
    """It still has its weeks."""
    plan = timeline(rules.journey, None, on=START)
    assert plan.planned_launch is None
    assert plan.week is None
    assert plan.entries["gate_1"].weeks is not None
    assert plan.entries["gate_1"].planned_first is None
    assert str(plan) == (
        "Partner onboarding: onboarding has not begun, so the plan has no dates"
    )
    assert plan.explain().remarks == ()


def test_what_happened_stands_beside_the_plan(rules: ps.Rulebook) -> None:
    """The days of the partner's own state, of stages with weeks and without."""
    days = {
        "gate_0": (START - 9 * DAY, START - 2 * DAY),
        "gate_1": (START, None),
    }
    state = standing_at(rules.journey, "gate_1", days)
    journey = rules.journey.restore(state)
    plan = journey.timeline(on=START + 10 * DAY)
    kickoff, sell = plan.entries["gate_0"], plan.entries["gate_1"]
    assert (kickoff.actual_first, kickoff.actual_last) == days["gate_0"]
    assert (sell.actual_first, sell.actual_last) == days["gate_1"]
    assert plan.entries["gate_2"].actual_first is None
    assert (plan.start, plan.on, plan.week) == (START, START + 10 * DAY, 2)
    assert plan.provenance == rules.journey.provenance
    lines = str(plan.explain()).splitlines()
    assert lines[0] == "Partner onboarding from 2026-01-05"
    assert lines[3].split()[-2:] == ["2025-12-27", "2026-01-03"]
    assert lines[5].startswith("  Phase 1A: kickoff and planning")
    assert lines[13].split()[-3:] == ["20", "2026-05-18", "2026-05-24"]
    assert lines[15:17] == ["planned launch: 2026-05-25", "2026-01-15 lies in week 2"]


@pytest.mark.rule("JRN-13", "JRN-22")
def test_phases_in_turn_are_dated(rules: ps.Rulebook) -> None:
    """By when each was entered, and left for the next one or with its gate."""
    now = on_the_way(rules.journey, "gate_3")
    began = now.state.at
    tick = tuple(rules.journey.stages["gate_3"].phases["phase_3a"].items.ids)
    for item in tick:
        command = TickItem(by=actor("PSM"), item=item)
        now = now.apply(command, at=began + 9 * DAY).journey

    def phases(found: PartnerJourney) -> list[tuple[date | None, date | None]]:
        entries = found.timeline(on=START).entries
        names = ("gate_3.phase_3a", "gate_3.phase_3b", "gate_1.phase_1a")
        return [
            (entries[each].actual_first, entries[each].actual_last) for each in names
        ]

    first, second = began.date(), began.date() + 9 * DAY
    assert phases(now) == [(first, second), (second, None), (None, None)]
    fails = Submit(submission(rules.journey, "gate_3", "failed"), by=actor("PSM"))
    now = now.apply(fails, at=began + 12 * DAY).journey
    passes = Override(by=actor("ADMIN"), why="the board decided so")
    now = now.apply(passes, at=began + 15 * DAY).journey
    assert phases(now)[:2] == [(first, second), (second, first + 15 * DAY)]


def test_a_journey_of_other_stages() -> None:
    """Its own phases, and the launch behind the stage that decides it."""
    plan = timeline(company_journey(), START)
    assert [each.id for each in plan.entries] == [
        "meet",
        "build",
        "build.drawing",
        "build.construction",
        "prove",
        "run",
    ]
    assert plan.planned_launch == START + 8 * 7 * DAY
    state = standing_at(company_journey(), "build", start=None)
    assert company_journey().restore(state).timeline(on=START).start is None


@pytest.mark.parametrize(
    ("stages", "days"), [(("meet",), None), (("meet", "build"), 42)]
)
def test_a_journey_that_decides_no_launch(
    stages: tuple[str, ...], days: int | None
) -> None:
    """It ends with its last gate; without weeks nothing is made up from its days."""
    whole = company_journey()
    hand_offs = [each for each in whole.hand_offs if each.into in stages]
    journey = attrs.evolve(
        whole,
        stages=Catalogue([whole.stages[name] for name in stages], kind="stage"),
        hand_offs=Catalogue(hand_offs, kind="hand-off"),
    )
    planned = None if days is None else START + days * DAY
    assert timeline(journey, START).planned_launch == planned


def judged(rules: ps.Rulebook, stage: str, after_start: int) -> Standing:
    """How a partner in a stage stands so many days after the start."""
    state = standing_at(rules.journey, stage)
    return standing(rules.journey, state, START + after_start * DAY)


@pytest.mark.rule("JRN-22")
@pytest.mark.parametrize("stage", ["gate_1", "gate_2", "gate_3"])
def test_late_behind_the_last_day_and_early_before_the_first(
    rules: ps.Rulebook, stage: str
) -> None:
    """The day before, of and after each edge of the current gate."""
    first, last = PLAN[stage]
    found = {
        days: (judged(rules, stage, days).punctuality, judged(rules, stage, days).days)
        for days in (first - 2, first - 1, first, first + 1, last - 1, last)
    }
    assert found == {
        first - 2: ("early", 2),
        first - 1: ("early", 1),
        first: ("on time", 0),
        first + 1: ("on time", 0),
        last - 1: ("on time", 0),
        last: ("on time", 0),
    }
    late = [judged(rules, stage, last + days) for days in (1, 2, 365)]
    assert [(each.punctuality, each.days) for each in late] == [
        ("late", 1),
        ("late", 2),
        ("late", 365),
    ]


@pytest.mark.rule("JRN-22")
def test_it_says_how_the_partner_stands(rules: ps.Rulebook) -> None:
    """With the days of the plan and the week, or why there is no plan."""
    late = judged(rules, "gate_1", 84)
    assert (late.week, late.planned_last) == (13, date(2026, 3, 29))
    assert str(late) == "acme on 2026-03-30: 1 day late"
    assert late.explain().remarks == (
        (
            "Gate 1: Ready to Sell is planned for 2026-01-05 to 2026-03-29;"
            " 2026-03-30 lies in week 13"
        ),
    )
    assert str(judged(rules, "gate_1", 0)) == "acme on 2026-01-05: on time"
    early = judged(rules, "gate_1", -3)
    assert str(early) == "acme on 2026-01-02: 3 days early"
    assert early.week is None
    assert early.explain().remarks[0].endswith("planned for 2026-01-05 to 2026-03-29")


@pytest.mark.rule("JRN-22")
@pytest.mark.parametrize("stage", ["pre_contract", "gate_0", "post_launch"])
def test_a_stage_without_weeks_has_no_plan(rules: ps.Rulebook, stage: str) -> None:
    """It is neither late nor early nor on time, and says so."""
    found = judged(rules, stage, 500)
    assert (found.punctuality, found.days, found.planned_first) == (None, 0, None)
    assert str(found) == "acme on 2027-05-20: no plan"
    name = rules.journey.stages[stage].name
    assert found.explain().remarks == (f"the plan has no weeks for {name}",)


@pytest.mark.rule("JRN-22")
def test_before_onboarding_there_is_no_plan(rules: ps.Rulebook) -> None:
    """A stage with weeks has no dates before the first of them has one."""
    state = standing_at(rules.journey, "gate_1", start=None)
    found = standing(rules.journey, state, START)
    assert found.punctuality is None
    assert found.why_no_plan == (
        "the weeks of Gate 1: Ready to Sell have no dates, because onboarding has not"
        " begun"
    )
    with pytest.raises(InvalidValueError, match="on needs a day"):
        standing(rules.journey, state, datetime(2026, 1, 5, tzinfo=UTC))
    assert state.gates["gate_1"] == GateState()
