"""What is promised of tickets, judged as columns of any dataframe library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.calendars.pieces import WorkTables
from partner_success.frames.lookup_frame import Instants, LookupFrame
from partner_success.frames.ticket_promises import Promise, by_severity, is_working
from partner_success.sla.targets import TargetKind
from partner_success.sla.transitions import SEVERITIES

if TYPE_CHECKING:
    import narwhals as nw

__all__ = [
    "COLUMNS",
    "PauseSums",
    "TicketColumns",
    "judged_columns",
    "read_tickets",
]

COLUMNS: Final = (
    "state",
    "target",
    "elapsed",
    "remaining",
    "due",
    "breached_since",
    "ended_at",
)
"""What is told of each target."""

_LAST: Final = 2**53
"""The last microsecond that is exact in floats, in the year 2255."""


@attrs.frozen(kw_only=True)
class TicketColumns:
    """The names of columns that tell of tickets, instants counted from the stretch.

    Attributes:
        at: The instant asked about.
        opened: When each was opened.
        grade: The place of its severity, worst first; -1 for what is none.
        has_grade: Whether there is a severity.
        resolved: Whether it was resolved by then.
        cancelled: Whether it was cancelled by then.
        responded: Whether somebody answered by then.
        end: When it was resolved or cancelled, else the instant asked about.
        answered: When somebody answered, else the end.
        refused: How many instants up to then cannot follow.
    """

    at: int
    opened: Instants
    grade: str
    has_grade: str
    resolved: str
    cancelled: str
    responded: str
    end: str
    answered: str
    refused: str

    def end_of(self, kind: TargetKind) -> str:
        """Give the column that tells up to when time counts for a target."""
        return self.end if kind == "resolution" else self.answered


@attrs.frozen(kw_only=True)
class PauseSums:
    """The names of columns that tell of the pauses of tickets.

    Attributes:
        refused: How many of their instants cannot follow.
        missing: 1 where something is missing in one, else 0.
        tangled: 1 where two overlap or one ends before it begins, else 0.
        stopped: By kind the time that does not count up to the end.
        before_due: By kind the time that does not count before all is used.
        is_paused: By kind 1 where one lasts, else 0.
    """

    refused: str
    missing: str
    tangled: str
    stopped: Mapping[TargetKind, str]
    before_due: Mapping[TargetKind, str]
    is_paused: Mapping[TargetKind, str]


def read_tickets(found: LookupFrame, at: int, names: Sequence[str]) -> TicketColumns:
    """Add what is known of each ticket at an instant.

    An instant that cannot follow the others changes nothing: an answer before the
    opening or after the end, and what comes second of the resolution and the
    cancellation.

    Args:
        found: The frame of tickets.
        at: The instant, counted from the stretch.
        names: Which columns of instants it has.
    """
    import narwhals as nw

    instants = found.read_instants(names)
    opened = instants["opened_at"]
    start = nw.col(opened.place)

    def column(name: str) -> tuple[nw.Expr, nw.Expr]:
        each = instants.get(name)
        if each is None:
            never = nw.col(opened.known)
            return start * 0 - 1, never & ~never
        return nw.col(each.place), nw.col(each.known) & (nw.col(each.place) <= at)

    answer, has_answer = column("first_responded_at")
    solved, has_solved = column("resolved_at")
    stopped, has_stopped = column("cancelled_at")
    is_solved, is_stopped = found.add_all(
        has_solved & (solved >= start), has_stopped & (stopped >= start)
    )
    came_first = nw.col(is_solved) & (~nw.col(is_stopped) | (stopped >= solved))
    resolved, only_stopped = found.add_all(
        came_first, nw.col(is_stopped) & (~nw.col(is_solved) | (stopped < solved))
    )
    cancelled = only_stopped
    ended = nw.when(nw.col(resolved)).then(solved)
    ended = ended.when(nw.col(cancelled)).then(stopped)
    end = found.add(ended.otherwise(nw.lit(at)).cast(nw.Int64))
    last = nw.col(end)
    has_responded = has_answer & (answer >= start) & (answer <= last)
    refused = (
        _count(has_answer & ((answer < start) | (answer > last)))
        + _count(has_solved & (solved < start))
        + _count(has_solved & nw.col(cancelled) & (solved > last))
        + _count(has_stopped & (stopped < start))
        + _count(has_stopped & nw.col(resolved) & (stopped >= last))
    )
    names_ = found.add_all(
        _grade(),
        ~nw.col("severity").is_null(),
        has_responded,
        nw.when(has_responded).then(answer).otherwise(last).cast(nw.Int64),
        refused,
    )
    return TicketColumns(
        at=at,
        opened=opened,
        grade=names_[0],
        has_grade=names_[1],
        resolved=resolved,
        cancelled=cancelled,
        responded=names_[2],
        end=end,
        answered=names_[3],
        refused=names_[4],
    )


def _grade() -> nw.Expr:
    import narwhals as nw

    severity = nw.col("severity").cast(nw.String)
    grade = nw.when(severity == SEVERITIES[0].value).then(nw.lit(0))
    for place, each in enumerate(SEVERITIES[1:], start=1):
        grade = grade.when(severity == each.value).then(nw.lit(place))
    return grade.otherwise(nw.lit(-1)).cast(nw.Int64)


def judged_columns(
    found: LookupFrame,
    tickets: TicketColumns,
    promises: Sequence[Promise],
    tables: WorkTables,
    pauses: PauseSums | None,
) -> tuple[dict[str, nw.Expr], list[str]]:
    """Add how each ticket stands, and give the columns that tell it by their names.

    Returns:
        The columns, and the names of those of whole numbers that can be missing.

    Rule: SLA-07, SLA-11.
    """
    import narwhals as nw

    status = found.add(_status(tickets, pauses))
    is_judged = nw.col(status) == "judged"
    refused = nw.col(tickets.refused)
    if pauses is not None:
        refused += nw.col(pauses.refused)
    phase = nw.when(nw.col(tickets.resolved)).then(nw.lit("resolved"))
    phase = phase.when(nw.col(tickets.cancelled)).then(nw.lit("cancelled"))
    told: dict[str, nw.Expr] = {
        "status": nw.col(status),
        "phase": nw.when(is_judged).then(phase.otherwise(nw.lit("open"))),
        "refused": nw.when(is_judged).then(refused),
    }
    work = _Work(found, tickets, tables, pauses)
    instants: list[str] = []
    for promise in promises:
        columns, named = work.judge(promise, is_judged)
        told |= {f"{promise.kind}_{name}": each for name, each in columns.items()}
        instants += named
    found.as_instants(instants, "UTC")
    numbers = ["refused"]
    for promise in promises:
        numbers += [f"{promise.kind}_{name}" for name in COLUMNS[1:4]]
    return told, numbers


def _status(tickets: TicketColumns, pauses: PauseSums | None) -> nw.Expr:
    import narwhals as nw

    place = nw.col(tickets.opened.place)
    is_lacking = ~nw.col(tickets.opened.known) | ~nw.col(tickets.has_grade)
    status = (
        nw.when(is_lacking)
        .then(nw.lit("missing"))
        .when(nw.col(tickets.grade) < 0)
        .then(nw.lit("no such severity"))
        .when(place < 0)
        .then(nw.lit("out of range"))
        .when(place > tickets.at)
        .then(nw.lit("not open"))
    )
    if pauses is not None:
        status = status.when(nw.col(pauses.missing) > 0).then(nw.lit("missing"))
        status = status.when(nw.col(pauses.tangled) > 0).then(nw.lit("out of order"))
    return status.otherwise(nw.lit("judged"))


class _Work:
    """Judges one target after the other."""

    def __init__(
        self,
        found: LookupFrame,
        tickets: TicketColumns,
        tables: WorkTables,
        pauses: PauseSums | None,
    ) -> None:
        self._found = found
        self._tickets = tickets
        self._tables = tables
        self._pauses = pauses
        self._worked: dict[str, str] = {}

    def judge(
        self, promise: Promise, is_judged: nw.Expr
    ) -> tuple[dict[str, nw.Expr], list[str]]:
        """Tell of one target; and which columns are still to become instants."""
        import narwhals as nw

        found = self._found
        target = found.add(by_severity(self._tickets.grade, promise.amounts))
        if promise.kind == "next_response":
            # Nothing here tells that a partner wrote again, so nothing is awaited.
            zero, nothing = found.add_all(nw.col(target) * 0, nw.col(target) * 0)
            never = nw.when(nw.col(target) < 0).then(nw.col(nothing))
            return {
                "state": nw.when(is_judged).then(nw.lit("idle")),
                "target": nw.when(is_judged).then(nw.col(target)),
                "elapsed": nw.when(is_judged).then(nw.col(zero)),
                "remaining": nw.when(is_judged).then(nw.col(target)),
                **dict.fromkeys(COLUMNS[4:], never),
            }, [nothing]
        used, due = self._amounts(promise, target)
        end = self._tickets.end_of(promise.kind)
        missed = nw.col(used) >= nw.col(target)
        if promise.limit == "within":
            missed &= nw.col(end) > nw.col(due)
        low = self._tables.stretch.low
        has_due = (nw.col(due) >= 0) & (nw.col(due) <= _LAST - low)
        known = nw.when(has_due).then(nw.col(due)).otherwise(nw.lit(0))
        state, due_at, ended_at = found.add_all(
            self._state(promise, missed),
            (known + low).cast(nw.Int64),
            (nw.col(end) + low).cast(nw.Int64),
        )
        is_due = is_judged & has_due & (nw.col(state) != "cancelled")
        is_breached = is_due & (nw.col(state) == "breached")
        left = nw.col(target) - nw.col(used)
        is_over = is_judged & (self._is_met(promise) | nw.col(self._tickets.cancelled))
        return {
            "state": nw.when(is_judged).then(nw.col(state)),
            "target": nw.when(is_judged).then(nw.col(target)),
            "elapsed": nw.when(is_judged).then(nw.col(used)),
            "remaining": nw.when(is_judged).then(left),
            "due": nw.when(is_due).then(nw.col(due_at)),
            "breached_since": nw.when(is_breached).then(nw.col(due_at)),
            "ended_at": nw.when(is_over).then(nw.col(ended_at)),
        }, [due_at, ended_at]

    def _amounts(self, promise: Promise, target: str) -> tuple[str, str]:
        """Add the time used, and the instant at which all is."""
        import narwhals as nw

        found, opened = self._found, self._tickets.opened.place
        end = self._tickets.end_of(promise.kind)
        used = nw.col(end) - nw.col(opened)
        due = nw.col(opened) + nw.col(target)
        later: Any = 0 if self._pauses is None else self._stopped(promise, "before_due")
        if promise.is_working:
            begun = self._work_before(opened)
            # All that is in the index can be waited for, and more is never reached.
            work = found.add((nw.col(begun) + nw.col(target) + later).cast(nw.Int64))
            ahead = found.instant_after(self._tables, work)
            counts = is_working(self._tickets.grade, promise)
            worked = nw.col(self._work_before(end)) - nw.col(begun)
            used = nw.when(counts).then(worked).otherwise(used)
            due = nw.when(counts).then(nw.col(ahead)).otherwise(due + later)
        else:
            due += later
        if self._pauses is not None:
            used -= self._stopped(promise, "stopped")
        names = found.add_all(used.cast(nw.Int64), due.cast(nw.Int64))
        return names[0], names[1]

    def _stopped(self, promise: Promise, name: str) -> nw.Expr:
        import narwhals as nw

        sums: Mapping[TargetKind, str] = getattr(self._pauses, name)
        return nw.col(sums[promise.kind])

    def _work_before(self, place: str) -> str:
        if place not in self._worked:
            self._worked[place] = self._found.work_before(self._tables, place)
        return self._worked[place]

    def _state(self, promise: Promise, missed: nw.Expr) -> nw.Expr:
        import narwhals as nw

        state = nw.when(missed).then(nw.lit("breached"))
        state = state.when(self._is_met(promise)).then(nw.lit("met"))
        state = state.when(nw.col(self._tickets.cancelled)).then(nw.lit("cancelled"))
        if self._pauses is not None:
            paused = nw.col(self._pauses.is_paused[promise.kind]) > 0
            state = state.when(paused).then(nw.lit("paused"))
        return state.otherwise(nw.lit("running"))

    def _is_met(self, promise: Promise) -> nw.Expr:
        import narwhals as nw

        resolved = nw.col(self._tickets.resolved)
        if promise.kind == "resolution":
            return resolved
        return resolved | nw.col(self._tickets.responded)


def _count(truth: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
