"""How far CSMs are: attendance, what is overdue, the order, and success."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Series
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.programme.enablement import (
    Attendance,
    EnablementPlan,
    EnablementProgress,
    SessionState,
)

START = date(2026, 5, 4)
END = date(2026, 8, 2)
few = settings(max_examples=min(40, settings().max_examples))


def went(csm: str, name: str, day: date, number: int = 1) -> Attendance:
    """Give a record of attendance."""
    return Attendance(csm_id=csm, step=name, on=day, number=number)


def everything(plan: EnablementPlan, *csms: str) -> list[Attendance]:
    """Give the attendance of CSMs who were always there on the first day of a week."""
    return [
        went(csm, each.step.id, each.days.first, each.number)
        for csm in csms
        for each in plan.sessions
    ]


def finished(rules: ps.Rulebook) -> EnablementProgress:
    """Give the progress of one CSM who was always there."""
    plan = rules.enablement.plan(START)
    return plan.progress(everything(plan, "ada"), csms=["ada"], on=END)


@pytest.mark.rule("PRG-08")
def test_a_session_is_in_time_until_its_week_is_over(rules: ps.Rulebook) -> None:
    """Ahead, open, overdue from the day after the last one, attended though late."""
    plan = rules.enablement.plan(START)
    late = [went("ada", "kickoff", date(2026, 5, 20))]
    for day, state in (
        (date(2026, 5, 10), SessionState.AHEAD),
        (date(2026, 5, 11), SessionState.OPEN),
        (date(2026, 5, 17), SessionState.OPEN),
        (date(2026, 5, 18), SessionState.OVERDUE),
        (date(2026, 5, 20), SessionState.ATTENDED),
    ):
        found = plan.progress(late, csms=["ada"], on=day).csms["ada"].standings[2]
        assert (found.session.step.id, found.state) == ("kickoff", state)
        assert found.late is (state is SessionState.ATTENDED)


@pytest.mark.rule("PRG-08")
def test_progress_of_two(rules: ps.Rulebook) -> None:
    """Each has counts, hours and overdue sessions of their own."""
    plan = rules.enablement.plan(START)
    found = plan.progress(
        [
            went("ada", "elearning", START),
            went("ada", "tools_access", START),
            went("ada", "kickoff", date(2026, 5, 11)),
            went("ada", "training", date(2026, 5, 18), 1),
            went("ben", "elearning", date(2026, 5, 5)),
        ],
        csms=["ada", "ben"],
        on=date(2026, 5, 25),
    )
    ada, ben = found.csms
    assert (str(ada.participation), ada.hours.told) == ("3 of 17", 5)
    assert (str(ben.participation), ben.hours.told) == ("1 of 17", 2)
    assert [each.session.title for each in ada.overdue] == [
        "Training with an instructor 2"
    ]
    assert len(found.overdue) == 5
    assert (found.week, str(found.participation)) == (4, "4 of 34")
    told = found.explain()
    assert told.title == (
        "Enablement on 2026-05-25, week 4 of 13: 4 of 34 sessions attended, 5 overdue"
    )
    assert told.rows[0] == ("ada", "3 of 17", "1", "5")
    assert told.remarks[0] == (
        "overdue since 2026-05-24: ada, Training with an instructor 2"
    )
    early = plan.progress([], csms=["ada"], on=date(2026, 5, 1)).explain()
    assert early.title.startswith("Enablement on 2026-05-01: 0 of 17")


@pytest.mark.rule("PRG-08")
def test_the_order_of_steps_is_watched(rules: ps.Rulebook) -> None:
    """A step before another that comes first is told; the same day is in order."""
    plan = rules.enablement.plan(START)
    wrong = [
        went("ada", "kickoff", date(2026, 5, 6)),
        went("ada", "elearning", date(2026, 5, 7)),
        went("ada", "training", date(2026, 5, 19), 1),
        went("ada", "training", date(2026, 5, 27), 2),
        went("ada", "tools_access", date(2026, 5, 26)),
        went("ada", "handover", date(2026, 5, 26)),
    ]
    found = plan.progress(wrong, csms=["ada"], on=date(2026, 6, 1))
    told = [(each.step.id, each.first.id, each.missing) for each in found.breaches]
    assert told == [("kickoff", "elearning", 1), ("handover", "training", 1)]
    assert found.explain().remarks[-1] == (
        "out of order: ada: Handover of customer accounts on 2026-05-26, before"
        " Training with an instructor (1 of 2 not done by then)"
    )
    # On 26 May nobody knows of the training on the day after.
    kept = [each for each in wrong if each.on != date(2026, 5, 6)]
    kept.append(went("ada", "kickoff", date(2026, 5, 7)))
    before = plan.progress(kept, csms=["ada"], on=date(2026, 5, 25))
    assert before.breaches == ()


@pytest.mark.rule("PRG-08")
def test_nothing_is_out_of_order_where_all_goes_by_plan(rules: ps.Rulebook) -> None:
    """The plan itself keeps the order that it asks for."""
    found = finished(rules)
    assert (found.breaches, found.overdue) == ((), ())
    assert found.participation.full
    assert found.week == 13


@pytest.mark.rule("PRG-08")
@pytest.mark.parametrize(
    ("use", "nps", "answers", "answer"),
    [
        ([10, 12, 14], 1, ["yes", "yes", "yes"], "yes"),
        ([10, 12, 14], 0.01, ["yes", "yes", "yes"], "yes"),
        ([10, 12, 14], 0, ["yes", "yes", "no"], "no"),
        ([10, 12, 14], -5, ["yes", "yes", "no"], "no"),
        ([10, 12, 14], None, ["yes", "yes", "unknown"], "unknown"),
        ([10, 12, 14], float("nan"), ["yes", "yes", "unknown"], "unknown"),
        ([10, 10, 10], 50, ["yes", "no", "yes"], "no"),
        ([14, 20, 13], 50, ["yes", "no", "yes"], "no"),
        ([10, 9, 11], 50, ["yes", "yes", "yes"], "yes"),
        ([10, 12], 50, ["yes", "unknown", "yes"], "unknown"),
        ([], None, ["yes", "unknown", "unknown"], "unknown"),
        ([10, 9, 8], None, ["yes", "no", "unknown"], "no"),
    ],
)
def test_success_has_three_grounds(
    rules: ps.Rulebook,
    use: list[float],
    nps: float | None,
    answers: list[str],
    answer: str,
) -> None:
    """All three have to be met, and what is not known is no 'no'."""
    series = Series((START + timedelta(days=7 * n), each) for n, each in enumerate(use))
    success = finished(rules).success(active_use=series, nps=nps)
    assert [each.answer for each in success.checks] == answers
    assert success.answer == answer
    decision = success.decision
    assert decision.holds is (answer == "yes")
    in_the_way = [each for each in answers if each != "yes"]
    assert len(decision.reasons) == (len(in_the_way) or 3)
    unknown = [each for each in decision.reasons if each.code.startswith("unknown-")]
    assert len(unknown) == answers.count("unknown")
    assert all(each.citations for each in decision.reasons)


@pytest.mark.rule("PRG-08")
def test_participation_is_full_open_or_missed(rules: ps.Rulebook) -> None:
    """One missed session of one CSM is enough; a session to come is not known."""
    plan = rules.enablement.plan(START)
    all_ = everything(plan, "ada", "ben")
    day_before = END - timedelta(days=7)
    for records, day, answer, code in (
        (all_, END, "yes", "full-participation"),
        (all_, day_before, "unknown", "unknown-participation"),
        (all_[:-1], END, "unknown", "unknown-participation"),
        (all_[:-1], END + timedelta(days=1), "no", "sessions-missed"),
        (all_[1:], day_before, "no", "sessions-missed"),
    ):
        found = plan.progress(records, csms=["ada", "ben"], on=day).success()
        check = found.checks["participation"]
        assert (check.answer, check.reason.code) == (answer, code)
    assert check.reason.message == (
        "1 of 2 CSMs missed sessions (ada in 15 of 17, ben in 16 of 17)"
    )


@pytest.mark.rule("PRG-08")
def test_access_is_no_part_of_participation(rules: ps.Rulebook) -> None:
    """It is overdue where it was not given, and participation can be full without."""
    plan = rules.enablement.plan(START)
    records = [each for each in everything(plan, "ada") if each.step != "tools_access"]
    found = plan.progress(records, csms=["ada"], on=END)
    assert found.participation.full
    assert [each.session.step.id for each in found.overdue] == ["tools_access"]


@pytest.mark.rule("PRG-08")
def test_only_the_days_of_the_enablement_count(rules: ps.Rulebook) -> None:
    """Readings before the start, after the end, and after the day are not seen."""
    plan = rules.enablement.plan(START)
    days = [START - timedelta(days=1), START, START + timedelta(days=7), END]
    days.append(END + timedelta(days=1))
    series = Series(zip(days, [0, 5, 4, 3, 99], strict=True))
    later = plan.progress([], csms=["ada"], on=END + timedelta(days=9))
    check = later.success(active_use=series).checks["active_use"]
    assert check.reason.facts["readings"] == 3
    assert check.reason.message.startswith("active use falls by ")
    early = plan.progress([], csms=["ada"], on=END - timedelta(days=1))
    assert early.success(active_use=series).checks["active_use"].answer == "unknown"
    never = plan.progress([], csms=["ada"], on=START - timedelta(days=3))
    assert never.success(active_use=series).checks["active_use"].answer == "unknown"


@pytest.mark.rule("PRG-08")
def test_the_trend_is_told_by_the_week(rules: ps.Rulebook) -> None:
    """A line that rises by 2 in 7 days rises by 2 a week."""
    series = Series((START + timedelta(days=7 * n), 10 + 2 * n) for n in range(5))
    check = finished(rules).success(active_use=series).checks["active_use"]
    assert check.reason.message == (
        "active use rises by 2 a week, over 5 readings up to 2026-06-01"
    )
    assert check.reason.facts["a_week"] == 2


@few
@given(st.lists(st.integers(0, 500), min_size=3, max_size=13), st.integers(-9, 9))
def test_the_line_follows_what_is_added(use: list[int], more: int) -> None:
    """What rises by so much a week more has a line that does, exactly."""
    plan = ps.standard().enablement.plan(START)
    progress = plan.progress([], csms=["ada"], on=END)

    def a_week(step: int) -> object:
        series = Series(
            (START + timedelta(days=7 * n), each + step * n)
            for n, each in enumerate(use)
        )
        check = progress.success(active_use=series).checks["active_use"]
        return check.reason.facts["a_week"]

    plain = a_week(0)
    assert isinstance(plain, Fraction)
    assert a_week(more) == plain + more


@pytest.mark.rule("PRG-08")
def test_the_nps_of_answers(rules: ps.Rulebook) -> None:
    """An NPS model's own score is taken; one without answers is not known."""
    found = finished(rules)
    model = rules.nps
    for ratings, answer in (([10, 9, 3], "yes"), ([10, 3], "no"), ([], "unknown")):
        assert found.success(nps=model.score(ratings)).checks["nps"].answer == answer
    told = found.success(nps=33.333).explain()
    assert told.title == "Enablement, judged on 2026-08-02: not known"
    assert told.rows[2] == (
        "Positive NPS of customers", "yes", "NPS 33.33 is above 0",
    )  # fmt: skip


