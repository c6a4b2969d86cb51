"""Columns of events, what is refused of them, and logs of unusual shapes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import partner_success as ps
from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidValueError, MissingExtraError
from partner_success.sla import (
    CalendarChanged,
    Event,
    Opened,
    Paused,
    Replied,
    Responded,
    Resumed,
    SeverityChanged,
    SlaPolicy,
    SlaTarget,
    TargetTime,
    intake,
)
from partner_success.sla.bulk import (
    KIND_CODES,
    NOTHING,
    STATE_CODES,
    EventColumns,
    judge,
)
from tests.unit.sla.columns import Log, as_columns, assert_alike, codes
from tests.unit.sla.incidents import FILE, events, incidents
from tests.unit.sla.tickets import ALL, NIGHTS, OFFICE, on, policy, step, target

pytestmark = pytest.mark.rule("SLA-11")

OPENED, PAUSED = KIND_CODES.index("opened"), KIND_CODES.index("paused")
WORKING = policy(
    target(1, 2, 4, 8, unit="working hours"),
    target(1, 2, 4, 8, unit="working hours"),
    target(4, 8, 24, 48, unit="working hours", limit="below"),
    steps=[step(50), step(100), step(200)],
)
BOTH = policy(
    resolution=SlaTarget(
        limit="within",
        critical=TargetTime(value=30, unit="hours"),
        high=TargetTime(value=8, unit="working hours"),
        medium=TargetTime(value=2, unit="business days"),
        low=TargetTime(value=9, unit="business days"),
    ),
    steps=[step(50)],
)
UNDECLARED = WorkingCalendar.parse("Mon 09:00-17:00; Tue 09:00-12:00", zone="UTC")
NEVER = WorkingCalendar.parse("Mon-Sun closed", zone="UTC")


def opened(day: str, severity: str = "medium") -> Opened:
    """Open a ticket in May 2026."""
    return Opened(at=on(day), severity=severity)  # type: ignore[arg-type]


def long_log(count: int, ticket: int = 0) -> Log:
    """Give a ticket that is paused and resumed again and again."""
    start = on("4 09:00")
    found: list[tuple[int, Event]] = [(ticket, Opened(at=start, severity="low"))]  # type: ignore[arg-type]
    for turn in range(count):
        at = start + timedelta(minutes=7 * turn + 3)
        event = Resumed(at=at) if turn % 2 else Paused(at=at, reason="more")
        found.append((ticket, event))
    return found


@pytest.mark.parametrize("terms", [ALL, WORKING, BOTH], ids=["hours", "work", "both"])
def test_a_ticket_with_hundreds_of_events(terms: SlaPolicy) -> None:
    """A long ticket beside short ones is walked through alone, and is told the same."""
    short = [(each, opened("5 10:00", "high")) for each in range(1, 40)]
    found = assert_alike(
        [*long_log(600), *short], terms, calendar=OFFICE, at=on("20 12:00")
    )
    assert found.accepted.tolist() == [601] + [1] * 39


def test_what_is_in_order_stays() -> None:
    """Where nothing is out of order, sorting by time moves nothing."""
    log = [*long_log(3), *long_log(4, 1)]
    found = assert_alike(log, ALL, calendar=None, at=on("4 10:00"), reorder=True)
    assert not found.is_moved.any()


def test_parts_of_a_log_are_told_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether tickets are judged all at once or some at a time changes nothing."""
    log = [row for ticket in range(9) for row in long_log(ticket, ticket)]
    whole = judge(as_columns(log), WORKING, calendar=OFFICE, at=on("20 12:00"))
    monkeypatch.setattr(intake, "_PART", 5)
    parts = judge(as_columns(log), WORKING, calendar=OFFICE, at=on("20 12:00"))
    for kind, columns in whole.targets.items():
        assert columns.due.tolist() == parts.targets[kind].due.tolist()
    assert whole.accepted.tolist() == parts.accepted.tolist()


def test_reasons_that_stop_different_targets() -> None:
    """Each pause stops the targets that list its reason, and no others."""
    terms = policy(
        target(1, 2, 4, 8, pauses=("partner",)),
        target(1, 2, 4, 8, pauses="none"),
        target(4, 8, 24, 48, pauses=("partner", "vendor")),
    )
    log: list[tuple[int, Event]] = []
    for ticket, reason in enumerate(("partner", "vendor", "lunch", "vendor")):
        log.append((ticket, opened("4 10:00")))
        log.append((ticket, Paused(at=on("4 11:00"), reason=reason)))
    log.append((3, Resumed(at=on("4 12:00"))))
    found = assert_alike(log, terms, calendar=OFFICE, at=on("4 13:00"))
    paused = STATE_CODES.index("paused")
    first, last = found.targets["first_response"], found.targets["resolution"]
    assert (first.state == paused).tolist() == [True, False, False, False]
    assert (last.state == paused).tolist() == [True, True, False, False]
    assert found.pause.tolist() == [0, 1, 2, -1]


