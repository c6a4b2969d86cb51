"""The open time of one place: its week, its holidays, its exceptional days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from partner_success.calendars.hours import DayHours
from partner_success.calendars.index import Intervals, clip, union
from partner_success.calendars.regions import Holidays
from partner_success.calendars.zones import DAY, EPOCH_DAY, LAST_DAY, WallClock

# A zone's clock is less than a day off, and a night runs into the next day.
_MARGIN = 2


class WeeklyTimetable:
    """Computes when it is open, from the hours of each day in local time."""

    def __init__(
        self,
        clock: WallClock,
        weekly: tuple[DayHours, ...],
        holidays: Holidays,
        exceptions: Mapping[date, DayHours],
    ) -> None:
        self._clock = clock
        self._weekly = weekly
        self._holidays = holidays
        self._exceptions = {day.toordinal(): each for day, each in exceptions.items()}

    @property
    def exceptional(self) -> tuple[int, int] | None:
        """The instants between which single days differ, if there are any."""
        days = self._exceptions
        if not days:
            return None
        first, last = min(days) - _MARGIN, max(days) + _MARGIN
        return (first - EPOCH_DAY) * DAY, (last - EPOCH_DAY) * DAY

    def hours_on(self, day: int) -> DayHours:
        """Give the hours of a day, counted as `datetime.date.toordinal` does.

        The holidays of its year must have been prepared.
        """
        exception = self._exceptions.get(day)
        if exception is not None:
            return exception
        return () if day in self._holidays.days else self._weekly[(day - 1) % 7]

    def prepare(self, first: int, last: int) -> None:
        """Look up what is needed of the days from one to another."""
        self._holidays.prepare(first, last)

    def open_between(self, low: int, high: int) -> Intervals:
        """Compute the open time of a stretch, clipped to it."""
        first = max(1, low // DAY + EPOCH_DAY - _MARGIN)
        last = min(LAST_DAY, high // DAY + EPOCH_DAY + _MARGIN)
        self.prepare(first, last)
        instants = iter(self._clock.instants(self._edges(first, last)))
        return clip(union(zip(instants, instants, strict=True)), low, high)

    def _edges(self, first: int, last: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give each day that has hours, with the times at which they begin and end."""
        exceptions = {day: _times(hours) for day, hours in self._exceptions.items()}
        weekdays = [_times(hours) for hours in self._weekly]
        missing = self._clock.missing_days(first, last)
        off = self._holidays.days
        # Where no weekday is open, only exceptions can be.
        days = range(first, last + 1) if any(weekdays) else sorted(exceptions)
        for day in days:
            times = exceptions.get(day)
            if times is None:
                times = () if day in off else weekdays[(day - 1) % 7]
            if times and day not in missing and first <= day <= last:
                yield day, times


def _times(hours: DayHours) -> tuple[int, ...]:
    return tuple(time for each in hours for time in (each.opens, each.closes))
