"""Whether an expression fits the fields that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from partner_success.core.expressions.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Expression,
    IsKnown,
    Not,
)
from partner_success.core.expressions.findings import join
from partner_success.core.expressions.kinds import FieldType, comparison_faults
from partner_success.core.expressions.limits import no_node, walk
from partner_success.core.expressions.text import given_text, listed
from partner_success.core.expressions.values import (
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
    Value,
)
from partner_success.errors import Problem, near_misses

Schema: TypeAlias = Mapping[str, FieldType]
"""The fields that there are, with what each holds."""


def fields(expression: Expression) -> tuple[str, ...]:
    """Give the name of every field that an expression uses, once, in its order.

    Examples:
        >>> fields(Share(Field("renewed"), Field("due")))
        ('renewed', 'due')
    """
    nodes = (node for node, _ in walk(expression))
    return tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, Field)))


def check(expression: Expression, schema: Schema) -> tuple[Problem, ...]:
    """Give every fault of an expression against the fields that there are.

    Args:
        expression: A condition or a value.
        schema: What each field is, by its name.

    Returns:
        The faults in the order of the expression, their paths those of its data form;
        nothing when it fits.

    Examples:
        >>> gold = Compare(Field("teir"), "equals", Literal("gold"))
        >>> print(check(gold, {"tier": FieldType.TEXT})[0])
        field: no field is called 'teir'; did you mean tier?
    """
    if isinstance(expression, (Field, Literal, DaysBetween, Share, Curve)):
        return tuple(_check_value(expression, "", schema))
    return tuple(_check_condition(expression, "", schema))


def _check_condition(
    condition: Condition, path: str, schema: Schema
) -> Iterator[Problem]:
    match condition:
        case Compare(left, operator, right):
            yield from _check_value(left, path, schema)
            yield from _check_value(right, join(path, operator), schema)
            kinds = _kind(left, schema), _kind(right, schema)
            for message in comparison_faults(kinds[0], operator, kinds[1]):
                yield Problem(path=path, code="type-mismatch", message=message)
        case IsKnown(value):
            yield from _check_value(value, join(path, "known"), schema, bare=True)
        case Not(part):
            yield from _check_condition(part, join(path, "not"), schema)
        case All(parts):
            yield from _check_each(parts, join(path, "all"), schema)
        case Any(parts):
            yield from _check_each(parts, join(path, "any"), schema)
        case AtLeast(_, parts):
            below = join(path, "at_least_of.conditions")
            yield from _check_each(parts, below, schema)
        case _:
            raise no_node(condition, "an expression")


def _check_each(
    conditions: tuple[Condition, ...], path: str, schema: Schema
) -> Iterator[Problem]:
    for place, condition in enumerate(conditions):
        yield from _check_condition(condition, f"{path}[{place}]", schema)


def _check_value(
    value: Value, path: str, schema: Schema, *, bare: bool = False
) -> Iterator[Problem]:
    """Check a value; a bare one is written as its field's name alone."""
    match value:
        case Field(name) if name not in schema:
            yield _unknown(name, path if bare else join(path, "field"), schema)
        case DaysBetween():
            below = join(path, "days_between")
            yield from _check_operands(value, below, FieldType.DATE, schema)
        case Share():
            below = join(path, "share")
            yield from _check_operands(value, below, FieldType.NUMBER, schema)
        case Curve(of):
            below = join(path, "curve.of")
            yield from _check_operand(of, below, FieldType.NUMBER, schema)
        case _:
            pass


def _check_operands(
    value: DaysBetween | Share, path: str, expected: FieldType, schema: Schema
) -> Iterator[Problem]:
    for place, operand in enumerate(value.children):
        yield from _check_operand(operand, f"{path}[{place}]", expected, schema)


def _check_operand(
    operand: Value, path: str, expected: FieldType, schema: Schema
) -> Iterator[Problem]:
    yield from _check_value(operand, path, schema, bare=True)
    kind = _kind(operand, schema)
    if kind is not None and kind != expected:
        message = f"'{operand}' is {kind.phrase}, expected {expected.phrase}"
        yield Problem(path=path, code="type-mismatch", message=message)


def _kind(value: Value, schema: Schema) -> FieldType | None:
    return schema.get(value.name) if isinstance(value, Field) else value.kind


def _unknown(name: str, path: str, schema: Schema) -> Problem:
    near = near_misses(name, schema)
    known = listed(schema, len(schema)) or "none"
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {known}"
    return Problem(
        path=path,
        code="unknown-field",
        message=f"no field is called {name!r}; {hint}",
        given=given_text(name),
    )
