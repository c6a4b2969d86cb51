"""Laws that hold for every clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.sla import (
    Clock,
    Event,
    Paused,
    Replied,
    Responded,
    Resumed,
    SeverityChanged,
    SlaPolicy,
    SlaTarget,
    TargetState,
    TargetTime,
)
from tests.properties.naive_sla import counted, told
from tests.properties.tickets import (
    START,
    Ticket,
    calendars,
    happenings,
    logs,
    minutes,
    policies,
    severities,
    tickets,
    with_events,
)

TINY = timedelta(microseconds=1)


def hours(value: int, unit: str = "hours") -> TargetTime:
    """Promise some hours."""
    return TargetTime(value=value, unit=unit)  # type: ignore[arg-type]


def same_for_all(time: TargetTime, **more: object) -> SlaTarget:
    """Promise the same whatever the severity."""
    times = dict.fromkeys(("critical", "high", "medium", "low"), time)
    return SlaTarget(limit="within", **times, **more)  # type: ignore[arg-type]


WORKING = SlaPolicy(
    id="working",
    name="Working",
    first_response=same_for_all(hours(5, "working hours")),
    resolution=same_for_all(hours(9, "working hours")),
)
AROUND = SlaPolicy(id="around", name="Around", resolution=same_for_all(hours(20)))


@pytest.mark.rule("SLA-06", "SLA-07", "SLA-08")
@given(tickets())
def test_counting_minute_by_minute_agrees(ticket: Ticket) -> None:
    """A clock that goes through every minute tells the same of every target."""
    clock, at = ticket.clock, ticket.at
    events = [each for each in clock.events if each.at <= at]
    naive = counted(ticket.policy, events, clock.calendar, at)
    for state in clock.at(at).targets:
        expected = told(naive, state.id, at)
        assert state.state == expected["state"]
        assert state.elapsed == expected["elapsed"]
        assert state.remaining == expected["remaining"]
        if state.state not in {"idle", "cancelled"}:
            moment = state.ended_at or at
            was_reached = state.due is not None and state.due <= moment
            assert (state.due if was_reached else None) == expected["reached"]


@pytest.mark.rule("SLA-07")
@given(tickets())
def test_later_events_change_nothing_of_the_past(ticket: Ticket) -> None:
    """What a clock says of an instant is what it said before later events came."""
    clock, at = ticket.clock, ticket.at
    known = [each for each in clock.events if each.at <= at]
    then = ticket.policy.replay(known, calendar=clock.calendar).clock
    assert then is not None
    assert clock.at(at) == then.at(at)
    assert clock.timeline(until=at) == then.timeline(until=at)


@pytest.mark.rule("SLA-07", "SLA-09")
@given(tickets(), minutes(600))
def test_a_timeline_only_grows(ticket: Ticket, more: timedelta) -> None:
    """Asked for longer, it goes on after what it told before; in order of time."""
    short = ticket.clock.timeline(until=ticket.at)
    full = ticket.clock.timeline(until=ticket.at + more)
    assert full[: len(short)] == short
    instants = [entry.at for entry in full]
    assert instants == sorted(instants)


@pytest.mark.rule("SLA-07", "SLA-09")
@given(tickets())
def test_timeline_and_state_agree(ticket: Ticket) -> None:
    """What is missed was told so, at the due instant or later; steps likewise."""
    entries = ticket.clock.timeline(until=ticket.at)
    for state in ticket.clock.at(ticket.at).targets:
        own = [entry for entry in entries if entry.target == state.id]
        if state.state == "breached":
            (*_, missed) = [each for each in own if each.change == "breached"]
            assert state.due is not None
            assert missed.at >= state.due
        for escalation in state.escalations:
            called = [each.escalation for each in own if each.escalation]
            assert escalation.step in [each.step for each in called]


@pytest.mark.rule("SLA-07")
@given(tickets())
def test_the_due_instant_comes_true(ticket: Ticket) -> None:
    """Left alone, a running target is all used at its due instant, and not before."""
    clock = ticket.clock
    at = max(ticket.at, clock.events[-1].at)
    for state in clock.at(at).targets:
        if state.state == "running" and state.due is not None:
            before, then, later = (
                clock.at(state.due + step).targets[state.id]
                for step in (-TINY, timedelta(0), TINY)
            )
            assert then.remaining == timedelta(0) < before.remaining
            assert then.state == ("running" if state.limit == "within" else "breached")
            assert (before.state, later.state) == ("running", "breached")
            assert then.due == later.due == later.breached_since == state.due


@pytest.mark.rule("SLA-07")
@given(tickets())
def test_figures_of_a_target_fit(ticket: Ticket) -> None:
    """Used and left make the target, and the share is their ratio."""
    for state in ticket.clock.at(ticket.at).targets:
        assert state.elapsed + state.remaining == state.target
        assert state.share == Fraction(state.elapsed // TINY, state.target // TINY)
        assert (state.breached_since is not None) == (state.state == "breached")
        over = {"met", "cancelled"}
        assert state.has_ended or state.state not in over


@pytest.mark.rule("SLA-06")
@given(tickets(), st.data())
def test_refused_events_change_nothing(ticket: Ticket, data: st.DataObject) -> None:
    """A refused event leaves the very clock that was there."""
    at = START + data.draw(minutes(4_000))
    event = data.draw(happenings(at))
    step = ticket.clock.apply(event)
    if step.refused:
        assert step.clock is ticket.clock
        assert all(reason.rules == ("SLA-06",) for reason in step.reasons)
        assert all(reason.message for reason in step.reasons)
    else:
        assert step.clock.events == (*ticket.clock.events, event)
        assert ticket.clock.events[-1].at <= at


def paused(
    ticket: Ticket, start: datetime, end: datetime
) -> tuple[list[TargetState], list[TargetState]]:
    """Give the targets without and with a further pause, asked about after it."""
    clock = with_events(ticket, Paused(at=start, reason="more"), Resumed(at=end))
    assume(clock is not None and start <= end <= ticket.at)
    assert clock is not None
    return list(ticket.clock.at(ticket.at).targets), list(clock.at(ticket.at).targets)


@st.composite
def gaps(draw: st.DrawFn, policy: SlaPolicy) -> tuple[Ticket, datetime, datetime]:
    """A ticket with few events, and a span of it."""
    clock = policy.open(severity=draw(severities), at=START, calendar=draw(calendars))
    for event in draw(st.sampled_from([(), (Responded,), (Responded, Replied)])):
        clock = clock.apply(event(at=START + timedelta(minutes=90))).clock
    start = START + draw(minutes(2_000))
    end = start + draw(minutes(1_000))
    return Ticket(clock, end + draw(minutes(2_000))), start, end


@pytest.mark.rule("SLA-06")
@given(gaps(WORKING))
def test_a_pause_outside_working_time_changes_nothing(
    found: tuple[Ticket, datetime, datetime],
) -> None:
    """Of a target in working time, a pause while it is closed is not noticed."""
    ticket, start, end = found
    shut = [start, end]
    calendar = ticket.clock.calendar
    assume(calendar != WorkingCalendar.around_the_clock())
    if calendar.elapsed(start, end):
        # Take the closed time after the start instead, if the span reaches into it.
        closing = calendar.next_close(start)
        assume(closing <= end)
        shut = [closing, min(end, calendar.next_open(closing))]
    without, with_pause = paused(ticket, *shut)
    assert without == with_pause


@pytest.mark.rule("SLA-06")
@given(st.one_of(gaps(WORKING), gaps(AROUND)))
def test_a_pause_never_makes_a_due_time_earlier(
    found: tuple[Ticket, datetime, datetime],
) -> None:
    """With one more pause no more time is used, and nothing is due before."""
    for without, with_pause in zip(*paused(*found), strict=True):
        assert with_pause.elapsed <= without.elapsed
        if without.due is not None and with_pause.due is not None:
            assert with_pause.due >= without.due


@pytest.mark.rule("SLA-06", "SLA-07")
@given(tickets(resolution=same_for_all(hours(3, "working hours"))), minutes(2_000))
def test_splitting_a_span_adds_up(ticket: Ticket, gap: timedelta) -> None:
    """An event that concerns no target changes nothing of what counts."""
    clock = with_events(ticket, Responded(at=ticket.clock.opened_at + gap))
    assume(clock is not None)
    assert clock is not None
    assert clock.at(ticket.at).resolution == ticket.clock.at(ticket.at).resolution


@pytest.mark.rule("SLA-08")
@given(gaps(AROUND), minutes(3_000), severities)
def test_changing_severity_keeps_the_pauses_taken(
    found: tuple[Ticket, datetime, datetime], gap: timedelta, severity: str
) -> None:
    """Under 'from opening' the time used is the same, whatever it is measured by."""
    ticket, start, end = found
    pause = (Paused(at=start, reason="more"), Resumed(at=end))
    change = SeverityChanged(at=START + gap, severity=severity)
    plain, changed = with_events(ticket, *pause), with_events(ticket, *pause, change)
    assume(plain is not None and changed is not None)
    assert plain is not None
    assert changed is not None
    assert plain.at(ticket.at).resolution == changed.at(ticket.at).resolution


@pytest.mark.rule("SLA-06")
@given(policies(), calendars, logs(), st.randoms(use_true_random=False))
def test_replaying_in_any_order(
    policy: SlaPolicy, calendar: Calendar, log: list[Event], random: Random
) -> None:
    """Sorted by time, the events of distinct instants give one clock in any order."""
    distinct = list({event.at: event for event in reversed(log)}.values())
    shuffled = random.sample(distinct, len(distinct))
    mine = policy.replay(sorted(distinct, key=lambda e: e.at), calendar=calendar)
    other = policy.replay(shuffled, calendar=calendar, reorder=True)
    assert mine.clock == other.clock
    assert [each.event for each in mine.refused] == [e.event for e in other.refused]
    places = {event.at: place for place, event in enumerate(shuffled)}
    assert all(places[shuffled[moved].at] == moved for moved in other.moved)


@pytest.mark.rule("SLA-06")
@given(policies(), calendars, logs())
def test_replaying_is_applying(
    policy: SlaPolicy, calendar: Calendar, log: list[Event]
) -> None:
    """Replay gives what applying one by one gives; what it accepts is clean."""
    clock: Clock | None = None
    for event in log:
        if clock is None:
            clock = policy.replay([event], calendar=calendar).clock
        else:
            clock = clock.apply(event).clock
    found = policy.replay(log, calendar=calendar)
    assert found.clock == clock
    assert found.clock is not None
    again = policy.replay(found.clock.events, calendar=calendar)
    assert again.is_clean
    assert again.clock == clock
