"""Open intervals in order, and the working time before each: what questions look up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from partner_success.calendars.tables import Tables

__all__ = ["Index", "Intervals", "difference", "intersection", "union"]

Intervals: TypeAlias = list[tuple[int, int]]
"""Half-open intervals in whole microseconds since 1970 (UTC), in order, apart."""


_start, _end = itemgetter(0), itemgetter(1)

LengthT = TypeVar("LengthT", int, timedelta)
"""How instants since 1970 and working time are counted: microseconds, or lengths."""


class Sums(Generic[LengthT]):
    """Open intervals of a stretch of time, and sums over them. Nothing in it changes.

    Attributes:
        low: Where the stretch begins, counted since 1970 in UTC (closed).
        high: Where it ends (closed: questions about the end itself are answered).
        starts: Where each interval begins. The first one is empty and begins at `low`.
        ends: Where each ends.
        works: The working time before each, from `low` on; the last one is of all.
        shifts: What to add to an instant inside each to get the working time before it.
    """

    __slots__ = ("ends", "high", "low", "shifts", "starts", "works")

    low: LengthT
    high: LengthT
    starts: list[LengthT]
    ends: list[LengthT]
    works: list[LengthT]
    shifts: list[LengthT]

    def __init__(
        self,
        edges: tuple[LengthT, LengthT],
        intervals: tuple[list[LengthT], list[LengthT]],
        sums: tuple[list[LengthT], list[LengthT]],
    ) -> None:
        self.low, self.high = edges
        self.starts, self.ends = intervals
        self.works, self.shifts = sums

    def elapsed(self, start: LengthT, end: LengthT) -> LengthT | None:
        """Give the working time between two instants; None if one lies outside."""
        starts, ends, shifts, high = self.starts, self.ends, self.shifts, self.high
        first, last = bisect_right(starts, start), bisect_right(starts, end)
        # Nothing starts before the stretch, so none found is an instant before it.
        if not (first and last) or start > high or end > high:
            return None
        # min() is a call, and this is the most travelled path of all.
        closes = ends[first - 1]
        begun = (start if start < closes else closes) + shifts[first - 1]  # noqa: FURB136
        closes = ends[last - 1]
        done = (end if end < closes else closes) + shifts[last - 1]  # noqa: FURB136
        return done - begun

    def deadline(
        self, start: LengthT, work: LengthT, nothing: LengthT
    ) -> LengthT | None:
        """Give the instant by which so much work is done; None if that lies outside."""
        place = bisect_right(self.starts, start) - 1
        if place < 0 or start > self.high:
            return None
        closes, works, shifts = self.ends[place], self.works, self.shifts
        target = (start if start < closes else closes) + shifts[place] + work  # noqa: FURB136
        if not nothing <= target <= works[-1]:
            return None
        if work > nothing:
            return target - shifts[bisect_left(works, target) - 1]
        if work < nothing:
            return target - shifts[bisect_right(works, target) - 1]
        return start


class Index(Sums[int]):
    """The sums of a stretch in whole microseconds; what else is made of them.

    Attributes:
        tables: What columns look up; None until a column asks.
    """

    __slots__ = ("tables",)

    def __init__(self, low: int, high: int, intervals: Intervals) -> None:
        starts = [low, *(start for start, _ in intervals)]
        ends = [low, *(end for _, end in intervals)]
        worked = accumulate((end - start for start, end in intervals), initial=0)
        works = [0, *worked]
        pairs = zip(works, starts, strict=False)
        shifts = [work - start for work, start in pairs]
        super().__init__((low, high), (starts, ends), (works, shifts))
        self.tables: Tables | None = None

    def in_lengths(self) -> Sums[timedelta]:
        """Make the same in lengths of time, with which Python is quicker."""
        return Sums(
            (timedelta(0, 0, self.low), timedelta(0, 0, self.high)),
            (_lengths(self.starts), _lengths(self.ends)),
            (_lengths(self.works), _lengths(self.shifts)),
        )

    @property
    def intervals(self) -> Intervals:
        """The intervals without the empty first one."""
        return list(zip(self.starts[1:], self.ends[1:], strict=True))


def _lengths(numbers: list[int]) -> list[timedelta]:
    return [timedelta(0, 0, each) for each in numbers]


def union(intervals: Iterable[tuple[int, int]]) -> Intervals:
    """Join intervals, in any order, that overlap or touch; drop the empty ones."""
    found: Intervals = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def clip(intervals: Intervals, low: int, high: int) -> Intervals:
    """Cut off, of intervals in order, what lies outside a stretch."""
    if low >= high:
        return []
    first = bisect_right(intervals, low, key=_end)
    last = bisect_left(intervals, high, key=_start)
    found = intervals[first:last]
    if found and found[0][0] < low:
        found[0] = (low, found[0][1])
    if found and found[-1][1] > high:
        found[-1] = (found[-1][0], high)
    return found


def intersection(first: Intervals, second: Intervals) -> Intervals:
    """Give the time inside both."""
    return [
        (max(start, low), min(end, high))
        for start, end, meeting in _meetings(first, second)
        for low, high in meeting
    ]


def difference(first: Intervals, second: Intervals) -> Intervals:
    """Give the time inside the first that is not inside the second."""
    found: Intervals = []
    for start, end, meeting in _meetings(first, second):
        opens = [start, *(high for _, high in meeting)]
        closes = [*(low for low, _ in meeting), end]
        found.extend(
            (low, high) for low, high in zip(opens, closes, strict=True) if low < high
        )
    return found


def _meetings(
    first: Intervals, second: Intervals
) -> Iterator[tuple[int, int, Intervals]]:
    """Give each of the first with those of the second that overlap it."""
    place = 0
    for start, end in first:
        while place < len(second) and second[place][1] <= start:
            place += 1
        last = place
        while last < len(second) and second[last][0] < end:
            last += 1
        yield start, end, second[place:last]
