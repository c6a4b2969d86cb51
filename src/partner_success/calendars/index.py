"""Open intervals in order, and the working time before each: what questions look up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from partner_success.calendars.tables import Tables

__all__ = ["Index", "Intervals", "difference", "intersection", "union"]

Intervals: TypeAlias = list[tuple[int, int]]
"""Half-open intervals in whole microseconds since 1970 (UTC), in order, apart."""

_start, _end = itemgetter(0), itemgetter(1)


class Index:
    """The open intervals of a stretch of time, and sums over them.

    Nothing in it changes once it is made, but for the tables that bulk questions add.

    Attributes:
        low: Where the stretch begins, in microseconds since 1970 in UTC (closed).
        high: Where it ends (closed: questions about the end itself are answered).
        starts: Where each interval begins. The first one is empty and begins at `low`.
        ends: Where each ends.
        works: The working time before each, from `low` on; the last one is of all.
        shifts: What to add to an instant inside each to get the working time before it.
        tables: What columns look up; None until a column asks.
    """

    __slots__ = ("ends", "high", "low", "shifts", "starts", "tables", "works")

    def __init__(self, low: int, high: int, intervals: Intervals) -> None:
        self.low: Final = low
        self.high: Final = high
        self.starts: Final = [low, *(start for start, _ in intervals)]
        self.ends: Final = [low, *(end for _, end in intervals)]
        lengths = (end - start for start, end in intervals)
        self.works: Final = [0, *accumulate(lengths, initial=0)]
        self.shifts: Final = [
            work - start for work, start in zip(self.works, self.starts, strict=False)
        ]
        self.tables: Tables | None = None

    @property
    def total(self) -> int:
        """The working time of the whole stretch, in microseconds."""
        return self.works[-1]

    @property
    def intervals(self) -> Intervals:
        """The intervals without the empty first one."""
        return list(zip(self.starts[1:], self.ends[1:], strict=True))


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
