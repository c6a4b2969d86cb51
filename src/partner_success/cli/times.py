"""Times, durations and calendars as they are typed on a command line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from partner_success.calendars import WorkingCalendar, WorkingDays
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

_DURATION: Final = re.compile(
    r"(-?)(?:(\d{1,6})\s*h)?\s*(?:(\d{1,8})\s*m)?\s*(?:(\d{1,10})\s*s)?", re.ASCII
)
_DAYS: Final = re.compile(r"(-?\d{1,6})\s*(?:wd|working days?)", re.ASCII)
_LONGEST: Final = 100


def read_instant(text: str) -> datetime:
    """Read a time with its zone: an offset, ``Z``, or the name of a zone after it.

    Raises:
        InvalidValueError: It is no time, or has no zone.
        UnknownNameError: There is no such zone.
    """
    written, _, zone = text.strip().rpartition(" ")
    if "/" in zone or zone == "UTC":
        return _parse(written).replace(tzinfo=_zone(zone))
    found = _parse(text.strip())
    if found.tzinfo is None:
        raise InvalidValueError(
            f"{shown(text)} has no time zone; write 2026-05-08T15:00+02:00, or"
            " '2026-05-08 15:00 Europe/Berlin'"
        )
    return found


def read_duration(text: str) -> timedelta | WorkingDays:
    """Read working time such as ``40h``, ``1h 30m`` or ``90s``, or ``3 working days``.

    Raises:
        InvalidValueError: It is none of these.
    """
    words = text.strip()
    if len(words) <= _LONGEST:
        if days := _DAYS.fullmatch(words):
            return WorkingDays(int(days[1]))
        match = _DURATION.fullmatch(words)
        if match is not None and any(match.groups()[1:]):
            hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
            length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
            return -length if match[1] else length
    raise InvalidValueError(
        f"a duration is written as 40h, 1h 30m, 90s or '3 working days', not"
        f" {shown(text)}"
    )


def duration_text(length: timedelta) -> str:
    """Write working time in hours, minutes and seconds, as `read_duration` reads it."""
    sign = "-" if length < timedelta(0) else ""
    whole, fraction = divmod(abs(length), timedelta(seconds=1))
    minutes, seconds = divmod(whole, 60)
    parts = [(minutes // 60, "h"), (minutes % 60, "m"), (seconds, "s")]
    shown_parts = [f"{count}{unit}" for count, unit in parts if count]
    if fraction:
        shown_parts.append(f"{fraction.microseconds}us")
    return sign + (" ".join(shown_parts) or "0s")


def _parse(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(
            f"a time is written as 2026-05-08T15:00+02:00, not {shown(text)}"
        ) from None


def _zone(name: str) -> ZoneInfo:
    # A calendar knows which zones there are, and names those spelt alike.
    return ZoneInfo(WorkingCalendar(zone=name, weekly="Mon-Sun closed").zone)
