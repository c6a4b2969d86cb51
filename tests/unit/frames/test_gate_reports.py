"""Gate reports over dataframes are those of records, on every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import partner_success as ps
from partner_success.analytics.gates import gate_report, gate_spells, spell_table
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.frames import report_on_gates
from tests.support.engines import ALL_ENGINES, column, make_frame
from tests.support.on_gates import NOON, five_partners

pytestmark = pytest.mark.rule("ANL-04", "FRM-01")

COLUMNS = ("stage", "is_current", "is_reached", "is_passed", "days", "met", "failed")
TYPED = [each for each in ALL_ENGINES if each.values[0] != "pandas objects"]

FIVE: dict[str, list[Any]] = {
    "stage": ["gate_0", "gate_1", "gate_1", "gate_1", None],
    "is_current": [True, None, True, False, True],
    "is_reached": [False, True, True, True, True],
    "is_passed": [True, True, None, True, True],
    "days": [9, 4, 70, None, 1],
    "met": [None, 1, 0, 1, 1],
    "failed": [0, 2, None, 0, 1],
}


def by_stage(frame: Any) -> dict[str, dict[str, Any]]:
    """Give the rows of a report by their stage."""
    table = nw.from_native(frame)
    # A lazy frame is asked once: it may give its rows in another order each time.
    known = table.collect() if isinstance(table, nw.LazyFrame) else table
    columns = {name: column(known.to_native(), name) for name in known.columns}
    rows = [
        dict(zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]
    return {row.pop("stage"): row for row in rows}


def spells_of(rules: ps.Rulebook) -> Mapping[str, Sequence[Any]]:
    """Give five partners in their stages as columns."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    table = spell_table(spells)
    names = [each.id for each in table.columns]
    columns = dict(zip(names, zip(*table.rows, strict=True), strict=True))
    return {name: [*columns[name]] for name in COLUMNS}


def exact(value: Fraction | None) -> float | None:
    """Give the nearest float."""
    return None if value is None else float(value)


@pytest.mark.filterwarnings(
    "ignore:Dask support is moving:FutureWarning",
    "ignore:The inplace keyword in DataFrame.reset_index:DeprecationWarning",
)
@pytest.mark.parametrize("engine", TYPED)
def test_the_figures_are_those_of_records(rules: ps.Rulebook, engine: str) -> None:
    """Every count and every rate of every gate, and a frame of the same library."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    wanted = gate_report(spells, rules.analytics.gates)
    frame = make_frame(spells_of(rules), engine)
    found = report_on_gates(frame)
    assert type(found) is type(frame)
    rows = by_stage(found)
    assert {stage: row["partners"] for stage, row in rows.items()} == {
        each.id: each.partners for each in wanted.by_stage if each.id in rows
    }
    for stage, row in rows.items():
        gate = wanted.gates[stage]
        assert row["reached"] == gate.completion.denominator.amount
        assert row["completed"] == gate.completion.numerator.amount
        assert row["passed_days"] == gate.mean.numerator.amount
        assert row["decided"] == gate.passing.denominator.amount
        assert row["met"] == gate.passing.numerator.amount
        assert row["failed"] == gate.failing.numerator.amount
        assert row["completion"] == exact(gate.completion.exact)
        assert row["mean_days"] == exact(gate.mean.exact)
        assert row["pass_rate"] == exact(gate.passing.exact)
        assert row["fail_rate"] == exact(gate.failing.exact)
    assert sum(row["partners"] for row in rows.values()) == wanted.partners


@pytest.mark.parametrize(
    "engine", ["polars", "polars lazy", "pandas nullable", "pyarrow", "duckdb"]
)
def test_what_is_missing_counts_as_no_and_as_0(engine: str) -> None:
    """Who did not reach a stage has not passed it, and no stage is no row."""
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    rows = by_stage(report_on_gates(make_frame(FIVE, engine)))
    assert rows == {
        "gate_0": {
            "partners": 1,
            "reached": 0,
            "completed": 0,
            "passed_days": 0,
            "met": 0,
            "failed": 0,
            "decided": 0,
            "completion": None,
            "mean_days": None,
            "pass_rate": None,
            "fail_rate": None,
        },
        "gate_1": {
            "partners": 1,
            "reached": 3,
            "completed": 2,
            "passed_days": 4,
            "met": 2,
            "failed": 2,
            "decided": 4,
            "completion": 200 / 3,
            "mean_days": 2.0,
            "pass_rate": 50.0,
            "fail_rate": 50.0,
        },
    }


@pytest.mark.parametrize(
    "none", [float("nan"), float("inf"), float("-inf"), -1.0, 2.0**31 + 1, 0.99]
)
def test_a_number_that_counts_nothing_counts_as_0(none: float) -> None:
    """NaN, infinities, what is below 0 or beyond counting, and a part of one day."""
    numbers = {**FIVE, "days": [1.0, none, 2.0, 3.0, 4.0]}
    assert (
        by_stage(report_on_gates(pl.DataFrame(numbers)))["gate_1"]["passed_days"] == 3
    )


def test_lazy_stays_lazy(rules: ps.Rulebook) -> None:
    """Nothing is computed before it is asked for."""
    found = report_on_gates(pl.LazyFrame(spells_of(rules)))
    assert isinstance(found, pl.LazyFrame)


def test_columns_are_checked_before_any_work() -> None:
    """Missing columns and wrong types are told together; objects are no truths."""
    frame = pl.DataFrame({"stage": [1], "is_current": ["yes"], "days": [1]})
    with pytest.raises(InvalidDataError) as caught:
        report_on_gates(frame)
    assert {(each.path, each.code) for each in caught.value.problems} == {
        ("stage", "wrong-type"),
        ("is_current", "wrong-type"),
        ("is_reached", "missing-column"),
        ("is_passed", "missing-column"),
        ("met", "missing-column"),
        ("failed", "missing-column"),
    }
    with pytest.raises(InvalidDataError, match="is_current"):
        report_on_gates(make_frame(FIVE, "pandas objects"))
    with pytest.raises(InvalidUseError):
        report_on_gates([1])


def test_spells_are_a_table(rules: ps.Rulebook) -> None:
    """A row for each partner in each stage, with what was left out said."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    table = spell_table(spells)
    row = dict(zip([each.id for each in table.columns], table.rows[2], strict=True))
    assert row == {
        "partner_id": "acme",
        "stage": "gate_1",
        "is_current": False,
        "is_reached": True,
        "is_passed": True,
        "status": "passed",
        "phase": None,
        "tier": 1,
        "started_at": spells.of("gate_1")[0].started_at,
        "passed_at": spells.of("gate_1")[0].passed_at,
        "days": 67,
        "met": 1,
        "failed": 2,
        "is_overridden": False,
        "reworks": 2,
        "target_launch": spells.of("gate_1")[0].target_launch,
        "days_left": 39,
        "risk": None,
    }
    assert (len(table.rows), table.remarks) == (11, ())