@pytest.mark.parametrize("nps", [101, -100.5, float("inf"), "9", True])
def test_an_nps_that_cannot_be_meant(rules: ps.Rulebook, nps: Any) -> None:
    """Points lie from -100 to 100."""
    with pytest.raises(InvalidValueError, match="NPS"):
        finished(rules).success(nps=nps)


def test_use_that_is_no_series(rules: ps.Rulebook) -> None:
    """A mapping is no series; the message says what to write."""
    wrong: Any = {START: 5}
    with pytest.raises(InvalidUseError, match=r"write Series\(\{day: number"):
        finished(rules).success(active_use=wrong)


@pytest.mark.parametrize(
    ("csms", "told"),
    [
        ([], [("csms", "empty")]),
        (["ada", "ada"], [("csms[1]", "duplicate-id")]),
        (["", 5, "", " ben"], [
            ("csms[0]", "blank"),
            ("csms[1]", "wrong-type"),
            ("csms[2]", "blank"),
            ("csms[3]", "space-around"),
        ]),
    ],
)  # fmt: skip
def test_csms_that_cannot_be_meant(
    rules: ps.Rulebook, csms: Any, told: list[tuple[str, str]]
) -> None:
    """Each is named by its place."""
    plan = rules.enablement.plan(START)
    with pytest.raises(InvalidDataError) as caught:
        plan.progress([], csms=csms, on=START)
    assert [(each.path, each.code) for each in caught.value.problems] == told
    with pytest.raises(InvalidUseError, match=r"write \['ada'\]"):
        plan.progress([], csms="ada", on=START)


