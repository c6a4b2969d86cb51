"""Dataframes of events, judged ticket by ticket as their clocks would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from partner_success.calendars import Calendar
from partner_success.frames.event_columns import EventTable, read_events
from partner_success.sla import SlaPolicy
from partner_success.sla.bulk import (
    KIND_CODES,
    NOTHING,
    PHASES,
    SEVERITIES,
    STATE_CODES,
    Judgements,
    TargetColumns,
    judge,
)

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    from narwhals.typing import IntoDataFrame
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["judge_events", "refused_events"]


def judge_events(  # noqa: PLR0913 - what replaying and asking a clock need
    frame: IntoDataFrame,
    policy: SlaPolicy,
    *,
    calendar: Calendar | None = None,
    at: datetime,
    reorder: bool = False,
    utc: bool = False,
) -> Any:
    """Judge the tickets of a dataframe of events, each as its own clock would.

    These columns are read, and others left alone:

    - ``ticket``, texts or whole numbers; rows of one ticket stand in the order in which
      its events are tried, and may be mixed with those of others;
    - ``time``, datetimes with a zone, or whole microseconds since 1970 in UTC;
    - ``kind``, such as ``"opened"``: one of `EventKind`;
    - ``severity``, needed for ``"opened"`` and ``"severity_changed"``;
    - ``reason``, needed for ``"paused"``;
    - ``calendar``, needed for ``"calendar_changed"``: the text of a calendar.

    An event that cannot follow is refused and changes nothing, as in
    `SlaPolicy.replay`; `refused_events` tells which. What happened after the instant
    has not happened yet, and of a ticket that is not open by then nothing is told but
    its counts of events.

    Args:
        frame: A dataframe in memory, of pandas, Polars or PyArrow, which stays as it
            is. A lazy one is refused: collect it, or use `judge_tickets`.
        policy: What is promised.
        calendar: The working time at the openings; can be left out where the policy
            counts none.
        at: The instant, with its zone.
        reorder: Whether to sort the events of each ticket by time first.
        utc: Whether datetimes without a zone are in UTC; else they are refused.

    Returns:
        A dataframe of the same library, a row for each ticket in the order in which
        they first appear: ``ticket``, ``phase``, ``severity``, ``pause`` (the reason),
        ``accepted`` and ``refused`` (counts of all its events), and for each target of
        the policy what `TargetState` tells, such as ``first_response_state``,
        ``first_response_due`` (in UTC) and ``first_response_remaining``. Of responses
        after the first that are over, ``next_response_answers`` and
        ``next_response_late_answers`` tell the counts. Where there is nothing, a value
        is missing.

    Raises:
        InvalidDataError: A value is missing or unknown; each fault is told with the
            first row, counted from 0, in which it was found.
        InvalidUseError: The frame is no dataframe, or a lazy one.
        InvalidValueError: A column is of another type or without a zone, the instant
            has no zone, or the policy counts working time and the calendar is missing
            or does not say how long a day is.
        MissingExtraError: The extra ``frames`` or ``bulk`` is not installed.
        UnknownNameError: A column is missing.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> eight, nine, noon = (
        ...     datetime(2026, 5, 4, hour, tzinfo=UTC) for hour in (8, 9, 12)
        ... )
        >>> events = pl.DataFrame(
        ...     {
        ...         "ticket": ["INC1", "INC2", "INC1"],
        ...         "time": [eight, nine, nine],
        ...         "kind": ["opened", "opened", "responded"],
        ...         "severity": ["critical", "low", None],
        ...     }
        ... )
        >>> policy = ps.standard().sla["enterprise_support"]
        >>> found = judge_events(events, policy, at=noon)
        >>> found["ticket", "first_response_state"].rows()
        [('INC1', 'breached'), ('INC2', 'running')]

    Rule: SLA-11.
    """
    table = read_events(frame, utc=utc)
    found = judge(table.events, policy, calendar=calendar, at=at, reorder=reorder)
    return _Result(table).judged(found)


def refused_events(
    frame: IntoDataFrame,
    policy: SlaPolicy,
    *,
    calendar: Calendar | None = None,
    reorder: bool = False,
    utc: bool = False,
) -> Any:
    """List the events of a dataframe that cannot follow, and why.

    Args:
        frame: As in `judge_events`.
        policy: What is promised.
        calendar: The working time at the openings.
        reorder: Whether to sort the events of each ticket by time first.
        utc: Whether datetimes without a zone are in UTC; else they are refused.

    Returns:
        A dataframe of the same library, in the order of the rows: ``row``, counted from
        0, ``ticket``, ``kind``, and ``code``, such as ``"out-of-order"``. An event that
        is refused for two reasons has two rows.

    Raises:
        InvalidDataError: As in `judge_events`.
        InvalidUseError: Likewise.
        InvalidValueError: Likewise.
        MissingExtraError: Likewise.
        UnknownNameError: Likewise.

    Examples:
        >>> import polars as pl
        >>> import partner_success as ps
        >>> events = pl.DataFrame({"ticket": [7], "time": [0], "kind": ["resolved"]})
        >>> refused_events(events, ps.standard().sla["enterprise_support"]).rows()
        [(0, 7, 'resolved', 'not-opened')]

    Rule: SLA-06, SLA-11.
    """
    table = read_events(frame, utc=utc)
    # By then nothing has happened, so that nothing is judged.
    start = datetime.min.replace(tzinfo=UTC)
    found = judge(table.events, policy, calendar=calendar, at=start, reorder=reorder)
    return _Result(table).refused(found)


@attrs.frozen(kw_only=True, eq=False)
class _Timed:
    """A column of microseconds that becomes one of instants in UTC or of lengths."""

    values: Whole
    is_instant: bool = True


class _Result:
    """What becomes a dataframe of the library of the one that was given."""

    def __init__(self, table: EventTable) -> None:
        self._table = table
        self._backend: Any = table.tickets.implementation

    def judged(self, found: Judgements) -> Any:
        """Give how each ticket stands."""
        columns: dict[str, nw.Series[Any] | _Timed] = {
            "ticket": self._table.tickets,
            "phase": self._texts(PHASES, found.phase),
            "severity": self._texts(SEVERITIES, found.severity),
            "pause": self._texts(self._table.events.reason_names, found.pause),
            "accepted": self._numbers(found.accepted),
            "refused": self._numbers(found.refused),
        }
        steps = [step.id for step in found.steps]
        for kind, target in found.targets.items():
            for name, column in self._target(target, steps):
                columns[f"{kind}_{name}"] = column
        if "next_response" in found.targets:
            columns["next_response_answers"] = self._numbers(found.answers)
            columns["next_response_late_answers"] = self._numbers(found.late_answers)
        return self._frame(columns)

    def refused(self, found: Judgements) -> Any:
        """Give each reason for which an event was refused."""
        import numpy as np

        events = self._table.events
        # Of an event with both, being late comes first.
        codes = ["out-of-order", *found.codes[1:]]
        late, other = np.flatnonzero(found.is_late), np.flatnonzero(found.fault)
        rows = np.concatenate([late, other])
        reasons = np.concatenate([np.zeros(len(late), np.int64), found.fault[other]])
        order = np.argsort(rows, kind="stable")
        rows, reasons = rows[order], reasons[order]
        return self._frame(
            {
                "row": self._numbers(rows),
                "ticket": self._table.tickets[events.tickets[rows]],
                "kind": self._texts(KIND_CODES, events.kinds[rows]),
                "code": self._texts(codes, reasons),
            }
        )

    def _target(
        self, target: TargetColumns, steps: Sequence[str]
    ) -> Iterator[tuple[str, nw.Series[Any] | _Timed]]:
        yield "state", self._texts(STATE_CODES, target.state)
        for name in ("target", "elapsed", "remaining"):
            yield name, _Timed(values=getattr(target, name), is_instant=False)
        for name in ("due", "breached_since", "ended_at"):
            yield name, _Timed(values=getattr(target, name))
        yield "cancelled", self._numbers(target.cancelled)
        yield "escalations", self._numbers(target.escalations)
        yield "next_step", self._texts(steps, target.next_step)
        yield "next_escalation_at", _Timed(values=target.next_escalation_at)

    def _numbers(self, values: NDArray[Any]) -> nw.Series[Any]:
        import narwhals as nw

        return nw.Series.from_numpy("", values, backend=self._backend)

    def _texts(self, texts: Sequence[str], codes: NDArray[Any]) -> nw.Series[Any]:
        import narwhals as nw
        import numpy as np

        # The last one is for those without any, whose code is -1.
        names = [*map(str, texts), None]
        known = nw.new_series("", names, nw.String, backend=self._backend)
        return known[np.where(codes < 0, len(texts), codes)]

    def _frame(self, columns: Mapping[str, nw.Series[Any] | _Timed]) -> Any:
        import narwhals as nw

        timed = {
            name: column
            for name, column in columns.items()
            if isinstance(column, _Timed)
        }
        whole = self._backend.is_pandas_like()
        series = [
            self._series(column, whole=whole).alias(name)
            for name, column in columns.items()
        ]
        table = series[0].to_frame().with_columns(*series[1:])
        if not whole:
            # All at once, which is much less work than one by one.
            table = table.with_columns(
                nw.when(nw.col(name) != NOTHING)
                .then(nw.col(name))
                .cast(
                    nw.Datetime("us", "UTC") if each.is_instant else nw.Duration("us")
                )
                .alias(name)
                for name, each in timed.items()
            )
        return table.to_native()

    def _series(
        self, column: nw.Series[Any] | _Timed, *, whole: bool
    ) -> nw.Series[Any]:
        import narwhals as nw

        if not isinstance(column, _Timed):
            # Rows of pandas carry names, by which columns would be put together.
            return nw.maybe_reset_index(column)
        if not whole:
            return self._numbers(column.values)
        # A number of pandas cannot be missing; numpy writes 'no time' as `NOTHING`.
        if not column.is_instant:
            return self._numbers(column.values.view("timedelta64[us]"))
        found = self._numbers(column.values.view("datetime64[us]"))
        return found.dt.replace_time_zone("UTC")
