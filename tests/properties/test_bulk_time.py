"""Columns of instants give what the calendar gives for each, to the microsecond."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.calendars import (
    Calendar,
    CombinedCalendar,
    OpenHours,
    WorkingCalendar,
    bulk,
)
from partner_success.errors import NoSuchTimeError

DAY = 86_400_000_000
NOTHING = -(2**63)

# Each example is a column, so there are fewer of them.
slow = settings(max_examples=min(60, settings().max_examples))


class Place(NamedTuple):
    """A zone, and a day around which its clocks do something odd."""

    zone: str
    day: date


PLACES = [
    Place("Europe/Berlin", date(2026, 3, 29)),
    Place("America/New_York", date(2026, 11, 1)),
    Place("America/Sao_Paulo", date(2018, 11, 4)),
    Place("Asia/Kathmandu", date(1986, 1, 1)),
    Place("Australia/Lord_Howe", date(2026, 4, 5)),
    Place("Pacific/Apia", date(2011, 12, 30)),
    Place("Africa/Casablanca", date(2026, 2, 15)),
    # Before there was a time of the zone, the sun's was 34 minutes and 8 seconds off.
    Place("Europe/Dublin", date(1916, 10, 1)),
]


@st.composite
def hours(draw: st.DrawFn) -> list[OpenHours]:
    """Make up the hours of a day: none, one stretch, split ones, or with a night."""
    step = draw(st.sampled_from([1, 60, 1_800]))
    most = 86_400 // step
    edges = sorted(draw(st.sets(st.integers(0, most), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    found = [OpenHours(step * opens, step * closes) for opens, closes in pairs]
    if draw(st.booleans()) and (not found or found[-1].closes < 82_800):
        night = draw(st.integers(1, 720))
        found.append(OpenHours(82_800, 86_400 + 60 * night))
    return found


@st.composite
def calendars(draw: st.DrawFn, place: Place) -> WorkingCalendar:
    """Make up a calendar with days off and other hours around a day."""
    days = st.integers(-5, 5).map(lambda shift: place.day + timedelta(days=shift))
    return WorkingCalendar(
        zone=place.zone,
        weekly=draw(st.tuples(*[hours()] * 7)),
        holidays=draw(st.frozensets(days, max_size=2)),
        exceptions=draw(st.dictionaries(days, hours(), max_size=2)),
    )


class Asked(NamedTuple):
    """A calendar, and instants that it is asked about."""

    calendar: Calendar
    starts: list[int]
    ends: list[int]


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """Make up a calendar and instants around a day, many of them at its borders."""
    place = draw(st.sampled_from(PLACES))
    calendar: Calendar = draw(calendars(place))
    if draw(st.booleans()):
        other = draw(calendars(draw(st.sampled_from(PLACES))))
        kind = draw(st.sampled_from(["union", "intersection", "difference"]))
        calendar = CombinedCalendar(kind=kind, parts=[calendar, other])  # type: ignore[arg-type]
    noon = (place.day - date(1970, 1, 1)).days * DAY + DAY // 2
    found = calendar.open_microseconds(noon - 6 * DAY, noon + 6 * DAY)
    borders = sorted({border for pair in found for border in pair} | {noon})
    near = st.builds(int.__add__, st.sampled_from(borders), st.integers(-2, 2))
    far = st.integers(noon - 40 * DAY, noon + 40 * DAY)
    instants = st.lists(near | far, min_size=8, max_size=8)
    return Asked(calendar, draw(instants), draw(instants))


@slow
@given(asked())
@pytest.mark.rule("SLA-05", "SLA-11")
def test_elapsed_is_that_of_each_pair(case: Asked) -> None:
    """Whichever comes first, and with borders of any kind."""
    pairs = list(zip(case.starts, case.ends, strict=True))
    expected = [case.calendar.elapsed_microseconds(*pair) for pair in pairs]
    assert bulk.elapsed(case.calendar, case.starts, case.ends).tolist() == expected
    swapped = bulk.elapsed(case.calendar, case.ends, case.starts)
    assert swapped.tolist() == [-work for work in expected]


@slow
@given(asked(), st.lists(st.integers(-(10**12), 10**12), min_size=8, max_size=8))
@pytest.mark.rule("SLA-05", "SLA-11")
def test_deadlines_are_those_of_each_start(case: Asked, some: list[int]) -> None:
    """For any working time, and for that which ends at another instant exactly."""
    exact = bulk.elapsed(case.calendar, case.starts, case.ends).tolist()
    for work in (exact, some, [0] * 8):
        try:
            expected = [
                case.calendar.deadline_microseconds(*pair)
                for pair in zip(case.starts, work, strict=True)
            ]
        except NoSuchTimeError:
            with pytest.raises(NoSuchTimeError):
                bulk.deadline(case.calendar, case.starts, work)
            continue
        due = bulk.deadline(case.calendar, case.starts, work)
        assert due.tolist() == expected
        taken = bulk.elapsed(case.calendar, case.starts, due)
        assert taken.tolist() == work


@slow
@given(asked())
@pytest.mark.rule("SLA-11")
def test_it_is_open_where_time_passes(case: Asked) -> None:
    """In the microsecond that follows."""
    after = [start + 1 for start in case.starts]
    passes = bulk.elapsed(case.calendar, case.starts, after) == 1
    assert bulk.is_open(case.calendar, case.starts).tolist() == passes.tolist()


@slow
@given(asked(), st.lists(st.booleans(), min_size=8, max_size=8))
@pytest.mark.rule("SLA-11")
def test_what_is_missing_changes_nothing_else(case: Asked, gaps: list[bool]) -> None:
    """The rows beside it have the answers that they have alone."""
    starts = np.array(case.starts).view("datetime64[us]")
    ends = np.array(case.ends).view("datetime64[us]")
    whole = bulk.elapsed(case.calendar, starts, ends)
    starts[gaps] = np.datetime64("NaT")
    found = bulk.elapsed(case.calendar, starts, ends)
    assert np.isnat(found).tolist() == gaps
    kept = ~np.array(gaps)
    assert found[kept].tolist() == whole[kept].tolist()
