"""Laws of working time, held against a count of single minutes."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partner_success.calendars import (
    Calendar,
    WorkingCalendar,
    WorkingDays,
    parse_calendar,
)
from partner_success.errors import NoSuchTimeError
from tests.properties.minutes import (
    MINUTE,
    WINDOWS,
    Count,
    calendars,
    counted,
    minutes,
)

ZONES = sorted({window.zone for window in WINDOWS})
# Calendars take their time to compute years, so there are fewer examples of them.
ASKED = settings().max_examples
slowest = settings(max_examples=min(20, ASKED))
slow = settings(max_examples=min(60, ASKED))
quicker = settings(max_examples=min(100, ASKED))


def moments_between(first: int, last: int) -> st.SearchStrategy[datetime]:
    """Make up whole and broken times from the begin of one year to that of another."""
    return st.datetimes(
        datetime.fromisoformat(f"{first}-01-01"),
        datetime.fromisoformat(f"{last}-01-01"),
        timezones=st.sampled_from(ZONES).map(ZoneInfo),
    )


# Years in which zones changed their rules.
moments = moments_between(2009, 2019)
# A calendar computes all that lies between two moments, so that several lie near.
stretches = st.integers(2009, 2016).map(lambda year: moments_between(year, year + 3))
triples = stretches.flatmap(lambda near: st.tuples(near, near, near))
several = stretches.flatmap(lambda near: st.lists(near, min_size=2, max_size=6))
lengths = st.timedeltas(timedelta(0), timedelta(days=40))
places = st.sampled_from(WINDOWS).flatmap(calendars)


def worked(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Add the stretches up that a calendar lists."""
    spans = calendar.intervals(start, end)
    return sum((span.duration for span in spans), timedelta())


@pytest.mark.rule("SLA-04", "SLA-05")
@slow
@given(data=st.data(), pair=counted())
def test_elapsed_is_the_count_of_minutes(
    data: st.DataObject, pair: tuple[WorkingCalendar, Count]
) -> None:
    """Over every change of clocks, working time is what counting minutes finds."""
    calendar, found = pair
    start, end = data.draw(minutes(found))
    assert calendar.elapsed(found.instant(start), found.instant(end)) == (
        found.elapsed(start, end) * MINUTE
    )
    assert worked(*sorted((found.instant(start), found.instant(end))), calendar) == (
        abs(found.elapsed(start, end)) * MINUTE
    )


@pytest.mark.rule("SLA-04", "SLA-05")
@slow
@given(data=st.data(), pair=counted())
def test_a_deadline_is_where_counting_minutes_ends(
    data: st.DataObject, pair: tuple[WorkingCalendar, Count]
) -> None:
    """Forwards and backwards, the deadline is the first minute that suffices."""
    calendar, found = pair
    start, _ = data.draw(minutes(found))
    length = data.draw(st.integers(-600, 600))
    due = found.deadline(start, length)
    assume(due in found.inside)
    assert due is not None
    at = calendar.deadline(found.instant(start), length * MINUTE)
    assert at == found.instant(due)


@pytest.mark.rule("SLA-04")
@slow
@given(data=st.data(), pair=counted())
def test_open_and_close_are_where_minutes_change(
    data: st.DataObject, pair: tuple[WorkingCalendar, Count]
) -> None:
    """Openings and closings are the minutes beside which it is otherwise."""
    calendar, found = pair
    start, _ = data.draw(minutes(found))
    at, worked = found.instant(start), found.worked
    assert calendar.is_open(at) is worked[start]
    changes = [n for n in range(1, len(worked)) if worked[n] is not worked[n - 1]]
    opens = [n for n in changes if worked[n]]
    closes = [n for n in changes if not worked[n]]
    later = [start] if worked[start] else [n for n in opens if n > start]
    # What lies near the ends of the window depends on days that were not counted.
    for ask, answers in (
        (calendar.next_open, later[:1]),
        (calendar.next_close, [n for n in closes if n > start][:1]),
        (calendar.previous_open, [n for n in opens if n < start][-1:]),
        (calendar.previous_close, [n for n in closes if n <= start][-1:]),
    ):
        for answer in answers:
            if answer in found.inside:
                assert ask(at) == found.instant(answer)


@pytest.mark.rule("SLA-05")
@quicker
@given(calendar=places, three=triples)
def test_elapsed_adds_up(
    calendar: WorkingCalendar, three: tuple[datetime, datetime, datetime]
) -> None:
    """Two spans that adjoin last as long as both together, in whatever order."""
    a, b, c = three
    elapsed = calendar.elapsed
    assert elapsed(a, b) + elapsed(b, c) == elapsed(a, c)
    assert elapsed(a, b) == -elapsed(b, a)
    earlier, later = sorted((a, b), key=lambda each: each.astimezone(UTC))
    true_time = later.astimezone(UTC) - earlier.astimezone(UTC)
    assert timedelta(0) <= elapsed(earlier, later) <= true_time


