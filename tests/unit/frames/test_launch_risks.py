"""Launches of a dataframe are at the risk that each has alone, on every engine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames import LaunchRiskColumns, judge_launch_risks
from tests.support.journeys import company_journey
from tests.support.row_rules import (
    DAY,
    LAUNCHES,
    LIBRARY_WARNINGS,
    ON,
    ROW_ENGINES,
    assert_rows,
    frame_of,
    launch_answers,
    launch_grid,
    rows_of,
)

pytestmark = [pytest.mark.rule("JRN-23", "FRM-01"), *LIBRARY_WARNINGS]

TINY = Fraction(1, 10**30)
AVERAGES: dict[str, Any] = {
    "gate_0": 6.3,
    "gate_1": Fraction(250, 3),
    "gate_2": None,
    "gate_3": 21 - TINY,
}
ADDED = ["days_left", "days_needed", "buffer", "level", "status"]


@pytest.mark.parametrize("engine", ROW_ENGINES)
def test_each_row_is_judged_as_one_partner(rules: ps.Rulebook, engine: str) -> None:
    """At every stage, at the edges of each level, by plan and by averages."""
    rows = launch_grid(rules.journey)
    frame = frame_of(rows, LAUNCHES, engine)
    found = judge_launch_risks(frame, rules.journey, on=ON)
    assert type(found) is type(frame)
    assert nw.from_native(found).collect_schema().names() == ["row", *LAUNCHES, *ADDED]
    assert_rows(found, launch_answers(rules.journey, rows))
    both = judge_launch_risks(
        found, rules.journey, on=ON, averages=AVERAGES, prefix="measured_"
    )
    expected = launch_answers(rules.journey, rows, AVERAGES)
    assert_rows(
        both,
        [
            {f"measured_{name}": value for name, value in each.items()}
            for each in expected
        ],
    )


def test_a_journey_of_another_kind() -> None:
    """Stages without weeks, a launch in the midst of them, other levels."""
    journey = company_journey()
    rows = launch_grid(journey)
    found = judge_launch_risks(frame_of(rows, LAUNCHES, "polars"), journey, on=ON)
    assert_rows(found, launch_answers(journey, rows))


@pytest.mark.parametrize(
    ("average", "level"),
    [
        (Fraction(21), "medium"),
        (21 + TINY, "high"),
        (7, "low"),
        (7 + TINY, "medium"),
        (Decimal("7.000000000000000000001"), "medium"),
    ],
)
def test_fractions_of_days_are_compared_exactly(
    rules: ps.Rulebook, average: Any, level: str
) -> None:
    """The least bit beyond an edge is beyond it."""
    partner = {"stage": "gate_3", "target_launch": ON + 21 * DAY}
    frame = frame_of([partner], LAUNCHES, "polars")
    averages = {"gate_3": average}
    found = judge_launch_risks(frame, rules.journey, on=ON, averages=averages)
    assert found["level"].to_list() == [level]


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_whether_it_was_launched_may_be_a_truth(
    rules: ps.Rulebook, engine: str
) -> None:
    """And no partner waits behind a stage where there is no column for it."""
    schema = {"step": pl.String, "begun": pl.Date, "due": pl.Date, "live": pl.Boolean}
    rows = [
        {"step": "gate_3", "begun": ON, "due": ON + 30 * DAY, "live": live}
        for live in (False, True)
    ]
    columns = LaunchRiskColumns(
        stage="step",
        stage_started="begun",
        stage_ended=None,
        target_launch="due",
        launched="live",
    )
    found = judge_launch_risks(
        frame_of(rows, schema, engine), rules.journey, on=ON, columns=columns
    )
    assert rows_of(found, ADDED) == [
        {
            "days_left": 30,
            "days_needed": 21.0,
            "buffer": 9.0,
            "level": "medium",
            "status": "judged",
        },
        {
            "days_left": 30,
            "days_needed": 0.0,
            "buffer": None,
            "level": None,
            "status": "launched",
        },
    ]


def test_a_truth_that_is_missing_is_not_launched(rules: ps.Rulebook) -> None:
    """As a day is that is missing."""
    frame = pl.DataFrame(
        {"stage": ["gate_3"], "launched_on": pl.Series([None], dtype=pl.Boolean)}
    ).with_columns(
        stage_started=None, stage_ended=None, target_launch=pl.lit(ON + 35 * DAY)
    )
    found = judge_launch_risks(frame, rules.journey, on=ON)
    assert found.select("level", "status").rows() == [("low", "judged")]


def test_the_time_of_a_day_does_not_count(rules: ps.Rulebook) -> None:
    """A datetime without a zone is the day that it lies in, in any year."""
    late = timedelta(hours=23, minutes=59)
    for year in (4, 1900, 2000, 2100, 2400, 9998):
        on = date(year, 12, 31)
        started = [on - DAY, date.min]
        frame = frame_of(
            [
                {"stage": "gate_3", "stage_started": day, "target_launch": on + DAY}
                for day in started
            ],
            LAUNCHES,
            "polars",
        ).with_columns(
            pl.col("stage_started", "target_launch").cast(pl.Datetime) + late
        )
        found = judge_launch_risks(frame, rules.journey, on=on)
        assert found.select("days_left", "days_needed").rows() == [(1, 20.0), (1, 0.0)]
        assert found.schema["days_left"] == pl.Int64


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "duckdb"])
def test_a_frame_without_rows(rules: ps.Rulebook, engine: str) -> None:
    """It gets the columns all the same."""
    frame = frame_of([], LAUNCHES, engine)
    found = judge_launch_risks(frame, rules.journey, on=ON)
    assert rows_of(found, ADDED) == []


def test_what_is_lazy_stays_lazy(rules: ps.Rulebook) -> None:
    """Nothing is computed before it is asked for."""
    broken = pl.LazyFrame(schema=LAUNCHES).map_batches(
        lambda _: pytest.fail("it was computed"), schema=LAUNCHES
    )
    found = judge_launch_risks(broken, rules.journey, on=ON)
    assert isinstance(found, pl.LazyFrame)


def refused(kind: type[Exception], *given: Any, **options: Any) -> str:
    """Give what is said where launches cannot be judged."""
    with pytest.raises(kind) as error:
        judge_launch_risks(*given, **{"on": ON, **options})
    return str(error.value)


@pytest.mark.rule("FRM-02")
def test_refusals_name_every_column(rules: ps.Rulebook) -> None:
    """Missing, of another type, and in the way."""
    journey = rules.journey
    frame = pl.DataFrame(
        {
            "stage": [3],
            "stage_start": [ON],
            "stage_ended": [datetime(2026, 5, 4, tzinfo=UTC)],
            "target_launch": ["2026-05-04"],
            "launched_on": [1],
            "level": ["high"],
        }
    )
    said = refused(InvalidDataError, frame, journey)
    assert said == (
        "the dataframe for judging launch risks: 6 faults\n"
        "  - stage: has to hold texts; found Int64\n"
        "  - stage_started: no column is called 'stage_started'; did you mean"
        " 'stage_start' or 'stage_ended'?; it is for the day on which the stage was"
        " started\n"
        "  - target_launch: has to hold days; found String\n"
        "  - stage_ended: has to hold days; found Datetime(time_unit='us',"
        " time_zone='UTC')\n"
        "  - launched_on: has to hold days; found Int64\n"
        "  - level: there is such a column already; rename it, or say prefix="
    )


def test_refusals_of_what_is_no_question(rules: ps.Rulebook) -> None:
    """An instant for the day, averages of no stage or sense, another record."""
    frame = frame_of([], LAUNCHES, "polars")
    journey = rules.journey
    with pytest.raises(UnknownNameError, match="did you mean 'gate_2'"):
        judge_launch_risks(frame, journey, on=ON, averages={"gate2": 3})
    assert "from 0 up, found -1" in refused(
        InvalidValueError, frame, journey, averages={"gate_2": -1}
    )
    assert "longer than the years from 1 to 9999 have days, 3,652,059" in refused(
        InvalidValueError, frame, journey, averages={"gate_2": 10**400}
    )
    longest = {"gate_2": date.max.toordinal()}
    judge_launch_risks(frame, journey, on=ON, averages=longest)
    assert "on needs a day" in refused(
        InvalidValueError, frame, journey, on=datetime(2026, 5, 4, tzinfo=UTC)
    )
    assert "needs a JourneyTerms, not str" in refused(InvalidUseError, frame, "journey")
    assert "needs a LaunchRiskColumns, not dict" in refused(
        InvalidUseError, frame, journey, columns={}
    )
    assert "judging launch risks needs a dataframe" in refused(
        InvalidUseError, [], journey
    )
