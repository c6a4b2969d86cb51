"""Runs of good months are those of each deal alone, on every engine with windows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError, InvalidValueError
from partner_success.frames import AdoptionColumns, judge_adoption_runs
from partner_success.practice.incentives import Repeats
from tests.support.row_rules import (
    LIBRARY_WARNINGS,
    MONTHS,
    ROW_ENGINES,
    WINDOW_ENGINES,
    Row,
    assert_rows,
    frame_of,
    month_answers,
    month_rows,
    rows_of,
)

pytestmark = [pytest.mark.rule("INC-01", "FRM-01"), *LIBRARY_WARNINGS]

ON = date(2026, 6, 15)
ADDED = ["share", "month_state", "run", "completes", "status"]


def months(*active: float | None, deal: str = "d-1", **changes: Any) -> list[Row]:
    """Give the months of a deal from January 2026 on, newest first."""
    told = {"licensed": 100, "starts_on": date(2026, 1, 1), "deal": deal}
    rows = [
        {**told, "month": date(2026, place, 17), "active": count, **changes}
        for place, count in enumerate(active, start=1)
    ]
    return rows[::-1]


def edges() -> list[Row]:
    """Give deals that end, begin and go wrong in each way."""
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    gap = [row for row in months(*[60] * 7, deal="gap") if row["month"].month != 3]
    return [
        *months(60, 60, 60, 60, 60, 60, 60, deal="long"),
        *months(60, 59.0, 60, 60, 61, deal="weak"),
        *months(60, None, 60, 60, 101, deal="unknown"),
        *months(1, 1, 0, licensed=0, deal="nobody"),
        *months(60, 60, 60, 60, deal="ends", ends_on=last),
        *months(60, 60, 60, 60, deal="ends early", ends_on=date(2026, 3, 30)),
        *months(60, 60, 60, 60, deal="begins late", starts_on=date(2026, 1, 2)),
        *months(60, 60, 60, 60, deal="begins later", starts_on=date(2026, 2, 1)),
        *months(60, 60, deal="turned", starts_on=last, ends_on=first),
        *months(60, deal="a day", starts_on=first, ends_on=first),
        *months(60, -1, 60, float("inf"), 0.5, float("nan"), deal="odd"),
        *months(60, 60, licensed=1e300, deal="vast"),
        *months(60, 60, 60, deal=""),
        *months(60, 60, deal="start unknown", starts_on=None),
        *months(60, 60, month=None, deal="month unknown"),
        *months(60, 60, 60, deal="twice"),
        *months(60, deal="twice"),
        *gap,
        *[{**row, "deal": None} for row in months(60, 60, 60)],
        *months(60, 60, 60, 60, deal="done", ends_on=date(2027, 1, 31)),
    ]


@pytest.mark.parametrize("engine", WINDOW_ENGINES)
def test_each_deal_is_judged_as_alone(rules: ps.Rulebook, engine: str) -> None:
    """At each end of a run, with rows in no order; the frame stays as it is."""
    rows = edges() + month_rows(Random(1), 12)
    frame = frame_of(rows, MONTHS, engine)
    found = judge_adoption_runs(frame, rules.incentives.adoption, on=ON)
    assert type(found) is type(frame)
    assert nw.from_native(found).collect_schema().names() == ["row", *MONTHS, *ADDED]
    assert nw.from_native(frame).collect_schema().names() == ["row", *MONTHS]
    assert_rows(found, month_answers(rules.incentives, rows, ON))


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_a_deal_may_earn_it_again(rules: ps.Rulebook, engine: str) -> None:
    """After each run that is complete the count begins anew."""
    terms = attrs.evolve(
        rules.incentives.adoption,
        repeats=Repeats.EACH_RUN,
        months=2,
        least_share=Decimal("59.5"),
    )
    policy = attrs.evolve(rules.incentives, adoption=terms)
    rows = [*months(60, 60, 60, 60, 60, deal="long"), *edges()]
    found = judge_adoption_runs(frame_of(rows, MONTHS, engine), terms, on=ON)
    assert_rows(found, month_answers(policy, rows, ON))


def test_the_numbers_of_the_source(rules: ps.Rulebook) -> None:
    """Three months running at 60 % complete it, once."""
    rows = months(60, 59, 60, 60, 60, 60)
    frame = frame_of(rows, MONTHS, "polars")
    found = judge_adoption_runs(frame, rules.incentives.adoption, on=date(2026, 7, 1))
    assert found.sort("month").select("run", "completes").rows() == [
        (1, False),
        (0, False),
        (1, False),
        (2, False),
        (3, True),
        (4, False),
    ]
    assert found.schema["run"] == pl.Int64
    assert found["row"].to_list() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_other_names_and_no_end(rules: ps.Rulebook, engine: str) -> None:
    """A deal may have a number, and where no end is known there is no column."""
    schema = {
        "contract": pl.Int64,
        "day": pl.Date,
        "users": pl.Int64,
        "seats": pl.Int64,
        "begins": pl.Date,
        "_good": pl.Int64,
    }
    rows = [
        {
            "contract": 7,
            "day": date(2026, month, 28),
            "users": 3,
            "seats": 5,
            "begins": date(2026, 2, 1),
            "_good": 5,
        }
        for month in (4, 1, 3, 2)
    ]
    columns = AdoptionColumns(
        deal="contract",
        month="day",
        active="users",
        licensed="seats",
        starts_on="begins",
        ends_on=None,
    )
    found = judge_adoption_runs(
        frame_of(rows, schema, engine),
        rules.incentives.adoption,
        on=ON,
        columns=columns,
        prefix="adoption_",
    )
    names = ["adoption_run", "adoption_completes", "adoption_month_state", "_good"]
    assert [tuple(row.values()) for row in rows_of(found, names)] == [
        (3, True, "good", 5),
        (0, False, "outside", 5),
        (2, False, "good", 5),
        (1, False, "good", 5),
    ]


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "duckdb"])
def test_a_frame_without_rows(rules: ps.Rulebook, engine: str) -> None:
    """It gets the columns all the same."""
    frame = frame_of([], MONTHS, engine)
    found = judge_adoption_runs(frame, rules.incentives.adoption, on=ON)
    assert rows_of(found, ADDED) == []


def test_what_is_lazy_stays_lazy(rules: ps.Rulebook) -> None:
    """Nothing is computed before it is asked for."""
    broken = pl.LazyFrame(schema=MONTHS).map_batches(
        lambda _: pytest.fail("it was computed"), schema=MONTHS
    )
    found = judge_adoption_runs(broken, rules.incentives.adoption, on=ON)
    assert isinstance(found, pl.LazyFrame)


def refused(kind: type[Exception], *given: Any, **options: Any) -> str:
    """Give what is said where runs cannot be found."""
    with pytest.raises(kind) as error:
        judge_adoption_runs(*given, **{"on": ON, **options})
    return str(error.value)


@pytest.mark.parametrize(
    "engine", [each for each in ROW_ENGINES if each not in WINDOW_ENGINES]
)
def test_engines_without_windows_are_refused(rules: ps.Rulebook, engine: str) -> None:
    """By name, with the way round."""
    frame = frame_of(months(60), MONTHS, engine)
    said = refused(InvalidUseError, frame, rules.incentives.adoption)
    assert said.startswith("The rule of adoption runs looks back over")
    assert engine in said.casefold()
    assert "polars.from_arrow(table) or dask_frame.compute()" in said


@pytest.mark.rule("FRM-02")
def test_refusals_name_every_column(rules: ps.Rulebook) -> None:
    """Missing, of another type, and in the way."""
    frame = pl.DataFrame(
        {
            "deal": [1.5],
            "month": ["2026-05"],
            "active": [True],
            "starts_on": [ON],
            "ends_on": [3],
            "run": [1],
        }
    )
    said = refused(InvalidDataError, frame, rules.incentives.adoption)
    assert said == (
        "the dataframe for judging adoption runs: 6 faults\n"
        "  - deal: has to hold texts; found Float64\n"
        "  - active: has to hold numbers; found Boolean\n"
        "  - licensed: no column is called 'licensed'; known are 'deal', 'month',"
        " 'active', 'starts_on', 'ends_on', 'run'; it is for how many users the"
        " licences cover\n"
        "  - month: has to hold days; found String\n"
        "  - ends_on: has to hold days; found Int64\n"
        "  - run: there is such a column already; rename it, or say prefix="
    )


def test_refusals_of_what_is_no_question(rules: ps.Rulebook) -> None:
    """An instant for the day, other terms, and what is no frame."""
    frame, terms = frame_of([], MONTHS, "polars"), rules.incentives.adoption
    assert "on needs a day" in refused(
        InvalidValueError, frame, terms, on=datetime(2026, 5, 4, tzinfo=UTC)
    )
    assert "needs a AdoptionTerms, not str" in refused(InvalidUseError, frame, "terms")
    assert "needs a AdoptionColumns, not dict" in refused(
        InvalidUseError, frame, terms, columns={}
    )
    assert "needs a dataframe" in refused(InvalidUseError, 7, terms)
