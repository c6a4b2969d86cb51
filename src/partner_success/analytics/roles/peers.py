"""Where one stands among others who do the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

import attrs

from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio

__all__ = ["PeerStanding", "peer_standing"]


@attrs.frozen(kw_only=True)
class PeerStanding:
    """Where one stands in a group.

    Attributes:
        group: How many the group has, the one among them.
        below: How many of the others have less.
        level: How many of the others have exactly as much.
        least_group: In a smaller group nothing is told.

    Rule: ANL-07.
    """

    group: int
    below: int
    level: int
    least_group: int

    @property
    def percentile(self) -> Ratio | None:
        """The share of the others that have less, those level counted half.

        From 0, where all others have more, to 100, where all have less (both closed);
        where all have the same it is 50 for each. None in a group that is too small.
        """
        if self.group < self.least_group:
            return None
        return Ratio(
            name="percentile among peers",
            numerator=Figure(
                self.below + Fraction(self.level, 2), "below, those level counted half"
            ),
            denominator=Figure(Fraction(self.group - 1), "others"),
            unit=PERCENT,
        )


def peer_standing(
    own: Fraction, rising: Sequence[Fraction], least_group: int
) -> PeerStanding:
    """Give where one stands in a group.

    Args:
        own: What the one has.
        rising: What all of the group have, the one too, in rising order.
        least_group: In a smaller group nothing is told; at least 2.

    Examples:
        >>> rates = [Fraction(rate) for rate in (1, 2, 2, 5)]
        >>> standing = peer_standing(Fraction(2), rates, least_group=2)
        >>> standing.below, standing.level, str(standing.percentile.exact)
        (1, 1, '50')

    Rule: ANL-07.
    """
    below = bisect_left(rising, own)
    return PeerStanding(
        group=len(rising),
        below=below,
        level=bisect_right(rising, own) - below - 1,
        least_group=least_group,
    )
