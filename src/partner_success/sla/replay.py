"""Everything that happened to a ticket, taken in at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

import attrs

from partner_success.calendars import Calendar
from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds
from partner_success.sla.clock import Clock, require_event, start
from partner_success.sla.events import Event, Opened
from partner_success.sla.refusals import refusals
from partner_success.sla.terms import SlaTerms


@attrs.frozen(kw_only=True)
class RefusedEvent:
    """An event that could not follow.

    Attributes:
        place: Its place among the events as they were given, from 0.
        event: The event.
        reasons: Why, every reason.

    Rule: SLA-06.
    """

    place: int
    event: Event
    reasons: tuple[Reason, ...]


@attrs.frozen(kw_only=True)
class Replay:
    """What became of a ticket's events.

    Attributes:
        clock: The clock after all that was accepted; ``None`` where no opening was.
        refused: The events that were refused, in the order in which they were tried.
        moved: The places, from 0, of events that were given after a later one and were
            put where they belong; none without ``reorder``.
        left_out: How many events were not tried, because one before was refused.

    Rule: SLA-06.
    """

    clock: Clock | None
    refused: tuple[RefusedEvent, ...]
    moved: tuple[int, ...]
    left_out: int

    @property
    def is_clean(self) -> bool:
        """Whether every event was accepted as it was given."""
        return not (self.refused or self.moved)


def replay(
    policy: SlaTerms,
    events: Iterable[Event],
    *,
    calendar: Calendar,
    reorder: bool,
    stop: bool,
) -> Replay:
    """Take in events in order; see `SlaPolicy.replay`."""
    given = list(enumerate(map(require_event, events)))
    moved = _belated([microseconds(event.at) for _, event in given]) if reorder else ()
    if moved:
        given.sort(key=lambda each: microseconds(each[1].at))
    clock: Clock | None = None
    refused: list[RefusedEvent] = []
    left_out = 0
    for tried, (place, event) in enumerate(given, start=1):
        clock, reasons = _next(policy, calendar, clock, event)
        if reasons:
            refused.append(RefusedEvent(place=place, event=event, reasons=reasons))
            if stop:
                left_out = len(given) - tried
                break
    return Replay(clock=clock, refused=tuple(refused), moved=moved, left_out=left_out)


def _next(
    policy: SlaTerms, calendar: Calendar, clock: Clock | None, event: Event
) -> tuple[Clock | None, tuple[Reason, ...]]:
    if clock is not None:
        step = clock.apply(event)
        return step.clock, step.reasons
    if isinstance(event, Opened):
        return start(policy, event, calendar), ()
    return None, refusals(None, event)


def _belated(instants: Sequence[int]) -> tuple[int, ...]:
    """Give the places of instants that lie before one in front of them."""
    newest = accumulate(instants, max)
    return tuple(
        place
        for place, (instant, latest) in enumerate(zip(instants, newest, strict=True))
        if instant < latest
    )
