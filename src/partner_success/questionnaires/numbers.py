"""Reading numbers strictly: nothing is rounded, no text is taken for a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import attrs

from partner_success.questionnaires.messages import Fault, fault

__all__ = ["LARGEST_NUMBER", "MOST_PLACES", "number_reader", "plain_number"]

LARGEST_NUMBER: Final = 10**15
"""The bound of numbers whose field names none, on both sides (closed)."""

MOST_PLACES: Final = 400
"""The most digits after the point of any number; no double has more that matter."""

_SAFE: Final = 2**53
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
    limits = _Limits(
        least=least,
        most=most,
        finest=MOST_PLACES if places is None else places,
        whole=whole,
    )
    # A float lies beyond such a limit exactly when the number that it prints does.
    plain = all(isinstance(each, int) and abs(each) <= _SAFE for each in (least, most))

    def read(value: object, _on: date) -> int | Decimal | Fault:
        # Nearly every number is a plain int within its limits, or a short float.
        if type(value) is int and least <= value <= most:
            return value
        if type(value) is float and plain and least <= value <= most:
            text = repr(value)
            if "e" not in text:
                return limits.read_short(text)
        return limits.read(value)

    return read


@attrs.frozen(kw_only=True)
class _Limits:
    """What the numbers of a field have to be."""

    least: _Limit
    most: _Limit
    finest: int
    whole: bool

    @property
    def expected(self) -> str:
        return "a whole number" if self.whole else "a number"

    def read_short(self, text: str) -> int | Decimal | Fault:
        """Read a float within the limits that prints without an exponent."""
        if text.endswith(".0"):
            return int(text[:-2])
        return self._fraction(Decimal(text), len(text) - text.index(".") - 1)

    def read(self, value: object) -> int | Decimal | Fault:
        """Read any number, with care."""
        exact = _exact(value)
        if exact is None:
            return fault("wrong-type", value, self.expected)
        if isinstance(exact, Decimal) and not exact.is_finite():
            return fault("not-finite", value, self.expected)
        if exact < self.least:
            return fault("too-low", exact, f"at least {self.least:,}")
        if exact > self.most:
            return fault("too-high", exact, f"at most {self.most:,}")
        found = exact if isinstance(exact, int) else plain_number(exact)
        if isinstance(found, int):
            return found
        return self._fraction(found, -int(found.as_tuple().exponent))

    def _fraction(self, found: Decimal, places: int) -> Decimal | Fault:
        if self.whole:
            return fault("not-whole", found, self.expected)
        if places <= self.finest:
            return found
        digits = "digit" if self.finest == 1 else "digits"
        expected = f"at most {self.finest} {digits} after the point"
        return fault("too-many-decimals", found, expected)


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
