"""A time zone for a calendar file: how its clock was set over some time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import attrs

_SECOND: Final = timedelta(seconds=1)

# A day at either end of all dates is left out, for clocks differ by up to that much.
_FIRST: Final = date.min.toordinal() + 1
_LAST: Final = date.max.toordinal() - 1


@attrs.frozen(kw_only=True)
class ClockSetting:
    """How a clock was set from some time on.

    Attributes:
        begins: When it was set, as the clock showed it before.
        before: How far it was ahead of UTC before.
        ahead: How far it is ahead of UTC since.
        name: What that is called, such as ``"CEST"``.
        summer: Whether it is summer time.
    """

    begins: datetime
    before: timedelta
    ahead: timedelta
    name: str
    summer: bool


def clock_settings(zone: ZoneInfo, first: date, last: date) -> Iterator[ClockSetting]:
    """Give how a clock is set on a first day, and each change until a last one.

    Every day is looked at: the library's own search leaps over changes that are taken
    back within two months, as Morocco's are.

    Args:
        zone: Where the clock hangs.
        first: The first day (closed).
        last: The last day (closed).
    """
    # The clock may be set on the first of the days or on the last, wherever it hangs.
    begins, ends = first.toordinal() - 1, last.toordinal() + 2
    days = range(max(begins, _FIRST), min(ends, _LAST) + 1)
    known = _at(days[0], zone)
    yield _setting(known, known)
    for day in days[1:]:
        found = _at(day, zone)
        if _told(found) != _told(known):
            changed = _change(known, found, zone)
            yield _setting(known, changed)
        known = found


def _at(ordinal: int, zone: ZoneInfo) -> datetime:
    found = date.fromordinal(ordinal)
    midnight = datetime(found.year, found.month, found.day, tzinfo=UTC)
    return midnight.astimezone(zone)


def _told(at: datetime) -> tuple[timedelta | None, str | None]:
    return at.utcoffset(), at.tzname()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Find the second of a change between two instants by halving."""
    low, high = before.astimezone(UTC), after.astimezone(UTC)
    old = _told(before)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _told(middle.astimezone(zone)) == old:
            low = middle
        else:
            high = middle
    return high.astimezone(zone)


def _setting(before: datetime, at: datetime) -> ClockSetting:
    old, new = before.utcoffset() or timedelta(), at.utcoffset() or timedelta()
    return ClockSetting(
        begins=(at.astimezone(UTC) + old).replace(tzinfo=None),
        before=old,
        ahead=new,
        name=at.tzname() or "",
        summer=bool(at.dst()),
    )
