"""Which tables of facts there are, their columns, and the records they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.frames.building import problem
from partner_success.frames.columns import CellKind, Column
from partner_success.frames.engine import ColumnType
from partner_success.frames.tables import Table
from partner_success.partners import (
    Account,
    Contact,
    Downtime,
    LicenceCount,
    ReadinessSheet,
    Severity,
    SurveyAnswer,
    SurveyKind,
    Tenant,
    Ticket,
    Usage,
)
from partner_success.rulebook import Rulebook
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
    """

    id: str
    columns: Catalogue[Column]
    identity: tuple[str, ...]
    build: Callable[[Values], object]
    scored: bool = True

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


def forms(rules: Rulebook) -> Catalogue[TableForm]:
    """Give every kind of table; the columns of accounts depend on the rulebook."""
    return Catalogue([accounts_form(rules.health), *_FORMS], kind="kind of table")


def _columns(
    required: Mapping[str, CellKind], optional: Mapping[str, CellKind], **choices: Any
) -> Catalogue[Column]:
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
        columns=_columns(fixed, {**more, **measures}),
        identity=("id", "on"),
        build=build,
    )


def _answer(values: Values) -> SurveyAnswer:
    return SurveyAnswer(**values)


def _licence(values: Values) -> LicenceCount:
    return LicenceCount(**values)


def _usage(values: Values) -> Usage:
    return Usage(**values)


def _ticket(values: Values) -> Ticket:
    return Ticket(**values)


def _contact(values: Values) -> Contact:
    return Contact(**values)


def _tenant(values: Values) -> Tenant:
    return Tenant(**values)


def _downtime(values: Values) -> Downtime:
    return Downtime(**values)


def _sheet(values: Values) -> ReadinessSheet:
    given = {name: each for name, each in values.items() if name != "leads"}
    leads = values.get("leads", {})
    known = {seat: name for seat, name in leads.items() if name is not None}
    return ReadinessSheet(**given, leads=known)


NESTED_SHEETS: Final = TableForm(
    id="readiness",
    columns=_columns(
        {"id": "id", "partner_id": "id", "on": "day", "ratings": "ratings"},
        {"leads": "leads"},
    ),
    identity=("id",),
    build=_sheet,
)
"""Readiness sheets of JSON, each with its ratings inside."""

_FORMS: Final = (
    TableForm(
        id="survey_answers",
        columns=_columns(
            {
                "id": "id",
                "kind": "choice",
                "partner_id": "id",
                "question": "id",
                "answered_on": "day",
            },
            {
                "account_id": "id",
                "project_id": "id",
                "rating": "whole",
                "text": "text",
                "project_completed_on": "day",
                "successful": "truth",
            },
            kind=tuple(map(str, SurveyKind)),
        ),
        identity=("id",),
        build=_answer,
    ),
    TableForm(
        id="licences",
        columns=_columns(
            {"account_id": "id", "licence_type": "id", "on": "day"},
            {"licensed": "whole", "active": "whole", "assigned": "whole"},
        ),
        identity=("account_id", "licence_type", "on"),
        build=_licence,
    ),
    TableForm(
        id="readiness",
        columns=_columns(
            {"sheet_id": "id", "partner_id": "id", "on": "day", "element": "id"},
            {"rating": "whole"},
        ),
        identity=("sheet_id", "element"),
        build=dict,
    ),
    TableForm(
        id="usage",
        columns=_columns(
            {"account_id": "id", "on": "day"},
            {"active_users": "whole", "minutes": "number", "sessions": "whole"},
        ),
        identity=("account_id", "on"),
        build=_usage,
        scored=False,
    ),
    TableForm(
        id="tickets",
        columns=_columns(
            {"id": "id", "severity": "choice", "opened_at": "instant"},
            {
                "account_id": "id",
                "partner_id": "id",
                "first_responded_at": "instant",
                "resolved_at": "instant",
                "is_incident": "truth",
            },
            severity=tuple(map(str, Severity)),
        ),
        identity=("id",),
        build=_ticket,
        scored=False,
    ),
    TableForm(
        id="contacts",
        columns=_columns(
            {"account_id": "id", "name": "text"}, {"email": "text", "role": "text"}
        ),
        identity=("account_id", "name"),
        build=_contact,
        scored=False,
    ),
    TableForm(
        id="tenants",
        columns=_columns(
            {"id": "id", "account_id": "id", "name": "text"}, {"data_centre": "text"}
        ),
        identity=("id",),
        build=_tenant,
        scored=False,
    ),
    TableForm(
        id="downtimes",
        columns=_columns(
            {"tenant_id": "id", "month": "day"},
            {"planned_minutes": "number", "unplanned_minutes": "number"},
        ),
        identity=("tenant_id", "month"),
        build=_downtime,
        scored=False,
    ),
)
