"""Reading numbers strictly: nothing is rounded, no text is taken for a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from partner_success.questionnaires.messages import Fault, fault, said

__all__ = ["LARGEST_NUMBER", "MOST_PLACES", "number_reader", "plain_number"]

LARGEST_NUMBER: Final = 10**15
"""The bound of numbers whose field names none, on both sides (closed)."""

MOST_PLACES: Final = 400
"""The most digits after the point of any number; no double has more that matter."""

_Limit: TypeAlias = int | Decimal


def number_reader(
    low: _Limit | None,
    high: _Limit | None,
    *,
    whole: bool,
    places: int | None = None,
) -> Callable[[object, date], int | Decimal | Fault]:
    """Make the function that reads the numbers of a field.

    Args:
        low: The lowest number allowed (closed).
        high: The highest number allowed (closed).
        whole: Whether only whole numbers are.
        places: The most digits after the point.
    """
    least = -LARGEST_NUMBER if low is None else low
    most = LARGEST_NUMBER if high is None else high
    finest = MOST_PLACES if places is None else places
    expected = "a whole number" if whole else "a number"

    def read(value: object, _on: date) -> int | Decimal | Fault:
        # Nearly every number is a plain int within its limits, or a short float.
        if type(value) is int and least <= value <= most:
            return value
        exact = _exact(value)
        if exact is None:
            return fault("wrong-type", value, expected)
        if isinstance(exact, Decimal) and not exact.is_finite():
            return fault("not-finite", value, expected)
        if not least <= exact <= most:
            return _outside(exact, least, most)
        return exact if isinstance(exact, int) else fine(value, exact)

    def fine(value: object, exact: Decimal) -> int | Decimal | Fault:
        found = plain_number(exact)
        if isinstance(found, int):
            return found
        if whole:
            return fault("not-whole", value, expected)
        fits = _places(found) <= finest
        return found if fits else _too_fine(found, finest)

    return read


def _exact(value: object) -> int | Decimal | None:
    """Give a number as it is written; ``None`` for a truth value and for no number."""
    if isinstance(value, float):
        # A float means the decimal number that it prints.
        return Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return None


def plain_number(value: Decimal) -> int | Decimal:
    """Give a finite number without trailing zeros, as an int where it is whole.

    Examples:
        >>> plain_number(Decimal("3.0")), plain_number(Decimal("2.50"))
        (3, Decimal('2.5'))
        >>> plain_number(Decimal("-0.00"))
        0
    """
    text = str(value)
    # Most numbers end in another digit behind their point, and are plain already.
    if text[-1] != "0" and "." in text and "E" not in text:
        return value
    if not value:
        return 0
    sign, digits, exponent = value.as_tuple()
    places = -int(exponent)
    zeros = next((n for n, each in enumerate(reversed(digits)) if each), len(digits))
    if zeros >= places:
        return int(value)
    return Decimal((sign, digits[: len(digits) - zeros], zeros - places))


def _places(value: Decimal) -> int:
    text = str(value)
    if "E" in text:
        return -int(value.as_tuple().exponent)
    return len(text) - text.index(".") - 1


def _outside(value: int | Decimal, least: _Limit, most: _Limit) -> Fault:
    if value < least:
        return fault("too-low", value, f"at least {least:,}")
    return fault("too-high", value, f"at most {most:,}")


def _too_fine(value: Decimal, places: int) -> Fault:
    digits = "digit" if places == 1 else "digits"
    expected = f"at most {places} {digits} after the point"
    return Fault("too-many-decimals", said(value), expected)
