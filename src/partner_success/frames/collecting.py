"""The one place where a lazy dataframe is computed: because a caller said so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.building import problem
from partner_success.frames.facts import as_frame
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.frames.score_columns import REFUSED

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["collect"]

_STATUS = "status"
_WAYS = {
    "missing": "say missing='reweight' or missing='range'",
    "out of range": "correct these rows",
}


def collect(frame: object, *, prefix: str = "") -> Any:
    """Compute a dataframe that was scored, and make sure that no row was refused.

    Nothing else here computes a lazy frame. A frame in memory is only looked at.

    Args:
        frame: What `score` gave, or what was made of it; its column of statuses has to
            be there still.
        prefix: What the names of its new columns begin with.

    Returns:
        The frame in memory: of Polars for a lazy one of Polars, of pandas for Dask, of
        PyArrow for DuckDB and PySpark.

    Raises:
        InvalidDataError: There is no column of statuses, or rows were refused; how many
            for which reason is told.
        InvalidUseError: This is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> import partner_success as ps
        >>> from partner_success.frames import score
        >>> card = ps.standard().health
        >>> accounts = pl.LazyFrame(dict.fromkeys(card.components.ids, [80, 120]))
        >>> collect(score(accounts, card))
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidDataError: the dataframe that was scored: 1 fault
          - status: 'out of range' in 1 of 2 rows: ...

    Rule: FRM-01.
    """
    purpose = "a dataframe that was scored"
    name = prefix + _STATUS
    need = ColumnNeed("text", "what was scored and what was refused; say prefix=")
    RuleFrame(frame, purpose).require({name: need})
    table = _in_memory(as_frame(frame, purpose))
    faults = list(_refused(table, name))
    if faults:
        raise InvalidDataError("the dataframe that was scored", faults)
    return table.to_native()


def _in_memory(table: Any) -> nw.DataFrame[Any]:
    import narwhals as nw

    found = table.collect() if isinstance(table, nw.LazyFrame) else table
    return cast("nw.DataFrame[Any]", found)


def _refused(table: nw.DataFrame[Any], name: str) -> Iterator[Problem]:
    statuses = table[name].to_list()
    for status, reason in REFUSED.items():
        count = statuses.count(status)
        if count:
            message = (
                f"{status!r} in {count:,} of {len(statuses):,} rows: {reason};"
                f" {_WAYS[status]}, or keep the rows of other statuses before"
            )
            yield problem(status.replace(" ", "-"), message, path=name)
