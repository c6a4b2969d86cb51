"""From a log of states to stretches of time in one state, on engines with windows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidUseError
from partner_success.frames.collecting import in_memory
from partner_success.frames.facts import as_frame
from partner_success.frames.reports.fact_rows import (
    NOTHING,
    READ,
    FactNeed,
    read_facts,
)
from partner_success.frames.rule_frame import RuleFrame

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrameT

__all__ = ["state_spells"]

_PURPOSE: Final = "telling time in states"
_NUMBERS: Final = ("start", "end", "duration")
_WHO: Final = ("case", "state")
_OVER: Final = ["is_read", "case"]
_IN_TURN: Final = ["time", "place", "state"]


def state_spells(  # noqa: PLR0913 - the columns of a log, and when it ends
    frame: IntoFrameT,
    *,
    case: str = "case",
    state: str = "state",
    time: str = "time",
    order: str | None = None,
    until: datetime | None = None,
    final: Collection[str] = (),
    utc: bool = False,
) -> IntoFrameT:
    """Say from when until when each case was in each state, on engines with windows.

    It is what `partner_success.analytics.durations.spells` says of records. A row of a
    dataframe has no place among the others, so that two states which a case enters at
    one instant need a number that says which came first.

    Args:
        frame: A dataframe of Polars, lazy or not, DuckDB, pandas or PySpark, with a row
            for each state that a case entered; it stays as it is, and a lazy one is not
            computed.
        case: The column with the ids of cases, texts or whole numbers.
        state: The column with the states that they entered.
        time: The column with the instants: datetimes with a zone, or whole microseconds
            since 1970 in UTC.
        order: A column of whole numbers from 0 up in the order of events at one
            instant.
        until: The end of the log, as in `spells`; left out, its last event.
        final: States in which a case is over, as in `spells`.
        utc: Whether datetimes without a zone are in UTC; else they are refused.

    Returns:
        A frame of the same kind with a row for each spell: ``case``, ``state``;
        ``start``, ``end`` and ``duration`` in whole microseconds, the first two since
        1970 in UTC; ``ended``, whether it had ended; and ``status``, which is
        ``"judged"``. What could not be read has a row with another one, and nothing
        else: ``"incomplete"`` without case, state or time, ``"out of range"`` where a
        number counts nothing or an instant lies beyond the years 1685 to 2255,
        ``"same instant"`` where nothing tells the order of two states. `collect`
        refuses those.

    Raises:
        InvalidDataError: Columns are missing or hold something else; all are named.
        InvalidUseError: It is no dataframe, or one of a library that cannot look back
            over rows; or the final states are one text.
        InvalidValueError: The end of the log has no zone.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> log = pl.DataFrame({
        ...     "case": ["t-1", "t-1", "t-2"],
        ...     "state": ["new", "open", "new"],
        ...     "time": [0, 60_000_000, 90_000_000],
        ... })
        >>> found = state_spells(log).sort("start")
        >>> found.select("state", "duration", "ended").rows()
        [('new', 60000000, True), ('open', 30000000, False), ('new', 0, False)]

    Rule: ANL-05, FRM-01, FRM-02.
    """
    if isinstance(final, str):
        raise InvalidUseError(
            f"final= names several states, and {final!r} is one text; write [{final!r}]"
        )
    end = None if until is None else microseconds(require_aware(until, "until"))
    RuleFrame(frame, _PURPOSE).require_windows("The rule of time in states")
    needs = {
        "case": FactNeed("id", "the case", required=True, column=case),
        "state": FactNeed("text", "the state it enters", required=True, column=state),
        "time": FactNeed("instant", "when it enters it", required=True, column=time),
    }
    if order is not None:
        purpose = "the order of events at one instant"
        needs["place"] = FactNeed("whole", purpose, required=True, column=order)
    table = read_facts(frame, _PURPOSE, needs, utc=utc)
    found = _told(_spells(_entered(table, end)), list(final))
    return cast("IntoFrameT", _as_given(frame, found))


def _entered(table: Any, until: int | None) -> Any:
    """Leave out what repeats, or happened after the end; mark what has no order."""
    import narwhals as nw

    is_read = nw.when(nw.col("status") == READ).then(nw.lit(1)).otherwise(nw.lit(0))
    table = table.with_columns(is_read=is_read, one=nw.lit(1))
    if "place" not in table.collect_schema():
        table = table.with_columns(place=nw.lit(0))
    if until is not None:
        table = table.filter(nw.col("time") <= until)
    last = nw.col("time").max().over("one") if until is None else nw.lit(until)
    before = {
        f"{name}_before": nw.col(name).shift(1).over(*_OVER, order_by=_IN_TURN)
        for name in _IN_TURN
    }
    table = table.with_columns(last=last, **before)
    repeats = nw.col("state_before").fill_null("") == nw.col("state")
    at_once = (nw.col("time_before").fill_null(NOTHING) == nw.col("time")) & (
        nw.col("place_before").fill_null(NOTHING) == nw.col("place")
    )
    table = table.with_columns(repeats=repeats, at_once=at_once)
    read = nw.col("is_read") == 1
    clashes = read & nw.col("at_once")
    status = nw.when(clashes).then(nw.lit("same instant")).otherwise(nw.col("status"))
    return table.with_columns(status=status).filter(~(read & nw.col("repeats")))


def _spells(table: Any) -> Any:
    """Add when each state was left, and whether it was."""
    import narwhals as nw

    following = nw.col("time").shift(-1).over(*_OVER, order_by=_IN_TURN)
    table = table.with_columns(following=following.fill_null(NOTHING))
    ended = nw.col("following") > NOTHING
    end = nw.when(ended).then(nw.col("following")).otherwise(nw.col("last"))
    return table.with_columns(ended=ended, end=end)


def _told(table: Any, final: list[str]) -> Any:
    """Leave out the final states, and tell of the others what can be told."""
    import narwhals as nw

    judged = nw.col("status") == READ
    if final:
        is_final = nw.col("state").is_in(final)
        table = table.with_columns(is_final=is_final)
        table = table.filter(~(judged & nw.col("is_final")))
    told: dict[str, nw.Expr] = {
        "start": nw.col("time"),
        "end": nw.col("end"),
        "duration": nw.col("end") - nw.col("time"),
        "ended": nw.col("ended"),
    }
    status = nw.when(judged).then(nw.lit("judged")).otherwise(nw.col("status"))
    shown = {name: nw.when(judged).then(each) for name, each in told.items()}
    named = [nw.when(nw.col(name) > "").then(nw.col(name)).alias(name) for name in _WHO]
    return table.select(*named, **shown, status=status)


def _as_given(frame: object, table: Any) -> Any:
    """Give it in memory where the frame was, and whole numbers of pandas as such."""
    import narwhals as nw

    if isinstance(as_frame(frame, _PURPOSE), nw.LazyFrame):
        return table.to_native()
    native = in_memory(table).to_native()
    if not table.implementation.is_pandas_like():
        return native
    return native.astype({**dict.fromkeys(_NUMBERS, "Int64"), "ended": "boolean"})
