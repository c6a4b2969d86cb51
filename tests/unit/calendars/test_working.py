"""The working calendar of one place, and what went wrong with those of others."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.calendars import OpenHours, WorkingCalendar, WorkingDays
from partner_success.errors import InvalidValueError, NoSuchTimeError

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
office = WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="Europe/Berlin")
always = WorkingCalendar.around_the_clock()


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """Read a time of the clock in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.rule("SLA-05")
def test_no_minute_is_lost_at_midnight_around_the_clock() -> None:
    """A day that ends at 23:59 would lose one each night; ours ends at 24:00."""
    start = datetime(2020, 9, 4, 23, 30, tzinfo=UTC)
    assert always.deadline(start, HOUR) == start + HOUR
    assert always.elapsed(start, start + timedelta(days=365)) == timedelta(days=365)
    assert len(always.intervals(start, start + timedelta(days=365))) == 1


@pytest.mark.rule("SLA-04", "SLA-05")
def test_twenty_four_hours_across_a_spring_night_end_an_hour_later_on_the_wall() -> (
    None
):
    """The night to 29 March 2026 has an hour less, and time does not know that."""
    start = at("2026-03-28T12:00")
    due = always.deadline(start, 24 * HOUR)
    assert due.isoformat() == "2026-03-29T13:00:00+02:00"
    assert always.elapsed(start, at("2026-03-29T12:00")) == 23 * HOUR


@pytest.mark.rule("SLA-04")
def test_todays_offset_is_not_applied_to_history() -> None:
    """Nine in Berlin is eight in UTC in January and seven in July, asked whenever."""
    for month, hour in ((1, 8), (7, 7)):
        before = datetime(2026, month, 5 if month == 1 else 6, 1, tzinfo=UTC)
        assert office.next_open(before).hour == hour
    # Moscow was three hours ahead, then four, then three again.
    moscow = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Moscow")
    winters = [datetime(year, 1, 12, tzinfo=UTC) for year in (2010, 2012, 2015)]
    assert [moscow.next_open(each).hour for each in winters] == [6, 5, 6]


@pytest.mark.rule("SLA-04")
def test_the_night_before_a_holiday_is_worked_to_its_end() -> None:
    """Hours belong to the day on which they begin."""
    nights = WorkingCalendar.parse(
        "Mon-Sun 22:00-06:00; zone Europe/Berlin; off 2026-05-14"
    )
    assert nights.is_open(at("2026-05-14T05:59"))
    assert not nights.is_open(at("2026-05-14T22:00"))
    assert not nights.is_open(at("2026-05-15T05:00"))
    assert nights.is_open(at("2026-05-15T22:00"))


@pytest.mark.rule("SLA-04")
def test_an_exception_comes_before_a_holiday() -> None:
    """On the morning of Christmas Eve some do work, though the day is off."""
    place = WorkingCalendar.parse(
        "Mon-Fri 09:00-17:00; zone UTC; off 2026-12-24; 2026-12-24 09:00-12:00;"
        " 2026-12-26 10:00-11:00; 2026-12-28 closed"
    )
    week = [place.hours_on(date(2026, 12, day)) for day in range(23, 29)]
    assert [len(hours) for hours in week] == [1, 1, 1, 1, 0, 0]
    assert str(week[1][0]) == "09:00-12:00"
    assert place.elapsed(at("2026-12-24", "UTC"), at("2026-12-25", "UTC")) == 3 * HOUR


@pytest.mark.rule("SLA-04")
def test_a_day_that_was_left_out_has_no_hours() -> None:
    """Samoa went from Thursday to Saturday, and nobody worked on that Friday."""
    place = WorkingCalendar.parse(
        "Mon-Fri 09:00-17:00; zone Pacific/Apia; 2011-12-30 09:00-12:00"
    )
    start, end = (at(f"{day}T00:00", "Pacific/Apia") for day in WEEK_IN_APIA)
    days = [span.start.date().day for span in place.intervals(start, end)]
    assert days == [26, 27, 28, 29, 2]


WEEK_IN_APIA = ("2011-12-26", "2012-01-03")


