"""A column read at once says of each cell what reading the cell alone says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from partner_success.frames.cells import read_text_cell, read_typed_cell
from partner_success.frames.column_reading import column_reader
from partner_success.frames.columns import CellKind, Column

INSTANT = "2026-03-31T09:30:00+02:00"
COLUMNS: tuple[tuple[CellKind, Sequence[str]], ...] = (
    ("id", ("a-1", "a-2", "a-1")),
    ("id", ("a-1", "")),
    ("id", ("a-1", " a-2")),
    ("id", ("a-1", "NaN", "x")),
    ("text", ("null", " ", "x")),
    ("text", ("null", "")),
    ("choice", ("low", "lov", "low", "")),
    ("number", ("12", "0")),
    ("number", ("12", "")),
    ("number", ("12", "1.50", "1.50", "1,5", "nan")),
    ("number", ("\N{ARABIC-INDIC DIGIT THREE}", "3")),
    ("number", ("9" * 41, "3")),
    ("number", ("0" * 70 + "3.0", "3")),
    ("whole", ("12", "0", "007")),
    ("whole", ("12", "-1", "1.0", "+5", " 6 ")),
    ("day", ("2026-02-28", "2026-02-30", "2026-02-28", "")),
    ("instant", (INSTANT, "2026-03-31T09:30Z")),
    ("instant", (INSTANT, "")),
    ("instant", (INSTANT, "2026-03-31t09:30:00.5z")),
    ("instant", (INSTANT, "2026-03-31T25:30:00Z")),
    ("instant", (INSTANT, "2026-03-31T09:30:00")),
    ("truth", ("true", "FALSE", "1", "")),
)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(("kind", "texts"), COLUMNS)
def test_a_column_of_text_is_read_as_its_cells(
    kind: CellKind, texts: Sequence[str], *, required: bool
) -> None:
    """The same value of the same type, or the same fault, in the same place."""
    column = Column(id="x", kind=kind, required=required, choices=("low", "high"))
    found = column_reader(column, typed=False)(texts)
    alone = [read_text_cell(text, column) for text in texts]
    assert [*found] == alone
    assert [*map(type, found)] == [*map(type, alone)]


def test_a_column_of_typed_cells_is_read_as_its_cells() -> None:
    """Nothing is taken for what it is not, however often it comes."""
    column = Column(id="x", kind="whole")
    cells = (1, True, 1.0, None, "1")
    found = column_reader(column, typed=True)(cells)
    assert [*found] == [read_typed_cell(cell, column) for cell in cells]


def test_what_was_read_once_is_not_read_again() -> None:
    """Cells that say the same share one value."""
    read = column_reader(Column(id="on", kind="day"), typed=False)
    first, second = read(("2026-05-04", "2026-05-04"))
    assert first == date(2026, 5, 4)
    assert first is second
    assert read(("2026-05-04",))[0] is first


def test_only_so_much_is_kept() -> None:
    """After thousands of other texts the first is read anew, and reads the same."""
    read = column_reader(Column(id="n", kind="number"), typed=False)
    [first] = read(("0.5",))
    read([f"{each}.5" for each in range(1, 5000)])
    [again] = read(("0.5",))
    assert again == first
    assert again is not first


def test_instants_keep_their_zone() -> None:
    """What is read at a glance has the distance from UTC that was written."""
    read = column_reader(Column(id="at", kind="instant"), typed=False)
    [found] = read((INSTANT,))
    assert found.isoformat() == INSTANT
    assert found == datetime(2026, 3, 31, 7, 30, tzinfo=UTC)
