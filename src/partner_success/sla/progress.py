"""A ticket as it stands after an event, and what each event makes of it.

An event changes nothing of the past: the time up to it is counted as the ticket stood
before, and only then does the ticket change. Which events are possible is the business
of `refusals`; here they are taken as accepted.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import attrs

from partner_success.calendars import Calendar
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.partners import Severity
from partner_success.sla.counting import Stretch
from partner_success.sla.events import (
    CalendarChanged,
    Cancelled,
    Event,
    Opened,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms

Phase: TypeAlias = Literal["open", "resolved", "cancelled"]
"""Where a ticket stands: worked on, resolved, or given up."""

_Effect: TypeAlias = Literal["start", "end", "reopen", "cancel", "restart"]


@attrs.frozen(kw_only=True)
class End:
    """How a round ended, and what it is judged by for good.

    Attributes:
        at: When, in microseconds since 1970 in UTC.
        severity: The severity at the end.
        calendar: The calendar at the end.
        cancelled: Whether the ticket was cancelled and not answered or resolved.
    """

    at: int
    severity: Severity
    calendar: Calendar
    cancelled: bool


@attrs.frozen(kw_only=True)
class Round:
    """One run of a target, from what starts it to what ends it.

    Attributes:
        stretches: The time that counted before the newest event.
        since: The newest event, in microseconds, where time counts from it on; ``None``
            while the round is stopped or over.
        end: How it ended; ``None`` while it has not.
    """

    stretches: tuple[Stretch, ...] = ()
    since: int | None = None
    end: End | None = None

    def counted(self, at: int, calendar: Calendar) -> tuple[Stretch, ...]:
        """Give the time that counted up to an instant at or after the newest event."""
        if self.since is None:
            return self.stretches
        return (
            *self.stretches,
            Stretch(start=self.since, end=at, calendar=calendar),
        )


@attrs.frozen(kw_only=True)
class Progress:
    """A ticket as it stands from its newest event on.

    Attributes:
        at: The newest event, in microseconds since 1970 in UTC.
        phase: Open, resolved or cancelled.
        severity: How badly it hurts.
        calendar: The working time that holds.
        pause: Why it is paused; ``None`` where it is not.
        answered: Whether the first response is over.
        rounds: Of each kind that is promised every round so far, the newest last. First
            response and resolution have one; next response has one for each time that
            an answer was awaited.
    """

    at: int
    phase: Phase
    severity: Severity
    calendar: Calendar
    pause: str | None = None
    answered: bool = False
    rounds: FrozenMap[TargetKind, tuple[Round, ...]]


def begin(terms: SlaTerms, event: Opened, calendar: Calendar) -> Progress:
    """Give the ticket as it is opened."""
    at = microseconds(event.at)
    rounds: dict[TargetKind, tuple[Round, ...]] = {
        kind: () if kind == "next_response" else (Round(since=at),)
        for kind in terms.kinds
    }
    return Progress(
        at=at,
        phase="open",
        severity=event.severity,
        calendar=calendar,
        rounds=FrozenMap(rounds),
    )


def follow(terms: SlaTerms, before: Progress, event: Event) -> Progress:
    """Give the ticket as it stands after an event that can follow."""
    after = attrs.evolve(before, at=microseconds(event.at), **_changes(event))
    rounds = {
        kind: _course(terms, kind, event, before, after) for kind in before.rounds
    }
    return attrs.evolve(after, rounds=FrozenMap(rounds))


def _changes(event: Event) -> dict[str, Any]:
    """Give what an event says of the ticket as a whole."""
    changes: dict[str, Any] = {}
    match event:
        case Responded():
            changes = {"answered": True}
        case Paused():
            changes = {"pause": event.reason}
        case Resumed():
            changes = {"pause": None}
        case SeverityChanged():
            changes = {"severity": event.severity}
        case CalendarChanged():
            changes = {"calendar": event.calendar}
        case Resolved():
            changes = {"phase": "resolved", "pause": None, "answered": True}
        case Reopened():
            changes = {"phase": "open"}
        case Cancelled():
            changes = {"phase": "cancelled", "pause": None}
        case _:
            pass
    return changes


def _effect(
    terms: SlaTerms, kind: TargetKind, event: Event, before: Progress
) -> _Effect | None:
    """Give what an event does to a target beside stopping it or letting it go on."""
    effect: _Effect | None = None
    match event:
        case Responded() if kind != "resolution":
            effect = "end"
        case Resolved():
            effect = "end"
        case Cancelled():
            effect = "cancel"
        # What is written before the first answer awaits that one.
        case Replied() if kind == "next_response" and before.answered:
            effect = "start"
        case Reopened() if kind == "resolution":
            effect = "reopen"
        case SeverityChanged() if terms.severity_change == "from change":
            effect = "restart"
        case _:
            pass
    return effect


def _course(
    terms: SlaTerms,
    kind: TargetKind,
    event: Event,
    before: Progress,
    after: Progress,
) -> tuple[Round, ...]:
    """Give the rounds of a target after an event."""
    effect = _effect(terms, kind, event, before)
    rounds = before.rounds[kind]
    if rounds and rounds[-1].end is None:
        counted = rounds[-1].counted(after.at, before.calendar)
        newest = Round(
            stretches=() if effect == "restart" else counted,
            end=_end(after, effect) if effect in {"end", "cancel"} else None,
        )
    elif effect == "start":
        rounds, newest = (*rounds, Round()), Round()
    elif effect == "reopen":
        newest = Round(stretches=rounds[-1].stretches)
    else:
        return rounds
    stopped = newest.end or terms.target(kind).is_stopped_by(after.pause)
    newest = attrs.evolve(newest, since=None if stopped else after.at)
    return (*rounds[:-1], newest)


def _end(after: Progress, effect: _Effect | None) -> End:
    return End(
        at=after.at,
        severity=after.severity,
        calendar=after.calendar,
        cancelled=effect == "cancel",
    )
