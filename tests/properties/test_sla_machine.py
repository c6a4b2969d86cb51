"""A ticket lived through event by event, beside the plainest model of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from partner_success.calendars import Calendar
from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Clock,
    Event,
    Opened,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
    SlaPolicy,
)
from tests.properties.naive_sla import counted, told
from tests.properties.tickets import START, calendars, minutes, policies, severities

PLAIN = (Responded, Replied, Resolved, Cancelled)


class TicketMachine(RuleBasedStateMachine):
    """Gives a clock events, in order and out of order, possible and not.

    The model knows the phase, the pause, the severity and the calendar, and nothing of
    time but which event came last.
    """

    clock: Clock
    policy: SlaPolicy

    @initialize(policy=policies(), severity=severities, calendar=calendars)
    def open(self, policy: SlaPolicy, severity: str, calendar: Calendar) -> None:
        """Open the ticket."""
        self.policy = policy
        self.clock = policy.open(severity=severity, at=START, calendar=calendar)
        self.severity, self.calendar = severity, calendar
        self.phase, self.is_paused = "open", False
        self.now = START

    def give(self, event: Event, code: str) -> bool:
        """Apply an event that the model refuses for a reason, or (blank) accepts."""
        if code not in {"already-opened", "cancelled"} and self.phase == "resolved":
            code = "" if isinstance(event, Reopened) else "resolved"
        late = ["out-of-order"] if event.at < self.now else []
        step = self.clock.apply(event)
        expected = [*late, *([code] if code else [])]
        assert [reason.code for reason in step.reasons] == expected
        assert step.refused == bool(expected)
        if step.refused:
            assert step.clock is self.clock
            return False
        self.clock, self.now = step.clock, event.at
        return True

    def over(self, code: str) -> str:
        """Give the code of any event while the ticket is cancelled, or the other."""
        return "cancelled" if self.phase == "cancelled" else code

    @rule(gap=minutes(300), kind=st.sampled_from(PLAIN))
    def something_plain(self, gap: timedelta, kind: type[Event]) -> None:
        """Answer, write, resolve or cancel."""
        event: Event = kind(at=self.now + gap)  # type: ignore[call-arg]
        accepted = self.give(event, self.over(""))
        if accepted and isinstance(event, Resolved | Cancelled):
            self.phase, self.is_paused = event.kind, False

    @rule(gap=minutes(300))
    def pause(self, gap: timedelta) -> None:
        """Wait for the partner."""
        event = Paused(at=self.now + gap, reason="waiting on partner")
        if self.give(event, self.over("already-paused" if self.is_paused else "")):
            self.is_paused = True

    @rule(gap=minutes(300))
    def resume(self, gap: timedelta) -> None:
        """Wait no more."""
        event = Resumed(at=self.now + gap)
        if self.give(event, self.over("" if self.is_paused else "not-paused")):
            self.is_paused = False

    @rule(gap=minutes(300))
    def reopen(self, gap: timedelta) -> None:
        """Open it again."""
        if self.give(Reopened(at=self.now + gap), self.over("not-resolved")):
            self.phase = "open"

    @rule(gap=minutes(300), severity=severities)
    def change_severity(self, gap: timedelta, severity: str) -> None:
        """Find it worse, or not so bad."""
        event = SeverityChanged(at=self.now + gap, severity=severity)
        code = "same-severity" if severity == self.severity else ""
        if self.give(event, self.over(code)):
            self.severity = severity

    @rule(gap=minutes(300), calendar=calendars)
    def change_calendar(self, gap: timedelta, calendar: Calendar) -> None:
        """Hand it to another team."""
        event = CalendarChanged(at=self.now + gap, calendar=calendar)
        code = "same-calendar" if calendar == self.calendar else ""
        if self.give(event, self.over(code)):
            self.calendar = calendar

    @rule(gap=minutes(300), severity=severities)
    def open_twice(self, gap: timedelta, severity: str) -> None:
        """Say that it was opened again."""
        self.give(Opened(at=self.now + gap, severity=severity), "already-opened")

    @precondition(lambda self: self.now > START)
    @rule(kind=st.sampled_from(PLAIN))
    def come_late(self, kind: type[Event]) -> None:
        """Say something of an earlier time."""
        event: Event = kind(at=self.now - timedelta(minutes=1))  # type: ignore[call-arg]
        self.give(event, self.over(""))

    @invariant()
    def the_ticket_is_as_the_model_says(self) -> None:
        """Phase, severity and pause are those of the model."""
        state = self.clock.at(self.now)
        assert (state.phase, state.severity) == (self.phase, self.severity)
        assert (state.pause is not None) == self.is_paused

    def teardown(self) -> None:
        """Count everything again, minute by minute, and replay it."""
        if not hasattr(self, "clock"):
            return
        first = self.clock.calendar
        replayed = self.policy.replay(self.clock.events, calendar=first)
        assert replayed.is_clean
        assert replayed.clock == self.clock
        naive = counted(self.policy, self.clock.events, first, self.now)
        for state in self.clock.at(self.now).targets:
            expected = told(naive, state.id, self.now)
            assert (state.state, state.elapsed) == (
                expected["state"],
                expected["elapsed"],
            )


@pytest.mark.rule("SLA-06", "SLA-07")
class TestTicketMachine(TicketMachine.TestCase):  # type: ignore[misc,name-defined]
    """Whatever happens in whatever order, clock and model agree."""

    settings = settings(stateful_step_count=15)
