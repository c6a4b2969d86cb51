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

_MOST_WRITTEN: Final = 1_000
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
        # Nearly every number is a plain int within its limits.
        if type(value) is int and least <= value <= most:
            return value
        exact = _exact(value)
        if exact is None:
            return fault("wrong-type", value, expected)
        if isinstance(exact, Decimal) and not exact.is_finite():
            return fault("not-finite", value, expected)
        if not least <= exact <= most:
            return _outside(exact, least, most)
        return _fitting(exact)

    def _fitting(exact: int | Decimal) -> int | Decimal | Fault:
        if isinstance(exact, int):
            return exact
        # Small as it is, it may still have a million digits after the point.
        long = int(exact.as_tuple().exponent) < -_MOST_WRITTEN
        found = exact if long else plain_number(exact)
        if isinstance(found, int):
            return found
        if whole:
            return fault("not-whole", found, expected)
        return found if _places(found) <= finest else _too_fine(found, finest)

    return read


def _exact(value: object) -> int | Decimal | None:
    """Give a number as it is written; ``None`` for a truth value and for no number."""
    if isinstance(value, float):
        return Decimal(float.__repr__(value))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return int(value) if isinstance(value, int) else value


def plain_number(value: Decimal) -> int | Decimal:
    """Give a finite number without trailing zeros, as an int where it is whole.

    Examples:
        >>> plain_number(Decimal("3.0")), plain_number(Decimal("2.50"))
        (3, Decimal('2.5'))
    """
    if value == value.to_integral_value():
        return int(value)
    return Decimal(f"{value:f}".rstrip("0"))


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _outside(value: int | Decimal, least: _Limit, most: _Limit) -> Fault:
    if value < least:
        return fault("too-low", value, f"at least {least:,}")
    return fault("too-high", value, f"at most {most:,}")


def _too_fine(value: Decimal, places: int) -> Fault:
    digits = "digit" if places == 1 else "digits"
    expected = f"at most {places} {digits} after the point"
    return Fault("too-many-decimals", said(value), expected)
