"""Decimal numbers that are exact whatever decimal context the caller has set."""

from __future__ import annotations

import math
import re
import reprlib
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

from partner_success.errors import InvalidValueError, UnknownNameError

Factor: TypeAlias = int | Decimal | Fraction
"""What money can be multiplied and divided by: anything exact, so never a float."""

Rounding: TypeAlias = Literal["half up", "half even"]
"""Where a half goes: away from zero (so that a credit rounds like the charge that it
cancels), or to the even neighbour."""

_PLACES: Final = 1000
"""The most digits on either side of the point: a guard against ``1E+999999999``, which
is short to write and fills the memory once it is added to anything."""

_LIMIT: Final = 10**_PLACES
NEVER_ROUNDS: Final = Context(
    prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact]
)
"""The decimal context in which sums keep every digit, whatever the caller's does."""

_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?", re.ASCII
)


def exact_decimal(value: Decimal | int | str) -> Decimal:
    """Read an amount or a rate, or refuse it with what to do."""
    return _tidy(_as_decimal(value))


def _as_decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        raise InvalidValueError(_refusal(value, "an amount", ", or text like '1.50'"))
    if not _NUMBER.fullmatch(value):
        raise InvalidValueError(
            f"{reprlib.repr(value)} is not a decimal number; write it in digits with a"
            " point, and commas only between thousands, such as '1,234.50'"
        )
    return Decimal(value.replace(",", ""))


def _tidy(value: Decimal) -> Decimal:
    """Refuse what is not a number of bounded length; write out a positive exponent."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise InvalidValueError(
            f"{value} is not an amount; where it is unknown, leave it out (None)"
        )
    if exponent < -_PLACES or value.adjusted() >= _PLACES:
        raise InvalidValueError(
            f"a number has at most {_PLACES} digits on either side of its point"
        )
    if value.is_zero():
        value = value.copy_abs()
    return Decimal(int(value)) if exponent > 0 else Decimal(value)


def _refusal(value: object, what: str, more: str = "") -> str:
    shown = f"{type(value).__name__} {reprlib.repr(value)}"
    if isinstance(value, float):
        return (
            f"{what} is exact, and {shown} holds most decimal numbers only nearly;"
            f" give Decimal({str(value)!r}), a whole number{more}"
        )
    return f"{what} is a Decimal or a whole number{more}, not {shown}"


def exact_fraction(value: object, what: str) -> Fraction:
    """Read a factor, divisor or weight, or refuse it with what to do."""
    if isinstance(value, Decimal):
        return Fraction(_tidy(value))
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    raise InvalidValueError(_refusal(value, what, ", or a Fraction"))


def decimal_places(value: object) -> int:
    """Read a number of digits after the point, or refuse it."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _PLACES:
        return value
    raise InvalidValueError(
        f"decimals are a whole number from 0 to {_PLACES}, such as 2 for cents,"
        f" not {reprlib.repr(value)}"
    )


def from_units(units: int, decimals: int) -> Decimal:
    """Give so many units of ``10 ** -decimals``, with that many digits."""
    return NEVER_ROUNDS.scaleb(Decimal(units), -decimals)


def terminating(value: Fraction, least: int) -> Decimal | None:
    """Give the same number as a decimal of at least so many places, if there is one."""
    if _LIMIT % value.denominator:
        return None
    places = least
    while 10**places % value.denominator:
        places += 1
    return from_units((value * 10**places).numerator, places)


def nearest(value: Fraction, rounding: Rounding) -> int:
    """Give the nearest whole number, a half as the rounding says."""
    if rounding == "half even":
        return round(value)
    if rounding == "half up":
        size = math.floor(abs(value) + Fraction(1, 2))
        return size if value > 0 else -size
    raise UnknownNameError("rounding", rounding, get_args(Rounding))


def largest_remainder(units: int, shares: list[Fraction], whole: Fraction) -> list[int]:
    """Split whole units by shares; see `Money.allocate`."""
    exact = [units * share / whole for share in shares]
    parts = [math.floor(part) for part in exact]
    losers = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in losers[: units - sum(parts)]:
        parts[place] += 1
    return parts


def nearest_together(exact: list[Fraction], rounding: Rounding) -> list[int]:
    """Give a whole number for each, so that they add up to the nearest of the sum.

    Each is rounded down, and the units then missing go, one each, to those that lost
    most by it, the earlier first; what is whole already stays as it is.
    """
    parts = [math.floor(each) for each in exact]
    missing = nearest(sum(exact, Fraction(0)), rounding) - sum(parts)
    losers = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in losers[:missing]:
        parts[place] += 1
    return parts
