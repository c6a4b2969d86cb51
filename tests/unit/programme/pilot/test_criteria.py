"""Exit criteria of the pilot: each of them open, and met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.programme import CriterionCheck
from partner_success.programme.pilot import (
    AgreeSharing,
    AnswerCaseStudy,
    AskForCaseStudy,
    ChoosePartner,
    DropGoal,
    FillSeat,
    OnboardPartner,
    PilotCommand,
    PilotPartner,
    PilotProgramme,
    ReopenQuestion,
    SetGoal,
    SetQuarterGoal,
    SetRegions,
    ShareMetrics,
    SignPartner,
    SurveyPartner,
    TrainPartner,
    VacateSeat,
    WithdrawPartner,
)
from partner_success.programme.pilot.criteria import CHECKS
from tests.support.pilots import (
    ADVANCE,
    AREAS,
    AT,
    DELIVERABLES,
    PARTNERS,
    QUESTIONS,
    REVIEWED,
    RUN_FROM,
    STAGES,
    begun,
    complete,
    done,
    goal,
    ticks,
)


def missing(
    pilot: PilotProgramme, criterion: str, at: datetime | None = None
) -> list[tuple[str, object]]:
    """Give code and subject of everything that is missing in a criterion."""
    for found in pilot.open_criteria(at=at or pilot.state.at, through="rollout"):
        if found.criterion.id == criterion:
            return [
                (reason.code, next(iter(reason.facts.values()), None))
                for reason in found.reasons
            ]
    return []


def without(pilot: PilotProgramme, **fields: object) -> PilotProgramme:
    """Give a programme whose state is another."""
    return attrs.evolve(pilot, state=attrs.evolve(pilot.state, **fields))


@pytest.mark.rule("PRG-02")
def test_stages_have_these_exit_criteria(rules: ps.Rulebook) -> None:
    """Each stage ends with what the pilot has decided on, in its order."""
    assert {stage.id: stage.criteria.ids for stage in rules.programme.stages} == {
        "discovery": ("goals_agreed", "sponsors_named", "managers_named"),
        "design": (
            "questions_answered",
            "requirements_set",
            "incentives_modelled",
            "data_sharing_agreed",
            "legal_review_done",
            "journey_map_drawn",
        ),
        "develop": ("deliverables_ready", "training_built", "partners_signed"),
        "deliver": (
            "partners_onboarded",
            "partners_trained",
            "months_run",
            "metrics_shared",
        ),
        "debrief": ("goals_judged", "surveys_in", "case_study_asked"),
        "rollout": (
            "qualification_set",
            "onboarding_planned",
            "sessions_recorded",
            "quarters_planned",
            "metrics_settled",
            "incentives_settled",
        ),
    }


@pytest.mark.rule("PRG-02", "PRG-06", "PRG-07")
def test_a_new_programme_lacks_everything(rules: ps.Rulebook) -> None:
    """Every criterion of every stage is open at first, and says what is missing."""
    pilot = begun(rules)
    assert missing(pilot, "goals_agreed") == [("no-goal", area) for area in AREAS]
    assert missing(pilot, "sponsors_named") == [
        ("vacant", "customer_success_sponsor"),
        ("vacant", "channel_sponsor"),
    ]
    assert missing(pilot, "managers_named") == [
        ("vacant", "customer_success_manager"),
        ("vacant", "channel_manager"),
    ]
    assert missing(pilot, "questions_answered") == [
        ("unanswered", question) for question in QUESTIONS
    ]
    assert missing(pilot, "requirements_set") == [("no-requirements", None)]
    assert missing(pilot, "deliverables_ready") == [
        ("not-ready", deliverable) for deliverable in DELIVERABLES
    ]
    nobody = [("no-partners", 0)]
    for criterion in ("partners_signed", "partners_onboarded", "partners_trained"):
        assert missing(pilot, criterion) == nobody
    assert missing(pilot, "surveys_in") == nobody
    assert missing(pilot, "case_study_asked") == nobody
    assert missing(pilot, "months_run") == [("not-begun", None)]
    assert missing(pilot, "metrics_shared") == [("not-begun", None)]
    assert missing(pilot, "goals_judged") == [("no-goals", None)]
    assert missing(pilot, "sessions_recorded") == [("no-regions", None)]
    assert missing(pilot, "quarters_planned") == [("no-quarters", 4)]
    by_hand = [each for each in rules.programme.criteria if each.check == "ticked"]
    assert len(by_hand) == 9
    for criterion in by_hand:
        assert missing(pilot, criterion.id) == [("not-ticked", None)]
    found = pilot.open_criteria(at=AT, through="rollout")
    assert [each.criterion for each in found] == [*rules.programme.criteria]


@pytest.mark.rule("PRG-02", "PRG-06", "PRG-07")
@pytest.mark.parametrize("stage", STAGES)
def test_what_is_done_closes_the_criteria(rules: ps.Rulebook, stage: str) -> None:
    """Where all of a stage is done, nothing up to it is open, and what follows is."""
    pilot = complete(rules, stage)
    assert pilot.stage == stage
    assert pilot.blocking(at=pilot.state.at) == ()
    later = pilot.open_criteria(at=pilot.state.at, through="rollout")
    stages = list(STAGES)
    assert {each.stage.id for each in later} == {*stages[stages.index(stage) + 1 :]}


def test_every_check_has_its_function() -> None:
    """What a policy can name as a check is computed."""
    assert tuple(CHECKS) == get_args(CriterionCheck)


@pytest.mark.rule("PRG-02")
def test_one_goal_in_each_area(rules: ps.Rulebook) -> None:
    """Two goals in one area do not stand for a goal in another."""
    pilot = done(
        begun(rules),
        [
            SetGoal(by="ada", goal=goal("scaling")),
            SetGoal(by="ada", goal=goal("scaling", id_="more")),
        ],
    )
    assert missing(pilot, "goals_agreed") == [
        ("no-goal", "partner_relationships"),
        ("no-goal", "customer_engagement"),
    ]


@pytest.mark.rule("PRG-02", "PRG-06")
@pytest.mark.parametrize(
    ("command", "criterion", "found"),
    [
        (
            VacateSeat(by="ada", seat="channel_sponsor"),
            "sponsors_named",
            [("vacant", "channel_sponsor")],
        ),
        (
            DropGoal(by="ada", goal="scaling", why="too early"),
            "goals_agreed",
            [("no-goal", "scaling")],
        ),
        (
            ReopenQuestion(by="ada", question="funding", why="the budget was cut"),
            "questions_answered",
            [("unanswered", "funding")],
        ),
        (
            ChoosePartner(by="ada", partner="initech", meets=["strategic_fit"]),
            "partners_signed",
            [("not-signed", "initech")],
        ),
    ],
)
def test_what_was_met_can_come_open_again(
    rules: ps.Rulebook,
    command: PilotCommand,
    criterion: str,
    found: list[tuple[str, object]],
) -> None:
    """A criterion of a stage that was left blocks once it is open again."""
    pilot = done(complete(rules, "debrief"), [command])
    assert missing(pilot, criterion) == found
    blocking = {each.criterion.id for each in pilot.blocking(at=REVIEWED)}
    assert criterion in blocking


@pytest.mark.rule("PRG-02")
def test_partners_that_withdrew_do_not_count(rules: ps.Rulebook) -> None:
    """Who withdrew has nothing to do any more; where all did, nothing is shown."""
    pilot = complete(rules, "develop")
    pilot = done(pilot, [OnboardPartner(by="ada", partner="acme")])
    assert missing(pilot, "partners_onboarded") == [("not-onboarded", "globex")]
    pilot = done(pilot, [WithdrawPartner(by="ada", partner="globex", why="sold")])
    assert missing(pilot, "partners_onboarded") == []
    assert missing(pilot, "partners_trained") == [("not-trained", "acme")]
    assert missing(pilot, "surveys_in") == [("no-survey", "acme")]
    pilot = done(pilot, [WithdrawPartner(by="ada", partner="acme", why="sold too")])
    assert missing(pilot, "partners_onboarded") == [("no-partners", 2)]
    [found] = pilot.open_criteria(at=pilot.state.at)
    assert "all 2 that were chosen withdrew" in str(found)


@pytest.mark.rule("PRG-02", "PRG-09")
def test_each_partner_signs_is_trained_and_surveyed(rules: ps.Rulebook) -> None:
    """One partner that is ready does not stand for the other."""
    pilot = begun(rules)
    choose = [
        ChoosePartner(by="ada", partner=each, meets=["strategic_fit"])
        for each in PARTNERS
    ]
    pilot = done(pilot, [*choose, SignPartner(by="ada", partner="acme")])
    assert missing(pilot, "partners_signed") == [("not-signed", "globex")]
    pilot = done(
        pilot,
        [
            TrainPartner(by="ada", partner="acme"),
            SurveyPartner(by="ada", partner="acme"),
        ],
    )
    assert missing(pilot, "partners_trained") == [("not-trained", "globex")]
    assert missing(pilot, "surveys_in") == [("no-survey", "globex")]


@pytest.mark.rule("PRG-02", "PRG-09")
def test_somebody_is_asked_for_a_case_study(rules: ps.Rulebook) -> None:
    """To be asked is enough, whatever the answer; one who withdrew is nobody."""
    pilot = complete(rules, "deliver")
    assert missing(pilot, "case_study_asked") == [("none-asked", None)]
    pilot = done(pilot, [AskForCaseStudy(by="ada", partner="acme")])
    assert missing(pilot, "case_study_asked") == []
    declined = AnswerCaseStudy(by="ada", partner="acme", willing=False)
    assert missing(done(pilot, [declined]), "case_study_asked") == []
    gone = WithdrawPartner(by="ada", partner="acme", why="sold")
    assert missing(done(pilot, [gone]), "case_study_asked") == [("none-asked", None)]


@pytest.mark.rule("PRG-02", "PRG-09")
def test_the_pilot_runs_for_six_months(rules: ps.Rulebook) -> None:
    """Six months are over on the same day of the sixth month, not the day before."""
    pilot = done(complete(rules, "develop"), [ADVANCE])
    assert pilot.state.run_from == RUN_FROM.date()
    day_before = REVIEWED - timedelta(days=1)
    assert missing(pilot, "months_run", day_before) == [("too-short", 5)]
    assert missing(pilot, "months_run", REVIEWED) == []
    [found] = [
        each
        for each in pilot.open_criteria(at=RUN_FROM)
        if each.criterion.id == "months_run"
    ]
    assert "run for 0 of 6 months since 2026-03-16" in str(found)


@pytest.mark.rule("PRG-02", "PRG-09")
def test_metrics_are_shared_every_month(rules: ps.Rulebook) -> None:
    """A month without metrics is a gap, from the first day of the run to today."""
    running = done(complete(rules, "develop"), [ADVANCE])
    in_time = datetime(2026, 4, 16, 9, tzinfo=UTC)
    assert missing(running, "metrics_shared", in_time) == []
    late = in_time + timedelta(days=1)
    assert missing(running, "metrics_shared", late) == [
        ("not-shared", date(2026, 3, 16))
    ]
    april = ShareMetrics(by="ada", on=date(2026, 4, 16))
    shared = done(running, [april], late)
    assert missing(shared, "metrics_shared") == []
    june = datetime(2026, 6, 20, 9, tzinfo=UTC)
    shared = done(shared, [ShareMetrics(by="ada")], june)
    assert missing(shared, "metrics_shared") == [("not-shared", date(2026, 4, 16))]
    # What was forgotten is recorded with its day, or something else is agreed on.
    may = ShareMetrics(by="ada", on=date(2026, 5, 16))
    assert missing(done(shared, [may]), "metrics_shared") == [
        ("not-shared", date(2026, 5, 16))
    ]
    agreed = done(shared, [AgreeSharing(by="ada", months=3, why="few changes")])
    assert missing(agreed, "metrics_shared") == []
    later = datetime(2026, 9, 21, 9, tzinfo=UTC)
    [found] = [
        each
        for each in agreed.open_criteria(at=later)
        if each.criterion.id == "metrics_shared"
    ]
    assert "every 3 months is agreed: they were due by 2026-09-20" in str(found)


@pytest.mark.rule("PRG-07", "PRG-02")
def test_every_region_has_a_session(rules: ps.Rulebook) -> None:
    """A region that comes later needs a session too; one that went needs none."""
    pilot = complete(rules, "rollout")
    more = SetRegions(by="ada", regions=["emea", "apac", "latam"])
    assert missing(done(pilot, [more]), "sessions_recorded") == [
        ("no-session", "latam")
    ]
    fewer = SetRegions(by="ada", regions=["emea"])
    assert missing(done(pilot, [fewer]), "sessions_recorded") == []


def planned(rules: ps.Rulebook, *quarters: date) -> PilotProgramme:
    """Give a programme with goals for quarters."""
    return done(
        begun(rules),
        [SetQuarterGoal(by="ada", quarter=each, partners=5) for each in quarters],
    )


@pytest.mark.rule("PRG-07", "PRG-02")
@pytest.mark.parametrize(
    ("quarters", "found"),
    [
        # On 12 January the quarter has begun: it may be among the four, or not.
        ([(2026, 1), (2026, 4), (2026, 7), (2026, 10)], []),
        ([(2026, 4), (2026, 7), (2026, 10), (2027, 1)], []),
        ([(2026, 4), (2026, 7), (2026, 10)], [date(2027, 1, 1)]),
        ([(2026, 1), (2026, 7)], [date(2026, 4, 1), date(2026, 10, 1)]),
        # Fiscal quarters from February: it lies in the one that began in November.
        ([(2026, 2), (2026, 5), (2026, 8), (2026, 11)], []),
        ([(2025, 11), (2026, 2), (2026, 5), (2026, 8)], []),
        ([(2026, 2), (2026, 5), (2026, 8)], [date(2026, 11, 1)]),
        # What is over does not count.
        (
            [(2025, 10)],
            [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)],
        ),
    ],
)
def test_four_quarters_in_a_row_have_goals(
    rules: ps.Rulebook, quarters: Iterable[tuple[int, int]], found: list[date]
) -> None:
    """They count from the present quarter where it has a goal, else from the next."""
    pilot = planned(rules, *(date(*each, 1) for each in quarters))
    assert missing(pilot, "quarters_planned") == [
        ("no-quarter-goal", quarter) for quarter in found
    ]


@pytest.mark.rule("PRG-02", "PRG-06")
def test_who_has_to_act(rules: ps.Rulebook) -> None:
    """A criterion names its seats; open questions add those that find the answer."""
    pilot = begun(rules)
    acts = {
        each.criterion.id: each.acts
        for each in pilot.open_criteria(at=AT, through="design")
    }
    managers = ("customer_success_manager", "channel_manager")
    assert acts["goals_agreed"] == managers
    assert acts["questions_answered"] == (
        *managers,
        *("operations", "channel_sponsor", "legal"),
    )
    answered = done(pilot, STAGES["design"][1][:5])
    [questions] = [
        each
        for each in answered.open_criteria(at=AT, through="design")
        if each.criterion.id == "questions_answered"
    ]
    assert questions.acts == (*managers, "legal")


@pytest.mark.rule("PRG-02")
def test_a_ready_deliverable_is_taken_back(rules: ps.Rulebook) -> None:
    """What is ready no longer is missing with the state that it is in."""
    pilot = complete(rules, "develop")
    stands = FrozenMap({**pilot.state.deliverables, "portal_page": "in_review"})
    [found] = without(pilot, deliverables=stands).open_criteria(at=RUN_FROM)
    assert [reason.message for reason in found.reasons] == [
        "'Partner portal page' is in review"
    ]
    assert found.reasons[0].facts["state"] == "in_review"


def test_a_day_that_lies_ahead_has_not_come(rules: ps.Rulebook) -> None:
    """A state from elsewhere with a day in the future does not count it yet."""
    ahead = PilotPartner(chosen_for=("strategic_fit",), signed_on=date(2026, 1, 13))
    pilot = without(begun(rules), partners=FrozenMap({"acme": ahead}))
    assert missing(pilot, "partners_signed") == [("not-signed", "acme")]
    assert missing(pilot, "partners_signed", AT + timedelta(days=1)) == []


@pytest.mark.rule("PRG-02")
def test_criteria_are_asked_of_a_stage_and_an_instant(rules: ps.Rulebook) -> None:
    """Each stage is asked for by its id, and no instant lies before what happened."""
    pilot = done(begun(rules), [FillSeat(by="ada", seat="legal", person="zoe")])
    assert {each.stage.id for each in pilot.open_criteria(at=AT)} == {"discovery"}
    with pytest.raises(UnknownNameError, match="did you mean 'design'"):
        pilot.open_criteria(at=AT, through="desing")
    before = AT - timedelta(microseconds=1)
    with pytest.raises(InvalidValueError, match=r"with as_of\(at\)"):
        pilot.open_criteria(at=before)
    with pytest.raises(InvalidValueError, match="needs a time zone"):
        pilot.blocking(at=datetime(2026, 1, 12))  # noqa: DTZ001


@pytest.mark.rule("PRG-02")
def test_ticks_are_told_apart(rules: ps.Rulebook) -> None:
    """A tick closes its own criterion and no other."""
    pilot = done(begun(rules), ticks("training_built"))
    assert missing(pilot, "training_built") == []
    assert missing(pilot, "qualification_set") == [("not-ticked", None)]
