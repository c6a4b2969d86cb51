"""What no column can be is refused, and the message says what was found."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from partner_success.calendars import WorkingCalendar, WorkingDays, bulk
from partner_success.core.instants import microseconds
from partner_success.errors import (
    InvalidValueError,
    MissingExtraError,
    NoSuchTimeError,
)

pytestmark = pytest.mark.rule("SLA-10", "SLA-11")

HOUR = 3_600_000_000
DAY = 24 * HOUR
NOTHING = -(2**63)
FRIDAY = datetime(2026, 5, 8, 15, tzinfo=UTC)


@pytest.fixture
def office() -> WorkingCalendar:
    """An office, new to every test."""
    return WorkingCalendar.parse("Mon-Fri 09:00-12:00 13:00-17:30; zone Europe/Berlin")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([1.5], "found an array of float64"),
        (np.array([]), "found an array of float64"),
        ([True], "found an array of bool"),
        (["2026-05-08"], "found an array of <U10, such as str '2026-05-08'"),
        ([FRIDAY], "found an array of object, such as datetime datetime.date"),
        ([[1], [2, 3]], "found setting an array element"),
        ([1, None], "found an array of object, such as int 1"),
        (np.ma.masked_array([1, 2], [False, True]), "found a masked array"),
        (np.array([2**63], dtype=np.uint64), "found 9223372036854775808"),
        (np.array(["NaT"], dtype="datetime64"), "found an array of datetime64"),
        (np.array([1], dtype="timedelta64[s]"), "found an array of timedelta64"),
    ],
)
def test_what_is_no_instant(office: WorkingCalendar, given: Any, found: str) -> None:
    """The message says which column it is and what was found."""
    with pytest.raises(InvalidValueError, match=r"^starts have to be whole") as told:
        bulk.elapsed(office, given, [0])
    assert found in str(told.value)


@pytest.mark.parametrize(
    "given",
    [[0.5], [timedelta(1)], np.array([1], "m8[M]"), np.array([1], "m8[Y]"), "1 h"],
)
def test_what_is_no_duration(office: WorkingCalendar, given: Any) -> None:
    """Months and years neither, which have no length of their own."""
    with pytest.raises(InvalidValueError, match=r"^durations have to be whole"):
        bulk.deadline(office, [0], given)


def test_a_time_without_a_zone(office: WorkingCalendar) -> None:
    """A single one of Python has to say where its clock hangs."""
    naive = FRIDAY.replace(tzinfo=None)
    with pytest.raises(InvalidValueError, match="time zone"):
        bulk.is_open(office, naive)


def test_columns_of_two_kinds(office: WorkingCalendar) -> None:
    """Whether the numbers are what they seem is not guessed."""
    with pytest.raises(InvalidValueError, match="of one kind"):
        bulk.elapsed(office, [0], np.array(["2026-05-08"], dtype="datetime64[D]"))


def test_shapes_that_do_not_fit(office: WorkingCalendar) -> None:
    """Both are told."""
    with pytest.raises(InvalidValueError, match=r"shapes \(2,\) and \(3,\)"):
        bulk.elapsed(office, [0, 1], [0, 1, 2])
    with pytest.raises(InvalidValueError, match=r"shapes \(0,\) and \(1,\)"):
        bulk.deadline(office, [], [1])


def test_a_missing_duration_among_numbers(office: WorkingCalendar) -> None:
    """The answer could not be told from an instant."""
    with pytest.raises(InvalidValueError, match="a duration is NaT"):
        bulk.deadline(office, [0], np.array(["NaT"], dtype="timedelta64[h]"))


@pytest.mark.parametrize("unit", ["Y", "D", "s", "25us"])
@pytest.mark.parametrize("sign", [1, -1])
def test_times_too_far_to_count(office: WorkingCalendar, unit: str, sign: int) -> None:
    """They are refused, and not taken for others as numpy would."""
    starts = np.array([sign * 2**61, 0, NOTHING]).view(f"datetime64[{unit}]")
    with pytest.raises(InvalidValueError, match="instants reach from"):
        bulk.is_open(office, starts)
    work = np.array([sign * 2**61], dtype="timedelta64[s]")
    with pytest.raises(InvalidValueError, match="durations reach from"):
        bulk.deadline(office, [0], work)


def test_the_end_of_the_calendar(office: WorkingCalendar) -> None:
    """The years are those of Python."""
    with pytest.raises(InvalidValueError, match="years 1 to 9999"):
        bulk.elapsed(office, [0], [2**62])


@pytest.mark.parametrize("work", [1, -1, 2**62, -(2**62), 2**63 - 1, NOTHING])
def test_a_calendar_that_never_opens(work: int) -> None:
    """It says so, as it does for one, unless nothing is to be done."""
    closed = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    assert bulk.deadline(closed, [5], [0]).tolist() == [5]
    assert bulk.elapsed(closed, [5], [HOUR]).tolist() == [0]
    with pytest.raises(NoSuchTimeError, match="nothing opens or closes"):
        bulk.deadline(closed, [5, 6], [0, work])


@pytest.mark.parametrize("work", [2 * HOUR + 1, -1, 2**63 - 1, NOTHING])
def test_more_than_there_is(work: int) -> None:
    """What there is can still be asked for, to the last moment."""
    once = WorkingCalendar.parse("Mon-Sun closed; 2026-05-04 09:00-11:00; zone UTC")
    before = microseconds(datetime(2026, 5, 1, tzinfo=UTC))
    closes = microseconds(datetime(2026, 5, 4, 11, tzinfo=UTC))
    found = bulk.deadline(once, [before, closes + DAY], [2 * HOUR, 0])
    assert found.tolist() == [closes, closes + DAY]
    with pytest.raises(NoSuchTimeError, match="of working time"):
        bulk.deadline(once, [before, before], [HOUR, work])


def test_a_duration_longer_than_numbers_reach(office: WorkingCalendar) -> None:
    """It is too much for the calendar, and nothing else."""
    closed = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    with pytest.raises(NoSuchTimeError):
        bulk.deadline(closed, [0], timedelta.max)


def test_working_days_that_are_not_declared() -> None:
    """As one deadline says it."""
    uneven = WorkingCalendar.parse("Mon 09:00-17:00; Tue 09:00-12:00; zone UTC")
    with pytest.raises(InvalidValueError, match="how long a working day is"):
        bulk.deadline(uneven, [0], WorkingDays(1))


def test_the_extra_is_named(
    office: WorkingCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without numpy the message says what to install."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[bulk\]"):
        bulk.is_open(office, FRIDAY)
