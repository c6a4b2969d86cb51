"""Records of tickets judged all at once are as their clocks tell, one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

import partner_success as ps
from partner_success.calendars import WorkingCalendar
from partner_success.partners import Severity, Ticket
from partner_success.sla import (
    JudgedTicket,
    Resolved,
    Responded,
    SlaPolicy,
    judged,
    judged_tickets,
)

OFFICE = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
OPENED = datetime(2026, 5, 8, 16, tzinfo=UTC)
"""An hour before the end of a Friday."""
AFTER = [
    None,
    timedelta(0),
    timedelta(minutes=50),
    timedelta(days=4),
    timedelta(days=90),
]


def one_by_one(ticket: Ticket, policy: SlaPolicy, at: datetime) -> JudgedTicket:
    """Give what the clock of a ticket tells."""
    clock = policy.open(severity=ticket.severity, at=ticket.opened_at, calendar=OFFICE)
    for kind, instant in (
        (Responded, ticket.first_responded_at),
        (Resolved, ticket.resolved_at),
    ):
        if instant is not None and instant <= at:
            clock = clock.apply(kind(at=instant)).clock
    return judged(clock, id=ticket.id, partner_id="acme", at=at)


@pytest.mark.rule("SLA-12")
@pytest.mark.parametrize("policy", ["partner_support", "enterprise_support"])
def test_all_at_once_is_one_by_one(rules: ps.Rulebook, policy: str) -> None:
    """Answered and resolved in time, late, at once or never, of every severity."""
    terms, at = rules.sla[policy], OPENED + timedelta(days=40)
    tickets = [
        Ticket(
            id=f"{severity}-{place}",
            partner_id="acme",
            severity=severity,
            opened_at=OPENED,
            first_responded_at=None if first is None else OPENED + first,
            resolved_at=None if last is None else OPENED + last,
        )
        for severity in Severity
        for place, (first, last) in enumerate(product(AFTER, AFTER))
        if first is None or last is None or first <= last
    ]
    pairs = [(ticket, "acme") for ticket in tickets]
    found = judged_tickets(pairs, terms, calendar=OFFICE, at=at)
    assert list(found) == [one_by_one(each, terms, at) for each in tickets]
    outcomes = {target.outcome for each in found for target in each.targets}
    assert outcomes == {"met", "missed", "overdue"}


@pytest.mark.rule("SLA-12")
def test_what_is_opened_later_is_left_out(rules: ps.Rulebook) -> None:
    """And what is answered later is open still."""
    tickets = [
        Ticket(id="a", partner_id="acme", severity="low", opened_at=OPENED),
        Ticket(
            id="b", partner_id="acme", severity="low", opened_at=OPENED + timedelta(1)
        ),
    ]
    pairs = [(each, "acme") for each in tickets]
    terms = rules.sla["enterprise_support"]
    [found] = judged_tickets(pairs, terms, at=OPENED + timedelta(hours=1))
    assert found.id == "a"
    assert {each.outcome for each in found.targets} == {"open"}
    assert judged_tickets([], terms, at=OPENED) == ()
