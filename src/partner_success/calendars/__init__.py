"""Working calendars: when people work, how much time passes, and when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.calendars import bulk
    from partner_success.calendars.calendar import (
        Calendar,
        Combination,
        CombinedCalendar,
    )
    from partner_success.calendars.durations import WorkingDays
    from partner_success.calendars.hours import DayHours, OpenHours
    from partner_success.calendars.reading import parse_calendar
    from partner_success.calendars.working import WorkingCalendar

__all__ = [
    "Calendar",
    "Combination",
    "CombinedCalendar",
    "DayHours",
    "OpenHours",
    "WorkingCalendar",
    "WorkingDays",
    "bulk",
    "parse_calendar",
]

export(
    __name__,
    """
    bulk
    calendar: Calendar Combination CombinedCalendar
    durations: WorkingDays
    hours: DayHours OpenHours
    reading: parse_calendar
    working: WorkingCalendar
    """,
)
