"""What is known of one partner as of an instant; what happened later is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from partner_success.core.instants import microseconds, require_aware
from partner_success.frames.sources import Fact, Source
from partner_success.gates import PartnerJourney
from partner_success.partners import (
    Account,
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    LicenceCount,
    MaturitySheet,
    OperationReading,
    Partner,
    Person,
    ReadinessSheet,
    RevenueReading,
    Snapshot,
    SurveyAnswer,
    Ticket,
    Usage,
)

if TYPE_CHECKING:
    from partner_success.programme import PilotProgramme
    from partner_success.review.practice_records import PracticeRecords

__all__ = [
    "PartnerRecords",
    "facts_of",
    "journey_as_of",
    "known_by",
    "placed",
    "programme_as_of",
]

RecordT = TypeVar("RecordT")


@attrs.frozen(kw_only=True)
class PartnerRecords:
    """Everything that is known of a partner, each fact with the place it stands in.

    Attributes:
        partner_id: The partner.
        partner: Its record; ``None`` where only its customers are known.
        people: Those who work on it.
        accounts: Readings of its customers.
        tickets: Tickets of the partner and its customers.
        usage: Readings of its customers' use.
        answers: Answers to surveys about it.
        licences: Counts of licences.
        sheets: Readiness sheets.
        meetings: Meetings with executives of its customers.
        requests: What was asked of them.
        evaluations: Alternatives that its customers look at.
        operations: Readings of its operational health.
        maturity: What of its own practice is in place.
        revenue: What its customers pay.
        practice: What is known of that practice beside; ``None`` where nothing is.
        journey: Its journey; ``None`` where none is known.
    """

    partner_id: str
    partner: Partner | None = None
    people: tuple[Person, ...] = ()
    accounts: tuple[Fact[Account], ...] = ()
    tickets: tuple[Ticket, ...] = ()
    usage: tuple[Usage, ...] = ()
    answers: tuple[Fact[SurveyAnswer], ...] = ()
    licences: tuple[LicenceCount, ...] = ()
    sheets: tuple[Fact[ReadinessSheet], ...] = ()
    meetings: tuple[ExecutiveMeeting, ...] = ()
    requests: tuple[ExecutiveRequest, ...] = ()
    evaluations: tuple[AlternativeEvaluation, ...] = ()
    operations: tuple[Fact[OperationReading], ...] = ()
    maturity: tuple[Fact[MaturitySheet], ...] = ()
    revenue: tuple[RevenueReading, ...] = ()
    practice: Fact[PracticeRecords] | None = None
    journey: PartnerJourney | None = None

    @property
    def name(self) -> str:
        """The name, or the id where there is no record."""
        return self.partner_id if self.partner is None else self.partner.name

    def assigned(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Give the ids of who is assigned in some roles, in the order of the roles."""
        found: list[str] = []
        for role in roles:
            if self.journey is not None:
                found += self.journey.state.team.get(role, ())
            elif self.partner is not None:
                found += [e.person_id for e in self.partner.team if e.role == role]
        return tuple(dict.fromkeys(found))


def facts_of(
    snapshot: Snapshot,
    journey: PartnerJourney | None,
    at: datetime,
    practice: Fact[PracticeRecords] | None = None,
) -> PartnerRecords:
    """Give what a snapshot, a journey and a practice tell as of an instant."""
    return known_by(
        PartnerRecords(
            partner_id=snapshot.partner.id,
            partner=snapshot.partner,
            people=snapshot.people,
            accounts=placed("accounts", snapshot.accounts),
            tickets=snapshot.tickets,
            usage=snapshot.usage,
            answers=placed("answers", snapshot.answers),
            licences=snapshot.licences,
            sheets=placed("sheets", snapshot.sheets),
            meetings=snapshot.meetings,
            requests=snapshot.requests,
            evaluations=snapshot.evaluations,
            operations=placed("operations", snapshot.operations),
            maturity=placed("maturity", snapshot.maturity),
            revenue=snapshot.revenue,
            practice=practice,
            journey=journey,
        ),
        at,
    )


