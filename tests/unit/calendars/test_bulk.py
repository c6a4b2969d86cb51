"""Columns of instants get the calendar's own answers, in the kind they came in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from partner_success.calendars import WorkingCalendar, WorkingDays, bulk
from partner_success.calendars.index import Index
from partner_success.core.instants import microseconds
from partner_success.errors import (
    InvalidValueError,
)

HOUR = 3_600_000_000
DAY = 24 * HOUR
NOTHING = -(2**63)
FRIDAY = datetime(2026, 5, 8, 15, tzinfo=UTC)
MONDAY = datetime(2026, 5, 11, 10, tzinfo=UTC)


@pytest.fixture
def office() -> WorkingCalendar:
    """An office with a lunch break, new to every test."""
    return WorkingCalendar.parse(
        "Mon-Fri 09:00-12:00 13:00-17:30; zone Europe/Berlin; 2026-12-24 09:00-12:00"
    )


def utc(*times: str, unit: str = "us") -> np.ndarray[Any, Any]:
    """Give an array of times in UTC."""
    return np.array(times, dtype=f"datetime64[{unit}]")


def lots(count: int, low: str, high: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Draw instants, always the same ones."""
    first, last = utc(low, high).view(np.int64)
    return np.random.default_rng(4).integers(first, last, count)


def one_by_one(
    calendar: WorkingCalendar, starts: np.ndarray[Any, Any], ends: np.ndarray[Any, Any]
) -> list[int]:
    """Ask the calendar for each pair."""
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    return [calendar.elapsed_microseconds(start, end) for start, end in pairs]


