"""Which events can follow, and that those that cannot change nothing."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import attrs
import pytest

from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.interop import unstructure
from partner_success.sla import (
    EVENTS,
    CalendarChanged,
    Cancelled,
    Clock,
    Event,
    Opened,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from tests.unit.sla.tickets import ALL, NIGHTS, OFFICE, after, codes, on, opened

NOON = on("4 12:00")

CLOCKS: dict[str, Clock] = {
    "running": opened(),
    "paused": after(opened(), Paused(at=on("4 11:00"), reason="waiting on partner")),
    "resolved": after(opened(), Resolved(at=on("4 11:00"))),
    "cancelled": after(opened(), Cancelled(at=on("4 11:00"))),
}

EVENT: dict[str, Event] = {
    "opened": Opened(at=NOON, severity="low"),
    "responded": Responded(at=NOON),
    "replied": Replied(at=NOON),
    "paused": Paused(at=NOON, reason="waiting on partner"),
    "resumed": Resumed(at=NOON),
    "severity_changed": SeverityChanged(at=NOON, severity="low"),
    "the same severity": SeverityChanged(at=NOON, severity="medium"),
    "calendar_changed": CalendarChanged(at=NOON, calendar=NIGHTS),
    "the same calendar": CalendarChanged(at=NOON, calendar=OFFICE),
    "resolved": Resolved(at=NOON),
    "reopened": Reopened(at=NOON),
    "cancelled": Cancelled(at=NOON),
}

# The columns are the states of CLOCKS; a blank is accepted.
TABLE = {
    "opened": ("already-opened", "already-opened", "already-opened", "already-opened"),
    "responded": ("", "", "resolved", "cancelled"),
    "replied": ("", "", "resolved", "cancelled"),
    "paused": ("", "already-paused", "resolved", "cancelled"),
    "resumed": ("not-paused", "", "resolved", "cancelled"),
    "severity_changed": ("", "", "resolved", "cancelled"),
    "the same severity": ("same-severity", "same-severity", "resolved", "cancelled"),
    "calendar_changed": ("", "", "resolved", "cancelled"),
    "the same calendar": ("same-calendar", "same-calendar", "resolved", "cancelled"),
    "resolved": ("", "", "resolved", "cancelled"),
    "reopened": ("not-resolved", "not-resolved", "", "cancelled"),
    "cancelled": ("", "", "resolved", "cancelled"),
}

ROWS = [
    pytest.param(state, event, code, id=f"{state}, {event}")
    for event, row in TABLE.items()
    for state, code in zip(CLOCKS, row, strict=True)
]


@pytest.mark.rule("SLA-06")
@pytest.mark.parametrize(("state", "event", "code"), ROWS)
def test_every_event_in_every_state(state: str, event: str, code: str) -> None:
    """An event follows or is refused for one reason, as the table says."""
    clock = CLOCKS[state]
    found = clock.apply(EVENT[event])
    assert codes(found) == ([code] if code else [])
    assert found.refused is bool(code)
    assert found.event is EVENT[event]
    if code:
        assert found.clock is clock
    else:
        assert found.clock.events == (*clock.events, EVENT[event])


@pytest.mark.rule("SLA-06")
@pytest.mark.parametrize(("state", "event", "code"), ROWS)
def test_what_comes_late_is_refused_too(state: str, event: str, code: str) -> None:
    """An event before the newest one is out of order, whatever else it is."""
    newest = Replied(at=on("4 12:30")) if state in {"running", "paused"} else None
    clock = after(CLOCKS[state], newest) if newest else CLOCKS[state]
    late = "4 12:29" if newest else "4 10:59"
    found = clock.apply(at_time(EVENT[event], late))
    assert codes(found) == ["out-of-order", *([code] if code else [])]
    assert found.clock is clock


def at_time(event: Event, text: str) -> Any:
    """Give the same event at another time."""
    return attrs.evolve(event, at=on(text))


@pytest.mark.rule("SLA-06")
def test_one_instant_is_in_order() -> None:
    """Events of one instant follow each other."""
    at = on("4 10:00")
    clock = after(
        opened(), Responded(at=at), Paused(at=at, reason="x"), Resolved(at=at)
    )
    assert len(clock.events) == 4


@pytest.mark.rule("SLA-06")
def test_a_reason_says_what_and_when() -> None:
    """A refusal tells the event, both instants and the rule."""
    clock = after(opened(), Responded(at=on("4 11:00")))
    (reason,) = clock.apply(Replied(at=on("4 10:30"))).reasons
    assert str(reason) == (
        "replied at 2026-05-04 10:30:00+02:00 lies before the event at"
        " 2026-05-04 11:00:00+02:00"
    )
    assert reason.rules == ("SLA-06",)
    assert reason.facts == {
        "event": "replied",
        "at": on("4 10:30"),
        "last": on("4 11:00"),
    }
    (reason,) = clock.apply(Resumed(at=on("4 11:30"))).reasons
    assert str(reason) == "resumed: the ticket is not paused"


@pytest.mark.rule("SLA-10")
@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_events_need_a_zone(kind: str) -> None:
    """No event is at a time without a zone."""
    given: dict[str, Any] = {
        "opened": {"severity": "low"},
        "paused": {"reason": "x"},
        "severity_changed": {"severity": "low"},
        "calendar_changed": {"calendar": OFFICE},
    }
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        EVENTS[kind](at=NOON.replace(tzinfo=None), **given.get(kind, {}))


@pytest.mark.rule("SLA-10")
def test_questions_need_a_zone() -> None:
    """Nor is a clock opened or asked at one."""
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        ALL.open(severity="low", at=naive, calendar=OFFICE)
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        opened().at(naive)
    with pytest.raises(InvalidValueError, match="until needs a time zone"):
        opened().timeline(until=naive)


@pytest.mark.parametrize("reason", ["", "  ", None, 5])
def test_a_pause_needs_a_reason(reason: Any) -> None:
    """A pause says what is waited for."""
    with pytest.raises(InvalidValueError, match="such as 'waiting on partner'"):
        Paused(at=NOON, reason=reason)


def test_a_calendar_is_one() -> None:
    """A calendar in words is none."""
    text: Any = "Mon-Fri 09:00-17:00"
    with pytest.raises(InvalidValueError, match="a calendar is needed, found 'Mon-Fri"):
        CalendarChanged(at=NOON, calendar=text)


def test_severities_are_known() -> None:
    """A severity that does not exist is told its near misses."""
    with pytest.raises(UnknownNameError, match="did you mean 'critical'"):
        Opened(at=NOON, severity="critcal")


def test_only_events_are_applied() -> None:
    """What is no event is misuse."""
    event: Any = "resolved"
    with pytest.raises(InvalidValueError, match="an event is one of Opened, Responded"):
        opened().apply(event)


def test_events_stand_in_documents() -> None:
    """An event is written with its kind, which nobody can give it otherwise."""
    assert unstructure(Paused(at=NOON, reason="x")) == {
        "kind": "paused",
        "at": "2026-05-04T12:00:00+02:00",
        "reason": "x",
    }
    assert {EVENTS[kind].__name__ for kind in EVENTS} >= {"Opened", "Cancelled"}
    kind: Any = "resolved"
    with pytest.raises(
        InvalidValueError, match="Resumed is of the kind 'resumed', not"
    ):
        Resumed(at=NOON, kind=kind)


def test_events_of_one_instant_are_equal_in_every_zone() -> None:
    """Where the clock hangs makes no difference."""
    mine, theirs = Responded(at=NOON), Responded(at=NOON.astimezone(UTC))
    assert mine == theirs
    assert hash(mine) == hash(theirs)
    assert mine != Resolved(at=NOON)


def test_step_is_no_truth_value() -> None:
    """A refused step cannot pass for a yes where somebody forgets to ask."""
    step = CLOCKS["resolved"].apply(EVENT["paused"])
    assert step.refused
    with pytest.raises(InvalidUseError, match=r"ask step\.refused"):
        bool(step)
