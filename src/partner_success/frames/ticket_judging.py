"""Tickets judged as rows of any dataframe library, lazily where the frame is lazy."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from partner_success.calendars import Calendar
from partner_success.calendars.pieces import Stretch, read_stretch, work_tables
from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames.facts import as_frame
from partner_success.frames.lookup_frame import LookupFrame
from partner_success.frames.rule_frame import ColumnKind, ColumnNeed, RuleFrame
from partner_success.frames.ticket_pauses import add_pauses
from partner_success.frames.ticket_promises import read_promises
from partner_success.frames.ticket_targets import (
    COLUMNS,
    judged_columns,
    read_tickets,
)
from partner_success.frames.working_time_lookup import by_partitions, require_instants
from partner_success.sla import SlaPolicy
from partner_success.sla.clock import check_calendar
from partner_success.sla.policy import calendar_for

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame, IntoFrameT

__all__ = ["judge_tickets"]

_INSTANTS: Final = {
    "opened_at": "the openings",
    "first_responded_at": "the first answers",
    "resolved_at": "the resolutions",
    "cancelled_at": "the cancellations",
}

_ANY_TIME: Final = (date(1900, 1, 1), date(2099, 12, 31))
"""Where no working time is counted, no table is needed, and any stretch is as good."""


def judge_tickets(  # noqa: PLR0913 - what opening and asking a clock need
    tickets: IntoFrameT,
    policy: SlaPolicy,
    *,
    calendar: Calendar | None = None,
    at: datetime,
    pauses: IntoFrame | None = None,
    between: tuple[date, date] | None = None,
    utc: bool = False,
    prefix: str = "",
) -> IntoFrameT:
    """Judge tickets that are a row each, as their own clocks would.

    Any library does it, and a lazy frame stays lazy: Polars in memory and lazy, pandas,
    DuckDB and PySpark, and, without pauses, PyArrow and Dask. These columns are read:

    - ``severity``, texts;
    - ``opened_at``, ``first_responded_at`` (where a first response is promised),
      ``resolved_at``, and ``cancelled_at`` if there is one: datetimes with a zone, or
      whole microseconds since 1970 in UTC, missing where nothing happened;
    - ``ticket``, texts or whole numbers, where pauses are given.

    Of pauses, ``ticket``, ``paused_at``, ``resumed_at`` (missing while they last), and
    ``reason`` where the policy asks for it. Those of other tickets are left alone.

    What cannot follow is refused and changes nothing, as in `SlaPolicy.replay` with
    everything in order of time, and at one instant in the order in which it stands
    above, pauses before answers. What happened after the instant has not happened yet.
    Replies, changes of severity or of calendar, and reopenings have no place in such a
    row, nor has the call to the next tier: `judge_events` takes them in.

    These columns are added, in whole microseconds and in instants (in UTC; DuckDB and
    PySpark show them in the zone of their session):

    - ``status``: ``"judged"``; ``"not open"`` where it is opened later;
      ``"missing"`` where an opening, a severity, the start of a pause or a reason
      that matters is; ``"no such severity"``; ``"out of range"`` where it was
      opened before all these days; ``"out of order"`` where two pauses overlap or
      one ends before it begins. All but ``"judged"`` have nothing else;
    - ``phase``, and ``refused``: how many instants up to now could not follow;
    - for each promise what `TargetState` tells, such as ``first_response_state``,
      ``_target``, ``_elapsed``, ``_remaining``, ``_due``, ``_breached_since`` and
      ``_ended_at``. A due instant beyond these days is missing.

    Args:
        tickets: The tickets; the frame stays as it is.
        policy: What is promised.
        calendar: The working time; can be left out where the policy counts none.
        at: The instant, with its zone.
        pauses: A frame of the same library, lazy if that of the tickets is.
        between: The first and the last day (closed, in UTC) in which everything lies,
            within the years 1700 to 2199 and at most 200 years. It is needed where the
            policy counts working time; else it is 1900 to 2099.
        utc: Whether datetimes without a zone are in UTC; else they are refused.
        prefix: What the names of new columns begin with.

    Returns:
        A frame of the same kind, with these columns added. Rows keep their order in
        Polars, pandas, PyArrow and Dask.

    Raises:
        InvalidDataError: With every column that is missing, of another type, without a
            zone, or in the way of a new one.
        InvalidUseError: A frame is none, the two are not of one kind, or pauses are
            given to a library without windows.
        InvalidValueError: The instant has no zone or lies outside these days, days are
            needed, or the policy counts working time and the calendar is missing or
            does not say how long a day is.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> eight, nine = (datetime(2026, 5, 4, hour, tzinfo=UTC) for hour in (8, 9))
        >>> tickets = pl.LazyFrame(
        ...     {
        ...         "severity": ["critical", "low"],
        ...         "opened_at": [eight, eight],
        ...         "first_responded_at": [nine, None],
        ...         "resolved_at": [None, None],
        ...     }
        ... )
        >>> policy = ps.standard().sla["enterprise_support"]
        >>> found = judge_tickets(tickets, policy, at=nine)
        >>> found.select("first_response_state").collect().rows()
        [('breached',), ('running',)]

    Rule: FRM-01, SLA-11.
    """
    instant = microseconds(require_aware(at, "at"))
    hours = calendar_for(policy, calendar)
    check_calendar(policy, hours)
    promises = read_promises(policy, hours)
    stretch = _stretch(policy, between, at)
    rule = RuleFrame(tickets, "judging tickets")
    reads = [name for name in _INSTANTS if name in rule.schema]
    _require_tickets(rule, policy, utc=utc, prefix=prefix, paused=pauses is not None)
    needs_reason = any(isinstance(each.pauses, tuple) for each in promises)
    if pauses is not None:
        _require_pauses(tickets, pauses, rule, utc=utc, needs_reason=needs_reason)
    tables = work_tables(hours, stretch)

    def judge(part: Any) -> Any:
        found = LookupFrame(part, "judging tickets", stretch)
        known = read_tickets(found, instant - stretch.low, reads)
        sums = None
        if pauses is not None:
            sums = add_pauses(
                found,
                LookupFrame(pauses, "pauses of tickets", stretch),
                known,
                promises,
                tables,
                needs_reason=needs_reason,
            )
        told, numbers = judged_columns(found, known, promises, tables, sums)
        return found.give(
            {prefix + name: column for name, column in told.items()},
            numbers=[prefix + name for name in numbers],
        )

    return cast("IntoFrameT", by_partitions(tickets, judge))


def _stretch(policy: SlaPolicy, between: object, at: datetime) -> Stretch:
    if between is None and policy.needs_calendar:
        raise InvalidValueError(
            f"{policy.name!r} counts working time, of which a table is made; say"
            " between which days everything lies, such as between=(date(2026, 1, 1),"
            " date(2027, 12, 31))"
        )
    stretch = read_stretch(_ANY_TIME if between is None else between)
    if not stretch.low <= microseconds(at) <= stretch.high:
        raise InvalidValueError(
            f"at={at.isoformat(sep=' ')} lies outside the days that between names; let"
            " these reach from the first opening to the last due instant"
        )
    return stretch


def _require_tickets(
    rule: RuleFrame, policy: SlaPolicy, *, utc: bool, prefix: str, paused: bool
) -> None:
    optional = {"cancelled_at"}
    if policy.first_response is None:
        optional.add("first_responded_at")
    others = {"severity": ColumnNeed("text", "how badly tickets hurt")}
    if paused:
        others["ticket"] = ColumnNeed(_name_kind(rule), "whose pauses are whose")
    new = ["status", "phase", "refused"]
    new += [f"{kind}_{name}" for kind in policy.kinds for name in COLUMNS]
    require_instants(
        rule,
        _INSTANTS,
        "judging tickets",
        utc=utc,
        new=[prefix + name for name in new],
        others=others,
        optional=optional,
    )


def _require_pauses(
    tickets: object, pauses: object, rule: RuleFrame, *, utc: bool, needs_reason: bool
) -> None:
    both = as_frame(tickets, "judging tickets"), as_frame(pauses, "pauses of tickets")
    if type(both[0]) is not type(both[1]) or (
        both[0].implementation is not both[1].implementation
    ):
        found = " and ".join(
            f"{type(each).__module__}.{type(each).__qualname__}"
            for each in (tickets, pauses)
        )
        raise InvalidUseError(
            "tickets and pauses are joined, and have to be frames of one library, both"
            f" lazy or both in memory; found {found}"
        )
    rule.require_windows("summing up the pauses of tickets")
    paused = RuleFrame(pauses, "pauses of tickets")
    kind = _name_kind(rule)
    others = {"ticket": ColumnNeed(kind, "whose pauses are whose")}
    if needs_reason:
        others["reason"] = ColumnNeed("text", "for what a pause waits")
    needs = {"paused_at": "the starts", "resumed_at": "the ends"}
    require_instants(paused, needs, "pauses of tickets", utc=utc, others=others)


def _name_kind(rule: RuleFrame) -> ColumnKind:
    """Give what the names of tickets are."""
    found = rule.schema.get("ticket")
    return "whole" if found is not None and found.is_integer() else "text"
