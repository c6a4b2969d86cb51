"""How many engagement executives a partner has, and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.money import ExchangeRate, Money
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import ConversionError, InvalidValueError
from partner_success.practice.staffing.ranges import PeopleRange
from partner_success.practice.staffing.tiers import ExecutiveTerms, ExecutiveTier

__all__ = ["ExecutiveNeed", "executive_need"]

_RULES = ("STF-02",)


@attrs.frozen(kw_only=True)
class ExecutiveNeed(Explained):
    """How many engagement executives a partner has.

    Attributes:
        customers: How many customers it serves.
        revenue: Their yearly recurring revenue, in the currency of the rule; ``None``
            where it was not told.
        tier: What holds for so many customers.
        by_revenue: What the revenue calls for; ``None`` where it was not told, or does
            not count.
        least: How many at least.
        most: How many at most (closed); ``None`` where there is no end.
        reasons: Why.
        provenance: The rulebook edition that decided.

    Rule: STF-02.
    """

    customers: int
    revenue: Money | None
    tier: ExecutiveTier
    by_revenue: PeopleRange | None
    least: int
    most: int | None
    reasons: tuple[Reason, ...]
    provenance: Provenance = Provenance()

    @property
    def dual_role(self) -> bool:
        """Whether they may have another role beside it."""
        return self.tier.dual_role

    @property
    def dedicated(self) -> bool:
        """Whether they do nothing else."""
        return not self.tier.dual_role

    @property
    def team(self) -> bool:
        """Whether they are a team of their own."""
        return self.tier.team

    @property
    def text(self) -> str:
        """The number in words, such as ``"2 or more"``."""
        if self.most is None:
            return f"{self.least} or more"
        return str(PeopleRange(least=self.least, most=self.most))

    def explain(self) -> Explanation:
        """Tell the number, and every reason for it."""
        kind = "a dedicated team of " if self.team else ""
        return Explanation(
            title=f"Engagement executives for {self.customers} customers: {kind}"
            f"{self.text}",
            remarks=tuple(reason.message for reason in self.reasons),
            provenance=self.provenance,
        )


def executive_need(
    customers: int,
    revenue: Money | None,
    *,
    rate: ExchangeRate | None,
    terms: ExecutiveTerms,
    provenance: Provenance,
) -> ExecutiveNeed:
    """Tell how many there are; see `StaffingPolicy.engagement_executives`.

    Rule: STF-02.
    """
    _check_customers(customers)
    worth = _revenue(revenue, rate, terms.currency)
    tier = terms.tier(customers)
    called = None
    if worth is not None and tier.by_revenue:
        called = _called(worth, terms)
    least, most = tier.people_least, tier.people_most
    if called is not None:
        least = max(least, called.least)
        most = None if most is None else max(most, called.most)
    elif tier.by_revenue:
        # Nobody knows how many more the revenue would call for.
        most = None
    return ExecutiveNeed(
        customers=customers,
        revenue=worth,
        tier=tier,
        by_revenue=called,
        least=least,
        most=most,
        reasons=tuple(_reasons(tier, worth, called, terms)),
        provenance=provenance,
    )


def _called(worth: Money, terms: ExecutiveTerms) -> PeopleRange:
    """Give the first executive, and one more for each full step of revenue."""
    first = terms.tier(0).people_least
    few, many = (
        Fraction(worth.amount) // Fraction(step)
        for step in (terms.revenue_most, terms.revenue_least)
    )
    return PeopleRange(least=first + few, most=first + many)


def _check_customers(customers: object) -> None:
    if isinstance(customers, bool) or not isinstance(customers, int) or customers < 0:
        raise InvalidValueError(
            "the number of customers is a whole number of at least 0, not"
            f" {shown(customers)}"
        )


def _revenue(revenue: object, rate: ExchangeRate | None, currency: str) -> Money | None:
    if revenue is None:
        return None
    if not isinstance(revenue, Money):
        raise InvalidValueError(
            f"recurring revenue is Money, such as Money(3_000_000, {currency!r}), not"
            f" {shown(revenue)}"
        )
    if revenue.amount < 0:
        raise InvalidValueError(f"recurring revenue is at least 0, not {revenue}")
    worth = revenue if rate is None else revenue.convert(rate)
    if worth.currency != currency:
        raise ConversionError(
            f"the rule counts recurring revenue in {currency}, and {worth} is not; give"
            f" rate=ExchangeRate(source={revenue.currency!r}, target={currency!r},"
            " rate=..., on=...)"
        )
    return worth


def _reasons(
    tier: ExecutiveTier,
    worth: Money | None,
    called: PeopleRange | None,
    terms: ExecutiveTerms,
) -> Iterator[Reason]:
    own = str(tier.people_least)
    if tier.people_most is None:
        own += " or more"
    elif tier.people_most != tier.people_least:
        own += f" to {tier.people_most}"
    place = "may have another role too" if tier.dual_role else "do nothing else"
    kinds = [
        f"{tier.name}, from {tier.from_customers} customers on: {own}, who {place}"
    ]
    kinds += ["the role is a formal one"] if tier.formal else []
    kinds += ["they are a team of their own"] if tier.team else []
    yield _reason("tier", "; ".join(kinds), tier, from_customers=tier.from_customers)
    steps = (
        f"{Money(terms.revenue_least, terms.currency)} to"
        f" {Money(terms.revenue_most, terms.currency)}"
    )
    if called is not None:
        message = (
            f"{worth} of yearly recurring revenue call for {called}: the first, and one"
            f" more for every full {steps}; of both numbers the greater counts at each"
            " end"
        )
        yield _reason("revenue", message, terms, least=called.least, most=called.most)
    elif tier.by_revenue:
        message = (
            f"the yearly recurring revenue is not known; every full {steps} of it"
            " calls for one more, so that there is no end"
        )
        yield _reason("revenue-unknown", message, terms)
    elif worth is not None:
        message = f"{worth} of yearly recurring revenue change nothing in this tier"
        yield _reason("revenue-idle", message, tier)


def _reason(
    code: str, message: str, source: ExecutiveTier | ExecutiveTerms, **facts: object
) -> Reason:
    return Reason(
        code=code,
        message=message,
        rules=_RULES,
        citations=source.citations,
        facts=facts,
    )
