"""Tickets to which anything may have happened, at whole minutes around a spring night.

In Berlin the clocks are set forward in the night to Sunday, 29 March 2026.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.core import Catalogue
from partner_success.partners import Severity
from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Channel,
    Clock,
    EscalationStep,
    Event,
    Opened,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
    SlaPolicy,
    SlaTarget,
    TargetTime,
    Tier,
)

START: Final = datetime(2026, 3, 27, 14, tzinfo=UTC)
REASONS: Final = ("waiting on partner", "waiting on vendor")

CALENDARS: Final[tuple[Calendar, ...]] = (
    WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Berlin"),
    WorkingCalendar.parse(
        "Mon-Fri 09:00-12:00 13:00-17:30; Sun 09:00-10:00; zone Europe/Berlin;"
        " working day 7:30"
    ),
    WorkingCalendar.parse("Mon-Sun 01:30-04:00; zone Europe/Berlin"),
    WorkingCalendar.parse("Mon-Sun 22:00-02:00; zone Asia/Kathmandu"),
    WorkingCalendar.around_the_clock(),
)

calendars: Final = st.sampled_from(CALENDARS)
severities: Final = st.sampled_from(Severity)


def minutes(most: int) -> st.SearchStrategy[timedelta]:
    """Whole minutes, most of them few."""
    some = st.integers(0, most) | st.sampled_from([0, 1, 60, 120])
    return some.map(lambda count: timedelta(minutes=count))


@st.composite
def times(draw: st.DrawFn) -> TargetTime:
    """A short promised time of any unit."""
    unit = draw(st.sampled_from(["hours", "working hours", "business days"]))
    if unit == "business days":
        return TargetTime(value=draw(st.integers(1, 2)), unit="business days")
    halves = draw(st.integers(1, 12))
    return TargetTime(value=Decimal(halves) / 2, unit=unit)  # type: ignore[arg-type]


@st.composite
def targets(draw: st.DrawFn, **given: Any) -> SlaTarget:
    """A target of short times; what is given stands."""
    pauses: Any = st.sampled_from(["all", "none", [REASONS[0]], []])
    found: dict[str, Any] = {
        "limit": draw(st.sampled_from(["within", "below"])),
        "pauses": draw(pauses),
        **{severity.value: draw(times()) for severity in Severity},
    }
    return SlaTarget(**found | given)


def _step(share: int) -> EscalationStep:
    tier = Tier(id="tier", name="Tier", does="helps", coverage="on call")
    channel = Channel(id="phone", name="Phone", does="rings", coverage="on call")
    return EscalationStep(id=str(share), share=share, tier=tier, channel=channel)


@st.composite
def policies(draw: st.DrawFn, **given: Any) -> SlaPolicy:
    """A policy that promises something; what is given stands."""
    promised = draw(st.sets(st.sampled_from(range(3)), min_size=1))
    kinds = ("first_response", "next_response", "resolution")
    found: dict[str, Any] = {
        kinds[place]: draw(targets()) for place in sorted(promised)
    }
    shares = draw(st.sets(st.sampled_from([10, 50, 100, 150]), max_size=3))
    found["severity_change"] = draw(st.sampled_from(["from opening", "from change"]))
    found["escalation"] = Catalogue(map(_step, sorted(shares)))
    return SlaPolicy(id="any", name="Any", **found | given)


@st.composite
def happenings(draw: st.DrawFn, at: datetime) -> Event:
    """Anything that may happen at an instant."""
    plain = (Responded, Replied, Resumed, Resolved, Reopened, Cancelled)
    kinds = [*range(len(plain)), 6, 6, 6, 7, 7, 8, 0, 1, 2]
    kind = draw(st.sampled_from(kinds))
    if kind < len(plain):
        return plain[kind](at=at)
    if kind == 6:
        return Paused(at=at, reason=draw(st.sampled_from(REASONS)))
    if kind == 7:
        return SeverityChanged(at=at, severity=draw(severities))
    return CalendarChanged(at=at, calendar=draw(calendars))


@st.composite
def logs(draw: st.DrawFn, most: int = 300) -> list[Event]:
    """A log: an opening, then events in order of time, some of them impossible."""
    at = START + draw(minutes(600))
    found: list[Event] = [Opened(at=at, severity=draw(severities))]
    for gap in draw(st.lists(minutes(most), max_size=10)):
        at += gap
        found.append(draw(happenings(at)))
    return found


@attrs.frozen
class Ticket:
    """A ticket and an instant to ask about.

    Attributes:
        clock: The ticket, with everything that was accepted.
        at: An instant from the opening on.
    """

    clock: Clock
    at: datetime

    @property
    def policy(self) -> SlaPolicy:
        """The policy, which can open clocks."""
        policy = self.clock.policy
        assert isinstance(policy, SlaPolicy)
        return policy


@st.composite
def tickets(draw: st.DrawFn, **given: Any) -> Ticket:
    """A ticket asked about at an instant; what is given of its policy stands."""
    policy = draw(policies(**given))
    found = policy.replay(draw(logs()), calendar=draw(calendars))
    assert found.clock is not None
    return Ticket(found.clock, found.clock.opened_at + draw(minutes(3_000)))


def with_events(ticket: Ticket, *more: Event) -> Clock | None:
    """Give the ticket with events put in by time; ``None`` where one cannot be."""
    events = [*ticket.clock.events, *more]
    found = ticket.policy.replay(events, calendar=ticket.clock.calendar, reorder=True)
    return None if found.refused else found.clock
