"""The form of a table of facts: its columns, and the records that its rows become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.frames.building import problem
from partner_success.frames.columns import CellKind, Column
from partner_success.frames.engine import ColumnType
from partner_success.frames.proofs import Proof
from partner_success.frames.tables import Table
from partner_success.partners import Account
from partner_success.scoring.model import ScoreModel

Values = Mapping[str, Any]
"""The values of one record by column; those not known are left out."""

_MOST_REMARKS: Final = 20

# What a Parquet column may be, for each kind of cell; what it misses is told by cell.
_FITTING: Final[dict[CellKind, tuple[str, ...]]] = {
    "id": ("text",),
    "text": ("text",),
    "choice": ("text",),
    "number": ("number", "whole"),
    "whole": ("number", "whole"),
    "day": ("day", "local"),
    "instant": ("instant",),
    "truth": ("truth",),
    "ratings": (),
    "leads": (),
}


@attrs.frozen(kw_only=True)
class TableForm:
    """One kind of table of facts.

    Attributes:
        id: Its kind, which is also the name of its file.
        columns: The columns that it can have.
        identity: The columns by which one record is told from another; none where two
            alike are two.
        build: Makes the record of sound values.
        scored: Whether any score reads it.
        proof: When sound cells are a sound record; without it each record is made by
            `build`.
    """

    id: str
    columns: Catalogue[Column]
    identity: tuple[str, ...]
    build: Callable[[Values], object]
    scored: bool = True
    proof: Proof | None = None

    def check(self, table: Table) -> tuple[str, ...]:
        """Check the columns before any record is read, and give remarks on them.

        Raises:
            InvalidDataError: A column is missing or has another type than it needs.

        Rule: FRM-02.
        """
        spare = [name for name in table.columns if name not in self.columns]
        faults: list[Problem] = []
        # No record of JSON, no keys: there is nothing to miss a column in.
        if table.columns:
            faults += [
                _missing_column(column, spare)
                for column in self.columns
                if column.required and column.id not in table.columns
            ]
        faults += [
            _wrong_type(column, table.types[column.id])
            for column in self.columns
            if column.id in table.types
            and table.types[column.id].word not in (*_FITTING[column.kind], "nothing")
        ]
        if faults:
            raise InvalidDataError(table.file, faults)
        remarks = [self._unused(table, name) for name in spare[:_MOST_REMARKS]]
        if len(spare) > _MOST_REMARKS:
            more = len(spare) - _MOST_REMARKS
            remarks.append(f"{table.file}: nothing uses {more:,} more columns")
        return tuple(remarks)

    def _unused(self, table: Table, name: str) -> str:
        near = near_misses(name, set(self.columns.ids) - set(table.columns))
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{table.file}: nothing uses the column {name!r}{hint}"


def _missing_column(column: Column, spare: list[str]) -> Problem:
    near = near_misses(column.id, spare)
    hint = f"; is {near[0]!r} meant to be it?" if near else ""
    return problem(
        "missing-column",
        f"the column is missing{hint}",
        path=column.id,
        expected=column.expected,
    )


def _wrong_type(column: Column, found: ColumnType) -> Problem:
    return problem(
        "wrong-column-type",
        f"the column holds {found.name}; expected {column.expected} in each cell",
        path=column.id,
        given=found.name,
        expected=column.expected,
    )


def declared_columns(
    required: Mapping[str, CellKind], optional: Mapping[str, CellKind], **choices: Any
) -> Catalogue[Column]:
    """Give columns: those that every record needs, and those that it can have.

    Args:
        required: By name what a column holds that every record needs.
        optional: The same of those that may be empty, or not there.
        choices: By the names of columns of choices what these are.
    """
    found = [
        Column(id=name, kind=kind, required=needed, choices=choices.get(name, ()))
        for needed, columns in ((True, required), (False, optional))
        for name, kind in columns.items()
    ]
    return Catalogue(found, kind="column")


def accounts_form(*models: ScoreModel) -> TableForm:
    """Give the form of accounts with every measure that some scorecard reads."""
    fixed: dict[str, CellKind] = {
        "id": "id",
        "name": "text",
        "partner_id": "id",
        "on": "day",
    }
    more: dict[str, CellKind] = {
        "segment": "text",
        "renews_on": "day",
        "churned": "truth",
        "starts_on": "day",
        "churned_on": "day",
    }
    measures: dict[str, CellKind] = {
        part.id: "number"
        for model in models
        for component in model.components
        for part in (component, *component.measures)
        if part.id not in fixed and part.id not in more
    }

    def build(values: Values) -> Account:
        plain = {name: each for name, each in values.items() if name not in measures}
        given = {name: each for name, each in values.items() if name in measures}
        return Account(**plain, measures=given)

    return TableForm(
        id="accounts",
        columns=declared_columns(fixed, {**more, **measures}),
        identity=("id", "on"),
        build=build,
    )
