"""How much recurring revenue stays, and how much of it grows."""

from __future__ import annotations

from fractions import Fraction

import attrs

from partner_success.core.money import Money
from partner_success.engagement.kpis.arguments import not_negative
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio
from partner_success.errors import InvalidValueError

__all__ = ["RecurringRevenue", "gross_churn", "gross_retention", "net_retention"]


@attrs.frozen(kw_only=True)
class RecurringRevenue:
    """What became, over a period, of the recurring revenue there was at its start.

    Only customers of the start count: what new ones bring is left out.

    Attributes:
        at_start: The recurring revenue at the start of the period.
        churned: What was lost with customers who left.
        contracted: What was lost with customers who stayed and took less.
        expanded: What was won with customers who stayed and took more.

    Raises:
        InvalidUseError: An amount is no money.
        InvalidValueError: An amount is below 0, or more was lost than there was.
        ConversionError: Amounts are of two currencies.

    Rule: ENG-08.
    """

    at_start: Money
    churned: Money
    contracted: Money
    expanded: Money

    def __attrs_post_init__(self) -> None:
        for field in attrs.fields(RecurringRevenue):
            not_negative(getattr(self, field.name), field.name)
        # Adding refuses another currency, of an expansion too.
        _ = self.at_start + self.expanded
        if self.lost > self.at_start:
            raise InvalidValueError(
                f"{self.lost} were lost by churn and contraction, of only"
                f" {self.at_start} at the start; leave out what new customers brought"
                " and took away"
            )

    @property
    def lost(self) -> Money:
        """What churn and contraction took."""
        return self.churned + self.contracted


def gross_churn(revenue: RecurringRevenue) -> Ratio:
    """Give the share of recurring revenue lost by churn and contraction.

    Returns:
        Per cent from 0 to 100 (closed); with gross retention it makes 100.

    Examples:
        >>> usd = lambda amount: Money(amount, "USD")
        >>> print(gross_churn(RecurringRevenue(at_start=usd(1000), churned=usd(50),
        ...     contracted=usd(30), expanded=usd(200))))
        gross churn: 8 % (80 USD lost / 1000 USD at the start)

    Rule: ENG-08.
    """
    return _of_start("gross churn", revenue, revenue.lost, "lost")


def gross_retention(revenue: RecurringRevenue) -> Ratio:
    """Give the share of recurring revenue kept, what was won besides left out.

    Returns:
        Per cent from 0 to 100 (closed), never above net retention.

    Examples:
        >>> usd = lambda amount: Money(amount, "USD")
        >>> print(gross_retention(RecurringRevenue(at_start=usd(1000), churned=usd(50),
        ...     contracted=usd(30), expanded=usd(200))))
        gross retention: 92 % (920 USD kept / 1000 USD at the start)

    Rule: ENG-08.
    """
    kept = revenue.at_start - revenue.lost
    return _of_start("gross retention", revenue, kept, "kept")


def net_retention(revenue: RecurringRevenue) -> Ratio:
    """Give the share of recurring revenue kept, with what the same customers added.

    Returns:
        Per cent from 0 up; above 100 where expansion outweighs what was lost.

    Examples:
        >>> usd = lambda amount: Money(amount, "USD")
        >>> print(net_retention(RecurringRevenue(at_start=usd(1000), churned=usd(50),
        ...     contracted=usd(30), expanded=usd(200))))
        net retention: 112 % (1120 USD kept and added / 1000 USD at the start)

    Rule: ENG-08.
    """
    kept = revenue.at_start - revenue.lost + revenue.expanded
    return _of_start("net retention", revenue, kept, "kept and added")


def _of_start(name: str, revenue: RecurringRevenue, part: Money, of: str) -> Ratio:
    start = revenue.at_start
    return Ratio(
        name=name,
        numerator=Figure(Fraction(part.amount), f"{part.currency} {of}"),
        denominator=Figure(Fraction(start.amount), f"{start.currency} at the start"),
        unit=PERCENT,
    )
