"""How some tickets stand at an instant, from their accepted events (extra ``bulk``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.calendars import Calendar
from partner_success.sla.amounts import Amounts, ahead, amounts
from partner_success.sla.columns import (
    KIND_CODES,
    NOTHING,
    STATE_CODES,
    EventColumns,
    Judgements,
    TargetColumns,
)
from partner_success.sla.intake import Intake, Log
from partner_success.sla.rounds import (
    Happened,
    Readings,
    Rounds,
    find_rounds,
    read_rounds,
)
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms
from partner_success.sla.transitions import SEVERITIES, STATUSES, Transitions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Codes: TypeAlias = NDArray[np.int32]
    Truths: TypeAlias = NDArray[np.bool_]

_PAUSED: Final = KIND_CODES.index("paused")
_IDLE, _BREACHED, _WAS_CANCELLED = map(
    STATE_CODES.index, ("idle", "breached", "cancelled")
)
_ENDED, _CANCELLED = map(STATUSES.index, ("ended", "cancelled"))


@attrs.frozen(kw_only=True, eq=False)
class _Present:
    """The tickets that are open or were, as they stand at the instant.

    Attributes:
        tickets: Which they are.
        severity: The severity of each.
        calendar: The calendar of each.
    """

    tickets: Whole
    severity: Codes
    calendar: Codes


@attrs.frozen(kw_only=True, eq=False)
class _Newest:
    """The newest round of one target, of the tickets that have one.

    Attributes:
        tickets: Whose each is.
        is_open: Whether it has not ended.
        used: The amount that counted.
        severity: The severity by which it is judged.
        calendar: The calendar by which it is judged.
    """

    tickets: Whole
    is_open: Truths
    used: Whole
    severity: Codes
    calendar: Codes


class Bench:
    """Judges tickets, some at a time.

    Args:
        policy: What is promised.
        table: What follows from events.
        calendars: The calendars that hold anywhere.
        events: What happened.
    """

    def __init__(
        self,
        policy: SlaTerms,
        table: Transitions,
        calendars: Sequence[Calendar],
        events: EventColumns,
    ) -> None:
        self._policy, self._table = policy, table
        self._calendars, self._events = calendars, events
        self._amounts = {
            kind: amounts(policy, kind, calendars) for kind in policy.kinds
        }

    def judge(self, log: Log, intake: Intake, found: Judgements) -> None:
        """Write how the tickets of a log stand.

        Rule: SLA-07, SLA-11.
        """
        import numpy as np

        chosen = np.flatnonzero(intake.accepted & (log.times <= found.at))
        sums = np.searchsorted(chosen, log.borders)
        counts = sums[1:] - sums[:-1]
        is_open = np.flatnonzero(counts)
        if not is_open.size:
            return
        happened = self._happened(log, intake, chosen, counts[is_open], found.at)
        newest = happened.stops - 1
        states = happened.states[newest]
        present = _Present(
            tickets=is_open + log.first,
            severity=self._table.severity[states],
            calendar=happened.calendar[newest],
        )
        found.phase[present.tickets] = self._table.phase[states]
        found.severity[present.tickets] = present.severity
        self._tell_pauses(happened, log.rows[chosen], present, found)
        for kind, columns in found.targets.items():
            self._tell_target(kind, happened, present, columns, found)

    def _happened(
        self, log: Log, intake: Intake, chosen: Whole, counts: Whole, at: int
    ) -> Happened:
        import numpy as np

        stops = np.cumsum(counts)
        times = log.times[chosen]
        until = np.append(times[1:], at)
        until[stops - 1] = at
        steps = intake.steps[chosen]
        return Happened(
            at=at,
            table=self._table,
            calendars=self._calendars,
            tickets=np.repeat(np.arange(len(counts)), counts),
            stops=stops,
            times=times,
            until=until,
            steps=steps,
            states=self._table.after[steps],
            calendar=_holding(log.calendars, chosen, stops - counts),
        )

    def _tell_pauses(
        self, happened: Happened, rows: Whole, present: _Present, found: Judgements
    ) -> None:
        """Write the reason of those who are paused: that of their last pause."""
        import numpy as np

        paused = self._table.paused[happened.states[happened.stops - 1]]
        reasons = self._events.reasons
        if reasons is None or not paused.any():
            return
        places = np.flatnonzero(self._events.kinds[rows] == _PAUSED)
        last = np.full(len(paused), -1, np.int32)
        last[happened.tickets[places]] = reasons[rows[places]]
        found.pause[present.tickets] = np.where(paused, last, -1)

    def _tell_target(
        self,
        kind: TargetKind,
        happened: Happened,
        present: _Present,
        columns: TargetColumns,
        found: Judgements,
    ) -> None:
        """Write how the newest round of each ticket stands, or that it has none."""
        import numpy as np

        promised, promise = self._amounts[kind], self._policy.target(kind)
        rounds = find_rounds(happened, self._table.courses[kind])
        readings = read_rounds(happened, rounds, promised, promise.limit)
        newest = np.flatnonzero(rounds.newest)
        if kind == "next_response":
            _tell_answers(rounds, readings, present, found)
            newest = newest[rounds.status[newest] != _ENDED]
            columns.state[present.tickets] = _IDLE
            columns.elapsed[present.tickets] = 0
            target = promised.target[present.calendar, present.severity]
            columns.target[present.tickets] = target
            columns.remaining[present.tickets] = target
        who = present.tickets[rounds.tickets[newest]]
        state, due = readings.state[newest], readings.due[newest]
        columns.state[who] = state
        columns.target[who] = readings.target[newest]
        columns.elapsed[who] = readings.used[newest]
        columns.remaining[who] = readings.target[newest] - readings.used[newest]
        columns.due[who] = np.where(state == _WAS_CANCELLED, NOTHING, due)
        columns.breached_since[who] = np.where(state == _BREACHED, due, NOTHING)
        columns.ended_at[who] = rounds.ended[newest]
        columns.cancelled[who] = rounds.status[newest] == _CANCELLED
        current = _Newest(
            tickets=who,
            is_open=rounds.status[newest] < _ENDED,
            used=readings.used[newest],
            severity=rounds.severity[newest],
            calendar=rounds.calendar[newest],
        )
        self._tell_steps(current, promised, columns, found.at)

    def _tell_steps(
        self, newest: _Newest, promised: Amounts, columns: TargetColumns, at: int
    ) -> None:
        """Write how many steps were reached, and of open rounds which is next when.

        Rule: SLA-09, SLA-11.
        """
        import numpy as np

        count = promised.steps.shape[-1]
        if not count:
            return
        place = newest.calendar * len(SEVERITIES) + newest.severity
        steps = promised.steps.reshape(-1, count)
        reached = np.zeros(len(place), np.int64)
        for each in steps.T:
            reached += newest.used >= each.take(place)
        columns.escalations[newest.tickets] = reached
        coming = np.flatnonzero(newest.is_open & (reached < count))
        if not coming.size:
            return
        who, step = newest.tickets[coming], reached[coming]
        columns.next_step[who] = step
        columns.next_escalation_at[who] = ahead(
            self._calendars,
            newest.calendar[coming],
            np.full(len(coming), at),
            steps[place[coming], step] - newest.used[coming],
            promised.working[newest.severity[coming]],
        )


def _tell_answers(
    rounds: Rounds, readings: Readings, present: _Present, found: Judgements
) -> None:
    """Write how many responses after the first are over, and how many were late."""
    import numpy as np

    over = rounds.status == _ENDED
    late = over & (readings.state == _BREACHED)
    for column, chosen in ((found.answers, over), (found.late_answers, late)):
        tickets = rounds.tickets[chosen]
        counts = np.bincount(tickets, minlength=len(present.tickets))
        column[present.tickets] = counts


def _holding(calendars: Codes | None, chosen: Whole, firsts: Whole) -> Codes:
    """Give the calendar that held from each event on."""
    import numpy as np

    if calendars is None:
        return np.zeros(len(chosen), np.int32)
    new = calendars[chosen]
    # An opening changes to none, so that the calendar of all holds.
    new[firsts] = 0
    marked = np.where(new >= 0, np.arange(len(new)), 0)
    found: Codes = new[np.maximum.accumulate(marked)]
    return found