def test_a_restart_counts_anew() -> None:
    """Under 'from change' what was used before a change of severity is forgotten."""
    terms = policy(
        following=target(1, 2, 4, 8),
        resolution=target(4, 8, 24, 48),
        change="from change",
        steps=[step(50)],
    )
    log: Log = [
        (0, opened("4 10:00")),
        (0, Responded(at=on("4 10:30"))),
        (0, Replied(at=on("4 11:00"))),
        (0, SeverityChanged(at=on("4 12:00"), severity="high")),  # type: ignore[arg-type]
    ]
    found = assert_alike(log, terms, calendar=None, at=on("4 15:00"))
    assert found.targets["resolution"].elapsed.tolist() == [3 * 3_600_000_000]


def test_changes_of_calendar() -> None:
    """A change to the calendar that holds is refused; later ones count by the new."""
    log: Log = [
        (0, opened("4 10:00")),
        (1, opened("4 10:00")),
        (0, CalendarChanged(at=on("4 11:00"), calendar=OFFICE)),
        (0, CalendarChanged(at=on("4 12:00"), calendar=NIGHTS)),
        (0, CalendarChanged(at=on("4 13:00"), calendar=NIGHTS)),
        (0, CalendarChanged(at=on("4 09:00"), calendar=OFFICE)),
    ]
    found = assert_alike(log, WORKING, calendar=OFFICE, at=on("6 12:00"))
    told = [codes(found, row) for row in range(len(log))]
    assert told[2] == told[4] == ["same-calendar"]
    assert told[5] == ["out-of-order"]


def test_a_calendar_is_asked_for_its_days_when_it_is_changed_to() -> None:
    """One without a length of day is refused as a clock does, if it comes to hold."""
    change = CalendarChanged(at=on("4 11:00"), calendar=UNDECLARED)
    early = CalendarChanged(at=on("4 09:00"), calendar=UNDECLARED)
    first = (0, opened("4 10:00"))
    assert_alike([first, (0, early)], BOTH, calendar=OFFICE, at=on("6 12:00"))
    with pytest.raises(InvalidValueError, match="working day"):
        judge(as_columns([first, (0, change)]), BOTH, calendar=OFFICE, at=on("6 12:00"))
    with pytest.raises(InvalidValueError, match="working day"):
        judge(as_columns([first]), BOTH, calendar=UNDECLARED, at=on("6 12:00"))


def test_calendars_that_come_to_an_end() -> None:
    """What is due after the last open time is due never; what is before, is told."""
    once = WorkingCalendar.parse(
        "Mon-Sun closed; 2026-05-04 09:00-17:00", zone="Europe/Berlin"
    )
    log = [(place, opened(f"4 {9 + place:02d}:00")) for place in range(6)]
    log += [(6, opened("4 12:00", "critical")), (7, opened("5 12:00", "critical"))]
    found = assert_alike(log, WORKING, calendar=once, at=on("4 14:30"))
    due = (found.targets["first_response"].due != NOTHING).tolist()
    assert due == [True, True, True, True, True, False, True, False]
    late = assert_alike(log, WORKING, calendar=NEVER, at=on("6 12:00"))
    assert (late.targets["resolution"].due == NOTHING).all()


def test_promises_beyond_all_time() -> None:
    """What is due after the year 9999 is due never, however it is counted."""
    much = TargetTime(value=900_000_000, unit="hours")
    terms = policy(
        SlaTarget(limit="within", critical=much, high=much, medium=much, low=much),
        target(90_000_000, 90_000_000, 90_000_000, 90_000_000),
        target(70_000_000, 1, 1, 1),
        steps=[step(1), step(Decimal(200))],
    )
    log = [(0, opened("4 10:00", "critical")), (0, Responded(at=on("4 11:00")))]
    log.append((0, Replied(at=on("4 12:00"))))
    found = assert_alike(log, terms, calendar=None, at=on("4 15:00"))
    assert found.targets["resolution"].due.tolist() == [NOTHING]


def test_promises_that_no_column_holds() -> None:
    """More microseconds than a column can hold are refused before anything is done."""
    days = TargetTime(value=900_000_000, unit="business days")
    times = dict.fromkeys(("critical", "high", "medium", "low"), days)
    terms = policy(SlaTarget(limit="within", **times))
    with pytest.raises(InvalidValueError, match="more than columns"):
        judge(as_columns([]), terms, calendar=OFFICE, at=on("4 15:00"))


