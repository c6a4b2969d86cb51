"""The open time of a calendar as arrays, for columns of instants (extra ``bulk``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from partner_success.calendars.lookup import Bisection, Room, best_lookup, is_wide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]


class Tables:
    """What columns look up in an index: the same numbers, found for many at once.

    Working time before an instant is the earlier of the instant and the end of its
    interval, plus what the interval adds. A deadline is the working time it takes minus
    what the interval adds in which that is reached.

    What is asked for a part of a column answers False where a value lies outside the
    index, or near its edge; what was written until then is of no use.

    Args:
        edges: Where the index begins and ends.
        columns: Where each of its intervals starts and ends, the working time before
            each and that of all, and what each adds to an instant inside.
        halving: Whether to look up slowly, but up to the edges.
    """

    def __init__(
        self,
        edges: tuple[int, int],
        columns: Iterable[Sequence[int] | Whole],
        *,
        halving: bool = False,
    ) -> None:
        import numpy as np

        self._edges = edges
        self._arrays = [np.asarray(column, dtype=np.int64) for column in columns]
        starts, ends, works, self._shifts = self._arrays
        look = Bisection if halving else best_lookup
        self._by_time = look(starts, *edges)
        self._total = int(works[-1])
        # A deadline comes right after a moment of work, the latest after the last one.
        self._by_work = look(works[:-1], 0, max(0, self._total - 1))
        self._closes: Whole = ends - self._by_time.origin
        self._adds: Whole = self._shifts + self._by_time.origin

    @cached_property
    def halving(self) -> Tables:
        """The same tables, that look up slowly, but up to the edges."""
        return Tables(self._edges, self._arrays, halving=True)

    def room(self, size: int) -> Room:
        """Make the room in which so many values are worked on."""
        return Room(size, is_wide(len(self._shifts)))

    def covers(self, low: int, high: int) -> bool:
        """Tell whether the index holds two instants, and what lies between them."""
        return self._edges[0] <= low and high <= self._edges[1]

    def elapsed(self, columns: Sequence[Whole], out: Whole, room: Room) -> bool:
        """Write the working time between starts and ends.

        Args:
            columns: Starts and ends, in microseconds since 1970 in UTC.
            out: Where the working time goes, in microseconds.
            room: For twice as many.
        """
        import numpy as np

        starts, ends = columns
        count = len(out)
        begun, done = room.values[:count], room.values[count:]
        np.subtract(starts, self._by_time.origin, out=begun)
        np.subtract(ends, self._by_time.origin, out=done)
        if not self._count_work(room):
            return False
        np.subtract(done, begun, out=out)
        return True

    def deadline(self, columns: Sequence[Whole], out: Whole, room: Room) -> bool:
        """Write the instants by which so much working time has passed.

        Args:
            columns: Starts in microseconds since 1970 in UTC, and working time in
                microseconds, negative for backwards.
            out: Where the deadlines go, in microseconds since 1970 in UTC.
            room: For as many.
        """
        import numpy as np

        starts, work = columns
        if not self.work_before(starts, out, room):
            return False
        np.add(out, work, out=out)
        # Forwards a moment less, so that on a border the earlier interval counts.
        np.greater(work, 0, out=room.truths)
        np.subtract(out, room.truths, out=room.values)
        at_once = not work.all()
        if at_once:
            np.copyto(room.values, 0, where=work == 0)
        if not self._total and work.any():
            return False
        np.subtract(room.values, self._by_work.origin, out=room.values)
        if not self._by_work.find(room):
            return False
        self._shifts.take(room.places, out=room.found, mode="clip")
        np.subtract(out, room.found, out=out)
        if at_once:
            np.copyto(out, starts, where=work == 0)
        return True

    def is_open(
        self, columns: Sequence[Whole], out: NDArray[np.bool_], room: Room
    ) -> bool:
        """Write whether work is done at instants in microseconds since 1970 in UTC."""
        import numpy as np

        (instants,) = columns
        np.subtract(instants, self._by_time.origin, out=room.values)
        if not self._by_time.find(room):
            return False
        self._closes.take(room.places, out=room.found, mode="clip")
        np.less(room.values, room.found, out=out)
        return True

    def work_before(self, instants: Whole, out: Whole, room: Room) -> bool:
        """Write the working time from the beginning of the index up to instants."""
        import numpy as np

        np.subtract(instants, self._by_time.origin, out=room.values)
        if not self._count_work(room):
            return False
        np.copyto(out, room.values)
        return True

    def _count_work(self, room: Room) -> bool:
        """Put the working time before each value in its stead."""
        import numpy as np

        if not self._by_time.find(room):
            return False
        # Into arrays that are there already, and clipped only since that is quickest.
        self._closes.take(room.places, out=room.found, mode="clip")
        np.minimum(room.values, room.found, out=room.values)
        self._adds.take(room.places, out=room.found, mode="clip")
        np.add(room.values, room.found, out=room.values)
        return True
