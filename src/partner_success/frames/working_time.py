"""Columns of working time and of deadlines, added to dataframes of any library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from partner_success.calendars import Calendar, WorkingDays, bulk
from partner_success.core.extras import NeedsExtra
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.frames.working_time_lookup import deadline_between, elapsed_between

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    from narwhals.typing import IntoFrameT
    from numpy.typing import NDArray

__all__ = ["add_deadline", "add_elapsed"]


def add_elapsed(  # noqa: PLR0913 - the columns it reads and writes
    frame: IntoFrameT,
    calendar: Calendar,
    *,
    start: str,
    end: str,
    into: str,
    utc: bool = False,
    between: tuple[date, date] | None = None,
) -> IntoFrameT:
    """Add a column with the working time between two columns of instants.

    Instants are datetimes with a zone, or whole microseconds since 1970 in UTC; what is
    finer than a microsecond is rounded down to one. Where one is missing, the working
    time is missing too.

    With `between`, any library does it, lazily where the frame is lazy: the open time
    of these days is joined as a small table. The working time is then in whole
    microseconds everywhere, and a further column, such as ``worked_status``, says
    ``"told"``, ``"not known"`` where an instant is missing, or ``"out of range"`` where
    one lies outside these days, so that nothing is told. Rows keep their order in
    Polars, pandas, PyArrow and Dask; DuckDB and PySpark promise none.

    Args:
        frame: A dataframe, which stays as it is: in memory, of pandas, Polars or
            PyArrow; with `between`, a lazy one or one of DuckDB, Dask or PySpark too.
        calendar: When work is done.
        start: The column with the starts.
        end: The column with the ends; where they lie before starts, time is negative.
        into: The name of the new column.
        utc: Whether datetimes without a zone are in UTC; else they are refused.
        between: The first and the last day (closed, in UTC) that instants can lie in,
            within the years 1700 to 2199 and at most 200 years.

    Returns:
        The frame with a column of durations in microseconds, or of whole microseconds
        where instants are numbers, and with `between`.

    Raises:
        InvalidDataError: With `between`, every column that is missing, of another type,
            without a zone, or in the way.
        InvalidUseError: The frame is no dataframe, or a lazy one without `between`.
        InvalidValueError: A column is of another type or without a zone, an instant
            lies outside the years 1 to 9999, or there is a column of the new name.
        MissingExtraError: The extra ``frames`` or ``bulk`` is not installed.
        UnknownNameError: There is no such column.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> from partner_success.calendars import WorkingCalendar
        >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> friday = datetime(2026, 5, 8, 15, tzinfo=UTC)
        >>> monday = datetime(2026, 5, 11, 10, tzinfo=UTC)
        >>> tickets = pl.DataFrame({"opened": [friday], "closed": [monday]})
        >>> worked = add_elapsed(
        ...     tickets, office, start="opened", end="closed", into="worked"
        ... )
        >>> str(worked["worked"][0])
        '3:00:00'

    Rule: SLA-11.
    """
    if between is not None:
        found: IntoFrameT = elapsed_between(
            frame, calendar, start=start, end=end, into=into, utc=utc, between=between
        )
        return found
    table = _table(frame, into)
    columns = [find_column(table, name) for name in (start, end)]
    instants = [read_instants(column, utc=utc) for column in columns]
    worked = bulk.elapsed(calendar, *instants)
    return cast("IntoFrameT", _with(table, into, worked, columns).to_native())


def add_deadline(  # noqa: PLR0913 - the columns it reads and writes
    frame: IntoFrameT,
    calendar: Calendar,
    *,
    start: str,
    duration: str | timedelta | WorkingDays,
    into: str,
    utc: bool = False,
    between: tuple[date, date] | None = None,
) -> IntoFrameT:
    """Add a column with the instants by which so much work is done.

    With `between`, any library does it, lazily where the frame is lazy, and a further
    column, such as ``due_status``, says ``"told"``, ``"not known"`` where a start or a
    duration is missing, or ``"out of range"`` where a start or a deadline lies outside
    these days, so that nothing is told; see `add_elapsed`.

    Args:
        frame: A dataframe, which stays as it is: in memory, of pandas, Polars or
            PyArrow; with `between`, a lazy one or one of DuckDB, Dask or PySpark too.
        calendar: When work is done.
        start: The column with the starts, as in `add_elapsed`.
        duration: The column with the working time, as durations or whole microseconds
            (in DuckDB and PySpark microseconds alone), or one duration for all.
            Negative ones go backwards.
        into: The name of the new column.
        utc: Whether datetimes without a zone are in UTC; else they are refused.
        between: The first and the last day that starts and deadlines can lie in, as in
            `add_elapsed`.

    Returns:
        The frame with a column of the type of the starts: in their zone, and in their
        unit of time, with `between` in microseconds. DuckDB and PySpark show instants
        in the zone of their session. Where a start or a duration is missing, the
        deadline is missing.

    Raises:
        InvalidDataError: With `between`, every column that is missing, of another type,
            without a zone, or in the way.
        InvalidUseError: The frame is no dataframe, or a lazy one without `between`.
        InvalidValueError: A column is of another type or without a zone, an instant
            lies outside the years 1 to 9999, a deadline cannot be told in the unit of
            the starts, or there is a column of the new name.
        MissingExtraError: The extra ``frames`` or ``bulk`` is not installed.
        NoSuchTimeError: There is not so much working time.
        UnknownNameError: There is no such column.

    Examples:
        >>> from datetime import UTC, datetime, timedelta
        >>> import polars as pl
        >>> from partner_success.calendars import WorkingCalendar
        >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> tickets = pl.DataFrame({"opened": [datetime(2026, 5, 8, 15, tzinfo=UTC)]})
        >>> due = add_deadline(
        ...     tickets, office, start="opened", duration=timedelta(hours=4), into="due"
        ... )
        >>> due["due"][0].isoformat()
        '2026-05-11T11:00:00+00:00'

    Rule: SLA-11.
    """
    if between is not None:
        found: IntoFrameT = deadline_between(
            frame,
            calendar,
            start=start,
            duration=duration,
            into=into,
            utc=utc,
            between=between,
        )
        return found
    table = _table(frame, into)
    columns = [find_column(table, start)]
    instants = read_instants(columns[0], utc=utc)
    work: Any = duration
    if isinstance(duration, str):
        columns.append(find_column(table, duration))
        work = _durations(columns[1], columns[0])
    due = bulk.deadline(calendar, instants, work)
    made = _with(table, into, _in_unit_of(columns[0], due), columns)
    return cast("IntoFrameT", made.to_native())


def _table(frame: object, into: str) -> nw.DataFrame[Any]:
    with NeedsExtra(extra="frames", module="narwhals", purpose="reading dataframes"):
        import narwhals as nw

    try:
        table: nw.DataFrame[Any] = nw.from_native(cast(Any, frame), eager_only=True)
    except TypeError as error:
        raise InvalidUseError(
            "working time is added to a dataframe in memory, not to"
            f" {type(frame).__module__}.{type(frame).__qualname__}; for a lazy frame"
            " say between which days it lies, as between=(first day, last day), or"
            " collect it first"
        ) from error
    if into in table.columns:
        raise InvalidValueError(
            f"the frame has a column {shown(into)} already; name another for the result"
        )
    return table


def find_column(table: nw.DataFrame[Any], name: str) -> nw.Series[Any]:
    """Give a column.

    Raises:
        UnknownNameError: There is no such column.
    """
    if name not in table.columns:
        raise UnknownNameError("column", name, table.columns)
    return table[name]


def read_instants(column: nw.Series[Any], *, utc: bool) -> NDArray[Any]:
    """Give a column of instants as ``datetime64``, and what is missing as ``NaT``.

    Args:
        column: Datetimes with a zone, or whole microseconds since 1970 in UTC.
        utc: Whether datetimes without a zone are in UTC.

    Raises:
        InvalidValueError: The column is of another type, or has no zone.
    """
    import narwhals as nw

    kind = column.dtype
    if kind.is_integer():
        return _microseconds(column).view("datetime64[us]")
    if not isinstance(kind, nw.Datetime):
        raise InvalidValueError(
            f"the column {shown(column.name)} has to hold datetimes with a zone, or"
            f" whole microseconds since 1970 in UTC; found {kind}"
        )
    if kind.time_zone is None and not utc:
        raise InvalidValueError(
            f"the column {shown(column.name)} has no time zone; say utc=True where its"
            " times are in UTC, else tell in which zone they are"
        )
    return column.to_numpy()


def _durations(column: nw.Series[Any], starts: nw.Series[Any]) -> NDArray[Any]:
    import narwhals as nw

    kind = column.dtype
    if kind.is_integer():
        return _microseconds(column).view("timedelta64[us]")
    if not isinstance(kind, nw.Duration):
        raise InvalidValueError(
            f"the column {shown(column.name)} has to hold durations or whole"
            f" microseconds of working time; found {kind}"
        )
    if starts.dtype.is_integer() and column.null_count():
        raise InvalidValueError(
            f"in the column {shown(column.name)} durations are missing, which a column"
            " of numbers cannot tell; make it one of whole microseconds too"
        )
    return column.to_numpy()


def _microseconds(column: nw.Series[Any]) -> NDArray[np.int64]:
    """Give whole numbers as an array of its own, and what is missing as 'no time'."""
    import numpy as np

    found = np.array(column.fill_null(0).to_numpy(), dtype=np.int64)
    found[column.is_null().to_numpy()] = np.iinfo(np.int64).min
    return found


def _in_unit_of(starts: nw.Series[Any], due: NDArray[Any]) -> NDArray[Any]:
    """Give deadlines in the unit of the starts, or refuse what it cannot tell."""
    import narwhals as nw
    import numpy as np

    kind = starts.dtype
    if not isinstance(kind, nw.Datetime):
        return due
    found = due.astype(f"datetime64[{kind.time_unit}]")
    differing = (found.astype(due.dtype) != due) & ~np.isnat(due)
    if differing.any():
        raise InvalidValueError(
            f"a deadline such as {due[differing][0]} cannot be told in the unit"
            f" {kind.time_unit!r} of the column {shown(starts.name)}; cast that to"
            " microseconds first"
        )
    return found


def _with(
    table: nw.DataFrame[Any],
    into: str,
    values: NDArray[Any],
    columns: Sequence[nw.Series[Any]],
) -> nw.DataFrame[Any]:
    """Add a column of the kind of the first of those that it was computed from."""
    import narwhals as nw
    import numpy as np

    kind, backend = columns[0].dtype, table.implementation
    if isinstance(kind, nw.Datetime):
        added = nw.Series.from_numpy(into, values, backend=backend)
        if values.dtype.kind == "M" and kind.time_zone is not None:
            utc = added.dt.replace_time_zone("UTC")
            added = utc.dt.convert_time_zone(kind.time_zone)
        return table.with_columns(added)
    added = nw.Series.from_numpy(into, values.view(np.int64), backend=backend)
    filled = table.with_columns(added)
    # A sum is missing where a part is, and stays whole where an array with gaps cannot.
    total = nw.col(into)
    for column in columns:
        if column.dtype.is_integer():
            total += nw.col(column.name).cast(nw.Int64) * 0
    return filled.with_columns(total.alias(into))
