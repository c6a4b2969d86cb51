"""Conditions in Cedar, whose logic has two values where ours has three.

Each condition is asked for twice: when it is known to hold and when it is known to
fail. Both are formulas of two values, and what is not known makes both false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

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
    Operator,
    Value,
    evaluate,
    fields,
)
from partner_success.interop.cedar.text import (
    ALWAYS,
    NEVER,
    Formula,
    all_of,
    any_of,
    attribute,
    fact_attribute,
    has,
    negated,
    quoted,
)

__all__ = ["Relations", "known_to_be"]

Relations: TypeAlias = Mapping[str, Formula]
"""By the names of relations how they are asked for; they are always known."""

RESOURCE = "resource"

_NEGATIVE = frozenset({Operator.NOT_EQUALS, Operator.NOT_CONTAINS})
_EQUAL = frozenset({Operator.EQUALS, Operator.NOT_EQUALS})


def known_to_be(
    condition: Condition, relations: Relations, *, wanted: bool = True
) -> Formula:
    """Write when a condition is known to hold, or known to fail.

    Args:
        condition: What is asked, as an access policy may ask it.
        relations: The fields that are no attributes of the resource.
        wanted: Whether it shall hold; else it shall fail.

    Examples:
        >>> from partner_success.core.expressions import from_data
        >>> open_ = from_data({"not": {"field": "signed", "equals": True}})
        >>> print(known_to_be(open_, {}).text)
        resource has signed &&
        resource.signed == false
    """
    if not fields(condition):
        return ALWAYS if evaluate(condition, {}) is wanted else NEVER
    match condition:
        case All(parts) | Any(parts):
            every = isinstance(condition, All) is wanted
            join = all_of if every else any_of
            return join(known_to_be(each, relations, wanted=wanted) for each in parts)
        case Not(part):
            return known_to_be(part, relations, wanted=not wanted)
        case AtLeast(count, parts):
            return _counted(count, parts, relations, wanted=wanted)
        case IsKnown(value):
            known = all_of(_presence(value, relations))
            return known if wanted else negated(known)
        case _:
            return _compared(condition, relations, wanted=wanted)


def _counted(
    count: int, parts: tuple[Condition, ...], relations: Relations, *, wanted: bool
) -> Formula:
    """Write that enough hold, or that so many fail that enough cannot hold."""
    needed = count if wanted else len(parts) - count + 1
    found = [known_to_be(each, relations, wanted=wanted) for each in parts]
    needed -= sum(each.known is True for each in found)
    left = [each for each in found if each.known is None]
    if needed <= 0 or needed > len(left):
        return ALWAYS if needed <= 0 else NEVER
    ones = " + ".join(f"(if {each.line} then 1 else 0)" for each in left)
    return Formula(f"{ones} >= {needed}")


def _presence(value: Value, relations: Relations) -> Iterable[Formula]:
    if isinstance(value, Field) and value.name not in relations:
        yield has(RESOURCE, fact_attribute(value.name))


def _compared(compare: Compare, relations: Relations, *, wanted: bool) -> Formula:
    present = [
        *_presence(compare.left, relations),
        *_presence(compare.right, relations),
    ]
    positive = wanted is not (compare.operator in _NEGATIVE)
    if compare.operator in _EQUAL:
        equal = _equal(compare.left, compare.right, relations, positive=positive)
        return all_of([*present, equal])
    container, item = compare.left, compare.right
    if compare.operator is Operator.ONE_OF:
        container, item = item, container
    member = Formula(
        f"{_text(container, relations)}.contains({_text(item, relations)})"
    )
    return all_of([*present, member if positive else negated(member)])


def _equal(
    left: Value, right: Value, relations: Relations, *, positive: bool
) -> Formula:
    for one, other in ((left, right), (right, left)):
        if not isinstance(other, Literal) or not isinstance(other.value, bool):
            continue
        relation = _relation(one, relations)
        if relation is not None:
            return relation if other.value is positive else negated(relation)
        value = "true" if other.value is positive else "false"
        return Formula(f"{_text(one, relations)} == {value}")
    sign = "==" if positive else "!="
    return Formula(f"{_text(left, relations)} {sign} {_text(right, relations)}")


def _relation(value: Value, relations: Relations) -> Formula | None:
    return relations.get(value.name) if isinstance(value, Field) else None


def _text(value: Value, relations: Relations) -> str:
    if isinstance(value, Field):
        relation = relations.get(value.name)
        if relation is None:
            return attribute(RESOURCE, fact_attribute(value.name))
        return f"({relation.line})"
    return _constant(cast(Literal, value).value)


def _constant(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_constant, cast('tuple[object, ...]', value)))}]"
    return quoted(cast(str, value))
