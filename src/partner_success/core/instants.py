"""Instants, spans between them, and periods of whole days.

Python subtracts and compares two times of the same zone by the clock on the wall, so a
night in which that clock is set forward counts an hour too many. Everything here goes
through whole microseconds since the epoch instead, where every hour has 60 minutes.
"""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Final, cast

import attrs

from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = [
    "Period",
    "Span",
    "after_epoch",
    "elapsed",
    "from_microseconds",
    "microseconds",
    "require_aware",
    "require_date",
    "since_epoch",
    "tzdata_version",
]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TZ_VERSION: Final = re.compile(r"\b[0-9]{4}[a-z]{1,2}\b")


def require_aware(value: object, name: str) -> datetime:
    """Give the instant back, or refuse what is none.

    Args:
        value: What should be a time with its zone.
        name: What to call it in the message, such as ``"opened_at"``.

    Raises:
        InvalidValueError: It is no `datetime.datetime`, or has no time zone.

    Examples:
        >>> require_aware(datetime(2026, 3, 29, 1, tzinfo=UTC), "at").hour
        1
    """
    # The 'no time' of pandas calls itself a datetime, and differs from itself.
    if not isinstance(value, datetime) or value != value:
        raise InvalidValueError(
            f"{name} needs a datetime with a time zone,"
            f" not {type(value).__name__} {value!r}"
        )
    if value.utcoffset() is None:
        raise InvalidValueError(
            f"{name} needs a time zone, and {value.isoformat(sep=' ')} has none; say"
            " where that clock hangs, such as value.replace(tzinfo=ZoneInfo("
            "'Europe/Berlin')), or tzinfo=UTC"
        )
    return value


def require_date(value: object, name: str) -> date:
    """Give the day back, or refuse what is none.

    Raises:
        InvalidValueError: It is no `datetime.date`, or is a `datetime.datetime`, of
            which it depends on the zone what day it is.

    Examples:
        >>> require_date(date(2026, 3, 29), "on")
        datetime.date(2026, 3, 29)
    """
    if isinstance(value, datetime):
        raise InvalidValueError(
            f"{name} needs a day, not the instant {value.isoformat(sep=' ')}; say which"
            " zone's day is meant, such as value.astimezone(zone).date()"
        )
    if not isinstance(value, date):
        raise InvalidValueError(
            f"{name} needs a datetime.date, not {type(value).__name__} {value!r}"
        )
    return value


def since_epoch(instant: datetime) -> timedelta:
    """Give the true time since the start of 1970 in UTC; exact.

    Raises:
        InvalidValueError: The instant has no time zone.

    Examples:
        >>> str(since_epoch(datetime(1970, 1, 2, 0, 0, 1, tzinfo=UTC)))
        '1 day, 0:00:01'
    """
    if type(instant) is datetime:
        zone = instant.tzinfo
        if type(zone) is timezone:
            # Its offset never changes, so that Python subtracts true time.
            return instant - _EPOCH
        known = _STARTS.get(zone)
        if known is not None:
            # Within one zone Python subtracts what the clocks show, which is quick;
            # the offset makes it true time, at half the cost of asking for that.
            start, offset = known
            return instant - start - offset(instant)
    found = require_aware(instant, "instant") - _EPOCH
    _remember(instant.tzinfo)
    # Types of other libraries subtract to finer types of their own.
    return timedelta(found.days, found.seconds, found.microseconds)


def after_epoch(since: timedelta, zone: tzinfo | None) -> datetime:
    """Give the instant of `since_epoch` in a zone; in UTC without one.

    Raises:
        OverflowError: It lies outside the years 1 to 9999.

    Examples:
        >>> after_epoch(timedelta(days=1), UTC).isoformat()
        '1970-01-02T00:00:00+00:00'
    """
    start = _STARTS[zone][0] if zone in _STARTS else _EPOCH
    if zone is not None and start.tzinfo is zone:
        return zone.fromutc(start + since)
    return (_EPOCH + since).astimezone(zone or UTC)


# The first of January 1970 on the clocks of each zone, which times of that zone can be
# subtracted from, and the zone's offset. Few zones are kept, and only those of Python.
_STARTS: Final[
    dict[tzinfo | None, tuple[datetime, Callable[[datetime], timedelta]]]
] = {UTC: (_EPOCH, UTC.utcoffset)}
_MOST_STARTS: Final = 1_000


def _remember(zone: tzinfo | None) -> None:
    # Imported here because the front door of the library has to open quickly.
    from zoneinfo import ZoneInfo

    if type(zone) is ZoneInfo and len(_STARTS) < _MOST_STARTS:
        offset = cast("Callable[[datetime], timedelta]", zone.utcoffset)
        _STARTS[zone] = datetime(1970, 1, 1, tzinfo=zone), offset


