"""From a dataframe of events to columns that can be judged, every fault named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.calendars.arrays import NOTHING
from partner_success.calendars.arrays import read_instants as read_column
from partner_success.core.extras import NeedsExtra
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    PartnerSuccessError,
    Problem,
    near_misses,
)
from partner_success.frames.building import problem
from partner_success.frames.factors import as_names, factorize, quick_codes
from partner_success.frames.working_time import find_column, read_instants
from partner_success.interop.faults import shorten
from partner_success.sla.bulk import (
    FIRST_INSTANT,
    KIND_CODES,
    LAST_INSTANT,
    SEVERITIES,
    EventColumns,
)

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    from numpy.typing import NDArray

    Bits: TypeAlias = NDArray[np.int8]
    Codes: TypeAlias = NDArray[np.int32]
    Whole: TypeAlias = NDArray[np.int64]
    Truths: TypeAlias = NDArray[np.bool_]

    from partner_success.frames.facts import Frame

_MOST: Final = 20
"""How many faults are told one by one."""

_OPENED, _PAUSED, _SEVERITY_CHANGED, _CALENDAR_CHANGED = map(
    KIND_CODES.index, ("opened", "paused", "severity_changed", "calendar_changed")
)


@attrs.frozen(kw_only=True, eq=False)
class EventTable:
    """A dataframe of events that was read.

    Attributes:
        events: What happened.
        tickets: The tickets in the order in which they first appear.
    """

    events: EventColumns
    tickets: nw.Series[Any]


@attrs.frozen(kw_only=True, eq=False)
class _Names:
    """A column of names, or as much of it as is needed.

    Attributes:
        places: For each row of the frame the place of its text; -1 where none is asked.
        texts: Each text once; ``None`` for the lack of one.
        rows: The first row of each.
    """

    places: Codes
    texts: tuple[str | None, ...]
    rows: Whole


def read_events(frame: Any, *, utc: bool) -> EventTable:
    """Read a dataframe of events; see `judge_events`.

    Raises:
        InvalidDataError: Something is missing or unknown in it.
        InvalidUseError: It is no dataframe.
        InvalidValueError: A column is of another type, or has no zone.
        MissingExtraError: An extra is not installed.
        UnknownNameError: A column is missing.
    """
    return _Reading(_table(frame)).read(utc=utc)


def _table(frame: Any) -> nw.DataFrame[Any]:
    with NeedsExtra(extra="bulk", module="numpy", purpose="judging dataframes"):
        import numpy as np

        del np
    with NeedsExtra(extra="frames", module="narwhals", purpose="judging dataframes"):
        import narwhals as nw

    try:
        table: Frame = nw.from_native(frame)
    except TypeError as error:
        raise InvalidUseError(
            "events are read from a dataframe, such as one of Polars, pandas or"
            f" PyArrow, not from {type(frame).__module__}.{type(frame).__qualname__}"
        ) from error
    if isinstance(table, nw.LazyFrame):
        raise InvalidUseError(
            "events are replayed in memory, one after the other, and"
            f" {type(frame).__module__}.{type(frame).__qualname__} is lazy; collect it"
            " first, or judge_tickets where a ticket is a row"
        )
    return table


class _Reading:
    """A dataframe while it is read, and the faults that were found in it."""

    def __init__(self, table: nw.DataFrame[Any]) -> None:
        self._table = table
        self._faults: list[Problem] = []

    def read(self, *, utc: bool) -> EventTable:
        """Read all that is needed, or refuse the frame with every fault."""
        import numpy as np

        tickets = as_names(find_column(self._table, "ticket"), whole=True)
        owners = factorize(tickets)
        self._require("ticket", np.flatnonzero(owners.codes < 0))
        times = self._times(utc=utc)
        kinds = self._kinds()
        graded = (kinds == _OPENED) | (kinds == _SEVERITY_CHANGED)
        severity = self._names("severity", np.flatnonzero(graded))
        severities = self._known(severity, "severity", SEVERITIES)
        pauses = self._names("reason", np.flatnonzero(kinds == _PAUSED))
        reasons = self._reasons(pauses)
        changes = self._names("calendar", np.flatnonzero(kinds == _CALENDAR_CHANGED))
        calendars = self._calendars(changes)
        self._refuse()
        events = EventColumns(
            tickets=owners.codes,
            times=times,
            kinds=kinds,
            severities=severities,
            reasons=pauses.places,
            reason_names=reasons,
            calendars=changes.places,
            new_calendars=calendars,
        )
        return EventTable(events=events, tickets=tickets[owners.first])

    def _times(self, *, utc: bool) -> Whole:
        import numpy as np

        column = find_column(self._table, "time")
        times = read_column(read_instants(column, utc=utc), "the column 'time'").values
        is_missing = times == NOTHING
        self._require("time", np.flatnonzero(is_missing))
        inside = (times >= FIRST_INSTANT) & (times <= LAST_INSTANT)
        beyond = np.flatnonzero(~(inside | is_missing))
        if beyond.size:
            message = "lies outside the years 1 to 9999; check its unit"
            given = str(times[beyond[0]])
            self._fault("out-of-range", f"{given} {message}", "time", int(beyond[0]))
        return times

    def _kinds(self) -> NDArray[Any]:
        quick = quick_codes(as_names(find_column(self._table, "kind")), KIND_CODES)
        if quick is not None:
            return quick
        return self._known(self._names("kind"), "kind", KIND_CODES)

    def _names(self, name: str, rows: Whole | None = None) -> _Names:
        """Read a column of names, or those rows of it that are needed."""
        import numpy as np

        places = np.full(len(self._table), -1, np.int32)
        if rows is not None and not rows.size:
            return _Names(places=places, texts=(), rows=rows)
        column = as_names(find_column(self._table, name))
        if rows is None:
            rows = np.arange(len(places))
        else:
            column = column[rows]
        factors = factorize(column)
        self._require(name, rows[factors.codes < 0])
        places[rows] = factors.codes
        texts = [
            text if isinstance(text, str) else None
            for text in column[factors.first].to_list()
        ]
        return _Names(places=places, texts=tuple(texts), rows=rows[factors.first])

    def _known(self, names: _Names, kind: str, known: Sequence[str]) -> Bits:
        """Give the place of each name among those that are known."""
        import numpy as np

        found: dict[str | None, int] = {name: place for place, name in enumerate(known)}
        for text, row in zip(names.texts, names.rows.tolist(), strict=True):
            if text is not None and text not in found:
                near = near_misses(text, known)
                hint = (
                    f"; did you mean {near[0]!r}?"
                    if near
                    else f"; known are {', '.join(known)}"
                )
                message = f"no {kind} is called {shorten(text)}{hint}"
                self._fault("unknown-name", message, kind, row, given=shorten(text))
        # The last one is for rows without a name, whose place is -1.
        codes = np.array([*(found.get(text, -1) for text in names.texts), -1], np.int8)
        return codes[names.places]

    def _reasons(self, names: _Names) -> list[str]:
        """Give the reasons for pauses, which cannot be blank."""
        for text, row in zip(names.texts, names.rows.tolist(), strict=True):
            if text is not None and not text.strip():
                message = "is blank; say for whom or what a pause waits"
                self._fault("blank", message, "reason", row, given=shorten(text))
        return [text or "" for text in names.texts]

    def _calendars(self, changes: _Names) -> list[Calendar]:
        found: list[Calendar] = []
        for text, row in zip(changes.texts, changes.rows.tolist(), strict=True):
            try:
                found.append(WorkingCalendar.parse(text or ""))
            except PartnerSuccessError as error:
                given = shorten(text)
                self._fault("no-calendar", str(error), "calendar", row, given=given)
        return found

    def _require(self, name: str, missing: Whole) -> None:
        if missing.size:
            rows = "1 row" if missing.size == 1 else f"{missing.size:,} rows"
            message = f"is missing in {rows} where it is needed, this one first"
            self._fault("missing", message, name, int(missing[0]))

    def _fault(
        self, code: str, message: str, name: str, row: int, *, given: str | None = None
    ) -> None:
        path = f"[{row}].{name}"
        self._faults.append(problem(code, message, path=path, given=given))

    def _refuse(self) -> None:
        """Refuse the frame if anything is wrong in it.

        Raises:
            InvalidDataError: Something is; each fault is told with the first row,
                counted from 0, in which it was found.
        """
        told = self._faults[:_MOST]
        if more := len(self._faults) - len(told):
            told.append(problem("more", f"there are {more:,} more such faults"))
        if told:
            raise InvalidDataError("the frame of events", told)
