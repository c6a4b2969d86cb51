"""What every calendar answers: time worked, deadlines, opening and closing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from typing import Final

import attrs

from partner_success.calendars import horizon
from partner_success.calendars.durations import WorkingDays
from partner_success.calendars.horizon import Edge, Horizon, Timetable
from partner_success.calendars.index import Intervals, clip
from partner_success.core.instants import (
    Span,
    after_epoch,
    from_microseconds,
    microseconds,
    since_epoch,
)
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, NoSuchTimeError

__all__ = ["Questions"]

_NOTHING: Final = timedelta(0)


def _new_horizon(calendar: Questions) -> Horizon:
    return Horizon(calendar.new_timetable)


@attrs.frozen(kw_only=True)
class Questions(ABC):
    """What can be asked of every calendar.

    All arithmetic is on whole microseconds in UTC, so it is right across changes of
    clocks. Answers that are instants carry the zone of the question. Nothing is
    computed before it is asked for; then the calendar remembers it.

    Rule: SLA-04, SLA-05, SLA-10.
    """

    _horizon: Horizon = attrs.field(
        init=False,
        default=attrs.Factory(_new_horizon, takes_self=True),
        eq=False,
        repr=False,
    )

    # ------------------------------------------------------------ what differs
    @property
    @abstractmethod
    def working_day(self) -> timedelta:
        """How much working time one working day is.

        Raises:
            InvalidValueError: It was not declared, and days differ in length.
        """
        ...

    @property
    @abstractmethod
    def provenance(self) -> Provenance:
        """The databases of time zones and holidays that the answers rest on."""
        ...

    @abstractmethod
    def new_timetable(self) -> Timetable:
        """Make what computes the open time, of which `timetable` keeps one."""
        ...

    @property
    def timetable(self) -> Timetable:
        """What computes the open time, for those who build on calendars."""
        return self._horizon.timetable

    # --------------------------------------------------------------- questions
    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Give the working time between two instants; negative when they are swapped.

        It adds up: from a to b and from b to c make the time from a to c.

        Raises:
            InvalidValueError: One of them has no time zone.

        Examples:
            >>> from datetime import UTC
            >>> from partner_success.calendars import WorkingCalendar
            >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
            >>> friday = datetime(2026, 5, 8, 15, tzinfo=UTC)
            >>> monday = datetime(2026, 5, 11, 10, tzinfo=UTC)
            >>> str(office.elapsed(friday, monday))
            '3:00:00'

        Rule: SLA-05, SLA-10.
        """
        begins, ends = since_epoch(start), since_epoch(end)
        lengths = self._horizon.lengths
        found = None if lengths is None else lengths.elapsed(begins, ends)
        if found is None:
            lengths = self._horizon.covering_lengths(_whole(begins), _whole(ends))
            found = lengths.elapsed(begins, ends)
        assert found is not None
        return found

    def elapsed_microseconds(self, start: int, end: int) -> int:
        """Give the same between instants in microseconds since 1970 in UTC."""
        found = self._horizon.covering(start, end).elapsed(start, end)
        assert found is not None
        return found

    def deadline(self, start: datetime, duration: timedelta | WorkingDays) -> datetime:
        """Give the instant by which so much working time has passed.

        It is the first such instant, so work that ends at closing time is due at that
        closing time and not when it opens next. A negative duration goes backwards, to
        the last instant from which so much working time passes until `start`. None at
        all gives `start` itself.

        Args:
            start: When the time begins to run.
            duration: Working time, or whole working days as `working_day` declares.

        Returns:
            The instant, in the zone of `start`.

        Raises:
            InvalidValueError: `start` has no time zone, the duration is none, or the
                calendar does not know how long a working day is.
            NoSuchTimeError: There is not so much working time.

        Examples:
            >>> from datetime import UTC
            >>> from partner_success.calendars import WorkingCalendar, WorkingDays
            >>> office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
            >>> friday = datetime(2026, 5, 8, 15, tzinfo=UTC)
            >>> office.deadline(friday, timedelta(hours=2)).isoformat()
            '2026-05-08T17:00:00+00:00'
            >>> office.deadline(friday, WorkingDays(1)).isoformat()
            '2026-05-11T15:00:00+00:00'

        Rule: SLA-03, SLA-05, SLA-10.
        """
        begin, work = since_epoch(start), self._work(duration)
        lengths = self._horizon.lengths
        due = None if lengths is None else lengths.deadline(begin, work, _NOTHING)
        if due is None:
            since = _whole(begin)
            due = timedelta(0, 0, self.deadline_microseconds(since, _whole(work)))
            self._horizon.covering_lengths(since, since)
        return _like(start, due)

    def deadline_microseconds(self, start: int, work: int) -> int:
        """Give the same in microseconds: the work, and instants since 1970 in UTC.

        Raises:
            NoSuchTimeError: There is not so much working time.
        """
        while True:
            due = self._horizon.covering(start, start).deadline(start, work, 0)
            if due is not None:
                return due
            try:
                self._horizon.grow_for(start, work)
            except NoSuchTimeError as error:
                asked = f"{timedelta(0, 0, abs(work))} of working time"
                raise self._never(f"has not {asked}: {error}") from None

    def work_microseconds(self, duration: timedelta | WorkingDays) -> int:
        """Give the working time of a duration in whole microseconds.

        Raises:
            InvalidValueError: It is no duration, or the calendar does not know how long
                a working day is.
        """
        return _whole(self._work(duration))

    def is_open(self, at: datetime) -> bool:
        """Tell whether work is done; at an opening time it is, at a closing time not.

        Raises:
            InvalidValueError: The instant has no time zone.
        """
        instant = microseconds(at)
        index = self._horizon.covering(instant, instant)
        return instant < index.ends[bisect_right(index.starts, instant) - 1]

    def next_open(self, at: datetime) -> datetime:
        """Give the first instant, from this one on, at which work is done.

        Raises:
            InvalidValueError: The instant has no time zone.
            NoSuchTimeError: Nothing is open from there on.
        """
        if self.is_open(at):
            return at
        return self._edge(horizon.next_opening, at, "opens")

    def next_close(self, at: datetime) -> datetime:
        """Give the first closing time after this instant.

        Raises:
            InvalidValueError: The instant has no time zone.
            NoSuchTimeError: Nothing closes after it.
        """
        return self._edge(horizon.next_closing, at, "closes")

    def previous_open(self, at: datetime) -> datetime:
        """Give the last opening time before this instant.

        Raises:
            InvalidValueError: The instant has no time zone.
            NoSuchTimeError: Nothing opens before it.
        """
        return self._edge(horizon.previous_opening, at, "opens", past=True)

    def previous_close(self, at: datetime) -> datetime:
        """Give the last closing time up to this instant.

        Raises:
            InvalidValueError: The instant has no time zone.
            NoSuchTimeError: Nothing closes up to it.
        """
        return self._edge(horizon.previous_closing, at, "closes", past=True)

    def intervals(self, start: datetime, end: datetime) -> tuple[Span, ...]:
        """Give the open time between two instants, clipped to them, in order.

        Returns:
            Spans in the zone of `start`; none where it is closed throughout.

        Raises:
            InvalidValueError: A time has no zone, or the end lies before the start.
        """
        whole = Span(start, end)
        found = self.open_microseconds(
            microseconds(whole.start), microseconds(whole.end)
        )
        return tuple(
            Span(*(_like(start, timedelta(0, 0, edge)) for edge in edges))
            for edges in found
        )

    def open_microseconds(self, low: int, high: int) -> Intervals:
        """Give the same in microseconds since 1970 in UTC, as pairs."""
        index = self._horizon.covering(low, high)
        first = bisect_right(index.ends, low)
        last = bisect_left(index.starts, high)
        found = zip(index.starts[first:last], index.ends[first:last], strict=True)
        return clip(list(found), low, high)

    # ------------------------------------------------------------------ inside
    def _work(self, duration: object) -> timedelta:
        if isinstance(duration, timedelta):
            return duration
        if isinstance(duration, WorkingDays):
            return duration.days * self.working_day
        raise InvalidValueError(
            f"a duration is a timedelta of working time or WorkingDays, not"
            f" {type(duration).__name__} {shown(duration)}"
        )

    def _edge(
        self, find: Edge, at: datetime, verb: str, *, past: bool = False
    ) -> datetime:
        try:
            found = self._horizon.edge(find, microseconds(at), past=past)
        except NoSuchTimeError as error:
            raise self._never(f"never {verb}: {error}") from None
        return _like(at, timedelta(0, 0, found))

    def _never(self, what: str) -> NoSuchTimeError:
        return NoSuchTimeError(f"the calendar ({self}) {what}; check its hours")


def _whole(length: timedelta) -> int:
    whole = (length.days * 86_400 + length.seconds) * 1_000_000
    return whole + length.microseconds


def _like(asked: datetime, since: timedelta) -> datetime:
    try:
        return after_epoch(since, asked.tzinfo)
    except OverflowError:
        # It is told what lies outside of what.
        return from_microseconds(_whole(since))
