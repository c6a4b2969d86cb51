"""Logs of tickets read from files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

import partner_success as ps
from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidDataError
from partner_success.frames import EventLog, judge_events, read_event_log
from partner_success.sla import CalendarChanged, Opened, Paused, Resolved

HEAD = "ticket,time,kind,severity,reason,calendar,partner_id\n"
EIGHT = "2026-05-04T08:00:00Z"
pytestmark = pytest.mark.rule("SLA-11")


def read(folder: Path, rows: str) -> EventLog:
    """Read a log of some rows."""
    path = folder / "log.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return read_event_log(path)


def test_rows_become_events(tmp_path: Path) -> None:
    """Each with what its kind needs; two alike are two."""
    found = read(
        tmp_path,
        f"a,{EIGHT},opened,low,,,p-1\n"
        f"b,{EIGHT},opened,high,,,\n"
        f"a,{EIGHT},paused,,waiting on partner,,\n"
        f"a,{EIGHT},calendar_changed,,,around the clock,\n"
        f"a,{EIGHT},resolved,,,,\n"
        f"a,{EIGHT},resolved,,,,\n",
    )
    at = datetime(2026, 5, 4, 8, tzinfo=UTC)
    assert found.refusals == ()
    tickets = found.by_ticket()
    assert list(tickets) == ["a", "b"]
    assert [each.event for each in tickets["a"]] == [
        Opened(at=at, severity="low"),
        Paused(at=at, reason="waiting on partner"),
        CalendarChanged(at=at, calendar=WorkingCalendar.around_the_clock()),
        Resolved(at=at),
        Resolved(at=at),
    ]
    assert tickets["a"][0].partner_id == "p-1"
    assert [entry.source.line for entry in found.entries] == [2, 3, 4, 5, 6, 7]


def test_the_frame_is_judged_as_the_clocks_are(tmp_path: Path) -> None:
    """What was read can be judged at once."""
    rules = ps.standard()
    log = read(
        tmp_path,
        f"a,{EIGHT},opened,low,,,\na,{EIGHT},paused,,lunch,,\nb,{EIGHT},opened,high,,,\n",
    )
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    policy = rules.sla["enterprise_support"]
    found = judge_events(log.frame(), policy, at=noon)
    assert isinstance(found, pl.DataFrame)
    for row in found.to_dicts():
        events = [each.event for each in log.by_ticket()[row["ticket"]]]
        clock = policy.replay(events).clock
        assert clock is not None
        state = clock.at(noon)
        assert row["resolution_state"] == state.resolution.state
        assert row["resolution_elapsed"] == state.resolution.elapsed


def test_a_reason_of_nothing_is_none(tmp_path: Path) -> None:
    """What an event itself refuses is told with the row."""
    path = tmp_path / "log.jsonl"
    row = {"ticket": "a", "time": EIGHT, "kind": "paused", "reason": "  "}
    path.write_text(json.dumps(row), encoding="utf-8")
    (refusal,) = read_event_log(path).refusals
    assert refusal.problem.path == "reason"
    assert "a pause needs the reason" in refusal.problem.message


def test_an_empty_log_is_one(tmp_path: Path) -> None:
    """Without a row there is no ticket."""
    log = read(tmp_path, "")
    assert (log.entries, log.by_ticket()) == ((), {})


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("a,2026-05-04 08:00,opened,low,,,", "time", "no zone"),
        (f",{EIGHT},opened,low,,,", "ticket", "is missing"),
        (f"a,{EIGHT},open,low,,,", "kind", "opened"),
        (f"a,{EIGHT},opened,,,,", "severity", "is needed where it is opened"),
        (f"a,{EIGHT},opened,grave,,,", "severity", "grave"),
        (f"a,{EIGHT},severity_changed,,,,", "severity", "is needed where it is"),
        (f"a,{EIGHT},paused,,,,", "reason", "is needed where it is paused"),
        (f"a,{EIGHT},calendar_changed,,,,", "calendar", "is needed where it is"),
        (f"a,{EIGHT},calendar_changed,,,Mon 9-5,", "calendar", "hours are written"),
    ],
)
def test_rows_that_cannot_be_meant_are_refused(
    tmp_path: Path, row: str, column: str, message: str
) -> None:
    """Each with its line, the cell to blame, and what is wrong."""
    log = read(tmp_path, f"b,{EIGHT},opened,low,,,\n{row}\n")
    assert [entry.record.ticket for entry in log.entries] == ["b"]
    (refusal,) = log.refusals
    assert (refusal.line, refusal.problem.path) == (3, column)
    told = (
        f"{refusal.problem.message} {refusal.problem.expected} {refusal.problem.given}"
    )
    assert message in told


def test_a_log_without_times_is_no_log(tmp_path: Path) -> None:
    """The columns that every event needs must be there."""
    path = tmp_path / "log.csv"
    path.write_text("ticket,when,kind\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="time: the column is missing"):
        read_event_log(path)


def test_columns_that_nothing_uses_are_remarked(tmp_path: Path) -> None:
    """A misspelt one would be lost without a word."""
    path = tmp_path / "log.csv"
    path.write_text(
        f"ticket,time,kind,severty\na,{EIGHT},resolved,low\n", encoding="utf-8"
    )
    told: list[tuple[int, int]] = []
    log = read_event_log(path, progress=lambda done, of: told.append((done, of)))
    assert "severity" in log.remarks[0]
    assert told == [(1, 1)]
