"""What a customer pays again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

import attrs

from partner_success.core.money import Money
from partner_success.partners.faults import Faults

__all__ = ["RevenueReading", "amounts_on"]


@attrs.frozen(kw_only=True)
class RevenueReading:
    """What a customer pays from a day on, until another reading says something else.

    What it pays in another currency is another matter, and stays as it is.

    Attributes:
        account_id: The id of the `Account`.
        on: The first day on which it holds.
        amount: The recurring revenue, at least 0; 0 once nothing is paid any more. It
            is that of a year, a month or whatever is chosen, for all customers alike.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> paid = RevenueReading(
        ...     account_id="a-1", on=date(2026, 5, 4), amount=Money("1250.00", "EUR"))
        >>> str(paid.amount)
        '1,250.00 EUR'
    """

    account_id: str
    on: date
    amount: Money

    def __attrs_post_init__(self) -> None:
        faults = Faults("revenue of", self.account_id)
        faults.id("account_id", self.account_id)
        faults.day("on", self.on)
        if cast(object, self.amount) is None:
            faults.wrong_type("amount", self.amount, "an amount (Money)")
        faults.money("amount", self.amount)
        faults.report()

    @property
    def currency(self) -> str:
        """The currency in which it is paid."""
        return self.amount.currency


def amounts_on(readings: Iterable[RevenueReading], day: date) -> dict[str, Money]:
    """Give what a customer pays on a day, by currency in the order of their names.

    Args:
        readings: Of the customer, in any order.
        day: The day.
    """
    newest: dict[str, RevenueReading] = {}
    for each in readings:
        known = newest.get(each.currency)
        if each.on <= day and (known is None or each.on > known.on):
            newest[each.currency] = each
    return {currency: each.amount for currency, each in sorted(newest.items())}
