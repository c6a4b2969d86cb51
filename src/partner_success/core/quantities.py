"""Numbers counted in whole steps, so that what follows is exact.

A number from a caller is counted once, half up, in whole hundredths (or another
power of ten); from there on only whole numbers are added and compared. A float is
counted by its float product, ``floor(100 * x + 0.5)``, because every dataframe engine
can do exactly that: 0.285 counts as 28 hundredths here and everywhere.
"""

from __future__ import annotations

import math
import reprlib
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Final, cast

from partner_success.errors import InvalidValueError

__all__ = [
    "HUNDRED",
    "Number",
    "as_decimal",
    "as_number",
    "count_ratio",
    "count_steps",
    "decimal_text",
    "digits_needed",
    "exact_steps",
    "is_missing",
    "rounded_text",
    "shown",
    "shown_parts",
]

Number = int | float | Decimal | Fraction
"""What a caller can give as a number; ``bool`` is not one."""

HUNDRED: Final = 100
"""Hundredths in one whole."""

_SAFE_PRODUCT: Final = 2**43

# Nothing that is counted here needs more, and a power of ten fills the memory quickly.
_LONGEST_BITS: Final = 4_000
_LONGEST_EXPONENT: Final = 1_000


def is_missing(value: object) -> bool:
    """Tell whether a value stands for 'not known': ``None`` or any kind of NaN.

    Examples:
        >>> is_missing(float("nan")), is_missing(0)
        (True, False)
    """
    if value is None:
        return True
    if type(value) is int:
        return False
    if type(value) is float:
        return value != value
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float | Real) and bool(value != value)


def shown(value: object) -> str:
    """Write any value for a message, shortened and without ever failing.

    Examples:
        >>> shown("x" * 1_000), shown(10**5_000)
        ("'xxxxxxxxxxxx...xxxxxxxxxxxxx'", 'int')
        >>> shown(Decimal("-3.50"))
        '-3.50'
    """
    try:
        if isinstance(value, Decimal):
            # Without its class, and shortened as a text is, less the quotation marks.
            return reprlib.repr(str(value))[1:-1]
        return reprlib.repr(value)
    except ValueError:
        # Python refuses to print whole numbers of more than a few thousand digits.
        return type(value).__name__


def count_steps(value: Number, decimals: int = 2) -> int:
    """Count a number in whole steps of ``10 ** -decimals``, half up.

    A half of a negative number goes up too: -0.005 counts as 0 hundredths. Decimals and
    fractions count as the float they are nearest to, so that a number counts the same
    whether it was read as text, held in a column of floats or given by hand.

    Args:
        value: A finite number, as `as_number` gives it.
        decimals: Digits after the point that count, 0 or more.

    Examples:
        >>> count_steps(89.995), count_steps(0.285), count_steps(Decimal("0.285"))
        (9000, 28, 28)
    """
    scale: int = 10**decimals
    if isinstance(value, int):
        return scale * value
    if isinstance(value, float):
        # Where the product of floats would lose whole steps, the number counts exactly.
        if -_SAFE_PRODUCT < scale * value < _SAFE_PRODUCT:
            return math.floor(scale * value + 0.5)
        value = Fraction(value)
    return count_ratio(*value.as_integer_ratio(), decimals)


def count_ratio(numerator: int, denominator: int, decimals: int = 2) -> int:
    """Count a ratio in whole steps as `count_steps` counts the same number.

    Args:
        numerator: Any whole number.
        denominator: A whole number above 0.
        decimals: Digits after the point that count, 0 or more.

    Examples:
        >>> count_ratio(285, 1000), count_ratio(1, 3), count_ratio(-1, 200)
        (28, 33, 0)
    """
    scale: int = 10**decimals
    steps = scale * numerator
    most = _SAFE_PRODUCT * denominator
    if -most < steps < most:
        # The quotient of whole numbers is the float that is nearest to it.
        return math.floor(scale * (numerator / denominator) + 0.5)
    return (2 * steps + denominator) // (2 * denominator)


def exact_steps(value: Decimal | int, decimals: int = 2) -> int | None:
    """Count a rulebook's number in whole steps, or give None where it has finer ones.

    Examples:
        >>> exact_steps(Decimal("99.9")), exact_steps(Decimal("99.999"))
        (9990, None)
    """
    steps = Fraction(value) * 10**decimals
    return steps.numerator if steps.denominator == 1 else None


def as_number(value: object, name: str) -> Number:
    """Give a caller's value as a number that can be counted.

    Whole-number and float types of other libraries become Python's own.

    Raises:
        InvalidValueError: It is no number (text and ``bool`` are none), is infinite, or
            has more than about a thousand digits before or after the point.

    Examples:
        >>> as_number(89.5, "the value")
        89.5
    """
    if type(value) is float and math.isfinite(value):
        # The case met most, in which nothing else can be wrong.
        return value
    number = _plain_number(value)
    if number is None:
        raise InvalidValueError(
            f"{name} must be a number, found {shown(value)} ({type(value).__name__})"
        )
    if not _is_finite(number):
        raise InvalidValueError(
            f"{name} must be a finite number, found {value!r};"
            " give None for a value that is not known"
        )
    if _is_vast(number):
        raise InvalidValueError(
            f"{name} must be a number of a size that can be meant, found"
            f" {shown(value)} with more than {_LONGEST_EXPONENT:,} digits before or"
            " after its point"
        )
    return number


