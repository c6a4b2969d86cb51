"""Grave incidents, over the tickets of many customers."""

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
    joined,
    marked,
    one_of,
)
from partner_success.partners.ticket import Severity
from partner_success.scoring.triggers.performance import PerformanceIncidents

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["incident_playbooks", "incidents"]

_ID: Final = "incidents"
_STILL: Final = f"{_ID}_still_open"


def incidents(
    table: Table | None, looked: str | None, model: PerformanceIncidents, day: int
) -> Ground:
    """Give the ground that incidents are too many.

    Args:
        table: The tickets; None where nobody looked.
        looked: The column of accounts that tells for whom somebody did, if any.
        model: What judges.
        day: The day.

    Rule: TRG-02.
    """
    if table is not None:
        table = _judged(_counted(table, model, day), model)
    return Ground(
        id=_ID,
        table=table,
        looked=looked,
        without=FAILS,
        reason="few-incidents",
        unseen="no-tickets",
        none=0.0,
    )


def incident_playbooks(ground: Ground, model: PerformanceIncidents) -> nw.Expr:
    """Give the playbooks: others while one of the incidents is open."""
    import narwhals as nw

    usual = joined(model.playbooks)
    if ground.table is None:
        return usual
    still = nw.when(nw.col(_STILL) > 0)
    return still.then(joined(model.open_playbooks)).otherwise(usual)


def _counted(table: Table, model: PerformanceIncidents, day: int) -> Table:
    import narwhals as nw

    severity, opened = nw.col("severity"), nw.col("opened_at")
    resolved = nw.col("resolved_at")
    missing = nw.col("id").is_null() | severity.is_null() | (opened == 0)
    known = severity.is_in([each.value for each in Severity]).fill_null(value=False)
    grave = severity.is_in([each.value for each in model.severities])
    counts = (
        grave.fill_null(value=False)
        & (nw.col("is_incident") != 0)
        & (opened > day - model.span_days)
        & (opened <= day)
    )
    fault = choice([(missing, MISSING), (known, 0)], OUT_OF_RANGE)
    return (
        table.with_columns(
            flag(counts).alias("count"),
            flag(counts & ((resolved == 0) | (resolved > day))).alias("still"),
            fault.alias("fault"),
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            nw.col("id").n_unique().alias("ids"),
            nw.col("fault").max(),
            nw.col("count", "still").sum(),
        )
    )


def _judged(table: Table, model: PerformanceIncidents) -> Table:
    import narwhals as nw

    count = nw.col("count")
    fires = count >= model.least_incidents
    return marked(
        _ID,
        table,
        different="ids",
        says=choice([(fires, HOLDS)], FAILS),
        reasons=one_of([(fires, ", incidents")], ", few-incidents"),
        numbers=[count.cast(nw.Float64)],
        extra=[nw.col("still").alias(_STILL)],
    )
