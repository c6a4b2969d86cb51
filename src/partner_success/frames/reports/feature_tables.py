"""Tables of who used which feature, read and checked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from partner_success.frames.reports.fact_rows import FactNeed, read_facts
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_read,
    flag,
    refuse_twice,
)
from partner_success.frames.reports.role_facts import RoleFrames
from partner_success.frames.reports.role_needs import NEEDS

__all__ = ["read_feature_tables"]

_PURPOSE = "telling the adoption of features"


def read_feature_tables(
    frames: RoleFrames, visible: Collection[str] | None
) -> tuple[Any, int, Any, Any]:
    """Read the tables of who used which feature.

    Args:
        frames: The tables; of the partners only their ids are read.
        visible: The partners that a reader may see; ``None`` for all.

    Returns:
        The partners that are told, how many are not, and both readings; ``None`` for
        one that is not there.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused,
            or a partner is there twice.
        InvalidUseError: One of them is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-07, FRM-01, FRM-02.
    """
    import narwhals as nw

    need = {"partner_id": FactNeed("id", "the partner", required=True)}
    ids = read_facts(frames.partners, _PURPOSE, need)
    tables: dict[str, Any] = {"partners": ids, "usage": None, "features": None}
    for name in ("usage", "features"):
        frame = getattr(frames, name)
        if frame is not None:
            tables[name] = read_facts(frame, _PURPOSE, NEEDS[name])
    for name, table in tables.items():
        if table is not None:
            collect_read(table, [], f"the dataframe of {name}")
    readings, users = tables["usage"], tables["features"]
    told = "a report has a row for each partner; keep one of them"
    refuse_twice(ids, ["partner_id"], "the dataframe of partners", told)
    if visible is None:
        return ids, 0, readings, users
    shown = nw.col("partner_id").is_in(sorted(visible) or [""])
    marked = ids.with_columns(shown=flag(shown))
    counts = dict(collect_groups(marked, ["shown"]))
    return marked.filter(nw.col("shown") > 0), counts.get(0, 0), readings, users