def microseconds(instant: datetime) -> int:
    """Give the whole microseconds since the start of 1970 in UTC; exact.

    Raises:
        InvalidValueError: The instant has no time zone.

    Examples:
        >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
        1000005
    """
    since = since_epoch(instant)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(value: int) -> datetime:
    """Give the instant, in UTC, of `microseconds`; exact.

    Raises:
        InvalidValueError: It is no whole number, or lies outside years 1 to 9999.

    Examples:
        >>> from_microseconds(1_000_005).isoformat()
        '1970-01-01T00:00:01.000005+00:00'
    """
    try:
        return _EPOCH + timedelta(microseconds=_whole(value))
    except OverflowError:
        raise InvalidValueError(
            f"{value} microseconds since 1970 lie outside the years 1 to 9999; check"
            " that the number is not in nanoseconds"
        ) from None


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidValueError(
        f"microseconds are a whole number, not {type(value).__name__} {value!r}"
    )


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Give the true time between two instants; negative when they are swapped.

    Raises:
        InvalidValueError: One of them has no time zone.

    Examples:
        In Berlin, the clocks went from 2 to 3 in the night to 29 March 2026:

        >>> from zoneinfo import ZoneInfo
        >>> berlin = ZoneInfo("Europe/Berlin")
        >>> evening = datetime(2026, 3, 28, 22, tzinfo=berlin)
        >>> morning = datetime(2026, 3, 29, 6, tzinfo=berlin)
        >>> str(elapsed(evening, morning)), str(morning - evening)
        ('7:00:00', '8:00:00')
    """
    return timedelta(microseconds=microseconds(end) - microseconds(start))


@attrs.frozen
class Span:
    """The time from one instant up to another, half-open: the end is outside.

    Spans are equal when their instants are, whatever zones these are written in.

    Attributes:
        start: The first instant inside, with its zone.
        end: The first instant after it, with its zone; never before `start`. Where both
            are the same instant, the span is empty.

    Raises:
        InvalidValueError: A time has no zone, or the end lies before the start.

    Examples:
        >>> shift = Span(datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 5, 4, 17,
        ...     tzinfo=UTC))
        >>> str(shift.duration), shift.contains(shift.end)
        ('8:00:00', False)
    """

    start: datetime = attrs.field(eq=microseconds)
    end: datetime = attrs.field(eq=microseconds)

    def __attrs_post_init__(self) -> None:
        require_aware(self.start, "start")
        require_aware(self.end, "end")
        if microseconds(self.end) < microseconds(self.start):
            raise InvalidValueError(
                f"a span ends at or after its start, and {self.end.isoformat(sep=' ')}"
                f" is before {self.start.isoformat(sep=' ')}; are the two swapped?"
            )

    @property
    def duration(self) -> timedelta:
        """The true time between the two instants; never negative."""
        return elapsed(self.start, self.end)

    @property
    def is_empty(self) -> bool:
        """Whether there is no instant inside."""
        return microseconds(self.start) == microseconds(self.end)

    def contains(self, instant: datetime) -> bool:
        """Tell whether the instant lies inside; the start does, the end does not."""
        at = microseconds(instant)
        return microseconds(self.start) <= at < microseconds(self.end)

    def intersection(self, other: Span) -> Span | None:
        """Give the span inside both, or ``None`` where they share no instant."""
        start = max(self.start, other.start, key=microseconds)
        end = min(self.end, other.end, key=microseconds)
        return Span(start, end) if microseconds(start) < microseconds(end) else None

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share an instant."""
        return self.intersection(other) is not None

    def is_adjacent_to(self, other: Span) -> bool:
        """Tell whether one ends at the very instant at which the other starts."""
        mine, theirs = microseconds(self.start), microseconds(other.start)
        return microseconds(self.end) == theirs or microseconds(other.end) == mine


@attrs.frozen
class Period:
    """Whole days from a first to a last one, both inside.

    Attributes:
        first: The first day inside.
        last: The last day inside; never before `first`.

    Raises:
        InvalidValueError: One of them is no day, or the last lies before the first.

    Examples:
        >>> may = Period(date(2026, 5, 1), date(2026, 5, 31))
        >>> may.days, may.contains(date(2026, 5, 31))
        (31, True)
    """

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        require_date(self.first, "first")
        require_date(self.last, "last")
        if self.last < self.first:
            raise InvalidValueError(
                f"a period ends on or after its first day, and {self.last} is before"
                f" {self.first}; are the two swapped?"
            )

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Tell whether the day lies inside; both ends do.

        Raises:
            InvalidValueError: It is an instant; whose day it is depends on the zone.
        """
        return self.first <= require_date(day, "day") <= self.last


def tzdata_version() -> str | None:
    """Give the edition of the time zone database that `zoneinfo` reads here.

    `zoneinfo` takes the system's database where there is one, and the package
    ``tzdata`` only without it; the answer follows it in that.

    Returns:
        The edition, such as ``"2026a"``; ``None`` where there is no database, or it
        does not say its edition.

    Examples:
        >>> isinstance(tzdata_version(), str | None)
        True
    """
    # Imported here because the front door of the library has to open quickly.
    import zoneinfo

    return _version_along(zoneinfo.TZPATH)


@functools.lru_cache(maxsize=8)
def _version_along(path: tuple[str, ...]) -> str | None:
    from importlib import resources
    from pathlib import Path

    for folder in map(Path, path):
        if (folder / "UTC").is_file():
            return _version_in(folder)
    try:
        return _version_in(resources.files("tzdata") / "zoneinfo")
    except ModuleNotFoundError:
        return None


def _version_in(folder: Traversable | Path) -> str | None:
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with (folder / name).open(encoding="utf-8", errors="replace") as lines:
                found = _TZ_VERSION.search(lines.readline(200))
        except OSError:
            continue
        if found is not None:
            return found.group()
    return None
