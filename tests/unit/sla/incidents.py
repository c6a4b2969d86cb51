"""Incidents of a service-management system, read as events of tickets.

The data (incident management process enriched event log, UCI Machine Learning
Repository, doi 10.24432/C57S4H) log each update of an incident with the state that it
then has. They are not part of this repository.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from partner_success.sla import (
    Event,
    Opened,
    Paused,
    Reopened,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)

FILE: Final = (
    Path(__file__).parents[3].parent
    / "shared"
    / "data"
    / "incident_event_log_subset.csv"
)

SEVERITIES: Final = {"1": "critical", "2": "high", "3": "medium", "4": "low"}

Row = dict[str, str]


def incidents() -> dict[str, list[Row]]:
    """Give the updates of each incident in the order of the file."""
    found: dict[str, list[Row]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["number"], []).append(row)
    return found


def instant(text: str) -> datetime:
    """Read a time; the file does not say where its clock hung."""
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=UTC)


def is_waiting(state: str) -> bool:
    """Tell whether work waits for somebody else."""
    return state.startswith("Awaiting")


def events(rows: Sequence[Row]) -> list[Event]:
    """Give what happened to an incident.

    An update that changes neither state nor priority is no event. To become active is
    the first answer, any state that awaits something is a pause, and closing what is
    resolved changes nothing.
    """
    first = rows[0]
    state, priority = "New", first["priority"]
    found: list[Event] = [
        Opened(at=instant(first["opened_at"]), severity=SEVERITIES[priority[0]])
    ]
    for row in rows:
        at, new = instant(row["sys_updated_at"]), row["incident_state"]
        if row["priority"] != priority:
            priority = row["priority"]
            found.append(SeverityChanged(at=at, severity=SEVERITIES[priority[0]]))
        if new not in {state, "Closed"}:
            found += _turn(state, new, at)
            state = new
    return found


def _turn(state: str, new: str, at: datetime) -> Iterator[Event]:
    if state == "Resolved":
        yield Reopened(at=at)
    if is_waiting(state) and new != "Resolved":
        yield Resumed(at=at)
    if is_waiting(new):
        yield Paused(at=at, reason=new)
    elif new == "Resolved":
        yield Resolved(at=at)
    elif state == "New":
        yield Responded(at=at)
