"""Working time of whole columns of instants, equal to the calendar's own answers.

It needs the extra ``bulk``. Columns are numpy arrays, or what numpy makes arrays of:

- whole microseconds since 1970 in UTC; or
- ``datetime64`` of any unit, which has no zone and is taken to be UTC. What is finer
  than a microsecond is rounded down to one, as it is in a single `datetime`. ``NaT``
  stays ``NaT``.

One value stands for all: a number, a ``datetime64`` or a `datetime` with its zone. The
answer is of the same kind, in microseconds. Arrays that are given are never changed,
and no answer shares its memory with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from partner_success.calendars.arrays import (
    NOTHING,
    Column,
    import_numpy,
    read_durations,
    read_instants,
    shared_shape,
)
from partner_success.calendars.calendar import Calendar
from partner_success.calendars.lookup import Room
from partner_success.calendars.tables import Tables
from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from partner_success.calendars.arrays import Durations, Instants

    Whole: TypeAlias = NDArray[np.int64]
    Ask: TypeAlias = Callable[[Tables, Sequence[Whole], NDArray[Any], Room], bool]

__all__ = ["deadline", "elapsed", "is_open"]

_PART: Final = 2**14
"""How many are worked on at a time: all of it stays in the cache of a processor."""

_FARTHEST: Final = 2**60
"""More microseconds than there are in the years 1 to 9999."""


def elapsed(calendar: Calendar, starts: Instants, ends: Instants) -> NDArray[Any]:
    """Give the working time between starts and ends, as `Calendar.elapsed` does.

    Args:
        calendar: When work is done.
        starts: Instants, or one for all.
        ends: Instants of the same kind, or one for all; negative where before starts.

    Returns:
        ``int64`` microseconds for numbers, else ``timedelta64[us]``.

    Raises:
        InvalidValueError: A column is of another type or shape, the two are of two
            kinds, a `datetime` has no zone, or an instant lies outside the years 1 to
            9999.
        MissingExtraError: The extra ``bulk`` is not installed.

    Examples:
        >>> import numpy as np
        >>> from partner_success.calendars import WorkingCalendar
        >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> opened = np.array(["2026-05-08T15:00", "NaT"], dtype="datetime64[s]")
        >>> elapsed(office, opened, np.datetime64("2026-05-11T10:00"))
        array([10800000000,       'NaT'], dtype='timedelta64[us]')

    Rule: SLA-05, SLA-11.
    """
    import_numpy()
    import numpy as np

    first, last = read_instants(starts, "starts"), read_instants(ends, "ends")
    if first.timed is not last.timed:
        raise InvalidValueError(
            "starts and ends have to be of one kind, and one of them is numbers while"
            " the other has a unit of time; turn numbers of microseconds into times"
            ' with .view("datetime64[us]")'
        )
    shape = shared_shape(first, last, "starts and ends")
    worked = np.empty(shape, dtype=np.int64)
    _Asked(calendar, Tables.elapsed, (first, last)).answer(worked)
    return worked.view("timedelta64[us]") if first.timed else worked


def deadline(
    calendar: Calendar, starts: Instants, durations: Durations
) -> NDArray[Any]:
    """Give the instants by which so much work is done, as `Calendar.deadline` does.

    Args:
        calendar: When work is done.
        starts: Instants, or one for all.
        durations: Working time as whole microseconds or ``timedelta64``, one each or
            one for all; or a `timedelta` or `WorkingDays`. Negative ones go backwards.

    Returns:
        ``int64`` microseconds for numbers, else ``datetime64[us]``.

    Raises:
        InvalidValueError: A column is of another type or shape, a `datetime` has no
            zone, an instant lies outside the years 1 to 9999, a duration is ``NaT``
            while starts are numbers, or the calendar does not know how long a working
            day is.
        MissingExtraError: The extra ``bulk`` is not installed.
        NoSuchTimeError: There is not so much working time.

    Examples:
        >>> import numpy as np
        >>> from partner_success.calendars import WorkingCalendar, WorkingDays
        >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> opened = np.array(["2026-05-08T15:00", "NaT"], dtype="datetime64[s]")
        >>> due = deadline(office, opened, WorkingDays(1))
        >>> due.astype("datetime64[m]")
        array(['2026-05-11T15:00',              'NaT'], dtype='datetime64[m]')

    Rule: SLA-05, SLA-11.
    """
    import_numpy()
    import numpy as np

    first = read_instants(starts, "starts")
    work = read_durations(calendar, durations)
    if work.timed and not first.timed and (work.values == NOTHING).any():
        raise InvalidValueError(
            "a duration is NaT, and starts are numbers, among which there is no such"
            " thing; give starts as datetime64, or leave these rows out"
        )
    shape = shared_shape(first, work, "starts and durations")
    due = np.empty(shape, dtype=np.int64)
    _Asked(calendar, Tables.deadline, (first,), work).answer(due)
    return due.view("datetime64[us]") if first.timed else due


def is_open(calendar: Calendar, instants: Instants) -> NDArray[np.bool_]:
    """Tell for instants whether work is done, as `Calendar.is_open` does.

    Args:
        calendar: When work is done.
        instants: Instants, or one; at ``NaT`` nothing is open.

    Raises:
        InvalidValueError: The column is of another type, a `datetime` has no zone, or
            an instant lies outside the years 1 to 9999.
        MissingExtraError: The extra ``bulk`` is not installed.

    Examples:
        >>> from partner_success.calendars import WorkingCalendar
        >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> is_open(office, [0, 9 * 3_600_000_000, 17 * 3_600_000_000])
        array([False,  True, False])

    Rule: SLA-11.
    """
    import_numpy()
    import numpy as np

    column = read_instants(instants, "instants")
    found = np.empty(column.values.shape, dtype=np.bool_)
    _Asked(calendar, Tables.is_open, (column,)).answer(found)
    return found


class _Asked:
    """A question for whole columns, answered part by part.

    A part is tried as if nothing were missing in it, and as if the calendar knew of all
    that is needed. Where that does not hold, what is missing is left out, the calendar
    grows, and the others are asked again.

    Args:
        calendar: When work is done.
        ask: What writes the answers for a part, or says that it cannot.
        instants: Columns of instants.
        work: The column of working time, for deadlines.
    """

    def __init__(
        self,
        calendar: Calendar,
        ask: Ask,
        instants: tuple[Column, ...],
        work: Column | None = None,
    ) -> None:
        self._calendar = calendar
        self._ask = ask
        self._instants = instants
        self._columns = instants if work is None else (*instants, work)
        self._tables: Tables | None = None
        self._room: Room | None = None

    def answer(self, answers: NDArray[Any]) -> None:
        """Write an answer for each row."""
        # A new array is in one piece, so that this is a view of it.
        flat = answers.reshape(-1)
        rows = [column.spread(flat.size) for column in self._columns]
        for start in range(0, flat.size, _PART):
            part = slice(start, start + _PART)
            columns, out = [row[part] for row in rows], flat[part]
            if not self._answer_quickly(columns, out):
                self._answer_carefully(columns, out)

    def _answer_quickly(self, columns: Sequence[Whole], out: NDArray[Any]) -> bool:
        if self._tables is None:
            return False
        size = len(self._instants) * len(out)
        if self._room is None or len(self._room.values) != size:
            self._room = self._tables.room(size)
        return self._ask(self._tables, columns, out, self._room)

    def _answer_carefully(self, columns: Sequence[Whole], out: NDArray[Any]) -> None:
        missing = self._missing(columns)
        if missing is None:
            self._answer_known(columns, out)
        elif missing.all():
            out.fill(_nothing(out))
        else:
            rows = [_filled(row, missing) for row in columns]
            self._answer_known(rows, out)
            out[missing] = _nothing(out)

    def _missing(self, columns: Sequence[Whole]) -> NDArray[np.bool_] | None:
        """Tell which rows cannot be answered; None where all can."""
        missing: NDArray[np.bool_] | None = None
        for column, row in zip(self._columns, columns, strict=True):
            if column.timed:
                nothing = row == NOTHING
                missing = nothing if missing is None else missing | nothing
        return missing if missing is not None and missing.any() else None

    def _answer_known(self, columns: Sequence[Whole], out: NDArray[Any]) -> None:
        """Answer rows in which nothing is missing, however far away they are."""
        instants = columns[: len(self._instants)]
        while True:
            tables = self._covering(instants)
            room = tables.room(len(instants) * len(out))
            for each in (tables, tables.halving):
                if self._ask(each, columns, out, room):
                    return
            self._reach(tables, *columns)

    def _covering(self, instants: Sequence[Whole]) -> Tables:
        """Give tables that hold all these instants."""
        low, high = _extent(instants)
        if self._tables is not None and not self._tables.covers(low, high):
            # Once for all rows, and not for each part a little.
            low, high = _extent([column.known for column in self._instants])
        index = self._calendar.index_covering(low, high)
        if index.tables is None:
            index.tables = Tables(
                (index.low, index.high),
                (index.starts, index.ends, index.works, index.shifts),
            )
        if self._tables is not index.tables:
            self._tables, self._room = index.tables, None
        return index.tables

    def _reach(self, tables: Tables, starts: Whole, work: Whole) -> None:
        """Let the calendar grow up to the farthest deadlines.

        Raises:
            NoSuchTimeError: There is not so much working time.
        """
        import numpy as np

        due = np.empty_like(starts)
        tables.halving.work_before(starts, due, tables.room(len(due)))
        due += work.clip(-_FARTHEST, _FARTHEST)
        for place in (due.argmin(), due.argmax()):
            self._calendar.deadline_microseconds(int(starts[place]), int(work[place]))


def _nothing(out: NDArray[Any]) -> int:
    # Where nothing is known, nothing is open.
    return NOTHING if out.dtype.kind == "i" else 0


def _filled(row: Whole, missing: NDArray[np.bool_]) -> Whole:
    """Put a value that is known in the place of those that are missing."""
    import numpy as np

    return np.where(missing, row[missing.argmin()], row)


def _extent(columns: Sequence[Whole]) -> tuple[int, int]:
    filled = [column for column in columns if column.size]
    low = min(int(column.min()) for column in filled)
    return low, max(int(column.max()) for column in filled)
