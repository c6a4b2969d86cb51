"""The ids of partners, collected from a dataframe of any library."""

from __future__ import annotations

from typing import Any

from partner_success.frames.reports.fact_rows import FactNeed, read_facts
from partner_success.frames.reports.grouping import collect_read, refuse_twice

__all__ = ["collect_partner_ids"]


def collect_partner_ids(frame: Any, column: str = "partner_id") -> list[str]:
    """Collect the ids of partners, in order.

    Args:
        frame: A row for each partner, on any engine.
        column: The column with the ids.

    Raises:
        InvalidDataError: There is no such column, an id is missing, or is there twice.
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: FRM-01, FRM-02.
    """
    need = FactNeed("id", "the partner", required=True, column=column)
    table = read_facts(frame, "a view of partners", {"partner_id": need})
    subject = "the dataframe of partners"
    found = collect_read(table, ["partner_id"], subject)
    told = "a view has a row for each partner; keep one of the rows"
    refuse_twice(table, ["partner_id"], subject, told)
    return [id_ for id_, _ in found]
