"""The tables that engines join say what the calendar says of each instant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.calendars.pieces import WorkTables, read_stretch, work_tables
from partner_success.errors import InvalidValueError

pytestmark = pytest.mark.rule("SLA-05", "SLA-11")

CALENDARS = {
    "a day in one piece": "Mon-Fri 09:00-17:00; zone Europe/Berlin",
    "lunch": "Mon-Fri 09:00-12:00 13:00-17:00; zone Europe/Berlin; off 2026-05-01",
    "nights": "Mon-Sun 22:00-06:00; zone Europe/Berlin; 2026-05-05 09:00-09:01",
    "never closed": "around the clock",
    "never open": "Mon-Sun closed; zone UTC",
}


def work_before(tables: WorkTables, place: int) -> int:
    """Look up the working time before an instant."""
    bucket = place // tables.by_time.width
    pairs = [(low[bucket], high[bucket]) for low, high in tables.by_time.pairs]
    inside = [min(max(place, low), high) for low, high in pairs]
    return tables.by_time.base[bucket] + sum(inside)


def instant_after(tables: WorkTables, work: int, value: int) -> int:
    """Look up the instant that follows so much working time."""
    bucket = value // tables.by_work.width
    pairs = [(edge[bucket], gap[bucket]) for edge, gap in tables.by_work.pairs]
    gaps = [gap for edge, gap in pairs if value >= edge]
    return work + tables.by_work.base[bucket] + sum(gaps)


def borders(calendar: Calendar, tables: WorkTables) -> list[int]:
    """Give instants at, before and behind what opens and closes, from the stretch."""
    low, high = tables.stretch.low, tables.stretch.high
    spans = calendar.open_microseconds(low, high)
    some = [edge for span in (*spans[:40], *spans[-40:]) for edge in span]
    near = {edge + step - low for edge in some for step in (-1, 0, 1)}
    return sorted(each for each in near | {0, high - low} if 0 <= each <= high - low)


@pytest.mark.parametrize("text", CALENDARS.values(), ids=CALENDARS)
@pytest.mark.parametrize("last", [date(2026, 3, 29), date(2026, 12, 31)])
def test_both_tables_agree_with_the_calendar(text: str, last: date) -> None:
    """Of every border the work before it, and back to the deadline of that work."""
    calendar = WorkingCalendar.parse(text)
    tables = work_tables(calendar, read_stretch((date(2026, 3, 29), last)))
    low = tables.stretch.low
    for place in borders(calendar, tables):
        work = work_before(tables, place)
        assert work == calendar.elapsed_microseconds(low, low + place)
        if work:
            due = instant_after(tables, work, work - 1)
            assert low + due == calendar.deadline_microseconds(low, work)
        if work < tables.total:
            back = work - tables.total
            due = instant_after(tables, work, work)
            end = tables.stretch.high
            assert low + due == calendar.deadline_microseconds(end, back)


def test_tables_of_long_stretches_stay_small() -> None:
    """A century of lunch breaks fits into some thousand rows."""
    calendar = WorkingCalendar.parse(CALENDARS["lunch"])
    tables = work_tables(calendar, read_stretch((date(2000, 1, 1), date(2099, 12, 31))))
    for pieces in (tables.by_time, tables.by_work):
        assert len(pieces.base) <= 2**15
        assert pieces.width.bit_count() == 1
        assert {len(each) for pair in pieces.pairs for each in pair} == {
            len(pieces.base)
        }


def test_a_stretch_holds_both_of_its_days() -> None:
    """From midnight to midnight in UTC."""
    found = read_stretch([date(1970, 1, 1), date(1970, 1, 2)])
    assert (found.low, found.high) == (0, 2 * 86_400_000_000)
    assert found.length == found.high


@pytest.mark.parametrize(
    ("between", "message"),
    [
        (None, "needs the first day and the last one, found None"),
        ((date(2026, 1, 1),), "needs the first day and the last one"),
        ("ab", "needs the first day and the last one, found 'ab'"),
        ((date(2026, 1, 2), date(2026, 1, 1)), "swap the two"),
        ((date(1699, 12, 31), date(1700, 1, 1)), "in the years 1700 to 2199"),
        ((date(2199, 1, 1), date(2200, 1, 1)), "in the years 1700 to 2199"),
        ((date(1900, 1, 1), date(2101, 1, 1)), "at most 200 years long"),
        ((datetime(2026, 1, 1, tzinfo=UTC), date(2027, 1, 1)), "needs a day"),
    ],
)
def test_what_is_no_stretch_is_refused(between: Any, message: str) -> None:
    """The message says what was found and what to do."""
    with pytest.raises(InvalidValueError, match=message):
        read_stretch(between)
