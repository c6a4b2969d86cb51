"""The one place where a lazy dataframe is computed: because a caller said so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.building import problem
from partner_success.frames.facts import as_frame
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.frames.score_columns import REFUSED

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["REFUSED_ROWS", "collect", "in_memory"]

_STATUS = "status"
_MEND = "correct these rows"
REFUSED_ROWS: Final = {
    **{status: (reason, _MEND) for status, reason in REFUSED.items()},
    "missing": (
        REFUSED["missing"],
        "give it; a score can do with missing='reweight' or missing='range'",
    ),
    "incomplete": ("a name or a day is missing", "give it"),
    "ends before start": ("a contract ends before it starts", _MEND),
    "given twice": ("another row tells of the same month", "keep one of the two"),
    "duplicate": ("two records are about the same", "keep one of the two"),
    "unknown stage": ("the journey has no such stage", _MEND),
    "no such severity": ("the severity is none of those known", _MEND),
    "same instant": (
        "a case enters two states at one instant",
        "name a column of whole numbers in order=",
    ),
    "out of order": ("an instant lies before one that has to be earlier", _MEND),
}
"""By the status of rows that a rule refused, what is wrong and what to do."""


def collect(frame: object, *, prefix: str = "") -> Any:
    """Compute a dataframe that was judged, and make sure that no row was refused.

    Nothing else here computes a lazy frame. A frame in memory is only looked at.

    Args:
        frame: What `score`, `judge_licences`, `judge_tickets` or another rule gave, or
            what was made of it; its column of statuses has to be there still.
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
        partner_success.errors.InvalidDataError: the dataframe that was judged: 1 fault
          - status: 'out of range' in 1 of 2 rows: ...

    Rule: FRM-01.
    """
    purpose = "collecting"
    name = prefix + _STATUS
    need = ColumnNeed("text", "what was judged and what was refused; say prefix=")
    RuleFrame(frame, purpose).require({name: need})
    table = in_memory(as_frame(frame, purpose))
    faults = list(_refused(table, name))
    if faults:
        raise InvalidDataError("the dataframe that was judged", faults)
    return table.to_native()


def in_memory(table: Any) -> nw.DataFrame[Any]:
    """Compute a frame of narwhals, where it is lazy."""
    import narwhals as nw

    found = table.collect() if isinstance(table, nw.LazyFrame) else table
    return cast("nw.DataFrame[Any]", found)


def _refused(table: nw.DataFrame[Any], name: str) -> Iterator[Problem]:
    statuses = table[name].to_list()
    for status, (reason, way) in REFUSED_ROWS.items():
        count = statuses.count(status)
        if count:
            message = (
                f"{status!r} in {count:,} of {len(statuses):,} rows: {reason};"
                f" {way}, or keep the rows of other statuses before"
            )
            yield problem(status.replace(" ", "-"), message, path=name)
