"""Opening hours of one day, in the time that the clock on the wall shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias, cast

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["DAY_SECONDS", "DayHours", "OpenHours", "as_day_hours", "day_hours_text"]

DAY_SECONDS: Final = 24 * 60 * 60
"""Seconds between two midnights on a clock that is never moved."""

_LONGEST_TEXT: Final = 1_000
_INTERVAL: Final = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)


@attrs.frozen(order=True)
class OpenHours:
    """One interval of a day's opening hours, half-open: the closing time is outside.

    Attributes:
        opens: Seconds on the clock after midnight, from 0 up to 86,399.
        closes: Seconds after the same midnight, later than `opens` and at most a day
            later: 86,400 is the day's end, and what lies beyond runs into the next day.

    Raises:
        InvalidValueError: A number is not whole or lies outside its range.

    Examples:
        >>> night = OpenHours.parse("22:00-06:00")
        >>> night.opens, night.closes, str(night)
        (79200, 108000, '22:00-06:00')

    Rule: SLA-04.
    """

    opens: int
    closes: int

    def __attrs_post_init__(self) -> None:
        for name in ("opens", "closes"):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool):
                raise InvalidValueError(
                    f"{name} is a whole number of seconds, not {shown(value)};"
                    " OpenHours.parse('09:00-17:00') reads times"
                )
        latest = self.opens + DAY_SECONDS
        if not (0 <= self.opens < DAY_SECONDS and self.opens < self.closes <= latest):
            raise InvalidValueError(
                f"hours open between 0 and 86399 seconds after midnight and close at"
                f" most a day later, not from {self.opens} to {self.closes}"
            )

    @classmethod
    def parse(cls, text: str) -> OpenHours:
        """Read hours such as ``"09:00-17:30"``; seconds can be given too.

        ``24:00`` is the day's end. An end at or before its start lies on the next day,
        so ``22:00-06:00`` is a night and ``09:00-09:00`` a whole day.

        Raises:
            InvalidValueError: The text is not of this form.
        """
        opens, dash, closes = text.partition("-")
        start, end = _seconds(opens.strip()), _seconds(closes.strip())
        if not dash or start is None or end is None or start == DAY_SECONDS:
            raise InvalidValueError(
                f"hours are written as 09:00-17:30, from 00:00 to 24:00, not"
                f" {shown(text)}"
            )
        return cls(start, end if end > start else end + DAY_SECONDS)

    @property
    def is_night(self) -> bool:
        """Whether it runs past midnight."""
        return self.closes > DAY_SECONDS

    def __str__(self) -> str:
        closes = self.closes - DAY_SECONDS if self.is_night else self.closes
        return f"{_clock(self.opens)}-{_clock(closes)}"


DayHours: TypeAlias = tuple[OpenHours, ...]
"""All hours of one day, in order, none touching the next; empty where it is closed."""


def as_day_hours(value: str | Iterable[OpenHours]) -> DayHours:
    """Give the hours of a day in order, those that touch made one.

    Args:
        value: Hours, or text such as ``"09:00-12:00 13:00-17:30"`` or ``"closed"``.

    Raises:
        InvalidValueError: The text cannot be read, or two intervals overlap.

    Examples:
        >>> day_hours_text(as_day_hours("13:00-17:30 09:00-12:00 12:00-12:30"))
        '09:00-12:30 13:00-17:30'
    """
    found: list[OpenHours] = []
    for hours in sorted(_read(value) if isinstance(value, str) else _checked(value)):
        if found and hours.opens < found[-1].closes:
            raise InvalidValueError(
                f"{found[-1]} and {hours} of one day overlap; give each time once"
            )
        joins = bool(found) and _touch(found[-1], hours)
        opens = found.pop().opens if joins else hours.opens
        found.append(OpenHours(opens, hours.closes))
    return tuple(found)


def day_hours_text(hours: DayHours) -> str:
    """Write the hours of a day as `as_day_hours` reads them."""
    return " ".join(map(str, hours)) or "closed"


def _read(text: str) -> list[OpenHours]:
    if len(text) > _LONGEST_TEXT:
        raise InvalidValueError(
            f"the hours of a day take at most {_LONGEST_TEXT:,} characters, and these"
            f" have {len(text):,}"
        )
    words = text.split()
    if [word.casefold() for word in words] == ["closed"]:
        return []
    if not words:
        raise InvalidValueError("a day has hours such as 09:00-17:00, or is closed")
    return [OpenHours.parse(word) for word in words]


def _checked(value: object) -> list[OpenHours]:
    found: list[OpenHours] = []
    many = isinstance(value, Iterable)
    for each in cast("Iterable[object]", value) if many else [value]:
        if not isinstance(each, OpenHours):
            raise InvalidValueError(
                f"the hours of a day are OpenHours or text such as '09:00-17:00', not"
                f" {shown(each)}"
            )
        found.append(each)
    return found


def _touch(first: OpenHours, second: OpenHours) -> bool:
    """Tell whether the two can be written as one, which is a day long at most."""
    joined = second.closes - first.opens
    return first.closes == second.opens and joined <= DAY_SECONDS


def _seconds(text: str) -> int | None:
    """Read a time of the clock; None where it is none."""
    match = _INTERVAL.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if hours > 24 or minutes > 59 or seconds > 59:
        return None
    total = 3600 * hours + 60 * minutes + seconds
    return total if total <= DAY_SECONDS else None


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text
