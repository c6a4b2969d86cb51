"""Instants carry their zone, and time between them is true time."""

from __future__ import annotations

import importlib.util
import pickle
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from partner_success.core import instants
from partner_success.core.instants import (
    Period,
    Span,
    elapsed,
    from_microseconds,
    microseconds,
    require_aware,
    require_date,
    tzdata_version,
)
from partner_success.errors import InvalidValueError

BERLIN = ZoneInfo("Europe/Berlin")
NAIVE = datetime(2026, 3, 29, 1)  # noqa: DTZ001


def berlin(month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    """Give a time of 2026 in Berlin."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN, fold=fold)


def noon(day: int) -> datetime:
    """Give noon in UTC of a day of May 2026."""
    return datetime(2026, 5, day, 12, tzinfo=UTC)


class NoOffset(tzinfo):
    """A zone that does not know its own offset."""

    def utcoffset(self, _moment: datetime | None) -> timedelta | None:
        return None


class TestRequireAware:
    def test_an_instant_passes(self) -> None:
        """It comes back as it was."""
        at = berlin(3, 29, 1)
        assert require_aware(at, "at") is at

    @pytest.mark.parametrize("at", [NAIVE, NAIVE.replace(tzinfo=NoOffset())])
    def test_a_time_without_a_zone_is_refused(self, at: datetime) -> None:
        """The message names the argument, the time and a way out."""
        with pytest.raises(
            InvalidValueError, match=r"at needs .*29 01:00:00.*ZoneInfo"
        ):
            require_aware(at, "at")

    @pytest.mark.parametrize("at", [date(2026, 3, 29), "2026-03-29T01:00Z", 0, None])
    def test_what_is_no_datetime_is_refused(self, at: Any) -> None:
        """Days, text and numbers are no instants."""
        with pytest.raises(InvalidValueError, match="at needs a datetime"):
            require_aware(at, "at")


class TestRequireDate:
    def test_a_day_passes(self) -> None:
        """It comes back as it was."""
        assert require_date(date(2026, 3, 29), "on") == date(2026, 3, 29)

    def test_an_instant_is_refused(self) -> None:
        """Which day it is depends on the zone."""
        with pytest.raises(InvalidValueError, match="which zone's day"):
            require_date(noon(4), "on")

    @pytest.mark.parametrize("on", ["2026-03-29", 20260329, None])
    def test_what_is_no_date_is_refused(self, on: Any) -> None:
        """Text and numbers are no days."""
        with pytest.raises(InvalidValueError, match=r"on needs a datetime\.date"):
            require_date(on, "on")


class TestMicroseconds:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (datetime(1970, 1, 1, tzinfo=UTC), 0),
            (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
            (datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))), 0),
            (datetime(2100, 1, 1, 0, 0, 0, 1, tzinfo=UTC), 4_102_444_800_000_001),
        ],
    )
    def test_they_count_from_1970_in_utc(self, at: datetime, expected: int) -> None:
        """Before, after and in another zone, to the microsecond."""
        assert microseconds(at) == expected
        assert from_microseconds(expected) == at

    def test_both_ends_of_the_calendar_are_counted(self) -> None:
        """Years 1 and 9999 lose no microsecond, whatever their zone."""
        far = timezone(timedelta(hours=14))
        for at in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
            assert from_microseconds(microseconds(at)) == at
            moved = at.replace(tzinfo=far)
            assert microseconds(at) - microseconds(moved) == 14 * 3_600_000_000

    def test_the_repeated_hour_is_two_hours(self) -> None:
        """In autumn half past two comes twice."""
        once, again = berlin(10, 25, 2, 30), berlin(10, 25, 2, 30, fold=1)
        assert microseconds(again) - microseconds(once) == 3_600_000_000

    @pytest.mark.parametrize("value", [1.0, True, "1", None])
    def test_only_whole_numbers_become_instants(self, value: Any) -> None:
        """Floats and truth values are refused."""
        with pytest.raises(InvalidValueError, match="whole number"):
            from_microseconds(value)

    @pytest.mark.parametrize("value", [10**18, -(10**18), 10**30])
    def test_numbers_outside_the_calendar_are_refused(self, value: int) -> None:
        """A count of nanoseconds is such a number."""
        with pytest.raises(InvalidValueError, match="nanoseconds"):
            from_microseconds(value)


class TestElapsed:
    def test_the_night_of_spring_is_an_hour_short(self) -> None:
        """From ten to six are seven hours, though the clocks show eight."""
        evening, morning = berlin(3, 28, 22), berlin(3, 29, 6)
        assert elapsed(evening, morning) == timedelta(hours=7)
        assert elapsed(morning, evening) == timedelta(hours=-7)
        assert morning - evening == timedelta(hours=8)

    def test_the_night_of_autumn_is_an_hour_long(self) -> None:
        """From ten to six are nine hours."""
        assert elapsed(berlin(10, 24, 22), berlin(10, 25, 6)) == timedelta(hours=9)


class TestSpan:
    def test_a_span_is_half_open(self) -> None:
        """Its start is inside, its end is not."""
        span = Span(noon(4), noon(6))
        assert span.contains(noon(4))
        assert span.contains(noon(5))
        assert not span.contains(noon(6))
        assert not span.contains(noon(3))

    def test_its_duration_is_true_time(self) -> None:
        """Over the spring night it is seven hours, in any zone."""
        span = Span(berlin(3, 28, 22), berlin(3, 29, 6))
        assert span.duration == timedelta(hours=7)
        assert span.contains(datetime(2026, 3, 29, 3, 59, tzinfo=UTC))
        assert not span.contains(datetime(2026, 3, 29, 4, tzinfo=UTC))

    def test_the_repeated_hour_is_a_span(self) -> None:
        """Between the two half past twos lies an hour, not nothing."""
        span = Span(berlin(10, 25, 2, 30), berlin(10, 25, 2, 30, fold=1))
        assert span.duration == timedelta(hours=1)
        assert not span.is_empty

    def test_spans_are_equal_by_their_instants(self) -> None:
        """The zones they are written in do not count, nor for the hash."""
        here = Span(berlin(5, 4, 14), berlin(5, 5, 14))
        there = Span(noon(4), noon(5))
        assert here == there
        assert hash(here) == hash(there)
        assert here != Span(noon(4), noon(6))
        assert Span(berlin(10, 25, 2), berlin(10, 25, 3)) != Span(
            berlin(10, 25, 2, fold=1), berlin(10, 25, 3)
        )
        assert pickle.loads(pickle.dumps(here)) == here

    def test_an_empty_span_contains_nothing(self) -> None:
        """It may be, and overlaps nothing."""
        empty = Span(noon(4), noon(4))
        assert empty.is_empty
        assert not empty.contains(noon(4))
        assert not empty.overlaps(Span(noon(3), noon(5)))

    def test_an_end_before_the_start_is_refused(self) -> None:
        """Both are named, even where the clock on the wall looks right."""
        with pytest.raises(InvalidValueError, match="swapped"):
            Span(noon(5), noon(4))
        with pytest.raises(InvalidValueError, match="swapped"):
            Span(berlin(10, 25, 2, 10, fold=1), berlin(10, 25, 2, 50))

    @pytest.mark.parametrize(("start", "end"), [(NAIVE, noon(4)), (noon(4), NAIVE)])
    def test_both_ends_need_a_zone(self, start: datetime, end: datetime) -> None:
        """A time without one is refused by the name of its field."""
        with pytest.raises(InvalidValueError, match=r"(start|end) needs a time zone"):
            Span(start, end)

    @pytest.mark.parametrize(
        ("first", "second", "shared"),
        [
            ((1, 4), (2, 6), (2, 4)),
            ((1, 6), (2, 4), (2, 4)),
            ((1, 3), (1, 3), (1, 3)),
            ((1, 3), (3, 5), None),
            ((1, 2), (4, 5), None),
        ],
    )
    def test_spans_intersect(
        self, first: Any, second: Any, shared: tuple[int, int] | None
    ) -> None:
        """What two spans share is the same from both sides."""
        one, two = Span(*map(noon, first)), Span(*map(noon, second))
        expected = None if shared is None else Span(*map(noon, shared))
        assert one.intersection(two) == two.intersection(one) == expected
        assert one.overlaps(two) is two.overlaps(one) is (shared is not None)

    def test_adjacent_spans_touch_without_overlap(self) -> None:
        """One ends where the other starts, in either order."""
        one, two = Span(noon(1), noon(3)), Span(berlin(5, 3, 14), noon(5))
        assert one.is_adjacent_to(two)
        assert two.is_adjacent_to(one)
        assert not one.is_adjacent_to(Span(noon(4), noon(5)))
        assert not one.is_adjacent_to(Span(noon(2), noon(5)))


class TestPeriod:
    def test_both_ends_are_inside(self) -> None:
        """A period of one day has one day."""
        may = Period(date(2026, 5, 1), date(2026, 5, 31))
        assert may.days == 31
        assert may.contains(date(2026, 5, 1))
        assert may.contains(date(2026, 5, 31))
        assert not may.contains(date(2026, 6, 1))
        assert not may.contains(date(2026, 4, 30))
        assert Period(date(2026, 5, 1), date(2026, 5, 1)).days == 1

    def test_a_last_day_before_the_first_is_refused(self) -> None:
        """Both are named."""
        with pytest.raises(InvalidValueError, match="2026-04-30 is before 2026-05-01"):
            Period(date(2026, 5, 1), date(2026, 4, 30))

    def test_instants_are_no_days(self) -> None:
        """Neither as an end nor as what may be inside."""
        with pytest.raises(InvalidValueError, match="last needs a day"):
            Period(date(2026, 5, 1), noon(4))
        with pytest.raises(InvalidValueError, match="day needs a day"):
            Period(date(2026, 5, 1), date(2026, 5, 2)).contains(noon(1))


class TestTzdataVersion:
    @pytest.fixture
    def system(self, tmp_path: Path) -> Iterator[Path]:
        """A system database in a folder of its own, without a file in it yet."""
        zoneinfo.reset_tzpath(to=[str(tmp_path / "none"), str(tmp_path)])
        instants._version_along.cache_clear()
        yield tmp_path
        zoneinfo.reset_tzpath()
        instants._version_along.cache_clear()

    def test_a_system_database_comes_first(self, system: Path) -> None:
        """As for the zones themselves."""
        (system / "UTC").touch()
        (system / "tzdata.zi").write_text("# version 2031c\n# redo\n")
        assert tzdata_version() == "2031c"

    def test_a_bare_version_file_is_read_too(self, system: Path) -> None:
        """Some systems have no tzdata.zi, or one that does not say its edition."""
        (system / "UTC").touch()
        (system / "tzdata.zi").write_text("R d 1916 o - Jun 14 23s 1 S\n")
        (system / "+VERSION").write_text("2030a\n")
        assert tzdata_version() == "2030a"

    def test_a_database_without_its_edition_has_none(self, system: Path) -> None:
        """The package's edition would be another database's."""
        (system / "UTC").touch()
        assert tzdata_version() is None

    def test_the_package_stands_in_for_a_missing_database(
        self, system: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its edition is given as the database names it."""
        package = system / "tzdata"
        (package / "zoneinfo").mkdir(parents=True)
        (package / "zoneinfo" / "tzdata.zi").write_text("# version 2029b\n")
        (package / "__init__.py").touch()
        spec = importlib.util.spec_from_file_location(
            "tzdata", package / "__init__.py", submodule_search_locations=[str(package)]
        )
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "tzdata", module)
        assert tzdata_version() == "2029b"

    def test_without_any_database_there_is_none(
        self, system: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither a system database nor the package."""
        monkeypatch.setitem(sys.modules, "tzdata", None)
        assert tzdata_version() is None
