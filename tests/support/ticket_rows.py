"""Tickets that are a row each, and what their own clocks say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from partner_success.calendars import Calendar
from partner_success.core.instants import microseconds
from partner_success.sla import (
    Cancelled,
    Event,
    Opened,
    Paused,
    Resolved,
    Responded,
    Resumed,
    SlaPolicy,
    TargetState,
)

_MICROSECOND = timedelta(microseconds=1)


@attrs.frozen(kw_only=True)
class Pause:
    """A pause of a ticket."""

    start: datetime
    stop: datetime | None = None
    reason: str = "partner"


@attrs.frozen(kw_only=True)
class Row:
    """A ticket as a row."""

    severity: str
    opened: datetime
    responded: datetime | None = None
    resolved: datetime | None = None
    cancelled: datetime | None = None
    pauses: Sequence[Pause] = ()

    def events(self) -> list[Event]:
        """Give what happened in order of time."""
        found: list[Event] = [Opened(at=self.opened, severity=self.severity)]
        for pause in sorted(self.pauses, key=lambda each: each.start):
            found.append(Paused(at=pause.start, reason=pause.reason))
            if pause.stop is not None:
                found.append(Resumed(at=pause.stop))
        found += [Responded(at=self.responded)] if self.responded else []
        found += [Resolved(at=self.resolved)] if self.resolved else []
        found += [Cancelled(at=self.cancelled)] if self.cancelled else []
        return sorted(found, key=lambda event: event.at)


def columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Write tickets as columns of plain values, in UTC."""
    rows = list(rows)
    return {
        "ticket": [f"t{place}" for place, _ in enumerate(rows)],
        "severity": [row.severity for row in rows],
        "opened_at": [_utc(row.opened) for row in rows],
        "first_responded_at": [_utc(row.responded) for row in rows],
        "resolved_at": [_utc(row.resolved) for row in rows],
        "cancelled_at": [_utc(row.cancelled) for row in rows],
    }


def pause_columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Write their pauses, a row each, those of the last ticket first."""
    found = [
        (f"t{place}", pause) for place, row in enumerate(rows) for pause in row.pauses
    ][::-1]
    return {
        "ticket": [ticket for ticket, _ in found],
        "paused_at": [_utc(pause.start) for _, pause in found],
        "resumed_at": [_utc(pause.stop) for _, pause in found],
        "reason": [pause.reason for _, pause in found],
    }


def told_by_clock(
    row: Row, policy: SlaPolicy, calendar: Calendar | None, at: datetime
) -> dict[str, Any]:
    """Give what the clock of a ticket says, under the names of columns."""
    events = [event for event in row.events() if event.at <= at]
    if row.opened > at:
        return {"status": "not open", "phase": None, "refused": None}
    replay = policy.replay(events, calendar=calendar)
    assert replay.clock is not None
    state = replay.clock.at(at)
    found = {
        "status": "judged",
        "phase": state.phase,
        "refused": len(replay.refused),
    }
    for target in state.targets:
        found |= dict(_told(target))
    return found


def _told(state: TargetState) -> Iterator[tuple[str, Any]]:
    yield f"{state.id}_state", state.state
    for name in ("target", "elapsed", "remaining"):
        yield f"{state.id}_{name}", getattr(state, name) // _MICROSECOND
    for name in ("due", "breached_since", "ended_at"):
        value = getattr(state, name)
        yield f"{state.id}_{name}", None if value is None else microseconds(value)


def plain(value: Any) -> Any:
    """Give a value of a frame as what a clock says is written."""
    return microseconds(value) if isinstance(value, datetime) else value


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)
