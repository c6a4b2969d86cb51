"""What rules need of a frame is made sure before they work on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.frames import ColumnNeed, RuleFrame
from tests.support.engines import INSTALLED, make_frame
from tests.unit.scoring.cards import found

pytestmark = pytest.mark.rule("FRM-01", "FRM-02")

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
CELLS: dict[str, Any] = {
    "number": 1.5,
    "whole": 2,
    "text": "a",
    "truth": True,
    "day": date(2026, 5, 4),
    "instant": NOON,
}
FITS = {
    ("number", "whole"),
    ("instant", "whole"),
    *((kind, kind) for kind in CELLS),
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("kind", CELLS)
def test_columns_hold_what_is_needed_or_are_refused(kind: Any, cell: str) -> None:
    """Whole numbers can be numbers and instants; all else is what it is."""
    frame = RuleFrame(pl.DataFrame({"x": [CELLS[cell]]}), "this")
    needs = {"x": ColumnNeed(kind, "a test")}
    if (kind, cell) in FITS:
        frame.require(needs)
        return
    with pytest.raises(InvalidDataError, match="has to hold") as caught:
        frame.require(needs)
    assert found(caught.value.problems) == {("x", "wrong-type")}


def test_columns_that_can_be_absent_are_not_missed() -> None:
    """A column that a rule can do without is asked for only where it is."""
    frame = RuleFrame(pl.DataFrame({"y": ["a"]}), "this")
    frame.require({"x": ColumnNeed("number", "a test", optional=True)})
    with pytest.raises(InvalidDataError):
        frame.require({"y": ColumnNeed("number", "a test", optional=True)})


@pytest.mark.parametrize("engine", INSTALLED)
def test_windows_are_refused_by_name_where_they_are_missing(engine: str) -> None:
    """PyArrow cannot look back over the rows of a group, and the way round is told."""
    frame = RuleFrame(make_frame({"x": [1]}, engine), "this")
    if engine != "pyarrow":
        frame.require_windows("The trigger")
        return
    with pytest.raises(InvalidUseError, match="The trigger looks back") as caught:
        frame.require_windows("The trigger")
    assert "polars.from_arrow(table)" in str(caught.value)


def test_numbers_are_freed_of_what_is_none() -> None:
    """NaN becomes missing, whether a column holds floats or objects."""
    gaps = [1, float("nan"), None, pd.NA]
    for cells in (pd.Series(gaps, dtype=object), pd.Series(gaps[:3], dtype="float64")):
        frame = RuleFrame(pd.DataFrame({"x": cells}), "this")
        frame.add({"y": frame.number("x")})
        assert (
            frame.native()["y"].isna().tolist()
            == [False, True, True, True][: len(cells)]
        )


def test_what_is_kept_for_the_work_takes_no_name_that_is_taken() -> None:
    """Steps have spare names, and are gone when they are dropped."""
    given = pl.DataFrame({"_step_1": [1], "_step_3": [2]})
    frame = RuleFrame(given, "this")
    kept = frame.keep({"one": frame.number("_step_1"), "two": frame.number("_step_3")})
    frame.add({"sum": kept["one"] + kept["two"]})
    assert frame.keep({}) == {}
    frame.drop_kept()
    assert frame.native().to_dict(as_series=False) == {
        "_step_1": [1],
        "_step_3": [2],
        "sum": [3.0],
    }
