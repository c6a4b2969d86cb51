"""The working calendar of one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, cast

import attrs

from partner_success.calendars import text as texts
from partner_success.calendars.calendar import Calendar
from partner_success.calendars.durations import require_count
from partner_success.calendars.horizon import Timetable
from partner_success.calendars.hours import DayHours, OpenHours, as_day_hours
from partner_success.calendars.lengths import as_working_day
from partner_success.calendars.regions import (
    Holidays,
    check_region,
    holidays_version,
)
from partner_success.calendars.timetable import WeeklyTimetable
from partner_success.calendars.week import as_week
from partner_success.calendars.zones import LAST_DAY, WallClock, find_zone
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import require_date, tzdata_version
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, NoSuchTimeError

__all__ = ["WorkingCalendar"]

# No place takes a longer holiday; a calendar of single days may have such a gap.
_BARREN_DAYS: Final = 3 * 366


def _regions(value: str | Iterable[str]) -> tuple[str, ...]:
    given = value.split(",") if isinstance(value, str) else value
    found = _listed(given, "regions are texts such as ['DE-BY']")
    return tuple(sorted({check_region(each) for each in found}))


def _days(value: Iterable[date]) -> frozenset[date]:
    found = _listed(value, "holidays are days such as [date(2026, 12, 24)]")
    return frozenset(require_date(day, "a holiday") for day in found)


def _listed(value: object, what: str) -> list[object]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        hint = "; countries belong in regions" if isinstance(value, str) else ""
        raise InvalidValueError(f"{what}, not {shown(value)}{hint}")
    return list(cast("Iterable[object]", value))


def _exceptions(
    value: Mapping[date, str | Iterable[OpenHours]],
) -> FrozenMap[date, DayHours]:
    if not isinstance(value, Mapping):
        raise InvalidValueError(
            "exceptions give the hours of single days, such as {date(2026, 12, 24):"
            f" '09:00-12:00'}}, not {shown(value)}"
        )
    return FrozenMap(
        (require_date(day, "an exceptional day"), as_day_hours(hours))
        for day, hours in sorted(value.items(), key=lambda entry: str(entry[0]))
    )


@attrs.frozen(kw_only=True)
class WorkingCalendar(Calendar):
    """When people work at one place: their week, their holidays, their exceptions.

    A day's hours are those of its exception, else none on a holiday, else those of its
    weekday. Hours that run past midnight belong to the day on which they begin, so the
    night before a holiday is worked to its end.

    Times are those of the clock on the wall. A time that the clock leaves out when it
    is set forward moves forward by as much; a time that it shows twice is the first of
    the two. A day that the zone left out has no hours.

    Attributes:
        zone: Name of the time zone in the IANA database, such as ``"Europe/Berlin"``.
        weekly: The hours of the weekdays, Monday first. Text such as ``"Mon-Fri
            09:00-17:00"`` and a mapping by weekday are taken too.
        regions: Countries, or parts of them, whose public holidays are days off, such
            as ``"DE-BY"``; needs the extra ``holidays``. Outside the years that its
            library knows, a country has none.
        holidays: Further days off.
        exceptions: The hours of single days, whatever else they are; empty for closed.
        declared_day: How much working time one working day is; where it is ``None``,
            the length that all working weekdays share.

    Raises:
        InvalidValueError: Something is not of its form, such as hours that overlap.
        UnknownNameError: There is no such zone.

    Examples:
        >>> office = WorkingCalendar.parse("Mon-Thu 08:00-12:00 13:00-17:00;"
        ...     " Fri 08:00-14:00; zone Europe/Berlin; 2026-12-24 08:00-12:00")
        >>> [str(hours) for hours in office.hours_on(date(2026, 12, 24))]
        ['08:00-12:00']

    Rule: SLA-04.
    """

    zone: str
    weekly: tuple[DayHours, ...] = attrs.field(converter=as_week)
    regions: tuple[str, ...] = attrs.field(default=(), converter=_regions)
    holidays: frozenset[date] = attrs.field(default=frozenset(), converter=_days)
    exceptions: FrozenMap[date, DayHours] = attrs.field(
        default=EMPTY_MAP, converter=_exceptions
    )
    declared_day: timedelta | None = attrs.field(default=None, converter=as_working_day)

    def __attrs_post_init__(self) -> None:
        find_zone(self.zone)

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        zone: str | None = None,
        holidays: str | Iterable[str | date] = (),
    ) -> WorkingCalendar:
        """Read a calendar from its text, as ``str`` writes it.

        Clauses stand apart by ``;``, in any order:

        - ``Mon-Fri 09:00-12:00 13:00-17:30``, ``Sat,Sun closed``, ``around the clock``
        - ``zone Europe/Berlin``
        - ``holidays DE-BY`` and ``off 2026-12-24, 2026-12-31``
        - ``2026-12-30 09:00-12:00`` and ``2026-05-15 closed``
        - ``working day 7:30``

        Args:
            text: The clauses; weekdays that none names are closed.
            zone: The time zone, where the text does not say it.
            holidays: Regions and days off, beside those of the text.

        Raises:
            InvalidValueError: A clause cannot be read, stands twice or says something
                else than an argument.
            UnknownNameError: There is no such zone.

        Examples:
            >>> print(WorkingCalendar.parse("Mon-Fri 9:00-17:00"))
            Traceback (most recent call last):
              ...
            partner_success.errors.InvalidValueError: hours are written as \
