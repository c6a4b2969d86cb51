"""Laws of a cadence, whatever the launch, the calendar and the last day are."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.fiscal import FiscalYear
from partner_success.engagement import (
    ActivityDone,
    ActivityPeriod,
    DueState,
    PartnerInCare,
    Touchpoint,
)
from partner_success.engagement.cadence.periods import Periods

some = settings(max_examples=min(50, settings().max_examples))

# What no source writes down, worked out by hand: the longest month and quarter.
LONGEST = {"check_in": 31, "business_review": 92, "executive_review": 31}

launches = st.one_of(
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    st.sampled_from(
        [
            *(date(2024, 2, 29), date(2023, 1, 31), date(2023, 12, 31)),
            *(date(2023, 11, 30), date(2100, 2, 28), date(2024, 1, 29)),
        ]
    ),
)


@st.composite
def calendars(draw: st.DrawFn, launch: date) -> ps.WorkingCalendar:
    """Give a calendar with some days of the week and long holidays."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    week = draw(st.sets(st.sampled_from(names), min_size=1))
    off: set[date] = set()
    for _ in range(draw(st.integers(0, 3))):
        first = launch + timedelta(days=draw(st.integers(0, 400)))
        length = draw(st.sampled_from([1, 3, 10, 30, 70]))
        off.update(first + timedelta(days=each) for each in range(length))
    text = ",".join(name for name in names if name in week)
    return ps.WorkingCalendar.parse(f"{text} 09:00-17:00; zone UTC", holidays=list(off))


@st.composite
def plans(draw: st.DrawFn) -> tuple[date, date, ps.WorkingCalendar]:
    """Give a launch, a last day and a calendar."""
    launch = draw(launches)
    until = launch + timedelta(days=draw(st.integers(0, 800)))
    return launch, until, draw(calendars(launch))


def by_kind(points: tuple[Touchpoint, ...]) -> dict[str, list[Touchpoint]]:
    """Part the touchpoints by kind."""
    ordered = sorted(points, key=lambda each: each.kind)
    return {kind: list(of) for kind, of in groupby(ordered, lambda each: each.kind)}


def interval(kind: str, launch: date, day: date) -> int:
    """Give the longest interval after a day, counted by another way than the rule."""
    if kind != "check_in":
        return LONGEST[kind]
    months = 12 * (day.year - launch.year) + day.month - launch.month
    following = day + timedelta(days=1)
    # The day before the same day of the month, or its last one, ends a month.
    last = (launch.day, 31)[following.month != day.month and launch.day > day.day]
    whole = months - (day.day < launch.day and last != 31)
    return 7 if whole < 1 else 14 if whole < 3 else LONGEST[kind]


@pytest.mark.rule("CAD-01", "CAD-02", "CAD-04")
@some
@given(plans())
@example((date(2023, 1, 31), date(2024, 3, 31), ps.WorkingCalendar.around_the_clock()))
@example((date(2024, 2, 29), date(2026, 3, 1), ps.WorkingCalendar.around_the_clock()))
def test_no_gap_is_longer_than_its_interval_and_the_move(
    plan: tuple[date, date, ps.WorkingCalendar],
) -> None:
    """Nobody waits longer than agreed, but for days on which nobody works."""
    launch, until, calendar = plan
    found = ps.standard().cadence.touchpoints(
        launch, until, calendar=calendar, enterprise=True
    )
    for kind, points in by_kind(found).items():
        first = points[0]
        assert first.on - launch <= timedelta(LONGEST[kind]) + first.moved
        for before, after in pairwise(points):
            assert before.on < after.on
            longest = timedelta(LONGEST[kind]) + after.moved
            assert after.on - before.on <= longest
            if not before.also:
                agreed = timedelta(interval(kind, launch, before.planned_on))
                assert after.planned_on - before.planned_on <= agreed