@pytest.mark.rule("SLA-05")
@quicker
@given(calendar=places, start=moments, length=lengths, back=st.booleans())
def test_deadline_and_elapsed_are_inverse(
    calendar: WorkingCalendar, start: datetime, length: timedelta, back: bool
) -> None:
    """The time to a deadline is its duration, and a microsecond less is not enough."""
    assume(any(calendar.weekly))
    sign = -1 if back else 1
    due = calendar.deadline(start, sign * length)
    assert calendar.elapsed(start, due) == sign * length
    assert due.tzinfo is start.tzinfo
    if length:
        near = due.astimezone(UTC) - sign * timedelta(microseconds=1)
        assert abs(calendar.elapsed(start, near)) == length - timedelta(microseconds=1)


@pytest.mark.rule("SLA-05")
@quicker
@given(calendar=places, start=moments, pair=st.tuples(lengths, lengths))
def test_more_work_is_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, pair: tuple[timedelta, timedelta]
) -> None:
    """A deadline never moves to the front as its duration grows, or in two steps."""
    assume(any(calendar.weekly))
    less, more = sorted(pair)
    at = start.astimezone(UTC)
    assert calendar.deadline(at, less) <= calendar.deadline(at, more)
    assert calendar.deadline(calendar.deadline(at, less), more) == (
        calendar.deadline(at, less + more)
    )


@pytest.mark.rule("SLA-05")
@slowest
@given(calendar=places, asked=several)
def test_earlier_questions_change_no_answer(
    calendar: WorkingCalendar, asked: list[datetime]
) -> None:
    """However a calendar grew, it answers as one that is asked for the first time."""
    for start, end in pairwise(asked):
        fresh = pickle.loads(pickle.dumps(calendar))
        assert calendar.elapsed(start, end) == fresh.elapsed(start, end)
        assert copy.deepcopy(calendar).intervals(end, end) == ()


@pytest.mark.rule("SLA-03")
@quicker
@given(calendar=places, start=moments, days=st.integers(-9, 9), hours=lengths)
def test_working_days_are_so_much_working_time(
    calendar: WorkingCalendar, start: datetime, days: int, hours: timedelta
) -> None:
    """A number of working days is that many times the declared length."""
    assume(any(calendar.weekly))
    length = max(timedelta(seconds=1), min(timedelta(days=1), hours))
    declared = WorkingCalendar(
        zone=calendar.zone,
        weekly=calendar.weekly,
        declared_day=length - timedelta(microseconds=length.microseconds),
    )
    assert declared.deadline(start, WorkingDays(days)) == declared.deadline(
        start, days * declared.working_day
    )


@pytest.mark.rule("SLA-04")
@given(calendar=places)
def test_text_loses_nothing(calendar: WorkingCalendar) -> None:
    """A calendar that is written and read is the same calendar."""
    again = WorkingCalendar.parse(str(calendar))
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert str(again) == str(calendar)
    assert parse_calendar(str(calendar)) == calendar


@pytest.mark.rule("SLA-04")
@slowest
@given(one=places, two=places, three=places, moment=moments)
def test_combinations_keep_the_laws_of_sets(
    one: WorkingCalendar,
    two: WorkingCalendar,
    three: WorkingCalendar,
    moment: datetime,
) -> None:
    """Union, intersection and difference count each open moment where it belongs."""
    start = moment.replace(year=2018, day=1)
    end = start + timedelta(days=30)

    def length(calendar: Calendar) -> timedelta:
        return calendar.elapsed(start, end)

    def same(first: Calendar, second: Calendar) -> bool:
        return first.intervals(start, end) == second.intervals(start, end)

    # Each is put together once, for it keeps what it has worked out.
    either, both, rest = one | two, one & two, one - two
    others = two | three
    assert length(either) + length(both) == length(one) + length(two)
    assert length(rest) + length(both) == length(one)
    assert same(either, two | one)
    assert same(both, two & one)
    assert same(either - two, rest)
    apart = one - others
    assert same(apart, rest & (one - three))
    assert same(one & others, both | (one & three))
    assert same(rest - three, apart)


@pytest.mark.rule("SLA-05")
@quicker
@given(start=moments, length=lengths)
def test_a_calendar_without_hours_says_so(start: datetime, length: timedelta) -> None:
    """No deadline, no opening: an error that ends, not a loop that does not."""
    never = WorkingCalendar(zone="Europe/Berlin", weekly="Mon-Sun closed")
    assert never.elapsed(start, start + length) == timedelta(0)
    at = start.astimezone(UTC)
    assert never.deadline(at, timedelta(0)) == at
    with pytest.raises(NoSuchTimeError, match="closes after"):
        never.deadline(start, length + timedelta(seconds=1))
    with pytest.raises(NoSuchTimeError, match="closes before"):
        never.deadline(start, -length - timedelta(seconds=1))
