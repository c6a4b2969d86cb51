"""The open time of a calendar as tables that engines join, and not as arrays.

A stretch of time is divided into buckets of one width, a power of two, so that the
bucket of a value is a whole quotient that every engine gives exactly. A row of a table
says all that matters inside its bucket.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

import attrs

from partner_success.calendars.calendar import Calendar
from partner_success.calendars.index import clip
from partner_success.calendars.zones import DAY
from partner_success.core.instants import require_date
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["Pieces", "Stretch", "WorkTables", "read_stretch", "work_tables"]

_MOST_ROWS: Final = 2**15
"""How many buckets there are at most: engines send small tables to all workers."""

_NARROWEST: Final = 20
"""Buckets are about a second wide at least."""

_EPOCH: Final = date(1970, 1, 1)
_FIRST_DAY: Final = date(1700, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_MOST_DAYS: Final = 200 * 366
"""Microseconds of so many days are exact where an engine turns them into floats."""


@attrs.frozen(kw_only=True)
class Stretch:
    """A stretch of time, in whole microseconds since 1970 in UTC.

    Attributes:
        low: Where it begins (closed).
        high: Where it ends (closed).
    """

    low: int
    high: int

    @property
    def length(self) -> int:
        """How long it is."""
        return self.high - self.low


def read_stretch(between: object) -> Stretch:
    """Give the stretch from the start of one day to the end of another, in UTC.

    Args:
        between: The first and the last day.

    Raises:
        InvalidValueError: They are no two days in order, lie outside the years 1700 to
            2199, or more than 200 years apart.
    """
    given: Any = between
    if not isinstance(given, tuple | list) or len(cast(Sequence[Any], given)) != 2:
        raise InvalidValueError(
            f"between needs the first day and the last one, found {shown(between)};"
            " give between=(date(2026, 1, 1), date(2026, 12, 31))"
        )
    days = cast(Sequence[object], given)
    first, last = (require_date(day, "between") for day in days)
    if first > last:
        raise InvalidValueError(
            f"between ends on {last}, before it begins on {first}; swap the two"
        )
    if first < _FIRST_DAY or last > _LAST_DAY or (last - first).days > _MOST_DAYS:
        raise InvalidValueError(
            f"between has to lie in the years {_FIRST_DAY.year} to {_LAST_DAY.year} and"
            f" to be at most 200 years long, and reaches from {first} to {last}; leave"
            " out years that stand for 'unknown' or 'never'"
        )
    after = last + timedelta(days=1)
    return Stretch(low=(first - _EPOCH).days * DAY, high=(after - _EPOCH).days * DAY)


@attrs.frozen(kw_only=True)
class Pieces:
    """What holds in each bucket of a range of values from 0 up.

    Attributes:
        width: How wide a bucket is; a power of two.
        base: Of each bucket the value that its pieces are added to.
        pairs: Of each bucket the two numbers of its first piece, of its second one, and
            so on; where it has fewer, both numbers are 0 and add nothing.
    """

    width: int
    base: tuple[int, ...]
    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@attrs.frozen(kw_only=True)
class WorkTables:
    """The working time of a stretch, and back.

    Instants are counted from the beginning of the stretch, in microseconds.

    Attributes:
        stretch: The stretch.
        total: All its working time.
        by_time: By instant: the working time before it is the base and, of each piece,
            the instant clipped to its two numbers.
        by_work: By working time: what to add to it to get the instant that follows it
            is the base and, of each piece whose first number is not above it, the
            second one.
    """

    stretch: Stretch
    total: int
    by_time: Pieces
    by_work: Pieces


def work_tables(calendar: Calendar, stretch: Stretch) -> WorkTables:
    """Make the tables of a calendar for a stretch."""
    index = calendar.index_covering(stretch.low, stretch.high)
    found = clip(index.intervals, stretch.low, stretch.high)
    spans = [(start - stretch.low, end - stretch.low) for start, end in found]
    works: list[int] = []
    total = 0
    for start, end in spans:
        works.append(total)
        total += end - start
    return WorkTables(
        stretch=stretch,
        total=total,
        by_time=_by_time(spans, works, stretch.length),
        by_work=_by_work(spans, works, total),
    )


def _by_time(spans: Sequence[tuple[int, int]], works: list[int], last: int) -> Pieces:
    shift, most = _buckets([(start, end - 1) for start, end in spans], last)
    rows = (last >> shift) + 1
    base = [0] * rows
    inside: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    total, place = 0, 0
    for row in range(rows):
        # An interval that ends with the bucket before is over for good.
        while place < len(spans) and (spans[place][1] - 1) >> shift < row:
            total = works[place] + spans[place][1] - spans[place][0]
            place += 1
        ahead = place
        while ahead < len(spans) and spans[ahead][0] >> shift <= row:
            inside[row].append(spans[ahead])
            ahead += 1
        base[row] = total - sum(start for start, _ in inside[row])
    return _pieces(shift, most, base, inside)


def _by_work(spans: Sequence[tuple[int, int]], works: list[int], total: int) -> Pieces:
    last = max(0, total - 1)
    shift, most = _buckets([(work, work) for work in works[1:]], last)
    rows = (last >> shift) + 1
    base = [0] * rows
    inside: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    offsets = [span[0] - work for span, work in zip(spans, works, strict=True)]
    place = 0
    for row in range(rows if spans else 0):
        base[row] = offsets[place]
        while place + 1 < len(works) and works[place + 1] >> shift == row:
            gap = offsets[place + 1] - offsets[place]
            inside[row].append((works[place + 1], gap))
            place += 1
    return _pieces(shift, most, base, inside)


def _buckets(pieces: Sequence[tuple[int, int]], last: int) -> tuple[int, int]:
    """Choose how wide buckets are: as wide as they can be with the fewest pieces each.

    Args:
        pieces: The first and the last value of each piece, both closed, in order.
        last: The last value of all.

    Returns:
        The exponent of the width, and the most pieces that one bucket has.
    """
    shift = _NARROWEST
    while last >> shift >= _MOST_ROWS:
        shift += 1
    most = 0 if not pieces else 1
    while not _fit(pieces, shift, most):
        most += 1
    while last >> shift and _fit(pieces, shift + 1, most):
        shift += 1
    return shift, most


def _fit(pieces: Sequence[tuple[int, int]], shift: int, most: int) -> bool:
    """Tell whether no bucket has more than so many pieces."""
    later = pieces[most:]
    return not any(
        after[0] >> shift <= piece[1] >> shift
        for piece, after in zip(pieces, later, strict=False)
    )


def _pieces(
    shift: int, most: int, base: list[int], inside: list[list[tuple[int, int]]]
) -> Pieces:
    filled = [row + [(0, 0)] * (most - len(row)) for row in inside]
    return Pieces(
        width=1 << shift,
        base=tuple(base),
        pairs=tuple(
            (
                tuple(row[place][0] for row in filled),
                tuple(row[place][1] for row in filled),
            )
            for place in range(most)
        ),
    )
