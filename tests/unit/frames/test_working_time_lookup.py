"""Frames of every library, lazy ones too, get the calendar's own answers."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import polars as pl
import pytest

from partner_success.calendars import Calendar, WorkingCalendar, WorkingDays
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    NoSuchTimeError,
)
from partner_success.frames import add_deadline, add_elapsed
from tests.support import spark
from tests.support.engines import (
    ALL_ENGINES,
    ENGINES,
    NEEDS_DASK,
    NEEDS_DUCKDB,
    NEEDS_SPARK,
    column,
    make_frame,
)
from tests.unit.calendars.test_vectors import FILE
from tests.unit.calendars.test_vectors import calendar as calendar_of

pytestmark = [
    pytest.mark.rule("FRM-01", "SLA-11"),
    pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning"),
    # Dask asks pandas for what that will no longer do.
    pytest.mark.filterwarnings("ignore:The inplace keyword"),
]

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
OFFICE = WorkingCalendar.parse(
    "Mon-Fri 09:00-12:00 13:00-17:00; Sun 01:30-04:00; zone Europe/Berlin;"
    " off 2026-05-01; 2026-12-24 09:00-12:00"
)


def _name(engine: Any) -> str:
    """Give the name of an engine that is a parameter of tests."""
    return engine if isinstance(engine, str) else str(engine.values[0])


def at(text: str) -> datetime:
    """Give an instant of 2026 in Berlin, such as ``"05-04 10:00"``."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=BERLIN)


SPRING, AUTUMN = at("03-29 01:00"), at("10-25 01:00")
# A pair of instants, and how much work is asked for from the first one.
ROWS: list[tuple[datetime | None, datetime | None, int | None]] = [
    (SPRING, SPRING + 5 * HOUR, 3_600_000_000),
    (SPRING + 5 * HOUR, SPRING, -3_600_000_000),
    (AUTUMN, AUTUMN + 6 * HOUR, 3 * 3_600_000_000),
    (at("04-30 16:00"), at("05-04 10:00"), 2 * 3_600_000_000),
    (at("05-04 09:00"), at("05-04 12:00"), 3 * 3_600_000_000),
    (at("05-04 09:00") - TICK, at("05-04 12:00") + TICK, 3 * 3_600_000_000 + 1),
    (at("05-04 13:00"), at("05-04 12:00"), -3 * 3_600_000_000),
    (at("05-04 17:00"), at("05-04 17:00") + TICK, 1),
    (at("05-04 12:30"), at("05-04 12:30"), 0),
    (at("12-24 11:00"), at("12-28 09:30"), 90 * 60_000_000),
    (None, at("05-04 12:00"), 5),
    (at("05-04 12:00"), None, 5),
    (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), 7),
    (datetime(2026, 1, 1, tzinfo=UTC) - TICK, at("05-04 12:00"), 7),
    (at("05-04 12:00"), datetime(2027, 1, 1, tzinfo=UTC) + TICK, 2**60),
    (at("01-02 12:00"), at("05-04 12:00"), -(2**60)),
]
BOTH: dict[str, list[Any]] = {
    "start": [start and start.astimezone(UTC) for start, _, _ in ROWS],
    "end": [end and end.astimezone(UTC) for _, end, _ in ROWS],
    "work": [work for _, _, work in ROWS],
    "number": list(range(len(ROWS))),
}


def inside(instant: datetime, between: tuple[date, date] = YEAR) -> bool:
    """Tell whether an instant lies in a stretch of days."""
    first, last = (datetime.combine(day, datetime.min.time(), UTC) for day in between)
    return first <= instant <= last + timedelta(days=1)


