"""Numbers of a case: exact, finite, and within what can be meant."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from partner_success.core.money import Money
from partner_success.core.quantities import as_number, rounded_text, shown
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults

__all__ = [
    "check_number",
    "check_whole",
    "money_text",
    "percent_text",
    "whole_text",
]


def check_number(
    faults: Faults, path: str, value: object, *, most: int | None = None
) -> None:
    """Check a decimal number of at least 0 and, where there is one, at most a limit."""
    if not isinstance(value, Decimal):
        # NaN and the infinities are decimals too; what is vast is left as it was.
        faults.wrong_type(path, value, "a number")
        return
    try:
        as_number(value, path)
    except InvalidValueError as error:
        faults.add(path, "not-finite", f"cannot be meant: {error}", value)
        return
    if value < 0:
        faults.add(path, "negative", "is below 0; check its sign", value, "0 or more")
    elif most is not None and value > most:
        message = f"is above {most}; check whether it is in percent"
        faults.add(path, "out-of-range", message, value, f"0 to {most}")


def check_whole(
    faults: Faults, path: str, value: object, least: int, most: int
) -> None:
    """Check a whole number between two others, both inside."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not least <= cast(int, value) <= most:
        expected = f"a whole number from {least} to {most}"
        faults.add(path, "out-of-range", f"must be {expected}", shown(value), expected)


def money_text(amount: Fraction | Money, currency: str = "") -> str:
    """Write an amount rounded half up to the cent, without needless digits."""
    unit = amount.currency if isinstance(amount, Money) else currency
    exact = Fraction(amount.amount) if isinstance(amount, Money) else amount
    text = rounded_text(exact.numerator, exact.denominator, 2)
    text = f"{Decimal(text):,.2f}" if "." in text else f"{int(text):,}"
    return f"{text} {unit}".rstrip()


def whole_text(amount: Fraction) -> str:
    """Write an amount rounded half up to whole units, for tables of many."""
    return f"{int(rounded_text(amount.numerator, amount.denominator, 0)):,}"


def percent_text(share: Fraction | None, decimals: int = 1) -> str:
    """Write a share in percent, rounded half up; a missing one as 'none'."""
    if share is None:
        return "none"
    return f"{rounded_text(100 * share.numerator, share.denominator, decimals)} %"
