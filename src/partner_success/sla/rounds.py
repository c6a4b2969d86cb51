"""The rounds of all tickets' targets, and how each stands (extra ``bulk``).

The names are those of one ticket: a round is a run of a target, a stretch a span in
which it was not stopped; see `progress` and `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.calendars import Calendar
from partner_success.sla.amounts import Amounts, ahead, counted
from partner_success.sla.columns import NOTHING, STATE_CODES
from partner_success.sla.targets import Limit
from partner_success.sla.transitions import (
    BEGINS,
    COUNTS,
    ENDS,
    RESETS,
    STATUSES,
    Course,
    Transitions,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Codes: TypeAlias = NDArray[np.int32]
    Truths: TypeAlias = NDArray[np.bool_]

_STATES_IN_TIME: Final = ("idle", "running", "paused", "met", "cancelled")
"""What each status is called as long as nothing is missed."""

_STATE: Final[dict[str, int]] = {
    state: place for place, state in enumerate(STATE_CODES)
}


@attrs.frozen(kw_only=True, eq=False)
class Happened:
    """The accepted events of all tickets up to an instant, ticket by ticket.

    Attributes:
        at: The instant, in microseconds since 1970 in UTC.
        table: What followed from each.
        calendars: The calendars that held anywhere.
        tickets: Whose each is, as a place among the tickets that have any.
        stops: Behind the last event of each of these tickets.
        times: When each was.
        until: When the next one of the ticket was; of the last, the instant.
        steps: The step that was taken.
        states: The state that it led to.
        calendar: The calendar that held from then on.
    """

    at: int
    table: Transitions
    calendars: Sequence[Calendar]
    tickets: Whole
    stops: Whole
    times: Whole
    until: Whole
    steps: Whole
    states: Codes
    calendar: Codes


@attrs.frozen(kw_only=True, eq=False)
class Rounds:
    """All rounds of one target, in the order of their tickets.

    Attributes:
        tickets: Whose each is, as a place among the tickets that have events.
        newest: Whether it is the last one of its ticket.
        status: How each stands at last, as a place among `STATUSES`.
        at: The instant at which it is read: that of its end, or that of all.
        severity: The severity by which it is judged.
        calendar: The calendar by which it is judged.
        ended: When it ended; `NOTHING` where it has not.
        first: The first of its stretches, among all of the target.
        stop: Behind its last stretch.
        stretches: The events from which on time counts, in all rounds.
    """

    tickets: Whole
    newest: Truths
    status: Codes
    at: Whole
    severity: Codes
    calendar: Codes
    ended: Whole
    first: Whole
    stop: Whole
    stretches: Whole


@attrs.frozen(kw_only=True, eq=False)
class Readings:
    """How rounds stand, as far as `Rounds` does not say it.

    Attributes:
        state: The state, as a place among `STATE_CODES`.
        target: The amount that is promised.
        used: The amount that counted.
        due: When all is, was or will be used.
    """

    state: Codes
    target: Whole
    used: Whole
    due: Whole


def find_rounds(happened: Happened, course: Course) -> Rounds:
    """Find the rounds of one target, and the stretches that count in each."""
    import numpy as np

    effects = course.effects.take(happened.steps)
    begins = effects & BEGINS != 0
    starts = np.flatnonzero(begins)
    place = np.cumsum(begins, dtype=np.int64) - 1
    tickets = happened.tickets[starts]
    stops = happened.stops[tickets]
    stop = np.minimum(np.append(starts[1:], len(begins)), stops)
    status = course.status[happened.states[stop - 1]]
    is_open = status < STATUSES.index("ended")
    # Of several events that start a round anew or end it, the last one stands.
    base, end = starts.copy(), stops - 1
    resets = np.flatnonzero(effects & RESETS != 0)
    base[place[resets]] = resets
    ends = np.flatnonzero(effects & ENDS != 0)
    ends = ends[~is_open[place[ends]]]
    end[place[ends]] = ends
    counts = effects & COUNTS != 0
    before = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=before[1:])
    times = happened.times[end]
    return Rounds(
        tickets=tickets,
        newest=stop == stops,
        status=status,
        at=np.where(is_open, happened.at, times),
        severity=happened.table.severity[happened.states[end]],
        calendar=happened.calendar[end],
        ended=np.where(is_open, NOTHING, times),
        first=before[base],
        stop=before[stop],
        stretches=np.flatnonzero(counts),
    )


def read_rounds(
    happened: Happened, rounds: Rounds, promised: Amounts, limit: Limit
) -> Readings:
    """Read all rounds of a target, each at its end or at the instant.

    Rule: SLA-02, SLA-07, SLA-11.
    """
    import numpy as np

    working = promised.working[rounds.severity]
    target = promised.target[rounds.calendar, rounds.severity]
    sums = _sums(happened, rounds.stretches, promised.working)
    mode = working.astype(np.intp)
    used = sums[mode, rounds.stop] - sums[mode, rounds.first]
    starts, rest, calendar = rounds.at.copy(), target - used, rounds.calendar.copy()
    reached = np.flatnonzero(rest <= 0)
    if reached.size:
        base = rounds.first[reached], rounds.stop[reached]
        place, left = _find(sums, mode[reached], base, target[reached])
        stretch = rounds.stretches[place]
        starts[reached], rest[reached] = happened.times[stretch], left
        calendar[reached] = happened.calendar[stretch]
    due = ahead(happened.calendars, calendar, starts, rest, working)
    missed = np.zeros(len(used), np.bool_)
    missed[reached] = (limit == "below") | (rounds.at[reached] > due[reached])
    by_status = np.array([_STATE[each] for each in _STATES_IN_TIME], np.int32)
    state = np.where(missed, _STATE["breached"], by_status[rounds.status])
    return Readings(state=state, target=target, used=used, due=due)


def _sums(happened: Happened, stretches: Whole, working: Truths) -> Whole:
    """Give the time before each stretch, around the clock and of working time.

    Sums over all tickets may be larger than the numbers are; then they begin anew at
    the other end, and the difference of two is right nevertheless.
    """
    import numpy as np

    starts, ends = happened.times[stretches], happened.until[stretches]
    sums = np.zeros((2, len(stretches) + 1), np.int64)
    if not working.all():
        np.cumsum(ends - starts, out=sums[0, 1:])
    if working.any():
        codes = happened.calendar[stretches]
        lengths = counted(happened.calendars, codes, starts, ends)
        np.cumsum(lengths, out=sums[1, 1:])
    return sums


def _find(
    sums: Whole, mode: Whole, bounds: tuple[Whole, Whole], amount: Whole
) -> tuple[Whole, Whole]:
    """Find for each round the first stretch at whose end an amount is used.

    Returns:
        The stretch, and how much of the amount is left when it begins.
    """
    import numpy as np

    low, high = bounds[0].copy(), bounds[1].copy()
    base = sums[mode, low]
    # At the low place it is not used yet, at the high one it is.
    rows = np.flatnonzero(high - low > 1)
    while rows.size:
        middle = (low[rows] + high[rows]) // 2
        enough = sums[mode[rows], middle] - base[rows] >= amount[rows]
        high[rows] = np.where(enough, middle, high[rows])
        low[rows] = np.where(enough, low[rows], middle)
        rows = rows[high[rows] - low[rows] > 1]
    return low, amount - (sums[mode, low] - base)
