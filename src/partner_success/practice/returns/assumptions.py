"""What a partner assumes of its own business case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from partner_success.core.money import Money
from partner_success.core.months import MONTHS_A_YEAR
from partner_success.core.quantities import HUNDRED, as_decimal
from partner_success.partners.faults import Faults
from partner_success.practice.returns.numbers import (
    check_number,
    check_whole,
)

__all__ = ["WHOLE_MONTHS", "BusinessAssumptions"]

_MONEY: Final = (
    "hourly_cost",
    "set_up",
    "tools",
    "rebates",
    "discounts",
    "revenue_per_customer",
)
_NUMBERS: Final = ("customers", "hours_per_customer", "growth_before", "growth_after")
_SHARES: Final = ("margin", "churn_before", "churn_after")
# No case reaches further than Python's days do; the rulebook has the true limit.
_MOST_MONTHS: Final = MONTHS_A_YEAR * (date.max.year - date.min.year)

WHOLE_MONTHS: Final = {
    "tools_from": (1, _MOST_MONTHS),
    "rebate_every": (1, MONTHS_A_YEAR),
    "rebate_delay": (0, _MOST_MONTHS),
    "months": (1, _MOST_MONTHS),
}
"""The assumptions that are whole months: the least and the most of each, inside."""


def _optional(value: Decimal | float | None) -> Decimal | None:
    return None if value is None else as_decimal(value)


@attrs.frozen(kw_only=True)
class BusinessAssumptions:
    """What a partner puts into customer success for a vendor, and hopes to get.

    Whatever is not given counts nothing. All amounts are in one currency.

    Attributes:
        customers: How many customers its CSMs look after, at least 0.
        hours_per_customer: Hours a week that a CSM spends on the vendor's motions for
            one customer, at least 0: two hours a week for ten customers are 0.2.
        hourly_cost: What an hour of a CSM costs, with all that is paid beside wages.
        name: The name for people.
        set_up: What is paid once, at the start: training, certification, tools.
        tools: What the partner's own platform costs a year.
        tools_from: The month of the case from which on the platform is paid, at least
            1; a vendor may lend its own before.
        rebates: What the vendor pays back a year.
        rebate_every: Every how many months rebates are paid, 1 to 12; ``None`` for what
            the rulebook says.
        rebate_delay: How many months after what they are for they are paid, at least
            0; ``None`` for what the rulebook says.
        discounts: How much less purchases cost a year.
        revenue_per_customer: What a customer pays a year again and again.
        margin: Which share of the revenue stays with the partner, in percent, 0 to 100;
            at 100 revenue counts whole.
        growth_before: By how much the revenue of the same customers grows without
            customer success, in percent a year, at least 0.
        growth_after: The same with it.
        churn_before: How much of the revenue is lost without customer success, in
            percent a year, 0 to 100.
        churn_after: The same with it.
        discount_rate: By how much money is worth less a year later, in percent, at
            least 0; ``None`` where no present value is asked for.
        starts_on: The first day of the first month; ``None`` where months are only
            numbered.
        months: How many months are looked at, at least 1; ``None`` for what the
            rulebook says.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> ours = BusinessAssumptions(customers=10, hours_per_customer="0.15",
        ...     hourly_cost=Money(80, "USD"))
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidDataError: business case: 1 fault
          - hours_per_customer: must be a number, not str '0.15'; convert it first

    Rule: INC-04.
    """

    customers: Decimal = attrs.field(converter=as_decimal)
    hours_per_customer: Decimal = attrs.field(converter=as_decimal)
    hourly_cost: Money
    name: str = "Business case"
    set_up: Money | None = None
    tools: Money | None = None
    tools_from: int = 1
    rebates: Money | None = None
    rebate_every: int | None = None
    rebate_delay: int | None = None
    discounts: Money | None = None
    revenue_per_customer: Money | None = None
    margin: Decimal = attrs.field(default=Decimal(HUNDRED), converter=as_decimal)
    growth_before: Decimal = attrs.field(default=Decimal(0), converter=as_decimal)
    growth_after: Decimal = attrs.field(default=Decimal(0), converter=as_decimal)
    churn_before: Decimal = attrs.field(default=Decimal(0), converter=as_decimal)
    churn_after: Decimal = attrs.field(default=Decimal(0), converter=as_decimal)
    discount_rate: Decimal | None = attrs.field(default=None, converter=_optional)
    starts_on: date | None = None
    months: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("business case")
        faults.text("name", self.name)
        for path in _NUMBERS:
            check_number(faults, path, getattr(self, path))
        for path in _SHARES:
            check_number(faults, path, getattr(self, path), most=HUNDRED)
        if self.discount_rate is not None:
            check_number(faults, "discount_rate", self.discount_rate)
        self._check_money(faults)
        self._check_months(faults)
        faults.report()

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.hourly_cost.currency

    def _check_money(self, faults: Faults) -> None:
        own = faults.record("hourly_cost", self.hourly_cost, Money)
        for path in _MONEY:
            amount: Money | None = getattr(self, path)
            faults.money(path, amount)
            if own is None or not isinstance(amount, Money):
                continue
            if amount.currency != own.currency:
                message = (
                    f"is in {amount.currency}, and hourly_cost is in {own.currency};"
                    " two currencies do not add up, so convert one of them first, such"
                    " as with amount.convert(ExchangeRate(...))"
                )
                faults.add(path, "two-currencies", message, str(amount))

    def _check_months(self, faults: Faults) -> None:
        faults.day("starts_on", self.starts_on, optional=True)
        for path, (least, most) in WHOLE_MONTHS.items():
            given: int | None = getattr(self, path)
            if given is not None or path == "tools_from":
                check_whole(faults, path, given, least, most)
