"""Alternatives that customers look at, over many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.frames.triggers.grounds import (
    FAILS,
    HOLDS,
    MISSING,
    OUT_OF_RANGE,
    Ground,
    choice,
    flag,
    marked,
    one_of,
)
from partner_success.frames.triggers.records import identity

if TYPE_CHECKING:
    from partner_success.frames.triggers.reading import Table

__all__ = ["open_evaluations"]

_ID: Final = "evaluations"


def open_evaluations(table: Table | None, looked: str | None, day: int) -> Ground:
    """Give the ground that an evaluation was noted and has not ended.

    Args:
        table: The evaluations; None where nobody looked.
        looked: The column of accounts that tells for whom somebody did, if any.
        day: The day.

    Rule: TRG-05.
    """
    if table is not None:
        table = _judged(table, day)
    return Ground(
        id=_ID,
        table=table,
        looked=looked,
        without=FAILS,
        reason="no-alternative",
        unseen="no-records",
        none=0.0,
    )


def _judged(table: Table, day: int) -> Table:
    import narwhals as nw

    noted, ended = nw.col("noted_on"), nw.col("ended_on")
    backwards = (ended > 0) & (ended < noted)
    fault = choice([(noted == 0, MISSING), (backwards, OUT_OF_RANGE)], 0)
    table = (
        table.with_columns(
            identity("noted_on", "alternative").alias("identity"),
            fault.alias("fault"),
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
        table,
        different="different",
        says=choice([(count > 0, HOLDS)], FAILS),
        reasons=one_of([(count > 0, ", alternatives")], ", no-alternative"),
        numbers=[count.cast(nw.Float64)],
    )
