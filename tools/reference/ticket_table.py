"""A ticket as a machine, found by trying every event in every state of its clock."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.core.collections import FrozenMap
from partner_success.machines.table import MachineTable, Move
from partner_success.partners import Severity
from partner_success.rulebook import standard
from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from partner_success.sla.clock import Clock
from partner_success.sla.events import Event

__all__ = ["ticket_table"]

_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_HOURS: Calendar = WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="UTC")
_OTHER: Calendar = WorkingCalendar.parse("Mon-Fri 08:00-16:00", zone="UTC")
_STATES = ("open", "paused", "resolved", "cancelled")

EVENTS: dict[str, tuple[Event, ...]] = {
    "responded": (Responded(at=_AT),),
    "replied": (Replied(at=_AT),),
    "paused": (Paused(at=_AT, reason="waiting on partner"),),
    "resumed": (Resumed(at=_AT),),
    "severity_changed": (
        SeverityChanged(at=_AT, severity=Severity.MEDIUM),
        SeverityChanged(at=_AT, severity=Severity.HIGH),
    ),
    "calendar_changed": (
        CalendarChanged(at=_AT, calendar=_HOURS),
        CalendarChanged(at=_AT, calendar=_OTHER),
    ),
    "resolved": (Resolved(at=_AT),),
    "reopened": (Reopened(at=_AT),),
    "cancelled": (Cancelled(at=_AT),),
}
"""Events by their kinds: of some one that changes nothing, and one that does."""


@lru_cache(maxsize=1)
def ticket_table() -> MachineTable:
    """Give the table of a ticket.

    Where a state takes one event of a kind and refuses another, what the other lacks is
    a guard, called after the code of the refusal.
    """
    policy = standard().sla["partner_support"]
    first = policy.open(severity="medium", at=_AT, calendar=_HOURS)
    waiting, moves = [first], dict[str, FrozenMap[str, Move]]()
    for clock in waiting:
        state = _state(clock)
        if state in moves:
            continue
        found: dict[str, Move] = {}
        for kind, events in EVENTS.items():
            steps = [clock.apply(event) for event in events]
            taken = [step.clock for step in steps if not step.refused]
            codes = {reason.code for step in steps for reason in step.reasons}
            if taken:
                (target,) = {_state(each) for each in taken}
                names = sorted(code.replace("-", "_") for code in codes)
                found[kind] = Move(target, tuple(f"not_{name}" for name in names))
                waiting += taken
        moves[state] = FrozenMap(found)
    states = tuple(sorted(moves, key=_STATES.index))
    return MachineTable(
        name="ticket",
        initial=_state(first),
        states=states,
        events=tuple(EVENTS),
        final=frozenset(state for state in states if not moves[state]),
        moves=FrozenMap((state, moves[state]) for state in states),
    )


def _state(clock: Clock) -> str:
    found = clock.at(_AT)
    if found.phase == "open":
        return "open" if found.pause is None else "paused"
    return found.phase
