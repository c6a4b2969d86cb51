"""Policies, calendars and instants that the tests of clocks share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.core import Catalogue
from partner_success.sla import (
    Channel,
    Clock,
    EscalationStep,
    Event,
    SlaPolicy,
    SlaTarget,
    Step,
    TargetTime,
    Tier,
    TimeUnit,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="Europe/Berlin")
NIGHTS = WorkingCalendar.parse("Mon-Fri 22:00-24:00", zone="Europe/Berlin")


def on(text: str) -> datetime:
    """Give an instant of May 2026 in Berlin: ``"4 10:00"`` is a Monday."""
    day, _, clock = text.partition(" ")
    time = datetime.fromisoformat(f"2026-05-{int(day):02d} {clock}")
    return time.replace(tzinfo=BERLIN)


def hours(count: float) -> timedelta:
    """Give a length of time."""
    return timedelta(hours=count)


def target(
    *values: int, unit: TimeUnit = "hours", limit: Any = "within", pauses: Any = "all"
) -> SlaTarget:
    """Promise so much for critical, high, medium and low tickets."""
    critical, high, medium, low = (
        TargetTime(value=value, unit=unit) for value in values
    )
    return SlaTarget(
        limit=limit,
        critical=critical,
        high=high,
        medium=medium,
        low=low,
        pauses=pauses,
    )


def step(share: Any, coverage: Any = "around the clock") -> EscalationStep:
    """Call somebody at a share."""
    tier = Tier(id="tier", name="Tier", does="helps", coverage=coverage)
    channel = Channel(id="phone", name="Phone", does="rings", coverage="on call")
    return EscalationStep(id=f"at {share}", share=share, tier=tier, channel=channel)


def policy(
    first: SlaTarget | None = None,
    following: SlaTarget | None = None,
    resolution: SlaTarget | None = None,
    *,
    steps: Iterable[EscalationStep] = (),
    change: Any = "from opening",
) -> SlaPolicy:
    """Make a policy of up to three targets."""
    return SlaPolicy(
        id="ours",
        name="Ours",
        first_response=first,
        next_response=following,
        resolution=resolution,
        severity_change=change,
        escalation=Catalogue(steps, kind="escalation step"),
    )


ALL = policy(target(1, 2, 4, 8), target(1, 2, 4, 8), target(4, 8, 24, 48))


def opened(
    terms: SlaPolicy = ALL,
    severity: str = "medium",
    at: str = "4 10:00",
    calendar: Calendar | None = OFFICE,
) -> Clock:
    """Open a ticket."""
    return terms.open(severity=severity, at=on(at), calendar=calendar)


def after(clock: Clock, *events: Event) -> Clock:
    """Apply events of which none may be refused."""
    for event in events:
        found = clock.apply(event)
        assert not found.refused, [str(reason) for reason in found.reasons]
        clock = found.clock
    return clock


def codes(found: Step) -> list[str]:
    """Give the codes of the reasons of a refusal."""
    return [reason.code for reason in found.reasons]
