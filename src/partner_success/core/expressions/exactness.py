"""Numbers, days and instants in the one plain form that the language compares."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from partner_success.errors import InvalidValueError

Exact: TypeAlias = int | Decimal | Fraction
"""A number that means exactly what it says."""
Number: TypeAlias = Exact | float
"""A number as it is given; a float is taken as the decimal that it shows."""
Scalar: TypeAlias = bool | int | Decimal | str | date
"""One constant; a ``datetime`` is a ``date`` to the type checker and is meant too."""

SIGNIFICANT_DIGITS: Final = 15
_EXPONENT: Final = 300
_STORED_EXPONENT: Final = 400
_LITERAL_BITS: Final = 1_000
_FACT_BITS: Final = 4_000
_FACT_EXPONENT: Final = 1_000


def exact_number(value: Number, name: str = "the number") -> Exact | None:
    """Give a number exactly, or ``None`` for a NaN.

    A float means the decimal number that it prints: 0.7 is seven tenths.

    Args:
        value: The number; no bool.
        name: How an error calls it.

    Raises:
        InvalidValueError: It is infinite, or has more than about a thousand digits
            before or after the point, which no fact of this domain can mean; or it is
            no number.

    Examples:
        >>> exact_number(0.1)
        Decimal('0.1')
        >>> exact_number(float("nan"))
    """
    if isinstance(value, bool) or not isinstance(
        value, (int, float, Decimal, Fraction)
    ):
        raise InvalidValueError(f"{name} is a {type(value).__name__}, not a number")
    if isinstance(value, float):
        value = Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        if value.is_infinite():
            raise InvalidValueError(
                f"{name} is infinite; expected a finite number, or none if unknown"
            )
        if not value:
            return 0
        vast = abs(value.adjusted()) > _FACT_EXPONENT
    else:
        vast = max(map(int.bit_length, value.as_integer_ratio())) > _FACT_BITS
    if vast:
        raise InvalidValueError(
            f"{name} is of a size that cannot be meant; expected a number with at most"
            f" {_FACT_EXPONENT:,} digits before and after the point"
        )
    return value


def literal_fault(value: int | Decimal) -> str | None:
    """Say why a number cannot stand in an expression; ``None`` when it can.

    With 15 significant digits and an exponent that a double holds in full, comparing
    exactly and comparing doubles give the same answer, whatever engine runs.
    """
    if isinstance(value, int):
        if value.bit_length() > _LITERAL_BITS:
            return f"this number is beyond 1e{_EXPONENT}; write a smaller one"
        value = Decimal(value)
    if not value.is_finite():
        return "this is no finite number; write a number"
    digits = value.as_tuple().digits
    significant = "".join(map(str, digits)).strip("0")
    if len(significant) > SIGNIFICANT_DIGITS:
        return (
            f"this number has {len(significant)} significant digits;"
            f" write at most {SIGNIFICANT_DIGITS}"
        )
    last_place = value.adjusted() - len(digits) + 1
    if abs(value.adjusted()) > _EXPONENT or last_place < -_STORED_EXPONENT:
        return f"this number is not between 1e-{_EXPONENT} and 1e{_EXPONENT}; write one"
    return None


def plain_scalar(value: object) -> object:
    """Give one constant in plain form; what is none comes back as it is.

    Subclasses (an enumeration's member, a dataframe's timestamp) become the plain type,
    a float the decimal number that it prints, and an instant keeps its offset from UTC
    in place of its region, so that it means the same for ever.
    """
    match value:
        case int() if not isinstance(value, bool):
            return int(value)
        case Decimal():
            return value or Decimal(0)
        case float():
            return Decimal(float.__repr__(value)) or Decimal(0)
        case str():
            return str.__str__(value)
        case date():
            return _plain_day(value)
        case _:
            return value


def _plain_day(value: date) -> date:
    if not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    offset = value.utcoffset()
    if offset is None:
        return value
    clock = value.time().replace(fold=0)
    return datetime.combine(value.date(), clock, timezone(offset))
