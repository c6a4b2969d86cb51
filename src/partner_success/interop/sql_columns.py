"""Where an embedder's own tables keep what access asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from partner_success.access.predicate import PARTNER_ID
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.errors import InvalidUseError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, SQLColumnExpression

Column: TypeAlias = "ColumnElement[Any]"
AnyColumn: TypeAlias = "SQLColumnExpression[Any]"

__all__ = [
    "AssignmentColumns",
    "DelegationColumns",
    "GrantColumns",
    "PartnerColumns",
]


def _element(value: AnyColumn) -> Column:
    # An attribute of a mapped class stands for a column, and lacks some of its ways.
    inner: Any = getattr(value, "__clause_element__", None)
    return cast("Column", value) if inner is None else inner()


def _elements(value: Mapping[str, AnyColumn]) -> FrozenMap[str, Column]:
    return FrozenMap({name: _element(each) for name, each in value.items()})


def _team(
    value: Mapping[str, AnyColumn] | AssignmentColumns,
) -> FrozenMap[str, Column] | AssignmentColumns:
    return value if isinstance(value, AssignmentColumns) else _elements(value)


@attrs.frozen(kw_only=True, eq=False)
class AssignmentColumns:
    """The columns of a table that has a row for each person on a partner's team.

    Attributes:
        partner_id: The id of the partner.
        role: The id of the role in which the person is assigned.
        key: The key of the person, as `Actor` folds it.

    Rule: ACC-09, ACC-11.
    """

    partner_id: Column = attrs.field(converter=_element)
    role: Column = attrs.field(converter=_element)
    key: Column = attrs.field(converter=_element)


@attrs.frozen(kw_only=True, eq=False)
class PartnerColumns:
    """The columns of the rows that are to be filtered.

    Each is a column of SQLAlchemy, or any expression over columns.

    People are compared by their keys, so columns hold keys and no addresses as they
    were typed. A collation that takes different accents for equal does not fit a key.

    Attributes:
        partner_id: The id of the partner that a row belongs to.
        team: By role the column with the key of who is assigned; it holds one key, or
            is an array of PostgreSQL with several. Or the columns of a table of
            assignments, for all roles.
        facts: By their names in the policy the columns of what is known of a row, such
            as ``"stage"``. They hold the words of the policy; ``NULL`` is not known.

    Rule: ACC-09, ACC-11.
    """

    partner_id: Column = attrs.field(converter=_element)
    team: FrozenMap[str, Column] | AssignmentColumns = attrs.field(
        default=EMPTY_MAP, converter=_team
    )
    facts: FrozenMap[str, Column] = attrs.field(default=EMPTY_MAP, converter=_elements)

    def column(self, name: str) -> Column:
        """Give the column of a fact, or that of ``"partner_id"``.

        Raises:
            UnknownNameError: It is not among them.
        """
        if name == PARTNER_ID:
            return self.partner_id
        return _column(self.facts, name, "fact among the columns")


@attrs.frozen(kw_only=True, eq=False)
class GrantColumns:
    """The columns of a table of context grants.

    Instants are kept with their zone, or as UTC where the column has none.

    Attributes:
        partner_id: The id of the partner whose records a grant opens.
        grantee_key: The key of who may read.
        gate: The id of a gate that it opens, with a row for each; or an array of
            PostgreSQL with all of them.
        starts_at: The first instant at which it holds.
        ends_at: The first instant at which it no longer holds.
        revoked_at: The instant from which it was taken back; ``NULL`` while it was not.

    Rule: ACC-05, ACC-11.
    """

    partner_id: Column = attrs.field(converter=_element)
    grantee_key: Column = attrs.field(converter=_element)
    gate: Column = attrs.field(converter=_element)
    starts_at: Column = attrs.field(converter=_element)
    ends_at: Column = attrs.field(converter=_element)
    revoked_at: Column = attrs.field(converter=_element)


@attrs.frozen(kw_only=True, eq=False)
class DelegationColumns:
    """The columns of a table of delegations, by which deputies act for a lead.

    Instants are kept with their zone, or as UTC where the column has none.

    Attributes:
        lead_key: The key of the lead.
        deputy_key: The key of who stands in.
        role: The id of the lead's role in which they do.
        partner_id: The one partner that it is for; ``NULL`` for all of the lead's.
        starts_at: The first instant at which it holds.
        ends_at: The first instant at which it no longer holds.
        revoked_at: The instant from which it was taken back; ``NULL`` while it was not.

    Rule: ACC-07, ACC-11.
    """

    lead_key: Column = attrs.field(converter=_element)
    deputy_key: Column = attrs.field(converter=_element)
    role: Column = attrs.field(converter=_element)
    partner_id: Column = attrs.field(converter=_element)
    starts_at: Column = attrs.field(converter=_element)
    ends_at: Column = attrs.field(converter=_element)
    revoked_at: Column = attrs.field(converter=_element)


def team_column(team: Mapping[str, Column], role: str) -> Column:
    """Give the column with the key of who is assigned in a role.

    Raises:
        UnknownNameError: It is not among them.
    """
    return _column(team, role, "role among the columns of the team")


def require_columns(columns: object, kind: type, name: str) -> None:
    """Refuse what names no columns, or those of something else.

    Raises:
        InvalidUseError: It is of another kind.
    """
    if not isinstance(columns, kind):
        found = type(columns).__name__
        raise InvalidUseError(f"{name} needs {kind.__name__}, not {found}")


def _column(columns: Mapping[str, Column], name: str, kind: str) -> Column:
    if name not in columns:
        raise UnknownNameError(kind, name, columns)
    return columns[name]
