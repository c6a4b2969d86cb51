"""What is expected beside what is found: one form for both, and words for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import singledispatch
from math import isfinite
from typing import Any, Final, cast

from partner_success.core.quantities import decimal_text, shown

__all__ = ["comparable", "told"]

_MOST_DIGITS: Final = 12


@singledispatch
def comparable(value: object) -> object:
    """Bring what is the same into one form: numbers exactly, days as text.

    Examples:
        >>> from datetime import date
        >>> comparable(89.5) == comparable(Fraction(179, 2)), comparable(True)
        (True, True)
        >>> comparable({"on": [date(2026, 5, 4)]})
        {'on': ['2026-05-04']}
    """
    return value


@comparable.register
def _(value: bool) -> object:  # noqa: FBT001 - dispatched by type
    return value


@comparable.register
def _(value: Enum) -> object:
    return comparable(value.value)


@comparable.register(int)
@comparable.register(float)
@comparable.register(Decimal)
@comparable.register(Fraction)
def _(value: Any) -> object:
    if not isfinite(value):
        return str(value)
    return Fraction(repr(value) if isinstance(value, float) else value)


@comparable.register
def _(value: date) -> object:
    return value.isoformat()


@comparable.register(Mapping)
def _(value: Mapping[object, object]) -> object:
    return {str(key): comparable(each) for key, each in value.items()}


@comparable.register(list)
@comparable.register(tuple)
def _(value: Any) -> object:
    return [comparable(each) for each in value]


def told(value: object) -> str:
    """Write a value as a person would in a case.

    Examples:
        >>> told({"score": 89.5, "band": "Healthy", "missing": [], "next": None})
        "{score: 89.5, band: 'Healthy', missing: [], next: nothing}"
        >>> told(Fraction(1, 3)), told(True)
        ('1/3', 'yes')
    """
    plain: Any = comparable(value)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, dict):
        entries = cast("dict[str, Any]", plain).items()
        return f"{{{', '.join(f'{key}: {told(each)}' for key, each in entries)}}}"
    if isinstance(plain, list):
        return f"[{', '.join(map(told, cast('list[object]', plain)))}]"
    if isinstance(plain, Fraction):
        return _told_number(plain)
    return "nothing" if plain is None else shown(plain)


def _told_number(number: Fraction) -> str:
    rest, digits = number.denominator, 0
    while 10**digits % rest and digits < _MOST_DIGITS:
        digits += 1
    if 10**digits % rest:
        return str(number)
    return decimal_text(number.numerator, number.denominator, digits)
