"""Reports as files for programs: a CSV or Parquet file for each table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.core.arguments import require
from partner_success.display.export import harmless
from partner_success.display.files import write_whole
from partner_success.errors import InvalidValueError
from partner_success.frames.typed_tables import TypedColumn, parquet_of

__all__ = ["Tabled", "tables_of", "write_report_csv", "write_report_parquet"]

_FILE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_REMARKS: Final = "remarks"


class Tabled(Protocol):
    """Any report that gives its figures as tables."""

    def tables(self) -> tuple[ReportTable, ...]:
        """Give the tables of the report."""
        ...


def write_report_csv(report: Tabled, folder: str | Path) -> tuple[Path, ...]:
    """Write each table of a report as a CSV file, named by the id of the table.

    The first line has the ids of the columns. Numbers are plain, a fraction as the
    nearest float; what is absent is empty; times keep their zone. A text that a
    spreadsheet could take for a formula gets an apostrophe in front. What a reader has
    to know of the tables stands in ``remarks.csv``. Each file appears whole or not at
    all, in UTF-8 with a byte order mark.

    Args:
        report: The report.
        folder: An existing folder; files of these names in it are replaced.

    Returns:
        The files, in the order of the tables, then the remarks where there are any.

    Raises:
        InvalidUseError: Something among the tables is none.
        InvalidValueError: A file cannot be written, or two tables, or a table and the
            remarks, share an id, or an id is no name for a file.
    """
    return _write_each(report, folder, "csv", _csv)


def write_report_parquet(report: Tabled, folder: str | Path) -> tuple[Path, ...]:
    """Write each table of a report as a Parquet file, named by the id of the table.

    Columns are typed: numbers are 64-bit floats with their exact numerator and
    denominator beside them (null where these need more than 64 bits), instants are in
    UTC, and what is absent is null. Remarks stand in ``remarks.parquet``.

    Args:
        report: The report.
        folder: An existing folder; files of these names in it are replaced.

    Returns:
        The files, in the order of the tables, then the remarks where there are any.

    Raises:
        InvalidUseError: Something among the tables is none.
        InvalidValueError: As for `write_report_csv`; or a whole number has more than 64
            bits, or two columns would have one name.
        MissingExtraError: The extra ``frames`` is not installed.
    """
    return _write_each(report, folder, "parquet", _parquet)


def tables_of(report: Tabled) -> tuple[ReportTable, ...]:
    """Give the tables of a report, whose ids are told apart on any file system.

    Raises:
        InvalidUseError: One of them is no table.
        InvalidValueError: Two share an id, or an id is no name for a file.
    """
    tables = tuple(require(each, ReportTable) for each in report.tables())
    seen = {_REMARKS}
    for table in tables:
        if not _FILE_NAME.fullmatch(table.id):
            raise InvalidValueError(
                f"the id of a table is also a file's name and is written in small"
                f" letters, digits, hyphens and underscores, not {table.id!r}"
            )
        if table.id in seen:
            raise InvalidValueError(
                f"two files of the report would be called {table.id!r}; give each"
                f" table an id of its own, and none the id {_REMARKS!r}"
            )
        seen.add(table.id)
    return tables


def _write_each(
    report: Tabled,
    folder: str | Path,
    suffix: str,
    content: Callable[[ReportTable], bytes],
) -> tuple[Path, ...]:
    tables = tables_of(report)
    remarks = _remarks(tables)
    # Everything is made before anything is written, so that a fault leaves nothing.
    files = [
        (Path(folder, f"{table.id}.{suffix}"), content(table))
        for table in (*tables, *remarks)
    ]
    for path, whole in files:
        write_whole(path, whole)
    return tuple(path for path, _ in files)


def _remarks(tables: tuple[ReportTable, ...]) -> tuple[ReportTable, ...]:
    rows = [(table.id, remark) for table in tables for remark in _remarks_of_one(table)]
    columns = (
        ReportColumn(id="table", name="Table"),
        ReportColumn(id="remark", name="Remark"),
    )
    named = ReportTable(id=_REMARKS, name="Remarks", columns=columns, rows=rows)
    return (named,) if rows else ()


def _remarks_of_one(table: ReportTable) -> tuple[str, ...]:
    edition = table.provenance.edition
    return (*table.remarks, *([str(table.provenance)] if edition else []))


def _csv(table: ReportTable) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.id) for column in table.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            text = ""
        case str():
            text = harmless(cell)
        case bool():
            text = "true" if cell else "false"
        case Fraction():
            whole = cell.denominator == 1
            text = str(cell.numerator if whole else float(cell))
        case Decimal():
            text = f"{cell:f}"
        case datetime():
            text = cell.isoformat()
        case _:
            text = str(cell)
    return text


def _parquet(table: ReportTable) -> bytes:
    columns: list[TypedColumn] = [(column.id, column.kind) for column in table.columns]
    return parquet_of(columns, table.rows)
