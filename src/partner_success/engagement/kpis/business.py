"""The classical KPIs of a service business: money, hours and tickets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from partner_success.core.collections import FrozenMap
from partner_success.core.money import Money
from partner_success.core.quantities import Number
from partner_success.engagement.kpis.arguments import (
    count,
    exact,
    named,
    not_above,
    not_negative,
)
from partner_success.engagement.kpis.breakdown import Breakdown
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio

__all__ = [
    "billable_share",
    "customer_distribution",
    "effective_rate",
    "offering_margin",
    "resource_utilisation",
    "revenue_sources",
    "service_footprint",
    "tickets_per_customer",
    "tickets_per_technology",
]


def revenue_sources(revenue: Mapping[str, Money], *, currency: str) -> Breakdown:
    """Break revenue down by where it comes from.

    Args:
        revenue: The revenue of each source, such as ``{"managed services": ...}``.
        currency: The currency of all of it.

    Raises:
        InvalidUseError: It is no mapping of names to money.
        InvalidValueError: A revenue is below 0.
        ConversionError: A revenue is of another currency.

    Examples:
        >>> sources = revenue_sources({"licences": Money(250, "USD"),
        ...     "services": Money(750, "USD")}, currency="USD")
        >>> print(sources.explain())
        revenue by source: 1000 USD in all
        source    USD   %
        services  750  75
        licences  250  25

    Rule: ENG-08.
    """
    amounts = _money(revenue, "revenue", currency)
    return Breakdown(
        name="revenue by source",
        part="source",
        parts="sources",
        unit=currency,
        amounts=amounts,
    )


def customer_distribution(revenue: Mapping[str, Money], *, currency: str) -> Breakdown:
    """Break revenue down by customer; ``top(n)`` tells what hangs on the greatest.

    Args:
        revenue: The revenue of each customer.
        currency: The currency of all of it.

    Raises:
        InvalidUseError: It is no mapping of names to money.
        InvalidValueError: A revenue is below 0.
        ConversionError: A revenue is of another currency.

    Examples:
        >>> by_customer = customer_distribution({"acme": Money(600, "USD"),
        ...     "bolt": Money(300, "USD"), "core": Money(100, "USD")}, currency="USD")
        >>> print(by_customer.top(2))
        share of the 2 greatest: 90 % (900 USD / 1000 USD in all)

    Rule: ENG-08.
    """
    amounts = _money(revenue, "revenue", currency)
    return Breakdown(
        name="revenue by customer",
        part="customer",
        parts="customers",
        unit=currency,
        amounts=amounts,
    )


def offering_margin(*, revenue: Money, cost: Money) -> Ratio:
    """Give what of an offering's revenue is left after its cost.

    Returns:
        Per cent up to 100 (closed); below 0 where the cost is more than the revenue.

    Raises:
        InvalidUseError: An amount is no money.
        InvalidValueError: An amount is below 0.
        ConversionError: The two are of two currencies.

    Examples:
        >>> print(offering_margin(revenue=Money(500, "USD"), cost=Money(350, "USD")))
        offering margin: 30 % (150 USD left / 500 USD revenue)

    Rule: ENG-08.
    """
    left = not_negative(revenue, "revenue") - not_negative(cost, "cost")
    return Ratio(
        name="offering margin",
        numerator=Figure(Fraction(left.amount), f"{left.currency} left"),
        denominator=_revenue(revenue),
        unit=PERCENT,
    )


def effective_rate(*, revenue: Money, hours: Number) -> Ratio:
    """Give what an hour of work brings, of a customer or of an offering.

    Args:
        revenue: What the customer or the offering brought.
        hours: All hours worked for it, billed or not; at least 0, exact.

    Raises:
        InvalidUseError: The revenue is no money.
        InvalidValueError: The revenue is below 0, or the hours are no exact number from
            0 up.

    Examples:
        >>> print(effective_rate(revenue=Money(4800, "USD"), hours=40))
        effective rate: 120 USD per hour (4800 USD revenue / 40 hours worked)

    Rule: ENG-08.
    """
    worked = exact(hours, "hours")
    return Ratio(
        name="effective rate",
        numerator=_revenue(not_negative(revenue, "revenue")),
        denominator=Figure(worked, "hours worked"),
        unit=f"{revenue.currency} per hour",
    )


def resource_utilisation(*, worked: Number, available: Number) -> Ratio:
    """Give the share of available hours that were worked for customers.

    Returns:
        Per cent; above 100 where more was worked than was available.

    Raises:
        InvalidValueError: The hours are no exact number from 0 up.

    Examples:
        >>> print(resource_utilisation(worked=120, available=160))
        resource utilisation: 75 % (120 hours worked / 160 hours available)

    Rule: ENG-08.
    """
    return Ratio(
        name="resource utilisation",
        numerator=Figure(exact(worked, "worked"), "hours worked"),
        denominator=Figure(exact(available, "available"), "hours available"),
        unit=PERCENT,
    )


def billable_share(*, billable: Number, worked: Number) -> Ratio:
    """Give the share of worked hours that can be billed.

    Raises:
        InvalidValueError: The hours are no exact number from 0 up, or more can be
            billed than were worked.

    Examples:
        >>> print(billable_share(billable=90, worked=120))
        billable hours: 75 % (90 hours billable / 120 hours worked)

    Rule: ENG-08.
    """
    part, whole = exact(billable, "billable"), exact(worked, "worked")
    not_above(part, whole, "hours billable", "hours worked")
    return Ratio(
        name="billable hours",
        numerator=Figure(part, "hours billable"),
        denominator=Figure(whole, "hours worked"),
        unit=PERCENT,
    )


def tickets_per_customer(tickets: Mapping[str, int]) -> Breakdown:
    """Break tickets down by customer; ``mean`` is the number per customer.

    Args:
        tickets: The tickets of each customer; those without one count with 0.

    Raises:
        InvalidUseError: It is no mapping by names.
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(tickets_per_customer({"acme": 5, "bolt": 0}).mean.exact)
        5/2

    Rule: ENG-08.
    """
    return Breakdown(
        name="tickets by customer",
        part="customer",
        parts="customers",
        unit="tickets",
        amounts=_counts(tickets, "tickets"),
    )


def tickets_per_technology(tickets: Mapping[str, int]) -> Breakdown:
    """Break tickets down by technology.

    Args:
        tickets: The tickets about each technology.

    Raises:
        InvalidUseError: It is no mapping by names.
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(tickets_per_technology({"backup": 9, "network": 3}).share("network"))
        share of network: 25 % (3 tickets / 12 tickets in all)

    Rule: ENG-08.
    """
    return Breakdown(
        name="tickets by technology",
        part="technology",
        parts="technologies",
        unit="tickets",
        amounts=_counts(tickets, "tickets"),
    )


def service_footprint(under_contract: Mapping[str, int]) -> Breakdown:
    """Add up the devices or users under contract, by service.

    Args:
        under_contract: Devices or users of each service; ``whole`` is all of them.

    Raises:
        InvalidUseError: It is no mapping by names.
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(service_footprint({"backup": 120, "network": 80}))
        service footprint: 200 devices or users in all

    Rule: ENG-04.
    """
    return Breakdown(
        name="service footprint",
        part="service",
        parts="services",
        unit="devices or users",
        amounts=_counts(under_contract, "under_contract"),
    )


def _revenue(revenue: Money) -> Figure:
    return Figure(Fraction(revenue.amount), f"{revenue.currency} revenue")


def _money(
    given: Mapping[str, Money], name: str, currency: str
) -> FrozenMap[str, Fraction]:
    zero, found = Money(0, currency), dict[str, Fraction]()
    for part, value in named(given, name):
        # Adding to zero of the currency refuses every other one.
        amount = zero + not_negative(value, f"{name} of {part!r}")
        found[part] = Fraction(amount.amount)
    return FrozenMap(found)


def _counts(given: Mapping[str, int], name: str) -> FrozenMap[str, Fraction]:
    return FrozenMap(
        {
            part: Fraction(count(value, f"{name} of {part!r}"))
            for part, value in named(given, name)
        }
    )