@pytest.mark.rule("SLA-05")
def test_a_deadline_at_closing_time_is_that_closing_time() -> None:
    """Not the next opening, a weekend later; backwards it is the opening time."""
    friday = at("2026-05-08T15:00")
    assert office.deadline(friday, 2 * HOUR) == at("2026-05-08T17:00")
    assert office.deadline(friday, 2 * HOUR + timedelta(microseconds=1)) == (
        at("2026-05-11T09:00") + timedelta(microseconds=1)
    )
    assert office.deadline(friday, -6 * HOUR) == at("2026-05-08T09:00")
    assert office.deadline(at("2026-05-09T12:00"), timedelta(0)) == (
        at("2026-05-09T12:00")
    )


@pytest.mark.rule("SLA-04")
def test_gaps_move_forward_and_doubled_times_come_first() -> None:
    """02:30 does not exist on one Sunday and comes twice on another."""
    nights = WorkingCalendar.parse("Sun 02:30-04:00; zone Europe/Berlin")
    (spring,) = nights.intervals(at("2026-03-29"), at("2026-03-30"))
    assert spring.start.isoformat() == "2026-03-29T03:30:00+02:00"
    assert spring.duration == HOUR / 2
    (autumn,) = nights.intervals(at("2026-10-25"), at("2026-10-26"))
    assert autumn.start.isoformat() == "2026-10-25T02:30:00+02:00"
    assert autumn.duration == 2.5 * HOUR


@pytest.mark.rule("SLA-10")
@pytest.mark.parametrize(
    "ask",
    [
        lambda when: office.elapsed(when, at("2026-05-08T17:00")),
        lambda when: office.elapsed(at("2026-05-08T17:00"), when),
        lambda when: office.deadline(when, HOUR),
        office.is_open,
        office.next_open,
        office.next_close,
        office.previous_open,
        office.previous_close,
        lambda when: office.intervals(when, when),
    ],
)
@pytest.mark.parametrize("zone", [None, "nothing"])
def test_times_without_a_zone_are_refused(ask: Any, zone: str | None) -> None:
    """Whose nine o'clock it is cannot be guessed."""
    when = datetime.fromisoformat("2026-05-08T09:00")
    with pytest.raises(InvalidValueError, match="needs a"):
        ask(when if zone is None else zone)


@pytest.mark.rule("SLA-03")
def test_a_working_day_is_declared_or_shared_by_all_weekdays() -> None:
    """Where weekdays differ, nobody can know what a business day is."""
    assert office.working_day == 8 * HOUR
    assert always.working_day == 24 * HOUR
    split = "Mon-Fri 09:00-12:00 13:00-17:30; Sat closed; zone UTC"
    assert WorkingCalendar.parse(split).working_day == 7.5 * HOUR
    uneven = "Mon-Thu 08:00-17:00; Fri 08:00-12:00; zone UTC"
    declared = WorkingCalendar.parse(f"{uneven}; working day 8:00")
    friday = datetime(2026, 5, 8, 11, tzinfo=UTC)
    assert declared.deadline(friday, WorkingDays(1)) == datetime(
        2026, 5, 11, 15, tzinfo=UTC
    )
    with pytest.raises(InvalidValueError, match="not equally long"):
        WorkingCalendar.parse(uneven).deadline(friday, WorkingDays(1))
    with pytest.raises(InvalidValueError, match="not equally long"):
        _ = WorkingCalendar.parse("Mon-Sun closed; zone UTC").working_day


@pytest.mark.parametrize("duration", [8, 8.0, "8 hours", None])
def test_a_duration_says_what_it_counts(duration: Any) -> None:
    """A bare number could be hours, days or seconds."""
    with pytest.raises(InvalidValueError, match="timedelta of working time or Working"):
        office.deadline(at("2026-05-08T09:00"), duration)


