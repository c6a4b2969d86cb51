"""Kinds of values, the operators between them, and which go together."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Final, cast


class FieldType(StrEnum):
    """What a field, or a computed value, is.

    ``INSTANT`` is a date and time with its zone; a ``..._LIST`` holds any number of
    entries of one kind, in no order that matters.

    Attributes:
        NUMBER: An exact number.
        TEXT: Text.
        BOOLEAN: Yes or no.
        DATE: A day.
        INSTANT: A date and time with its zone.
        NUMBER_LIST: Any number of numbers.
        TEXT_LIST: Any number of texts.
        BOOLEAN_LIST: Any number of truth values.
        DATE_LIST: Any number of days.
        INSTANT_LIST: Any number of instants.

    Examples:
        >>> FieldType("text_list").item
        <FieldType.TEXT: 'text'>
    """

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    NUMBER_LIST = "number_list"
    TEXT_LIST = "text_list"
    BOOLEAN_LIST = "boolean_list"
    DATE_LIST = "date_list"
    INSTANT_LIST = "instant_list"

    @property
    def item(self) -> FieldType | None:
        """What the entries of a list are; ``None`` for what is no list."""
        return _ITEMS.get(self)

    @property
    def phrase(self) -> str:
        """The kind as a person says it, such as ``a list of numbers``."""
        return _PHRASES[self]


_PHRASES: Final = {
    FieldType.NUMBER: "a number",
    FieldType.TEXT: "a text",
    FieldType.BOOLEAN: "a yes or no",
    FieldType.DATE: "a date",
    FieldType.INSTANT: "an instant",
    FieldType.NUMBER_LIST: "a list of numbers",
    FieldType.TEXT_LIST: "a list of texts",
    FieldType.BOOLEAN_LIST: "a list of yes or no",
    FieldType.DATE_LIST: "a list of dates",
    FieldType.INSTANT_LIST: "a list of instants",
}


_LISTS: Final = {
    FieldType.NUMBER: FieldType.NUMBER_LIST,
    FieldType.TEXT: FieldType.TEXT_LIST,
    FieldType.BOOLEAN: FieldType.BOOLEAN_LIST,
    FieldType.DATE: FieldType.DATE_LIST,
    FieldType.INSTANT: FieldType.INSTANT_LIST,
}
_ITEMS: Final = {listed: item for item, listed in _LISTS.items()}


class Operator(StrEnum):
    """How the left side of a comparison stands to the right side.

    The order of the language is that of numbers, dates and instants; texts have none,
    because engines sort them differently.

    Attributes:
        EQUALS: Both are the same.
        NOT_EQUALS: They differ.
        LESS_THAN: The left side is below the right one.
        AT_MOST: It is below the right side or the same.
        GREATER_THAN: It is above the right side.
        AT_LEAST: It is above the right side or the same.
        CONTAINS: The list, or text, on the left holds what is on the right.
        NOT_CONTAINS: It does not.
        ONE_OF: The left side is an entry of the list on the right.

    Examples:
        >>> Operator("at_least")
        <Operator.AT_LEAST: 'at_least'>
    """

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    GREATER_THAN = "greater_than"
    AT_LEAST = "at_least"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    ONE_OF = "one_of"


EQUALITIES: Final = frozenset({Operator.EQUALS, Operator.NOT_EQUALS})
CONTAINMENTS: Final = frozenset({Operator.CONTAINS, Operator.NOT_CONTAINS})
_ORDERED: Final = frozenset({FieldType.NUMBER, FieldType.DATE, FieldType.INSTANT})


# In this order: a bool is an int to Python, and a datetime a date.
_KINDS: Final[tuple[tuple[tuple[type, ...], FieldType], ...]] = (
    ((bool,), FieldType.BOOLEAN),
    ((int, Decimal, Fraction), FieldType.NUMBER),
    ((str,), FieldType.TEXT),
    ((datetime,), FieldType.INSTANT),
    ((date,), FieldType.DATE),
)


def kind_of(value: object) -> FieldType | None:
    """Give the kind of a plain value, or ``None`` for what the language has not.

    A tuple is a list of what its first present entry is, and of texts without one.
    """
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        present = next((item for item in items if item is not None), "")
        kind = kind_of(present)
        return None if kind is None else _LISTS.get(kind)
    for types, kind in _KINDS:
        if isinstance(value, types):
            return kind
    return None


# The arguments are few, and every comparison of every record asks.
@cache
def comparison_faults(
    left: FieldType | None, operator: Operator, right: FieldType | None
) -> tuple[str, ...]:
    """Say why two kinds cannot be compared so; nothing when they can.

    A side whose kind is not known yet (``None``) fits everything.
    """
    if operator in CONTAINMENTS:
        return _membership_faults(left, right, "left", "right")
    if operator is Operator.ONE_OF:
        return _membership_faults(right, left, "right", "left")
    faults: list[str] = []
    for side, kind in (("left", left), ("right", right)):
        if kind is not None and kind.item is not None:
            faults.append(
                f"the {side} side is {kind.phrase}, expected one value;"
                " ask a list with contains or one_of"
            )
        elif kind is not None and operator not in EQUALITIES and kind not in _ORDERED:
            faults.append(
                f"the {side} side is {kind.phrase}, which has no order;"
                f" {operator} expects a number, a date or an instant"
            )
    if faults or left is None or right is None or left == right:
        return tuple(faults)
    sides = f"the left side is {left.phrase} and the right side {right.phrase}"
    return (f"{sides}; expected the same kind on both",)


def _membership_faults(
    container: FieldType | None, member: FieldType | None, outer: str, inner: str
) -> tuple[str, ...]:
    faults: list[str] = []
    if container is not None and container.item is None:
        faults.append(f"the {outer} side is {container.phrase}, expected a list")
    if member is not None and member.item is not None:
        faults.append(f"the {inner} side is {member.phrase}, expected one value")
    if faults or container is None or member is None or container.item == member:
        return tuple(faults)
    sides = f"the {outer} side is {container.phrase}, the {inner} side {member.phrase}"
    return (f"{sides}; expected an entry of the same kind",)
