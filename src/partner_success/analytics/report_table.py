"""Tables of reports: named columns with units, and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.errors import InvalidValueError

__all__ = ["Cell", "CellKind", "ReportColumn", "ReportTable"]

CellKind: TypeAlias = Literal["text", "whole", "number", "truth", "day", "instant"]
"""What the cells of a column are."""

Cell: TypeAlias = str | int | Fraction | Decimal | bool | date | datetime | None
"""A value of a report; ``None`` where there is none, which is never 0."""

_DIGITS = 2


@attrs.frozen(kw_only=True)
class ReportColumn:
    """A column of a report.

    Attributes:
        id: The name for programs, such as ``"mean_days"``.
        name: The heading for people.
        kind: What its cells are.
        unit: What its numbers count, such as ``"%"`` or ``"days"``; empty for none.
    """

    id: str
    name: str
    kind: CellKind = "text"
    unit: str = ""

    @property
    def heading(self) -> str:
        """The heading with its unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


def _columns(value: Iterable[ReportColumn]) -> tuple[ReportColumn, ...]:
    return tuple(value)


def _rows(value: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in value)


@attrs.frozen(kw_only=True)
class ReportTable(Explained):
    """One table of a report, exact, for people and for files.

    Attributes:
        id: The name for programs and files, such as ``"partners_by_stage"``.
        name: What it shows, as a heading.
        columns: Its columns.
        rows: Its rows, each as long as ``columns``.
        remarks: What a reader has to know, each in one sentence.
        provenance: The rulebook edition that decided.

    Raises:
        InvalidValueError: A row is longer or shorter than the columns.
    """

    id: str
    name: str
    columns: tuple[ReportColumn, ...] = attrs.field(converter=_columns)
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(converter=_rows)
    remarks: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        for place, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise InvalidValueError(
                    f"row {place} of the table {self.id!r} has {len(row)} cells, and"
                    f" there are {len(self.columns)} columns"
                )

    def explain(self) -> Explanation:
        """Show the table; numbers are rounded to hundredths."""
        return Explanation(
            title=self.name,
            columns=tuple(column.heading for column in self.columns),
            rows=tuple(tuple(map(_cell_text, row)) for row in self.rows),
            remarks=self.remarks,
            provenance=self.provenance,
        )


def _cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return "yes" if cell else "no"
        case Fraction():
            return rounded_text(*cell.as_integer_ratio(), decimals=_DIGITS)
        case _:
            return str(cell)