@pytest.mark.rule("CAD-04")
@some
@given(plans())
def test_every_touchpoint_is_on_the_first_working_day(
    plan: tuple[date, date, ps.WorkingCalendar],
) -> None:
    """None is on a day off, none later than need be, and each number is there once."""
    launch, until, calendar = plan
    found = ps.standard().cadence.touchpoints(
        launch, until, calendar=calendar, enterprise=True
    )
    assert list(found) == sorted(found, key=lambda each: each.on)
    for points in by_kind(found).values():
        numbers = [number for each in points for number in (each.number, *each.also)]
        assert numbers == list(range(1, len(numbers) + 1))
        for each in points:
            assert launch < each.planned_on <= each.on <= until
            assert calendar.add_working_days(each.planned_on, 0) == each.on


@pytest.mark.rule("CAD-04")
@some
@given(plans(), st.integers(0, 400))
def test_a_later_last_day_only_adds(
    plan: tuple[date, date, ps.WorkingCalendar], more: int
) -> None:
    """What was told once stays, so calendars can be given out piece by piece."""
    launch, until, calendar = plan
    cadence = ps.standard().cadence
    short = cadence.touchpoints(launch, until, calendar=calendar)
    later = until + timedelta(days=more)
    long = cadence.touchpoints(launch, later, calendar=calendar)
    assert short == tuple(each for each in long if each.on <= until)


@pytest.mark.rule("CAD-04")
@some
@given(plans(), st.data())
def test_numbers_depend_on_the_launch_alone(
    plan: tuple[date, date, ps.WorkingCalendar], data: st.DataObject
) -> None:
    """Another calendar moves touchpoints, and plans the same under each number."""
    launch, until, calendar = plan
    other = data.draw(calendars(launch))
    cadence = ps.standard().cadence
    first, second = (
        {
            (each.kind, each.number): each.planned_on
            for each in cadence.touchpoints(launch, until, calendar=one)
        }
        for one in (calendar, other)
    )
    assert all(first[each] == second[each] for each in first.keys() & second.keys())


@pytest.mark.rule("CAD-03")
@some
@given(
    st.sampled_from(ActivityPeriod),
    st.dates(),
    st.integers(1, 7),
    st.integers(1, 12),
)
def test_periods_follow_each_other_without_gaps(
    kind: ActivityPeriod, day: date, week_begins: int, first_month: int
) -> None:
    """Every day lies in one period, and the next one begins the day after it."""
    periods = Periods(week_begins=week_begins, fiscal_year=FiscalYear(first_month))
    number = periods.number(kind, day)
    period = periods.numbered(kind, number)
    assert period.contains(day)
    if period.last < date.max:
        following = period.last + timedelta(days=1)
        assert periods.number(kind, following) == number + 1
        assert periods.numbered(kind, number + 1).first == following
        if kind is ActivityPeriod.WEEK:
            assert following.isoweekday() == week_begins
    if kind is ActivityPeriod.QUARTER and date.min < period.first:
        assert (period.first.month - first_month) % 3 == 0


@pytest.mark.rule("CAD-03")
@some
@given(st.data())
def test_what_is_done_today_is_owed_no_more(data: st.DataObject) -> None:
    """Whoever does all that is owed has an empty list, until time goes on."""
    launch = data.draw(launches)
    on = launch + timedelta(days=data.draw(st.integers(0, 500)))
    calendar = data.draw(calendars(launch))
    partner = PartnerInCare(partner_id="acme", launched_on=launch, enterprise=True)
    cadence = ps.standard().cadence
    before = cadence.due_list([partner], on, role="TAM", calendar=calendar)
    week_ends = on + timedelta(days=6 - on.weekday())
    last = {
        each.kind: max((each.number, *each.also))
        for each in cadence.touchpoints(
            launch, week_ends, calendar=calendar, enterprise=True
        )
    }
    records = [
        ActivityDone(
            activity=each.id,
            partner_id="acme",
            on=on,
            by="p-1",
            number=last.get(each.id),
        )
        for each in before.items
    ]
    after = cadence.due_list([partner], on, records, role="TAM", calendar=calendar)
    assert {each.id for each in after.items} == {each.id for each in before.items}
    assert {each.state for each in after.items} <= {DueState.DONE}
    assert not before.done
    for each in before.items:
        assert (each.state is DueState.OVERDUE) == (each.by < on) == (each.missed > 0)
