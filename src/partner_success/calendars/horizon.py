"""How much of a calendar is known already, and how it grows when more is asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Protocol, TypeAlias

from partner_success.calendars.index import Index, Intervals, Sums, union
from partner_success.calendars.zones import DAY, EPOCH_DAY, LAST_DAY
from partner_success.core.instants import from_microseconds
from partner_success.errors import InvalidValueError, NoSuchTimeError

__all__ = ["Horizon", "Timetable"]

# Python's years 1 to 9999, and a day more for zones that are ahead or behind.
_FIRST: Final = -EPOCH_DAY * DAY
_LAST: Final = (LAST_DAY - EPOCH_DAY + 2) * DAY

_STEP: Final = 2**45
"""Microseconds by which a calendar grows at least: somewhat more than a year."""

_BARREN: Final = 30 * 366 * DAY
"""Weekdays, leap days and changes of clocks repeat within 28 years. What neither opens
nor closes in a longer time will not do so later."""

_LONGEST: Final = 400 * 366 * DAY
"""The longest stretch that is computed. A year 9999 that stands for 'never' would cost
a minute and a gigabyte, and nobody means working time up to it."""

_FAR: Final = 100 * 366 * DAY
"""Stretches further apart than that are not joined by all that lies between them."""


class Timetable(Protocol):
    """What computes the open time of a calendar."""

    @property
    def exceptional(self) -> tuple[int, int] | None:
        """The instants between which single days differ, if there are any."""
        ...

    def open_between(self, low: int, high: int) -> Intervals:
        """Compute the open time of a stretch, clipped to it."""
        ...


Edge: TypeAlias = Callable[[Index, int], int | None]
"""Finds an opening or closing time as seen from an instant."""


class Horizon:
    """The stretch of a calendar that is computed, which grows as it is asked.

    It is no part of the calendar's value: copies and pickles start anew. Two threads
    may both make it grow; each then has a right answer, and one of the two is kept.

    Attributes:
        index: The stretch; None before the first question.
        lengths: The same in lengths of time; None until a datetime asks, so that
            building and columns are not slowed by it.
    """

    __slots__ = ("_make", "_timetable", "index", "lengths")

    def __init__(self, make: Callable[[], Timetable]) -> None:
        self.index: Index | None = None
        self.lengths: Sums[timedelta] | None = None
        self._make = make
        self._timetable: Timetable | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Horizon, (self._make,)

    @property
    def timetable(self) -> Timetable:
        """What computes the open time, made when it is first needed."""
        if self._timetable is None:
            self._timetable = self._make()
        return self._timetable

    def covering(self, first: int, second: int) -> Index:
        """Give an index with both instants in it, growing it where it is too short.

        Raises:
            InvalidValueError: One lies outside the years 1 to 9999.
        """
        index = self.index
        if index is not None and (
            index.low <= first <= index.high and index.low <= second <= index.high
        ):
            return index
        low, high = min(first, second), max(first, second)
        if low < _FIRST or high > _LAST:
            raise InvalidValueError(
                "a calendar answers for instants in the years 1 to 9999, in whole"
                f" microseconds since 1970, not for {low if low < _FIRST else high}"
            )
        if high - low > _LONGEST:
            raise InvalidValueError(
                "a calendar computes at most 400 years at a time, and"
                f" {_shown(low)} and {_shown(high)} lie further apart; where a year"
                " stands for 'unknown' or 'never', leave it out"
            )
        low = max(_FIRST, low // _STEP * _STEP)
        high = min(_LAST, (high // _STEP + 2) * _STEP)
        return self._grown(low, high)

    def covering_lengths(self, first: int, second: int) -> Sums[timedelta]:
        """Give the sums in lengths of time, and keep them for the next question."""
        found = self.covering(first, second).in_lengths()
        self.lengths = found
        return found

    def grow_for(self, start: int, work: int) -> None:
        """Grow towards a deadline that lies beyond what is known.

        Raises:
            NoSuchTimeError: There is no more working time on that side.
        """
        index = self.covering(start, start)
        if work > 0:
            self._later(index, max(start, index.ends[-1]))
        else:
            self._earlier(index, min([start, *index.starts[1:2]]))

    def edge(self, find: Edge, at: int, *, past: bool) -> int:
        """Find an opening or closing time, growing as far as is needed.

        Raises:
            NoSuchTimeError: There is none on that side.
        """
        index = self.covering(at, at)
        while (found := find(index, at)) is None:
            index = self._earlier(index, at) if past else self._later(index, at)
        return found

    def _later(self, index: Index, nothing_since: int) -> Index:
        """Grow towards the future, or say that nothing can be found there."""
        special = self.timetable.exceptional
        since = nothing_since if special is None else max(nothing_since, special[1])
        if index.high >= _LAST or index.high - since >= _BARREN:
            raise NoSuchTimeError(f"nothing opens or closes after {_shown(since)}")
        high = min(_LAST, index.high + _more(index))
        return self._grown(index.low, high)

    def _earlier(self, index: Index, nothing_until: int) -> Index:
        """Grow towards the past, or say that nothing can be found there."""
        special = self.timetable.exceptional
        until = nothing_until if special is None else min(nothing_until, special[0])
        if index.low <= _FIRST or until - index.low >= _BARREN:
            raise NoSuchTimeError(f"nothing opens or closes before {_shown(until)}")
        low = max(_FIRST, index.low - _more(index))
        return self._grown(low, index.high)

    def _grown(self, low: int, high: int) -> Index:
        known, compute = self.index, self.timetable.open_between
        if known is None or not _belong(known, low, high):
            found = Index(low, high, compute(low, high))
        else:
            low, high = min(low, known.low), max(high, known.high)
            earlier = compute(low, known.low) if low < known.low else []
            later = compute(known.high, high) if known.high < high else []
            found = Index(low, high, union([*earlier, *known.intervals, *later]))
        self.index, self.lengths = found, None
        return found


def _belong(known: Index, low: int, high: int) -> bool:
    """Tell whether a stretch is to be joined with what is known."""
    joined = max(high, known.high) - min(low, known.low)
    return joined <= _LONGEST + 2 * _STEP and (
        max(low - known.high, known.low - high) <= _FAR
    )


def _more(index: Index) -> int:
    """Give by how much to grow: as much again, as long as that is not too much.

    Raises:
        NoSuchTimeError: The index cannot grow any more.
    """
    length = index.high - index.low
    if length >= _LONGEST:
        raise NoSuchTimeError("at most 400 years are computed at a time")
    return min(max(_STEP, length), _LONGEST - length + _STEP)


def next_opening(index: Index, at: int) -> int | None:
    """Give the first opening time after an instant; None where none is known."""
    place = bisect_right(index.starts, at)
    return index.starts[place] if place < len(index.starts) else None


def next_closing(index: Index, at: int) -> int | None:
    """Give the first closing time after an instant; None where none is known."""
    place = bisect_right(index.ends, at)
    found = index.ends[place] if place < len(index.ends) else index.high
    return found if found < index.high else None


def previous_opening(index: Index, at: int) -> int | None:
    """Give the last opening time before an instant; None where none is known."""
    found = index.starts[bisect_left(index.starts, at, lo=1) - 1]
    return found if found > index.low else None


def previous_closing(index: Index, at: int) -> int | None:
    """Give the last closing time up to an instant; None where none is known."""
    found = index.ends[bisect_right(index.ends, at) - 1]
    return found if found > index.low else None


def _shown(instant: int) -> str:
    try:
        return from_microseconds(instant).isoformat(sep=" ", timespec="seconds")
    except InvalidValueError:
        return "the years 1 to 9999"
