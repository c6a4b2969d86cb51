"""The pauses of tickets, summed up ticket by ticket in any library that has windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from partner_success.calendars.pieces import WorkTables
from partner_success.frames.lookup_frame import Instants, LookupFrame, whole
from partner_success.frames.ticket_promises import Promise, by_severity, is_working
from partner_success.frames.ticket_targets import PauseSums, TicketColumns
from partner_success.sla.targets import TargetKind

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame

__all__ = ["add_pauses"]


def add_pauses(  # noqa: PLR0913 - two frames, and what both are asked about
    found: LookupFrame,
    pauses: LookupFrame,
    tickets: TicketColumns,
    promises: Sequence[Promise],
    tables: WorkTables,
    *,
    needs_reason: bool,
) -> PauseSums:
    """Add what the pauses of each ticket come to.

    Args:
        found: The frame of tickets.
        pauses: The frame of pauses.
        tickets: The columns that tell of tickets.
        promises: What is promised.
        tables: The calendar.
        needs_reason: Whether it matters for what a pause waits.

    Rule: SLA-06, SLA-11.
    """
    return _Pauses(found, pauses, tickets, tables).add(promises, needs_reason)


class _Pauses:
    def __init__(
        self,
        found: LookupFrame,
        pauses: LookupFrame,
        tickets: TicketColumns,
        tables: WorkTables,
    ) -> None:
        import narwhals as nw

        self._found = found
        self._pauses = pauses
        self._tickets = tickets
        self._tables = tables
        self._worked: dict[str, str] = {}
        self._ticket = found.add(_as_name(found.frame, "ticket"))
        pauses.avoid_names_of(found)
        filled: Any = pauses.frame
        pauses.frame = filled.filter(~nw.col("ticket").is_null())
        self._spans = pauses.read_instants(["paused_at", "resumed_at"])
        # What tells tickets apart: those with one name may differ in the rest.
        self._group = list(
            dict.fromkeys(
                [
                    self._ticket,
                    tickets.opened.place,
                    tickets.grade,
                    tickets.end,
                    tickets.answered,
                ]
            )
        )

    def add(self, promises: Sequence[Promise], needs_reason: bool) -> PauseSums:  # noqa: FBT001 - of one caller
        import narwhals as nw

        pauses, tickets = self._pauses, self._tickets
        self._meet()
        start, stop = (nw.col(each) for each in (self._start, self._stop))
        opened, end = nw.col(tickets.opened.place), nw.col(tickets.end)
        first, last = self._spans["paused_at"], self._spans["resumed_at"]
        earlier = whole(stop.shift(1).over(*self._group, order_by=self._order))
        missing = ~nw.col(first.known)
        if needs_reason:
            missing |= nw.col("reason").is_null()
        outside = (start < opened) | (start > end)
        refused = _number(outside & (start <= tickets.at)) + _number(
            _came(last, tickets.at) & (outside | (stop > end))
        )
        tangled, lacking, is_out, counted = pauses.add_all(
            _number((earlier > start) | (stop < start)),
            _number(missing),
            _number(outside),
            refused,
        )
        sums: dict[str, nw.Expr] = {
            self._pauses.new_name(): nw.col(counted).sum(),
            self._pauses.new_name(): nw.col(lacking).max(),
            self._pauses.new_name(): nw.col(tangled).max(),
        }
        names = list(sums)
        by_kind: dict[TargetKind, list[str]] = {}
        for promise in promises:
            columns = self._of(promise, is_out)
            by_kind[promise.kind] = [pauses.new_name() for _ in columns]
            sums |= {
                name: nw.col(column).sum()
                for name, column in zip(by_kind[promise.kind], columns, strict=True)
            }
        self._join(sums)
        return PauseSums(
            refused=names[0],
            missing=names[1],
            tangled=names[2],
            stopped={kind: each[0] for kind, each in by_kind.items()},
            before_due={kind: each[1] for kind, each in by_kind.items()},
            is_paused={kind: each[2] for kind, each in by_kind.items()},
        )

    def _meet(self) -> None:
        """Join to each pause what is known of its ticket."""
        import narwhals as nw

        pauses, first = self._pauses, self._spans["paused_at"]
        last = self._spans["resumed_at"]
        beyond = nw.lit(self._tables.stretch.length + 1)
        pauses.add_named({self._ticket: _as_name(pauses.frame, "ticket")})
        self._start = first.place
        self._stop = pauses.add(
            nw.when(nw.col(last.known))
            .then(nw.col(last.place))
            .otherwise(beyond)
            .cast(nw.Int64)
        )
        self._order = [self._start, self._stop]
        carried: Any = self._found.frame
        carried = carried.select(*self._group).unique()
        frame: Any = pauses.frame
        pauses.frame = cast(
            "Frame", frame.join(carried, on=[self._ticket], how="inner")
        )

    def _of(self, promise: Promise, is_out: str) -> list[str]:
        """Add what does not count for a target: at all, before its due, and now."""
        import narwhals as nw

        pauses, tickets = self._pauses, self._tickets
        start, stop = nw.col(self._start), nw.col(self._stop)
        end = nw.col(tickets.end_of(promise.kind))
        keeps = pauses.add(
            _number((nw.col(is_out) == 0) & (start <= end) & self._stops(promise))
        )
        is_kept = nw.col(keeps) > 0
        opened = nw.col(tickets.opened.place)
        within = nw.when(stop < end).then(stop).otherwise(end)
        places = pauses.add_all(
            nw.when(is_kept).then(start).otherwise(opened),
            nw.when(is_kept).then(within).otherwise(opened),
        )
        base, before, after = (
            self._amount(promise, place) for place in (tickets.opened.place, *places)
        )
        length = pauses.add((nw.col(after) - nw.col(before)).cast(nw.Int64))
        sums = nw.col(length).cum_sum().over(*self._group, order_by=self._order)
        earlier = pauses.add((sums - nw.col(length)).cast(nw.Int64))
        used = nw.col(before) - nw.col(base) - nw.col(earlier)
        target = by_severity(tickets.grade, promise.amounts)
        is_before = is_kept & (used < target)
        before_due = nw.when(is_before).then(nw.col(length)).otherwise(nw.lit(0))
        lasts = is_kept & (start <= tickets.at) & (stop > tickets.at)
        return [length, *pauses.add_all(before_due.cast(nw.Int64), _number(lasts))]

    def _amount(self, promise: Promise, place: str) -> str:
        """Add the time before an instant as it counts for a target."""
        import narwhals as nw

        if not promise.is_working:
            return place
        if place not in self._worked:
            self._worked[place] = self._pauses.work_before(self._tables, place)
        worked = self._worked[place]
        counts = is_working(self._tickets.grade, promise)
        return self._pauses.add(
            nw.when(counts).then(nw.col(worked)).otherwise(nw.col(place)).cast(nw.Int64)
        )

    def _stops(self, promise: Promise) -> nw.Expr:
        import narwhals as nw

        always = nw.col(self._spans["paused_at"].known)
        if promise.pauses == "all":
            return always
        found = always & ~always
        if promise.pauses != "none":
            reason = nw.col("reason").cast(nw.String)
            for each in promise.pauses:
                found |= _number(reason == each) > 0
        return found

    def _join(self, sums: dict[str, nw.Expr]) -> None:
        """Sum up by ticket, and join that to the tickets."""
        import narwhals as nw

        frame: Any = self._pauses.frame
        summed = frame.group_by(*self._group).agg(**sums)
        self._found.avoid_names_of(self._pauses)
        self._found.join(cast("Frame", summed), self._group)
        self._found.add_named({name: whole(nw.col(name)) for name in sums})


def _as_name(frame: Frame, name: str) -> nw.Expr:
    """Give a column of names by which tickets are told apart."""
    import narwhals as nw

    kind = frame.collect_schema()[name]
    column = nw.col(name)
    return column.cast(nw.Int64) if kind.is_integer() else column.cast(nw.String)


def _came(instant: Instants, at: int) -> nw.Expr:
    import narwhals as nw

    return nw.col(instant.known) & (nw.col(instant.place) <= at)


def _number(truth: nw.Expr) -> nw.Expr:
    """Give 1 where it is true, else 0."""
    import narwhals as nw

    return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
