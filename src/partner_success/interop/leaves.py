"""How single values are read and written, each type in one row.

A row holds the reader, the writer, the words for it and its JSON Schema, so that the
converter, its messages and the schema cannot come apart.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from partner_success.core.money import Money
from partner_success.interop.expression_leaves import EXPRESSION_LEAVES
from partner_success.interop.faults import RefusedError, refusal
from partner_success.interop.leaf import Leaf, wrong_kind
from partner_success.interop.numbers import exactly, number_trouble

__all__ = ["LEAVES"]

_LARGE: Final = 2**63
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_ZONE: Final = r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
_LOCAL: Final = re.compile(rf"{_DATE.pattern}[Tt ]{_TIME.pattern}")
_INSTANT: Final = re.compile(_LOCAL.pattern + _ZONE)
_FRACTION: Final = re.compile(r"-?[0-9]{1,1000}(?:/[0-9]{1,1000})?")
_MONEY: Final = re.compile(
    r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)? [A-Z]{3}"
)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong_kind(value, "text")
    return str.__str__(value)


def _read_truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong_kind(value, "true or false")
    return value


def _read_nothing(value: object) -> None:
    if value is not None:
        raise wrong_kind(value, "nothing")


def _exact(value: object, expected: str) -> Decimal | int:
    """Give a finite number of bounded length, exactly as it was written."""
    if not isinstance(value, (int, float, Decimal)) or isinstance(value, bool):
        raise wrong_kind(value, expected)
    if (trouble := number_trouble(value)) is not None:
        raise refusal(*trouble, value, expected=expected)
    return int(value) if isinstance(value, int) else exactly(value)


def _whole(value: object, expected: str) -> int:
    number = _exact(value, expected)
    if number != (whole := int(number)):
        message = f"expected {expected}; it is not rounded for you"
        raise refusal("not-whole", message, value, expected=expected)
    return whole


def _read_whole(value: object) -> int:
    if type(value) is int and -_LARGE < value < _LARGE:
        return value
    return _whole(value, "a whole number")


def _read_decimal(value: object) -> Decimal:
    return Decimal(_exact(value, "a number"))


def _read_float(value: object) -> float:
    number = _exact(value, "a number")
    try:
        nearest = float(number)
    except OverflowError:
        nearest = math.inf
    if isinstance(number, int) and nearest != number:
        message = "this whole number has too many digits to be kept exactly"
        raise refusal("too-long", message, value, expected="a number")
    if math.isinf(nearest):
        message = "this number is too great to be computed with"
        raise refusal("not-finite", message, value, expected="a number")
    return nearest


def _write_decimal(value: Decimal) -> int | Decimal:
    return int(value) if value.as_tuple().exponent == 0 else value


_A_DATE: Final = "a day such as 2026-03-31"
_A_TIME: Final = "a time of day such as 09:30"
_AN_INSTANT: Final = "a time with its zone such as 2026-03-31T09:30:00+02:00"
_A_FRACTION: Final = "a whole number or a fraction such as '3/4'"
_SOME_MONEY: Final = "an amount and a currency such as '1234.50 USD'"


def _from_text(value: object, form: re.Pattern[str], expected: str) -> str:
    if not isinstance(value, str):
        raise wrong_kind(value, expected)
    if not form.fullmatch(value):
        raise _wrong_text(value, expected)
    return value


def _wrong_text(value: object, expected: str) -> RefusedError:
    return refusal(
        "wrong-text", f"this text is not {expected}", value, expected=expected
    )


def _read_date(value: object) -> date:
    if isinstance(value, datetime):
        hint = "; leave the time of day out"
        raise wrong_kind(value, _A_DATE, hint)
    if isinstance(value, date):
        return value
    text = _from_text(value, _DATE, _A_DATE)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = "there is no such day"
        raise refusal("no-such-day", message, value, expected=_A_DATE) from error


def _read_time(value: object) -> time:
    if isinstance(value, time):
        if value.tzinfo is not None:
            raise wrong_kind(value, _A_TIME, " with a zone; leave the zone out")
        return value
    text = _from_text(value, _TIME, _A_TIME)
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        message = "there is no such time of day"
        raise refusal("no-such-time", message, value, expected=_A_TIME) from error


def _read_instant(value: object) -> datetime:
    if isinstance(value, str) and _LOCAL.fullmatch(value):
        raise _naive(value)
    if isinstance(value, datetime):
        found = value
    else:
        text = _from_text(value, _INSTANT, _AN_INSTANT).upper()
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            message = "there is no such time"
            refused = refusal("no-such-time", message, value, expected=_AN_INSTANT)
            raise refused from error
    if found.utcoffset() is None:
        raise _naive(value)
    return found


def _naive(value: object) -> RefusedError:
    message = (
        "this time has no zone; add its distance from UTC, such as +02:00, or Z for UTC"
    )
    return refusal("no-time-zone", message, value, expected=_AN_INSTANT)


def _read_fraction(value: object) -> Fraction:
    if not isinstance(value, str):
        return Fraction(_whole(value, _A_FRACTION))
    try:
        return Fraction(_from_text(value, _FRACTION, _A_FRACTION))
    except ZeroDivisionError as error:
        message = "nothing can be divided by zero"
        refused = refusal("zero-division", message, value, expected=_A_FRACTION)
        raise refused from error


def _write_fraction(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def _read_money(value: object) -> Money:
    return Money.parse(_from_text(value, _MONEY, _SOME_MONEY))


def _write_money(value: Money) -> str:
    return f"{value.amount:f} {value.currency}"


def _itself(value: object) -> object:
    return value


def _text_schema(form: re.Pattern[str], **more: object) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{form.pattern}$", **more}


LEAVES: Final[dict[Any, Leaf]] = {
    str: Leaf(
        read=_read_text,
        write=_itself,
        expected="text",
        schema={"type": "string"},
    ),
    bool: Leaf(
        read=_read_truth,
        write=_itself,
        expected="true or false",
        schema={"type": "boolean"},
    ),
    int: Leaf(
        read=_read_whole,
        write=_itself,
        expected="a whole number",
        schema={"type": "integer"},
    ),
    Decimal: Leaf(
        read=_read_decimal,
        write=_write_decimal,
        expected="a number",
        schema={"type": "number"},
    ),
    float: Leaf(
        read=_read_float,
        write=exactly,
        expected="a number",
        schema={"type": "number"},
    ),
    type(None): Leaf(
        read=_read_nothing,
        write=_itself,
        expected="nothing",
        schema={"type": "null"},
    ),
    datetime: Leaf(
        read=_read_instant,
        write=datetime.isoformat,
        expected=_AN_INSTANT,
        schema=_text_schema(_INSTANT),
    ),
    date: Leaf(
        read=_read_date,
        write=_itself,
        expected=_A_DATE,
        schema=_text_schema(_DATE, format="date"),
    ),
    time: Leaf(
        read=_read_time,
        write=time.isoformat,
        expected=_A_TIME,
        schema=_text_schema(_TIME),
    ),
    Fraction: Leaf(
        read=_read_fraction,
        write=_write_fraction,
        expected=_A_FRACTION,
        schema={"anyOf": [{"type": "integer"}, _text_schema(_FRACTION)]},
    ),
    Money: Leaf(
        read=_read_money,
        write=_write_money,
        expected=_SOME_MONEY,
        schema=_text_schema(_MONEY),
    ),
    **EXPRESSION_LEAVES,
}
"""Every type of single value that stands in documents, `datetime` before `date`."""
