"""The clock of one ticket: what happened, and how it stands at any instant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from partner_success.calendars import Calendar
from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.sla.events import EVENTS, CalendarChanged, Event, Opened
from partner_success.sla.judging import clock_state
from partner_success.sla.progress import Progress, begin, follow
from partner_success.sla.refusals import refusals
from partner_success.sla.results import ClockState
from partner_success.sla.terms import SlaTerms

if TYPE_CHECKING:
    from partner_success.sla.timeline import TimelineEntry


@attrs.frozen(kw_only=True)
class Clock:
    """The clock of one ticket; a policy's ``open`` starts it.

    It never changes: an event gives a new clock. What it says of an instant rests on
    the events up to that instant (closed), so later events change nothing of it.

    Times count as follows. The first response runs from the opening to the first
    answer, or to the resolution where nobody answered. The next response runs, each
    time anew, from the first thing that the partner writes once the first response is
    over, to the next answer or the resolution; what the partner writes while an answer
    is awaited starts nothing. The resolution runs from the opening until the ticket is
    resolved, and goes on where it was when the ticket is reopened.

    Attributes:
        policy: What is promised.
        calendar: The working time that held at the opening.
        events: What was accepted, in order; the first is the opening.

    Rule: SLA-06, SLA-07.
    """

    policy: SlaTerms
    calendar: Calendar
    events: tuple[Event, ...]
    _progress: Progress = attrs.field(repr=False, eq=False, alias="progress")

    @property
    def opened_at(self) -> datetime:
        """When the ticket was opened."""
        return self.events[0].at

    def apply(self, event: Event) -> Step:
        """Take in what happened next, or refuse it with every reason.

        Raises:
            InvalidValueError: It is no event, or a new calendar does not say how long
                a working day is and the policy needs to know.

        Rule: SLA-06.
        """
        reasons = refusals(self._progress, require_event(event))
        if reasons:
            return Step(clock=self, event=event, reasons=reasons)
        if isinstance(event, CalendarChanged):
            check_calendar(self.policy, event.calendar)
        clock = attrs.evolve(
            self,
            events=(*self.events, event),
            progress=follow(self.policy, self._progress, event),
        )
        return Step(clock=clock, event=event)

    def at(self, at: datetime) -> ClockState:
        """Tell how each target stands at an instant.

        Events at that very instant have happened.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the opening.

        Rule: SLA-07, SLA-10.
        """
        self._require_open(at, "at")
        return clock_state(self.policy, self._progress_at(at), at)

    def timeline(self, *, until: datetime | None = None) -> tuple[TimelineEntry, ...]:
        """Give every change in order: events, targets, escalations.

        Args:
            until: Up to when (closed); without it, up to the newest event.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the opening.

        Rule: SLA-07, SLA-09, SLA-10.
        """
        from partner_success.sla.timeline import timeline

        last = self.events[-1].at if until is None else until
        self._require_open(last, "until")
        return timeline(self.policy, self.calendar, self._events_to(last), last)

    def _require_open(self, instant: datetime, name: str) -> None:
        asked = microseconds(require_aware(instant, name))
        if asked < microseconds(self.opened_at):
            raise InvalidValueError(
                f"{name}={instant.isoformat(sep=' ')} lies before the opening at"
                f" {self.opened_at.isoformat(sep=' ')}; ask about that instant or later"
            )

    def _events_to(self, at: datetime) -> tuple[Event, ...]:
        last = microseconds(at)
        return tuple(each for each in self.events if microseconds(each.at) <= last)

    def _progress_at(self, at: datetime) -> Progress:
        if microseconds(at) >= self._progress.at:
            return self._progress
        opened, *later = self._events_to(at)
        assert isinstance(opened, Opened)
        progress = begin(self.policy, opened, self.calendar)
        for event in later:
            progress = follow(self.policy, progress, event)
        return progress


@attrs.frozen(kw_only=True)
class Step:
    """What became of an event.

    Attributes:
        clock: The new clock; where the event was refused, the old one.
        event: The event.
        reasons: Why it was refused, every reason; none where it was accepted.

    Rule: SLA-06.
    """

    clock: Clock
    event: Event
    reasons: tuple[Reason, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the event was refused."""
        return bool(self.reasons)

    def __bool__(self) -> bool:
        raise InvalidUseError("a Step is neither true nor false; ask step.refused")


def start(policy: SlaTerms, event: Opened, calendar: Calendar) -> Clock:
    """Give the clock of a ticket that is opened.

    Raises:
        InvalidValueError: The calendar does not say how long a working day is and the
            policy needs to know.
    """
    check_calendar(policy, calendar)
    return Clock(
        policy=policy,
        calendar=calendar,
        events=(event,),
        progress=begin(policy, event, calendar),
    )


def require_event(event: object) -> Event:
    """Give the event back, or refuse what is none.

    Raises:
        InvalidValueError: It is no event.
    """
    if not isinstance(event, Event):
        names = ", ".join(kind.__name__ for kind in EVENTS.values())
        raise InvalidValueError(f"an event is one of {names}, found {shown(event)}")
    return event


def check_calendar(policy: SlaTerms, calendar: Calendar) -> None:
    """Refuse a calendar in which what the policy promises cannot be counted.

    Raises:
        InvalidValueError: It does not say how long a working day is.
    """
    for kind in policy.kinds:
        for time in policy.target(kind).times.values():
            time.microseconds(calendar)
