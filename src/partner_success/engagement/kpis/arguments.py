"""What a caller gives to a formula: counts, hours, money, days and durations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar, cast

from partner_success.core.instants import require_date
from partner_success.core.money import Money
from partner_success.core.quantities import Number, as_number, is_missing, shown
from partner_success.errors import InvalidUseError, InvalidValueError

__all__ = [
    "count",
    "days_between",
    "durations",
    "exact",
    "named",
    "not_above",
    "not_negative",
]

ValueT = TypeVar("ValueT")

_MICROSECOND = timedelta(microseconds=1)


def count(value: object, name: str) -> int:
    """Give a count, or refuse what is no whole number from 0 up.

    Raises:
        InvalidValueError: It is none.
    """
    number = _known(value, name)
    if number < 0 or number != int(number):
        raise InvalidValueError(
            f"{name} is a whole number from 0 up, found {shown(value)}"
        )
    return int(number)


def exact(value: object, name: str) -> Fraction:
    """Give an amount from 0 up, exactly.

    Raises:
        InvalidValueError: It is no such number, or a float, which holds most decimal
            numbers only nearly.
    """
    number = _known(value, name)
    if isinstance(number, float):
        raise InvalidValueError(
            f"{name} is exact, and the float {number} need not be;"
            f" give Decimal({str(number)!r}), a whole number or a Fraction"
        )
    if number < 0:
        raise InvalidValueError(f"{name} is a number from 0 up, found {shown(value)}")
    return Fraction(number)


def _known(value: object, name: str) -> Number:
    if is_missing(value):
        raise InvalidValueError(
            f"{name} is not known (found {shown(value)}), and a KPI is only computed"
            " of what is known; leave it out of the report"
        )
    return as_number(value, name)


def not_above(part: Number, whole: Number, part_name: str, whole_name: str) -> None:
    """Refuse a part that is more than the whole it belongs to.

    Raises:
        InvalidValueError: It is.
    """
    if part > whole:
        raise InvalidValueError(
            f"{part} {part_name} cannot be part of {whole} {whole_name};"
            " are the two swapped?"
        )


def not_negative(value: object, name: str) -> Money:
    """Give an amount of money from 0 up.

    Raises:
        InvalidUseError: It is no money.
        InvalidValueError: It is below 0.
    """
    if not isinstance(value, Money):
        raise InvalidUseError(
            f"{name} is money, not {type(value).__name__} {shown(value)};"
            " write Money('1234.50', 'USD')"
        )
    if value.amount < 0:
        raise InvalidValueError(f"{name} is at least 0, found {value}")
    return value


def named(given: Mapping[str, ValueT], name: str) -> tuple[tuple[str, ValueT], ...]:
    """Give the entries of a mapping by names, in order.

    Raises:
        InvalidUseError: It is no mapping, or a key is no text.
    """
    checked: object = given
    if not isinstance(checked, Mapping):
        raise InvalidUseError(
            f"{name} is a mapping with a name for every amount, not"
            f" {type(checked).__name__}"
        )
    for key in cast(Mapping[object, object], checked):
        if not isinstance(key, str):
            raise InvalidUseError(f"a name in {name} is text, not {shown(key)}")
    return tuple(given.items())


def days_between(given: Iterable[tuple[date, date]], name: str) -> tuple[int, ...]:
    """Give for every pair of days how many nights lie between.

    Raises:
        InvalidUseError: One of them is no pair.
        InvalidValueError: A value is no day, or a last day lies before its first.
    """
    found: list[int] = []
    for place, pair in enumerate(given):
        where = f"{name}[{place}]"
        try:
            begun, ended = pair
        except (TypeError, ValueError) as error:
            raise InvalidUseError(
                f"{where} is a pair of days (first, last), not {shown(pair)}"
            ) from error
        first, last = require_date(begun, where), require_date(ended, where)
        if last < first:
            raise InvalidValueError(
                f"{where} ends on {last}, before it began on {first};"
                " are the two swapped?"
            )
        found.append((last - first).days)
    return tuple(found)


def durations(given: Iterable[timedelta], name: str) -> tuple[int, ...]:
    """Give durations in whole microseconds.

    Raises:
        InvalidUseError: One of them is no `datetime.timedelta`.
        InvalidValueError: One of them is below 0.
    """
    found: list[int] = []
    for place, value in enumerate(given):
        checked: object = value
        if not isinstance(checked, timedelta):
            raise InvalidUseError(
                f"{name}[{place}] is a timedelta, not {type(checked).__name__}"
                f" {shown(checked)}"
            )
        if checked < timedelta():
            raise InvalidValueError(
                f"{name}[{place}] is at least 0, found {shown(checked)}"
            )
        found.append(checked // _MICROSECOND)
    return tuple(found)
