"""The tool that keeps expressions clear of traps, tried on code that falls in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.frame_expressions import (
    TRAPS,
    Finding,
    findings,
    makes_expressions,
    unexcused,
)

BAD = {
    "column.round(2)": "round",
    "nw.max_horizontal(a, b)": "horizontal",
    "nw.min_horizontal(a, b)": "horizontal",
    "nw.sum_horizontal('a', 'b')": "horizontal",
    "nw.mean_horizontal('a', 'b')": "horizontal",
    "nw.col('a').is_null()": "is_null",
    "~(nw.col('a') < 90)": "not",
    "~((a >= low) & known)": "not",
    "~column.is_in([1, 2])": "not",
    "~column.is_between(1, 2)": "not",
    "(a.floor() != a) | b": "unequal",
    "b & (a != c)": "unequal",
    "column.cast(nw.Int32)": "cast",
    "(column * 100 + 0.5).cast(nw.Int64)": "cast",
    "column.floor().clip(0, 1).cast(kind)": "cast",
    "column / 100": "divide",
    "column / float(weight)": "divide",
    "column / divisor": "divide",
    "frame.collect()": "collect",
    "frame.compute()": "collect",
    "frame.toPandas()": "collect",
}
GOOD = [
    "(column * 100.0 + 0.5).floor().cast(nw.Int32)",
    "column.cast(nw.Float64)",
    "column.cast(nw.String)",
    "~known",
    "~column.is_nan()",
    "~(a < b).fill_null(value=False)",
    "(a.floor() < a) | b",
    "divided(column, divisor)",
    "nw.when(a >= b).then(a).otherwise(b)",
    "len(names) != 2 and other",
    "round(3.5)",
    "frame.collect_schema()",
]


def module(line: str) -> str:
    """Give a module of one method with the line in it."""
    return f"import narwhals as nw\nclass Rows:\n    def made(self):\n        {line}\n"


@pytest.mark.parametrize(("line", "trap"), BAD.items())
def test_bad_code_is_caught(line: str, trap: str) -> None:
    """Each trap is found where it stands, and named with what to write instead."""
    found = list(findings("rows", module(line)))
    assert found == [Finding("rows", "Rows.made", trap, 4)]
    assert str(found[0]) == f"rows:4 Rows.made: {trap}: {TRAPS[trap]}"


@pytest.mark.parametrize("line", GOOD)
def test_good_code_is_left_alone(line: str) -> None:
    """What every engine answers alike can be written."""
    assert list(findings("rows", module(line))) == []


def test_every_trap_has_bad_code_that_shows_it() -> None:
    """No trap is named that nothing falls into."""
    assert set(BAD.values()) == set(TRAPS)


def test_reasons_excuse_and_idle_ones_are_told(tmp_path: Path) -> None:
    """A reason is for one trap of one function; one that excuses nothing is told."""
    (tmp_path / "rows.py").write_text(module("a.round()\n        b.is_null()"))
    (tmp_path / "plain.py").write_text("def made(a):\n    return a.round()\n")
    used, idle = ("rows", "Rows.made", "round"), ("rows", "gone", "cast")
    left, over = unexcused(tmp_path, {used: "it is shown", idle: "it was"})
    assert left == [Finding("rows", "Rows.made", "is_null", 5)]
    assert over == [idle]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import polars as pl", True),
        ("def made():\n    from narwhals import col", True),
        ("import numpy as np  # not narwhals", False),
    ],
)
def test_modules_without_dataframes_are_left_out(source: str, *, wanted: bool) -> None:
    """Only what imports a library of dataframes makes expressions."""
    assert makes_expressions(source) is wanted
