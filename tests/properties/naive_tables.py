"""Tables read one cell and one record at a time, as slowly as can be."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from partner_success.errors import InvalidDataError, Problem
from partner_success.frames import Fact, Refusal, Source, Table, TableLimits
from partner_success.frames.building import text_fault
from partner_success.frames.cells import read_text_cell, read_typed_cell
from partner_success.frames.forms import TableForm


def naive_rows(
    content: str, path: Path, limits: TableLimits
) -> tuple[list[tuple[Source, tuple[str, ...]]], list[Refusal]]:
    """Read the records of a CSV whose quotation marks match, and refuse others."""
    rows: list[tuple[Source, tuple[str, ...]]] = []
    refusals: list[Refusal] = []
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    columns = next(reader)
    count = 0
    start = reader.line_num + 1
    for cells in reader:
        line, start = start, reader.line_num + 1
        if not cells:
            continue
        count += 1
        source = Source(file=path.name, line=line, record=count)
        if len(cells) != len(columns):
            refusals.append(source.refuse(Problem(path="", code="ragged", message="")))
            continue
        faults = [
            fault
            for column, cell in zip(columns, cells, strict=True)
            if (fault := text_fault(cell, limits.cell, column)) is not None
        ]
        refusals += [source.refuse(fault) for fault in faults]
        if not faults:
            rows.append((source, tuple(cells)))
    return rows, refusals


def naive_records(
    form: TableForm, table: Table
) -> tuple[list[Fact[Any]], list[Refusal]]:
    """Read each record of a table that has every column it needs."""
    read = read_text_cell if table.format == "csv" else read_typed_cell
    facts: list[Fact[Any]] = []
    refusals = list(table.refusals)
    seen: dict[tuple[object, ...], Source] = {}
    for source, cells in table.rows:
        values: dict[str, Any] = {}
        faults: list[Problem] = []
        for name, cell in zip(table.columns, cells, strict=True):
            column = form.columns.get(name)
            found = None if column is None else read(cell, column)
            if isinstance(found, Problem):
                faults.append(found)
            elif found is not None:
                values[name] = found
        if not faults:
            faults = _build(form, values, source, seen, facts)
        refusals += [source.refuse(fault) for fault in faults]
    return facts, sorted(refusals, key=lambda refusal: refusal.record)


def _build(
    form: TableForm,
    values: dict[str, Any],
    source: Source,
    seen: dict[tuple[object, ...], Source],
    facts: list[Fact[Any]],
) -> list[Problem]:
    identity = tuple(values[name] for name in form.identity)
    if form.identity and identity in seen:
        names = " and ".join(form.identity)
        return [
            Problem(
                path=form.identity[0],
                code="duplicate",
                message=f"{seen[identity].place} already has this {names}; keep one of"
                " the two",
                given=", ".join(map(str, identity)),
                expected=f"each {names} once",
            )
        ]
    try:
        record = form.build(values)
    except InvalidDataError as error:
        return [*error.problems]
    seen[identity] = source
    facts.append(Fact(record=record, source=source))
    return []
