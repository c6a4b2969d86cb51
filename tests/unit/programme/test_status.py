"""Where a programme stands, what blocks it, and who must act."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.programme import (
    GoalState,
    StageProgress,
    StageStanding,
    check_availability,
    programme_status,
)
from partner_success.programme.pilot import (
    AnswerQuestion,
    AskForCaseStudy,
    FillSeat,
    PilotProgramme,
    ReturnPilot,
    StopPilot,
    VacateSeat,
    WithdrawPartner,
)
from tests.support import pilots
from tests.unit.programme.test_availability import facts

PASSED, CURRENT, AHEAD = StageProgress


@pytest.mark.rule("PRG-02")
def test_a_programme_that_has_just_begun(rules: ps.Rulebook) -> None:
    """It is in Discovery, three criteria are in the way, and two pairs must act."""
    status = programme_status(pilots.begun(rules), at=pilots.AT)
    assert str(status) == (
        "emea is in Discovery since 2026-01-12, for 0 days;"
        " 3 criteria in the way of Design"
    )
    assert [each.progress for each in status.stages] == [CURRENT] + [AHEAD] * 5
    assert [each.open for each in status.stages] == [3, 6, 3, 4, 3, 6]
    assert status.stages[0].entered_on == date(2026, 1, 12)
    assert status.stages[1].entered_on is None
    acting = {each.seat.id: each for each in status.must_act}
    assert list(acting) == [
        "customer_success_manager",
        "channel_manager",
        "customer_success_sponsor",
        "channel_sponsor",
    ]
    assert all(each.person is None for each in acting.values())
    owed = [str(each) for each in acting["channel_sponsor"].owes]
    assert owed == ["Both programme managers are named"]
    assert len(status.ahead) == 22
    assert status.goals.areas_without == tuple(rules.programme.goal_areas)
    assert (status.partners, status.share_by) == ((), None)
    assert status.notes[0].startswith("vacant seats: Programme manager, customer")
    full = [FillSeat(by="ada", seat=s, person=s) for s in rules.programme.seats.ids]
    staffed = programme_status(pilots.done(pilots.begun(rules), full), at=pilots.AT)
    assert len(staffed.notes) == 1
    assert status.notes[-1] == (
        "open in later stages: Design 6, Develop 3, Deliver 4, Debrief 3, Rollout 6"
    )


@pytest.mark.rule("PRG-02")
@pytest.mark.parametrize(
    ("stage", "following"),
    [
        ("discovery", "Design"),
        ("design", "Develop"),
        ("develop", "Deliver"),
        ("deliver", "Debrief"),
        ("debrief", "Rollout"),
        ("rollout", "general availability"),
    ],
)
def test_where_nothing_blocks_it_can_go_on(
    rules: ps.Rulebook, stage: str, following: str
) -> None:
    """With every criterion met nobody must act, and what comes next is told."""
    pilot = pilots.complete(rules, stage)
    status = programme_status(pilot, at=pilot.state.at)
    assert (status.blocking, status.must_act) == ((), ())
    assert status.next_stage == following
    assert f"nothing in the way of {following}" in status.headline
    assert f"nothing blocks: it can go on to {following}" in status.notes
    assert not {each.stage.id for each in status.ahead} & {
        each.id for each in status.stages if each.progress is not AHEAD
    }


@pytest.mark.rule("PRG-06")
def test_a_question_is_owed_by_who_finds_the_answer(rules: ps.Rulebook) -> None:
    """The managers owe all of them, and each of the others their own."""
    pilot = pilots.done(pilots.complete(rules, "discovery"), [pilots.ADVANCE])
    pilot = pilots.done(
        pilot,
        [
            FillSeat(by="ada", seat="operations", person="mei"),
            AnswerQuestion(by="mei", question="platform", answer="vendor"),
            AnswerQuestion(by="mei", question="access", answer="both"),
        ],
    )
    status = programme_status(pilot, at=pilot.state.at)
    owes = {each.seat.id: each.owes[0] for each in status.must_act}
    questions = {
        seat: [one.facts["question"] for one in owed.reasons]
        for seat, owed in owes.items()
        if owed.open.criterion.id == "questions_answered"
    }
    assert questions == {
        "customer_success_manager": ["funding", "sharing", "privacy", "addenda"],
        "channel_manager": ["funding", "sharing", "privacy", "addenda"],
        "channel_sponsor": ["funding"],
        "operations": ["sharing"],
        "legal": ["privacy", "addenda"],
    }
    people = {each.seat.id: each.person for each in status.must_act}
    assert (people["operations"], people["legal"]) == ("mei", None)
    assert str(owes["operations"]).startswith(
        "Every open question has its answer (the question 'sharing' has no answer"
    )


@pytest.mark.rule("PRG-02")
def test_what_comes_open_again_blocks_with_its_own_stage(rules: ps.Rulebook) -> None:
    """A sponsor who leaves in Deliver is in the way, as one of Discovery."""
    pilot = pilots.complete(rules, "deliver")
    pilot = pilots.done(pilot, [VacateSeat(by="ada", seat="channel_sponsor")])
    status = programme_status(pilot, at=pilot.state.at)
    assert [(each.stage.id, each.criterion.id) for each in status.blocking] == [
        ("discovery", "sponsors_named")
    ]
    assert "1 criterion in the way of Debrief" in status.headline
    assert status.stages[0] == StageStanding(
        stage=rules.programme.stages["discovery"],
        progress=PASSED,
        entered_on=date(2026, 1, 12),
        open=1,
    )
    [row] = status.explain().rows
    assert row == (
        "Discovery",
        "Both executive sponsors are named",
        "the seat 'Executive sponsor, channel' is vacant",
        "Programme manager, customer success (ada), Programme manager, channel (ines)",
    )
    assert status.who("channel_sponsor") == "Executive sponsor, channel (vacant)"


@pytest.mark.rule("PRG-02")
def test_days_are_those_of_the_clock_that_is_asked(rules: ps.Rulebook) -> None:
    """Near midnight it depends on the zone how many days a stage has lasted."""
    pilot = pilots.begun(rules)
    late = datetime(2026, 1, 13, 23, 30, tzinfo=UTC)
    east = timezone(timedelta(hours=2))
    assert programme_status(pilot, at=late).days == 1
    assert programme_status(pilot, at=late.astimezone(east)).days == 2
    assert "for 1 day;" in str(programme_status(pilot, at=late))
    assert programme_status(pilot, at=late) == programme_status(
        pilot, at=late.astimezone(east)
    )


@pytest.mark.rule("PRG-02")
def test_a_return_makes_later_stages_ahead_again(rules: ps.Rulebook) -> None:
    """Who goes back from Develop to Design has been in Develop, and it lies ahead."""
    pilot = pilots.done(pilots.complete(rules, "design"), [pilots.ADVANCE])
    back = ReturnPilot(by="ada", to="design", why="the terms changed")
    at = datetime(2026, 2, 2, 9, tzinfo=UTC)
    pilot = pilots.done(pilot, [back], at)
    design, develop = programme_status(pilot, at=at).stages[1:3]
    assert (design.progress, design.entered_on) == (CURRENT, date(2026, 2, 2))
    assert (develop.progress, develop.entered_on) == (AHEAD, date(2026, 1, 12))


@pytest.mark.rule("PRG-02")
def test_a_restored_programme_knows_the_stage_that_it_is_in(rules: ps.Rulebook) -> None:
    """What came before is not known, and nothing else differs."""
    pilot = pilots.complete(rules, "develop")
    restored = PilotProgramme.restore(rules.programme, pilot.snapshot())
    stages = programme_status(restored, at=pilot.state.at).stages
    assert [each.entered_on for each in stages[:4]] == [
        None,
        None,
        date(2026, 1, 12),
        None,
    ]


@pytest.mark.rule("PRG-02")
def test_a_stopped_programme(rules: ps.Rulebook) -> None:
    """It says where and why it was stopped; nothing blocks it, and nobody must act."""
    pilot = pilots.complete(rules, "design")
    pilot = pilots.done(pilot, [StopPilot(by="ada", why="no budget")])
    status = programme_status(pilot, at=pilot.state.at)
    assert str(status) == "emea was stopped in Design on 2026-01-12: no budget"
    assert status.stage is not None
    assert status.stage.id == "design"
    assert (status.next_stage, status.blocking, status.ahead) == (None, (), ())
    assert [each.progress for each in status.stages[:3]] == [PASSED, CURRENT, AHEAD]
    assert status.notes == ()
    restored = PilotProgramme.restore(rules.programme, pilot.snapshot())
    stages = programme_status(restored, at=pilot.state.at).stages
    assert [each.entered_on for each in stages] == [None] * 6


@pytest.mark.rule("PRG-02", "PRG-07")
def test_an_available_programme(rules: ps.Rulebook) -> None:
    """It has passed every stage, and is told how long it is available."""
    pilot = pilots.available(rules)
    status = programme_status(pilot, at=pilot.state.at + timedelta(days=30))
    assert str(status) == "emea is generally available since 2026-09-16"
    assert (status.stage, status.next_stage, status.days) == (None, None, 30)
    assert {each.progress for each in status.stages} == {PASSED}
    assert (status.blocking, status.ahead, status.share_by) == ((), (), None)
    assert status.availability.complete
    assert status.availability.shown_by["metrics_settled"] == "wiki/metrics_settled"


@pytest.mark.rule("PRG-09")
def test_how_far_partners_are(rules: ps.Rulebook) -> None:
    """Each has its steps with days, and what it lacks; who withdrew lacks none."""
    pilot = pilots.complete(rules, "deliver")
    bought = WithdrawPartner(by="ada", partner="globex", why="It was bought")
    pilot = pilots.done(pilot, [bought])
    acme, globex = programme_status(pilot, at=pilot.state.at).partners
    assert acme.done == {
        "signed": date(2026, 3, 16),
        "onboarded": date(2026, 4, 10),
        "trained": date(2026, 5, 8),
    }
    assert acme.lacks == ("surveyed",)
    assert str(acme) == (
        "signed 2026-03-16; onboarded 2026-04-10; trained 2026-05-08; not yet surveyed"
    )
    assert globex.lacks == ()
    assert str(globex).startswith("withdrew: It was bought; signed")
    pilot = pilots.done(pilot, [pilots.ADVANCE])
    pilot = pilots.done(pilot, [AskForCaseStudy(by="ada", partner="acme")])
    acme, _ = programme_status(pilot, at=pilot.state.at).partners
    assert "case study asked" in str(acme)


@pytest.mark.rule("PRG-09")
def test_when_metrics_are_due_next(rules: ps.Rulebook) -> None:
    """A month after the last time, or after the run began; told once it is over."""
    pilot = pilots.done(pilots.complete(rules, "develop"), [pilots.ADVANCE])
    status = programme_status(pilot, at=pilots.RUN_FROM)
    assert status.share_by == date(2026, 4, 16)
    assert "metrics are to be shared by 2026-04-16" in status.notes
    late = programme_status(pilot, at=datetime(2026, 4, 17, tzinfo=UTC))
    assert "metrics are to be shared by 2026-04-16 (that day is over)" in late.notes
    pilot = pilots.complete(rules, "deliver")
    status = programme_status(pilot, at=pilot.state.at)
    assert pilot.state.shared_on[-1] == date(2026, 9, 16)
    assert status.share_by == date(2026, 10, 16)


@pytest.mark.rule("PRG-03", "PRG-04", "PRG-01")
def test_goals_deliverables_and_team_are_there(rules: ps.Rulebook) -> None:
    """The report has the same answers that are given without a log."""
    pilot = pilots.complete(rules, "debrief")
    status = programme_status(pilot, at=pilot.state.at)
    assert {each.id: each.state for each in status.goals.goals} == {
        "partner_relationships": GoalState.MET,
        "customer_engagement": GoalState.MET,
        "scaling": GoalState.NOT_YET_DUE,
    }
    assert status.goals.goals["scaling"].distance == "0.01 partners short"
    assert status.deliverables.ready.complete
    assert [seat.id for seat in status.team.vacant] == [
        "delivery",
        "operations",
        "marketing",
        "legal",
    ]


@pytest.mark.rule("PRG-07")
def test_a_log_and_a_record_say_the_same(rules: ps.Rulebook) -> None:
    """What rollout lacks does not depend on whether there is a log."""
    pilot = pilots.complete(rules, "rollout")
    state = pilot.state
    given = facts(
        settled={
            id_: tick.evidence
            for id_, tick in state.ticked.items()
            if id_ in rules.programme.stages["rollout"].criteria
        },
        regions=state.regions,
        sessions=state.sessions,
        quarter_goals=state.quarter_goals,
    )
    told = programme_status(pilot, at=state.at).availability
    assert check_availability(rules.programme, given, on=state.at.date()) == told


def test_wrong_arguments(rules: ps.Rulebook) -> None:
    """A state is no programme, and it is not asked how it stood before its log ends."""
    pilot = pilots.begun(rules)
    wrong: Any = pilot.state
    with pytest.raises(InvalidUseError, match="needs a PilotProgramme"):
        programme_status(wrong, at=pilots.AT)
    with pytest.raises(InvalidValueError, match="before the newest event"):
        programme_status(pilot, at=pilots.AT - timedelta(seconds=1))
    with pytest.raises(InvalidValueError, match="zone"):
        programme_status(pilot, at=datetime(2026, 1, 12, 9))  # noqa: DTZ001


def test_a_status_never_changes(rules: ps.Rulebook) -> None:
    """It is a record like any other."""
    status = programme_status(pilots.begun(rules), at=pilots.AT)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        status.at = pilots.AT  # type: ignore[misc]
