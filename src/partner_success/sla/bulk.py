"""Events of many tickets judged at once, equal to the clocks one by one.

It needs the extra ``bulk``. What happened comes in as numpy arrays of whole numbers,
and so do the answers; for dataframes there is `partner_success.frames.judge_events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from partner_success.calendars import Calendar
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidValueError
from partner_success.sla.clock import check_calendar
from partner_success.sla.columns import (
    FIRST_INSTANT,
    KIND_CODES,
    LAST_INSTANT,
    NOTHING,
    STATE_CODES,
    EventColumns,
    Judgements,
    TargetColumns,
    import_numpy,
)
from partner_success.sla.intake import Intake, Log, Sorted, take_in
from partner_success.sla.policy import calendar_for
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms
from partner_success.sla.transitions import (
    PHASES,
    SEVERITIES,
    Transitions,
    transitions,
)
from partner_success.sla.verdicts import Bench

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes: TypeAlias = NDArray[np.int32]
    Whole: TypeAlias = NDArray[np.int64]

__all__ = [
    "FIRST_INSTANT",
    "KIND_CODES",
    "LAST_INSTANT",
    "NOTHING",
    "PHASES",
    "SEVERITIES",
    "STATE_CODES",
    "EventColumns",
    "Judgements",
    "TargetColumns",
    "judge",
]


def judge(
    events: EventColumns,
    policy: SlaTerms,
    *,
    calendar: Calendar | None = None,
    at: datetime,
    reorder: bool = False,
) -> Judgements:
    """Judge many tickets at an instant, each as its own clock would.

    It is what ``policy.replay(events, calendar=calendar).clock.at(at)`` tells of each
    ticket: events that cannot follow are refused and change nothing, and what happened
    after the instant has not happened yet.

    Args:
        events: What happened.
        policy: What is promised.
        calendar: The working time at the openings; can be left out where the policy
            counts none.
        at: The instant, with its zone.
        reorder: Whether to sort the events of each ticket by time first; those of one
            instant keep their order.

    Raises:
        InvalidValueError: The instant has no zone, the policy counts working time and
            the calendar is missing or does not say how long a day is, or the policy
            promises more time than a column can hold.
        MissingExtraError: The extra ``bulk`` is not installed.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> hour = 3_600_000_000
        >>> events = EventColumns(
        ...     tickets=[0, 1, 0],
        ...     times=[0, hour, 5 * hour],
        ...     kinds=[KIND_CODES.index(k) for k in ("opened", "opened", "responded")],
        ...     severities=[0, 3, -1],
        ... )
        >>> policy = ps.standard().sla["enterprise_support"]
        >>> found = judge(events, policy, at=datetime(1970, 1, 1, 6, tzinfo=UTC))
        >>> [STATE_CODES[code] for code in found.targets["first_response"].state]
        ['breached', 'running']

    Rule: SLA-06, SLA-07, SLA-11.
    """
    import_numpy()
    instant = microseconds(require_aware(at, "at"))
    calendars, codes = _distinct(calendar_for(policy, calendar), events.new_calendars)
    check_calendar(policy, calendars[0])
    reasons, pauses = _told_apart(policy, events.reason_names)
    table = transitions(policy, reasons)
    everything = Sorted(events, table, pauses=pauses, calendars=codes, reorder=reorder)
    found = _unfilled(policy, table, events, everything, instant)
    usable = [each if _is_usable(policy, each) else None for each in calendars]
    bench = Bench(policy, table, [each or calendars[0] for each in usable], events)
    for log in everything.parts():
        intake = take_in(log, table)
        if log.calendars is not None:
            used: set[int] = set(log.calendars[intake.accepted].tolist())
            for code in used - {-1}:
                check_calendar(policy, calendars[code])
        _tell_events(found, table, log, intake)
        bench.judge(log, intake, found)
    return found


def _unfilled(
    policy: SlaTerms,
    table: Transitions,
    events: EventColumns,
    everything: Sorted,
    at: int,
) -> Judgements:
    """Give judgements of tickets that are all not open, and of events all accepted."""
    import numpy as np

    tickets, rows = everything.tickets, len(events.times)

    def codes(fill: int = -1) -> Codes:
        return np.full(tickets, fill, np.int32)

    def whole(fill: int = NOTHING) -> Whole:
        return np.full(tickets, fill, np.int64)

    def target() -> TargetColumns:
        return TargetColumns(
            state=codes(),
            target=whole(),
            elapsed=whole(),
            remaining=whole(),
            due=whole(),
            breached_since=whole(),
            ended_at=whole(),
            cancelled=np.zeros(tickets, np.bool_),
            escalations=codes(0),
            next_step=codes(),
            next_escalation_at=whole(),
        )

    targets: dict[TargetKind, TargetColumns] = {kind: target() for kind in policy.kinds}
    return Judgements(
        at=at,
        phase=codes(),
        severity=codes(),
        pause=codes(),
        accepted=whole(0),
        refused=whole(0),
        targets=FrozenMap(targets),
        steps=tuple(policy.escalation),
        answers=whole(0),
        late_answers=whole(0),
        is_accepted=np.ones(rows, np.bool_),
        is_late=np.zeros(rows, np.bool_),
        fault=np.zeros(rows, np.int32),
        codes=table.codes,
        is_moved=everything.moved,
    )


def _tell_events(
    found: Judgements, table: Transitions, log: Log, intake: Intake
) -> None:
    """Write what became of events."""
    import numpy as np

    tickets = slice(log.first, log.first + len(log.counts))
    sums = np.zeros(len(log.rows) + 1, np.int64)
    np.cumsum(intake.accepted, out=sums[1:])
    found.accepted[tickets] = sums[log.borders[1:]] - sums[log.borders[:-1]]
    found.refused[tickets] = log.counts - found.accepted[tickets]
    refused = np.flatnonzero(~intake.accepted)
    rows = log.rows[refused]
    found.is_accepted[rows] = False
    found.is_late[rows] = intake.late[refused]
    found.fault[rows] = table.fault[intake.steps[refused]]


def _is_usable(policy: SlaTerms, calendar: Calendar) -> bool:
    """Tell whether all that is promised can be counted in a calendar."""
    try:
        check_calendar(policy, calendar)
    except InvalidValueError:
        return False
    return True


def _distinct(
    calendar: Calendar, more: Sequence[Calendar]
) -> tuple[list[Calendar], Codes]:
    """Give the calendars that differ, the given one first, and the place of each."""
    import numpy as np

    found = list(dict.fromkeys([calendar, *more]))
    # The last one is for events without a calendar, whose place is -1.
    return found, np.array([*(found.index(each) for each in more), -1], np.int32)


def _told_apart(
    policy: SlaTerms, reasons: Sequence[str]
) -> tuple[tuple[str, ...], Codes]:
    """Give a reason for each kind of pause that differs, and the kind of each."""
    import numpy as np

    targets = [policy.target(kind) for kind in policy.kinds]
    found: dict[tuple[bool, ...], tuple[int, str]] = {}
    codes: list[int] = []
    for reason in reasons:
        stopped = tuple(each.is_stopped_by(reason) for each in targets)
        place, _ = found.setdefault(stopped, (len(found), reason))
        codes.append(place)
    return tuple(reason for _, reason in found.values()), np.array(codes, np.int32)