@pytest.mark.rule("SLA-05", "SLA-11")
class TestEqualToTheCalendar:
    def test_elapsed(self, office: WorkingCalendar) -> None:
        """Many pairs, of which half are swapped, over several parts and years."""
        starts = lots(40_000, "2014-01-01", "2027-01-01")
        ends = starts[::-1].copy()
        found = bulk.elapsed(office, starts, ends)
        assert found.dtype == np.int64
        assert found.tolist() == one_by_one(office, starts, ends)

    def test_deadline(self, office: WorkingCalendar) -> None:
        """Forwards and backwards, and none at all, which is due at once."""
        starts = lots(40_000, "2014-01-01", "2027-01-01")
        work = lots(40_000, "1969-06-01", "1970-06-01")
        work[::7] = 0
        work[::5] = work[::5] // HOUR * HOUR
        found = bulk.deadline(office, starts, work)
        pairs = zip(starts.tolist(), work.tolist(), strict=True)
        assert found.tolist() == [office.deadline_microseconds(*pair) for pair in pairs]

    def test_is_open(self, office: WorkingCalendar) -> None:
        """At an opening time it is, at a closing time it is not."""
        closing = datetime(2026, 5, 8, 15, 30, tzinfo=UTC)
        edges = microseconds(closing) + np.arange(-DAY, DAY, HOUR // 4)
        found = bulk.is_open(office, edges)
        expected = [
            office.is_open(closing + timedelta(microseconds=int(edge)))
            for edge in edges - microseconds(closing)
        ]
        assert found.dtype == np.bool_
        assert found.tolist() == expected

    def test_at_every_border(self, office: WorkingCalendar) -> None:
        """A moment before, at and after each opening and closing time of a year."""
        low, high = utc("2026-01-01", "2027-01-01").view(np.int64).tolist()
        borders = np.array(office.open_microseconds(low, high)).reshape(-1)
        instants = np.concatenate([borders - 1, borders, borders + 1])
        first = np.full_like(instants, low)
        worked = bulk.elapsed(office, first, instants)
        assert worked.tolist() == one_by_one(office, first, instants)
        for work, start in ((worked, first), (-worked, instants)):
            found = bulk.deadline(office, start, work)
            pairs = zip(start.tolist(), work.tolist(), strict=True)
            expected = [office.deadline_microseconds(*pair) for pair in pairs]
            assert found.tolist() == expected

    def test_at_the_ends_of_what_is_computed(self, office: WorkingCalendar) -> None:
        """The first and the last instant of an index need no other way to ask."""
        index = office.index_covering(*utc("2026-01-01", "2026-06-01").view(np.int64))
        edges = np.array([index.low, index.low + 1, index.high - 1, index.high])
        assert bulk.elapsed(office, edges, edges[::-1]).tolist() == one_by_one(
            office, edges, edges[::-1]
        )
        work = np.array([index.works[-1], 0, 0, -index.works[-1]])
        found = bulk.deadline(office, edges[[0, 0, 3, 3]], work)
        assert found.tolist() == [
            index.ends[-1],
            index.low,
            index.high,
            index.starts[1],
        ]
        opens = index.starts[1] == index.low
        assert bulk.is_open(office, edges).tolist() == [opens, opens, False, False]
        assert office.index_covering(index.low, index.high) is index

    @pytest.mark.parametrize("text", ["around the clock", "Mon-Sun 00:00-00:00:07"])
    def test_hours_of_any_kind(self, text: str) -> None:
        """Never closed, or open for seconds."""
        calendar = WorkingCalendar.parse(text, zone="Asia/Kathmandu")
        starts = lots(2_000, "1980-01-01", "1990-01-01")
        ends = starts[::-1].copy()
        found = bulk.elapsed(calendar, starts, ends)
        assert found.tolist() == one_by_one(calendar, starts, ends)
        due = bulk.deadline(calendar, starts, timedelta(seconds=20))
        expected = [calendar.deadline_microseconds(s, 20_000_000) for s in starts]
        assert due.tolist() == expected

    def test_where_buckets_would_fill_the_memory(self) -> None:
        """A gap of a second in centuries of hours is found by halving."""
        calendar = WorkingCalendar.parse(
            "Mon-Sun closed; 2026-05-04 09:00-10:00 10:00:01-11:00; zone UTC"
        )
        starts = lots(2_000, "1920-01-01", "2030-01-01")
        ends = np.full_like(starts, microseconds(datetime(2026, 5, 4, 10, tzinfo=UTC)))
        found = bulk.elapsed(calendar, starts, ends)
        assert found.tolist() == one_by_one(calendar, starts, ends)
        due = bulk.deadline(calendar, utc("1990-01-01"), [HOUR + 1])
        assert due.tolist() == utc("2026-05-04T10:00:01.000001").tolist()


@pytest.mark.rule("SLA-11")
class TestGrowing:
    def test_the_calendar_grows_as_far_as_is_asked(
        self, office: WorkingCalendar
    ) -> None:
        """One part after the other lies outside of what was known."""
        starts = np.sort(lots(40_000, "2000-01-01", "2030-01-01"))
        ends = starts + DAY
        found = bulk.elapsed(office, starts, ends)
        assert found[::97].tolist() == one_by_one(office, starts[::97], ends[::97])

    def test_it_grows_once_for_all_parts(
        self, office: WorkingCalendar, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Not part by part, each time from the beginning."""
        made: list[Index] = []
        make = Index.__init__

        def counted(index: Index, *arguments: Any) -> None:
            made.append(index)
            make(index, *arguments)

        monkeypatch.setattr(Index, "__init__", counted)
        starts = np.sort(lots(100_000, "2000-01-01", "2030-01-01"))
        bulk.elapsed(office, starts, starts)
        assert len(made) == 2

    def test_deadlines_grow_it_in_both_directions(
        self, office: WorkingCalendar
    ) -> None:
        """Up to the farthest of them on either side."""
        starts = utc(*["2026-05-08T15:00"] * 3)
        work = np.array([20_000, -20_000, 1], dtype="timedelta64[h]")
        found = bulk.deadline(office, starts, work)
        assert found.tolist() == [
            office.deadline(FRIDAY, timedelta(hours=hours)).replace(tzinfo=None)
            for hours in (20_000, -20_000, 1)
        ]

    def test_tables_are_kept_and_shared(self, office: WorkingCalendar) -> None:
        """The second question finds what the first one made."""
        bulk.is_open(office, FRIDAY)
        index = office.index_covering(microseconds(FRIDAY), microseconds(FRIDAY))
        tables = index.tables
        bulk.elapsed(office, FRIDAY, MONDAY)
        assert tables is not None
        assert index.tables is tables


@pytest.mark.rule("SLA-11")
class TestKinds:
    @pytest.mark.parametrize(
        "unit", ["W", "D", "h", "m", "s", "ms", "us", "ns", "25us", "15m", "3ns"]
    )
    def test_times_of_any_unit(self, office: WorkingCalendar, unit: str) -> None:
        """They mean the same instants, and the answer is in microseconds."""
        starts = utc("2026-05-07T00:00", unit=unit)
        found = bulk.elapsed(office, starts, utc("2026-05-08T15:30"))
        expected = starts.astype("datetime64[us]").view(np.int64)
        assert found.dtype == "timedelta64[us]"
        end = utc("2026-05-08T15:30").view(np.int64)
        assert found.view(np.int64).tolist() == one_by_one(office, expected, end)

    @pytest.mark.parametrize(("unit", "count"), [("Y", 56), ("M", 676)])
    def test_months_and_years_begin_with_their_first_day(
        self, office: WorkingCalendar, unit: str, count: int
    ) -> None:
        """As numpy has it."""
        starts = np.array([count], dtype=f"datetime64[{unit}]")
        due = bulk.deadline(office, starts, [HOUR])
        assert due.tolist() == bulk.deadline(office, starts.astype("M8[us]"), [HOUR])

    @pytest.mark.parametrize("unit", ["ns", "ps"])
    def test_what_is_finer_is_rounded_down(
        self, office: WorkingCalendar, unit: str
    ) -> None:
        """Before 1970 too, as a single instant has it."""
        steps = {"ns": 1_000, "ps": 1_000_000}[unit]
        starts = np.array([-1, steps - 1, -steps, -steps - 1], dtype=f"M8[{unit}]")
        around = WorkingCalendar.around_the_clock()
        found = bulk.elapsed(around, starts, np.datetime64(0, "us"))
        assert found.view(np.int64).tolist() == [1, 0, 1, 2]
        work = starts.view(f"m8[{unit}]")
        due = bulk.deadline(around, np.datetime64(0, "us"), work)
        assert due.view(np.int64).tolist() == [-1, 0, -1, -2]

    def test_nothing_stays_nothing(self, office: WorkingCalendar) -> None:
        """Wherever it stands, and when nothing else is there."""
        starts = utc("2026-05-08T13:00", "NaT", "2026-05-08T13:00", "NaT")
        ends = utc("2026-05-08T14:00", "2026-05-08T14:00", "NaT", "NaT")
        hour = np.timedelta64(HOUR, "us")
        nothing = np.timedelta64("NaT", "us")
        for _ in range(2):
            found = bulk.elapsed(office, starts, ends)
            expected = [hour, nothing, nothing, nothing]
            assert found.tolist() == [each.tolist() for each in expected]
            assert np.isnat(bulk.elapsed(office, starts[1::2], ends[1::2])).all()
            work = np.array([1, 1, "NaT", 0], dtype="timedelta64[h]")
            due = bulk.deadline(office, starts, work)
            assert due.tolist() == [*utc("2026-05-08T14:00").tolist(), None, None, None]
            assert bulk.is_open(office, starts).tolist() == [True, False, True, False]

    def test_nothing_in_any_part(self, office: WorkingCalendar) -> None:
        """In long columns too, of which each part has something missing."""
        starts = lots(40_000, "2014-01-01", "2027-01-01").view("datetime64[us]")
        ends = starts[::-1].copy()
        starts[::9] = np.datetime64("NaT")
        found = bulk.elapsed(office, starts, ends)
        gone = np.isnat(starts)
        assert np.isnat(found[gone]).all()
        kept = [array[~gone][::9].view(np.int64) for array in (starts, ends, found)]
        assert kept[2].tolist() == one_by_one(office, kept[0], kept[1])

    def test_no_number_is_nothing(self, office: WorkingCalendar) -> None:
        """Numbers have no such thing, so that the least of them lies outside."""
        with pytest.raises(InvalidValueError, match="years 1 to 9999"):
            bulk.elapsed(office, [NOTHING], [0])
        with pytest.raises(InvalidValueError, match="years 1 to 9999"):
            bulk.deadline(office, [NOTHING], [0])

    def test_one_stands_for_all(self, office: WorkingCalendar) -> None:
        """A number, a time of numpy, or one of Python with its zone."""
        ends = utc("2026-05-08T14:00", "2026-05-08T15:00", "NaT")
        found = bulk.elapsed(office, FRIDAY - timedelta(hours=2), ends)
        assert found.tolist() == [timedelta(hours=1), timedelta(hours=2), None]
        start = np.datetime64("2026-05-08T13:00")
        assert bulk.elapsed(office, start, ends).tolist() == found.tolist()
        assert bulk.elapsed(office, ends, start).tolist() == (-found).tolist()
        instant = microseconds(FRIDAY)
        assert bulk.elapsed(office, instant, [instant]).tolist() == [0]

    def test_two_single_values_give_one(self, office: WorkingCalendar) -> None:
        """As an array without a dimension."""
        found = bulk.elapsed(office, FRIDAY, MONDAY)
        assert found.shape == ()
        assert found.item() == office.elapsed(FRIDAY, MONDAY)
        assert bulk.is_open(office, FRIDAY).item() is True

    @pytest.mark.parametrize(
        "duration",
        [
            timedelta(hours=15),
            WorkingDays(2),
            15 * HOUR,
            np.timedelta64(15, "h"),
            [15 * HOUR],
            np.array([900], dtype="timedelta64[m]"),
        ],
    )
    def test_durations_of_any_kind(
        self, office: WorkingCalendar, duration: object
    ) -> None:
        """Working time, or working days as the calendar declares them."""
        found = bulk.deadline(office, utc("2026-05-08T13:00"), duration)  # type: ignore[arg-type]
        assert found.dtype == "datetime64[us]"
        assert found.tolist() == utc("2026-05-12T13:00").tolist()

    @pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int32, np.uint64, ">i8"])
    def test_whole_numbers_of_any_size(
        self, office: WorkingCalendar, kind: Any
    ) -> None:
        """In any order of bytes."""
        starts = np.array([0, 100], dtype=kind)
        around = WorkingCalendar.around_the_clock()
        assert bulk.elapsed(around, starts, 1_000).tolist() == [1_000, 900]

    def test_arrays_of_any_shape(self, office: WorkingCalendar) -> None:
        """Of several dimensions, with steps, written backwards, or empty."""
        ends = lots(60, "2026-01-01", "2027-01-01").reshape(3, 20)
        starts = ends.T[::-1, ::-1].T
        found = bulk.elapsed(office, starts, ends)
        assert found.shape == (3, 20)
        flat = one_by_one(office, starts.reshape(-1), ends.reshape(-1))
        assert found.reshape(-1).tolist() == flat
        for nothing in ([], (), np.empty((0, 3), dtype="M8[us]")):
            due = bulk.deadline(office, nothing, timedelta(hours=1))
            assert due.shape == np.shape(nothing)
            assert bulk.is_open(office, nothing).shape == np.shape(nothing)
        assert bulk.elapsed(office, [], []).dtype == np.int64

    def test_what_is_given_stays(self, office: WorkingCalendar) -> None:
        """It is neither changed nor handed back, even where nothing is to be done."""
        starts = lots(100, "2026-01-01", "2027-01-01")
        work = np.zeros_like(starts)
        before = starts.copy()
        for array in (starts, work):
            array.setflags(write=False)
        due = bulk.deadline(office, starts, work)
        worked = bulk.elapsed(office, starts, starts)
        assert (starts == before).all()
        assert due.tolist() == before.tolist()
        assert due.flags.writeable
        assert not any(
            np.shares_memory(out, given)
            for out in (due, worked)
            for given in (starts, work)
        )


def test_a_day_off_counts_nothing() -> None:
    """Holidays and exceptions are those of the calendar."""
    office = WorkingCalendar.parse(
        "Mon-Fri 09:00-17:00", zone="UTC", holidays=[date(2026, 5, 8)]
    )
    days = np.arange("2026-05-04", "2026-05-11", dtype="datetime64[D]")
    worked = bulk.elapsed(office, days, days + 1).astype("timedelta64[h]")
    assert worked.astype(int).tolist() == [8, 8, 8, 8, 0, 0, 0]
