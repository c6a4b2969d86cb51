"""Rules over a larger frame in several parts are those of each row alone.

Dask over files of Parquet has given other rows from one time to the next, so that it is
asked again and again.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

import partner_success as ps
from partner_success.frames import (
    judge_adoption_runs,
    judge_launch_risks,
    judge_licences,
)
from tests.support.engines import NEEDS_DASK, NEEDS_SPARK
from tests.support.row_rules import (
    LAUNCHES,
    LIBRARY_WARNINGS,
    LICENCES,
    MONTHS,
    ON,
    assert_rows,
    frame_of,
    launch_answers,
    launch_rows,
    licence_answer,
    licence_rows,
    month_answers,
    month_rows,
)

pytestmark = [pytest.mark.rule("FRM-01"), *LIBRARY_WARNINGS]

ENGINES = [
    pytest.param("dask", 3, marks=NEEDS_DASK),
    pytest.param("pyspark", 1, marks=NEEDS_SPARK),
]
AVERAGES: dict[str, Any] = {
    "gate_0": 6.3,
    "gate_1": Fraction(250, 3),
    "gate_2": 34.1,
    "gate_3": Fraction(1000, 47),
}


@pytest.mark.parametrize(("engine", "times"), ENGINES)
def test_licences(rules: ps.Rulebook, engine: str, times: int) -> None:
    """Two thousand counts."""
    rows = licence_rows(Random(engine), 2_000)
    frame = frame_of(rows, LICENCES, engine)
    expected = [licence_answer(rules.licence, row) for row in rows]
    for _ in range(times):
        assert_rows(judge_licences(frame, rules.licence), expected)


@pytest.mark.parametrize(("engine", "times"), ENGINES)
def test_launches(rules: ps.Rulebook, engine: str, times: int) -> None:
    """Two thousand partners, by averages of several kinds."""
    journey = rules.journey
    rows = launch_rows(Random(engine), 2_000, journey, AVERAGES)
    frame = frame_of(rows, LAUNCHES, engine)
    expected = launch_answers(journey, rows, AVERAGES)
    for _ in range(times):
        found = judge_launch_risks(frame, journey, on=ON, averages=AVERAGES)
        assert_rows(found, expected)


@NEEDS_SPARK
def test_runs(rules: ps.Rulebook) -> None:
    """Two hundred deals, whose months stand in different parts."""
    rows = month_rows(Random(9), 200)
    frame = frame_of(rows, MONTHS, "pyspark")
    found = judge_adoption_runs(frame, rules.incentives.adoption, on=ON)
    assert_rows(found, month_answers(rules.incentives, rows, ON))
