"""The time that counted for a target, stretch by stretch, and when an amount is used.

Everything here is in whole microseconds; instants are microseconds since 1970 in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from partner_success.calendars import Calendar
from partner_success.errors import NoSuchTimeError


@attrs.frozen(kw_only=True)
class Stretch:
    """A span in which a target was not stopped, in one calendar.

    Attributes:
        start: Its first instant.
        end: Its last instant; not before the start.
        calendar: The working time that held.
    """

    start: int
    end: int
    calendar: Calendar

    def used(self, *, working: bool) -> int:
        """Give the time between its ends: that of the calendar, or all of it."""
        if working:
            return self.calendar.elapsed_microseconds(self.start, self.end)
        return self.end - self.start


def used(stretches: Iterable[Stretch], *, working: bool) -> int:
    """Give the time used in all stretches together."""
    return sum(stretch.used(working=working) for stretch in stretches)


def reached(stretches: Iterable[Stretch], amount: int, *, working: bool) -> int | None:
    """Give the first instant at which an amount was used; ``None`` where it is not yet.

    Args:
        stretches: In order of time.
        amount: More than 0.
        working: Whether only working time counts.
    """
    rest = amount
    for stretch in stretches:
        length = stretch.used(working=working)
        if length >= rest:
            return ahead(stretch.calendar, stretch.start, rest, working=working)
        rest -= length
    return None


def ahead(calendar: Calendar, start: int, amount: int, *, working: bool) -> int | None:
    """Give the instant at which an amount is used from an instant on.

    Returns:
        The first such instant; ``None`` where the calendar has no time left for it.
    """
    if not working:
        return start + amount
    try:
        return calendar.deadline_microseconds(start, amount)
    except NoSuchTimeError:
        return None