def placed(name: str, records: Iterable[RecordT]) -> tuple[Fact[RecordT], ...]:
    """Give records with their places among those of a name, the first being 1."""
    return tuple(
        Fact(record=each, source=Source(file=name, line=None, record=place))
        for place, each in enumerate(records, start=1)
    )


def known_by(facts: PartnerRecords, at: datetime) -> PartnerRecords:
    """Leave out of facts what happened after an instant.

    Days are those of the instant's own zone.
    """
    on = at.date()
    journey = facts.journey
    return attrs.evolve(
        facts,
        accounts=tuple([each for each in facts.accounts if each.record.on <= on]),
        tickets=tuple(_tickets_as_of(facts.tickets, _on_a_fixed_clock(at))),
        usage=tuple([each for each in facts.usage if each.on <= on]),
        answers=tuple([each for each in facts.answers if _was_given(each.record, on)]),
        licences=tuple([each for each in facts.licences if each.on <= on]),
        sheets=tuple(each for each in facts.sheets if each.record.on <= on),
        meetings=tuple(each for each in facts.meetings if each.on <= on),
        requests=tuple(each for each in facts.requests if each.asked_on <= on),
        evaluations=tuple(each for each in facts.evaluations if each.noted_on <= on),
        operations=tuple(each for each in facts.operations if each.record.on <= on),
        maturity=tuple(each for each in facts.maturity if each.record.on <= on),
        revenue=tuple([each for each in facts.revenue if each.on <= on]),
        journey=None if journey is None else journey_as_of(journey, at),
    )


def _was_given(answer: SurveyAnswer, on: date) -> bool:
    """Tell whether an answer was given, about a project that was over if any is."""
    done = answer.project_completed_on
    return answer.answered_on <= on and (done is None or done <= on)


def _tickets_as_of(tickets: Iterable[Ticket], at: datetime) -> Iterator[Ticket]:
    """Give the tickets as they stood at an instant on a fixed clock."""
    for ticket in tickets:
        if ticket.opened_at <= at:
            first = _by(ticket.first_responded_at, at)
            last = _by(ticket.resolved_at, at)
            if (first, last) != (ticket.first_responded_at, ticket.resolved_at):
                ticket = attrs.evolve(  # noqa: PLW2901 - as it stood then
                    ticket, first_responded_at=first, resolved_at=last
                )
            yield ticket


def _on_a_fixed_clock(at: datetime) -> datetime:
    """Give the same instant in a zone whose offset never changes.

    Within one zone Python compares what the clocks show, which an hour that comes twice
    makes wrong; beside a zone of its own every instant is compared by true time.
    """
    offset = cast(timedelta, require_aware(at, "instant").utcoffset())
    return at.replace(tzinfo=timezone(offset))


def _by(instant: datetime | None, at: datetime) -> datetime | None:
    """Give an instant, or none where it had not come."""
    return None if instant is None or instant > at else instant


def journey_as_of(journey: PartnerJourney, at: datetime) -> PartnerJourney | None:
    """Give a journey as it stood at an instant; ``None`` before it began.

    Raises:
        InvalidUseError: It was restored from a later state, so that nobody knows how it
            stood.
    """
    if microseconds(journey.state.at) <= microseconds(at):
        return journey
    whole = len(journey.events) == journey.version
    if whole and microseconds(journey.events[0].at) > microseconds(at):
        return None
    return journey.as_of(at)


def programme_as_of(
    programme: PilotProgramme | None, at: datetime
) -> PilotProgramme | None:
    """Give a programme as it stood at an instant; ``None`` before it began.

    Raises:
        InvalidUseError: It was restored from a later state, so that nobody knows how it
            stood.
    """
    if programme is None or microseconds(programme.state.at) <= microseconds(at):
        return programme
    whole = len(programme.events) == programme.version
    if whole and microseconds(programme.events[0].at) > microseconds(at):
        return None
    return programme.as_of(at)
