"""Dataframes of every library get the calendar's own answers as a column."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from partner_success.calendars import WorkingCalendar, WorkingDays
from partner_success.core.instants import microseconds
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    NoSuchTimeError,
    UnknownNameError,
)
from partner_success.frames import add_deadline, add_elapsed

pytestmark = pytest.mark.rule("SLA-11")

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
FRIDAY = datetime(2026, 5, 8, 15, tzinfo=BERLIN)
MONDAY = datetime(2026, 5, 11, 10, tzinfo=BERLIN)
TICKETS: dict[str, list[Any]] = {
    "opened": [FRIDAY, MONDAY, None, FRIDAY],
    "closed": [MONDAY, FRIDAY, MONDAY, None],
    "promised": [2 * HOUR, -HOUR, HOUR, None],
}

office = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Berlin")


def polars(columns: dict[str, list[Any]]) -> pl.DataFrame:
    """Make a frame of Polars; times are in Berlin."""
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.col(pl.Datetime).dt.convert_time_zone("Europe/Berlin"))


def pandas(columns: dict[str, list[Any]]) -> pd.DataFrame:
    """Make a frame of pandas whose rows have other names than their places."""
    frame = pd.DataFrame(columns, index=range(len(columns["opened"]), 0, -1))
    return frame.convert_dtypes() if "number" in columns else frame


MAKERS: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "polars": polars,
    "pandas": pandas,
    "pandas over arrow": lambda columns: pandas(columns).convert_dtypes(
        dtype_backend="pyarrow"
    ),
    "pyarrow": lambda columns: polars(columns).to_arrow(),
}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[dict[str, list[Any]]], Any]:
    """Make a frame with one library after the other."""
    return MAKERS[request.param]


def values(frame: Any, name: str) -> list[Any]:
    """Give the values of a column, and None where there is none."""
    column = nw.from_native(frame, eager_only=True)[name]
    gaps = column.is_null().to_list()
    return [
        None if gap else each for gap, each in zip(gaps, column.to_list(), strict=True)
    ]


def kind(frame: Any, name: str) -> nw.dtypes.DType:
    """Give the type of a column."""
    return nw.from_native(frame, eager_only=True).schema[name]


class TestElapsed:
    def test_of_times_with_a_zone(self, make: Callable[..., Any]) -> None:
        """It is a duration, negative where swapped, and missing where a time is."""
        frame = make(TICKETS)
        found = add_elapsed(frame, office, start="opened", end="closed", into="worked")
        assert type(found) is type(frame)
        assert values(found, "worked") == [3 * HOUR, -3 * HOUR, None, None]
        assert kind(found, "worked") == nw.Duration("us")
        assert list(nw.from_native(frame, eager_only=True).columns) == [*TICKETS]
        for name in TICKETS:
            assert values(found, name) == values(frame, name)

    def test_of_whole_microseconds(self, make: Callable[..., Any]) -> None:
        """It is a whole number, exact where others are missing."""
        start = microseconds(FRIDAY) + 1
        columns = {
            "opened": [start, start, None],
            "closed": [microseconds(MONDAY), None, microseconds(MONDAY)],
            "number": [1, 2, 3],
        }
        found = add_elapsed(
            make(columns), office, start="opened", end="closed", into="worked"
        )
        assert values(found, "worked") == [3 * 3_600_000_000 - 1, None, None]
        assert kind(found, "worked") == nw.Int64

    def test_of_times_in_two_zones(self) -> None:
        """They are compared as the instants that they are."""
        frame = polars({"opened": [FRIDAY], "closed": [MONDAY]}).with_columns(
            pl.col("closed").dt.convert_time_zone("Asia/Tokyo")
        )
        found = add_elapsed(frame, office, start="opened", end="closed", into="worked")
        assert values(found, "worked") == [3 * HOUR]

    def test_of_times_declared_to_be_utc(self) -> None:
        """They need a word that they are."""
        bare = FRIDAY.astimezone(UTC).replace(tzinfo=None)
        frame = pl.DataFrame({"opened": [bare], "closed": [bare + HOUR]})
        asked: dict[str, Any] = {"start": "opened", "end": "closed", "into": "worked"}
        with pytest.raises(
            InvalidValueError, match="'opened' has no time zone; say utc"
        ):
            add_elapsed(frame, office, **asked)
        found = add_elapsed(frame, office, **asked, utc=True)
        assert values(found, "worked") == [HOUR]


class TestDeadline:
    @pytest.mark.parametrize("unit", ["ms", "us", "ns"])
    def test_in_the_zone_and_unit_of_the_starts(
        self, make: Callable[..., Any], unit: Any
    ) -> None:
        """It can stand beside them in any comparison."""
        table = nw.from_native(make(TICKETS), eager_only=True)
        typed = nw.col("opened").cast(nw.Datetime(unit, "Europe/Berlin"))
        frame = table.with_columns(typed).to_native()
        found = add_deadline(
            frame, office, start="opened", duration="promised", into="due"
        )
        assert values(found, "due") == [
            FRIDAY + 2 * HOUR,
            MONDAY - HOUR,
            None,
            None,
        ]
        assert kind(found, "due") == nw.Datetime(unit, "Europe/Berlin")

    @pytest.mark.parametrize("duration", [8 * HOUR, WorkingDays(1)])
    def test_of_one_duration_for_all(
        self, make: Callable[..., Any], duration: timedelta | WorkingDays
    ) -> None:
        """Working time, or working days."""
        found = add_deadline(
            make(TICKETS), office, start="opened", duration=duration, into="due"
        )
        due = [MONDAY + 5 * HOUR, MONDAY + 24 * HOUR, None, MONDAY + 5 * HOUR]
        assert values(found, "due") == due

    def test_of_whole_microseconds(self, make: Callable[..., Any]) -> None:
        """It is a whole number too."""
        columns = {
            "opened": [microseconds(FRIDAY), None, microseconds(FRIDAY)],
            "promised": [3_600_000_000, 3_600_000_000, None],
            "number": [1, 2, 3],
        }
        found = add_deadline(
            make(columns), office, start="opened", duration="promised", into="due"
        )
        assert values(found, "due") == [microseconds(FRIDAY + HOUR), None, None]
        assert kind(found, "due") == nw.Int64

    def test_of_times_declared_to_be_utc(self) -> None:
        """It has no zone, as they have none."""
        bare = FRIDAY.astimezone(UTC).replace(tzinfo=None)
        frame = pl.DataFrame({"opened": [bare]})
        found = add_deadline(
            frame, office, start="opened", duration=HOUR, into="due", utc=True
        )
        assert values(found, "due") == [bare + HOUR]

    def test_numbers_and_durations_together(self) -> None:
        """Of each kind one column, as long as no duration is missing."""
        frame = pl.DataFrame(
            {"opened": [microseconds(FRIDAY), None], "promised": [HOUR, HOUR]}
        )
        asked: dict[str, Any] = {"start": "opened", "duration": "promised"}
        found = add_deadline(frame, office, **asked, into="due")
        assert values(found, "due") == [microseconds(FRIDAY + HOUR), None]
        gone = frame.with_columns(promised=pl.Series([HOUR, None]))
        with pytest.raises(InvalidValueError, match="durations are missing"):
            add_deadline(gone, office, **asked, into="due")

    def test_what_the_unit_cannot_tell_is_refused(self) -> None:
        """Neither rounded nor, beyond the reach of nanoseconds, made up."""
        opened = pl.Series([FRIDAY], dtype=pl.Datetime("ms", "Europe/Berlin"))
        frame = pl.DataFrame({"opened": opened})
        asked: dict[str, Any] = {"start": "opened", "into": "due"}
        with pytest.raises(InvalidValueError, match=r"05-08T13:00:00\.000001 cannot"):
            add_deadline(frame, office, duration=timedelta(microseconds=1), **asked)
        fine = frame.cast({"opened": pl.Datetime("ns", "Europe/Berlin")})
        around = WorkingCalendar.around_the_clock()
        with pytest.raises(InvalidValueError, match="in the unit 'ns' of the column"):
            add_deadline(fine, around, duration=timedelta(days=90_000), **asked)

    def test_more_than_there_is(self) -> None:
        """The calendar says so, as it does for one."""
        closed = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
        with pytest.raises(NoSuchTimeError):
            add_deadline(
                polars(TICKETS), closed, start="opened", duration=HOUR, into="due"
            )


class TestRefused:
    def test_a_lazy_frame(self) -> None:
        """It is not collected behind the caller's back."""
        with pytest.raises(InvalidUseError, match="LazyFrame; for a lazy frame say"):
            add_elapsed(
                polars(TICKETS).lazy(),  # type: ignore[type-var]
                office,
                start="opened",
                end="closed",
                into="worked",
            )

    @pytest.mark.parametrize("frame", [None, [1], {"opened": [FRIDAY]}])
    def test_what_is_no_frame(self, frame: Any) -> None:
        """The message names its type."""
        with pytest.raises(InvalidUseError, match=r"not to builtins\."):
            add_elapsed(frame, office, start="opened", end="closed", into="worked")

    def test_a_column_that_is_not_there(self) -> None:
        """With the names that are spelt alike."""
        with pytest.raises(UnknownNameError, match="did you mean 'closed'"):
            add_elapsed(
                polars(TICKETS), office, start="opened", end="close", into="worked"
            )
        with pytest.raises(UnknownNameError, match="no column is called 'promise'"):
            add_deadline(
                polars(TICKETS), office, start="opened", duration="promise", into="due"
            )

    def test_a_name_that_is_taken(self) -> None:
        """No column is written over."""
        with pytest.raises(InvalidValueError, match="a column 'closed' already"):
            add_elapsed(
                polars(TICKETS), office, start="opened", end="closed", into="closed"
            )

    @pytest.mark.parametrize(
        ("column", "found"),
        [
            ([1.5], "Float64"),
            ([date(2026, 5, 8)], "Date"),
            (["2026-05-08"], "String"),
            ([True], "Boolean"),
        ],
    )
    def test_columns_of_other_types(self, column: list[Any], found: str) -> None:
        """The message says what was found."""
        frame = polars({"opened": [FRIDAY], "other": column})
        with pytest.raises(InvalidValueError, match=f"'other' has .* found {found}"):
            add_elapsed(frame, office, start="opened", end="other", into="worked")
        with pytest.raises(InvalidValueError, match=f"'other' has .* found {found}"):
            add_deadline(frame, office, start="opened", duration="other", into="due")

    @pytest.mark.parametrize(
        ("module", "extra"), [("narwhals", "frames"), ("numpy", "bulk")]
    )
    def test_the_extra_is_named(
        self, monkeypatch: pytest.MonkeyPatch, module: str, extra: str
    ) -> None:
        """Without the libraries the message says what to install."""
        frame = polars(TICKETS)
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtraError) as told:
            add_elapsed(frame, office, start="opened", end="closed", into="worked")
        assert told.value.extra == extra
