"""A report as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from partner_success.analytics import Cell, ReportTable
from partner_success.cli.report_kinds import Made
from partner_success.cli.report_sources import ReportSources

__all__ = ["SCHEMA_VERSION", "report_data"]

Data = dict[str, Any]

SCHEMA_VERSION: Final = 1
"""Rises when something is renamed, removed or given another meaning."""


def report_data(
    id_: str, made: Made, sources: ReportSources, remarks: Iterable[str]
) -> Data:
    """Give a report with all of its tables.

    Args:
        id_: Which report it is.
        made: The report.
        sources: What it was made of.
        remarks: What else a reader has to know.
    """
    first, reader = sources.first, sources.reader
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": made.told.provenance.edition,
        "report": id_,
        "title": made.told.title,
        "at": sources.at.isoformat(),
        "from": None if first is None else first.isoformat(),
        "to": sources.at.date().isoformat(),
        "reader": None if reader is None else reader.actor.id,
        "tables": [_table(each) for each in made.parts],
        "remarks": [*made.told.remarks, *remarks],
    }


def _table(table: ReportTable) -> Data:
    return {
        "id": table.id,
        "name": table.name,
        "columns": [
            {"id": each.id, "name": each.name, "kind": each.kind, "unit": each.unit}
            for each in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "remarks": list(table.remarks),
    }


def _cell(cell: Cell) -> Any:
    match cell:
        case Fraction() | Decimal():
            exact = Fraction(cell)
            return {"value": float(exact), "exact": str(exact)}
        # An instant is a day as well.
        case date():
            return cell.isoformat()
        case _:
            return cell