def test_no_events_at_all() -> None:
    """Without an event there is no ticket, and without an opening none is open."""
    found = judge(as_columns([]), ALL, at=on("4 15:00"))
    assert found.phase.tolist() == found.is_accepted.tolist() == []
    unopened = assert_alike(
        [(1, Resumed(at=on("4 10:00")))], ALL, calendar=None, at=on("5 10:00")
    )
    assert unopened.phase.tolist() == [-1, -1]
    assert unopened.refused.tolist() == [0, 1]


def test_a_calendar_is_needed_for_working_time() -> None:
    """As with a clock, working time is not counted by a calendar that nobody gave."""
    with pytest.raises(InvalidValueError, match="needs a calendar"):
        judge(as_columns([]), WORKING, at=on("4 15:00"))
    with pytest.raises(InvalidValueError, match="time zone"):
        judge(as_columns([]), ALL, at=datetime(2026, 5, 4))  # noqa: DTZ001


def columns(**given: Any) -> EventColumns:
    """Give the columns of one opening; what is given stands."""
    plain = {"tickets": [0], "times": [0], "kinds": [OPENED], "severities": [0]}
    return EventColumns(**plain | given)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"times": [0.5]}, "whole numbers; found an array of float64"),
        ({"tickets": [0, 1]}, r"the shape \(2,\) for tickets"),
        ({"times": [[0]]}, r"the shape \(1,\) for tickets and \(1, 1\)"),
        ({"tickets": [-1]}, "tickets have to lie from 0"),
        ({"times": [2**62]}, "times have to lie from -62135596800000000 to"),
        ({"kinds": [10]}, "kinds have to lie from 0 to 9; found 10"),
        ({"severities": [4]}, "severities have to lie from -1 to 3; found 4"),
        ({"severities": None}, "severities of events 'opened' have to lie from 0"),
        ({"kinds": [PAUSED]}, "reasons of events 'paused' have to lie from 0"),
        ({"kinds": [PAUSED], "reasons": [0]}, "reasons have to lie from -1 to -1"),
        ({"reason_names": [" "]}, "the reason for a pause is text, found ' '"),
        ({"reason_names": [3]}, "the reason for a pause is text, found 3"),
        ({"new_calendars": ["Mon"]}, "a calendar is needed"),
    ],
)
def test_columns_that_cannot_be_meant(given: dict[str, Any], text: str) -> None:
    """What is wrong with columns is said when they are put together."""
    with pytest.raises(InvalidValueError, match=text):
        columns(**given)


def test_events_that_need_no_more() -> None:
    """Where no event has a severity, there need not be a column of them."""
    found = columns(kinds=[KIND_CODES.index("resumed")], severities=None)
    assert judge(found, ALL, at=on("4 10:00")).refused.tolist() == [1]


def test_columns_of_any_whole_numbers() -> None:
    """Arrays of any width are taken, and stay as they are."""
    given = np.array([0, 1], np.uint8)
    found = columns(tickets=given, times=[0, 0], kinds=[0, 0], severities=[1, 2])
    assert judge(found, ALL, at=datetime(1970, 1, 1, tzinfo=UTC)).severity.tolist() == [
        1,
        2,
    ]
    assert given.dtype == "uint8"


def test_without_numpy_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Columns need the extra, and the text says so."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[bulk\]"):
        columns()


@pytest.mark.unwatched
@pytest.mark.skipif(not FILE.exists(), reason=f"the log of incidents is not at {FILE}")
@pytest.mark.parametrize("reorder", [False, True])
@pytest.mark.parametrize("terms", ["enterprise_support", "working"])
def test_real_incidents(rules: ps.Rulebook, terms: str, reorder: bool) -> None:
    """The 890 incidents of a real log, told at once as they are one by one."""
    chosen = WORKING if terms == "working" else rules.sla[terms]
    owned = [events(rows) for rows in incidents().values()]
    placed = [
        (place, ticket, event)
        for ticket, each in enumerate(owned)
        for place, event in enumerate(each)
    ]
    # The first events of all, then the second ones: tickets mixed, each in its order.
    placed.sort(key=lambda each: each[:2])
    log = [(ticket, event) for _, ticket, event in placed]
    at = datetime(2016, 3, 10, tzinfo=UTC)
    found = assert_alike(log, chosen, calendar=OFFICE, at=at, reorder=reorder)
    assert len(found.phase) == 890
    assert found.is_moved.sum() == (2 if reorder else 0)
