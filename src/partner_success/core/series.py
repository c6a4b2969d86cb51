"""Numbers read on days, in order: what trends, triggers and backtests look back on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias, TypeGuard, cast

import attrs

from partner_success.core.instants import require_date
from partner_success.core.quantities import Number, as_number, is_missing, shown
from partner_success.errors import InvalidDataError, InvalidValueError, Problem

__all__ = ["Reading", "Readings", "Series"]

_LONGEST_COVER: Final = 366


@attrs.frozen
class Reading:
    """One number of a day.

    Attributes:
        on: The day.
        value: The number as it was given, finite.
    """

    on: date
    value: Number

    @property
    def exact(self) -> Fraction:
        """The number without rounding."""
        return Fraction(self.value)


_SMALL: Final = 2**63

Readings: TypeAlias = (
    Mapping[date, Number | None] | Iterable[tuple[date, Number | None] | Reading]
)
"""Days with their numbers, in any order; ``None`` and NaN stand for 'not known'."""


def _in_order(readings: Readings) -> tuple[Reading, ...]:
    given = cast(object, readings)
    if isinstance(given, Mapping):
        by_day = cast("Mapping[object, object]", given)
        if _is_plain(by_day):
            return tuple([Reading(day, by_day[day]) for day in sorted(by_day)])
        given = by_day.items()
    try:
        pairs = [
            (each.on, each.value) if isinstance(each, Reading) else (each[0], each[1])
            for each in cast("Iterable[tuple[object, object] | Reading]", given)
        ]
    except (TypeError, LookupError) as error:
        raise InvalidValueError(
            "readings are a mapping of numbers by day, or pairs of a day and its"
            f" number; found {shown(given)}"
        ) from error
    known: dict[date, Reading] = {}
    problems: list[Problem] = []
    for place, (day, value) in enumerate(pairs):
        try:
            on = require_date(day, "a reading")
            number = _number(value, on)
        except InvalidValueError as error:
            problems.append(_fault(place, "wrong-type", str(error)))
            continue
        if number is not None and on in known:
            message = f"{on} has a reading already; keep one a day"
            problems.append(_fault(place, "duplicate-day", message))
        elif number is not None:
            known[on] = Reading(on, number)
    if problems:
        raise InvalidDataError("the readings", problems)
    return tuple(known[day] for day in sorted(known))


def _is_plain(readings: Mapping[object, object]) -> TypeGuard[Mapping[date, int]]:
    """Tell whether there are only days with small counts, in which nothing is wrong."""
    return {*map(type, readings)} == {date} and all(
        type(each) is int and -_SMALL < each < _SMALL for each in readings.values()
    )


def _number(value: object, on: date) -> Number | None:
    # Most readings are small counts, and nothing can be wrong with those.
    if type(value) is int and abs(value) < _SMALL:
        return value
    return None if is_missing(value) else as_number(value, f"that of {on}")


def _fault(place: int, code: str, message: str) -> Problem:
    return Problem(path=f"[{place}]", code=code, message=message)


@attrs.frozen
class Series:
    """Readings by day, the earliest first, one a day at most.

    A number that is not known is no reading: it is left out, and never zero. Windows
    over a series count days, whatever the number of readings in them.

    Attributes:
        readings: Every known reading; what is given can be in any order.
        covers: How many days one reading speaks for, up to and including its own: 1 for
            a count of the day, 7 for one of the week that ends on it.

    Raises:
        InvalidDataError: A day is none, a number is none or infinite, or a day stands
            twice; every fault is named.
        InvalidValueError: The readings are no pairs, or ``covers`` is no whole number
            from 1 to 366 (closed).

    Examples:
        >>> use = Series({date(2026, 5, 2): 90, date(2026, 5, 1): 88.5})
        >>> [reading.value for reading in use]
        [88.5, 90]
        >>> use.latest(date(2026, 5, 1)).value
        88.5
    """

    readings: tuple[Reading, ...] = attrs.field(default=(), converter=_in_order)
    covers: int = attrs.field(default=1, kw_only=True)
    _days: tuple[date, ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        whole = isinstance(cast(object, self.covers), int) and not isinstance(
            self.covers, bool
        )
        if not whole or not 1 <= self.covers <= _LONGEST_COVER:
            raise InvalidValueError(
                f"a reading covers a whole number of days from 1 to {_LONGEST_COVER},"
                f" found {shown(self.covers)}"
            )
        days = tuple(reading.on for reading in self.readings)
        object.__setattr__(self, "_days", days)

    def latest(self, on: date) -> Reading | None:
        """Give the newest reading of a day or before it; None where there is none."""
        place = bisect_right(self._days, require_date(on, "on"))
        return self.readings[place - 1] if place else None

    def between(self, first: date, last: date) -> tuple[Reading, ...]:
        """Give the readings of the days from the first to the last (both closed)."""
        start = bisect_left(self._days, require_date(first, "first"))
        return self.readings[
            start : bisect_right(self._days, require_date(last, "last"))
        ]

    def until(self, on: date) -> tuple[Reading, ...]:
        """Give the readings of a day and before it."""
        return self.readings[: bisect_right(self._days, require_date(on, "on"))]

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)
