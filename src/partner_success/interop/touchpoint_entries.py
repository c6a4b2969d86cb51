"""What stands in a calendar file of touchpoints, before it is written."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

import attrs

from partner_success.calendars.zones import find_zone
from partner_success.core.quantities import shown
from partner_success.engagement.cadence import Touchpoint
from partner_success.errors import InvalidValueError

__all__ = ["MeetingTime"]

_DAY: Final = timedelta(days=1)


@attrs.frozen(kw_only=True)
class MeetingTime:
    """When on its day a touchpoint takes place.

    Attributes:
        begins: The time that the clock on the wall shows.
        lasts: How long it is; above 0, at most a day.
        zone: Name of the time zone in the IANA database.

    Raises:
        InvalidValueError: The time has a zone of its own or is none, or the length is
            none or out of range.
        UnknownNameError: There is no such zone.

    Examples:
        >>> ten = MeetingTime(begins=time(10), lasts=timedelta(minutes=45),
        ...     zone="Europe/Berlin")
        >>> str(ten.begins)
        '10:00:00'

    Rule: CAD-04.
    """

    begins: time
    lasts: timedelta
    zone: str

    def __attrs_post_init__(self) -> None:
        begins, lasts = cast("tuple[object, object]", (self.begins, self.lasts))
        if not isinstance(begins, time) or begins.tzinfo is not None:
            raise InvalidValueError(
                "begins is a time without a zone, such as time(10), for zone says"
                f" where that clock hangs; found {shown(begins)}"
            )
        if not isinstance(lasts, timedelta) or not timedelta() < lasts <= _DAY:
            raise InvalidValueError(
                "lasts is a timedelta above 0 and of a day at most, such as"
                f" timedelta(hours=1); found {shown(lasts)}"
            )
        find_zone(self.zone)

    @property
    def clock(self) -> ZoneInfo:
        """The zone itself."""
        return find_zone(self.zone)


@attrs.frozen(kw_only=True)
class CalendarEntry:
    """A touchpoint with all that is written of it.

    Attributes:
        uid: What it is known by in calendar programs.
        touchpoint: What is written.
        title: Its title.
        details: A note on it; empty for none.
        cancelled: Whether it was there before and is no more.
    """

    uid: str
    touchpoint: Touchpoint
    title: str
    details: str
    cancelled: bool


@attrs.frozen(kw_only=True)
class CalendarFile:
    """A whole file, before it is written.

    Attributes:
        entries: What is in it.
        name: What the calendar is called; ``None`` for no name.
        meeting: When on their days the entries are; ``None`` for whole days.
        stamp: When it is made, in UTC.
        sequence: Which version of its entries it holds; a later one is higher.
    """

    entries: tuple[CalendarEntry, ...]
    name: str | None
    meeting: MeetingTime | None
    stamp: datetime
    sequence: int
