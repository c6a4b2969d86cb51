"""One run of a playbook: what is done in it, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.engagement import (
    CancelRun,
    DoStep,
    EscalateRun,
    Escalation,
    FinishRun,
    LeaveOutStep,
    PauseRun,
    PlaybookRun,
    ReassignStep,
    ReopenStep,
    ResumeRun,
    StepMark,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.unit.engagement.playbooks.running import (
    AT,
    CAUSE,
    HOUR,
    LISTEN,
    NO_VISIT,
    PLAN,
    RUN,
    after,
    playbook,
    refusal,
    started,
    starting,
    whole,
)

PAUSE = PauseRun(by="ada", note="they are on holiday")
CANCEL = CancelRun(by="ada", note="a false alarm")
FINISH = FinishRun(by="ada", outcome="content")


@pytest.mark.rule("PLB-04")
def test_a_run_is_started_for_a_cause() -> None:
    """It says of what, for whom, why, by whom and when, and nothing is done yet."""
    run = started()
    assert (run.id, run.version, run.state.state) == (RUN, 1, "running")
    assert (run.state.subject, run.state.cause) == ("acme", CAUSE)
    assert run.state.started_at == run.state.at == AT
    assert [(event.id, event.by) for event in run.events] == [(f"{RUN}#1", "ada")]
    assert str(run.progress) == "0 of 4 done"
    assert not run.has_ended


@pytest.mark.rule("PLB-04")
def test_steps_are_kept_with_who_did_them_and_when() -> None:
    """What was left out is kept too, with the reason."""
    run = whole()
    assert run.state.done["listen"] == StepMark(
        by="ada", at=AT + HOUR, note="an hour long"
    )
    assert run.state.done["plan"].by == "omar"
    assert run.state.left_out == {
        "visit": StepMark(by="ines", at=AT + 2 * HOUR, note="they came to us")
    }
    assert str(run.progress) == "3 of 4 done, 1 left out"
    assert run.progress.open == 0
    assert run.open_steps == ()


@pytest.mark.rule("PLB-04")
def test_a_step_comes_after_those_it_needs() -> None:
    """Every missing one is named; one that was left out is not missed."""
    run = started()
    step = run.apply(PLAN, at=AT)
    assert step.explain() == (
        "refused: step 'plan' needs what is still open: listen, visit"
    )
    assert step.reasons[0].facts["missing"] == ("listen", "visit")
    assert [each.id for each in run.ready_steps] == ["listen"]
    run = after(run, LISTEN)
    assert [each.id for each in run.ready_steps] == ["visit"]
    assert refusal(run, PLAN) == ("missing-steps",)
    run = after(run, NO_VISIT)
    assert [each.id for each in run.ready_steps] == ["plan"]
    assert [each.id for each in run.open_steps] == ["plan", "check"]
    assert not run.apply(PLAN, at=run.state.at).refused


@pytest.mark.rule("PLB-04")
def test_what_was_settled_is_not_settled_again() -> None:
    """Neither done, left out nor given to somebody; who settled it is named."""
    run = after(started(), LISTEN, NO_VISIT)
    [reason] = run.apply(LISTEN, at=run.state.at).reasons
    assert reason.message == "step 'listen' was done by ada; reopen it first"
    [reason] = run.apply(DoStep(by="ada", step="visit"), at=run.state.at).reasons
    assert reason.message == "step 'visit' was left out by ines; reopen it first"
    assert refusal(run, NO_VISIT) == ("settled",)
    given = ReassignStep(by="ada", step="listen", person="omar")
    assert refusal(run, given) == ("settled",)


@pytest.mark.rule("PLB-04")
def test_only_what_is_done_if_needed_can_be_left_out() -> None:
    """And only with a reason; all that stands against it is said at once."""
    run = started()
    assert refusal(run, LeaveOutStep(by="ada", step="listen", note=" ")) == (
        "no-reason",
        "always-needed",
    )
    assert refusal(run, LeaveOutStep(by="ada", step="visit")) == ("no-reason",)
    assert not run.apply(NO_VISIT, at=AT).refused


@pytest.mark.rule("PLB-04")
def test_a_step_is_reopened_from_the_last_to_the_first() -> None:
    """Not while one that is done needs it; what was left out is opened too."""
    run = whole()
    again = [
        ReopenStep(by="ada", step=step, note="not good enough")
        for step in ("listen", "visit", "plan", "check")
    ]
    step = run.apply(again[0], at=run.state.at)
    assert [reason.message for reason in step.reasons] == [
        "step 'listen' is needed by what is done: plan; reopen that first"
    ]
    assert refusal(run, again[1]) == refusal(run, again[2]) == ("needed",)
    assert refusal(run, ReopenStep(by="ada", step="check")) == ("no-reason",)
    run = after(run, *reversed(again))
    assert str(run.progress) == "0 of 4 done"
    assert [*run.state.done, *run.state.left_out] == []
    assert refusal(run, again[0]) == ("open",)


@pytest.mark.rule("PLB-04")
def test_a_step_is_given_to_somebody() -> None:
    """Who does it is the role of the step or of the playbook, unless one is named."""
    given = ReassignStep(by="ada", step="plan", person="omar")
    run = after(started(), given)
    assert run.state.people == {"plan": "omar"}
    assert refusal(run, given) == ("unchanged",)
    assert (run.role_of("plan"), run.role_of("check")) == ("TAM", "PSM")
    with pytest.raises(UnknownNameError, match="did you mean 'plan'"):
        run.role_of("plna")


@pytest.mark.rule("PLB-04")
def test_a_run_rests_and_goes_on() -> None:
    """While it rests only people change; nothing is ready, and it can be cancelled."""
    run = after(started(), PAUSE)
    assert (run.state.state, run.state.reason) == ("paused", "they are on holiday")
    [reason] = run.apply(LISTEN, at=run.state.at).reasons
    assert reason.message == (
        "to do step is not possible while the run is paused; resume it first"
    )
    [reason] = run.apply(PAUSE, at=run.state.at).reasons
    assert reason.message == "to pause is not possible while the run is paused"
    assert run.ready_steps == ()
    assert len(run.open_steps) == 4
    assert after(run, CANCEL).has_ended
    run = after(
        run,
        ReassignStep(by="ada", step="plan", person="omar"),
        EscalateRun(by="ada", to="executive", note="it takes too long"),
        ResumeRun(by="ada"),
        LISTEN,
    )
    assert (run.state.state, run.state.reason) == ("running", "")
    assert refusal(run, ResumeRun(by="ada")) == ("not-now",)
    assert refusal(run, PauseRun(by="ada")) == ("no-reason",)


@pytest.mark.rule("PLB-04")
def test_somebody_is_brought_in() -> None:
    """Each time with a reason, in order."""
    run = after(
        started(),
        EscalateRun(by="ada", to="executive", note="no answer"),
        EscalateRun(by="ada", to="ines", note="still none"),
    )
    assert [each.to for each in run.state.escalations] == ["executive", "ines"]
    assert run.state.escalations[0] == Escalation(
        to="executive", by="ada", at=AT + HOUR, note="no answer"
    )
    assert refusal(run, EscalateRun(by="ada", to="ines")) == ("no-reason",)


@pytest.mark.rule("PLB-04")
def test_a_run_ends_with_an_outcome() -> None:
    """One that asks for every step is refused while one is open."""
    run = after(started(), LISTEN)
    [reason] = run.apply(FINISH, at=run.state.at).reasons
    assert reason.message == (
        "outcome 'content' needs every step, and these are open: visit, plan, check"
    )
    left = after(run, FinishRun(by="ada", outcome="left"))
    assert (left.state.state, left.state.outcome) == ("finished", "left")
    ended = after(whole(), FINISH)
    assert (ended.has_ended, ended.state.outcome) == (True, "content")
    assert ended.events[-1].by == "ada"


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize(
    "command",
    [
        LISTEN,
        NO_VISIT,
        ReopenStep(by="ada", step="listen", note="again"),
        ReassignStep(by="ada", step="plan", person="omar"),
        PAUSE,
        ResumeRun(by="ada"),
        EscalateRun(by="ada", to="executive", note="late"),
        FINISH,
        CANCEL,
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_follows_the_end(command: Any) -> None:
    """Whether it was finished or given up; the reason says which."""
    finished, cancelled = after(whole(), FINISH), after(started(), CANCEL)
    assert cancelled.state.reason == "a false alarm"
    for run, message in (
        (finished, "the run is finished with 'content', and nothing follows"),
        (cancelled, "the run is cancelled, and nothing follows"),
    ):
        [reason] = run.apply(command, at=run.state.at).reasons
        assert (reason.code, reason.message) == ("not-now", message)
        assert run.ready_steps == ()


@pytest.mark.rule("PLB-04")
def test_time_does_not_run_back() -> None:
    """A command before the newest event is refused, by true time and not by clocks."""
    run = after(started(), LISTEN)
    assert refusal(run, NO_VISIT, at=AT) == ("out-of-order",)
    berlin = ZoneInfo("Europe/Berlin")
    again = datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)
    run = PlaybookRun.start(playbook(), starting(), at=again)
    early = datetime(2026, 10, 25, 2, 50, tzinfo=berlin)
    assert refusal(run, LISTEN, at=early) == ("out-of-order",)
    with pytest.raises(InvalidValueError, match="time zone"):
        run.apply(LISTEN, at=AT.replace(tzinfo=None))


@pytest.mark.rule("PLB-04")
def test_who_saw_an_older_version_is_told_what_came_between() -> None:
    """By kind and by whom; with the present version it goes on."""
    run = after(started(), LISTEN)
    [reason] = run.apply(NO_VISIT, at=run.state.at, expected_version=1).reasons
    assert reason.message == (
        "version 1 was expected, and this is version 2; between them: step done by ada"
    )
    assert not run.apply(NO_VISIT, at=run.state.at, expected_version=2).refused
    with pytest.raises(InvalidValueError, match="a version is a whole number"):
        run.apply(NO_VISIT, at=run.state.at, expected_version=-1)


@pytest.mark.rule("PLB-04")
def test_a_run_is_overdue_after_its_last_day() -> None:
    """Counted from the day of its start; not once it ended, nor where nothing says."""
    run = started()
    last = date(2026, 5, 9)
    assert run.due_on == last
    assert not run.overdue(last)
    assert run.overdue(last + timedelta(days=1))
    assert after(run, PAUSE).overdue(last + timedelta(days=1))
    assert not after(run, CANCEL).overdue(last + timedelta(days=1))
    assert started(within_days=None).due_on is None
    assert not started(within_days=None).overdue(date(2030, 1, 1))
    with pytest.raises(InvalidValueError, match=r"needs a datetime\.date"):
        run.overdue("today")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="on needs a day"):
        run.overdue(AT)
    with pytest.raises(InvalidValueError, match="beyond the calendar"):
        _ = started(within_days=10**7).due_on


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (DoStep(by="ada", step="lisen"), "did you mean 'listen'"),
        (LeaveOutStep(by="ada", step="vist"), "did you mean 'visit'"),
        (FinishRun(by="ada", outcome="contend"), "did you mean 'content'"),
    ],
)
def test_an_unknown_name_is_misuse(command: Any, message: str) -> None:
    """After the end too."""
    for run in (started(), after(started(), CANCEL)):
        with pytest.raises(UnknownNameError, match=message):
            run.apply(command, at=run.state.at)


def test_what_is_no_command_is_misuse() -> None:
    """What can be given is named; a start is none that follows."""
    for wrong in (None, "listen", starting()):
        with pytest.raises(InvalidUseError, match="is no command of a run; give one"):
            started().apply(wrong, at=AT)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="started with StartRun, found DoStep"):
        PlaybookRun.start(playbook(), LISTEN, at=AT)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="time zone"):
        PlaybookRun.start(playbook(), starting(), at=AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("kind", "fields", "paths"),
    [
        (DoStep, {"by": "", "step": 3, "note": None}, ["by", "step", "note"]),
        (ReassignStep, {"by": "a", "step": " x", "person": None}, ["step", "person"]),
        (EscalateRun, {"by": "a", "to": ""}, ["to"]),
        (FinishRun, {"by": None, "outcome": "x "}, ["by", "outcome"]),
        (CancelRun, {"by": "a", "note": 5}, ["note"]),
    ],
)
def test_commands_report_every_wrong_field(
    kind: Any, fields: dict[str, Any], paths: list[str]
) -> None:
    """Each by its path."""
    with pytest.raises(InvalidDataError) as found:
        kind(**fields)
    assert [problem.path for problem in found.value.problems] == paths


def test_a_start_reports_every_wrong_field() -> None:
    """A cause given as text is none."""
    with pytest.raises(InvalidDataError) as found:
        starting(by=" ", subject=None, cause="nps")
    assert [problem.path for problem in found.value.problems] == [
        "by",
        "subject",
        "cause",
    ]


def test_an_answer_is_neither_true_nor_false() -> None:
    """It is asked whether it was refused; its text says what was done."""
    step = started().apply(LISTEN, at=AT)
    assert step.explain() == "step done"
    with pytest.raises(InvalidUseError, match=r"ask step\.refused"):
        bool(step)


@pytest.mark.rule("PLB-04")
def test_every_playbook_of_the_standard_rulebook_can_be_run(rules: ps.Rulebook) -> None:
    """Step by step in the order of what each needs, to every outcome."""
    for each in rules.playbooks:
        run = PlaybookRun.start(each, starting(), at=AT)
        while ready := run.ready_steps:
            run = after(run, *(DoStep(by="ada", step=step.id) for step in ready))
        assert run.open_steps == ()
        for outcome in each.outcomes.ids:
            assert after(run, FinishRun(by="ada", outcome=outcome)).has_ended
