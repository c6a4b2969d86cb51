"""Numbers in a form's schema: as whole numbers, or as the doubles that JSON reads."""

from __future__ import annotations

import math
from decimal import Decimal

from partner_success.interop.numbers import exactly

__all__ = ["highest", "json_number", "lowest"]


def json_number(value: int | Decimal) -> int | float:
    """Give a number as the JSON library of Python writes it."""
    return int(value) if value == int(value) else float(value)


def lowest(limit: int | Decimal) -> int | float:
    """Give the lowest number of JSON that is not below a limit.

    A double means the decimal number that it prints.

    Examples:
        >>> lowest(Decimal("0.1")), lowest(Decimal("0.1000000000000000000001"))
        (0.1, 0.10000000000000002)
    """
    found = json_number(limit)
    # Nearest as it is, it may still lie on the wrong side of a limit of many digits.
    missed = exactly(found) < limit
    return math.nextafter(found, math.inf) if missed else found


def highest(limit: int | Decimal) -> int | float:
    """Give the highest number of JSON that is not above a limit."""
    found = json_number(limit)
    missed = exactly(found) > limit
    return math.nextafter(found, -math.inf) if missed else found
