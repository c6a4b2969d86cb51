"""Time in state and survival of dataframes are those of records, on every engine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from partner_success import WorkingCalendar
from partner_success.analytics.durations import (
    StateEvent,
    TimesInStates,
    collect_survival,
    collect_time_in_state,
    spells,
    time_in_state,
)
from partner_success.core import Observation, estimate_survival, survival_of_counts
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames import collect
from partner_success.frames.reports import state_spells
from tests.support.engines import column, make_frame
from tests.support.row_rules import LIBRARY_WARNINGS, ROW_ENGINES, WINDOW_ENGINES

pytestmark = [pytest.mark.rule("ANL-05", "FRM-01"), *LIBRARY_WARNINGS]

SURE = Decimal("0.95")
MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
END = MONDAY + timedelta(hours=30)
OFFICE = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
MAY = (date(2026, 5, 1), date(2026, 5, 31))

LOG = [
    ("a", "new", 0),
    ("a", "new", 1),
    ("a", "open", 2),
    ("a", "wait", 2),
    ("a", "open", 26),
    ("a", "closed", 27),
    ("b", "open", 3),
    ("b", "closed", 4),
    ("b", "open", 5),
    ("c", "wait", 30),
    ("d", "closed", 6),
    ("e", "new", 31),
    ("e", "open", 32),
]
"""Cases, the states they enter, and the hours from Monday nine o'clock on."""


def log(rows: Any = LOG) -> dict[str, list[Any]]:
    """Give the log as columns, its rows in no order."""
    turned = [*enumerate(rows)][::-1]
    return {
        "case": [row[0] for _, row in turned],
        "state": [row[1] for _, row in turned],
        "time": [MONDAY + timedelta(hours=row[2]) for _, row in turned],
        "place": [place for place, _ in turned],
    }


def expected(**given: Any) -> TimesInStates:
    """Report on the same log as records, states in the order of their names."""
    events = [
        StateEvent(case=case, state=state, at=MONDAY + timedelta(hours=hours))
        for case, state, hours in LOG
    ]
    found = spells(events, until=END, final=["closed"])
    return time_in_state(sorted(found, key=lambda each: each.state), **given)


@pytest.mark.parametrize("engine", WINDOW_ENGINES)
def test_the_report_is_that_of_records(engine: str) -> None:
    """Exactly, in true time and in working time, on every engine with windows."""
    frame = make_frame(log(), engine)
    found = state_spells(frame, order="place", until=END, final=["closed"])
    assert type(found) is type(frame)
    asked: dict[str, Any] = {"level": SURE, "quantiles": [Decimal("0.9")]}
    if engine == "pyspark":
        # It takes minutes to look working time up.
        known, wanted = collect_time_in_state(found, **asked), expected(**asked)
    else:
        known = collect_time_in_state(found, calendar=OFFICE, between=MAY, **asked)
        wanted = expected(calendar=OFFICE, **asked)
    assert known == wanted
    assert known.tables() == wanted.tables()
    assert [each.state for each in known.states] == ["new", "open", "wait"]


def test_without_working_time_and_in_another_unit() -> None:
    """True time alone is told, in days."""
    found = state_spells(
        pl.LazyFrame(log()), order="place", until=END, final={"closed"}
    )
    assert isinstance(found, pl.LazyFrame)
    assert collect_time_in_state(found, level=SURE, unit="days") == expected(
        level=SURE, unit="days"
    )


@pytest.mark.parametrize("engine", ["polars lazy", "pandas nullable", "duckdb"])
def test_durations_count_in_whole_units_where_asked(engine: str) -> None:
    """Cut off, in true time and in working time."""
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    start = [MONDAY, MONDAY + timedelta(minutes=20), MONDAY]
    columns = {
        "state": ["s"] * 3,
        "start": start,
        "end": [MONDAY + timedelta(minutes=minutes) for minutes in (150, 239, 30)],
        "ended": [True, True, False],
    }
    asked: dict[str, Any] = {"level": SURE, "calendar": OFFICE, "between": MAY}
    found = collect_time_in_state(make_frame(columns, engine), whole="hours", **asked)
    times = found.state("s")
    assert [each.duration for each in times.elapsed.survival.steps] == [2, 3]
    assert times.elapsed.survival.count == 3
    assert times.worked == times.elapsed
    with pytest.raises(UnknownNameError, match="unit of time"):
        collect_time_in_state(make_frame(columns, engine), whole="weeks", **asked)  # type: ignore[arg-type]


