"""How the open tickets of a partner stand beside what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from partner_success.partners import Ticket
from partner_success.review.asked import Asked
from partner_success.sla import ClockState, Responded

__all__ = ["TicketReview", "review_tickets"]


@attrs.frozen(kw_only=True)
class TicketReview:
    """One open ticket.

    Attributes:
        ticket: The ticket as it stood at the instant.
        state: How each promise stands; ``None`` where no policy was named.
    """

    ticket: Ticket
    state: ClockState | None


def review_tickets(tickets: Iterable[Ticket], asked: Asked) -> tuple[TicketReview, ...]:
    """Judge every open ticket, by its id."""
    return tuple(_judged(tickets, asked))


def _judged(tickets: Iterable[Ticket], asked: Asked) -> Iterator[TicketReview]:
    for ticket in sorted(tickets, key=_id):
        if not ticket.is_open:
            continue
        if asked.policy is None:
            yield TicketReview(ticket=ticket, state=None)
            continue
        clock = asked.policy.open(
            severity=ticket.severity, at=ticket.opened_at, calendar=asked.calendar
        )
        if ticket.first_responded_at is not None:
            clock = clock.apply(Responded(at=ticket.first_responded_at)).clock
        yield TicketReview(ticket=ticket, state=clock.at(asked.at))


def _id(ticket: Ticket) -> str:
    return ticket.id
