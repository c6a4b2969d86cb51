"""A report as plain data for programs; `report_schema` describes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partner_success.analytics import Cell, ReportTable
from partner_success.analytics.report_schema import SCHEMA_VERSION
from partner_success.cli.data import refusal_data
from partner_success.cli.report_kinds import Made
from partner_success.cli.report_sources import ReportSources

__all__ = ["report_data"]

Data = dict[str, Any]


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
    refusals, said = sources.read.facts.refusals, list(remarks)
    if reader is not None and refusals:
        # A refused row may be of a partner that is not open to the reader.
        said.append(f"{len(refusals)} faults of rows are not listed for one reader")
        refusals = ()
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
        "refusals": [refusal_data(each) for each in refusals],
        "remarks": [*made.told.remarks, *said],
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
