"""The quantile of Student's t, which confidence intervals of means stand on.

The standard library has the normal curve but not Student's, and a statistics package is
too heavy a dependency for one function.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

from partner_success.core.normal import Level, tail_of
from partner_success.errors import InvalidValueError

__all__ = ["critical_t"]


def critical_t(degrees: int, *, level: Level) -> float:
    """Give the half-width that holds a share of Student's distribution.

    The error is below 1e-9 for levels from 0.5 to 0.9999.

    Args:
        degrees: Degrees of freedom, a whole number from 1.
        level: The share that lies within.

    Raises:
        InvalidValueError: The degrees are not a whole number from 1, or the level is
            out of range.

    Examples:
        >>> from decimal import Decimal
        >>> round(critical_t(10, level=Decimal("0.95")), 3)
        2.228
    """
    tail = tail_of(level)
    _check_degrees(degrees)
    return _student_quantile(degrees, tail)


def _check_degrees(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidValueError(
            f"degrees of freedom are a whole number from 1, not {value!r}"
        )


# From here on the asymptotic expansion is exact to 1e-12 up to the level 0.9999.
_MANY_DEGREES: Final = 1000


@lru_cache(maxsize=4096)
def _student_quantile(degrees: int, tail: float) -> float:
    if degrees == 1:
        return 1 / math.tan(math.pi * tail)
    if degrees == 2:
        return (1 - 2 * tail) / math.sqrt(2 * tail * (1 - tail))
    z = 0.0 - NormalDist().inv_cdf(tail)
    if degrees >= _MANY_DEGREES or not z:
        return _expanded(z, 1 / degrees)
    # The logarithm of the tail over that of t is falling and concave, so that Newton's
    # steps never leave the right side of the root once there, from any start; and the
    # upper tail itself, unlike one less the rest, has no digits to lose.
    t, step = _expanded(z, 1 / degrees) if z * z < degrees else z, 1.0
    scale = math.exp(
        math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)
    ) / math.sqrt(math.pi * degrees)
    while abs(step) > 1e-7:
        weight = math.exp(-math.log1p(t * t / degrees) * (degrees + 1) / 2) * scale
        beyond = _student_tail(t, degrees, weight)
        step = math.log(beyond / tail) * beyond / (weight * t)
        t *= math.exp(step)
    return t


def _student_tail(t: float, degrees: int, density: float) -> float:
    """Give the probability beyond t, from the regularised incomplete beta function.

    Its continued fraction is quick on one side of a switch and slow on the other;
    beyond the switch the reflected one gives the middle instead of the tail.
    """
    a, x = degrees / 2, degrees / (degrees + t * t)
    if x * (a + 2.5) < a + 1:
        return density * t / degrees * _beta_fraction(x, a, 0.5)
    return 0.5 - density * t * _beta_fraction(t * t / (degrees + t * t), 0.5, a)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Evaluate the continued fraction of the incomplete beta function (Lentz)."""
    value, upper, lower, change, term = 1.0, math.inf, 1.0, 0.0, 0
    while abs(change - 1) > 1e-15:
        term += 1
        half, odd = divmod(term, 2)
        part = -(a + half) * (a + b + half) if odd else half * (b - half)
        part *= x / ((a + term - 1) * (a + term))
        lower = 1 / (1 + part * lower)
        upper = 1 + part / upper
        change = upper * lower
        value *= change
    return value


def _expanded(z: float, rate: float) -> float:
    """Expand Student's quantile about the normal one in powers of 1 / degrees.

    The coefficients are those of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
    """
    s = z * z
    first = (s + 1) / 4
    second = ((5 * s + 16) * s + 3) / 96
    third = (((3 * s + 19) * s + 17) * s - 15) / 384
    fourth = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160
    series = (((fourth * rate + third) * rate + second) * rate + first) * rate
    return z * (1 + series)
