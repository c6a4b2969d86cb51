"""Which events of many tickets are accepted, each ticket by itself (extra ``bulk``).

Tickets go in step: the first events of all at once, then the second ones. When few are
left, or the calendar of a ticket changes, each of them is walked through alone. So the
work is that of one look at each event, also where one ticket has most of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.sla.columns import KIND_CODES, NOTHING, EventColumns
from partner_success.sla.transitions import SEVERITIES, Transitions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Codes: TypeAlias = NDArray[np.int32]
    Symbols: TypeAlias = NDArray[np.int16]
    Truths: TypeAlias = NDArray[np.bool_]

_FEW: Final = 16
"""Walking through so many tickets costs less than a step of all of them."""

_PART: Final = 2**15
"""How many events are worked on at a time: they stay in the cache of a processor."""

_OPENED, _PAUSED, _SEVERITY_CHANGED, _CALENDAR_CHANGED = map(
    KIND_CODES.index, ("opened", "paused", "severity_changed", "calendar_changed")
)


@attrs.frozen(kw_only=True, eq=False)
class Log:
    """The events of some tickets, those of each together, in the order of trying them.

    Attributes:
        first: The first of these tickets; the others follow.
        borders: Where the events of each begin, and at last where all end.
        rows: The row of each event as it was given.
        times: When each was, in microseconds since 1970 in UTC.
        symbols: What each is in the table of transitions.
        calendars: Of each change of calendar the calendar, else -1; ``None`` where
            there is no such change.
    """

    first: int
    borders: Whole
    rows: Whole
    times: Whole
    symbols: Symbols
    calendars: Codes | None

    @property
    def counts(self) -> Whole:
        """How many events each ticket has."""
        found: Whole = self.borders[1:] - self.borders[:-1]
        return found


@attrs.frozen(kw_only=True, eq=False)
class Intake:
    """What became of each event of a log.

    Attributes:
        steps: The step of the table of transitions that it was or would have been.
        accepted: Whether it was accepted.
        late: Whether it lies before the one accepted last.
    """

    steps: Whole
    accepted: Truths
    late: Truths


class Sorted:
    """All events, ticket by ticket.

    Args:
        events: What happened.
        table: What follows from it.
        pauses: Of each reason its place among those that the table tells apart.
        calendars: Of each new calendar its place among those that differ; 0 is the one
            that holds at the opening.
        reorder: Whether the events of each ticket are put in order of time.
    """

    def __init__(
        self,
        events: EventColumns,
        table: Transitions,
        *,
        pauses: Codes,
        calendars: Codes,
        reorder: bool,
    ) -> None:
        import numpy as np

        self._times = events.times
        self._order = _grouped(events.tickets)
        self.moved: Truths = np.zeros(len(self._order), np.bool_)
        if reorder:
            self._put_in_order(events.tickets)
        self._symbols = _symbols(events, table, pauses)
        self._calendars = _changes(events, calendars)
        ends = np.cumsum(np.bincount(events.tickets))
        self._borders: Whole = np.concatenate([np.zeros(1, np.int64), ends])
        self.tickets: Final = len(self._borders) - 1

    def parts(self) -> Iterator[Log]:
        """Give the events of all tickets, some tickets at a time."""
        first = 0
        while first < self.tickets:
            end = int(self._borders[first]) + _PART
            stop = int(self._borders.searchsorted(end, side="right")) - 1
            stop = max(first + 1, stop)
            borders = self._borders[first : stop + 1]
            rows = self._order[borders[0] : borders[-1]]
            calendars: Codes | None = None
            if self._calendars is not None:
                calendars = self._calendars[rows]
            yield Log(
                first=first,
                borders=borders - borders[0],
                rows=rows,
                times=self._times[rows],
                symbols=self._symbols[rows],
                calendars=calendars,
            )
            first = stop

    def _put_in_order(self, tickets: Whole) -> None:
        """Sort the events of each ticket by time; those of one instant stay put."""
        import numpy as np

        grouped, times = tickets[self._order], self._times[self._order]
        turns = (grouped[1:] == grouped[:-1]) & (times[1:] < times[:-1])
        if not turns.any():
            return
        order = np.lexsort((times, grouped))
        places = np.empty_like(order)
        places[order] = np.arange(len(order))
        # Whoever comes to stand before one that was in front of it was moved.
        self.moved[self._order] = np.maximum.accumulate(places) > places
        self._order = self._order[order]


def take_in(log: Log, table: Transitions) -> Intake:
    """Try every event where its ticket then stands, and change nothing if it cannot be.

    Rule: SLA-06, SLA-11.
    """
    return _Work(log, table).done()


def _grouped(tickets: Whole) -> Whole:
    """Give the rows ticket by ticket, those of one in the order given."""
    import numpy as np

    count = len(tickets)
    if (tickets[1:] >= tickets[:-1]).all():
        return np.arange(count)
    # Each number is unique so, and sorting plain numbers is quickest.
    bits = count.bit_length()
    packed = (tickets << bits) | np.arange(count)
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def _symbols(events: EventColumns, table: Transitions, pauses: Codes) -> Symbols:
    import numpy as np

    # By kind and severity, of which -1 stands first.
    width = len(SEVERITIES) + 1
    first = np.array([table.first.get(kind, 0) for kind in KIND_CODES], np.int16)
    graded = np.repeat(first, width).reshape(-1, width)
    graded[[_OPENED, _SEVERITY_CHANGED], 1:] += np.arange(width - 1, dtype=np.int16)
    # As if it were to another calendar; where it is not, that is found while walking.
    graded[_CALENDAR_CHANGED] += 1
    keys = events.kinds * np.int8(width) + np.int8(1)
    if events.severities is not None:
        keys += events.severities
    symbols: Symbols = graded.reshape(-1).take(keys)
    if events.reasons is not None and pauses.any():
        rows = np.flatnonzero(events.kinds == _PAUSED)
        symbols[rows] += pauses[events.reasons[rows]].astype(np.int16)
    return symbols


def _changes(events: EventColumns, calendars: Codes) -> Codes | None:
    """Give the calendar that an event changes to, and -1 for other events."""
    import numpy as np

    rows = np.flatnonzero(events.kinds == _CALENDAR_CHANGED)
    if events.calendars is None or not rows.size:
        return None
    found = np.full(len(events.kinds), -1, np.int32)
    found[rows] = calendars[events.calendars[rows]]
    return found


class _Work:
    """The events of a log while they are tried."""

    def __init__(self, log: Log, table: Transitions) -> None:
        import numpy as np

        self._log = log
        self._table = table
        count = len(log.times)
        self._steps = np.empty(count, np.int64)
        self._accepted = np.empty(count, np.bool_)
        self._late = np.empty(count, np.bool_)

    def done(self) -> Intake:
        """Try all."""
        import numpy as np

        log = self._log
        together = np.ones(len(log.counts), np.bool_)
        if log.calendars is not None:
            changing = np.flatnonzero(log.calendars >= 0)
            together[np.searchsorted(log.borders, changing, side="right") - 1] = False
            for ticket in np.flatnonzero(~together).tolist():
                start, stop = log.borders[ticket : ticket + 2].tolist()
                self._walk(start, stop, 0, NOTHING)
        self._keep_step(np.flatnonzero(together))
        return Intake(steps=self._steps, accepted=self._accepted, late=self._late)

    def _keep_step(self, tickets: Whole) -> None:
        """Try the events of these tickets, one of each at a time."""
        import numpy as np

        log, table = self._log, self._table
        counts = log.counts[tickets]
        longest = np.argsort(-counts, kind="stable")
        counts, starts = counts[longest], log.borders[tickets[longest]]
        # To a step leads the state times the number of symbols; it is kept so.
        bases = np.zeros(len(starts), np.int64)
        last = np.full(len(starts), NOTHING)
        # As many as have more than 0 events, more than 1, and so on.
        having = np.cumsum(np.bincount(counts)[::-1])[::-1][1:].tolist()
        together = sum(left >= _FEW for left in having)
        for turn, left in enumerate(having[:together]):
            rows = starts[:left] + turn
            steps = log.symbols.take(rows) + bases[:left]
            times = log.times.take(rows)
            late = times < last[:left]
            accepted = table.possible.take(steps) & ~late
            self._steps[rows], self._late[rows] = steps, late
            self._accepted[rows] = accepted
            np.copyto(bases[:left], table.bases.take(steps), where=accepted)
            np.copyto(last[:left], times, where=accepted)
        left = [*having, 0][together]
        rest = zip(
            (starts[:left] + together).tolist(),
            (starts[:left] + counts[:left]).tolist(),
            bases[:left].tolist(),
            last[:left].tolist(),
            strict=True,
        )
        for each in rest:
            self._walk(*each)

    def _walk(self, start: int, stop: int, base: int, last: int) -> None:
        """Try the events of one ticket from one on."""
        log, (possible, bases) = self._log, self._table.listed
        part = slice(start, stop)
        symbols: list[int] = log.symbols[part].tolist()
        times: list[int] = log.times[part].tolist()
        calendars: list[int] = [-1] * len(times)
        if log.calendars is not None:
            calendars = log.calendars[part].tolist()
        holding = 0
        steps: list[int] = []
        accepted: list[bool] = []
        late: list[bool] = []
        for symbol, time, calendar in zip(symbols, times, calendars, strict=True):
            # The symbol before is that of the calendar that holds.
            step = base + symbol - (calendar == holding)
            is_late = time < last
            is_accepted = possible[step] and not is_late
            steps.append(step)
            late.append(is_late)
            accepted.append(is_accepted)
            if is_accepted:
                base, last = bases[step], time
                if calendar >= 0:
                    holding = calendar
        self._steps[part], self._late[part] = steps, late
        self._accepted[part] = accepted
