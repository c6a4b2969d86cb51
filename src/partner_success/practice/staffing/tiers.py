"""How many engagement executives a partner has, by the customers it serves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from partner_success.core.checks import fault, form_faults
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.errors import InvalidValueError, Problem

__all__ = ["ExecutiveTerms", "ExecutiveTier", "executive_faults"]


@attrs.frozen(kw_only=True)
class ExecutiveTier:
    """How engagement executives are staffed from a number of customers on.

    Attributes:
        id: The name for programs.
        name: The name for people.
        from_customers: From how many customers on it holds, up to the next tier.
        people_least: How many executives at least.
        people_most: How many at most (closed); ``None`` where there is no end.
        dual_role: Whether they may have another role beside it.
        formal: Whether the role is a formal one.
        team: Whether they are a team of their own.
        by_revenue: Whether recurring revenue can call for more.
        citations: Where it comes from.

    Rule: STF-02.
    """

    id: str
    name: str
    from_customers: int
    people_least: int
    people_most: int | None = None
    dual_role: bool = False
    formal: bool = False
    team: bool = False
    by_revenue: bool = False
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ExecutiveTerms:
    """How many engagement executives a partner has.

    Attributes:
        tiers: The tiers, the one for the fewest customers first.
        revenue_least: For how much yearly recurring revenue there is one more, where
            there are many; whole units of `currency`.
        revenue_most: The same where there are few, at least `revenue_least`.
        currency: The currency of both, such as ``"USD"``.
        citations: Where the terms come from.

    Rule: STF-02.
    """

    tiers: Catalogue[ExecutiveTier]
    revenue_least: Decimal
    revenue_most: Decimal
    currency: str
    citations: tuple[Citation, ...] = ()

    def tier(self, customers: int) -> ExecutiveTier:
        """Give the tier of a number of customers, which is at least 0."""
        reached = [each for each in self.tiers if each.from_customers <= customers]
        return reached[-1]


def executive_faults(terms: ExecutiveTerms) -> Iterator[Problem]:
    """Name what no number of executives can be told by."""
    yield from form_faults("executives.tiers", terms.tiers)
    before = -1
    for place, tier in enumerate(terms.tiers):
        path = f"executives.tiers[{place}]"
        if (place == 0) != (tier.from_customers == 0) or tier.from_customers <= before:
            message = "tiers begin at 0 customers and each one above the tier before"
            where = f"{path}.from_customers"
            yield fault(where, "out-of-order", message, tier.from_customers)
        before = tier.from_customers
        if tier.people_least < 0:
            yield fault(
                f"{path}.people_least",
                "out-of-range",
                "is at least 0",
                tier.people_least,
            )
        if tier.people_most is not None and tier.people_most < tier.people_least:
            message = f"is at least {tier.people_least}, as many as there are at least"
            yield fault(
                f"{path}.people_most", "out-of-range", message, tier.people_most
            )
    if not len(terms.tiers):
        message = "there is at least one tier"
        yield fault("executives.tiers", "empty", message, ())
    if terms.revenue_least <= 0:
        message = "is above 0"
        where = "executives.revenue_least"
        yield fault(where, "out-of-range", message, terms.revenue_least)
    if terms.revenue_most < terms.revenue_least:
        message = "is at least revenue_least"
        where = "executives.revenue_most"
        yield fault(where, "out-of-range", message, terms.revenue_most)
    try:
        Money(0, terms.currency)
    except InvalidValueError as error:
        message = str(error)
        yield Problem(path="executives.currency", code="wrong-text", message=message)
