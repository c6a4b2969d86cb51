"""How much revenue and how many partners stayed."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from partner_success.analytics.roles.figures import share_of
from partner_success.analytics.roles.revenue import added_revenue
from partner_success.analytics.roles.scope import Scope, has_left
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.engagement.kpis.retention import (
    RecurringRevenue,
    gross_retention,
    net_retention,
)

__all__ = ["RevenueLine", "partner_counts", "partner_retention", "revenue_lines"]


@attrs.frozen(kw_only=True)
class RevenueLine:
    """What became of recurring revenue in one currency.

    Attributes:
        id: The currency.
        revenue: The amounts, added up over all partners that have some.
        partners: How many partners these are.

    Rule: ANL-02.
    """

    id: str
    revenue: RecurringRevenue
    partners: int

    @property
    def gross(self) -> Ratio:
        """Revenue kept, of that at the start."""
        return gross_retention(self.revenue)

    @property
    def net(self) -> Ratio:
        """Revenue kept and added, of that at the start."""
        return net_retention(self.revenue)

    @property
    def expansion(self) -> Money:
        """Revenue won with customers who took more."""
        return self.revenue.expanded


def revenue_lines(known: Iterable[RecurringRevenue]) -> Catalogue[RevenueLine]:
    """Add up recurring revenue by currency; nothing is converted.

    Args:
        known: That of each partner of which it is known.
    """
    found: dict[str, list[RecurringRevenue]] = {}
    for revenue in known:
        found.setdefault(revenue.at_start.currency, []).append(revenue)
    return Catalogue(
        (
            RevenueLine(
                id=currency, revenue=added_revenue(own, currency), partners=len(own)
            )
            for currency, own in sorted(found.items())
        ),
        kind="currency",
    )


def partner_counts(scope: Scope) -> tuple[int, int]:
    """Count the partners in the stage when the period began, and those that stayed.

    At the start counts who had started the stage and not left by the first day, that
    day included; who has not left by the last day has stayed.
    """
    at_start = [
        each
        for each in scope.facts
        if (started := scope.started(each)) is not None
        and started <= scope.period.first
        and not has_left(each, scope.period.first)
    ]
    stayed = sum(not has_left(each, scope.period.last) for each in at_start)
    return len(at_start), stayed


def partner_retention(at_start: int, stayed: int) -> Ratio:
    """Give the partners that stayed, of those in the stage when the period began."""
    return share_of(
        "partner retention",
        stayed,
        "partners active at both ends",
        at_start,
        "partners at the start",
    )