09:00-17:30, from 00:00 to 24:00, not '9:00-17:00'
            >>> print(WorkingCalendar.parse("Mon,Tue,Wed 09:00-17:00", zone="UTC"))
            Mon-Wed 09:00-17:00; zone UTC

        Rule: SLA-04.
        """
        return cls(**texts.read_fields(text, zone=zone, holidays=holidays))

    @classmethod
    def around_the_clock(cls) -> WorkingCalendar:
        """Give the calendar that never closes."""
        return cls(zone="UTC", weekly="around the clock")

    @property
    def working_day(self) -> timedelta:
        """How much working time one working day is.

        Raises:
            InvalidValueError: It was not declared, and the weekdays differ.
        """
        if self.declared_day is not None:
            return self.declared_day
        lengths = {_worked(hours) for hours in self.weekly if hours}
        if len(lengths) == 1:
            return timedelta(seconds=lengths.pop())
        raise InvalidValueError(
            f"the weekdays of the calendar ({self}) are not equally long, so it has to"
            " say how long a working day is: add 'working day 8:00' to its text, or"
            " give declared_day=timedelta(hours=8)"
        )

    @property
    def provenance(self) -> Provenance:
        """The databases of time zones and holidays that the answers rest on."""
        return Provenance(
            tzdata=tzdata_version(), holidays=holidays_version(self.regions)
        )

    def __str__(self) -> str:
        days_off: list[str | date] = [*self.regions, *sorted(self.holidays)]
        return texts.write(
            self.weekly, self.zone, days_off, self.exceptions, self.declared_day
        )

    # -------------------------------------------------------------- whole days
    def hours_on(self, day: date) -> DayHours:
        """Give the hours that begin on a day; none where it is off.

        Raises:
            InvalidValueError: It is no day.
            UnknownNameError: A region of the calendar is not known.
        """
        ordinal = require_date(day, "day").toordinal()
        timetable = cast(WeeklyTimetable, self.timetable)
        timetable.prepare(ordinal, ordinal)
        return timetable.hours_on(ordinal)

    def is_working_day(self, day: date) -> bool:
        """Tell whether any hours begin on a day.

        Raises:
            InvalidValueError: It is no day.
            UnknownNameError: A region of the calendar is not known.
        """
        return bool(self.hours_on(day))

    def add_working_days(self, day: date, count: int) -> date:
        """Give the working day that is so many after a day, or before it.

        The day itself is not counted: the next working day after a Friday is one after
        it, whether or not that Friday is one. None give the day itself where it is a
        working day, and the next one where it is not.

        Args:
            day: Where counting begins.
            count: How many working days; a negative number goes back.

        Raises:
            InvalidValueError: It is no day, or the count no whole number.
            NoSuchTimeError: There are not so many.

        Examples:
            >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
            >>> saturday = date(2026, 5, 9)
            >>> [str(office.add_working_days(saturday, n)) for n in (-1, 0, 1, 5)]
            ['2026-05-08', '2026-05-11', '2026-05-11', '2026-05-15']

        Rule: SLA-04.
        """
        found = require_date(day, "day")
        steps = require_count(count)
        if steps == 0 and not self.is_working_day(found):
            steps = 1
        for _ in range(abs(steps)):
            found = self._working_day_beside(found, 1 if steps > 0 else -1)
        return found

    # ------------------------------------------------------------------ inside
    def _working_day_beside(self, day: date, step: int) -> date:
        ordinal = day.toordinal()
        for each in range(ordinal + step, ordinal + step * (_BARREN_DAYS + 1), step):
            if not 1 <= each <= LAST_DAY:
                break
            found = date.fromordinal(each)
            if self.is_working_day(found):
                return found
        side = "after" if step > 0 else "before"
        raise NoSuchTimeError(
            f"the calendar ({self}) has no working day within {_BARREN_DAYS} days"
            f" {side} {day}; check its hours"
        )

    def new_timetable(self) -> Timetable:
        """Make what computes the open time, of which `timetable` keeps one."""
        return WeeklyTimetable(
            WallClock(find_zone(self.zone)),
            self.weekly,
            Holidays(self.regions, self.holidays),
            self.exceptions,
        )


def _worked(hours: DayHours) -> int:
    return sum(each.closes - each.opens for each in hours)
