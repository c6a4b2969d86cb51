"""A figure with its interval, and the same figure of two scorecards side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

import attrs

from partner_success.scoring.intervals import Interval

Outlook = Literal["better", "worse", "not shown"]
"""What the data show of the new scorecard beside the old."""

_METHOD: Final = "bootstrap of customers, percentile"
_REFERENCE: Final = (
    "B. Efron (1979), Bootstrap methods: another look at the jackknife, The Annals of"
    " Statistics 7, 1-26; customers are drawn whole, as in C. A. Field and A. H. Welsh"
    " (2007), Bootstrapping clustered data, Journal of the Royal Statistical Society"
    " Series B 69, 369-390"
)


@attrs.frozen(kw_only=True)
class Estimate:
    """A figure of the data, and the interval in which other samples would put it.

    Attributes:
        value: The figure.
        interval: Its bootstrap interval, closed.
    """

    value: float
    interval: Interval

    def __str__(self) -> str:
        low, high = figure(self.interval.low), figure(self.interval.high)
        return f"{figure(self.value)} ({low} to {high})"


@attrs.frozen(kw_only=True)
class Comparison:
    """A figure of the old card and of the new, and what the new one changes.

    Attributes:
        old: That of the old card.
        new: That of the new card.
        difference: New less old, on the same draws.
        more_is_better: Whether a greater figure is a better one.

    Rule: RBK-04.
    """

    old: Estimate
    new: Estimate
    difference: Estimate
    more_is_better: bool

    @property
    def outlook(self) -> Outlook:
        """What the data show; nothing, unless the whole interval lies on one side."""
        ends = self.difference.interval
        if ends.low <= 0 <= ends.high:
            return "not shown"
        return "better" if (ends.low > 0) == self.more_is_better else "worse"


def compare(
    whole: tuple[float, float],
    draws: Sequence[tuple[float, float]],
    level: Decimal,
    *,
    more_is_better: bool,
) -> Comparison:
    """Set the figures of two cards side by side.

    Args:
        whole: The old and the new figure of all the data.
        draws: The same of each draw, at least one.
        level: The confidence level.
        more_is_better: Whether a greater figure is a better one.
    """
    old, new = whole
    return Comparison(
        old=_estimate(old, [each for each, _ in draws], level),
        new=_estimate(new, [each for _, each in draws], level),
        difference=_estimate(
            new - old, [after - before for before, after in draws], level
        ),
        more_is_better=more_is_better,
    )


def _estimate(value: float, draws: Sequence[float], level: Decimal) -> Estimate:
    """Leave out as many whole draws on either side as the level allows."""
    beyond = int((1 - Fraction(level)) / 2 * len(draws))
    ranked = sorted(draws)
    interval = Interval(
        low=ranked[beyond],
        high=ranked[-1 - beyond],
        level=level,
        method=_METHOD,
        reference=_REFERENCE,
    )
    return Estimate(value=value, interval=interval)


def figure(value: float) -> str:
    """Write a figure with four decimals; what rounds to nothing has no sign.

    Examples:
        >>> figure(0.79649), figure(-0.00001)
        ('0.7965', '0.0000')
    """
    # Adding 0 to what was rounded takes the sign from a zero.
    return f"{round(value, 4) + 0.0:.4f}"
