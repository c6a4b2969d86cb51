"""Tickets that are a row each are judged as their clocks would, in every library."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import partner_success as ps
from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.core.instants import microseconds
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.frames import judge_events, judge_tickets, refused_events
from partner_success.sla import SlaPolicy
from tests.support.engines import (
    ALL_ENGINES,
    NEEDS_DASK,
    NEEDS_DUCKDB,
    NEEDS_SPARK,
    column,
    make_frame,
)
from tests.support.ticket_rows import (
    Pause,
    Row,
    columns,
    pause_columns,
    plain,
    told_by_clock,
)
from tests.unit.sla.tickets import OFFICE, on, policy, target

pytestmark = [
    pytest.mark.rule("FRM-01", "SLA-11"),
    pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning"),
    # Dask asks pandas for what that will no longer do.
    pytest.mark.filterwarnings("ignore:The inplace keyword"),
]

DAYS = (date(2026, 1, 1), date(2026, 12, 31))
AT = on("6 12:00")
POLICY = policy(
    target(1, 2, 8, 16, unit="working hours"),
    target(1, 2, 4, 8),
    target(4, 8, 24, 48, limit="below", pauses=("partner",)),
)
HOURLY = policy(target(1, 2, 8, 16, limit="below", pauses="none"), None, None)

ROWS = [
    Row(severity="critical", opened=on("4 10:00"), responded=on("4 11:00")),
    Row(severity="critical", opened=on("4 10:00"), responded=on("4 11:01")),
    Row(severity="high", opened=on("4 16:00"), resolved=on("5 10:00")),
    Row(severity="high", opened=on("6 11:00")),
    Row(severity="low", opened=on("4 10:00"), cancelled=on("4 12:00")),
    Row(severity="critical", opened=on("4 10:00"), cancelled=on("4 12:00")),
    Row(
        severity="medium",
        opened=on("4 10:00"),
        responded=on("4 09:00"),
        resolved=on("4 09:30"),
        cancelled=on("4 08:00"),
    ),
    Row(
        severity="medium",
        opened=on("4 10:00"),
        responded=on("4 13:00"),
        resolved=on("4 12:00"),
        cancelled=on("4 12:00"),
    ),
    Row(
        severity="medium",
        opened=on("4 10:00"),
        resolved=on("4 13:00"),
        cancelled=on("4 12:00"),
    ),
    Row(severity="low", opened=on("6 12:00"), responded=on("6 12:00")),
    Row(severity="low", opened=on("6 12:01")),
    Row(severity="high", opened=on("4 10:00"), responded=on("8 10:00")),
    Row(severity="critical", opened=on("6 08:00")),
]

PAUSED = [
    Row(
        severity="critical",
        opened=on("4 10:00"),
        responded=on("4 13:00"),
        pauses=[
            Pause(start=on("4 10:30"), stop=on("4 12:30")),
            Pause(start=on("4 12:30"), stop=on("4 12:30")),
            Pause(start=on("4 12:30"), stop=on("4 12:45"), reason="vendor"),
        ],
    ),
    Row(
        severity="critical",
        opened=on("4 10:00"),
        pauses=[
            Pause(start=on("4 11:00"), stop=on("4 12:00")),
            Pause(start=on("4 13:00"), stop=on("4 14:00")),
            Pause(start=on("6 11:00")),
        ],
    ),
    Row(
        severity="low",
        opened=on("4 10:00"),
        pauses=[Pause(start=on("4 16:00"))],
    ),
    Row(
        severity="low",
        opened=on("4 10:00"),
        resolved=on("5 10:00"),
        pauses=[
            Pause(start=on("4 09:00"), stop=on("4 10:30")),
            Pause(start=on("4 16:00"), stop=on("5 12:00"), reason="vendor"),
            Pause(start=on("5 13:00"), stop=on("5 14:00")),
        ],
    ),
    Row(severity="low", opened=on("4 10:00"), cancelled=on("8 10:00")),
]


def table(frame: Any) -> dict[str, dict[str, Any]]:
    """Give the rows of a result by their tickets, what is missing as None."""
    found = nw.from_native(frame)
    native = (found.collect() if isinstance(found, nw.LazyFrame) else found).to_native()
    names = nw.from_native(native).columns
    lists = {name: column(native, name) for name in names}
    return {
        ticket: {name: plain(values[place]) for name, values in lists.items()}
        for place, ticket in enumerate(lists["ticket"])
    }


def assert_as_clocks(
    frame: Any,
    rows: Sequence[Row],
    terms: SlaPolicy,
    calendar: Calendar | None = OFFICE,
    at: datetime = AT,
) -> None:
    """Make sure that each row tells what the clock of its ticket tells."""
    found = table(frame)
    assert len(found) == len(rows)
    for place, row in enumerate(rows):
        wanted = told_by_clock(row, terms, calendar, at)
        got = {name: found[f"t{place}"][name] for name in wanted}
        assert got == wanted, row


def _name(engine: Any) -> str:
    return engine if isinstance(engine, str) else str(engine.values[0])


TYPED = [
    each for each in ALL_ENGINES if _name(each) not in {"pandas objects", "pyspark"}
]
"""Those whose columns have types; PySpark is asked once, for many tickets."""

WITH_WINDOWS = [each for each in TYPED if _name(each) not in {"pyarrow", "dask"}]
"""Those that can sum up pauses."""


@pytest.mark.parametrize("engine", TYPED)
def test_every_library_tells_what_clocks_tell(engine: str) -> None:
    """In time and late, ended, cancelled, not open yet, and what cannot follow."""
    frame = make_frame(columns(ROWS), engine)
    found = judge_tickets(frame, POLICY, calendar=OFFICE, at=AT, between=DAYS)
    assert type(found) is type(frame)
    assert_as_clocks(found, ROWS, POLICY)
    schema = nw.from_native(found).collect_schema()
    assert schema["resolution_remaining"] == nw.Int64
    assert isinstance(schema["resolution_due"], nw.Datetime)


@pytest.mark.parametrize("engine", WITH_WINDOWS)
def test_pauses_stop_what_they_stop(engine: str) -> None:
    """For all reasons or for some, before, over and after what matters."""
    frame, pauses = (
        make_frame(each(PAUSED), engine) for each in (columns, pause_columns)
    )
    found = judge_tickets(
        frame, POLICY, calendar=OFFICE, at=AT, pauses=pauses, between=DAYS
    )
    assert_as_clocks(found, PAUSED, POLICY)


@pytest.mark.parametrize("engine", ["polars lazy", "pandas", "pyarrow"])
def test_around_the_clock_nothing_more_is_needed(engine: str) -> None:
    """Neither a calendar nor days; and columns of the caller stay in front."""
    frame = make_frame(columns(ROWS), engine)
    found = judge_tickets(frame, HOURLY, at=AT, prefix="sla_")
    names = nw.from_native(found).collect_schema().names()
    own = list(columns(ROWS))
    assert names[: len(own)] == own
    assert all(name.startswith("sla_") for name in names[len(own) :])
    renamed = nw.from_native(found).rename(
        {name: name.removeprefix("sla_") for name in names[len(own) :]}
    )
    assert_as_clocks(renamed.to_native(), ROWS, HOURLY, None)


def test_the_standard_policies(rules: ps.Rulebook) -> None:
    """Both are judged, hours and business days side by side."""
    for name in ("partner_support", "enterprise_support"):
        terms = rules.sla[name]
        frame = make_frame(columns(PAUSED), "polars lazy")
        pauses = make_frame(pause_columns(PAUSED), "polars lazy")
        found = judge_tickets(
            frame, terms, calendar=OFFICE, at=AT, pauses=pauses, between=DAYS
        )
        assert_as_clocks(found, PAUSED, terms)


def test_two_targets_in_working_time() -> None:
    """Each is counted by itself, though both begin with the opening."""
    hours = target(4, 8, 24, 48, unit="working hours")
    terms = policy(target(1, 2, 8, 16, unit="working hours"), None, hours)
    found = judge_tickets(
        pl.DataFrame(columns(PAUSED)),
        terms,
        calendar=OFFICE,
        at=AT,
        pauses=pl.DataFrame(pause_columns(PAUSED)),
        between=DAYS,
    )
    assert_as_clocks(found, PAUSED, terms)


def test_no_pauses_and_no_stops() -> None:
    """A policy that no pause stops, and a frame of pauses without rows."""
    frame = pl.DataFrame(columns(PAUSED))
    pauses = pl.DataFrame(pause_columns(PAUSED))
    found = judge_tickets(frame, HOURLY, at=AT, pauses=pauses)
    assert_as_clocks(found, PAUSED, HOURLY, None)
    bare = judge_tickets(frame, HOURLY, at=AT, pauses=pauses.head(0))
    without = judge_tickets(frame, HOURLY, at=AT)
    assert bare.equals(without)


def test_numbers_name_tickets_and_instants() -> None:
    """Whole numbers do for both, and rows of one ticket each have its pauses."""
    nine, ten = (microseconds(on(f"4 {hour}:00")) for hour in ("09", "10"))
    frame = pl.LazyFrame(
        {
            "ticket": [7, 7, None, 8],
            "severity": ["low"] * 4,
            "opened_at": [nine] * 4,
            "first_responded_at": pl.Series([None] * 4, dtype=pl.Int64),
            "resolved_at": [ten, ten, ten, ten],
        }
    )
    pauses = pl.LazyFrame(
        {
            "ticket": [7, None, 9],
            "paused_at": [nine + 5, nine, nine],
            "resumed_at": [nine + 10, ten, ten],
            "reason": ["partner"] * 3,
        }
    )
    found = judge_tickets(
        frame, POLICY, calendar=OFFICE, at=AT, pauses=pauses, between=DAYS
    ).collect()
    hour = ten - nine
    used = found["resolution_elapsed"].to_list()
    assert used == [hour - 5, hour - 5, hour, hour]


@pytest.mark.parametrize("engine", ["polars", "pandas categories"])
def test_what_cannot_be_judged_says_why(engine: str) -> None:
    """A status each, and nothing else is told."""
    early = datetime(2025, 12, 31, 23, tzinfo=UTC)
    given = columns([Row(severity="low", opened=on("4 10:00"))] * 9)
    for name in ("first_responded_at", "resolved_at", "cancelled_at"):
        given[name][0] = on("8 10:00").astimezone(UTC)
    given["opened_at"][1:3] = [None, early]
    given["severity"][3:5] = [None, "urgent"]
    start = given["opened_at"][0]
    hours = [start + timedelta(hours=each) for each in range(4)]
    pauses = {
        "ticket": ["t5", "t5", "t6", "t7", "t8", "t5"],
        "paused_at": [hours[0], hours[1], hours[2], None, hours[0], hours[3]],
        "resumed_at": [hours[2], hours[3], hours[1], hours[1], hours[1], None],
        "reason": ["partner", "partner", "partner", "partner", None, "partner"],
    }
    found = table(
        judge_tickets(
            make_frame(given, engine),
            POLICY,
            calendar=OFFICE,
            at=AT,
            pauses=make_frame(pauses, engine),
            between=DAYS,
        )
    )
    assert [found[f"t{place}"]["status"] for place in range(9)] == [
        "judged",
        "missing",
        "out of range",
        "missing",
        "no such severity",
        "out of order",
        "out of order",
        "missing",
        "missing",
    ]
    for place in range(1, 9):
        told = {
            value
            for name, value in found[f"t{place}"].items()
            if name not in {*given, "status"}
        }
        assert told == {None}


def test_a_due_instant_beyond_the_days_is_missing() -> None:
    """The state is right all the same."""
    frame = pl.DataFrame(columns([Row(severity="low", opened=on("4 10:00"))]))
    short = (date(2026, 5, 1), date(2026, 5, 4))
    asked: dict[str, Any] = {"calendar": OFFICE, "at": on("4 12:00")}
    found = judge_tickets(frame, POLICY, between=short, **asked)
    assert found["first_response_state"].to_list() == ["running"]
    assert found["first_response_due"].to_list() == [None]
    assert found["resolution_due"].to_list() == [on("6 10:00")]
    far = policy(target(*[11 * 10**5] * 4))
    opened = datetime(2190, 1, 1, tzinfo=UTC)
    found = judge_tickets(
        frame.with_columns(opened_at=pl.lit(opened)),
        far,
        at=opened,
        between=(date(2100, 1, 1), date(2199, 12, 31)),
    )
    assert found["first_response_state"].to_list() == ["running"]
    assert found["first_response_due"].to_list() == [None]


@pytest.mark.rule("FRM-02")
def test_columns_are_refused_before_any_work() -> None:
    """Every one that is missing, of another type or in the way."""
    frame = pl.LazyFrame({"severity": [1], "opened_at": [1.5], "status": ["x"]})
    with pytest.raises(InvalidDataError) as caught:
        judge_tickets(frame, HOURLY, at=AT)
    assert [(each.code, each.path) for each in caught.value.problems] == [
        ("wrong-type", "opened_at"),
        ("missing-column", "first_responded_at"),
        ("missing-column", "resolved_at"),
        ("wrong-type", "severity"),
        ("column-in-the-way", "status"),
    ]
    given = pl.LazyFrame(columns(ROWS))
    with pytest.raises(InvalidDataError) as caught:
        judge_tickets(
            given.drop("ticket"),
            HOURLY,
            at=AT,
            pauses=given.select(ticket=1, paused_at="opened_at"),
        )
    assert [each.path for each in caught.value.problems] == ["ticket"]
    with pytest.raises(InvalidDataError) as caught:
        judge_tickets(
            given,
            POLICY,
            at=AT,
            calendar=OFFICE,
            between=DAYS,
            pauses=given.select(ticket=1, paused_at="opened_at"),
        )
    assert [each.path for each in caught.value.problems] == [
        "resumed_at",
        "ticket",
        "reason",
    ]


def test_a_first_answer_may_be_absent_where_none_is_promised() -> None:
    """And so may a cancellation be anywhere."""
    terms = policy(None, None, target(4, 8, 24, 48))
    rows = [ROWS[2], ROWS[3]]
    frame = pl.DataFrame(columns(rows)).drop("first_responded_at", "cancelled_at")
    assert_as_clocks(judge_tickets(frame, terms, at=AT), rows, terms, None)


def test_frames_that_do_not_fit_each_other() -> None:
    """Those of two libraries, and a lazy one beside one in memory."""
    frame = pl.DataFrame(columns(PAUSED))
    pauses = pl.DataFrame(pause_columns(PAUSED))
    for other in (pauses.lazy(), pauses.to_arrow()):
        with pytest.raises(InvalidUseError, match="of one library, both lazy or both"):
            judge_tickets(frame, HOURLY, at=AT, pauses=other)
    with pytest.raises(InvalidUseError, match=r"such as polars\.from_arrow"):
        judge_tickets(frame.to_arrow(), HOURLY, at=AT, pauses=pauses.to_arrow())


def test_days_and_promises_that_columns_cannot_count() -> None:
    """Each is refused with the way round."""
    frame = pl.DataFrame(columns(ROWS))
    with pytest.raises(InvalidValueError, match="say between which days"):
        judge_tickets(frame, POLICY, calendar=OFFICE, at=AT)
    with pytest.raises(InvalidValueError, match="lies outside the days"):
        judge_tickets(
            frame, HOURLY, at=AT, between=(date(2026, 6, 1), date(2026, 6, 30))
        )
    with pytest.raises(InvalidValueError, match="judge_events can"):
        judge_tickets(frame, policy(target(10**8, 10**8, 10**8, 10**8)), at=AT)
    with pytest.raises(InvalidValueError, match="time zone"):
        judge_tickets(frame, HOURLY, at=AT.replace(tzinfo=None))


def test_events_are_not_collected_behind_the_back() -> None:
    """A lazy frame of events is refused with both ways round."""
    events = pl.LazyFrame({"ticket": ["a"], "time": [0], "kind": ["resolved"]})
    with pytest.raises(InvalidUseError, match="LazyFrame is lazy; collect it"):
        judge_events(events, HOURLY, at=AT)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="or judge_tickets where a ticket is"):
        refused_events(events, HOURLY)  # type: ignore[arg-type]


def many(count: int, *, paused: bool) -> list[Row]:
    """Draw tickets around some days, many of their instants at borders."""
    rng = random.Random(7)

    def instant(least: int = 0) -> datetime:
        minutes = rng.choice([rng.randint(least, 4_320), 60 * rng.randint(0, 72)])
        return on("4 00:00") + timedelta(minutes=minutes)

    def row() -> Row:
        opened = instant()
        pauses: list[Pause] = []
        start = opened + timedelta(minutes=rng.randint(-60, 90))
        for _ in range(rng.randint(0, 4) if paused else 0):
            stop = start + timedelta(minutes=rng.choice([0, 60, rng.randint(0, 600)]))
            reason = rng.choice(["partner", "vendor"])
            lasts = rng.random() < 0.1
            pauses.append(
                Pause(start=start, stop=None if lasts else stop, reason=reason)
            )
            if lasts:
                break
            start = stop + timedelta(minutes=rng.choice([0, 0, rng.randint(0, 400)]))
        return Row(
            severity=rng.choice(["critical", "high", "medium", "low"]),
            opened=opened,
            responded=rng.choice([None, opened, instant()]),
            resolved=rng.choice([None, instant(), instant()]),
            cancelled=rng.choice([None, None, instant()]),
            pauses=pauses,
        )

    return [row() for _ in range(count)]


@pytest.mark.parametrize(
    ("engine", "times"),
    [
        ("polars lazy", 1),
        ("pandas", 1),
        pytest.param("duckdb", 1, marks=NEEDS_DUCKDB),
        pytest.param("dask", 2, marks=NEEDS_DASK),
        pytest.param("pyspark", 1, marks=NEEDS_SPARK),
    ],
)
def test_many_tickets_again_and_again(engine: str, times: int) -> None:
    """Each as its clock tells, over several partitions, and the same each time."""
    paused = engine != "dask"
    rows = [*ROWS, *(PAUSED if paused else ()), *many(150, paused=paused)]
    found = judge_tickets(
        make_frame(columns(rows), engine),
        POLICY,
        calendar=OFFICE,
        at=AT,
        pauses=make_frame(pause_columns(rows), engine) if paused else None,
        between=DAYS,
    )
    for _ in range(times):
        assert_as_clocks(found, rows, POLICY)


def test_a_calendar_that_knows_no_more_time() -> None:
    """What is never due says so, and is not late."""
    closed = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    rows = [Row(severity="low", opened=on("4 10:00"))]
    frame = pl.DataFrame(columns(rows))
    found = judge_tickets(frame, POLICY, calendar=closed, at=AT, between=DAYS)
    assert_as_clocks(found, rows, POLICY, closed)
