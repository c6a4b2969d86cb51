"""Conditions on answers as JSON Schema.

The logic has three values, and a schema two. So a condition has two schemas, one of
the answers of which it is known to hold and one of those of which it is known not to;
what satisfies neither leaves it open. Both take the answers that they ask about to be
well formed, because the schemas of the fields refuse all others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.core.expressions import (
    All,
    AtLeast,
    Compare,
    Condition,
    Curve,
    DaysBetween,
    Expression,
    Field,
    IsKnown,
    Literal,
    Not,
    Operator,
    Share,
    evaluate,
    fields,
)
from partner_success.core.expressions import Any as AnyOf
from partner_success.interop.forms.days import after, before
from partner_success.interop.forms.numbers import json_number
from partner_success.questionnaires.fields import AnyField, YesNoField
from partner_success.questionnaires.sections import SUBMITTED_ON

__all__ = ["Asked", "Conditions", "Schema", "is_computed"]

Schema: TypeAlias = dict[str, Any]

_MOST_BRANCHES: Final = 2_000
"""How large the schema of a condition may become: JSON Schema cannot count conditions,
and what it says in place of that grows fast. Without a count no condition is larger."""

_MIRRORED: Final = {
    Operator.LESS_THAN: Operator.GREATER_THAN,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.GREATER_THAN: Operator.LESS_THAN,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.CONTAINS: Operator.ONE_OF,
    Operator.ONE_OF: Operator.CONTAINS,
}
_DENIED: Final = {
    Operator.NOT_EQUALS: Operator.EQUALS,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
}
_BOUNDS: Final = {
    Operator.LESS_THAN: "exclusiveMaximum",
    Operator.AT_MOST: "maximum",
    Operator.GREATER_THAN: "exclusiveMinimum",
    Operator.AT_LEAST: "minimum",
}


@attrs.frozen
class Asked:
    """A field, and the section in which it is asked."""

    section: str
    field: AnyField

    @property
    def path(self) -> str:
        """Where its answer stands."""
        return f"{self.section}.{self.field.id}"


def is_computed(field: AnyField) -> bool:
    """Say whether other answers decide the answer to a field."""
    return bool(getattr(field, "computed", None))


@attrs.frozen
class Conditions:
    """Turns conditions into schemas.

    Attributes:
        fields: Every field by its name in conditions.
    """

    fields: Mapping[str, Asked]

    def within(self, section: str, condition: Condition) -> bool:
        """Say whether a condition without an obstacle asks about one section alone."""
        names = fields(condition)
        return all(self.fields[name].section == section for name in names)

    def obstacle(self, condition: Condition) -> str:
        """Say what in a condition no schema can express; nothing where all of it can.

        Args:
            condition: A condition of the questionnaire that the fields are of.
        """
        for part in _parts(condition):
            match part:
                case Field(name) if name == SUBMITTED_ON:
                    return "the day of the check"
                case Field(name) if is_computed(self.fields[name].field):
                    return f"the computed answer {self.fields[name].path}"
                case DaysBetween() | Share() | Curve():
                    return "a number computed from answers"
                case Compare(Field(), _, Field()):
                    return "a comparison of two answers"
                case _:
                    pass
        many = _branches(condition) > _MOST_BRANCHES
        return "a count over many conditions" if many else ""

    def holds(self, condition: Condition, section: str | None) -> Schema:
        """Give the schema of the answers of which a condition is known to hold.

        Args:
            condition: One without an obstacle.
            section: The section whose answers the schema is for, and which holds all
                fields of the condition; ``None`` for the answers of all sections.
        """
        return _Branch(self.fields, section).schema(condition, known=True)

    def fails(self, condition: Condition, section: str | None) -> Schema:
        """Give the schema of the answers of which a condition is known not to hold.

        Args:
            condition: As for `holds`.
            section: As for `holds`.
        """
        return _Branch(self.fields, section).schema(condition, known=False)

    def answered(self, asked: Asked, section: str | None) -> Schema:
        """Give the schema of the answers among which there is one to a field."""
        return _Branch(self.fields, section).at(asked, None)


def _parts(expression: Expression) -> Iterator[Expression]:
    for child in expression.children:
        yield from _parts(child)
    yield expression


def _branches(condition: Condition) -> int:
    """Give about how large the schema of a condition is."""
    match condition:
        case Compare() | IsKnown():
            return 1
        case Not(part):
            return _branches(part)
        case All(parts) | AnyOf(parts):
            return sum(map(_branches, parts))
        case _:
            count, total = condition.count, len(condition.conditions)
            size = sum(map(_branches, condition.conditions))
            if count in (1, total):
                return size
            return size * max(math.comb(total, each) for each in (count, count - 1))


@attrs.frozen
class _Branch:
    """The schemas of conditions at one place: in a section, or above all of them."""

    fields: Mapping[str, Asked]
    section: str | None

    def schema(self, condition: Condition, *, known: bool) -> Schema:
        match condition:
            case Not(part):
                return self.schema(part, known=not known)
            case All(parts):
                count = len(parts) if known else 1
            case AnyOf(parts):
                count = 1 if known else len(parts)
            case AtLeast(least, parts):
                count = least if known else len(parts) - least + 1
            case IsKnown(Field(name)):
                found = self.at(self.fields[name], None)
                return found if known else {"not": found}
            case Compare(Field(name), operator, Literal(value)):
                return self._test(name, operator, value, known=known)
            case Compare(Literal(value), operator, Field(name)):
                positive, same = _positive(operator)
                mirrored = _MIRRORED.get(positive, positive)
                return self._test(name, mirrored, value, known=known is same)
            case _:
                # What is left asks about constants alone.
                return {} if evaluate(condition, {}) is known else {"not": {}}
        return _at_least(count, [self.schema(part, known=known) for part in parts])

    def at(self, asked: Asked, schema: Schema | None) -> Schema:
        """Give the schema of answers among which the one to a field is as it says."""
        inner = _with(asked.field.id, schema)
        return inner if self.section is not None else _with(asked.section, inner)

    def _test(
        self, name: str, operator: Operator, value: Any, *, known: bool
    ) -> Schema:
        asked = self.fields[name]
        positive, same = _positive(operator)
        test = _answer(asked.field, positive, value)
        return self.at(asked, test if known is same else {"not": test})


def _positive(operator: Operator) -> tuple[Operator, bool]:
    """Give an operator without its denial, and whether it has none."""
    found = _DENIED.get(operator)
    return (operator, True) if found is None else (found, False)


def _with(key: str, schema: Schema | None) -> Schema:
    known: Schema = {"required": [key]}
    return known if schema is None else {**known, "properties": {key: schema}}


def _answer(field: AnyField, operator: Operator, value: Any) -> Schema:
    """Give the schema of an answer that stands in a relation to a constant."""
    if operator is Operator.CONTAINS:
        return {"contains": {"const": value}}
    if operator in (Operator.EQUALS, Operator.ONE_OF):
        wanted = cast("Sequence[Any]", value if isinstance(value, tuple) else (value,))
        return {"enum": [each for one in wanted for each in _written(field, one)]}
    if isinstance(value, date):
        same = operator in (Operator.AT_MOST, Operator.AT_LEAST)
        later = operator in (Operator.GREATER_THAN, Operator.AT_LEAST)
        return {"pattern": (after if later else before)(value, same=same)}
    return {_BOUNDS[operator]: json_number(value)}


def _written(field: AnyField, value: Any) -> list[Any]:
    """Give every way in which an answer can be written that has a value."""
    if isinstance(value, bool):
        words = field.words if isinstance(field, YesNoField) else None
        return [value] if words is None else [value, words[0 if value else 1]]
    if isinstance(value, date):
        return [value.isoformat()]
    return [value if isinstance(value, str) else json_number(value)]


def _at_least(count: int, schemas: Sequence[Schema]) -> Schema:
    """Give the schema of what satisfies a number of schemas, 1 to all of them."""
    if len(schemas) == 1:
        return schemas[0]
    if count == len(schemas):
        return {"allOf": list(schemas)}
    if count == 1:
        return {"anyOf": list(schemas)}
    first, *rest = schemas
    enough, more = _at_least(count - 1, rest), _at_least(count, rest)
    return {"if": first, "then": enough, "else": more}
