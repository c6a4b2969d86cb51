"""How far an estimated share that lasts longer can be trusted.

Greenwood's sum is exact; the root and the logarithms come at the end, and only they
are floats.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.core.normal import Level, critical_z
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.errors import UnknownNameError

__all__ = ["DurationInterval", "IntervalScale", "ShareInterval"]

IntervalScale: TypeAlias = Literal["log-log", "plain"]
"""The scale on which an interval lies evenly around the estimate."""

_GREENWOOD: Final = (
    "M. Greenwood (1926), The natural duration of cancer, Reports on Public Health and"
    " Medical Subjects 33, 1-26"
)
_REFERENCES: Final = {
    "plain": _GREENWOOD,
    "log-log": f"{_GREENWOOD}; J. D. Kalbfleisch and R. L. Prentice (1980), The"
    " Statistical Analysis of Failure Time Data",
}
BROOKMEYER_CROWLEY: Final = (
    "R. Brookmeyer and J. Crowley (1982), A confidence interval for the median survival"
    " time, Biometrics 38, 29-41"
)
"""Where the interval of a duration is published."""

_DIGITS: Final = 2


@attrs.frozen(kw_only=True)
class ShareInterval:
    """A confidence interval of the share that lasts longer than a duration.

    Attributes:
        low: The lower end, from 0, inside.
        high: The upper end, up to 1, inside.
        level: The confidence level.
        method: The name of the published method.
        reference: Where it is published.

    Rule: ANL-05.
    """

    low: float
    high: float
    level: Level
    method: str
    reference: str

    def __str__(self) -> str:
        return f"{self.low:.4g} to {self.high:.4g} ({_sure(self.level, self.method)})"


@attrs.frozen(kw_only=True)
class DurationInterval:
    """A confidence interval of the duration by which a share has ended.

    Attributes:
        low: The lower end, inside; ``None`` where too few were seen to end.
        high: The upper end; ``None`` where it lies beyond all that was seen to end.
        level: The confidence level.
        method: The name of the published method.
        reference: Where it is published.

    Rule: ANL-05.
    """

    low: Fraction | None
    high: Fraction | None
    level: Level
    method: str
    reference: str

    def __str__(self) -> str:
        ends = f"{_end(self.low)} to {_end(self.high)}"
        return f"{ends} ({_sure(self.level, self.method)})"


def critical_of(*, level: Level, scale: IntervalScale) -> float:
    """Give the standard deviations to either side, after checking both.

    Raises:
        InvalidValueError: The level is no level.
        UnknownNameError: There is no such scale.
    """
    if scale not in _REFERENCES:
        raise UnknownNameError("scale of intervals", scale, get_args(IntervalScale))
    return critical_z(level=level)


def share_interval(
    share: Fraction, spread: Fraction, *, level: Level, scale: IntervalScale
) -> ShareInterval | None:
    """Give the interval of an estimated share.

    Args:
        share: The share that lasts longer.
        spread: Greenwood's sum up to there, which is the relative variance of it.
        level: The confidence level.
        scale: The scale on which the interval lies evenly around the estimate.

    Returns:
        The interval; ``None`` for a share of 0 or 1.

    Raises:
        InvalidValueError: The level is no level.
        UnknownNameError: There is no such scale.
    """
    critical = critical_of(level=level, scale=scale)
    ends = share_ends(share, spread, critical=critical, scale=scale)
    if ends is None:
        return None
    return ShareInterval(
        low=ends[0],
        high=ends[1],
        level=level,
        method=f"Greenwood, {scale}",
        reference=_REFERENCES[scale],
    )


def share_ends(
    share: Fraction, spread: Fraction, *, critical: float, scale: IntervalScale
) -> tuple[float, float] | None:
    """Give the ends of the interval alone, for who asks often."""
    if not share or share == 1:
        return None
    reach = critical * math.sqrt(spread)
    estimate = float(share)
    if scale == "plain":
        return max(0.0, estimate * (1 - reach)), min(1.0, estimate * (1 + reach))
    # Near 1 the logarithm of the float would lose what is left of its digits.
    near = estimate > 0.5
    height = math.log1p(float(share - 1)) if near else math.log(estimate)
    low = math.exp(height * math.exp(-reach / height))
    return low, math.exp(height * math.exp(reach / height))


def _sure(level: Level, method: str) -> str:
    share = HUNDRED * Fraction(level)
    return f"{rounded_text(*share.as_integer_ratio(), _DIGITS)} % confidence, {method}"


def _end(end: Fraction | None) -> str:
    return "?" if end is None else rounded_text(*end.as_integer_ratio(), _DIGITS)