def expected(
    calendar: Calendar, rows: Sequence[tuple[datetime | None, datetime | None]]
) -> list[tuple[int | None, str]]:
    """Give the working time and the status of each pair."""
    found: list[tuple[int | None, str]] = []
    for start, end in rows:
        if start is None or end is None:
            found.append((None, "not known"))
        elif not (inside(start) and inside(end)):
            found.append((None, "out of range"))
        else:
            found.append((calendar.elapsed(start, end) // TICK, "told"))
    return found


def expected_due(
    calendar: Calendar, rows: Sequence[tuple[datetime | None, int | None]]
) -> list[tuple[datetime | None, str]]:
    """Give the deadline and the status of each start and work."""
    found: list[tuple[datetime | None, str]] = []
    for start, work in rows:
        if start is None or work is None:
            found.append((None, "not known"))
            continue
        try:
            due = calendar.deadline_microseconds(microseconds(start), work)
        except NoSuchTimeError:
            due = -(2**62)
        if inside(start) and abs(due) < 2**60 and inside(from_microseconds(due)):
            found.append((from_microseconds(due), "told"))
        else:
            found.append((None, "out of range"))
    return found


def pairs(frame: Any, name: str) -> list[tuple[Any, Any]]:
    """Give a column with its status, in the order of the numbers of rows."""
    found = nw.from_native(frame)
    table = found.collect() if isinstance(found, nw.LazyFrame) else found
    native = table.to_native()
    order = column(native, "number")
    both = zip(column(native, name), column(native, f"{name}_status"), strict=True)
    return [
        each for _, each in sorted(zip(order, both, strict=True), key=lambda p: p[0])
    ]


TYPED = [
    each for each in ALL_ENGINES if _name(each) not in {"pandas objects", "pyspark"}
]
"""Those whose columns have types; PySpark is asked once, for many rows."""

IN_ORDER = [each for each in ENGINES if _name(each) not in {"pandas objects", "duckdb"}]
"""Those of them that are in memory or are Polars, which keep the order of rows."""


@pytest.mark.parametrize("engine", TYPED)
def test_every_library_tells_what_the_calendar_tells(engine: str) -> None:
    """Over changes of clocks, holidays and borders; what lies outside is told apart."""
    frame = make_frame(BOTH, engine)
    found: Any = add_elapsed(
        frame, OFFICE, start="start", end="end", into="worked", between=YEAR
    )
    found = add_deadline(
        found, OFFICE, start="start", duration="work", into="due", between=YEAR
    )
    assert type(found) is type(frame)
    assert pairs(found, "worked") == expected(OFFICE, [(s, e) for s, e, _ in ROWS])
    assert pairs(found, "due") == expected_due(OFFICE, [(s, w) for s, _, w in ROWS])
    names = nw.from_native(found).collect_schema().names()
    assert names == [*BOTH, "worked", "worked_status", "due", "due_status"]
    assert nw.from_native(found).collect_schema()["worked"] == nw.Int64


@pytest.mark.parametrize("engine", IN_ORDER)
def test_rows_keep_their_place_and_their_names(engine: str) -> None:
    """In memory and in lazy Polars a row stays where it was, and what it held."""
    frame = make_frame(BOTH, engine)
    found: Any = add_elapsed(
        frame, OFFICE, start="start", end="end", into="worked", between=YEAR
    )
    for name in BOTH:
        assert column(found, name) == column(frame, name)
    if engine.startswith("pandas"):
        assert found.index.equals(frame.index)


@pytest.mark.parametrize("engine", TYPED[:-1])
def test_whole_microseconds(engine: str) -> None:
    """They are instants too, and what is made of them is a number."""
    start = microseconds(at("05-04 09:00")) + 1
    columns = {"start": [start, 0], "end": [start + 5, start], "number": [1, 2]}
    found: Any = add_elapsed(
        make_frame(columns, engine),
        OFFICE,
        start="start",
        end="end",
        into="worked",
        between=YEAR,
    )
    found = add_deadline(
        found, OFFICE, start="start", duration=7 * TICK, into="due", between=YEAR
    )
    assert pairs(found, "worked") == [(5, "told"), (None, "out of range")]
    assert pairs(found, "due") == [(start + 7, "told"), (None, "out of range")]
    assert nw.from_native(found).collect_schema()["due"] == nw.Int64


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pandas", "pyarrow"])
def test_a_frame_without_rows(engine: str) -> None:
    """Of no rows there is nothing to tell; and numbers may be missing."""
    start = at("05-04 09:00").astimezone(UTC)
    given = pl.DataFrame({"start": [start, start], "work": [5, None], "number": [1, 2]})
    makers: dict[str, Any] = {
        "polars": lambda frame: frame,
        "polars lazy": pl.DataFrame.lazy,
        "pandas": lambda frame: frame.to_pandas().astype({"work": "Int64"}),
        "pyarrow": pl.DataFrame.to_arrow,
    }
    for rows in (given, given.head(0)):
        found: Any = add_deadline(
            makers[engine](rows),
            OFFICE,
            start="start",
            duration="work",
            into="due",
            between=YEAR,
        )
        due = [(start + 5 * TICK, "told"), (None, "not known")]
        assert pairs(found, "due") == due[: len(rows)]


@pytest.mark.parametrize("text", ["around the clock", "Mon-Sun closed; zone UTC"])
@pytest.mark.parametrize(
    "engine", ["polars lazy", "pandas", pytest.param("duckdb", marks=NEEDS_DUCKDB)]
)
def test_calendars_that_never_change(text: str, engine: str) -> None:
    """They need no table: all time counts, or none does and nothing is ever due."""
    calendar = WorkingCalendar.parse(text)
    frame = make_frame(BOTH, engine)
    found: Any = add_elapsed(
        frame, calendar, start="start", end="end", into="worked", between=YEAR
    )
    found = add_deadline(
        found, calendar, start="start", duration="work", into="due", between=YEAR
    )
    assert pairs(found, "worked") == expected(calendar, [(s, e) for s, e, _ in ROWS])
    assert pairs(found, "due") == expected_due(calendar, [(s, w) for s, _, w in ROWS])


def test_other_zones_other_units_and_none() -> None:
    """Deadlines have the zone of the starts; those without one need a word."""
    frame = pl.LazyFrame(BOTH).with_columns(
        pl.col("start").dt.convert_time_zone("Asia/Tokyo").dt.cast_time_unit("ns"),
        pl.col("end").dt.convert_time_zone("America/New_York"),
    )
    asked: dict[str, Any] = {"start": "start", "end": "end", "into": "worked"}
    found = add_elapsed(frame, OFFICE, between=YEAR, **asked)
    assert pairs(found, "worked") == expected(OFFICE, [(s, e) for s, e, _ in ROWS])
    due: dict[str, Any] = {"start": "start", "into": "due", "between": YEAR}
    days = WorkingCalendar.parse(f"{OFFICE}; working day 1:00")
    found = add_deadline(frame, days, duration=WorkingDays(1), **due)
    hour = HOUR // TICK
    assert pairs(found, "due") == expected_due(OFFICE, [(s, hour) for s, _, _ in ROWS])
    assert found.collect_schema()["due"] == pl.Datetime("us", "Asia/Tokyo")
    bare = pl.LazyFrame(BOTH).with_columns(
        pl.col("start", "end").dt.replace_time_zone(None)
    )
    with pytest.raises(InvalidDataError) as caught:
        add_elapsed(bare, OFFICE, between=YEAR, **asked)
    assert [(each.code, each.path) for each in caught.value.problems] == [
        ("no-zone", "start"),
        ("no-zone", "end"),
    ]
    found = add_elapsed(bare, OFFICE, between=YEAR, utc=True, **asked)
    assert pairs(found, "worked") == expected(OFFICE, [(s, e) for s, e, _ in ROWS])
    found = add_deadline(bare, OFFICE, duration="work", utc=True, **due)
    told = [(each and each.replace(tzinfo=UTC), s) for each, s in pairs(found, "due")]
    assert told == expected_due(OFFICE, [(s, w) for s, _, w in ROWS])


@NEEDS_DUCKDB
def test_sessions_of_duckdb_in_another_zone() -> None:
    """Times without a zone are in UTC all the same, and names may need quotes."""
    import duckdb

    session = duckdb.connect()
    session.execute("SET TimeZone = 'Asia/Kathmandu'")
    frame: Any = session.sql(
        'SELECT 1 AS number, TIMESTAMP \'2026-05-04 07:30:00\' AS "the ""start""",'
        " TIMESTAMPTZ '2026-05-04 10:30:00+02:00' AS zoned"
    )
    start = 'the "start"'
    found: Any = add_elapsed(
        frame, OFFICE, start=start, end="zoned", into="worked", between=YEAR, utc=True
    )
    assert pairs(found, "worked") == [(HOUR // TICK, "told")]
    for name in (start, "zoned"):
        found = add_deadline(
            frame, OFFICE, start=name, duration=HOUR, into="due", between=YEAR, utc=True
        )
        (due, _), *_ = pairs(found, "due")
        zoned = due if due.tzinfo else due.replace(tzinfo=UTC)
        first = datetime(2026, 5, 4, 7, 30, tzinfo=UTC)
        assert zoned == first + (HOUR if name == start else 2 * HOUR)


@NEEDS_SPARK
def test_sessions_of_spark_in_another_zone() -> None:
    """Times without a zone are in UTC all the same, and names may need quotes."""
    session = spark.spark()
    before = session.conf.get("spark.sql.session.timeZone")
    session.conf.set("spark.sql.session.timeZone", "Asia/Kathmandu")
    try:
        frame = session.sql(
            "SELECT 1 AS number, TIMESTAMP_NTZ '2026-05-04 07:30:00' AS `the start`,"
            " TIMESTAMP '2026-05-04 10:30:00+02:00' AS zoned"
        )
        found: Any = add_elapsed(
            frame,
            OFFICE,
            start="the start",
            end="zoned",
            into="worked",
            between=YEAR,
            utc=True,
        )
        assert pairs(found, "worked") == [(HOUR // TICK, "told")]
        found = add_deadline(
            frame, OFFICE, start="zoned", duration=HOUR, into="due", between=YEAR
        )
        assert pairs(found, "due") == [(at("05-04 11:30"), "told")]
    finally:
        session.conf.set("spark.sql.session.timeZone", before)


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("engine", ["polars lazy", "pandas", "pyarrow"])
def test_work_as_durations(engine: str, unit: Any) -> None:
    """Of any unit; what is finer than a microsecond is rounded down, below 0 too."""
    finest = 1_500 if unit == "ns" else 5
    counts = [finest, -finest, None, 2**52 // 10**3]
    start = at("05-04 10:30").astimezone(UTC)
    frame = pl.DataFrame(
        {
            "start": [start] * len(counts),
            "work": pl.Series(counts, dtype=pl.Int64).cast(pl.Duration(unit)),
            "number": range(len(counts)),
        }
    )
    makers: dict[str, Any] = {
        "polars lazy": pl.DataFrame.lazy,
        "pandas": pl.DataFrame.to_pandas,
        "pyarrow": pl.DataFrame.to_arrow,
    }
    found: Any = add_deadline(
        makers[engine](frame),
        OFFICE,
        start="start",
        duration="work",
        into="due",
        between=YEAR,
    )
    times, parts = {"ms": (1_000, 1), "us": (1, 1), "ns": (1, 1_000)}[unit]
    works = [None if n is None else n * times // parts for n in counts]
    assert pairs(found, "due") == expected_due(OFFICE, [(start, n) for n in works])


@NEEDS_DUCKDB
def test_intervals_of_a_database_are_no_lengths() -> None:
    """They are refused with the way round."""
    import duckdb

    frame: Any = duckdb.sql("SELECT now() AS start, INTERVAL 1 HOUR AS work")
    with pytest.raises(InvalidDataError, match="make it whole microseconds"):
        add_deadline(
            frame, OFFICE, start="start", duration="work", into="due", between=YEAR
        )


@pytest.mark.parametrize("engine", ["polars lazy", "pandas objects", "pyarrow"])
@pytest.mark.rule("FRM-02")
def test_columns_are_refused_before_any_work(engine: str) -> None:
    """Every one that is missing, of another type or in the way, with what was meant."""
    frame = make_frame({"opened": [1.5], "worked": ["a"]}, engine)
    with pytest.raises(InvalidDataError) as caught:
        add_elapsed(
            frame, OFFICE, start="opend", end="opened", into="worked", between=YEAR
        )
    assert [(each.code, each.path) for each in caught.value.problems] == [
        ("missing-column", "opend"),
        ("wrong-type", "opened"),
        ("column-in-the-way", "worked"),
    ]
    assert "did you mean 'opened'?" in caught.value.problems[0].message
    with pytest.raises(InvalidDataError, match="has to hold whole numbers"):
        add_deadline(
            frame, OFFICE, start="opened", duration="worked", into="due", between=YEAR
        )


@pytest.mark.parametrize(
    "engine", ["polars lazy", pytest.param("duckdb", marks=NEEDS_DUCKDB)]
)
def test_a_lazy_frame_needs_to_know_its_days(engine: str) -> None:
    """It is neither collected nor answered for the years 1 to 9999."""
    frame = make_frame(BOTH, engine)
    with pytest.raises(InvalidUseError, match=r"as between=\(first day, last day\)"):
        add_elapsed(frame, OFFICE, start="start", end="end", into="worked")
    with pytest.raises(InvalidUseError, match=r"as between=\(first day, last day\)"):
        add_deadline(frame, OFFICE, start="start", duration=HOUR, into="due")
    with pytest.raises(InvalidValueError, match="needs the first day"):
        add_elapsed(
            frame,
            OFFICE,
            start="start",
            end="end",
            into="worked",
            between=date(2026, 1, 1),  # type: ignore[arg-type]
        )


def test_names_that_are_taken_already() -> None:
    """Columns that the work needs for itself never hide those of the caller."""
    given = {f"_work_{place}_": ["mine"] for place in range(5, 8)}
    frame = pl.LazyFrame({**given, "start": [at("05-04 09:00")], "end": [SPRING]})
    found = add_elapsed(
        frame, OFFICE, start="start", end="end", into="worked", between=YEAR
    ).collect()
    assert found.columns == [*given, "start", "end", "worked", "worked_status"]
    assert found.select(*given).rows() == [("mine",) * 3]


def many(count: int) -> dict[str, list[Any]]:
    """Draw pairs of instants, half of them at borders, and work."""
    rng = random.Random(11)
    low, high = (
        microseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (2026, 2027)
    )
    edges = [edge for span in OFFICE.open_microseconds(low, high) for edge in span]

    def instant() -> datetime | None:
        if rng.random() < 0.02:
            return None
        near = rng.choice(edges) + rng.randint(-1, 1)
        free = rng.randint(low - 10**12, high + 10**12)
        return from_microseconds(rng.choice([near, free]))

    return {
        "start": [instant() for _ in range(count)],
        "end": [instant() for _ in range(count)],
        "work": [rng.randint(-(10**12), 10**12) for _ in range(count)],
        "number": list(range(count)),
    }


@pytest.mark.parametrize(
    ("engine", "times"),
    [
        pytest.param("dask", 3, marks=NEEDS_DASK),
        pytest.param("pyspark", 1, marks=NEEDS_SPARK),
        ("polars lazy", 1),
    ],
)
def test_many_rows_again_and_again(engine: str, times: int) -> None:
    """Over several partitions answers are right, and the same each time."""
    drawn = many(2_000)
    columns: dict[str, list[Any]] = {name: [*BOTH[name], *drawn[name]] for name in BOTH}
    columns["number"] = list(range(len(columns["start"])))
    frame = make_frame(columns, engine)
    starts, ends, works = (columns[name] for name in ("start", "end", "work"))
    found: Any = add_elapsed(
        frame, OFFICE, start="start", end="end", into="worked", between=YEAR
    )
    found = add_deadline(
        found, OFFICE, start="start", duration="work", into="due", between=YEAR
    )
    for _ in range(times):
        worked = expected(OFFICE, list(zip(starts, ends, strict=True)))
        assert pairs(found, "worked") == worked
        due = expected_due(OFFICE, list(zip(starts, works, strict=True)))
        assert pairs(found, "due") == due


@pytest.mark.rule("SLA-04", "SLA-05")
def test_vectors_of_other_systems_hold_lazily() -> None:
    """Each as one row, in a stretch of a year on either side."""
    if not FILE.is_file():
        pytest.skip(f"{FILE.name} is not here: it is test data that is not distributed")
    vectors = json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
    read = datetime.fromisoformat
    done = 0
    for vector in vectors:
        start = read(vector["start"])
        between = date(start.year - 1, 1, 1), date(start.year + 2, 12, 31)
        place = calendar_of(vector["calendar"])
        if vector["op"] == "elapsed" and not vector.get("pauses"):
            ends = pl.LazyFrame({"start": [start], "end": [read(vector["end"])]})
            found = add_elapsed(
                ends, place, start="start", end="end", into="worked", between=between
            )
            seconds = vector["expected_seconds"]
            assert found.collect()["worked"].to_list() == [seconds * 1_000_000], vector
        elif vector["op"] == "add":
            starts = pl.LazyFrame({"start": [start]})
            work = timedelta(seconds=vector["duration_seconds"])
            due = add_deadline(
                starts, place, start="start", duration=work, into="due", between=between
            )
            assert due.collect()["due"].to_list() == [read(vector["expected"])], vector
        else:
            continue
        done += 1
    assert done > 30
