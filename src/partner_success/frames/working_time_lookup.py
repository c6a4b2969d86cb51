"""Working time on every engine, lazily, within a stretch of days that is named.

A row a row: what lies outside the stretch is told by a status, and never counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from partner_success.calendars import Calendar, WorkingDays
from partner_success.calendars.pieces import read_stretch, work_tables
from partner_success.errors import InvalidDataError
from partner_success.frames.building import problem
from partner_success.frames.facts import as_frame
from partner_success.frames.lookup_frame import LookupFrame, whole
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["by_partitions", "deadline_between", "elapsed_between", "require_instants"]

_WITHOUT_LENGTHS: Final = frozenset({"DUCKDB", "PYSPARK"})

_MOST: Final = 2**53
"""More microseconds than any stretch has, and exact in floats."""


def elapsed_between(  # noqa: PLR0913 - the columns it reads and writes
    frame: Any,
    calendar: Calendar,
    *,
    start: str,
    end: str,
    into: str,
    utc: bool,
    between: object,
) -> Any:
    """Add the working time between two columns, and its status; see `add_elapsed`.

    Raises:
        InvalidDataError: With every column that is missing, of another type, or in the
            way of a new one.
        InvalidUseError: The frame is no dataframe.
        InvalidValueError: The stretch is none.

    Rule: FRM-01, SLA-11.
    """
    stretch = read_stretch(between)
    purpose = "working time"
    needs = {start: "the starts", end: "the ends"}
    rule = RuleFrame(frame, purpose)
    require_instants(rule, needs, purpose, utc=utc, new=[into, f"{into}_status"])
    tables = work_tables(calendar, stretch)

    def add(part: Any) -> Any:
        import narwhals as nw

        found = LookupFrame(part, purpose, stretch)
        instants = found.read_instants(dict.fromkeys([start, end]))
        begun, done = (
            found.work_before(tables, instants[name].place) for name in (start, end)
        )
        first, last = instants[start], instants[end]
        told = found.add(
            nw.when(~nw.col(first.known) | ~nw.col(last.known))
            .then(nw.lit("not known"))
            .when(~found.is_inside(first) | ~found.is_inside(last))
            .then(nw.lit("out of range"))
            .otherwise(nw.lit("told"))
        )
        worked = found.add((nw.col(done) - nw.col(begun)).cast(nw.Int64))
        is_told = nw.col(told) == "told"
        return found.give(
            {
                into: nw.when(is_told).then(nw.col(worked)),
                f"{into}_status": nw.col(told),
            },
            numbers=[into],
        )

    return by_partitions(frame, add)


def deadline_between(  # noqa: PLR0913 - the columns it reads and writes
    frame: Any,
    calendar: Calendar,
    *,
    start: str,
    duration: str | timedelta | WorkingDays,
    into: str,
    utc: bool,
    between: object,
) -> Any:
    """Add the instants by which so much work is done; see `add_deadline`.

    Raises:
        InvalidDataError: With every column that is missing, of another type, or in the
            way of a new one.
        InvalidUseError: The frame is no dataframe.
        InvalidValueError: The stretch is none, or the calendar does not say how long a
            working day is.

    Rule: FRM-01, SLA-11.
    """
    stretch = read_stretch(between)
    purpose = "deadlines"
    rule = RuleFrame(frame, purpose)
    new = [into, f"{into}_status"]
    _require_durations(rule, frame, duration)
    require_instants(rule, {start: "the starts"}, purpose, utc=utc, new=new)
    tables = work_tables(calendar, stretch)
    kind = rule.schema[start]
    # Where one is for all, it is the same for every partition.
    for_all = (
        None
        if isinstance(duration, str)
        else max(-_MOST, min(_MOST, calendar.work_microseconds(duration)))
    )

    def add(part: Any) -> Any:
        import narwhals as nw

        found = LookupFrame(part, purpose, stretch)
        first = found.read_instants([start])[start]
        work, has_work = _durations(found, duration, for_all)
        has_start = nw.col(first.known)
        is_known = found.add(has_start if has_work is None else has_start & has_work)
        given = found.add((nw.col(first.place) * 0 + work).cast(nw.Int64))
        found.add_named({given: _clamped(nw.col(given)).cast(nw.Int64)})
        before = found.work_before(tables, first.place)
        target = found.add((nw.col(before) + nw.col(given)).cast(nw.Int64))
        ahead = found.instant_after(tables, target, given)
        at_once = nw.col(given) == 0
        place = found.add(
            nw.when(at_once)
            .then(nw.col(first.place))
            .otherwise(nw.col(ahead))
            .cast(nw.Int64)
        )
        status = found.add(
            nw.when(~nw.col(is_known))
            .then(nw.lit("not known"))
            .when(~found.is_inside(first) | (nw.col(place) < 0))
            .then(nw.lit("out of range"))
            .otherwise(nw.lit("told"))
        )
        due = found.add((nw.col(place) + stretch.low).cast(nw.Int64))
        if isinstance(kind, nw.Datetime):
            found.as_instants([due], kind.time_zone)
        is_told = nw.col(status) == "told"
        numbers = [] if isinstance(kind, nw.Datetime) else [into]
        return found.give(
            {
                into: nw.when(is_told).then(nw.col(due)),
                f"{into}_status": nw.col(status),
            },
            numbers=numbers,
        )

    return by_partitions(frame, add)


def by_partitions(frame: Any, work: Callable[[Any], Any]) -> Any:
    """Do work on a frame; on one of Dask, on each of its parts, which are of pandas."""
    import narwhals as nw

    if not nw.dependencies.is_dask_dataframe(frame):
        return work(frame)
    parts: Any = frame
    return parts.map_partitions(work, meta=work(parts._meta))  # noqa: SLF001 - so Dask asks for it


def require_instants(  # noqa: PLR0913 - all that is known before work starts
    rule: RuleFrame,
    needs: Mapping[str, str],
    purpose: str,
    *,
    utc: bool,
    new: Iterable[str] = (),
    others: Mapping[str, ColumnNeed] | None = None,
    optional: Iterable[str] = (),
) -> None:
    """Make sure that columns of instants are there, and have a zone.

    Args:
        rule: The frame.
        needs: By the name of each column what it is for.
        purpose: What the frame is needed for.
        utc: Whether datetimes without a zone are in UTC.
        new: The columns that will be added.
        others: Further columns that are needed.
        optional: Those that may be absent.

    Raises:
        InvalidDataError: With every column that is missing, of another type, or in the
            way of a new one.

    Rule: FRM-02, SLA-10.
    """
    import narwhals as nw

    bare = [
        name
        for name in needs
        if isinstance(kind := rule.schema.get(name), nw.Datetime)
        and kind.time_zone is None
    ]
    may_lack = set(optional)
    asked = {
        name: ColumnNeed("instant", what, optional=name in may_lack)
        for name, what in needs.items()
        if name not in bare
    }
    rule.require({**asked, **(others or {})}, new=new)
    if bare and not utc:
        faults = [
            problem(
                "no-zone",
                "has no time zone; say utc=True where its times are in UTC, else tell"
                " in which zone they are",
                path=name,
                given=str(rule.schema[name]),
            )
            for name in bare
        ]
        raise InvalidDataError(f"the dataframe for {purpose}", faults)


def _require_durations(rule: RuleFrame, frame: object, duration: object) -> None:
    import narwhals as nw

    if not isinstance(duration, str):
        return
    if not isinstance(rule.schema.get(duration), nw.Duration):
        rule.require({duration: ColumnNeed("whole", "the working time")})
    elif as_frame(frame, "deadlines").implementation.name in _WITHOUT_LENGTHS:
        message = (
            "holds intervals of a database, whose months and days have no length of"
            " their own; make it whole microseconds, such as by epoch_us in DuckDB"
        )
        fault = problem("wrong-type", message, path=duration, given="an interval")
        raise InvalidDataError("the dataframe for deadlines", [fault])


def _durations(
    found: LookupFrame, duration: object, for_all: int | None
) -> tuple[nw.Expr, nw.Expr | None]:
    """Give the working time, and where it is known; ``None`` where it is everywhere."""
    import narwhals as nw

    if not isinstance(duration, str):
        return nw.lit(for_all), None
    given = nw.col(duration)
    kind = found.frame.collect_schema()[duration]
    known = ~given.is_null()
    if not isinstance(kind, nw.Duration):
        return whole(given.cast(nw.Int64)), known
    if kind.time_unit != "ns":
        return whole(given.dt.total_microseconds()), known
    if found.frame.implementation.is_pandas_like():
        # Else pandas would count in floats, which end at 104 days of nanoseconds.
        given = given.fill_null(timedelta(0))
    # What is finer than a microsecond is rounded down, also below 0.
    return (whole(given.dt.total_nanoseconds()) // 1_000).cast(nw.Int64), known


def _clamped(work: nw.Expr) -> nw.Expr:
    import narwhals as nw

    found = nw.when(work > _MOST).then(nw.lit(_MOST))
    return found.when(work < -_MOST).then(nw.lit(-_MOST)).otherwise(work)
