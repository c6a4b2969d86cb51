"""The normal curve: how wide an interval has to be to hold a share of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Final, TypeAlias

from partner_success.errors import InvalidValueError

__all__ = ["Level", "critical_z", "tail_of"]

Level: TypeAlias = Decimal | Fraction
"""A confidence level, strictly between 0 and 1; floats are refused as not exact."""

# Rarer events leave the range of floats on the way to Student's quantile.
_LEAST_TAIL: Final = 1e-100


def tail_of(level: object) -> float:
    """Check a level and give the probability that it leaves outside on each side.

    Raises:
        InvalidValueError: The level is not a Decimal or Fraction strictly between 0
            and 1, or so near to 1 that the quantiles leave the range of floats.

    Examples:
        >>> tail_of(Decimal("0.95"))
        0.025
    """
    share = Fraction(0)
    if isinstance(level, Fraction) or (
        isinstance(level, Decimal) and level.is_finite()
    ):
        share = Fraction(level)
    if not 0 < share < 1:
        raise InvalidValueError(
            "a confidence level is a Decimal or Fraction strictly between 0 and 1,"
            f" not {level!r}; write Decimal('0.9') for nine times out of ten"
        )
    tail = float((1 - share) / 2)
    if tail < _LEAST_TAIL:
        raise InvalidValueError(
            f"the confidence level {level!r} is nearer to 1 than can be computed;"
            " choose a lower one"
        )
    return tail


def critical_z(*, level: Level) -> float:
    """Give the number of standard deviations that hold a share of a normal curve.

    Examples:
        >>> round(critical_z(level=Decimal("0.95")), 6)
        1.959964
    """
    # From the lower tail, where small probabilities keep their digits.
    return 0.0 - NormalDist().inv_cdf(tail_of(level))
