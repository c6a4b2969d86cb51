"""Which events cannot follow, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.core.decision import Reason
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.sla.events import (
    CalendarChanged,
    Event,
    Opened,
    Paused,
    Reopened,
    Resumed,
    SeverityChanged,
    event_text,
)
from partner_success.sla.progress import Progress

_MESSAGES: Final = {
    "not-opened": "the ticket was not opened yet",
    "already-opened": "the ticket was opened before",
    "cancelled": "the ticket was cancelled, and nothing follows",
    "resolved": "the ticket was resolved, and only reopening it can follow",
    "not-resolved": "the ticket is open",
    "already-paused": "the ticket is paused already",
    "not-paused": "the ticket is not paused",
    "same-severity": "the ticket has that severity already",
    "same-calendar": "the ticket has that calendar already",
}


def refusals(progress: Progress | None, event: Event) -> tuple[Reason, ...]:
    """Give every reason why an event cannot follow; none where it can.

    An event at the very instant of the one before is in order.

    Args:
        progress: The ticket as it stands; ``None`` before it is opened.
        event: What is said to have happened.

    Rule: SLA-06.
    """
    return tuple(_reasons(progress, event))


def _reasons(progress: Progress | None, event: Event) -> Iterator[Reason]:
    if progress is not None and microseconds(event.at) < progress.at:
        zone = event.at.tzinfo
        last = from_microseconds(progress.at).astimezone(zone)
        message = (
            f"{event_text(event.kind)} at {event.at.isoformat(sep=' ')} lies before the"
            f" event at {last.isoformat(sep=' ')}"
        )
        yield _reason("out-of-order", message, event, last=last)
    if code := _impossible(progress, event):
        message = f"{event_text(event.kind)}: {_MESSAGES[code]}"
        yield _reason(code, message, event)


def _impossible(progress: Progress | None, event: Event) -> str | None:
    """Give the code of why an event makes no sense as the ticket stands."""
    if progress is None:
        return None if isinstance(event, Opened) else "not-opened"
    if isinstance(event, Opened):
        return "already-opened"
    if progress.phase == "cancelled":
        return "cancelled"
    if progress.phase == "resolved":
        return None if isinstance(event, Reopened) else "resolved"
    return _impossible_while_open(progress, event)


def _impossible_while_open(progress: Progress, event: Event) -> str | None:
    paused = progress.pause is not None
    match event:
        case Reopened():
            return "not-resolved"
        case Paused():
            return "already-paused" if paused else None
        case Resumed():
            return None if paused else "not-paused"
        case SeverityChanged():
            return "same-severity" if event.severity == progress.severity else None
        case CalendarChanged():
            return "same-calendar" if event.calendar == progress.calendar else None
        case _:
            return None


def _reason(code: str, message: str, event: Event, **facts: object) -> Reason:
    known = {"event": event.kind, "at": event.at, **facts}
    return Reason(code=code, message=message, rules=("SLA-06",), facts=known)
