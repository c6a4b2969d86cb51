"""The text of a policy for row-level security: one condition for whoever asks.

It imports SQLAlchemy and psycopg, and is itself imported when they are needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import attrs
import sqlalchemy as sa
from psycopg.sql import Identifier
from psycopg.sql import Literal as Quoted
from sqlalchemy.dialects.postgresql import JSONB, array
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from partner_success.access import AccessPolicy
from partner_success.access.predicate import GRANTED
from partner_success.access.reduction import (
    Known,
    Reduced,
    all_of,
    any_of,
    reduce_condition,
)
from partner_success.access.vocabulary import GATE
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import Compare, Field, Literal, Operator, fields
from partner_success.errors import InvalidUseError
from partner_success.interop.sql_atoms import (
    Truth,
    granted_by_table,
    in_force,
    team_of,
)
from partner_success.interop.sql_columns import (
    AssignmentColumns,
    Column,
    DelegationColumns,
    GrantColumns,
    PartnerColumns,
)
from partner_success.interop.sql_conditions import Translation

__all__ = ["RowPolicy", "statements"]

_REASON: Final = "reason_given"


class _Once(FunctionElement[Any]):
    """What is worked out once for a query, and not for every row."""

    inherit_cache = True
    name = "once"

    def __init__(self, value: sa.ColumnElement[Any]) -> None:
        super().__init__(value)
        self.type = value.type


@compiles(_Once)
def _as_query(element: _Once, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT {compiler.process(element.clauses, **options)})"


@attrs.frozen(kw_only=True)
class RowPolicy:
    """What is to be seen of a table, by whoever asks.

    Attributes:
        policy: Who may do what.
        action_id: What reads the rows.
        columns: Where the rows keep what is asked of them.
        grants: Where context grants are kept.
        delegations: Where delegations are kept.
        settings: The first part of the names of the settings.
        roles: The roles that are covered.
    """

    policy: AccessPolicy
    action_id: str
    columns: PartnerColumns
    grants: GrantColumns | None
    delegations: DelegationColumns | None
    settings: str
    roles: tuple[str, ...]

    @property
    def table(self) -> sa.Table:
        """The table that is protected."""
        column = self.columns.partner_id
        if isinstance(column, sa.Column) and isinstance(column.table, sa.Table):
            return column.table
        raise InvalidUseError(
            f"columns.partner_id is {column}; row-level security protects the table"
            " whose column it is, so give a column of a Table"
        )

    def using(self) -> str:
        """Give the condition as PostgreSQL reads it, with every constant quoted."""
        condition = any_of(self._parts())
        if isinstance(condition, bool):
            # Every rule hangs on a role or a tie at least, so it is never plainly yes.
            return "false"
        names = fields(condition)
        atoms = dict(self._atoms(names))
        found = Translation(atoms, self._outer.column).holds(condition)
        text = found.compile(
            dialect=cast(Any, PGDialect)(paramstyle="pyformat"),
            compile_kwargs={"render_postcompile": True},
        )
        # Before 2.1, SQLAlchemy gave some values under other names than in the text.
        names_in_text = text.escaped_bind_names
        quoted = {
            names_in_text.get(name, name): Quoted(value).as_string(None)
            for name, value in text.params.items()
        }
        # The text is made for this: what is no parameter has its '%' doubled.
        return str(text) % quoted

    def _parts(self) -> Iterator[Reduced]:
        """Give what the people of the roles see, and what their deputies do."""
        for place, condition in enumerate(self._holders().values()):
            yield all_of([_is_true(f"held_{place}"), condition])
        if self.delegations is not None:
            for role in self.roles:
                yield from self._allowed(role, deputy=True)

    def _holders(self) -> dict[tuple[str, ...], Reduced]:
        """Give by the roles whose people see the same what that is.

        What opens a row to several roles is asked once.
        """
        roles: dict[Reduced, list[str]] = {}
        for role in self.roles:
            for each in self._allowed(role, deputy=False):
                if each is not False:
                    roles.setdefault(each, []).append(role)
        found: dict[tuple[str, ...], list[Reduced]] = {}
        for each, holders in roles.items():
            found.setdefault(tuple(dict.fromkeys(holders)), []).append(each)
        return {holders: any_of(each) for holders, each in found.items()}

    def _allowed(self, role: str, *, deputy: bool) -> Iterator[Reduced]:
        """Give what each rule of a role asks of its people, or of their deputies."""
        by_grant = self.grants is not None and not deputy
        known: dict[str, Known] = {
            "for_self": False,
            "tied": Field(f"led_{role}" if deputy else f"tied_{role}"),
            GRANTED: Field(GRANTED) if by_grant else False,
            _REASON: Field(_REASON),
        }
        for row in self.policy.table.rows(self.action_id):
            rule = row.rule
            if row.role == role and (rule.delegable or not deputy):
                condition = rule.condition
                yield condition is None or reduce_condition(condition, known)

    def _atoms(self, names: Sequence[str]) -> Iterator[tuple[str, Truth]]:
        """Give the questions that the condition asks besides those of facts."""
        for place, holders in enumerate(self._holders()):
            yield f"held_{place}", self._holds(holders)
        key = self._text("person_key")
        team = team_of(self._outer.partner_id, self._outer.team)
        in_table = isinstance(self.columns.team, AssignmentColumns)
        for role in self.roles:
            if f"tied_{role}" in names:
                # A query of its own is done once, with all that it asks.
                yield f"tied_{role}", team.tied(role, key if in_table else _Once(key))
            table = self.delegations
            if table is not None and f"led_{role}" in names:
                named = sa.and_(table.deputy_key == key, table.role == role)
                mine = sa.and_(named, in_force(table, self._at))
                yield f"led_{role}", team.led(role, table, mine)
        if self.grants is not None and GRANTED in names:
            kind = self.policy.kinds[self.policy.actions[self.action_id].kind]
            gate = self._outer.column(GATE) if GATE in kind.facts else None
            yield (
                GRANTED,
                granted_by_table(
                    self._outer.partner_id, self.grants, key, self._at, gate
                ),
            )
        if _REASON in names:
            yield _REASON, _Once(self._text(_REASON) == "yes")

    @property
    def _outer(self) -> PartnerColumns:
        """The columns of the row by their full names, so that no query brings its own.

        The text of a policy stands in no query that would name the table.
        """
        own = self.columns
        team = own.team
        if not isinstance(team, AssignmentColumns):
            team = FrozenMap({role: self._named(each) for role, each in team.items()})
        return PartnerColumns(
            partner_id=self._named(own.partner_id),
            team=team,
            facts={name: self._named(each) for name, each in own.facts.items()},
        )

    def _named(self, column: Column) -> Column:
        if not isinstance(column, sa.Column) or column.table is not self.table:
            return column
        text = Identifier(*_path(self.table), column.name).as_string(None)
        return sa.literal_column(text, column.type)

    def _text(self, name: str) -> sa.ColumnElement[str]:
        # What was set for one transaction is empty in the next, not unknown.
        found = sa.func.current_setting(f"{self.settings}.{name}", sa.true())
        return sa.func.nullif(found, "")

    @property
    def _at(self) -> sa.ColumnElement[Any]:
        return sa.cast(self._text("at"), sa.TIMESTAMP(timezone=True))

    def _holds(self, roles: Sequence[str]) -> Truth:
        """Ask whether who asks holds one of several roles."""
        # As JSON a role is one text, whatever commas and quotes are in it.
        wanted = [
            sa.cast(sa.literal(json.dumps([each]), sa.Text()), JSONB) for each in roles
        ]
        any_of_them = wanted[0] if len(roles) == 1 else sa.any_(array(wanted))
        return _Once(sa.cast(self._text("roles"), JSONB).bool_op("@>")(any_of_them))


def statements(rows: RowPolicy, name: str, takers: Sequence[str]) -> tuple[str, ...]:
    """Give the statements that protect a table, in their order."""
    table = Identifier(*_path(rows.table)).as_string(None)
    title = Identifier(name).as_string(None)
    to = ", ".join(
        each if each == "PUBLIC" else Identifier(each).as_string(None)
        for each in takers
    )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {title} ON {table} FOR SELECT TO {to} USING ({rows.using()})",
    )


def _path(table: sa.Table) -> tuple[str, ...]:
    return (table.name,) if table.schema is None else (table.schema, table.name)


def _is_true(name: str) -> Compare:
    return Compare(Field(name), Operator.EQUALS, Literal(True))  # noqa: FBT003
