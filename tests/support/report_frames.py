"""Tables of reports as dataframes of every library."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from partner_success.analytics import ReportTable
from tests.support.engines import make_frame

TYPES: Final[dict[str, Any]] = {
    "text": pl.String,
    "whole": pl.Int64,
    "number": pl.Float64,
    "truth": pl.Boolean,
    "day": pl.Date,
    "instant": pl.Datetime("us", "UTC"),
}
PANDAS: Final = "pandas"


def table_frame(table: ReportTable, engine: str = "polars lazy") -> Any:
    """Give a table as a frame of one library, the newest row first."""
    schema = {each.id: TYPES[each.kind] for each in table.columns}
    frame = pl.DataFrame(table.rows[::-1], schema=schema, orient="row")
    if engine.startswith(PANDAS):
        days = [name for name, kind in frame.schema.items() if kind == pl.Date]
        frame = frame.with_columns(pl.col(days).cast(pl.Datetime("us")))
    found: Any = frame.to_dict()
    return make_frame(found, engine)


def frames_of(
    tables: dict[str, ReportTable], engine: str = "polars lazy"
) -> dict[str, Any]:
    """Give tables as frames of one library, by their names.

    Of an empty table pandas does not know what it holds; it is left out there.
    """
    return {
        name: table_frame(each, engine)
        for name, each in tables.items()
        if each.rows or not engine.startswith(PANDAS)
    }
