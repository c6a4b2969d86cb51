"""What came of the promises of many tickets, from their records, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from partner_success.calendars import Calendar
from partner_success.core.instants import microseconds
from partner_success.partners import Severity, Ticket
from partner_success.sla.bulk import (
    KIND_CODES,
    NOTHING,
    SEVERITIES,
    STATE_CODES,
    EventColumns,
    TargetColumns,
    judge,
)
from partner_success.sla.judged import JudgedTarget, JudgedTicket, Outcome
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms

__all__ = ["judged_tickets"]

_OPENED: Final = KIND_CODES.index("opened")
_LATER: Final = (KIND_CODES.index("responded"), KIND_CODES.index("resolved"))
_UNKNOWN: Final = -1


def judged_tickets(
    tickets: Iterable[tuple[Ticket, str]],
    policy: SlaTerms,
    *,
    calendar: Calendar | None = None,
    at: datetime,
) -> tuple[JudgedTicket, ...]:
    """Give what came of the promises of tickets by an instant, from their records.

    It is what `judged` tells of the clock of each, opened, answered and resolved as its
    record says, in a small part of the time. A record tells of one answer and no pause;
    where those are known, replay the events.

    Args:
        tickets: Each ticket, once, with the id of the partner whom it concerns.
        policy: What is promised.
        calendar: The working time; can be left out where the policy counts none.
        at: The instant, with its zone. What happened later has not happened, and
            tickets opened later are left out.

    Raises:
        InvalidValueError: The instant has no zone, or the policy counts working time
            and there is no calendar.
        MissingExtraError: The extra ``bulk`` is not installed.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> nine = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> ticket = Ticket(id="t-1", partner_id="acme", severity="low", opened_at=nine)
        >>> policy = ps.standard().sla["enterprise_support"]
        >>> [found] = judged_tickets([(ticket, "acme")], policy, at=nine)
        >>> [target.outcome for target in found.targets]
        ['open', 'open']

    Rule: SLA-11, SLA-12.
    """
    known = list(tickets)
    found = judge(_events(known), policy, calendar=calendar, at=at)
    targets = [
        list(_targets(kind, columns, known, policy))
        for kind, columns in found.targets.items()
    ]
    return tuple(
        JudgedTicket(
            id=ticket.id,
            severity=ticket.severity,
            partner_id=partner_id,
            opened_at=ticket.opened_at,
            targets=[own for each in targets if (own := each[place]) is not None],
        )
        for place, (ticket, partner_id) in enumerate(known)
        if found.phase[place] != _UNKNOWN
    )


def _events(known: Sequence[tuple[Ticket, str]]) -> EventColumns:
    numbers: list[int] = []
    times: list[int] = []
    kinds: list[int] = []
    severities: list[int] = []
    grades = {severity: SEVERITIES.index(severity) for severity in Severity}
    for number, (ticket, _) in enumerate(known):
        numbers.append(number)
        times.append(microseconds(ticket.opened_at))
        kinds.append(_OPENED)
        severities.append(grades[ticket.severity])
        later = ticket.first_responded_at, ticket.resolved_at
        for instant, kind in zip(later, _LATER, strict=True):
            if instant is not None:
                numbers.append(number)
                times.append(microseconds(instant))
                kinds.append(kind)
                severities.append(_UNKNOWN)
    return EventColumns(
        tickets=numbers, times=times, kinds=kinds, severities=severities
    )


def _targets(
    kind: TargetKind,
    columns: TargetColumns,
    known: Sequence[tuple[Ticket, str]],
    policy: SlaTerms,
) -> Iterator[JudgedTarget | None]:
    """Give what came of one promise of each ticket; None where none was awaited."""
    promise = policy.target(kind)
    working = {each: promise.time_for(each).is_working for each in Severity}
    # The last one is for tickets that are not open yet, whose code is -1.
    states: list[str] = [*STATE_CODES, "idle"]
    codes: list[int] = columns.state.tolist()
    elapsed_: list[int] = columns.elapsed.tolist()
    rows = zip(known, codes, elapsed_, _ended(columns), strict=True)
    for (ticket, _), code, elapsed, ended in rows:
        state = states[code]
        if state == "idle":
            yield None
            continue
        over = state == "met" or (state == "breached" and ended)
        outcome: Outcome = "met" if state == "met" else "open"
        if state == "breached":
            outcome = "missed" if ended else "overdue"
        yield JudgedTarget(
            kind=kind,
            outcome=outcome,
            elapsed=timedelta(microseconds=elapsed) if over else None,
            is_working=working[ticket.severity],
        )


def _ended(columns: TargetColumns) -> list[bool]:
    ended: list[bool] = (columns.ended_at != NOTHING).tolist()
    return ended
