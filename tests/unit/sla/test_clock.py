"""How the targets of a ticket count, stop and end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from tests.unit.sla.tickets import (
    ALL,
    BERLIN,
    NIGHTS,
    OFFICE,
    after,
    hours,
    on,
    opened,
    policy,
    target,
)

WORKING = policy(
    target(1, 2, 4, 8, unit="working hours"),
    target(1, 2, 4, 8, unit="working hours"),
    target(4, 8, 16, 24, unit="working hours"),
)


def waiting(at: str) -> Paused:
    """Pause a ticket."""
    return Paused(at=on(at), reason="waiting on partner")


@pytest.mark.rule("SLA-07")
def test_a_running_target() -> None:
    """Used, left, share and due add up."""
    state = opened().at(on("4 11:00")).first_response
    assert (state.state, state.elapsed, state.remaining) == (
        "running",
        hours(1),
        hours(3),
    )
    assert (state.target, state.share, state.due) == (
        hours(4),
        Fraction(1, 4),
        on("4 14:00"),
    )
    assert state.breached_since is None
    assert state.ended_at is None
    assert not state.has_ended


@pytest.mark.rule("SLA-07")
@pytest.mark.parametrize(
    ("limit", "moment", "state"),
    [
        ("within", "13:59:59.999999", "running"),
        ("within", "14:00", "running"),
        ("within", "14:00:00.000001", "breached"),
        ("below", "13:59:59.999999", "running"),
        ("below", "14:00", "breached"),
    ],
)
def test_the_due_instant(limit: str, moment: str, state: str) -> None:
    """'Within' is in time at the due instant, 'below' is not."""
    clock = opened(policy(target(1, 2, 4, 8, limit=limit)))
    found = clock.at(on(f"4 {moment}")).first_response
    assert found.state == state
    assert found.breached_since == (on("4 14:00") if state == "breached" else None)
    answered = after(clock, Responded(at=on(f"4 {moment}")))
    ended = answered.at(on("5 09:00")).first_response
    assert ended.state == ("met" if state == "running" else "breached")
    assert ended.ended_at == on(f"4 {moment}")


@pytest.mark.rule("SLA-07")
def test_a_breached_target_goes_on_counting() -> None:
    """What is over is told as time left below zero, and a share above 1."""
    state = opened().at(on("4 16:00")).first_response
    assert (state.state, state.remaining, state.share) == (
        "breached",
        hours(-2),
        Fraction(3, 2),
    )
    assert (state.due, state.breached_since) == (on("4 14:00"), on("4 14:00"))


@pytest.mark.rule("SLA-07")
@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("4 17:00", "running"),
        ("4 17:00:00.000001", "breached"),
        ("5 08:00", "breached"),
    ],
)
def test_due_at_closing_time_is_closing_time(moment: str, state: str) -> None:
    """After hours no time passes, but what was due by closing time is late."""
    clock = opened(WORKING, "low", "4 09:00")
    found = clock.at(on(moment)).first_response
    assert (found.state, found.remaining, found.due) == (state, hours(0), on("4 17:00"))


@pytest.mark.rule("SLA-06", "SLA-07")
def test_a_pause_stops_the_time() -> None:
    """While paused, the due instant is told as if it resumed now."""
    clock = after(opened(), waiting("4 11:00"))
    state = clock.at(on("4 12:30")).first_response
    assert (state.state, state.elapsed, state.due) == (
        "paused",
        hours(1),
        on("4 15:30"),
    )
    assert clock.at(on("4 12:30")).pause == "waiting on partner"
    resumed = after(clock, Resumed(at=on("4 13:00"))).at(on("4 13:30"))
    assert resumed.first_response.state == "running"
    assert (resumed.first_response.elapsed, resumed.first_response.due) == (
        hours(1.5),
        on("4 16:00"),
    )
    assert resumed.pause is None


@pytest.mark.rule("SLA-06")
@pytest.mark.parametrize(
    ("pauses", "state"),
    [
        ("all", "paused"),
        ("none", "running"),
        (["waiting on partner"], "paused"),
        (["waiting on vendor"], "running"),
        ([], "running"),
    ],
)
def test_which_pauses_stop_a_target(pauses: Any, state: str) -> None:
    """A target says which pauses stop it; the others leave it alone."""
    clock = opened(policy(target(1, 2, 4, 8, pauses=pauses)))
    assert after(clock, waiting("4 11:00")).at(on("4 12:00")).response.state == state


@pytest.mark.rule("SLA-06")
def test_hold_time_moves_the_end_and_not_the_start() -> None:
    """Hold time was added to the wrong end: the used time has to stay what it was."""
    clock = after(opened(), waiting("4 11:00"), Resumed(at=on("4 13:00")))
    state = clock.at(on("4 13:00")).resolution
    assert state.elapsed == hours(1)
    assert state.due == on("5 12:00")


@pytest.mark.rule("SLA-06")
def test_what_is_resolved_while_paused_keeps_the_pause() -> None:
    """Paused then resolved lost the hold: it counts up to the pause only."""
    clock = after(opened(), waiting("4 11:00"), Resolved(at=on("6 11:00")))
    found = clock.at(on("7 11:00"))
    assert (found.resolution.state, found.resolution.elapsed) == ("met", hours(1))
    assert found.resolution.ended_at == on("6 11:00")
    assert found.pause is None


@pytest.mark.rule("SLA-06")
def test_the_first_answer_ends_the_first_response() -> None:
    """Later answers and events change nothing of it."""
    clock = after(
        opened(),
        Responded(at=on("4 13:00")),
        Responded(at=on("4 15:00")),
        SeverityChanged(at=on("4 15:30"), severity="critical"),
        CalendarChanged(at=on("4 15:30"), calendar=NIGHTS),
        waiting("4 16:00"),
    )
    state = clock.at(on("5 10:00")).first_response
    assert (state.state, state.elapsed, state.target) == ("met", hours(3), hours(4))
    assert (state.ended_at, state.due) == (on("4 13:00"), on("4 14:00"))


@pytest.mark.rule("SLA-06")
def test_a_resolution_answers_too() -> None:
    """Where nobody answered, the first response ends with the resolution."""
    state = after(opened(), Resolved(at=on("4 15:00"))).at(on("4 15:00"))
    assert (state.first_response.state, state.first_response.elapsed) == (
        "breached",
        hours(5),
    )
    assert state.next_response.state == "idle"
    assert state.answers == ()


@pytest.mark.rule("SLA-06")
def test_an_update_never_overrides_the_first_response() -> None:
    """An update target overrode the first response; before it, none can start."""
    clock = after(opened(), Replied(at=on("4 11:00")), Replied(at=on("4 12:00")))
    found = clock.at(on("4 13:00"))
    assert found.next_response.state == "idle"
    assert (found.next_response.elapsed, found.next_response.due) == (hours(0), None)
    assert found.next_response.next_escalation is None
    assert found.response.id == "first_response"
    assert found.response.elapsed == hours(3)


@pytest.mark.rule("SLA-06")
def test_each_next_response_runs_anew() -> None:
    """It starts when the partner first writes and ends with the next answer."""
    clock = after(
        opened(),
        Responded(at=on("4 11:00")),
        Replied(at=on("4 12:00")),
        Replied(at=on("4 13:00")),
    )
    running = clock.at(on("4 14:00")).response
    assert (running.id, running.state, running.elapsed) == (
        "next_response",
        "running",
        hours(2),
    )
    clock = after(clock, Responded(at=on("4 17:00")), Replied(at=on("5 10:00")))
    found = clock.at(on("5 10:30"))
    assert found.next_response.elapsed == hours(0.5)
    (answer,) = found.answers
    assert (answer.state, answer.elapsed) == ("breached", hours(5))
    assert (answer.due, answer.ended_at) == (on("4 16:00"), on("4 17:00"))
    found = after(clock, Resolved(at=on("5 11:00"))).at(on("5 12:00"))
    assert [each.state for each in found.answers] == ["breached", "met"]
    assert found.response.id == "first_response"


@pytest.mark.rule("SLA-06")
def test_a_reply_while_paused_waits() -> None:
    """What the partner writes while the ticket is paused does not resume it."""
    clock = after(opened(), Responded(at=on("4 11:00")), waiting("4 12:00"))
    clock = after(clock, Replied(at=on("4 13:00")))
    assert clock.at(on("4 14:00")).next_response.state == "paused"
    clock = after(clock, Resumed(at=on("4 14:00")))
    assert clock.at(on("4 15:00")).next_response.elapsed == hours(1)


@pytest.mark.rule("SLA-06")
def test_reopening_goes_on_where_it_was() -> None:
    """The time while it was resolved is not counted, what was used before is."""
    clock = after(opened(), Resolved(at=on("4 12:00")), Reopened(at=on("5 12:00")))
    found = clock.at(on("5 13:00"))
    assert (found.phase, found.resolution.state) == ("open", "running")
    assert (found.resolution.elapsed, found.resolution.due) == (hours(3), on("6 10:00"))
    assert (found.first_response.state, found.first_response.elapsed) == (
        "met",
        hours(2),
    )
    found = after(clock, Replied(at=on("5 13:00"))).at(on("5 14:00"))
    assert found.next_response.elapsed == hours(1)


@pytest.mark.rule("SLA-06")
def test_reopened_after_a_pause_it_runs() -> None:
    """The pause that the resolution ended does not come back."""
    clock = after(opened(), waiting("4 11:00"), Resolved(at=on("4 12:00")))
    clock = after(clock, Reopened(at=on("4 13:00")))
    assert clock.at(on("4 14:00")).resolution.elapsed == hours(2)


@pytest.mark.rule("SLA-06")
def test_a_cancelled_ticket_is_judged_by_what_was_missed() -> None:
    """What was in time is cancelled, what was missed stays missed."""
    clock = after(opened(), Cancelled(at=on("4 15:00")))
    found = clock.at(on("9 15:00"))
    assert found.phase == "cancelled"
    assert (found.first_response.state, found.first_response.elapsed) == (
        "breached",
        hours(5),
    )
    assert found.first_response.cancelled
    assert (found.resolution.state, found.resolution.due) == ("cancelled", None)
    assert (found.resolution.ended_at, found.resolution.elapsed) == (
        on("4 15:00"),
        hours(5),
    )
    assert found.next_response.state == "idle"
    waits = after(opened(), waiting("4 11:00"), Cancelled(at=on("4 12:00")))
    assert waits.at(on("4 13:00")).pause is None
    pending = after(opened(), Responded(at=on("4 11:00")), Replied(at=on("4 12:00")))
    found = after(pending, Cancelled(at=on("4 13:00"))).at(on("4 14:00"))
    assert (found.next_response.state, found.first_response.state) == (
        "cancelled",
        "met",
    )
    assert found.answers == ()


@pytest.mark.rule("SLA-08")
def test_severity_change_counts_from_the_opening() -> None:
    """The new target stands against all time used, pauses left out."""
    clock = after(opened(severity="low"), waiting("4 11:00"), Resumed(at=on("4 12:00")))
    clock = after(clock, SeverityChanged(at=on("4 15:00"), severity="high"))
    before, later = clock.at(on("4 14:59")), clock.at(on("4 15:00"))
    assert before.first_response.state == "running"
    state = later.first_response
    assert (later.severity, state.state, state.elapsed) == (
        "high",
        "breached",
        hours(4),
    )
    assert (state.target, state.due) == (hours(2), on("4 13:00"))
    back = after(clock, SeverityChanged(at=on("4 15:30"), severity="low"))
    assert back.at(on("4 15:30")).first_response.state == "running"


@pytest.mark.rule("SLA-08")
def test_severity_change_counts_from_the_change() -> None:
    """A policy can let the new target start at the change."""
    terms = policy(target(1, 2, 4, 8), change="from change")
    clock = opened(terms, "low")
    clock = after(clock, SeverityChanged(at=on("4 15:00"), severity="high"))
    state = clock.at(on("4 16:00")).first_response
    assert (state.elapsed, state.due) == (hours(1), on("4 17:00"))
    paused = after(opened(terms, "low"), waiting("4 11:00"))
    paused = after(paused, SeverityChanged(at=on("4 15:00"), severity="high"))
    assert paused.at(on("4 16:00")).first_response.elapsed == hours(0)


@pytest.mark.rule("SLA-03", "SLA-08")
def test_a_new_severity_may_count_otherwise(rules: ps.Rulebook) -> None:
    """From hours around the clock to business days, the time used is that of days."""
    partner = rules.sla["partner_support"]
    friday = on("8 16:00")
    clock = partner.open(severity="high", at=friday, calendar=OFFICE)
    assert clock.at(on("8 20:00")).response.elapsed == hours(4)
    clock = after(clock, SeverityChanged(at=on("11 10:00"), severity="medium"))
    state = clock.at(on("11 10:00")).response
    assert (state.state, state.elapsed, state.target) == ("running", hours(2), hours(8))
    assert state.due == on("11 16:00")


@pytest.mark.rule("SLA-06")
def test_a_new_calendar_counts_from_now_on() -> None:
    """What was used in the old hours stays used, the rest runs in the new ones."""
    clock = after(
        opened(WORKING, "low", "4 16:00"),
        CalendarChanged(at=on("4 18:00"), calendar=NIGHTS),
    )
    state = clock.at(on("4 23:00")).first_response
    assert (state.elapsed, state.due) == (hours(2), on("7 23:00"))


@pytest.mark.rule("SLA-03", "SLA-06")
def test_a_new_calendar_says_how_long_a_day_is() -> None:
    """Promised days are as long as in the calendar that holds."""
    terms = policy(target(1, 1, 2, 3, unit="business days"))
    clock = after(opened(terms), CalendarChanged(at=on("4 12:00"), calendar=NIGHTS))
    assert clock.at(on("4 11:00")).response.target == hours(16)
    assert clock.at(on("4 12:00")).response.target == hours(4)
    answered = after(opened(terms), Responded(at=on("4 11:00")))
    moved = after(answered, CalendarChanged(at=on("4 12:00"), calendar=NIGHTS))
    assert moved.at(on("4 13:00")).response.target == hours(16)


@pytest.mark.rule("SLA-03")
def test_no_minute_is_lost_at_midnight() -> None:
    """A minute was lost at midnight around the clock; a day has all of its minutes."""
    always = WorkingCalendar.around_the_clock()
    days = policy(target(1, 1, 1, 3, unit="business days"))
    clock = opened(days, "low", calendar=always)
    state = clock.at(on("7 10:00")).response
    assert (state.elapsed, state.due) == (hours(72), on("7 10:00"))


@pytest.mark.rule("SLA-03", "SLA-07")
def test_a_day_over_a_spring_night_is_24_hours() -> None:
    """24 hours across the night in which clocks are set forward end an hour later."""
    saturday = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    terms = policy(target(1, 8, 24, 48))
    clock = terms.open(severity="medium", at=saturday)
    due = clock.at(saturday).response.due
    assert due == datetime(2026, 3, 29, 13, tzinfo=BERLIN)
    assert clock.at(datetime(2026, 3, 29, 12, tzinfo=BERLIN)).response.elapsed == hours(
        23
    )


@pytest.mark.rule("SLA-07")
def test_later_events_do_not_change_the_past() -> None:
    """A clock asked about an earlier instant knows only what had happened."""
    clock = after(
        opened(),
        waiting("4 11:00"),
        Resumed(at=on("4 12:00")),
        Responded(at=on("4 13:00")),
    )
    early = opened().at(on("4 10:30"))
    assert clock.at(on("4 10:30")) == early
    assert clock.at(on("4 11:30")) == after(opened(), waiting("4 11:00")).at(
        on("4 11:30")
    )
    assert clock.at(on("4 13:00")).first_response.state == "met"


@pytest.mark.rule("SLA-07")
def test_instants_carry_the_zone_of_the_question() -> None:
    """Whoever asks in New York is told the time there."""
    york = ZoneInfo("America/New_York")
    found = opened().at(on("4 11:00").astimezone(york)).first_response
    assert found.due is not None
    assert found.due.isoformat() == "2026-05-04T08:00:00-04:00"


def test_before_the_opening_there_is_nothing_to_tell() -> None:
    """Asking about an instant before the opening is misuse."""
    with pytest.raises(
        InvalidValueError, match="lies before the opening at 2026-05-04"
    ):
        opened().at(on("4 09:59"))
    with pytest.raises(InvalidValueError, match="until=2026-05-04 09:59"):
        opened().timeline(until=on("4 09:59"))


def test_only_what_is_promised_can_be_asked() -> None:
    """A target that the policy does not promise is misuse, and its names are told."""
    found = opened(policy(resolution=target(1, 2, 4, 8))).at(on("4 11:00"))
    assert found.resolution.state == "running"
    for ask in ("first_response", "next_response", "response"):
        with pytest.raises(UnknownNameError, match="known are 'resolution'"):
            getattr(found, ask)
    with pytest.raises(
        UnknownNameError, match="target of 'Ours' is called 'next_respon"
    ):
        opened(policy(target(1, 2, 4, 8))).policy.target("next_response")


def test_only_the_next_response_is_promised() -> None:
    """Answers are followed where only later ones are promised."""
    clock = opened(policy(following=target(1, 2, 4, 8)))
    assert clock.at(on("4 11:00")).response.state == "idle"
    clock = after(clock, Responded(at=on("4 11:00")), Replied(at=on("4 12:00")))
    assert clock.at(on("4 13:00")).response.elapsed == hours(1)


@pytest.mark.rule("SLA-03")
def test_working_time_needs_a_calendar() -> None:
    """A policy of hours around the clock can do without, no other can."""
    assert ALL.open(severity="low", at=on("4 10:00")).calendar.is_open(on("9 03:00"))
    with pytest.raises(InvalidValueError, match="'Ours' counts working time and needs"):
        WORKING.open(severity="low", at=on("4 10:00"))
    text: Any = "Mon-Fri"
    with pytest.raises(InvalidValueError, match="a calendar is needed"):
        WORKING.open(severity="low", at=on("4 10:00"), calendar=text)


@pytest.mark.rule("SLA-03")
def test_business_days_need_their_length() -> None:
    """A calendar of unequal days has to declare how long a working day is."""
    uneven = WorkingCalendar.parse("Mon 09:00-17:00; Tue 09:00-12:00", zone="UTC")
    days = policy(target(1, 1, 2, 3, unit="business days"))
    with pytest.raises(InvalidValueError, match="how long a working day is"):
        opened(days, calendar=uneven)
    with pytest.raises(InvalidValueError, match="how long a working day is"):
        opened(days).apply(CalendarChanged(at=on("4 12:00"), calendar=uneven))
    assert opened(WORKING, calendar=uneven).at(on("4 12:00")).response.elapsed == hours(
        1
    )


def test_a_calendar_without_time_left_has_no_due_instant() -> None:
    """Where nothing opens any more, nothing is due, and nobody can be called."""
    once = WorkingCalendar.parse(
        "Mon-Sun closed; 2026-05-04 09:00-12:00", zone="Europe/Berlin"
    )
    state = opened(WORKING, calendar=once).at(on("4 13:00")).first_response
    assert (state.state, state.elapsed, state.due) == ("running", hours(2), None)
    assert str(state) == "first response running, 2 h left"


def test_the_end_of_time_is_no_due_instant() -> None:
    """What would be due after the year 9999 has no due instant."""
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    state = ALL.open(severity="low", at=last).at(last).first_response
    assert (state.state, state.due) == ("running", None)


def test_clocks_are_values() -> None:
    """Two clocks to which the same happened are equal."""
    mine, other = opened(), opened()
    assert mine == other
    assert hash(mine) == hash(other)
    assert mine.opened_at == on("4 10:00")
    assert after(mine, waiting("4 11:00")) == after(other, waiting("4 11:00"))
    assert after(mine, waiting("4 11:00")) != mine
    assert "progress" not in repr(mine)


@pytest.mark.rule("SLA-07")
def test_a_state_says_what_a_person_wants_to_know() -> None:
    """State, time left and due instant stand in one line."""
    clock = after(opened(), waiting("4 10:50"))
    assert str(clock.at(on("4 11:00")).response) == (
        "first response paused, 3 h 10 min left, due 2026-05-04 14:10+02:00 if resumed"
        " now"
    )
    assert str(clock.at(on("4 11:00")).next_response) == "next response idle"
    late = opened().at(on("4 14:30:20")).response
    assert str(late) == (
        "first response breached, 30 min over, due 2026-05-04 14:00+02:00"
    )


@pytest.mark.rule("SLA-07")
def test_a_state_explains_itself() -> None:
    """The table has a row for each target; the heading says how the ticket stands."""
    clock = after(
        opened(WORKING), Responded(at=on("4 11:00")), Replied(at=on("4 12:00"))
    )
    clock = after(clock, Responded(at=on("4 12:30")), waiting("4 13:00"))
    told = clock.at(on("4 14:00")).explain()
    assert told.title == (
        "Ours, medium, paused (waiting on partner) at 2026-05-04 14:00+02:00"
    )
    assert told.rows[0] == (
        "first response",
        "met",
        "within 4 working hours",
        "1 h",
        "25 %",
        "3 h",
        "2026-05-04 14:00+02:00",
    )
    assert told.rows[1][1:3] == ("idle", "within 4 working hours")
    assert told.remarks == ("responses after the first: 1, 0 of them late",)
    assert told.provenance.tzdata is not None
    around = opened().at(on("4 10:00:05")).explain()
    assert around.title == "Ours, medium, open at 2026-05-04 10:00:05+02:00"
    assert around.remarks == ()
    assert around.provenance.tzdata is None
    assert str(opened().at(on("4 10:00"))).startswith("Ours, medium, open")
    assert (
        opened(WORKING, calendar=OFFICE).at(on("4 11:00")).provenance.holidays is None
    )


def test_lengths_are_exact() -> None:
    """A microsecond is not lost."""
    at = on("4 10:00:00.000001")
    state = opened().at(at).first_response
    assert state.elapsed == timedelta(microseconds=1)
    assert state.remaining == hours(4) - timedelta(microseconds=1)
