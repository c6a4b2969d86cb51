"""Tables read many cells at a time say what they say read cell by cell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.frames import TableLimits, read_table
from partner_success.frames.columns import CellKind
from partner_success.frames.fact_forms import forms
from partner_success.frames.forms import TableForm
from partner_success.frames.records import read_records
from tests.properties.naive_tables import naive_records, naive_rows

FORMS = tuple(form for form in forms(ps.standard()) if form.proof is not None)
LIMITS = TableLimits(cell=12)
SOUND: dict[CellKind, tuple[str, ...]] = {
    "id": ("a-1", "a-2", "ä"),
    "text": ("good", "so so"),
    "number": ("5", "0", "1.50"),
    "whole": ("5", "0", "17"),
    "day": ("2026-05-04", "2026-05-05"),
    "instant": (
        "2026-05-04T09:00:00Z",
        "2026-05-04T10:30:00+02:00",
        "2026-05-05T10:00-03:00",
    ),
    "truth": ("true", "False"),
}
FAULTS: dict[CellKind, tuple[str, ...]] = {
    "id": (" a-1", "null", "", " "),
    "text": ("", "   "),
    "choice": ("Low", ""),
    "number": ("-1", "1,5", "inf", "NaN", "1e3", ""),
    "whole": ("-1", "1.5", "3.0", " 4", ""),
    "day": ("2026-02-30", "4.5.2026", ""),
    "instant": ("2026-05-04T09:00:00", "2026-05-04T33:00:00Z", ""),
    "truth": ("1", ""),
}


@pytest.fixture(scope="module")
def folder() -> Any:
    """Give one folder to all examples."""
    with TemporaryDirectory() as name:
        yield Path(name)


@st.composite
def cells_of(draw: st.DrawFn, form: TableForm) -> list[list[str]]:
    """Draw rows, most of them sound, with faults planted in some cells."""
    drawn: list[list[str]] = []
    for number in range(draw(st.integers(1, 8))):
        row: list[str] = []
        for column in form.columns:
            sound = column.choices or SOUND[column.kind]
            planted = draw(st.integers(0, 40)) == 0
            pool = FAULTS[column.kind] if planted else sound
            # Few share an identity, or nothing else would ever be refused.
            own = column.id == form.identity[0] and not planted
            row.append(f"r-{number}" if own and draw(st.booleans()) else "")
            row[-1] = row[-1] or draw(st.sampled_from(pool))
        drawn.append(row)
    return drawn


@settings(max_examples=40)
@given(data=st.data())
def test_records_and_refusals_are_those_of_every_row_alone(
    data: st.DataObject, folder: Path
) -> None:
    """Each record, its place, each refusal and its words, in the same order."""
    form = data.draw(st.sampled_from(FORMS))
    rows = data.draw(cells_of(form))
    text = io.StringIO()
    csv.writer(text).writerows([form.columns.ids, *rows])
    path = folder / f"{form.id}.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    table = read_table(path)
    assert read_records(form, table, lambda: None) == naive_records(form, table)


@settings(max_examples=20)
@given(data=st.data())
def test_typed_cells_are_read_as_each_alone(data: st.DataObject, folder: Path) -> None:
    """The same of JSON, whose cells have types or are left out."""
    form = data.draw(st.sampled_from(FORMS))
    rows = data.draw(cells_of(form))
    path = folder / f"{form.id}.json"
    objects = [
        {name: _typed(cell) for name, cell in zip(form.columns.ids, row, strict=True)}
        for row in rows
    ]
    path.write_text(json.dumps(objects), encoding="utf-8")
    table = read_table(path)
    assert read_records(form, table, lambda: None) == naive_records(form, table)


def _typed(cell: str) -> object:
    words = {"": None, "true": True, "False": False, "5": 5, "17": 17, "1.50": 1.5}
    return words.get(cell, cell)


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(
                ["a", "", "ä", "\0", "x" * 13, '"', "1\n2", ",", "1\r\n2", "\r", " "]
            ),
            max_size=4,
        ),
        max_size=8,
    )
)
def test_every_record_of_csv_stands_on_its_line(
    rows: list[list[str]], folder: Path
) -> None:
    """Texts over several lines, empty lines, and records that are refused."""
    text = io.StringIO()
    csv.writer(text).writerows([["one", "two"], *rows])
    path = folder / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    table = read_table(path, limits=LIMITS)
    expected, refused = naive_rows(text.getvalue(), path, LIMITS)
    assert table.rows == tuple(expected)
    assert [(each.line, each.record, each.problem.code) for each in table.refusals] == [
        (each.line, each.record, each.problem.code) for each in refused
    ]
