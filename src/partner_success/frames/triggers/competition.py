"""Alternatives that customers look at, over many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.frames.triggers.grounds import (
    FAILS,
    HOLDS,
    MISSING,
    OUT_OF_RANGE,
    Ground,
    flag,
    marked,
    one_of,
)
from partner_success.frames.triggers.readings import worst
from partner_success.frames.triggers.records import identity
from partner_success.frames.triggers.sources import LOOKED

if TYPE_CHECKING:
    from partner_success.frames.triggers.reading import Table

__all__ = ["open_evaluations"]

_ID: Final = "evaluations"


def open_evaluations(table: Table | None, day: int) -> Ground:
    """Give the ground that an evaluation was noted and has not ended.

    Args:
        table: The evaluations; None where nobody looked.
        day: The day.

    Rule: TRG-05.
    """
    if table is not None:
        table = _judged(table, day)
    return Ground(
        id=_ID,
        table=table,
        looked=LOOKED["evaluations"],
        without=FAILS,
        reason="no-alternative",
        unseen="no-records",
        now=0.0,
    )


def _judged(table: Table, day: int) -> Table:
    import narwhals as nw

    noted, ended = nw.col("noted_on"), nw.col("ended_on")
    backwards = flag((ended > 0) & (ended < noted), OUT_OF_RANGE)
    fault = nw.when(noted == 0).then(nw.lit(MISSING, dtype=nw.Int64))
    table = (
        table.with_columns(
            identity("noted_on", "alternative").alias("identity"),
            fault.otherwise(backwards).alias("fault"),
            flag((noted <= day) & ((ended == 0) | (ended > day))).alias("open"),
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            nw.col("identity").n_unique().alias("different"),
            nw.col("fault").max(),
            nw.col("open").sum(),
        )
    )
    count = nw.col("open")
    return marked(
        _ID,
        table.with_columns(worst(nw.col("rows"), nw.col("different")).alias("fault")),
        holds=one_of([(count > 0, HOLDS)], FAILS),
        reasons=one_of([(count > 0, ", alternatives")], ", no-alternative"),
        now=count.cast(nw.Float64),
    )
