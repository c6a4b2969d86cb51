"""Rows counted by groups where they stand, and the few groups collected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from partner_success.errors import InvalidDataError
from partner_success.frames.building import problem
from partner_success.frames.collecting import REFUSED_ROWS, in_memory
from partner_success.frames.reports.fact_rows import NOTHING, READ

__all__ = ["collect_groups", "collect_rows", "known", "require_read"]


def collect_groups(
    table: Any, keys: Sequence[str], *, sums: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Count the rows of each group, and collect the counts.

    Args:
        table: A frame of narwhals whose cells are texts and whole numbers.
        keys: What rows of a group have in common.
        sums: Columns of whole numbers that are added up.

    Returns:
        For each group, in order: its keys, how many rows it has, and the sums.
    """
    import narwhals as nw

    one = "_rows_of_group"
    added = [one, *sums]
    counted = (
        table.with_columns(nw.lit(1).alias(one))
        .select(*keys, *added)
        .group_by(*keys)
        .agg(*(nw.col(name).sum() for name in added))
    )
    return collect_rows(counted, [*keys, *added])


def collect_rows(table: Any, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Collect columns of texts and whole numbers, row by row, in order."""
    found = in_memory(table.select(*names))
    columns = [list(map(_plain, found[name].to_list())) for name in names]
    return sorted(zip(*columns, strict=True))


def _plain(cell: Any) -> Any:
    # Sums of some libraries come in types of their own, which are whole, too.
    return cell if isinstance(cell, str) else int(cell)


def known(number: int) -> int | None:
    """Give a number that was read; ``None`` where it is missing."""
    return None if number == NOTHING else number


def require_read(table: Any, subject: str) -> None:
    """Make sure that no row of a table of facts was refused.

    Args:
        table: A frame of narwhals with a column of statuses.
        subject: What to call it.

    Raises:
        InvalidDataError: Rows were refused; how many for which reason is told.
    """
    counts = dict(collect_groups(table, ["status"]))
    whole = sum(counts.values())
    faults = []
    for status, count in counts.items():
        if status == READ:
            continue
        reason, way = REFUSED_ROWS[status]
        message = f"{status!r} in {count:,} of {whole:,} rows: {reason}; {way}"
        faults.append(problem(status.replace(" ", "-"), message, path="status"))
    if faults:
        raise InvalidDataError(subject, faults)
