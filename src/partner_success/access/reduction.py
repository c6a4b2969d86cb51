"""Conditions with what is known put in, so that only what is asked of rows is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    Value,
    evaluate,
    fields,
)

__all__ = ["Known", "Reduced", "all_of", "any_of", "reduce_condition"]

Reduced: TypeAlias = Condition | bool
"""A condition, or the answer where nothing of it is open."""
Known: TypeAlias = str | bool | Field
"""What a fact is, or the field that stands for it from here on."""


def reduce_condition(condition: Condition, known: Mapping[str, Known]) -> Reduced:
    """Put what is known into a condition.

    Args:
        condition: What is asked.
        known: By the names of fields the facts that are known, or the field that stands
            for it from here on.

    Examples:
        >>> from partner_success.core.expressions import from_data
        >>> here = from_data({"field": "gate", "equals": {"field": "stage"}})
        >>> print(reduce_condition(here, {"gate": "gate_3"}))
        'gate_3' is stage
    """
    match condition:
        case All(parts):
            return all_of(reduce_condition(part, known) for part in parts)
        case Any(parts):
            return any_of(reduce_condition(part, known) for part in parts)
        case Not(part):
            inner = reduce_condition(part, known)
            return not inner if isinstance(inner, bool) else Not(inner)
        case AtLeast(count, parts):
            return _at_least(count, [reduce_condition(part, known) for part in parts])
        case _:
            return _leaf(condition, known)


def _leaf(condition: Compare | IsKnown, known: Mapping[str, Known]) -> Reduced:
    match condition:
        case IsKnown(Field(name)) if name in known:
            return True
        case Compare(left, operator, right):
            placed = Compare(_placed(left, known), operator, _placed(right, known))
            return placed if fields(placed) else evaluate(placed, {}) is True
        case _:
            return condition


def _placed(value: Value, known: Mapping[str, Known]) -> Value:
    if not isinstance(value, Field) or value.name not in known:
        return value
    found = known[value.name]
    return found if isinstance(found, Field) else Literal(found)


def all_of(parts: Iterable[Reduced]) -> Reduced:
    """Join by 'and'."""
    return _joined(parts, All, decisive=False)


def any_of(parts: Iterable[Reduced]) -> Reduced:
    """Join by 'or'."""
    return _joined(parts, Any, decisive=True)


def _joined(
    parts: Iterable[Reduced], kind: type[All | Any], *, decisive: bool
) -> Reduced:
    """Join: one decisive answer decides, all others fall away."""
    left: dict[Condition, None] = {}
    for part in parts:
        if part is decisive:
            return decisive
        if not isinstance(part, bool):
            flat = part.conditions if isinstance(part, kind) else (part,)
            left |= dict.fromkeys(flat)
    if not left:
        return not decisive
    return kind(tuple(left)) if len(left) > 1 else next(iter(left))


def _at_least(count: int, parts: list[Reduced]) -> Reduced:
    needed = count - sum(part is True for part in parts)
    left = [part for part in parts if not isinstance(part, bool)]
    if needed <= 0 or needed > len(left):
        return needed <= 0
    return AtLeast(needed, tuple(left))