@pytest.mark.rule("SLA-03")
def test_working_days_are_whole() -> None:
    """They turn around, sort, and refuse parts of themselves."""
    assert -WorkingDays(2) == WorkingDays(-2) < WorkingDays(1)
    assert [str(WorkingDays(days)) for days in (1, 3)] == [
        "1 working day",
        "3 working days",
    ]
    for wrong in (1.5, True, "1"):
        with pytest.raises(InvalidValueError, match="whole number"):
            WorkingDays(wrong)  # type: ignore[arg-type]


def test_single_days_are_counted() -> None:
    """Holidays and weekends are passed over, whatever the hours of the others."""
    place = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC; off 2026-05-14")
    thursday = date(2026, 5, 14)
    assert not place.is_working_day(thursday)
    counts = {-2: 12, -1: 13, 0: 15, 1: 15, 2: 18}
    for count, day in counts.items():
        assert place.add_working_days(thursday, count) == date(2026, 5, day)
    assert place.add_working_days(date(2026, 5, 13), 0) == date(2026, 5, 13)
    with pytest.raises(InvalidValueError, match="whole number"):
        place.add_working_days(thursday, 1.0)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="needs a day"):
        place.hours_on(datetime(2026, 5, 14, tzinfo=UTC))


@pytest.mark.parametrize("count", [-1, 0, 1])
def test_a_calendar_without_working_days_says_so(count: int) -> None:
    """In a year like any other and at both ends of Python's calendar."""
    never = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    for day in (date(2026, 5, 14), date.min, date.max):
        with pytest.raises(NoSuchTimeError, match="no working day within 1098 days"):
            never.add_working_days(day, count)


@pytest.mark.rule("SLA-05")
def test_a_calendar_of_single_days_ends_with_them() -> None:
    """Each of its days is found however far away, and nothing beyond."""
    place = WorkingCalendar.parse(
        "Mon-Sun closed; zone UTC; 1950-01-02 09:00-17:00; 2150-01-01 09:00-17:00"
    )
    now = datetime(2026, 5, 4, tzinfo=UTC)
    assert place.next_open(now) == datetime(2150, 1, 1, 9, tzinfo=UTC)
    assert place.previous_close(now) == datetime(1950, 1, 2, 17, tzinfo=UTC)
    assert place.previous_open(now) == datetime(1950, 1, 2, 9, tzinfo=UTC)
    assert place.deadline(now, 8 * HOUR) == datetime(2150, 1, 1, 17, tzinfo=UTC)
    for ask in (
        lambda: place.deadline(now, 8 * HOUR + timedelta(seconds=1)),
        lambda: place.deadline(now, -9 * HOUR),
        lambda: place.next_open(datetime(2150, 1, 2, tzinfo=UTC)),
        lambda: place.previous_open(datetime(1950, 1, 1, tzinfo=UTC)),
    ):
        with pytest.raises(NoSuchTimeError, match="check its hours"):
            ask()


def test_what_never_closes_has_no_closing_time() -> None:
    """Around the clock there is neither an opening nor a closing to be found."""
    now = datetime(2026, 5, 4, tzinfo=UTC)
    assert always.is_open(now)
    assert always.next_open(now) == now
    for ask in (always.next_close, always.previous_close, always.previous_open):
        with pytest.raises(NoSuchTimeError, match="never"):
            ask(now)


@pytest.mark.rule("SLA-04")
def test_any_year_is_answered_and_nothing_beyond() -> None:
    """From the first instant that Python knows to the last."""
    first = datetime.min.replace(tzinfo=UTC)
    last = datetime.max.replace(tzinfo=UTC)
    assert always.elapsed(first, first + HOUR) == HOUR
    assert always.deadline(last - HOUR, HOUR) == last
    with pytest.raises(NoSuchTimeError, match="closes after the years 1 to 9999"):
        always.deadline(last, HOUR)
    tokyo = WorkingCalendar.parse("Fri 09:00-17:00; zone Asia/Tokyo")
    friday = datetime(9999, 12, 31, tzinfo=UTC)
    assert tokyo.elapsed(friday, last) == 8 * HOUR
    assert tokyo.deadline(first, 8 * HOUR).date() == date(1, 1, 5)
    with pytest.raises(NoSuchTimeError, match="closes after"):
        tokyo.deadline(last, HOUR)
    with pytest.raises(NoSuchTimeError, match="closes before"):
        tokyo.deadline(first, -HOUR)
    new_york = WorkingCalendar.parse("Fri 09:00-24:00; zone America/New_York")
    with pytest.raises(InvalidValueError, match="outside the years 1 to 9999"):
        new_york.deadline(last - HOUR, 3 * HOUR)
    for wrong in (-(10**18), 10**18):
        with pytest.raises(InvalidValueError, match="years 1 to 9999"):
            office.elapsed_microseconds(0, wrong)


