"""A partner's assumptions whose sums can be followed by hand."""

from __future__ import annotations

from typing import Any

from partner_success.core import Money
from partner_success.practice.returns import BusinessAssumptions


def usd(amount: int | str) -> Money:
    """Give an amount in dollars."""
    return Money(amount, "USD")


def ours(**more: Any) -> BusinessAssumptions:
    """Give assumptions by which an hour a week costs 30 dollars, 130 a month."""
    facts: dict[str, Any] = {
        "customers": 10,
        "hours_per_customer": 0.1,
        "hourly_cost": usd(30),
    }
    return BusinessAssumptions(**{**facts, **more})
