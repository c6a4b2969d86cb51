"""Numbers between text and value, exact and of bounded length."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from partner_success.interop.faults import refusal

__all__ = [
    "MOST_DIGITS",
    "exactly",
    "number_text",
    "number_trouble",
    "read_number",
    "read_whole",
]

MOST_DIGITS: Final = 1000
"""The most digits of a number, and the greatest power of ten: a number such as
``1E+999999999`` is short to write and fills the memory when it is computed with."""

_TOO_LONG: Final = (
    "too-long",
    f"a number has at most {MOST_DIGITS} digits on either side of its point",
)


def exactly(value: float | Decimal) -> Decimal:
    """Give a number as a decimal: the one that was written, not the float behind it.

    Examples:
        >>> exactly(0.1)
        Decimal('0.1')
    """
    return Decimal(float.__repr__(value) if isinstance(value, float) else value)


def number_trouble(value: float | Decimal) -> tuple[str, str] | None:
    """Say why a number is not taken, as code and message; None if it is."""
    if isinstance(value, int):
        bits = value.bit_length()
        if bits <= 64:
            return None
        # An enormous whole number would take long to turn into digits.
        if bits > 4 * MOST_DIGITS:
            return _TOO_LONG
    number = exactly(value)
    if not number.is_finite():
        return "not-finite", f"{number} is no finite number"
    digits = len(number.as_tuple().digits)
    too_long = digits > MOST_DIGITS or abs(number.adjusted()) >= MOST_DIGITS
    return _TOO_LONG if too_long else None


def read_number(text: str) -> Decimal:
    """Read digits, with point and exponent as the formats of documents have them.

    Raises:
        RefusedError: The number is not finite or too long.

    Examples:
        >>> read_number("0.10")
        Decimal('0.10')
    """
    trouble: tuple[str, str] | None = _TOO_LONG
    number = Decimal(0)
    if len(text) <= 4 * MOST_DIGITS:
        try:
            number = Decimal(text)
        except InvalidOperation:
            # The exponent alone is too long for Python.
            number = Decimal("Infinity")
        trouble = number_trouble(number)
    if trouble is not None:
        raise refusal(*trouble, text)
    return number


def read_whole(text: str, base: int = 10) -> int:
    """Read the digits of a whole number.

    Raises:
        RefusedError: There are too many.
    """
    if len(text) > MOST_DIGITS + 2:
        raise refusal(*_TOO_LONG, text)
    return int(text, base)


def number_text(number: Decimal) -> str:
    """Write a decimal so that every reader sees a number with a fraction, exactly.

    The point is always there, because some readers of YAML take ``1E+3`` for text.

    Examples:
        >>> number_text(Decimal("1E+3")), number_text(Decimal("5"))
        ('1.0E+3', '5.0')
    """
    mantissa, mark, exponent = str(number).partition("E")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}{mark}{exponent}"