def test_far_apart_years_do_not_cost_all_that_lies_between() -> None:
    """A calendar that was asked of the year 3000 is asked of this one."""
    place = WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="UTC")
    assert place.is_open(datetime(3000, 1, 6, 10, tzinfo=UTC))
    assert place.is_open(datetime(2026, 5, 8, 10, tzinfo=UTC))
    assert place.is_open(datetime(3000, 1, 6, 10, tzinfo=UTC))
    day = timedelta(days=1)
    friday = datetime(2026, 5, 8, 10, tzinfo=UTC)
    for start in (friday, friday + 365 * day, friday - 3650 * day, friday):
        assert place.elapsed(start, start + 7 * day) == 40 * HOUR
        assert place.deadline(start, 40 * HOUR) > start + 6 * day
    thirty = place.elapsed(
        datetime(2026, 1, 1, tzinfo=UTC), datetime(2056, 1, 1, tzinfo=UTC)
    )
    assert thirty == 8 * HOUR * 7827


def test_a_year_that_stands_for_never_is_refused() -> None:
    """Working time up to 9999 is never meant, and would take a gigabyte."""
    never = datetime(9999, 12, 31, tzinfo=UTC)
    place = WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="UTC")
    now = datetime(2026, 5, 8, 10, tzinfo=UTC)
    with pytest.raises(InvalidValueError, match="at most 400 years at a time"):
        place.elapsed(now, never)
    # By itself that year is one like any other, and so is this one after it.
    assert place.is_open(never.replace(hour=10))
    assert place.elapsed(now, now + 8 * HOUR) == 7 * HOUR
    with pytest.raises(NoSuchTimeError, match="at most 400 years are computed"):
        place.deadline(now, timedelta(days=365 * 400))
    with pytest.raises(NoSuchTimeError, match="at most 400 years are computed"):
        place.deadline(now, timedelta(days=-365 * 400))


def test_what_pandas_calls_no_time_is_refused() -> None:
    """It passes itself off as a datetime."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InvalidValueError, match="needs a datetime"):
        office.is_open(pandas.NaT)
    stamp = pandas.Timestamp("2026-05-08T10:00", tz="Europe/Berlin")
    assert office.is_open(stamp)


def test_a_calendar_is_a_value() -> None:
    """Equal by what it says, not by what it was asked; copied without its index."""
    office.is_open(at("2026-05-08T10:00"))
    other = WorkingCalendar.parse(str(office))
    assert other == office
    assert {other, office} == {office}
    for again in (pickle.loads(pickle.dumps(office)), copy.deepcopy(office)):
        assert again == office
        assert again.is_open(at("2026-05-08T10:00"))
    assert ps.WorkingCalendar is WorkingCalendar
    assert "horizon" not in repr(office)
    with pytest.raises(AttributeError):
        office.zone = "UTC"  # type: ignore[misc]


def test_nothing_that_was_given_is_changed() -> None:
    """A list of hours and a set of days are copied."""
    hours, days = [OpenHours(0, 60)], {date(2026, 1, 1)}
    exceptions = {date(2026, 1, 2): hours}
    place = WorkingCalendar(
        zone="UTC", weekly=[hours] * 7, holidays=days, exceptions=exceptions
    )
    before = str(place)
    hours.clear(), days.clear(), exceptions.clear()
    assert str(place) == before


def test_the_databases_behind_an_answer_are_named() -> None:
    """The version of the holidays stands only where there are any."""
    assert office.provenance.holidays is None
    assert office.provenance.tzdata == ps.core.tzdata_version()
