"""From the rows of a table to records of facts, or to the refusal of each bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.building import Cells, problem
from partner_success.frames.cells import read_typed_cell
from partner_success.frames.column_reading import ReadColumn, column_reader
from partner_success.frames.columns import Column
from partner_success.frames.fact_forms import NESTED_SHEETS
from partner_success.frames.forms import TableForm
from partner_success.frames.proofs import Columns, Proof
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact, Source
from partner_success.frames.tables import Table
from partner_success.partners import ReadinessSheet
from partner_success.partners.proven import proven_records

Advance = Callable[[], object]
"""Called once for each row."""

_AT_ONCE: Final = 2048


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
    typed = table.format != "csv"
    reading = _Reading(
        form=form,
        readers=[
            (place, column.id, column_reader(column, typed=typed))
            for place, name in enumerate(table.columns)
            if (column := form.columns.get(name)) is not None
        ],
        absent=[
            column
            for column in form.columns
            if column.required and column.id not in table.columns
        ],
        refusals=list(table.refusals),
    )
    for start in range(0, len(table.rows), _AT_ONCE):
        rows = table.rows[start : start + _AT_ONCE]
        reading.read(rows)
        for _ in rows:
            advance()
    return reading.facts, sorted(reading.refusals, key=lambda refusal: refusal.record)


@attrs.define(kw_only=True)
class _Reading:
    """The rows of a table while they are read, many at once.

    Attributes:
        form: What the table holds.
        readers: Of each column that the form knows its place, its name, and what reads
            its cells.
        absent: Columns that every record needs, and the table lacks.
        refusals: What was refused so far.
        facts: What was read so far.
        seen: The place of each record by its identity.
    """

    form: TableForm
    readers: list[tuple[int, str, ReadColumn]]
    absent: list[Column]
    refusals: list[Refusal]
    facts: list[Fact[Any]] = attrs.field(factory=list[Fact[Any]])
    seen: dict[tuple[object, ...], Source] = attrs.field(
        factory=dict[tuple[object, ...], Source]
    )

    def read(self, rows: Sequence[tuple[Source, Cells]]) -> None:
        """Read some rows."""
        sources = [source for source, _ in rows]
        cells = [*zip(*(each for _, each in rows), strict=True)]
        columns = {name: read(cells[place]) for place, name, read in self.readers}
        flawed = self._flawed(columns, len(rows))
        for place in sorted(flawed):
            self._refuse_cells(columns, place, sources[place])
        if flawed:
            sound = [place not in flawed for place in range(len(rows))]
            sources = [*compress(sources, sound)]
            columns = {
                name: [*compress(values, sound)] for name, values in columns.items()
            }
        if sources:
            self._take(columns, sources)

    def _flawed(self, columns: Columns, count: int) -> set[int]:
        if self.absent:
            return set(range(count))
        return {
            place
            for values in columns.values()
            if not _FAULTS.isdisjoint(map(type, values))
            for place, value in enumerate(values)
            if type(value) in _FAULTS
        }

    def _refuse_cells(self, columns: Columns, place: int, source: Source) -> None:
        for values in columns.values():
            value = values[place]
            if type(value) in _FAULTS:
                self._refuse(source, value if isinstance(value, list) else [value])
        self._refuse(source, [read_typed_cell(None, each) for each in self.absent])

    def _refuse(self, source: Source, faults: Iterable[Problem]) -> None:
        self.refusals.extend(source.refuse(fault) for fault in faults)

    def _take(self, columns: Columns, sources: list[Source]) -> None:
        """Take rows of sound cells."""
        proof = self.form.proof
        if proof is None:
            self._build_each(columns, sources)
            return
        asked = proof.doubtful(columns, len(sources)) | self._seen_again(columns)
        start = 0
        for place in (*sorted(asked), len(sources)):
            sure, next_one = slice(start, place), slice(place, place + 1)
            self._take_proven(proof, _cut(columns, sure), sources[sure])
            self._build_each(_cut(columns, next_one), sources[next_one])
            start = place + 1

    def _seen_again(self, columns: Columns) -> set[int]:
        """Give the places of rows whose identity an earlier row has."""
        identities = self._identities(columns)
        fresh = set(identities)
        if len(fresh) == len(identities) and self.seen.keys().isdisjoint(fresh):
            return set()
        met: set[tuple[object, ...]] = set()
        again: set[int] = set()
        for place, identity in enumerate(identities):
            if identity in met or identity in self.seen:
                again.add(place)
            met.add(identity)
        return again

    def _take_proven(
        self, proof: Proof, columns: Columns, sources: list[Source]
    ) -> None:
        # Without an identity there is nothing to be seen again.
        self.seen.update(zip(self._identities(columns), sources, strict=False))
        records = proof.build(columns, len(sources))
        facts = {"record": records, "source": sources}
        self.facts += proven_records(Fact, facts, len(sources))

    def _identities(self, columns: Columns) -> list[tuple[object, ...]]:
        return [*zip(*(columns[name] for name in self.form.identity), strict=True)]

    def _build_each(self, columns: Columns, sources: list[Source]) -> None:
        """Build the records of rows one by one, refusing what cannot be built."""
        rows = zip(*columns.values(), strict=True)
        for source, row in zip(sources, rows, strict=True):
            values = {
                name: value
                for name, value in zip(columns, row, strict=True)
                if value is not None
            }
            self._refuse(source, self._build(values, source))

    def _build(self, values: dict[str, Any], source: Source) -> list[Problem]:
        identity = tuple(values[name] for name in self.form.identity)
        if self.form.identity and identity in self.seen:
            return [_duplicate(self.form, identity, self.seen[identity])]
        try:
            record = self.form.build(values)
        except InvalidDataError as error:
            return list(error.problems)
        self.seen[identity] = source
        self.facts.append(Fact(record=record, source=source))
        return []


_FAULTS: Final = frozenset({Problem, list})
"""What stands for a cell that cannot be read: what is wrong, or all that is."""


def _cut(columns: Columns, part: slice) -> Columns:
    return {name: values[part] for name, values in columns.items()}


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
