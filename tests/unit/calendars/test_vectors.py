"""What other systems' tests, issues and manuals say, held against our calendars."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from partner_success.calendars import Calendar, OpenHours, WorkingCalendar

FILE = Path(__file__).parents[3].parent / "shared" / "data"
FILE /= "working_time_vectors.json"

pytestmark = pytest.mark.rule("SLA-04", "SLA-05")


def vectors() -> list[Any]:
    """Give the vectors, or one place at which to say why there are none."""
    if not FILE.is_file():
        reason = f"{FILE.name} is not here: it is test data that is not distributed"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason), id="none")]
    found = json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(each, id=f"{each['id']}-{each['op']}") for each in found]


def hours(pairs: list[list[str]]) -> list[OpenHours]:
    """Read the intervals of a day."""
    return [OpenHours.parse(f"{opens}-{closes}") for opens, closes in pairs]


def by_day(found: dict[str, list[list[str]]]) -> dict[date, list[OpenHours]]:
    """Read the intervals of single days."""
    return {date.fromisoformat(day): hours(pairs) for day, pairs in found.items()}


def calendar(found: dict[str, Any]) -> Calendar:
    """Build the calendar of a vector; its breaks are a calendar taken away."""
    place = WorkingCalendar(
        zone=found["tz"],
        weekly={day: hours(pairs) for day, pairs in found["weekly"].items()},
        holidays=map(date.fromisoformat, found["holidays"]),
        exceptions=by_day(found["overrides"]),
    )
    if not found["breaks"]:
        return place
    breaks = WorkingCalendar(
        zone=found["tz"],
        weekly="Mon-Sun closed",
        exceptions=by_day(found["breaks"]),
    )
    return place - breaks


@pytest.mark.parametrize("vector", vectors())
def test_vectors_of_other_systems_hold(vector: dict[str, Any]) -> None:
    """Where they disagree with us on purpose, the vector says what they claim."""
    read = datetime.fromisoformat
    place, start = calendar(vector["calendar"]), read(vector["start"])
    if vector["op"] == "elapsed":
        pauses = [
            place.elapsed(read(begins), read(ends))
            for begins, ends in vector.get("pauses", [])
        ]
        worked = place.elapsed(start, read(vector["end"])) - sum(pauses, timedelta())
        assert worked == timedelta(seconds=vector["expected_seconds"])
        return
    if vector["op"] == "add":
        found = place.deadline(start, timedelta(seconds=vector["duration_seconds"]))
    elif vector["op"] == "next_open":
        found = place.next_open(start)
    else:
        assert vector["op"] == "prev_open"
        found = start if place.is_open(start) else place.previous_close(start)
    assert found == read(vector["expected"])
