"""The row in which everything about one type of value stands together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.interop.faults import RefusedError, refusal

__all__ = ["Leaf", "said", "wrong_kind"]


@attrs.frozen(kw_only=True)
class Leaf:
    """How one type of value stands in a document.

    Attributes:
        read: Gives the value from plain data, or refuses it.
        write: Gives the plain data from the value.
        expected: What is accepted, in words.
        schema: The same as JSON Schema.
        shapes: What a value may look like: ``"table"``, ``"list"``, ``"single"``.
    """

    read: Callable[[object], Any]
    write: Callable[[Any], object]
    expected: str
    schema: Mapping[str, object]
    shapes: tuple[str, ...] = ("single",)


def said(value: object) -> str:
    """Name what was found, in a document's words.

    Examples:
        >>> said("3"), said(True), said(3), said(None)
        ('text', 'true or false', 'a number', 'nothing')
    """
    if value is None:
        return "nothing"
    for kind, words in _SAID:
        if isinstance(value, kind):
            return words
    return f"a Python {type(value).__name__}"


_SAID: Final[tuple[tuple[type | tuple[type, ...], str], ...]] = (
    (str, "text"),
    (bool, "true or false"),
    ((int, float, Decimal), "a number"),
    (datetime, "a time on a day"),
    (date, "a day"),
    (time, "a time of day"),
    ((list, tuple), "a list"),
    (Mapping, "a table"),
)


def wrong_kind(value: object, expected: str, hint: str = "") -> RefusedError:
    """Make the refusal of a value of the wrong kind."""
    if not hint and isinstance(value, str) and "number" in expected:
        hint = "; write a number without quotes"
    message = f"expected {expected}, found {said(value)}{hint}"
    return refusal("wrong-type", message, value, expected=expected)