def as_decimal(value: Decimal | float) -> Decimal:
    """Give a number as the decimal that it is written as; leave anything else.

    It converts a field before the field is checked, so that it refuses nothing. A float
    counts as the shortest decimal that stands for it, so that 0.1 is a tenth.

    Examples:
        >>> as_decimal(0.1), as_decimal(3)
        (Decimal('0.1'), Decimal('3'))
    """
    try:
        number = as_number(value, "value")
    except InvalidValueError:
        return cast(Decimal, value)
    if isinstance(number, float):
        return Decimal(repr(number))
    return cast(Decimal, number) if isinstance(number, Fraction) else Decimal(number)


def _plain_number(value: object) -> Number | None:
    # Nearly every number is one of these, and asking an abstract class takes long.
    if type(value) is int or type(value) is float:
        return value
    if isinstance(value, bool | Decimal):
        # A zero can carry an exponent of any size; none is wanted.
        return value or 0 if isinstance(value, Decimal) else None
    if isinstance(value, Fraction):
        return value
    try:
        if isinstance(value, Integral):
            return int(value)
        return float(value) if isinstance(value, Real) else None
    except TypeError:
        # Its class only pretends to be that of a number.
        return None


def _is_finite(number: Number) -> bool:
    if isinstance(number, Decimal):
        return number.is_finite()
    return not isinstance(number, float) or math.isfinite(number)


def _is_vast(number: Number) -> bool:
    if isinstance(number, Decimal):
        return abs(number.adjusted()) > _LONGEST_EXPONENT
    if isinstance(number, float):
        return False
    if isinstance(number, int):
        return number.bit_length() > _LONGEST_BITS
    return max(map(int.bit_length, number.as_integer_ratio())) > _LONGEST_BITS


def decimal_text(numerator: int, denominator: int = 1, decimals: int = 2) -> str:
    """Write a ratio as a decimal number, rounded down after some digits.

    Rounding down keeps a printed score out of a band that the score does not reach.

    Args:
        numerator: Any whole number.
        denominator: A whole number above 0.
        decimals: Most digits after the point; trailing zeros are left out.

    Examples:
        >>> decimal_text(777, 10), decimal_text(89997, 1000), decimal_text(-1, 3)
        ('77.7', '89.99', '-0.34')
    """
    steps = numerator * 10**decimals // denominator
    whole, rest = divmod(abs(steps), 10**decimals)
    digits = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if steps < 0 else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def rounded_text(numerator: int, denominator: int = 1, decimals: int = 1) -> str:
    """Write a ratio as a decimal number, rounded half up, for figures without bands.

    Args:
        numerator: Any whole number.
        denominator: A whole number above 0.
        decimals: Most digits after the point; trailing zeros are left out.

    Examples:
        >>> rounded_text(2954 * 100, 3000), rounded_text(-1, 100)
        ('98.5', '0')
    """
    scale = 10**decimals
    steps = (2 * numerator * scale + denominator) // (2 * denominator)
    return decimal_text(steps, scale, decimals)


def digits_needed(denominator: int, most: int = 4) -> int:
    """Give how many decimals write every multiple of 1/denominator, up to a limit.

    Examples:
        >>> digits_needed(1000), digits_needed(3)
        (3, 4)
    """
    for decimals in range(most):
        if 10**decimals % denominator == 0:
            return decimals
    return most


def shown_parts(
    parts: Sequence[int], denominator: int, decimals: int = 2
) -> tuple[str, ...]:
    """Write parts so that what is printed adds up to the printed total.

    Each part is rounded down and the steps then missing go, one each, to the parts that
    lost most (largest remainder), the first of equals before the others. So a column
    adds up exactly to its sum as `decimal_text` prints it with as many decimals, and no
    part is off by a whole step.

    Args:
        parts: Any whole numbers, over the denominator.
        denominator: A whole number above 0.
        decimals: Digits after the point.

    Examples:
        >>> shown_parts([1, 1, 1], 3, decimals=1)
        ('0.4', '0.3', '0.3')
    """
    scale = 10**decimals
    steps = [part * scale // denominator for part in parts]
    missing = sum(parts) * scale // denominator - sum(steps)
    remainders = [part * scale % denominator for part in parts]
    order = sorted(range(len(parts)), key=lambda place: -remainders[place])
    for place in order[:missing]:
        steps[place] += 1
    return tuple(decimal_text(count, scale, decimals) for count in steps)
