"""What came back of what was put in, in both ways to read it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import attrs

from partner_success.errors import UnknownNameError
from partner_success.practice.returns.numbers import money_text, percent_text

__all__ = ["Reading", "ReturnRatio"]


class Reading(StrEnum):
    """How a return on investment is read.

    Attributes:
        OVER_INVESTMENT: All that comes back, over what was invested: what just pays
            for itself has 100 %.
        NET_OF_INVESTMENT: What comes back beyond the investment, over it: what just
            pays for itself has 0 %.
    """

    OVER_INVESTMENT = "over_investment"
    NET_OF_INVESTMENT = "net_of_investment"


@attrs.frozen(kw_only=True)
class ReturnRatio:
    """A return and the investment that it is related to, exact.

    Attributes:
        returned: What comes back, in whole units of the currency.
        invested: What was put in, in the same unit, at least 0.
        currency: The currency of both.

    Examples:
        >>> ratio = ReturnRatio(returned=Fraction(11), invested=Fraction(4),
        ...     currency="USD")
        >>> ratio.over_investment, ratio.net_of_investment
        (Fraction(11, 4), Fraction(7, 4))

    Rule: ROI-01.
    """

    returned: Fraction
    invested: Fraction
    currency: str

    @property
    def gain(self) -> Fraction:
        """What comes back beyond the investment; below 0 where it is a loss."""
        return self.returned - self.invested

    @property
    def over_investment(self) -> Fraction | None:
        """All that comes back over the investment; None where nothing is invested."""
        return self.share(Reading.OVER_INVESTMENT)

    @property
    def net_of_investment(self) -> Fraction | None:
        """The gain over the investment; None where nothing is invested."""
        return self.share(Reading.NET_OF_INVESTMENT)

    def numerator(self, reading: Reading) -> Fraction:
        """Give what is set against the investment in a reading.

        Raises:
            UnknownNameError: There is no such reading.
        """
        if reading not in tuple(Reading):
            raise UnknownNameError("reading", reading, list(Reading))
        return self.returned if reading == Reading.OVER_INVESTMENT else self.gain

    def share(self, reading: Reading) -> Fraction | None:
        """Give the ratio in a reading, exact; None where nothing is invested."""
        return self.numerator(reading) / self.invested if self.invested else None

    def told(self, reading: Reading) -> str:
        """Write the ratio in a reading with what it is made of."""
        name = reading.replace("_", " ")
        over = money_text(self.invested, self.currency)
        parts = f"{money_text(self.numerator(reading), self.currency)} over {over}"
        if not self.invested:
            return f"{name}: none, because nothing is invested ({parts})"
        return f"{name}: {percent_text(self.share(reading))}, {parts}"

    def __str__(self) -> str:
        if not self.invested:
            return "no return on investment, because nothing is invested"
        over, net = (percent_text(self.share(each)) for each in Reading)
        return f"{over} over investment, {net} net of it"
