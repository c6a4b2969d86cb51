"""Conditions over rows as SQL that holds where they are known to hold.

A condition has three answers, and so has SQL; but what SQL makes of an unknown differs
from engine to engine as soon as it is denied. So nothing is denied here: of every part
it is asked either whether it is known to hold or whether it is known not to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs
import sqlalchemy as sa

from partner_success.core.expressions import (
    All,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    Operator,
    Value,
)
from partner_success.core.expressions import (
    Any as AnyOf,
)
from partner_success.errors import InvalidUseError
from partner_success.interop.sql_columns import Column

Truth: TypeAlias = sa.ColumnElement[bool]


@attrs.frozen
class Translation:
    """What the fields of a condition are in SQL.

    Attributes:
        atoms: By their names the fields that are questions of their own. Where one is
            not known to hold, it does not.
        fact: The column of any other field.
    """

    atoms: Mapping[str, Truth]
    fact: Callable[[str], Column]

    def holds(self, condition: Condition) -> Truth:
        """Ask whether a condition is known to hold."""
        match condition:
            case All(parts):
                return sa.and_(*map(self.holds, parts))
            case AnyOf(parts):
                return sa.or_(*map(self.holds, parts))
            case Not(part):
                return self.fails(part)
            case AtLeast(count, parts):
                return _counted(map(self.holds, parts)) >= count
            case IsKnown(value):
                return self._known(value, known=True)
            case _:
                return self._compared(condition, holds=True)

    def fails(self, condition: Condition) -> Truth:
        """Ask whether a condition is known not to hold."""
        match condition:
            case All(parts):
                return sa.or_(*map(self.fails, parts))
            case AnyOf(parts):
                return sa.and_(*map(self.fails, parts))
            case Not(part):
                return self.holds(part)
            case AtLeast(count, parts):
                return _counted(map(self.fails, parts)) > len(parts) - count
            case IsKnown(value):
                return self._known(value, known=False)
            case _:
                return self._compared(condition, holds=False)

    def _known(self, value: Value, *, known: bool) -> Truth:
        if isinstance(value, Field) and value.name not in self.atoms:
            column = self.fact(value.name)
            return column.is_not(None) if known else column.is_(None)
        return sa.true() if known else sa.false()

    def _compared(self, condition: Compare, *, holds: bool) -> Truth:
        same = (condition.operator is Operator.EQUALS) is holds
        match condition:
            case Compare(Field(name), Operator.ONE_OF, Literal(tuple() as words)):
                column = self._value(name)
                return column.in_(words) if holds else column.not_in(words)
            case Compare(
                Field(name), Operator.EQUALS | Operator.NOT_EQUALS, other
            ) | Compare(other, Operator.EQUALS | Operator.NOT_EQUALS, Field(name)) if (
                isinstance(other, Field | Literal)
            ):
                return self._equal(name, other, same=same)
            case _:
                raise InvalidUseError(
                    "access compares facts with words and with each other;"
                    f" {str(condition)!r} does something else"
                )

    def _equal(self, name: str, other: Field | Literal, *, same: bool) -> Truth:
        if name in self.atoms and isinstance(other, Literal):
            atom = self.atoms[name]
            return atom if other.value is same else atom.is_not(sa.true())
        against: Any = other.value if isinstance(other, Literal) else None
        if isinstance(other, Field):
            against = self._value(other.name)
        column = self._value(name)
        found: Truth = column == against if same else column != against
        return found

    def _value(self, name: str) -> Column:
        # As a value, what is not known to hold is a plain no.
        atom = self.atoms.get(name)
        return self.fact(name) if atom is None else atom.is_(sa.true())


def _counted(parts: Iterable[Truth]) -> sa.ColumnElement[int]:
    first, *others = (sa.case((part, 1), else_=0) for part in parts)
    total: sa.ColumnElement[int] = first
    for other in others:
        total = total + other
    return total
