"""From the rows of a table to records of facts, or to the refusal of each bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.building import Cells, problem
from partner_success.frames.cells import read_text_cell, read_typed_cell
from partner_success.frames.columns import Column
from partner_success.frames.forms import NESTED_SHEETS, TableForm
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact, Source
from partner_success.frames.tables import Table
from partner_success.partners import ReadinessSheet

Advance = Callable[[], object]
"""Called once for each row."""


def read_records(
    form: TableForm, table: Table, advance: Advance
) -> tuple[list[Fact[Any]], list[Refusal]]:
    """Read every row of a table whose columns were checked.

    A row is refused with everything that is wrong in its cells; so is the second row
    with the identity of another.

    Args:
        form: What the table holds.
        table: The rows.
        advance: Called after each row.
    """
    read = read_text_cell if table.format == "csv" else read_typed_cell
    known = [
        (place, column)
        for place, name in enumerate(table.columns)
        if (column := form.columns.get(name)) is not None
    ]
    absent = [
        column
        for column in form.columns
        if column.required and column.id not in table.columns
    ]
    facts: list[Fact[Any]] = []
    refusals = list(table.refusals)
    seen: dict[tuple[object, ...], Source] = {}
    for source, cells in table.rows:
        values, faults = _read_cells(cells, known, read)
        faults += [read_typed_cell(None, column) for column in absent]
        if not faults:
            faults = _build(form, values, source, seen, facts)
        refusals.extend(source.refuse(fault) for fault in faults)
        advance()
    return facts, sorted(refusals, key=lambda refusal: refusal.record)


def _read_cells(
    cells: Cells,
    known: Iterable[tuple[int, Column]],
    read: Callable[[Any, Column], Any],
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    faults: list[Problem] = []
    for place, column in known:
        value = read(cells[place], column)
        if isinstance(value, Problem):
            faults.append(value)
        elif isinstance(value, list):
            faults.extend(cast(list[Problem], value))
        elif value is not None:
            values[column.id] = value
    return values, faults


def _build(
    form: TableForm,
    values: dict[str, Any],
    source: Source,
    seen: dict[tuple[object, ...], Source],
    facts: list[Fact[Any]],
) -> list[Problem]:
    identity = tuple(values[name] for name in form.identity)
    if form.identity and identity in seen:
        return [_duplicate(form, identity, seen[identity])]
    try:
        record = form.build(values)
    except InvalidDataError as error:
        return list(error.problems)
    seen[identity] = source
    facts.append(Fact(record=record, source=source))
    return []


def _duplicate(form: TableForm, identity: tuple[object, ...], first: Source) -> Problem:
    names = " and ".join(form.identity)
    return problem(
        "duplicate",
        f"{first.place} already has this {names}; keep one of the two",
        path=form.identity[0],
        given=", ".join(map(str, identity)),
        expected=f"each {names} once",
    )


def is_nested(table: Table) -> bool:
    """Tell whether readiness sheets carry their ratings inside."""
    inside = NESTED_SHEETS.columns.ids[-2]
    return table.format in ("json", "jsonl") and inside in table.columns


def gather_sheets(
    rows: Iterable[Fact[dict[str, Any]]],
) -> tuple[list[Fact[ReadinessSheet]], list[Refusal]]:
    """Put sheets together from rows with one rating each.

    A row that gives its sheet another partner or day than the first is refused.
    """
    sheets: dict[str, list[Fact[dict[str, Any]]]] = {}
    refusals: list[Refusal] = []
    for row in rows:
        found = sheets.setdefault(row.record["sheet_id"], [row])
        faults = _contradictions(found[0], row)
        refusals.extend(row.refuse(fault) for fault in faults)
        if not faults and found[0] is not row:
            found.append(row)
    return [_put_together(rows) for rows in sheets.values()], refusals


def _contradictions(
    first: Fact[dict[str, Any]], row: Fact[dict[str, Any]]
) -> list[Problem]:
    return [
        problem(
            "contradicts",
            f"differs from the sheet's first row on {first.source.place}",
            path=name,
            given=str(row.record[name]),
            expected=str(first.record[name]),
        )
        for name in ("partner_id", "on")
        if row.record[name] != first.record[name]
    ]


def _put_together(rows: list[Fact[dict[str, Any]]]) -> Fact[ReadinessSheet]:
    first = rows[0]
    sheet = ReadinessSheet(
        id=first.record["sheet_id"],
        partner_id=first.record["partner_id"],
        on=first.record["on"],
        ratings={row.record["element"]: row.record.get("rating") for row in rows},
    )
    parts = FrozenMap((row.record["element"], row.source) for row in rows)
    return Fact(record=sheet, source=first.source, parts=parts)