def test_attendance_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """Strangers, unknown steps, sessions beyond the last, doubles, and no records."""
    plan = rules.enablement.plan(START)
    records: Any = [
        went("ida", "kickoff", START),
        went("zoe", "kickoff", START),
        went("ada", "kick_off", START),
        went("ada", "training", START, 3),
        went("ada", "training", START, 2),
        went("ada", "training", START, 2),
        "ada",
    ]
    with pytest.raises(InvalidDataError) as caught:
        plan.progress(records, csms=["ada"], on=START)
    told = [(each.path, each.code) for each in caught.value.problems]
    assert told == [
        ("attendance[6]", "wrong-type"),
        ("attendance[0].csm_id", "unknown"),
        ("attendance[1].csm_id", "unknown"),
        ("attendance[2].step", "unknown"),
        ("attendance[3].number", "out-of-range"),
        ("attendance[5]", "duplicate"),
    ]
    assert "did you mean 'kickoff'?" in caught.value.problems[3].message
    assert "known: ada" in caught.value.problems[2].message


@pytest.mark.parametrize("number", [0, True, 1.0, None])
def test_a_record_with_faults(number: Any) -> None:
    """Every fault of it is named at once."""
    wrong: Any = "2026-05-04"
    with pytest.raises(InvalidDataError) as caught:
        Attendance(csm_id="", step=" x", on=wrong, number=number)
    assert [each.path for each in caught.value.problems] == [
        "csm_id",
        "step",
        "on",
        "number",
    ]
