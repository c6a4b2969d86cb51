"""Every change of a ticket in order: events, targets, escalations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Literal, TypeAlias

import attrs

from partner_success.calendars import Calendar
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.sla.escalation import Escalation
from partner_success.sla.events import (
    Event,
    Opened,
    SeverityChanged,
    event_text,
)
from partner_success.sla.judging import Escalations
from partner_success.sla.progress import Progress, Round, begin, follow
from partner_success.sla.reading import read
from partner_success.sla.targets import TargetKind, kind_text
from partner_success.sla.terms import SlaTerms
from partner_success.sla.wording import instant_text

ChangeKind: TypeAlias = Literal[
    "event",
    "started",
    "paused",
    "resumed",
    "escalated",
    "breached",
    "met",
    "ended late",
    "cancelled",
]
"""What changed: something happened, or a target went on, stopped, ended or ran out."""


_Mark: TypeAlias = str | None
"""What can be passed: the step with an id, or (``None``) the due instant."""


@attrs.frozen(kw_only=True)
class TimelineEntry:
    """One change.

    Attributes:
        at: When, in the zone of the opening.
        change: What changed. A target is ``"breached"`` when it turns too late, and
            ``"ended late"`` when it is answered or resolved after that.
        event: What happened; ``None`` where a target changed.
        target: The target that changed; ``None`` where something happened.
        escalation: The step that was reached, where one was.

    Rule: SLA-07, SLA-09.
    """

    at: datetime
    change: ChangeKind
    event: Event | None = None
    target: TargetKind | None = None
    escalation: Escalation | None = None

    def __str__(self) -> str:
        text = "" if self.target is None else f"{kind_text(self.target)} {self.change}"
        if self.event is not None:
            text = event_text(self.event.kind)
        if self.escalation is not None:
            text = str(self.escalation)
        return f"{instant_text(self.at)} {text}"


def timeline(
    terms: SlaTerms, calendar: Calendar, events: tuple[Event, ...], until: datetime
) -> tuple[TimelineEntry, ...]:
    """Give every change up to an instant (closed); see `Clock.timeline`."""
    zone = events[0].at.tzinfo
    horizons = [microseconds(event.at) for event in events[1:]]
    horizons.append(microseconds(until))
    before: Progress | None = None
    passed: dict[TargetKind, frozenset[_Mark]] = {}
    entries: list[TimelineEntry] = []
    for event, horizon in zip(events, horizons, strict=True):
        after = _after(terms, calendar, before, event)
        at = event.at.astimezone(zone)
        entries.append(TimelineEntry(at=at, change="event", event=event))
        crossings: list[TimelineEntry] = []
        for kind in terms.kinds:
            entries += (
                TimelineEntry(at=at, change=change, target=kind)
                for change in _turns(terms, kind, event, before, after)
            )
            walk = _Walk(terms=terms, kind=kind, progress=after, zone=zone)
            known = walk.still_passed(passed.get(kind, frozenset()))
            found = dict(walk.passes(known, horizon))
            passed[kind] = known | found.keys()
            crossings += found.values()
        entries += sorted(crossings, key=_order)
        before = after
    return tuple(entries)


def _order(entry: TimelineEntry) -> tuple[int, bool]:
    # Where the due instant is in time, what is missed is so only after it.
    return microseconds(entry.at), entry.change == "breached"


def _after(
    terms: SlaTerms, calendar: Calendar, before: Progress | None, event: Event
) -> Progress:
    if before is not None:
        return follow(terms, before, event)
    assert isinstance(event, Opened)
    return begin(terms, event, calendar)


def _turns(
    terms: SlaTerms,
    kind: TargetKind,
    event: Event,
    before: Progress | None,
    after: Progress,
) -> Iterator[ChangeKind]:
    """Give what an event did to a target: start, stop, end it or let it go on."""
    rounds = after.rounds[kind]
    if not rounds:
        return
    new = rounds[-1]
    earlier: Sequence[Round] = [] if before is None else before.rounds[kind]
    if len(rounds) > len(earlier):
        yield "started"
        if new.since is None:
            yield "paused"
        return
    old = earlier[-1]
    if new.end is not None:
        if old.end is None:
            yield _ending(terms, kind, after, new)
    elif _restarts(terms, event):
        yield "started"
    elif (old.since is None) != (new.since is None):
        yield "paused" if new.since is None else "resumed"


def _restarts(terms: SlaTerms, event: Event) -> bool:
    return isinstance(event, SeverityChanged) and terms.severity_change == "from change"


def _ending(
    terms: SlaTerms, kind: TargetKind, after: Progress, new: Round
) -> ChangeKind:
    if new.end is not None and new.end.cancelled:
        return "cancelled"
    missed = read(terms.target(kind), after, new, after.at).is_missed
    return "ended late" if missed else "met"


@attrs.frozen(kw_only=True)
class _Walk:
    """A target between two events: which shares are reached, and whether it is missed.

    Attributes:
        terms: What is promised.
        kind: Which target it is.
        progress: The ticket as the earlier event left it.
        zone: The zone of the entries.
    """

    terms: SlaTerms
    kind: TargetKind
    progress: Progress
    zone: tzinfo | None

    def still_passed(self, known: frozenset[_Mark]) -> frozenset[_Mark]:
        """Give what was passed before and is so under the target that now holds."""
        return known & dict(self.passes(frozenset(), self.progress.at)).keys()

    def passes(
        self, known: frozenset[_Mark], horizon: int
    ) -> Iterator[tuple[_Mark, TimelineEntry]]:
        """Give what is passed up to an instant and was not known to be."""
        rounds = self.progress.rounds[self.kind]
        if not rounds or rounds[-1].end is not None:
            return
        promise = self.terms.target(self.kind)
        reading = read(promise, self.progress, rounds[-1], horizon)
        steps = Escalations(reading=reading, kind=self.kind, zone=self.zone)
        for step in self.terms.escalation:
            at = reading.reached(step.amount(reading.target))
            if at is not None and step.id not in known:
                found = steps.escalation(step, at)
                yield step.id, self._entry("escalated", at, found)
        due = reading.reached(reading.target)
        if due is not None and reading.is_missed and None not in known:
            yield None, self._entry("breached", due)

    def _entry(
        self, change: ChangeKind, at: int, escalation: Escalation | None = None
    ) -> TimelineEntry:
        # A new target may have been used up before the change that brought it.
        seen = from_microseconds(max(at, self.progress.at)).astimezone(self.zone)
        return TimelineEntry(
            at=seen, change=change, target=self.kind, escalation=escalation
        )
