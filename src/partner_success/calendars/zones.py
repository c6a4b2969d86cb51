"""Where the clock on the wall hangs: time zones, and the instants of its times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from partner_success.calendars.hours import DAY_SECONDS
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, UnknownNameError

SECOND: Final = 1_000_000
"""Microseconds of a second."""

DAY: Final = DAY_SECONDS * SECOND
"""Microseconds of a day without a change of clocks."""

EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
LAST_DAY: Final = date.max.toordinal()

_LONGEST_NAME: Final = 100
_MICROSECOND: Final = timedelta(microseconds=1)
_LAST_SECOND: Final = timedelta(seconds=DAY_SECONDS - 1)
_YEAR: Final = 366

# No zone moves its clock by as much without leaving a day out.
_JUMP: Final = DAY // 2


def find_zone(name: object) -> ZoneInfo:
    """Find a time zone by its name in the IANA database.

    Raises:
        InvalidValueError: It is no text.
        UnknownNameError: There is no such zone; carries the names spelt alike.
    """
    if not isinstance(name, str):
        raise InvalidValueError(
            f"a time zone is given by its name, such as 'Europe/Berlin', not"
            f" {type(name).__name__} {shown(name)}"
        )
    try:
        if len(name) <= _LONGEST_NAME:
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise UnknownNameError("time zone", name, sorted(available_timezones()))


class WallClock:
    """Tells the instants at which a zone's clock shows given times.

    Where the clock is set forward, the times that it leaves out move forward by as
    much. Where it is set back, the times that it shows twice mean the first of the two.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def instants(self, days: Iterable[tuple[int, Iterable[int]]]) -> list[int]:
        """Give the instants of times on days, in microseconds since 1970 in UTC.

        Args:
            days: Days, counted as `datetime.date.toordinal` does, each with seconds
                after its midnight on the clock, up to two days.

        Returns:
            All of them in the order in which they were given.
        """
        offset_of = self._zone.utcoffset
        steps: dict[int, timedelta] = {}
        known, offset = None, 0
        found: list[int] = []
        for day, times in days:
            midnight, since = datetime.fromordinal(day), (day - EPOCH_DAY) * DAY
            for time in times:
                step = steps.get(time)
                if step is None:
                    step = steps[time] = timedelta(seconds=time)
                # Python's last day has no next one, so its last offset goes on.
                wall = midnight + (step if day < LAST_DAY else min(step, _LAST_SECOND))
                # A zone hands the same object out as long as its offset lasts.
                if (new := offset_of(wall)) is not known:
                    assert new is not None
                    known, offset = new, new // _MICROSECOND
                found.append(since + SECOND * time - offset)
        return found

    def missing_days(self, first: int, last: int) -> set[int]:
        """Give the days that a zone left out: Samoa had no 30 December 2011."""
        years = [*range(first, last, _YEAR), last]
        midnights = self.instants((day, (0,)) for day in years)
        found: set[int] = set()
        for place, (begins, ends) in enumerate(pairwise(midnights)):
            days = range(years[place], years[place + 1])
            if len(days) * DAY - (ends - begins) > _JUMP:
                found.update(day for day in days if self._leaves_out(day))
        return found

    def _leaves_out(self, day: int) -> bool:
        # The midnight of such a day moves to that of the day after it.
        midnight, next_midnight = self.instants([(day, (0,)), (day + 1, (0,))])
        return midnight >= next_midnight
