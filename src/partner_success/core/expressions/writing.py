"""Expressions as plain data, ready for TOML, JSON or YAML."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
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
from partner_success.core.expressions.exactness import Scalar
from partner_success.core.expressions.limits import no_node
from partner_success.core.expressions.values import (
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
    Value,
)

Data: TypeAlias = "bool | int | Decimal | str | date | list[Data] | dict[str, Data]"
"""Plain data that documents of every format can hold."""


def to_data(expression: Expression, *, native_dates: bool = False) -> dict[str, Data]:
    """Write an expression as data that `from_data` or `value_from_data` reads.

    The data consists of dicts with text keys, lists, texts, bools, whole numbers and
    decimals; equal expressions give equal data.

    Args:
        expression: A condition or a value.
        native_dates: Leave dates and instants as they are, for TOML and YAML. Else
            they become ``{"date": "2026-01-31"}`` and ``{"instant": "..."}``, which
            every format can hold. Both are read.

    Examples:
        >>> to_data(Compare(Field("committed_value"), "at_least", Literal(50)))
        {'field': 'committed_value', 'at_least': 50}
    """
    if isinstance(expression, (Field, Literal, DaysBetween, Share, Curve)):
        return _value(expression, native=native_dates)
    return _condition(expression, native=native_dates)


def _condition(condition: Condition, *, native: bool) -> dict[str, Data]:
    match condition:
        case Compare(left, operator, right):
            return {
                **_value(left, native=native),
                operator.value: _right(right, native=native),
            }
        case IsKnown(value):
            return {"known": _operand(value, native=native)}
        case All(parts):
            return {"all": [_condition(part, native=native) for part in parts]}
        case Any(parts):
            return {"any": [_condition(part, native=native) for part in parts]}
        case Not(part):
            return {"not": _condition(part, native=native)}
        case AtLeast(count, parts):
            written: list[Data] = [_condition(part, native=native) for part in parts]
            return {"at_least_of": {"count": count, "conditions": written}}
        case _:
            raise no_node(condition, "an expression")


def _value(value: Value, *, native: bool) -> dict[str, Data]:
    match value:
        case Field(name):
            return {"field": name}
        case Literal():
            return {"value": _constant(value, native=native)}
        case DaysBetween(first, second):
            days: list[Data] = [
                _operand(first, native=native),
                _operand(second, native=native),
            ]
            return {"days_between": days}
        case Share(part, whole):
            return {
                "share": [_operand(part, native=native), _operand(whole, native=native)]
            }
        case Curve(of, points):
            pairs: list[Data] = [[x, y] for x, y in points]
            return {"curve": {"of": _operand(of, native=native), "points": pairs}}
        case _:
            raise no_node(value, "a value")


def _right(value: Value, *, native: bool) -> Data:
    """Write the right side, where a text is a text."""
    return (
        _constant(value, native=native)
        if isinstance(value, Literal)
        else _value(value, native=native)
    )


def _operand(value: Value, *, native: bool) -> Data:
    """Write an operand, where a bare text is the name of a field."""
    if isinstance(value, Field):
        return value.name
    if isinstance(value, Literal) and isinstance(value.value, str):
        return _value(value, native=native)
    return _right(value, native=native)


def _constant(literal: Literal, *, native: bool) -> Data:
    if isinstance(literal.value, tuple):
        return [_scalar(item, native=native) for item in literal.value]
    return _scalar(literal.value, native=native)


def _scalar(value: Scalar, *, native: bool) -> Data:
    if native or not isinstance(value, date):
        return value
    tag = "instant" if isinstance(value, datetime) else "date"
    return {tag: value.isoformat()}
