"""How a ticket stands against its targets: state, time, due instant, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidValueError, NoSuchTimeError
from partner_success.sla.escalation import Escalation, EscalationStep
from partner_success.sla.progress import Progress, Round
from partner_success.sla.reading import Reading, read
from partner_success.sla.results import ClockState, State, TargetState
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms


def clock_state(terms: SlaTerms, progress: Progress, at: datetime) -> ClockState:
    """Tell how a ticket stands at an instant, not before its newest event.

    Rule: SLA-07.
    """
    following = progress.rounds.get("next_response", ())
    answers = [each for each in following if each.end and not each.end.cancelled]
    targets = (
        target_state(terms, kind, progress, _current(kind, progress), at)
        for kind in terms.kinds
    )
    return ClockState(
        name=terms.name,
        at=at,
        phase=progress.phase,
        severity=progress.severity,
        pause=progress.pause,
        targets=Catalogue(targets, kind="target"),
        answers=tuple(
            target_state(terms, "next_response", progress, each, at) for each in answers
        ),
        provenance=_provenance(terms, progress),
    )


def target_state(
    terms: SlaTerms,
    kind: TargetKind,
    progress: Progress,
    round_: Round | None,
    at: datetime,
) -> TargetState:
    """Tell how one round of a target stands; without one, nothing is awaited."""
    reading = read(terms.target(kind), progress, round_ or Round(), microseconds(at))
    target, used = reading.target, reading.used
    state = _state(reading, round_)
    expects = state not in {"idle", "cancelled"}
    due = _instant(reading.expected(target), at.tzinfo) if expects else None
    end = None if round_ is None else round_.end
    steps = Escalations(reading=reading, kind=kind, zone=at.tzinfo)
    return TargetState(
        id=kind,
        state=state,
        time=reading.time,
        limit=reading.limit,
        target=_length(target),
        elapsed=_length(used),
        remaining=_length(target - used),
        share=Fraction(used, target),
        due=due,
        breached_since=due if state == "breached" else None,
        ended_at=None if end is None else _instant(end.at, at.tzinfo),
        cancelled=end is not None and end.cancelled,
        escalations=tuple(steps.reached(terms)),
        next_escalation=None if round_ is None or end else steps.ahead(terms),
    )


@attrs.frozen(kw_only=True)
class Escalations:
    """The steps of one target, reached and to come.

    Attributes:
        reading: The target as it stands.
        kind: Which target it is.
        zone: The zone that instants carry.
    """

    reading: Reading
    kind: TargetKind
    zone: tzinfo | None

    def reached(self, terms: SlaTerms) -> Iterator[Escalation]:
        """Give the steps that were reached, in order.

        Rule: SLA-09.
        """
        for step in terms.escalation:
            at = self.reading.reached(step.amount(self.reading.target))
            if at is not None:
                yield self.escalation(step, at)

    def ahead(self, terms: SlaTerms) -> Escalation | None:
        """Give the first step that was not reached; ``None`` where none is left.

        Rule: SLA-09.
        """
        for step in terms.escalation:
            amount = step.amount(self.reading.target)
            if self.reading.reached(amount) is None:
                return self.escalation(step, self.reading.expected(amount))
        return None

    def escalation(self, step: EscalationStep, at: int | None) -> Escalation:
        """Give a step with its instant, and from when on somebody is there."""
        instant = _instant(at, self.zone)
        reachable = instant
        if instant is not None and step.in_business_hours:
            try:
                reachable = self.reading.calendar.next_open(instant)
            except NoSuchTimeError:
                reachable = None
        return Escalation(kind=self.kind, step=step, at=instant, reachable_at=reachable)


def _current(kind: TargetKind, progress: Progress) -> Round | None:
    rounds = progress.rounds[kind]
    if kind != "next_response":
        return rounds[-1]
    awaited = bool(rounds) and (rounds[-1].end is None or rounds[-1].end.cancelled)
    return rounds[-1] if awaited else None


def _state(reading: Reading, round_: Round | None) -> State:
    if round_ is None:
        return "idle"
    if reading.is_missed:
        return "breached"
    if round_.end is not None:
        return "cancelled" if round_.end.cancelled else "met"
    return "paused" if round_.since is None else "running"


def _length(microseconds_: int) -> timedelta:
    return timedelta(microseconds=microseconds_)


def _instant(value: int | None, zone: tzinfo | None) -> datetime | None:
    """Give an instant in a zone; ``None`` where it lies beyond the year 9999."""
    if value is None:
        return None
    try:
        return from_microseconds(value).astimezone(zone)
    except (InvalidValueError, OverflowError):
        return None


def _provenance(terms: SlaTerms, progress: Progress) -> Provenance:
    called = any(step.in_business_hours for step in terms.escalation)
    if not (called or terms.needs_calendar):
        return terms.provenance
    found = progress.calendar.provenance
    return attrs.evolve(terms.provenance, tzdata=found.tzdata, holidays=found.holidays)
