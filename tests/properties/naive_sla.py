"""A clock that counts minute by minute, as slowly and plainly as it can be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs

from partner_success.calendars import Calendar
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.partners import Severity
from partner_success.sla import Event, SlaPolicy, TargetKind

MINUTE = 60_000_000


@attrs.define
class NaiveTarget:
    """What is known of a target: is it awaited, and what counted, minute by minute.

    Attributes:
        awaited: Whether it waits for an answer or a resolution.
        minutes: For each minute that counted since it started, in order: whether it
            was working time, and the instant of its end.
        ended_at: When it ended.
        cancelled: Whether that was by a cancellation.
        severity: The severity at the end.
        calendar: The calendar at the end.
    """

    awaited: bool = False
    minutes: list[tuple[bool, int]] = attrs.field(factory=list)
    ended_at: int | None = None
    cancelled: bool = False
    severity: str = ""
    calendar: Calendar | None = None


@attrs.define
class NaiveClock:
    """A ticket at the turn of a minute."""

    policy: SlaPolicy
    severity: str
    calendar: Calendar
    targets: dict[TargetKind, NaiveTarget]
    pause: str | None = None
    phase: str = "open"
    first_over: bool = False


def counted(
    policy: SlaPolicy, events: Sequence[Event], calendar: Calendar, at: datetime
) -> NaiveClock:
    """Go through every minute from the opening to an instant, events first.

    Every event has to be at a whole minute, and none may be impossible.
    """
    opening: Any = events[0]
    clock = NaiveClock(
        policy=policy,
        severity=opening.severity,
        calendar=calendar,
        targets={kind: NaiveTarget() for kind in policy.kinds},
    )
    for kind, target in clock.targets.items():
        target.awaited = kind != "next_response"
    left = list(events[1:])
    for minute in range(microseconds(opening.at), microseconds(at) + 1, MINUTE):
        while left and microseconds(left[0].at) <= minute:
            _happen(clock, left.pop(0), minute)
        if minute < microseconds(at):
            _pass_minute(clock, minute)
    return clock


def _pass_minute(clock: NaiveClock, minute: int) -> None:
    start = from_microseconds(minute)
    working = clock.calendar.elapsed(start, start + timedelta(minutes=1))
    for kind, target in clock.targets.items():
        stopped = clock.policy.target(kind).is_stopped_by(clock.pause)
        if target.awaited and not stopped:
            target.minutes.append((bool(working), minute + MINUTE))


def _happen(clock: NaiveClock, event: Any, minute: int) -> None:
    kind = event.kind
    if kind == "paused":
        clock.pause = event.reason
    elif kind == "resumed":
        clock.pause = None
    elif kind == "severity_changed":
        clock.severity = event.severity
        if clock.policy.severity_change == "from change":
            _start_anew(clock)
    elif kind == "calendar_changed":
        clock.calendar = event.calendar
    elif kind == "replied":
        _reply(clock)
    elif kind == "reopened":
        _reopen(clock)
    else:
        _end(clock, kind, minute)


def _start_anew(clock: NaiveClock) -> None:
    for target in clock.targets.values():
        if target.awaited:
            target.minutes.clear()


def _reply(clock: NaiveClock) -> None:
    following = clock.targets.get("next_response")
    if following is not None and clock.first_over and not following.awaited:
        clock.targets["next_response"] = NaiveTarget(awaited=True)


def _reopen(clock: NaiveClock) -> None:
    clock.phase = "open"
    if "resolution" in clock.targets:
        resolution = clock.targets["resolution"]
        resolution.awaited, resolution.ended_at = True, None


def _end(clock: NaiveClock, event: str, minute: int) -> None:
    ends = {
        "responded": ("first_response", "next_response"),
        "resolved": ("first_response", "next_response", "resolution"),
        "cancelled": ("first_response", "next_response", "resolution"),
    }[event]
    for kind, target in clock.targets.items():
        if kind in ends and target.awaited:
            target.awaited, target.ended_at = False, minute
            target.cancelled = event == "cancelled"
            target.severity, target.calendar = clock.severity, clock.calendar
    clock.first_over = True
    if event != "responded":
        clock.phase, clock.pause = event, None


def told(clock: NaiveClock, kind: TargetKind, at: datetime) -> dict[str, Any]:
    """Tell how a target stands; the due instant only where it was reached."""
    target = clock.targets[kind]
    promise = clock.policy.target(kind)
    over = target.ended_at is not None
    idle = not target.awaited and (
        not over or (kind == "next_response" and not target.cancelled)
    )
    severity, calendar = clock.severity, clock.calendar
    if over and not idle:
        severity, calendar = target.severity, target.calendar or calendar
    time = promise.time_for(Severity(severity))
    whole = int(time.value * 60)
    if time.unit == "business days":
        whole = int(time.value) * (calendar.working_day // timedelta(minutes=1))
    minutes = [] if idle else target.minutes
    ends = [end for working, end in minutes if working or not time.is_working]
    moment = microseconds(at) if target.ended_at is None else target.ended_at
    reached = ends[whole - 1] if len(ends) >= whole else None
    missed = reached is not None and (promise.limit == "below" or moment > reached)
    if idle:
        state = "idle"
    elif missed:
        state = "breached"
    elif over:
        state = "cancelled" if target.cancelled else "met"
    else:
        state = "paused" if promise.is_stopped_by(clock.pause) else "running"
    return {
        "state": state,
        "elapsed": timedelta(minutes=len(ends)),
        "remaining": timedelta(minutes=whole - len(ends)),
        "reached": None if reached is None else from_microseconds(reached),
    }
