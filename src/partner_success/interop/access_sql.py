"""Lists filtered in SQL over an embedder's own tables, as single decisions say."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from partner_success.access import GrantAtom, Predicate
from partner_success.access.predicate import GRANTED
from partner_success.access.vocabulary import GATE
from partner_success.core.extras import NeedsExtra
from partner_success.errors import InvalidUseError
from partner_success.interop.sql_columns import (
    GrantColumns,
    PartnerColumns,
    require_columns,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

__all__ = ["sql_condition"]


def sql_condition(
    predicate: Predicate,
    columns: PartnerColumns,
    *,
    grants: GrantColumns | None = None,
) -> ColumnElement[bool]:
    """Give a predicate as a condition of SQLAlchemy, for ``select(...).where(...)``.

    It holds of the rows that `Predicate.select` would keep. Every value is a bound
    parameter; instants are compared to the microsecond, whatever zone they came with.

    Args:
        predicate: What must hold of a row.
        columns: Where the rows keep what is asked of them.
        grants: Where the context grants of everybody are kept; left out, those that the
            actor brought along count.

    Raises:
        MissingExtraError: SQLAlchemy is not installed.
        UnknownNameError: A role or fact that is asked for has no column.
        InvalidUseError: An argument is none of its kind, or a column can hold no
            instant.
        InvalidValueError: The instant has no place in the calendar as UTC.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from sqlalchemy import column
        >>> import partner_success as ps
        >>> ada = ps.access.Actor(id="p-1", email="ada@example.com", roles=["PSM"])
        >>> seen = ps.standard().access.predicate(
        ...     ada, "view_metrics", at=datetime(2026, 5, 4, 9, tzinfo=UTC))
        >>> print(sql_condition(seen, PartnerColumns(
        ...     partner_id=column("id"), team={"PSM": column("psm_key")},
        ...     facts={"stage": column("stage")})))
        psm_key = :psm_key_1 AND stage IN (__[POSTCOMPILE_stage_1])

    Rule: ACC-09, ACC-11.
    """
    with NeedsExtra(extra="sql", module="sqlalchemy", purpose="filtering in SQL"):
        import sqlalchemy as sa
    from partner_success.interop import sql_atoms as atoms
    from partner_success.interop.sql_conditions import Translation

    if not isinstance(cast(object, predicate), Predicate):
        found = type(predicate).__name__
        raise InvalidUseError(f"predicate needs Predicate, not {found}")
    require_columns(columns, PartnerColumns, "columns")
    if grants is not None:
        require_columns(grants, GrantColumns, "grants")
    condition = predicate.condition
    if isinstance(condition, bool):
        return sa.true() if condition else sa.false()
    team = atoms.team_of(columns.partner_id, columns.team)
    asked = {name: team.tied(tie.role, tie.key) for name, tie in predicate.ties.items()}
    if predicate.grant is not None:
        asked[GRANTED] = _granted(predicate, predicate.grant, columns, grants)
    return Translation(asked, columns.column).holds(condition)


def _granted(
    predicate: Predicate,
    atom: GrantAtom,
    columns: PartnerColumns,
    table: GrantColumns | None,
) -> ColumnElement[bool]:
    from partner_success.interop import sql_atoms as atoms

    of_row = columns.column(GATE) if atom.by_gate else None
    if table is not None:
        gate = atom.gate if of_row is None else of_row
        return atoms.granted_by_table(
            columns.partner_id, table, atom.key, atom.at, gate
        )
    opened: dict[str, set[str]] = {}
    for grant in predicate.grants:
        for gate in grant.gates:
            if atom.opens(grant, gate):
                opened.setdefault(gate, set()).add(grant.partner_id)
    return atoms.granted_by_records(columns.partner_id, opened, of_row)
