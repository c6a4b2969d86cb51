"""Where the clock on the wall hangs: time zones, and the instants of its times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
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
        self._steps: dict[int, timedelta] = {}
        self._offsets: dict[timedelta, int] = {}

    def instants(self, day: int, times: Iterable[int]) -> list[int]:
        """Give the instants of times on a day, in microseconds since 1970 in UTC.

        Args:
            day: The day, counted as `datetime.date.toordinal` does.
            times: Seconds after its midnight on the clock, up to two days.
        """
        midnight, since = datetime.fromordinal(day), (day - EPOCH_DAY) * DAY
        # The calendar of Python ends with its last day, whose last offset then goes on.
        latest = DAY_SECONDS - 1 if day == LAST_DAY else 2 * DAY_SECONDS
        return [
            since + SECOND * time - self._offset(midnight, min(time, latest))
            for time in times
        ]

    def missing_days(self, first: int, last: int) -> set[int]:
        """Give the days that a zone left out: Samoa had no 30 December 2011."""
        found: set[int] = set()
        for year in range(first, last + 1, _YEAR):
            days = range(year, min(year + _YEAR, LAST_DAY))
            if self._midnight_offset(days.stop) - self._midnight_offset(year) > _JUMP:
                found.update(day for day in days if self._leaves_out(day))
        return found

    def _leaves_out(self, day: int) -> bool:
        # The midnight of such a day moves to that of the day after it.
        midnight, next_midnight = self.instants(day, (0, DAY_SECONDS))
        return midnight >= next_midnight

    def _midnight_offset(self, day: int) -> int:
        return self._offset(datetime.fromordinal(day), 0)

    def _offset(self, midnight: datetime, time: int) -> int:
        step = self._steps.get(time)
        if step is None:
            step = self._steps[time] = timedelta(seconds=time)
        offset = self._zone.utcoffset(midnight + step)
        assert offset is not None
        found = self._offsets.get(offset)
        if found is None:
            found = self._offsets[offset] = offset // _MICROSECOND
        return found
