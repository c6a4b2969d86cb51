"""What a row of a partner is asked that stands in other columns: ties and grants.

It imports SQLAlchemy, and is itself imported when the first condition is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, Self, TypeAlias, cast

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.interop.sql_columns import (
    AssignmentColumns,
    Column,
    DelegationColumns,
    GrantColumns,
    team_column,
)

Truth: TypeAlias = sa.ColumnElement[bool]
Text: TypeAlias = str | sa.ColumnElement[str]
"""A text that becomes a bound parameter, or an expression that gives one."""
At: TypeAlias = datetime | sa.ColumnElement[datetime]
"""An instant that becomes a bound parameter, or an expression with its zone."""


class _IsAmong(FunctionElement[bool]):
    """Whether a value is among those that a query gives.

    PostgreSQL plans ``IN (SELECT ...)`` as a hashed filter, and beside an ``OR`` reads
    the whole table for it; an array it looks up in the index of the column.
    """

    inherit_cache = True
    name = "is_among"
    type = sa.Boolean()

    def self_group(self, against: object = None) -> Self:  # noqa: ARG002
        """Stay as it is: it brings its brackets, and 'is 1' would hide the index."""
        return self


@compiles(_IsAmong)
def _in_query(element: _IsAmong, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(each, **options) for each in element.clauses)
    return f"({value} IN {query})"


@compiles(_IsAmong, "postgresql")
def _in_array(element: _IsAmong, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(each, **options) for each in element.clauses)
    return f"({value} = ANY (ARRAY{query}))"


def is_among(value: Column, query: sa.Select[Any]) -> Truth:
    """Ask whether a value is among those of a query that knows no row around it."""
    return _IsAmong(value, query.correlate(None).scalar_subquery())


def pair_is_among(first: Column, second: Column, query: sa.Select[Any, Any]) -> Truth:
    """Ask whether two values are among the pairs that a query gives."""
    # The index finds the first; pairs alone would be looked for in every row.
    ids = query.with_only_columns(query.selected_columns[0])
    pair = sa.tuple_(first, second).in_(query.correlate(None))
    return sa.and_(is_among(first, ids), pair)


def is_array(column: Column) -> bool:
    """Tell whether a column holds several values."""
    return isinstance(column.type, sa.ARRAY)


def has_item(column: Column, item: Text) -> Truth:
    """Ask whether an array has an item, in the form that an index can answer."""
    items = sa.cast(postgresql.array([item]), column.type)
    return column.bool_op("@>")(items)


def in_force(columns: GrantColumns | DelegationColumns, at: At) -> Truth:
    """Ask whether what holds for a time holds: its start is inside, its end is not."""
    revoked = columns.revoked_at
    return sa.and_(
        columns.starts_at <= _placed(columns.starts_at, at),
        columns.ends_at > _placed(columns.ends_at, at),
        sa.or_(revoked.is_(None), revoked > _placed(revoked, at)),
    )


def _placed(column: Column, at: At) -> Any:
    """Give an instant as a column keeps its own."""
    kept = column.type
    if not isinstance(kept, sa.DateTime | sa.TypeDecorator):
        raise InvalidUseError(
            f"column {column} holds {kept!r}; an instant is kept as DateTime, with its"
            " zone or as UTC"
        )
    # A type of the embedder's own gets the instant whole, and keeps it as it likes.
    zoned = not isinstance(kept, sa.DateTime) or kept.timezone
    if isinstance(at, datetime):
        return _utc(at) if zoned else _utc(at).replace(tzinfo=None)
    return at if zoned else sa.func.timezone("UTC", at)


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise InvalidValueError(
            f"at is {at.isoformat(sep=' ')}, which as UTC is outside the years 1 to"
            " 9999 that databases and this library know"
        ) from error


class Team(Protocol):
    """Where the people of a partner's team stand."""

    def tied(self, role: str, key: Text) -> Truth:
        """Ask whether somebody is assigned in a role."""
        ...

    def led(self, role: str, table: DelegationColumns, mine: Truth) -> Truth:
        """Ask whether somebody is in whose place a deputy acts."""
        ...


@attrs.frozen
class Assigned:
    """A table with a row for each person of a team."""

    partner_id: Column
    table: AssignmentColumns

    def tied(self, role: str, key: Text) -> Truth:
        """Ask whether somebody is assigned in a role."""
        found = sa.select(self.table.partner_id)
        found = found.where(self.table.role == role, self.table.key == key)
        return is_among(self.partner_id, found)

    def led(self, role: str, table: DelegationColumns, mine: Truth) -> Truth:
        """Ask whether somebody is in whose place a deputy acts."""
        own = self.table
        here = sa.or_(table.partner_id.is_(None), table.partner_id == own.partner_id)
        found = sa.select(own.partner_id).where(
            own.role == role, own.key == table.lead_key, here, mine
        )
        return is_among(self.partner_id, found)


@attrs.frozen
class InColumns:
    """A column for each role, with one key or an array of them."""

    partner_id: Column
    columns: Mapping[str, Column]

    def tied(self, role: str, key: Text) -> Truth:
        """Ask whether somebody is assigned in a role."""
        column = team_column(self.columns, role)
        return has_item(column, key) if is_array(column) else column == key

    def led(self, role: str, table: DelegationColumns, mine: Truth) -> Truth:
        """Ask whether somebody is in whose place a deputy acts."""
        column = team_column(self.columns, role)
        everywhere = sa.select(table.lead_key)
        everywhere = everywhere.where(mine, table.partner_id.is_(None))
        if not is_array(column):
            here = sa.select(table.partner_id, table.lead_key).where(mine)
            return sa.or_(
                is_among(column, everywhere),
                pair_is_among(self.partner_id, column, here),
            )
        keys = sa.func.array(everywhere.correlate(None).scalar_subquery())
        one = sa.select(table.partner_id).where(mine)
        lead = cast("sa.ColumnElement[str]", table.lead_key)
        here = one.where(table.partner_id == self.partner_id, has_item(column, lead))
        return sa.or_(
            column.bool_op("&&")(sa.cast(keys, column.type)),
            sa.and_(is_among(self.partner_id, one), here.exists()),
        )


def team_of(partner_id: Column, team: Mapping[str, Column] | AssignmentColumns) -> Team:
    """Give the way in which a team is asked."""
    if isinstance(team, AssignmentColumns):
        return Assigned(partner_id, team)
    return InColumns(partner_id, team)


def granted_by_table(
    partner_id: Column,
    table: GrantColumns,
    key: Text,
    at: At,
    gate: str | Column | None,
) -> Truth:
    """Ask whether a table has a grant in force, for a gate or for any."""
    mine = sa.and_(table.grantee_key == key, in_force(table, at))
    opened = sa.select(table.partner_id).where(mine)
    if gate is None:
        return is_among(partner_id, opened)
    several = is_array(table.gate)
    if isinstance(gate, str):
        named = has_item(table.gate, gate) if several else table.gate == gate
        return is_among(partner_id, opened.where(named))
    gates = sa.func.unnest(table.gate) if several else table.gate
    pairs = sa.select(table.partner_id, gates).where(mine)
    return pair_is_among(partner_id, gate, pairs)


def granted_by_records(
    partner_id: Column, opened: Mapping[str, Iterable[str]], gate: Column | None
) -> Truth:
    """Ask whether a row is of a partner whose records are open, by the gate or all."""
    if gate is None:
        return partner_id.in_(sorted({each for ids in opened.values() for each in ids}))
    rows = (
        sa.and_(gate == name, partner_id.in_(sorted(ids)))
        for name, ids in opened.items()
    )
    return sa.or_(sa.false(), *rows)
