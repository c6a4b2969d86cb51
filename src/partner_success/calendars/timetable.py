"""The open time of one place: its week, its holidays, its exceptional days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from partner_success.calendars.hours import DayHours
from partner_success.calendars.index import Intervals, union
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
        return () if day in self._holidays else self._weekly[(day - 1) % 7]

    def prepare(self, first: int, last: int) -> None:
        """Look up what is needed of the days from one to another."""
        self._holidays.prepare(first, last)

    def open_between(self, low: int, high: int) -> Intervals:
        """Compute the open time of a stretch, clipped to it."""
        first = max(1, low // DAY + EPOCH_DAY - _MARGIN)
        last = min(LAST_DAY, high // DAY + EPOCH_DAY + _MARGIN)
        self.prepare(first, last)
        missing = self._clock.missing_days(first, last)
        found: Intervals = []
        for day in range(first, last + 1):
            hours = self.hours_on(day)
            if not hours or day in missing:
                continue
            times = [time for each in hours for time in (each.opens, each.closes)]
            instants = iter(self._clock.instants(day, times))
            found.extend(
                (max(start, low), min(end, high))
                for start, end in zip(instants, instants, strict=True)
            )
        return union(found)
