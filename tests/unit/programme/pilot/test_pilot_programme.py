"""Programmes on their way: what can be done, what is refused, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.programme import PartnerRequirements
from partner_success.programme.pilot import (
    AdvancePilot,
    AgreeSharing,
    AnswerCaseStudy,
    AnswerQuestion,
    AskForCaseStudy,
    ChoosePartner,
    DropGoal,
    DropQuarterGoal,
    FillSeat,
    JudgeGoal,
    MoveDeliverable,
    OnboardPartner,
    PilotCommand,
    PilotProgramme,
    RecordSession,
    ReopenCriterion,
    ReopenQuestion,
    ReturnPilot,
    SetGoal,
    SetQuarterGoal,
    SetRegions,
    SetRequirements,
    ShareMetrics,
    SignPartner,
    StopPilot,
    TickCriterion,
    TrainPartner,
    VacateSeat,
    WithdrawPartner,
)
from tests.support.pilots import (
    ADVANCE,
    AT,
    REQUIREMENTS,
    REVIEWED,
    STAGES,
    available,
    begun,
    complete,
    done,
    goal,
)


def codes(pilot: PilotProgramme, command: PilotCommand) -> list[str]:
    """Give the codes of everything that stands against a command."""
    step = pilot.apply(command, at=pilot.state.at)
    assert step.programme is pilot or not step.refused
    return [reason.code for reason in step.reasons]


@pytest.mark.rule("PRG-02", "PRG-06", "PRG-07", "PRG-09")
def test_a_programme_from_its_first_day_to_general_availability(
    rules: ps.Rulebook,
) -> None:
    """Stage after stage, each refused until the last of its criteria is met."""
    pilot = begun(rules)
    seen = [pilot.stage]
    for stage, (at, commands) in STAGES.items():
        assert pilot.stage == stage
        for command in commands:
            step = pilot.apply(ADVANCE, at=at)
            assert step.refused, (stage, command)
            pilot = done(pilot, [command], at)
        pilot = done(pilot, [ADVANCE])
        seen.append(pilot.stage)
    assert seen == [*STAGES, "available"]
    assert pilot.has_ended
    assert pilot.events[-1].kind == "made_available"
    assert pilot.open_criteria(at=REVIEWED) == pilot.blocking(at=REVIEWED) == ()
    state = pilot.state
    assert state.since == REVIEWED
    assert [each.met for each in state.judged.values()] == [True, True, False]
    assert state.partners["acme"].case_study == "asked"
    assert state.sharing_months == 1


@pytest.mark.rule("PRG-02", "PRG-06")
def test_a_refusal_names_everything_that_is_missing(rules: ps.Rulebook) -> None:
    """Each thing that is missing is a reason, with its stage, criterion and seats."""
    pilot = done(
        complete(rules, "design"),
        [
            ReopenQuestion(by="ada", question="platform", why="new owner"),
            ReopenQuestion(by="ada", question="privacy", why="new law"),
            VacateSeat(by="ada", seat="channel_sponsor"),
        ],
    )
    step = pilot.apply(ADVANCE, at=AT)
    assert [
        (each.code, each.facts["stage"], each.facts["criterion"])
        for each in step.reasons
    ] == [
        ("vacant", "discovery", "sponsors_named"),
        ("unanswered", "design", "questions_answered"),
        ("unanswered", "design", "questions_answered"),
    ]
    assert [each.rules[0] for each in step.reasons] == ["PRG-02", "PRG-06", "PRG-06"]
    assert all(each.citations for each in step.reasons)
    assert step.reasons[2].facts["acts"][-1] == "legal"
    assert step.explain().splitlines()[0] == (
        "refused: Discovery: Both executive sponsors are named: the seat 'Executive"
        " sponsor, channel' is vacant"
    )
    assert step.programme is pilot
    assert step.events == ()


@pytest.mark.rule("PRG-02")
def test_a_pilot_goes_back_and_comes_again(rules: ps.Rulebook) -> None:
    """Going back keeps what is on record, and the run goes on from its first day."""
    pilot = complete(rules, "debrief")
    back = done(pilot, [ReturnPilot(by="ada", to="design", why="the tool changed")])
    assert back.stage == "design"
    assert back.events[-1].why == "the tool changed"
    assert back.state.partners == pilot.state.partners
    again = done(back, [ADVANCE] * 3)
    assert again.stage == "debrief"
    assert again.state.run_from == pilot.state.run_from == date(2026, 3, 16)


@pytest.mark.rule("PRG-02")
def test_only_what_is_earlier_can_be_gone_back_to(rules: ps.Rulebook) -> None:
    """Neither the present stage nor a later one is earlier; and a reason is asked."""
    pilot = complete(rules, "develop")
    for to in ("develop", "deliver", "rollout"):
        step = pilot.apply(ReturnPilot(by="ada", to=to, why="we learnt"), at=REVIEWED)
        assert [each.code for each in step.reasons] == ["not-now"]
        told = "from Develop the way back leads to Discovery or Design, not to"
        assert told in step.explain()
    assert codes(pilot, ReturnPilot(by="ada", to="design", why=" ")) == ["no-reason"]
    first = begun(rules).apply(ReturnPilot(by="ada", to="design", why="x"), at=AT)
    assert "from Discovery the way back leads nowhere, not to Design" in first.explain()
    with pytest.raises(UnknownNameError, match="is called 'available'"):
        pilot.apply(ReturnPilot(by="ada", to="available", why="x"), at=REVIEWED)


@pytest.mark.rule("PRG-02")
def test_a_programme_is_stopped_for_a_reason(rules: ps.Rulebook) -> None:
    """It can be stopped in every stage; what was open then stays known."""
    for stage in STAGES:
        pilot = complete(rules, stage)
        assert codes(pilot, StopPilot(by="ada")) == ["no-reason"]
        stopped = done(pilot, [StopPilot(by="ada", why="no budget")])
        assert stopped.stage == "stopped"
        assert stopped.has_ended
        assert stopped.state.stopped is not None
        assert (stopped.state.stopped.stage, stopped.state.stopped.why) == (
            stage,
            "no budget",
        )
    early = done(begun(rules), [StopPilot(by="ada", why="no budget")])
    assert {each.stage.id for each in early.open_criteria(at=AT)} == {"discovery"}
    assert early.blocking(at=AT) == ()


@pytest.mark.rule("PRG-02")
def test_nothing_follows_the_end(rules: ps.Rulebook) -> None:
    """Whatever is done after availability or a stop is refused, with its day."""
    ended = {
        "is generally available since 2026-09-16": available(rules),
        "was stopped on 2026-01-12 (no budget)": done(
            begun(rules), [StopPilot(by="ada", why="no budget")]
        ),
    }
    for told, pilot in ended.items():
        for command in (
            ADVANCE,
            StopPilot(by="ada", why="x"),
            ReturnPilot(by="ada", to="design", why="x"),
            FillSeat(by="ada", seat="legal", person="zoe"),
        ):
            step = pilot.apply(command, at=REVIEWED)
            assert [each.code for each in step.reasons] == ["ended"]
            assert told in step.explain()


@pytest.mark.rule("PRG-02", "PRG-06")
@pytest.mark.parametrize(
    ("stage", "command", "code"),
    [
        (
            "discovery",
            FillSeat(by="ada", seat="channel_manager", person="ines"),
            "unchanged",
        ),
        ("discovery", VacateSeat(by="ada", seat="legal"), "unchanged"),
        ("discovery", SetGoal(by="ada", goal=goal("scaling")), "unchanged"),
        ("discovery", DropGoal(by="ada", goal="scaling"), "no-reason"),
        ("debrief", JudgeGoal(by="ada", goal="scaling", value=9.99), "unchanged"),
        (
            "design",
            AnswerQuestion(by="ada", question="platform", answer="vendor"),
            "unchanged",
        ),
        ("design", ReopenQuestion(by="ada", question="platform"), "no-reason"),
        (
            "discovery",
            ReopenQuestion(by="ada", question="platform", why="x"),
            "unchanged",
        ),
        (
            "discovery",
            SetRequirements(by="ada", requirements=PartnerRequirements()),
            "no-requirements",
        ),
        (
            "design",
            SetRequirements(by="ada", requirements=REQUIREMENTS),
            "unchanged",
        ),
        (
            "develop",
            MoveDeliverable(by="ada", deliverable="portal_page", to="ready"),
            "unchanged",
        ),
        (
            "develop",
            MoveDeliverable(by="ada", deliverable="portal_page", to="in_draft"),
            "no-reason",
        ),
        (
            "design",
            TickCriterion(by="ada", criterion="journey_map_drawn", evidence="x"),
            "unchanged",
        ),
        (
            "design",
            TickCriterion(by="ada", criterion="goals_agreed", evidence="x"),
            "not-by-hand",
        ),
        (
            "design",
            ReopenCriterion(by="ada", criterion="goals_agreed", why="x"),
            "not-by-hand",
        ),
        (
            "design",
            ReopenCriterion(by="ada", criterion="training_built", why="x"),
            "unchanged",
        ),
        (
            "design",
            ReopenCriterion(by="ada", criterion="journey_map_drawn"),
            "no-reason",
        ),
        ("rollout", SetRegions(by="ada", regions=("emea", "apac")), "unchanged"),
        (
            "rollout",
            RecordSession(by="ada", region="emea", where="x", on=date(2027, 1, 1)),
            "in-future",
        ),
        (
            "rollout",
            SetQuarterGoal(by="ada", quarter=date(2027, 1, 1), partners=20),
            "unchanged",
        ),
        (
            "rollout",
            SetQuarterGoal(by="ada", quarter=date(2027, 2, 1), partners=20),
            "other-quarters",
        ),
        (
            "rollout",
            DropQuarterGoal(by="ada", quarter=date(2027, 2, 1), why="x"),
            "unchanged",
        ),
        (
            "rollout",
            DropQuarterGoal(by="ada", quarter=date(2027, 1, 1)),
            "no-reason",
        ),
    ],
)
def test_plans_that_are_refused(
    rules: ps.Rulebook, stage: str, command: PilotCommand, code: str
) -> None:
    """What changes nothing, lacks a reason or cannot be is refused by a reason."""
    assert codes(complete(rules, stage), command) == [code]


def test_how_often_is_agreed_before_the_run_without_a_reason(
    rules: ps.Rulebook,
) -> None:
    """Before Deliver nothing can be hidden by it, and more often hides nothing."""
    pilot = done(begun(rules), [AgreeSharing(by="ada", months=3)])
    assert pilot.state.sharing_months == 3
    running = complete(rules, "deliver")
    assert codes(running, AgreeSharing(by="ada", months=3)) == ["no-reason"]
    longer = AgreeSharing(by="ada", months=3, why="few changes")
    running = done(running, [longer, AgreeSharing(by="ada", months=2)])
    assert running.state.sharing_months == 2


def test_programmes_of_no_policy_and_no_state(rules: ps.Rulebook) -> None:
    """What is no policy or no state is told as such."""
    none: Any = None
    pilot = begun(rules)
    for begin in (
        lambda: PilotProgramme.begin(none, "emea", at=AT, by="ada"),
        lambda: PilotProgramme.replay(none, pilot.events),
        lambda: PilotProgramme.restore(none, pilot.state),
        lambda: PilotProgramme.restore(rules.programme, none),
    ):
        with pytest.raises(InvalidUseError, match=r"this needs a Programme.*NoneType"):
            begin()


def test_quarters_that_began_on_a_wrong_day_can_begin_anew(rules: ps.Rulebook) -> None:
    """The goal of a wrong quarter keeps the right ones out until it is dropped."""
    wrong = SetQuarterGoal(by="ada", quarter=date(2026, 2, 1), partners=9)
    right = SetQuarterGoal(by="ada", quarter=date(2026, 1, 1), partners=9)
    drop = DropQuarterGoal(by="ada", quarter=wrong.quarter, why="the year is another")
    pilot = done(begun(rules), [wrong])
    step = pilot.apply(right, at=AT)
    assert [each.code for each in step.reasons] == ["other-quarters"]
    assert "drop them first" in step.reasons[0].message
    pilot = done(pilot, [drop, right])
    assert pilot.state.quarter_goals == {right.quarter: 9}
    assert PilotProgramme.replay(rules.programme, pilot.events) == pilot
    without_the_goal = [pilot.events[0], attrs.evolve(pilot.events[2], sequence=2)]
    with pytest.raises(InvalidUseError, match="quarter from 2026-02-01, without"):
        PilotProgramme.replay(rules.programme, without_the_goal)


@pytest.mark.rule("PRG-02", "PRG-09")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ChoosePartner(by="ada", partner="initech", meets=[]), "no-criteria"),
        (ChoosePartner(by="ada", partner="acme", meets=["strategic_fit"]), "unchanged"),
        (SignPartner(by="ada", partner="acme"), "unchanged"),
        (OnboardPartner(by="ada", partner="acme", on=date(2026, 9, 17)), "in-future"),
        (
            TrainPartner(by="ada", partner="acme", on=date(2026, 3, 15)),
            "before-signed",
        ),
        (OnboardPartner(by="ada", partner="umbrella"), "not-signed"),
        (AskForCaseStudy(by="ada", partner="gone"), "withdrawn"),
        (WithdrawPartner(by="ada", partner="gone", why="x"), "withdrawn"),
        (WithdrawPartner(by="ada", partner="acme"), "no-reason"),
        (AnswerCaseStudy(by="ada", partner="acme", willing=True), "not-asked"),
        (AnswerCaseStudy(by="ada", partner="globex", willing=True), "unchanged"),
        (AskForCaseStudy(by="ada", partner="globex"), "unchanged"),
        (AgreeSharing(by="ada", months=1), "unchanged"),
        (AgreeSharing(by="ada", months=2, why=" "), "no-reason"),
        (ShareMetrics(by="ada", on=date(2026, 3, 16)), "unchanged"),
        (ShareMetrics(by="ada", on=date(2026, 3, 15)), "not-begun"),
        (ShareMetrics(by="ada", on=date(2026, 9, 17)), "in-future"),
    ],
)
def test_deeds_with_partners_that_are_refused(
    rules: ps.Rulebook, command: PilotCommand, code: str
) -> None:
    """A partner goes step by step, and only while it takes part."""
    pilot = done(complete(rules, "develop"), [ADVANCE])
    meets = ["strategic_fit"]
    pilot = done(
        pilot,
        [
            ShareMetrics(by="ada"),
            ChoosePartner(by="ada", partner="umbrella", meets=meets),
            ChoosePartner(by="ada", partner="gone", meets=meets),
            WithdrawPartner(by="ada", partner="gone", why="it was sold"),
            AskForCaseStudy(by="ada", partner="globex"),
            AnswerCaseStudy(by="ada", partner="globex", willing=True),
        ],
    )
    step = pilot.apply(command, at=REVIEWED)
    assert [each.code for each in step.reasons] == [code]


@pytest.mark.rule("PRG-09")
def test_metrics_are_shared_once_the_pilot_runs(rules: ps.Rulebook) -> None:
    """Before Deliver is entered there is nothing to share."""
    step = begun(rules).apply(ShareMetrics(by="ada"), at=AT)
    assert [each.code for each in step.reasons] == ["not-begun"]
    assert "begins when Deliver is entered" in step.explain()


@pytest.mark.rule("PRG-09")
def test_a_partner_that_comes_back_begins_anew(rules: ps.Rulebook) -> None:
    """Who withdrew can be chosen again, and has to sign again."""
    pilot = done(
        complete(rules, "develop"),
        [
            WithdrawPartner(by="ada", partner="acme", why="no people"),
            ChoosePartner(by="ada", partner="acme", meets=["data_shareable"]),
        ],
    )
    partner = pilot.state.partners["acme"]
    assert partner.takes_part
    assert partner.chosen_for == ("data_shareable",)
    assert partner.signed_on is None


@pytest.mark.rule("PRG-02", "PRG-03")
def test_a_goal_that_is_set_anew_is_judged_anew(rules: ps.Rulebook) -> None:
    """What was judged by the old target holds no longer, nor that of a dropped goal."""
    pilot = complete(rules, "debrief")
    harder = done(pilot, [SetGoal(by="ada", goal=goal("scaling", value=9))])
    assert "scaling" not in harder.state.judged
    judged = done(harder, [JudgeGoal(by="ada", goal="scaling", value=Decimal("9.99"))])
    assert judged.state.judged["scaling"].met
    corrected = done(judged, [JudgeGoal(by="ada", goal="scaling", value=8)])
    assert not corrected.state.judged["scaling"].met
    dropped = done(judged, [DropGoal(by="ada", goal="scaling", why="covered")])
    assert "scaling" not in {*dropped.state.goals, *dropped.state.judged}


@pytest.mark.rule("PRG-02")
def test_a_deliverable_goes_back_with_a_reason(rules: ps.Rulebook) -> None:
    """It can skip states on its way, and go back where somebody says why."""
    back = MoveDeliverable(
        by="ada", deliverable="portal_page", to="in_draft", why="a broken link"
    )
    pilot = done(complete(rules, "develop"), [back])
    assert pilot.state.deliverables["portal_page"] == "in_draft"


@pytest.mark.rule("PRG-02", "PRG-06")
@pytest.mark.parametrize(
    ("command", "told"),
    [
        (FillSeat(by="ada", seat="channel_manger", person="x"), "'channel_manager'"),
        (VacateSeat(by="ada", seat="nobody"), "no "),
        (SetGoal(by="ada", goal=goal("scalling")), "'scaling'"),
        (DropGoal(by="ada", goal="scalin", why="x"), "no goal is called 'scalin'"),
        (JudgeGoal(by="ada", goal="scalin", value=1), "no goal is called 'scalin'"),
        (AnswerQuestion(by="ada", question="fundin", answer="x"), "'funding'"),
        (
            AnswerQuestion(by="ada", question="funding", answer="chanel"),
            "no answer to the question 'funding' is called 'chanel'; did you mean",
        ),
        (ReopenQuestion(by="ada", question="fundin", why="x"), "'funding'"),
        (MoveDeliverable(by="ada", deliverable="portal", to="ready"), "portal_page"),
        (MoveDeliverable(by="ada", deliverable="portal_page", to="done"), "'ready'"),
        (TickCriterion(by="ada", criterion="trained", evidence="x"), "no "),
        (ReopenCriterion(by="ada", criterion="trained", why="x"), "no "),
        (ChoosePartner(by="ada", partner="x", meets=["strategy"]), "strategic_fit"),
        (SignPartner(by="ada", partner="acne"), "no pilot partner is called 'acne'"),
        (RecordSession(by="ada", region="emae", where="x"), "no region is called"),
    ],
)
def test_names_that_are_not_there(
    rules: ps.Rulebook, command: PilotCommand, told: str
) -> None:
    """A name that nothing carries is misuse, and the message helps with it."""
    with pytest.raises(UnknownNameError) as caught:
        complete(rules, "discovery").apply(command, at=AT)
    assert told in str(caught.value)


def test_days_are_those_of_the_clock_of_the_command(rules: ps.Rulebook) -> None:
    """Where no day is given, it is the day where the command is given."""
    pilot = complete(rules, "develop")
    pilot = done(
        pilot, [ChoosePartner(by="ada", partner="late", meets=["strategic_fit"])]
    )
    east = timezone(timedelta(hours=10))
    at = datetime(2026, 4, 1, 20, tzinfo=UTC).astimezone(east)
    step = pilot.apply(SignPartner(by="ada", partner="late"), at=at)
    assert step.programme.state.partners["late"].signed_on == date(2026, 4, 2)


@pytest.mark.rule("PRG-02")
def test_what_others_did_in_between_is_a_conflict(rules: ps.Rulebook) -> None:
    """A version that is not the present one is refused with what came between."""
    pilot = complete(rules, "discovery")
    step = pilot.apply(ADVANCE, at=AT, expected_version=6)
    assert [each.code for each in step.reasons] == ["conflict"]
    assert "between them: seat filled by ada, seat filled by ada" in step.explain()
    assert not pilot.apply(ADVANCE, at=AT, expected_version=8).refused
    early = pilot.apply(ADVANCE, at=AT - timedelta(hours=1))
    assert [each.code for each in early.reasons] == ["out-of-order"]


def test_what_is_no_command_or_no_instant(rules: ps.Rulebook) -> None:
    """Misuse raises, and says what would be right."""
    pilot = begun(rules)
    wrong: Any = "advance"
    with pytest.raises(InvalidUseError, match="str is no command of a programme"):
        pilot.apply(wrong, at=AT)
    with pytest.raises(InvalidValueError, match="needs a time zone"):
        pilot.apply(ADVANCE, at=datetime(2026, 1, 12))  # noqa: DTZ001
    with pytest.raises(InvalidDataError) as caught:
        PilotProgramme.begin(rules.programme, " ", at=AT, by="")
    assert [each.path for each in caught.value.problems] == ["programme_id", "by"]
    step = pilot.apply(AdvancePilot(by="ada"), at=AT)
    with pytest.raises(InvalidUseError, match="neither true nor false"):
        bool(step)
    assert pilot.id == "emea"
