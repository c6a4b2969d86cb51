"""A count of minutes, one by one, which knows nothing of how the library counts.

It walks over the minutes of a window in UTC, asks each what the clock on the wall
shows, and keeps for every time of the wall the first minute that shows it. A time that
no minute shows lies in a gap, and moves forward by as much as the clock jumped.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from partner_success.calendars import OpenHours, WorkingCalendar

MINUTE = timedelta(minutes=1)


class Window(NamedTuple):
    """Some days around a change of clocks, in a zone."""

    zone: str
    first: date
    days: int


WINDOWS = [
    Window("Europe/Berlin", date(2026, 3, 26), 6),
    Window("Europe/Berlin", date(2026, 10, 22), 6),
    Window("America/New_York", date(2026, 3, 5), 6),
    Window("America/New_York", date(2026, 10, 29), 6),
    # Midnight itself was left out, and in autumn the hour before it came twice.
    Window("America/Sao_Paulo", date(2018, 11, 1), 6),
    Window("America/Sao_Paulo", date(2018, 2, 15), 6),
    # A quarter of an hour was left out for good.
    Window("Asia/Kathmandu", date(1985, 12, 29), 6),
    Window("Australia/Lord_Howe", date(2026, 4, 2), 6),
    Window("Australia/Lord_Howe", date(2026, 10, 1), 6),
    # There was no 30 December.
    Window("Pacific/Apia", date(2011, 12, 27), 7),
    Window("Africa/Casablanca", date(2026, 2, 13), 6),
    Window("Africa/Casablanca", date(2026, 3, 19), 6),
    Window("UTC", date(2026, 5, 7), 6),
]


class Wall(NamedTuple):
    """What the clock on the wall shows, minute by minute."""

    shown: list[datetime]
    first: Mapping[datetime, int]
    days: frozenset[date]
    begins: datetime

    def minute(self, time: datetime) -> int:
        """Give the first minute that shows a time, or to which it moves."""
        jump = 0
        while time - jump * MINUTE not in self.first:
            jump += 1
        before = time - jump * MINUTE
        # The clock jumped after `before`: what comes next is as many minutes later.
        return self.first[before] + jump

    def has(self, day: date) -> bool:
        """Tell whether any minute shows a day."""
        return day in self.days


@functools.cache
def wall(window: Window) -> Wall:
    """Walk over the minutes of a window, and two days on either side."""
    zone = ZoneInfo(window.zone)
    begins = datetime.combine(window.first, datetime.min.time(), UTC)
    begins -= timedelta(days=3)
    minutes = (window.days + 6) * 24 * 60
    shown: list[datetime] = []
    first: dict[datetime, int] = {}
    for place in range(minutes):
        time = (begins + place * MINUTE).astimezone(zone).replace(tzinfo=None, fold=0)
        shown.append(time)
        first.setdefault(time, place)
    return Wall(shown, first, frozenset(time.date() for time in shown), begins)


class Count(NamedTuple):
    """For each minute of a window whether it is worked, and how many were before it."""

    begins: datetime
    worked: list[bool]
    before: list[int]

    def __repr__(self) -> str:
        """Leave out what would fill a report with thousands of minutes."""
        return f"Count({self.begins}, {len(self.worked)} minutes)"

    @property
    def inside(self) -> range:
        """The minutes of which all is known: no night runs into them uncounted."""
        return range(2 * 24 * 60 + 1, len(self.worked) - 2 * 24 * 60)

    def instant(self, minute: int) -> datetime:
        """Give the instant at which a minute begins."""
        return self.begins + minute * MINUTE

    def elapsed(self, start: int, end: int) -> int:
        """Count the minutes worked from one to another."""
        return self.before[end] - self.before[start]

    def deadline(self, start: int, minutes: int) -> int | None:
        """Find the first minute by which so many were worked, walking."""
        step = 1 if minutes >= 0 else -1
        before, wanted = self.before, abs(minutes)
        for minute in range(start, len(before) if step > 0 else -1, step):
            if step * (before[minute] - before[start]) >= wanted:
                return minute
        return None


def count(calendar: WorkingCalendar, window: Window) -> Count:
    """Say of every minute of a window whether it is worked."""
    clock = wall(window)
    worked = [False] * len(clock.shown)
    for place in range(-2, window.days + 2):
        day = window.first + timedelta(days=place)
        if not clock.has(day):
            continue
        midnight = datetime.combine(day, datetime.min.time())
        for hours in _hours(calendar, day):
            opens = clock.minute(midnight + timedelta(seconds=hours.opens))
            closes = clock.minute(midnight + timedelta(seconds=hours.closes))
            for minute in range(opens, closes):
                worked[minute] = True
    return Count(clock.begins, worked, list(accumulate(worked, initial=0)))


def _hours(calendar: WorkingCalendar, day: date) -> tuple[OpenHours, ...]:
    if day in calendar.exceptions:
        return calendar.exceptions[day]
    if day in calendar.holidays:
        return ()
    return calendar.weekly[day.weekday()]


@st.composite
def day_hours(draw: st.DrawFn) -> list[OpenHours]:
    """Make up the hours of a day: none, one stretch, split ones, or with a night."""
    edges = draw(st.lists(st.integers(0, 24 * 60), max_size=6, unique=True).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    found = [OpenHours(60 * opens, 60 * closes) for opens, closes in pairs]
    if draw(st.booleans()) and (not found or found[-1].closes < 23 * 3600):
        night = draw(st.integers(1, 12 * 60))
        found.append(OpenHours(23 * 3600, 24 * 3600 + 60 * night))
    return found


def calendars(window: Window) -> st.SearchStrategy[WorkingCalendar]:
    """Make up calendars whose holidays and exceptions lie in a window."""
    days = st.integers(0, window.days - 1).map(
        lambda place: window.first + timedelta(days=place)
    )
    return st.builds(
        WorkingCalendar,
        zone=st.just(window.zone),
        weekly=st.tuples(*[day_hours()] * 7),
        holidays=st.frozensets(days, max_size=2),
        exceptions=st.dictionaries(days, day_hours(), max_size=2),
    )


@st.composite
def counted(draw: st.DrawFn) -> tuple[WorkingCalendar, Count]:
    """Make up a calendar, and count its minutes over one of the windows."""
    window = draw(st.sampled_from(WINDOWS))
    calendar = draw(calendars(window))
    return calendar, count(calendar, window)


def minutes(found: Count) -> st.SearchStrategy[tuple[int, int]]:
    """Make up two minutes inside a window."""
    inside = st.sampled_from(found.inside)
    return st.tuples(inside, inside)
