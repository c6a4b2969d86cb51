"""Customers on their way: what leads on, what is refused, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import partner_success as ps
from partner_success.engagement import (
    AdvanceStage,
    LifecycleCommand,
    LifecycleStep,
    RecordChurn,
    RecordRenewal,
    ReopenMilestone,
    TickMilestone,
    lifecycle_table,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.support.customers import AT, DAY, WAYS, WHOLE_WAY, begun, taken


def codes(step: LifecycleStep) -> list[str]:
    """Give the codes of everything that stood against a command."""
    assert step.refused is bool(step.reasons)
    assert not (step.reasons and step.events)
    return [reason.code for reason in step.reasons]


@pytest.mark.rule("ENG-01")
def test_a_customer_goes_through_every_stage_and_out(rules: ps.Rulebook) -> None:
    """Land to Renew, back to Adopt by a renewal, and out for a reason."""
    customer = taken(begun(rules), WHOLE_WAY)
    assert [event.kind for event in customer.events] == [
        "lifecycle_begun",
        "stage_entered",
        "milestone_ticked",
        "stage_entered",
        "stage_entered",
        "stage_entered",
        "contract_renewed",
        "stage_entered",
        "customer_churned",
    ]
    assert [event.id for event in customer.events] == [
        f"globex#{place}" for place in range(1, 10)
    ]
    entered = [getattr(event, "stage", None) for event in customer.events]
    assert entered == [
        "land",
        "onboard",
        None,
        "adopt",
        "expand",
        "renew",
        None,
        "renew",
        None,
    ]
    state = customer.state
    assert (customer.stage, state.term, customer.version) == ("churned", 2, 9)
    assert state.has_churned
    assert state.churn is not None
    assert (state.churn.reason, state.churn.stage) == ("price", "renew")
    assert (state.churn.by, state.churn.at) == ("ada", AT)


@pytest.mark.rule("ENG-01")
@pytest.mark.parametrize(
    ("state", "ways"),
    [
        ("land", {"onboard"}),
        ("onboard", {"adopt"}),
        ("adopt", {"expand", "renew"}),
        ("expand", {"renew"}),
        ("renew", set[str]()),
        ("churned", set[str]()),
    ],
)
def test_what_can_follow_on_each_stage(
    rules: ps.Rulebook, state: str, ways: set[str]
) -> None:
    """Each stage leads on to the next, and Adopt may pass Expand over."""
    customer = taken(begun(rules), WAYS[state])
    assert customer.stage == state
    for to in rules.lifecycle.stages.ids:
        step = customer.apply(AdvanceStage(by="ada", to=to), at=AT)
        assert step.refused is (to not in ways)
        assert step.lifecycle.stage == (to if to in ways else state)
    renewed = customer.apply(RecordRenewal(by="ada"), at=AT)
    assert renewed.refused is (state != "renew")
    assert renewed.lifecycle.stage == ("adopt" if state == "renew" else state)
    churned = customer.apply(RecordChurn(by="ada", reason="price"), at=AT)
    assert churned.refused is (state == "churned")
    assert churned.lifecycle.stage == "churned"


@pytest.mark.rule("ENG-01")
@pytest.mark.parametrize(
    ("state", "command", "told"),
    [
        (
            "land",
            AdvanceStage(by="ada", to="renew"),
            "from Land the way leads on to Onboard; Renew cannot follow",
        ),
        (
            "adopt",
            AdvanceStage(by="ada", to="land"),
            "from Adopt the way leads on to Expand or Renew; Land cannot follow",
        ),
        (
            "renew",
            AdvanceStage(by="ada"),
            "from Renew the way leads on by a renewal, or ends in churn",
        ),
        (
            "expand",
            RecordRenewal(by="ada"),
            (
                "a contract is renewed in Renew, and the customer is in Expand; go on"
                " to Renew first"
            ),
        ),
    ],
)
def test_what_cannot_follow_says_what_can(
    rules: ps.Rulebook, state: str, command: LifecycleCommand, told: str
) -> None:
    """A refusal names the way on, and the customer stays where it is."""
    customer = taken(begun(rules), WAYS[state])
    step = customer.apply(command, at=AT)
    assert codes(step) == ["not-now"]
    assert step.reasons[0].rules == ("ENG-01",)
    assert step.explain() == f"refused: {told}"
    assert step.lifecycle is customer


@pytest.mark.rule("ENG-01")
@pytest.mark.parametrize(
    "command",
    [
        AdvanceStage(by="ada"),
        AdvanceStage(by="ada", to="adopt"),
        RecordRenewal(by="ada"),
        RecordChurn(by="ada", reason="price"),
        TickMilestone(by="ada", milestone="waves"),
    ],
)
def test_nothing_follows_churn(rules: ps.Rulebook, command: LifecycleCommand) -> None:
    """Who has left is not gone on with, and the refusal says why it left."""
    customer = taken(begun(rules), WAYS["churned"])
    step = customer.apply(command, at=AT)
    assert codes(step) == ["churned"]
    assert "left on 2026-05-04 (The price is too high" in step.explain()


def test_nothing_is_reopened_after_churn(rules: ps.Rulebook) -> None:
    """A milestone of who left stays as it was."""
    customer = taken(begun(rules), WHOLE_WAY)
    command = ReopenMilestone(by="ada", milestone="team_assigned")
    assert codes(customer.apply(command, at=AT)) == ["churned"]


@pytest.mark.rule("ENG-01")
def test_a_reason_that_says_too_little_needs_words(rules: ps.Rulebook) -> None:
    """Another reason is told in words, and blank ones are none."""
    customer = begun(rules)
    for why in ("", "  "):
        step = customer.apply(RecordChurn(by="ada", reason="other", why=why), at=AT)
        assert codes(step) == ["no-words"]
    told = RecordChurn(by="ada", reason="other", why="moved abroad")
    churn = customer.apply(told, at=AT).lifecycle.state.churn
    assert churn is not None
    assert (churn.reason, churn.why, churn.stage) == ("other", "moved abroad", "land")


@pytest.mark.rule("ENG-01")
def test_a_reason_that_is_not_there(rules: ps.Rulebook) -> None:
    """A misspelt code raises, and the near miss is named."""
    with pytest.raises(UnknownNameError, match="did you mean 'price'"):
        begun(rules).apply(RecordChurn(by="ada", reason="pric"), at=AT)


def test_a_stage_that_is_not_there(rules: ps.Rulebook) -> None:
    """A misspelt stage raises, and having churned is no stage to go on to."""
    customer = begun(rules)
    with pytest.raises(UnknownNameError, match="did you mean 'adopt'"):
        customer.apply(AdvanceStage(by="ada", to="adpt"), at=AT)
    with pytest.raises(UnknownNameError, match="lifecycle stage"):
        customer.apply(AdvanceStage(by="ada", to="churned"), at=AT)
    with pytest.raises(UnknownNameError, match="did you mean 'adopt'"):
        rules.lifecycle.begin("globex", at=AT, by="ada", stage="adpt")


@pytest.mark.rule("ENG-05")
def test_onboarding_starts_when_onboard_is_entered(rules: ps.Rulebook) -> None:
    """Its first day is the day of the command by its own clock, or the one given."""
    customer = begun(rules)
    assert customer.plan is None
    assert customer.progress(on=DAY) is None
    assert customer.overdue(on=DAY) == ()
    entered = customer.apply(AdvanceStage(by="ada"), at=AT).lifecycle
    assert entered.state.onboarding_start == DAY
    given = AdvanceStage(by="ada", onboarding_start=date(2026, 5, 11))
    later = customer.apply(given, at=AT).lifecycle
    assert later.state.onboarding_start == date(2026, 5, 11)
    assert later.plan is not None
    assert later.plan.start == date(2026, 5, 11)
    # A start stays what it is when a later stage is entered.
    assert taken(later, WAYS["onboard"]).state.onboarding_start == date(2026, 5, 11)


@pytest.mark.rule("ENG-05")
def test_only_onboard_sets_the_first_day(rules: ps.Rulebook) -> None:
    """A first day given with another stage is refused; so is one with no way on."""
    adopt = taken(begun(rules), WAYS["onboard"])
    command = AdvanceStage(by="ada", onboarding_start=DAY)
    step = adopt.apply(command, at=AT)
    assert codes(step) == ["needless-start"]
    assert "is set when Onboard is entered" in step.explain()
    lost = taken(begun(rules), WAYS["renew"]).apply(command, at=AT)
    assert codes(lost) == ["not-now", "needless-start"]


@pytest.mark.rule("ENG-05")
def test_the_calendar_ends(rules: ps.Rulebook) -> None:
    """An onboarding that the calendar has no days for cannot be started."""
    customer, late = begun(rules), date(9999, 12, 1)
    with pytest.raises(InvalidValueError, match="has no day"):
        customer.apply(AdvanceStage(by="ada", onboarding_start=late), at=AT)
    with pytest.raises(InvalidValueError, match="has no day"):
        rules.lifecycle.begin("globex", at=AT, by="ada", onboarding_start=late)


@pytest.mark.rule("ENG-05")
def test_milestones_are_ticked_and_reopened(rules: ps.Rulebook) -> None:
    """What is ticked is not overdue, and is again once it is opened."""
    customer = taken(begun(rules), WAYS["onboard"])
    day = DAY + timedelta(days=7)
    assert [each.id for each in customer.overdue(on=day)] == [
        "executive_kickoff",
        "technical_plan",
        "success_criteria",
        "team_assigned",
    ]
    tick = TickMilestone(by="ada", milestone="technical_plan")
    ticked = customer.apply(tick, at=AT + timedelta(days=2)).lifecycle
    done = ticked.state.done["technical_plan"]
    assert (done.on, done.by) == (DAY + timedelta(days=2), "ada")
    assert "technical_plan" not in {each.id for each in ticked.overdue(on=day)}
    again = ticked.apply(tick, at=AT + timedelta(days=2))
    assert codes(again) == ["already-done"]
    assert "was reached on 2026-05-06" in again.explain()
    reopen = ReopenMilestone(by="bo", milestone="technical_plan", why="plan was lost")
    opened = ticked.apply(reopen, at=AT + timedelta(days=3)).lifecycle
    assert opened.overdue(on=day) == customer.overdue(on=day)
    twice = opened.apply(reopen, at=AT + timedelta(days=3))
    assert codes(twice) == ["not-done"]
    progress = ticked.progress(on=day)
    assert progress is not None
    assert [each.id for each in progress.done] == ["technical_plan"]


@pytest.mark.rule("ENG-05")
def test_milestones_are_reached_on_a_day(rules: ps.Rulebook) -> None:
    """The day may lie before the command, on it, and not after it."""
    customer = taken(begun(rules), WAYS["onboard"])

    def ticked(on: date) -> LifecycleStep:
        command = TickMilestone(by="ada", milestone="security", on=on)
        return customer.apply(command, at=AT)

    for days in (-400, -1, 0):
        on = DAY + timedelta(days=days)
        assert ticked(on).lifecycle.state.done["security"].on == on
    assert codes(ticked(DAY + timedelta(days=1))) == ["in-future"]


@pytest.mark.rule("ENG-05")
def test_nothing_is_ticked_before_onboarding(rules: ps.Rulebook) -> None:
    """Without a first day nothing in the onboarding can be reached."""
    command = TickMilestone(by="ada", milestone="security")
    assert codes(begun(rules).apply(command, at=AT)) == ["not-begun"]
    unknown = rules.lifecycle.begin("globex", at=AT, by="ada", stage="adopt")
    assert codes(unknown.apply(command, at=AT)) == ["not-begun"]
    known = rules.lifecycle.begin(
        "globex", at=AT, by="ada", stage="adopt", onboarding_start=date(2026, 3, 2)
    )
    assert not known.apply(command, at=AT).refused
    assert known.state.onboarding_start == date(2026, 3, 2)


def test_a_milestone_that_is_not_there(rules: ps.Rulebook) -> None:
    """A misspelt milestone raises, whether it is ticked or opened."""
    customer = taken(begun(rules), WAYS["onboard"])
    for command in (
        TickMilestone(by="ada", milestone="securty"),
        ReopenMilestone(by="ada", milestone="securty"),
    ):
        with pytest.raises(UnknownNameError, match="did you mean 'security'"):
            customer.apply(command, at=AT)


@pytest.mark.rule("ENG-05")
def test_nothing_is_overdue_of_who_left(rules: ps.Rulebook) -> None:
    """Nobody goes on with the milestones of a customer who churned."""
    customer = taken(begun(rules), WAYS["churned"])
    late = DAY + timedelta(days=300)
    progress = customer.progress(on=late)
    assert progress is not None
    assert len(progress.overdue) == 32
    assert customer.overdue(on=late) == ()
    with pytest.raises(InvalidValueError, match="on needs a day"):
        customer.overdue(on=AT)


@pytest.mark.rule("ENG-01")
def test_time_does_not_run_backwards(rules: ps.Rulebook) -> None:
    """A command before the newest event is refused, and one at the same instant not."""
    customer = begun(rules)
    step = customer.apply(AdvanceStage(by="ada"), at=AT - timedelta(microseconds=1))
    assert codes(step) == ["out-of-order"]
    assert "before the newest event at 2026-05-04 09:00:00+00:00" in step.explain()
    assert not customer.apply(AdvanceStage(by="ada"), at=AT).refused
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        customer.apply(AdvanceStage(by="ada"), at=datetime(2026, 5, 4, 9))  # noqa: DTZ001


@pytest.mark.rule("ENG-01")
def test_an_older_version_is_a_conflict(rules: ps.Rulebook) -> None:
    """Who saw an older version is told what came between."""
    customer = taken(begun(rules), WAYS["onboard"])
    command = AdvanceStage(by="bo")
    step = customer.apply(command, at=AT, expected_version=1)
    assert codes(step) == ["conflict"]
    assert step.reasons[0].facts["between"] == ("globex#2",)
    assert not customer.apply(command, at=AT, expected_version=2).refused


def test_steps_have_no_truth_value(rules: ps.Rulebook) -> None:
    """A step is asked whether it was refused, and tells what came of it."""
    step = begun(rules).apply(AdvanceStage(by="ada"), at=AT)
    assert step.explain() == "stage entered"
    with pytest.raises(InvalidUseError, match=r"ask step\.refused"):
        bool(step)


def test_what_is_no_command(rules: ps.Rulebook) -> None:
    """Anything else than a command is misuse, and the commands are named."""
    wrong: Any = "advance"
    with pytest.raises(InvalidUseError, match="str is no command; give one of Advance"):
        begun(rules).apply(wrong, at=AT)


@pytest.mark.parametrize(
    ("kind", "fields", "paths"),
    [
        (AdvanceStage, {"by": " ", "to": 5, "onboarding_start": AT}, None),
        (RecordRenewal, {"by": None, "why": 5}, ["by", "why"]),
        (RecordChurn, {"by": "ada", "reason": ""}, ["reason"]),
        (TickMilestone, {"by": "ada", "milestone": "x ", "on": "x"}, None),
        (ReopenMilestone, {"by": "ada", "milestone": None}, ["milestone"]),
    ],
)
def test_fields_of_commands(
    kind: Any, fields: dict[str, Any], paths: list[str] | None
) -> None:
    """A command names every field that cannot be meant."""
    with pytest.raises(InvalidDataError) as caught:
        kind(**fields)
    wanted = paths or [name for name in fields if fields[name] != "ada"]
    assert [each.path for each in caught.value.problems] == wanted


def test_what_cannot_begin(rules: ps.Rulebook) -> None:
    """A customer has an id, and so has who takes it up."""
    wrong: Any = "soon"
    with pytest.raises(InvalidDataError) as caught:
        rules.lifecycle.begin("", at=AT, by=" ada", onboarding_start=wrong)
    assert [each.path for each in caught.value.problems] == [
        "customer_id",
        "by",
        "onboarding_start",
    ]
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        rules.lifecycle.begin("globex", at=AT.replace(tzinfo=None), by="ada")


@pytest.mark.rule("ENG-01")
def test_the_table_holds_the_stages(rules: ps.Rulebook) -> None:
    """The states of the machine are the stages, and having churned, which is final."""
    table = lifecycle_table()
    assert table.states == (*rules.lifecycle.stages.ids, "churned")
    assert table.initial == "land"
    assert table.final == {"churned"}
    assert {
        (state, move.target)
        for state, moves in table.moves.items()
        for move in moves.values()
    } == {
        ("land", "onboard"),
        ("onboard", "adopt"),
        ("adopt", "expand"),
        ("adopt", "renew"),
        ("expand", "renew"),
        ("renew", "adopt"),
        *((stage, "churned") for stage in rules.lifecycle.stages.ids),
    }


def test_at_counts_by_its_own_clock(rules: ps.Rulebook) -> None:
    """An instant late in the evening of UTC is the next day further east."""
    from zoneinfo import ZoneInfo

    evening = datetime(2026, 5, 4, 23, tzinfo=UTC)
    tokyo = evening.astimezone(ZoneInfo("Asia/Tokyo"))
    customer = begun(rules).apply(AdvanceStage(by="ada"), at=tokyo).lifecycle
    assert customer.state.onboarding_start == date(2026, 5, 5)
