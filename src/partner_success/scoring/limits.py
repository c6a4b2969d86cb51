"""The ends between which a number has to lie."""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import Any, Final

import attrs

from partner_success.core.quantities import Number

_EXACT: Final = 2**53
"""Every whole number up to this one is a float."""


@attrs.frozen
class Limits:
    """The least and the greatest number that can be (both closed).

    A float counts as the shortest decimal that stands for it, so that 0.1 lies within
    an end of a tenth.

    Attributes:
        low: The least; ``None`` for no end.
        high: The greatest; ``None`` for no end.

    Examples:
        >>> Limits(Decimal(0), Decimal("0.1")).admits(0.1)
        True
    """

    low: Decimal | None
    high: Decimal | None
    _inner: tuple[float, float] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        low = -inf if self.low is None else float(Decimal(self.low))
        high = inf if self.high is None else float(Decimal(self.high))
        object.__setattr__(self, "_inner", (low, high))

    def surely_admits(self, value: Any) -> bool:
        """Tell at a glance that a value is a finite number well between the ends.

        It says so only of plain floats and whole numbers, so that a 'no' tells nothing.
        """
        kind = value.__class__
        if kind is float or (kind is int and -_EXACT < value < _EXACT):
            low, high = self._inner
            # Rounding to a float never turns two numbers around, so what lies between
            # the rounded ends lies between the ends. On one of them, decimals decide.
            return bool(low < value < high)
        return False

    def admits(self, number: Number) -> bool:
        """Tell whether a finite number lies between the ends."""
        if self.surely_admits(number):
            return True
        exact = Decimal(repr(number)) if isinstance(number, float) else number
        return (self.low is None or exact >= self.low) and (
            self.high is None or exact <= self.high
        )
