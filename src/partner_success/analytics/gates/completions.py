"""How many partners completed which gate in which month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.collections import FrozenMap
from partner_success.core.months import MONTHS_A_YEAR, month_number
from partner_success.core.provenance import Provenance
from partner_success.gates.definition import Stage

__all__ = ["MonthOfCompletions", "completion_table", "completions_by_month"]


@attrs.frozen(kw_only=True)
class MonthOfCompletions:
    """How many partners completed each gate in a month.

    Attributes:
        month: The first day of the month.
        by_gate: How many completed each gate, by its id.

    Rule: ANL-04.
    """

    month: date
    by_gate: FrozenMap[str, int]

    @property
    def count(self) -> int:
        """How many gates were completed, of all partners."""
        return sum(self.by_gate.values())


def completions_by_month(
    completed: Mapping[tuple[date, str], int], gates: Iterable[Stage]
) -> tuple[MonthOfCompletions, ...]:
    """Count what was passed by month, from the first such month to the last.

    A month between them in which nothing was passed is there with zeros.

    Args:
        completed: By day and stage how many passed.
        gates: The gates that are told.

    Rule: ANL-04.
    """
    ids = [stage.id for stage in gates]
    counts: Counter[tuple[int, str]] = Counter()
    for (day, stage), count in completed.items():
        counts[month_number(day), stage] += count
    months = [month for month, _ in counts]
    return tuple(
        MonthOfCompletions(
            month=date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1),
            by_gate=FrozenMap((id_, counts[month, id_]) for id_ in ids),
        )
        for month in range(min(months, default=0), max(months, default=-1) + 1)
    )


def completion_table(
    months: Iterable[MonthOfCompletions], gates: Iterable[Stage], provenance: Provenance
) -> ReportTable:
    """Put completions by month into a table, with a column for each gate."""
    stages = tuple(gates)
    return ReportTable(
        id="completions_by_month",
        name="Completions by month",
        columns=(
            ReportColumn(id="month", name="Month from", kind="day"),
            *(
                ReportColumn(id=each.id, name=each.name, kind="whole")
                for each in stages
            ),
            ReportColumn(id="all", name="All gates", kind="whole"),
        ),
        rows=[
            (each.month, *(each.by_gate[stage.id] for stage in stages), each.count)
            for each in months
        ],
        provenance=provenance,
    )