def test_a_log_ends_with_its_last_event_unless_told() -> None:
    """Final states, and events that repeat, are events, too."""
    rows = [("a", "new", 0), ("b", "closed", 5), ("b", "closed", 7)]
    found = state_spells(pl.DataFrame(log(rows)), final=["closed"])
    assert (found["duration"] / 3_600_000_000).to_list() == [7]
    assert found["ended"].to_list() == [False]
    every = state_spells(pl.DataFrame(log(rows))).sort("case")
    assert every["state"].to_list() == ["new", "closed"]


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pandas nullable"])
def test_rows_that_tell_nothing_are_refused(engine: str) -> None:
    """By a status each, on which collecting insists; numbers are missing there."""
    hour = 3_600_000_000
    rows = {
        "case": [None, "a", "a", "b", "b", "c"],
        "state": ["new", None, "open", "new", "open", "new"],
        "time": [hour, hour, None, hour, hour, 2**60],
    }
    found = state_spells(make_frame(rows, engine))
    statuses = sorted(column(found, "status"))
    assert statuses == [
        *["incomplete"] * 3,
        "judged",
        "out of range",
        "same instant",
    ]
    assert [each is None for each in column(found, "start")].count(True) == 5
    for read in (collect, lambda each: collect_time_in_state(each, level=SURE)):
        with pytest.raises(InvalidDataError) as caught:
            read(found)
        told = {each.code: each.message for each in caught.value.problems}
        assert set(told) == {"incomplete", "out-of-range", "same-instant"}
        assert "3 of 6 rows" in told["incomplete"]


def test_spells_of_ones_own_need_no_status() -> None:
    """Instants of any zone do; what ends before it starts is refused."""
    frame = pl.DataFrame(
        {"state": ["s"], "start": [MONDAY], "end": [END], "ended": [True]}
    )
    found = collect_time_in_state(frame, level=SURE, calendar=OFFICE, between=MAY)
    assert found.state("s").elapsed.mean == 30
    worked = found.state("s").worked
    assert worked is not None
    assert worked.mean == 14
    turned = frame.rename({"start": "end", "end": "start"})
    with pytest.raises(InvalidDataError, match="out of order"):
        collect_time_in_state(turned, level=SURE)
    june = (date(2026, 6, 1), date(2026, 6, 30))
    with pytest.raises(InvalidDataError, match="out of range"):
        collect_time_in_state(frame, level=SURE, calendar=OFFICE, between=june)


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "duckdb"])
def test_an_empty_log_has_no_state(engine: str) -> None:
    """Nothing is made up."""
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    frame = make_frame(pl.DataFrame(log()).head(0).to_dict(), engine)
    found = collect_time_in_state(state_spells(frame), level=SURE)
    assert found.states == ()


@pytest.mark.parametrize("engine", ROW_ENGINES)
def test_survival_is_that_of_observations(engine: str) -> None:
    """On every engine, for all and by group."""
    durations, ended = [2, 3, 3, 4, 9, 0], [True, False, True, True, True, False]
    groups = ["x", "x", "y", "y", "x", "y"]
    frame = make_frame({"duration": durations, "ended": ended, "group": groups}, engine)
    seen = [*map(Observation, durations, ended)]
    assert collect_survival(frame) == {"": estimate_survival(seen)}
    assert collect_survival(frame, by="group") == {
        name: estimate_survival(
            [each for each, own in zip(seen, groups, strict=True) if own == name]
        )
        for name in ("x", "y")
    }


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ((-1.0, True, "x"), "out of range"),
        ((0.5, True, "x"), "out of range"),
        ((float("nan"), True, "x"), "incomplete"),
        ((1.0, None, "x"), "incomplete"),
        ((1.0, True, None), "incomplete"),
    ],
)
def test_what_cannot_be_observed_is_refused(row: Any, word: str) -> None:
    """Half a day, a time below none, and what is missing."""
    schema = {"duration": pl.Float64, "ended": pl.Boolean, "group": pl.String}
    frame = pl.DataFrame([(3.0, True, "y"), row], schema=schema, orient="row")
    with pytest.raises(InvalidDataError, match=f"'{word}' in 1 of 2 rows"):
        collect_survival(frame, by="group")


@pytest.mark.rule("FRM-02")
def test_what_cannot_be_asked_is_refused_before_any_work() -> None:
    """Columns, zones, libraries without windows, and half a question."""
    with pytest.raises(InvalidDataError) as caught:
        state_spells(pl.DataFrame({"case": [1.5], "state": [1]}), order="place")
    assert {(each.path, each.code) for each in caught.value.problems} == {
        ("case", "wrong-type"),
        ("state", "wrong-type"),
        ("time", "missing-column"),
        ("place", "missing-column"),
    }
    naive = MONDAY.replace(tzinfo=None)
    bare = pl.DataFrame({"case": [1], "state": ["s"], "time": [naive]})
    with pytest.raises(InvalidDataError, match="utc=True"):
        state_spells(bare)
    assert state_spells(bare, utc=True)["case"].to_list() == ["1"]
    with pytest.raises(InvalidUseError, match="which PyArrow cannot"):
        state_spells(pl.DataFrame(log()).to_arrow())
    with pytest.raises(InvalidUseError, match="write \\['closed'\\]"):
        state_spells(bare, final="closed")
    with pytest.raises(InvalidValueError, match="time zone"):
        state_spells(bare, until=naive)
    with pytest.raises(InvalidUseError, match="give both, or neither"):
        collect_time_in_state(bare, level=SURE, calendar=OFFICE)
    with pytest.raises(InvalidUseError):
        collect_survival([1])
    with pytest.raises(InvalidValueError, match="from 0 up"):
        survival_of_counts({1: (1, -1)})
