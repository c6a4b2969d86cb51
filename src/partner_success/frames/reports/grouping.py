"""Rows counted by groups where they stand, and the few groups collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.building import problem
from partner_success.frames.collecting import REFUSED_ROWS, in_memory
from partner_success.frames.reports.fact_rows import NOTHING, READ

__all__ = [
    "collect_groups",
    "collect_read",
    "collect_rows",
    "flag",
    "greatest_of",
    "known",
    "refuse_twice",
]


def collect_groups(
    table: Any,
    keys: Sequence[str],
    *,
    sums: Sequence[str] = (),
    greatest: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Count the rows of each group, and collect the counts.

    Args:
        table: A frame of narwhals whose cells are texts and whole numbers.
        keys: What rows of a group have in common.
        sums: Columns of whole numbers that are added up.
        greatest: Columns of whole numbers of which the greatest is told.

    Returns:
        For each group, in order: its keys, how many rows it has, the sums, and the
        greatest numbers.
    """
    import narwhals as nw

    one = "_rows_of_group"
    told = [nw.col(name).sum() for name in (one, *sums)]
    told += [nw.col(name).max() for name in greatest]
    counted = (
        table.with_columns(nw.lit(1).alias(one))
        .select(*keys, one, *sums, *greatest)
        .group_by(*keys)
        .agg(*told)
    )
    return collect_rows(counted, [*keys, one, *sums, *greatest])


def collect_read(
    table: Any, keys: Sequence[str], subject: str, *, sums: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Count as `collect_groups` does, and make sure that no row was refused.

    Args:
        table: A frame of narwhals with a column of statuses.
        keys: What rows of a group have in common.
        subject: What to call the table.
        sums: Columns of whole numbers that are added up.

    Raises:
        InvalidDataError: Rows were refused; how many for which reason is told.
    """
    found = collect_groups(table, ["status", *keys], sums=sums)
    counts: Counter[str] = Counter()
    for row in found:
        counts[row[0]] += row[len(keys) + 1]
    faults: list[Problem] = []
    for status, count in counts.items():
        if status != READ:
            reason, way = REFUSED_ROWS[status]
            rows = f"{count:,} of {counts.total():,} rows"
            message = f"{status!r} in {rows}: {reason}; {way}"
            faults.append(problem(status.replace(" ", "-"), message, path="status"))
    if faults:
        raise InvalidDataError(subject, faults)
    return [row[1:] for row in found]


def greatest_of(table: Any, keys: Sequence[str], name: str) -> Any:
    """Give the greatest number of a column in each group, computing nothing."""
    import narwhals as nw

    return table.select(*keys, name).group_by(*keys).agg(nw.col(name).max())


def collect_rows(table: Any, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Collect columns of texts and whole numbers, row by row, in order."""
    found = in_memory(table.select(*names))
    columns = [list(map(_plain, found[name].to_list())) for name in names]
    return sorted(zip(*columns, strict=True))


def _plain(cell: Any) -> Any:
    # Sums of some libraries come in types of their own, which are whole, too.
    return cell if isinstance(cell, (str, float)) else int(cell)


def refuse_twice(table: Any, keys: Sequence[str], subject: str, told: str) -> None:
    """Make sure that no two rows tell of the same.

    Args:
        table: A frame of narwhals.
        keys: What they would tell of.
        subject: What to call the table.
        told: What is wrong then, and what to do.

    Raises:
        InvalidDataError: Some do; how many are, and the first of them, is told.
    """
    import narwhals as nw

    one = "_rows_of_group"
    counted = (
        table.with_columns(nw.lit(1).alias(one))
        .select(*keys, one)
        .group_by(*keys)
        .agg(nw.col(one).sum())
        .filter(nw.col(one) > 1)
    )
    twice = collect_rows(counted, keys)
    if twice:
        first = ", ".join(map(repr, twice[0]))
        message = f"{len(twice):,} times, first of {first}: {told}"
        raise InvalidDataError(subject, [problem("duplicate", message, path=keys[0])])


def flag(truth: Any) -> Any:
    """Give 1 where something holds, and 0 elsewhere, to be added up."""
    import narwhals as nw

    return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0))


def known(number: int) -> int | None:
    """Give a number that was read; ``None`` where it is missing."""
    return None if number == NOTHING else number
