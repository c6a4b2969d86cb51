"""Logs of several tickets as columns, and columns held against clocks one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from partner_success.calendars import Calendar
from partner_success.core.instants import microseconds
from partner_success.partners import Severity
from partner_success.sla import (
    CalendarChanged,
    ClockState,
    Event,
    Opened,
    Paused,
    Replay,
    SeverityChanged,
    SlaPolicy,
    TargetState,
)
from partner_success.sla.bulk import (
    KIND_CODES,
    NOTHING,
    PHASES,
    SEVERITIES,
    STATE_CODES,
    EventColumns,
    Judgements,
    TargetColumns,
    judge,
)

Log = Sequence[tuple[int, Event]]
"""The number of a ticket and what happened to it, for several tickets."""

_TINY = timedelta(microseconds=1)


def as_columns(log: Log) -> EventColumns:
    """Write a log as columns."""
    reasons = [event.reason for _, event in log if isinstance(event, Paused)]
    calendars = [each.calendar for _, each in log if isinstance(each, CalendarChanged)]
    names = list(dict.fromkeys(reasons))
    return EventColumns(
        tickets=[ticket for ticket, _ in log],
        times=[microseconds(event.at) for _, event in log],
        kinds=[KIND_CODES.index(event.kind) for _, event in log],
        severities=[
            list(Severity).index(event.severity)
            if isinstance(event, (Opened, SeverityChanged))
            else -1
            for _, event in log
        ],
        reasons=[
            names.index(event.reason) if isinstance(event, Paused) else -1
            for _, event in log
        ],
        reason_names=names,
        calendars=[
            calendars.index(event.calendar)
            if isinstance(event, CalendarChanged)
            else -1
            for _, event in log
        ],
        new_calendars=calendars,
    )


def assert_alike(
    log: Log,
    policy: SlaPolicy,
    *,
    calendar: Calendar | None,
    at: datetime,
    reorder: bool = False,
) -> Judgements:
    """Judge a log in bulk and ticket by ticket; all has to be the same."""
    events = as_columns(log)
    found = judge(events, policy, calendar=calendar, at=at, reorder=reorder)
    for ticket in range(max((ticket for ticket, _ in log), default=-1) + 1):
        rows = [row for row, (owner, _) in enumerate(log) if owner == ticket]
        own = [log[row][1] for row in rows]
        replay = policy.replay(own, calendar=calendar, reorder=reorder)
        _assert_taken_in(found, ticket, rows, replay)
        clock = replay.clock
        if clock is None or clock.opened_at > at:
            assert found.phase[ticket] == found.severity[ticket] == -1
            assert all(each.state[ticket] == -1 for each in found.targets.values())
        else:
            _assert_stands(found, ticket, events.reason_names, clock.at(at))
    return found


def _assert_taken_in(
    found: Judgements, ticket: int, rows: list[int], replay: Replay
) -> None:
    refused = {
        rows[each.place]: [reason.code for reason in each.reasons]
        for each in replay.refused
    }
    assert refused == {row: codes(found, row) for row in rows if codes(found, row)}
    assert [row for row in rows if not found.is_accepted[row]] == sorted(refused)
    assert [row for row in rows if found.is_moved[row]] == [
        rows[place] for place in replay.moved
    ]
    assert found.refused[ticket] == len(replay.refused)
    assert found.accepted[ticket] == len(rows) - len(replay.refused)


def codes(found: Judgements, row: int) -> list[str]:
    """Give the codes of why an event was refused."""
    late = ["out-of-order"] if found.is_late[row] else []
    fault = found.codes[found.fault[row]]
    return [*late, fault] if fault else late


def _assert_stands(
    found: Judgements, ticket: int, reasons: Sequence[str], state: ClockState
) -> None:
    pause = found.pause[ticket]
    assert (
        PHASES[found.phase[ticket]],
        SEVERITIES[found.severity[ticket]],
        None if pause < 0 else reasons[pause],
    ) == (state.phase, state.severity, state.pause)
    assert tuple(found.targets) == tuple(target.id for target in state.targets)
    for target in state.targets:
        columns = found.targets[target.id]
        assert _read(columns, found, ticket) == _told(target), target.id
    late = sum(each.state == "breached" for each in state.answers)
    assert found.answers[ticket] == len(state.answers)
    assert found.late_answers[ticket] == late


def _read(columns: TargetColumns, found: Judgements, ticket: int) -> list[Any]:
    step = columns.next_step[ticket]
    instants = (columns.due, columns.breached_since, columns.ended_at)
    return [
        STATE_CODES[columns.state[ticket]],
        *(each[ticket] for each in (columns.target, columns.elapsed)),
        columns.remaining[ticket],
        *(_known(each[ticket]) for each in instants),
        columns.cancelled[ticket],
        columns.escalations[ticket],
        None if step < 0 else found.steps[step].id,
        _known(columns.next_escalation_at[ticket]),
    ]


def _told(target: TargetState) -> list[Any]:
    ahead = target.next_escalation
    return [
        target.state,
        target.target // _TINY,
        target.elapsed // _TINY,
        target.remaining // _TINY,
        *map(_instant, (target.due, target.breached_since, target.ended_at)),
        target.cancelled,
        len(target.escalations),
        None if ahead is None else ahead.step.id,
        None if ahead is None else _instant(ahead.at),
    ]


def _known(value: int) -> int | None:
    return None if value == NOTHING else int(value)


def _instant(value: datetime | None) -> int | None:
    return None if value is None else microseconds(value)
