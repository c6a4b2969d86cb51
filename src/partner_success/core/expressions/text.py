"""The words of which an expression's sentence is made."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from itertools import islice
from typing import Final, cast

from partner_success.core.expressions.kinds import FieldType, Operator

_WORDS: Final = {
    Operator.EQUALS: "is",
    Operator.NOT_EQUALS: "is not",
    Operator.LESS_THAN: "is less than",
    Operator.AT_MOST: "is at most",
    Operator.GREATER_THAN: "is more than",
    Operator.AT_LEAST: "is at least",
    Operator.CONTAINS: "contains",
    Operator.NOT_CONTAINS: "does not contain",
    Operator.ONE_OF: "is one of",
}
_TIME_WORDS: Final = {
    Operator.LESS_THAN: "is before",
    Operator.AT_MOST: "is no later than",
    Operator.GREATER_THAN: "is after",
    Operator.AT_LEAST: "is no earlier than",
}
_TIMES: Final = frozenset({FieldType.DATE, FieldType.INSTANT})
_LISTED: Final = 12
_SHOWN: Final = 80
# Python refuses to print whole numbers of more than a few thousand digits.
_PRINTED_BITS: Final = 8_000
_DISPLAY: Final = Context(prec=12)


def operator_text(
    left: FieldType | None, operator: Operator, right: FieldType | None
) -> str:
    """Give the words of an operator, those of time between dates and instants."""
    if left in _TIMES or right in _TIMES:
        return _TIME_WORDS.get(operator, _WORDS[operator])
    return _WORDS[operator]


def name_text(name: str) -> str:
    """Give a field's name as words."""
    return name.replace("_", " ")


def value_text(value: object) -> str:
    """Give a plain value as a person reads it, shortened when it is long.

    Examples:
        >>> value_text(50000000), value_text(True), value_text(("gold", "silver"))
        ('50,000,000', 'yes', "'gold', 'silver'")
    """
    match value:
        case None:
            return "missing"
        case bool():
            return "yes" if value else "no"
        case int() | Decimal() | Fraction():
            return shortened(_number_text(value))
        case tuple():
            items = cast("tuple[object, ...]", value)
            return listed(map(value_text, items), len(items)) or "nothing"
        case str():
            return shortened(repr(value[: _SHOWN + 1]))
        case _:
            return str(value)


def _number_text(value: int | Decimal | Fraction) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Fraction):
        nearest = _DISPLAY.divide(Decimal(value.numerator), Decimal(value.denominator))
        prefix = "" if nearest == value else "about "
        return prefix + _number_text(nearest)
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shortened(text: str) -> str:
    """Cut a text that is too long for a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def listed(pieces: Iterable[str], count: int, glue: str = ", ") -> str:
    """Join the first dozen pieces and count the rest."""
    text = glue.join(islice(pieces, _LISTED))
    return f"{text} and {count - _LISTED} more" if count > _LISTED else text


def given_text(value: object) -> str:
    """Show what was found in a document, safely and shortly."""
    match value:
        case bool() | None | float() | Decimal():
            return shortened(repr(value))
        case int() if value.bit_length() <= _PRINTED_BITS:
            return shortened(repr(value))
        case str():
            return shortened(repr(value[: _SHOWN + 1]))
        case _:
            return type(value).__name__
