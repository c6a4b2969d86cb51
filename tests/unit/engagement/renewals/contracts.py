"""Contracts for the tests of renewals, short to write."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from partner_success.core import Money, Period
from partner_success.engagement.renewals import ContractTerm, RenewalLine

QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
END = date(2026, 5, 15)


def usd(amount: int | str) -> Money:
    """Give dollars."""
    return Money(amount, "USD")


def line(contract: str = "c-1", **changes: Any) -> RenewalLine:
    """Give an open contract of 100 dollars that ends in the quarter."""
    given: dict[str, Any] = {
        "contract": contract,
        "customer": "a-1",
        "ends_on": END,
        "value": usd(100),
    }
    return RenewalLine(**given | changes)


def renewed(contract: str = "c-1", new: int | str = 100, **changes: Any) -> RenewalLine:
    """Give a contract of 100 dollars that was renewed."""
    return line(contract, outcome="renewed", renewed_value=usd(new), **changes)


def lost(contract: str = "c-1", reason: str = "price", **changes: Any) -> RenewalLine:
    """Give a contract of 100 dollars that was not renewed."""
    return line(contract, outcome="not_renewed", reason=reason, **changes)


def counted(
    kept: int, gone: int, undecided: int = 0, **changes: Any
) -> list[RenewalLine]:
    """Give so many contracts that were renewed, not renewed, and are open."""
    lines = [renewed(f"kept-{number}", **changes) for number in range(kept)]
    lines += [lost(f"gone-{number}", **changes) for number in range(gone)]
    return lines + [line(f"open-{number}", **changes) for number in range(undecided)]


def term(contract: str = "c-1", **changes: Any) -> ContractTerm:
    """Give a contract over the year 2026, of two dollars a day."""
    given: dict[str, Any] = {
        "contract": contract,
        "customer": "a-1",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "value": usd(730),
    }
    return ContractTerm(**given | changes)


def days(count: int) -> timedelta:
    """Give so many days."""
    return timedelta(days=count)
