"""Partners, deals and rates for the tests of incentives, short to write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from partner_success.core import Catalogue, Money
from partner_success.practice.incentives import (
    Activation,
    CalendarMonth,
    Deal,
    IncentiveLine,
    IncentivePartner,
    IncentivePolicy,
    IncentiveRates,
    PayTier,
    PerformanceResult,
    RenewalResult,
    UsageMonth,
)
from partner_success.rulebook.loading import read_families
from partner_success.rulebook.store import standard_document

ON = date(2026, 12, 31)


def usd(amount: int | str) -> Money:
    """Give dollars."""
    return Money(amount, "USD")


def tier(id_: str, performance: int, rate: int, investment: int = 0) -> PayTier:
    """Give a tier that is called as its id."""
    return PayTier(
        id=id_,
        name=id_,
        performance=Decimal(performance),
        rate=Decimal(rate),
        investment=Decimal(investment),
    )


TIERS = Catalogue([tier("basic", 50, 2), tier("plus", 80, 4, 3)], kind="tier")
RATES = IncentiveRates(
    adoption=Decimal("2.5"),
    activation=usd(500),
    adopt=TIERS,
    expand=Catalogue([tier("all", 0, 3)], kind="tier"),
    renewal=Decimal(1),
)


def partner(**changes: Any) -> IncentivePartner:
    """Give a partner who may earn everything."""
    given: dict[str, Any] = {
        "id": "acme",
        "level": "gold",
        "specialisations": ["customer_experience"],
        "architectures": ["security"],
    }
    return IncentivePartner(**given | changes)


def usage(first: str, *active: int | None, licensed: int | None = 100) -> Any:
    """Give so many months running with their active users, from the first."""
    month, found = CalendarMonth.parse(first), []
    for count in active:
        found.append(UsageMonth(month=month, active=count, licensed=licensed))
        month = month.next()
    return tuple(found)


def deal(**changes: Any) -> Deal:
    """Give a deal of 1,000 dollars that earned the incentive with March."""
    given: dict[str, Any] = {
        "id": "d-1",
        "customer": "a-1",
        "starts_on": date(2026, 1, 1),
        "value": usd(1000),
        "driven": True,
        "plan_filed_on": date(2026, 2, 1),
        "months": usage("2026-01", 60, 60, 60),
    }
    return Deal(**given | changes)


def activation(**changes: Any) -> Activation:
    """Give an activation that telemetry proved in the first quarter."""
    given: dict[str, Any] = {
        "id": "n-1",
        "customer": "a-1",
        "proof": "telemetry",
        "proved_on": date(2026, 3, 31),
    }
    return Activation(**given | changes)


def result(incentive: str = "adopt", **changes: Any) -> PerformanceResult:
    """Give a first quarter that reached the first tier, on 1,000 dollars."""
    given: dict[str, Any] = {
        "incentive": incentive,
        "on": date(2026, 2, 1),
        "performance": 50,
        "investment": 0,
        "basis": usd(1000),
    }
    return PerformanceResult(**given | changes)


def renewals(renewed: Any, due: Any, **changes: Any) -> RenewalResult:
    """Give renewals of the first quarter, worth 1,000 dollars."""
    given: dict[str, Any] = {"on": date(2026, 2, 1), "value": usd(1000)}
    return RenewalResult(renewed=renewed, due=due, **given | changes)


def paid(line: IncentiveLine) -> list[tuple[str, str]]:
    """Give the quarters and amounts of a line."""
    return [(each.quarter.label, str(each.amount)) for each in line.payments]


def lacking(line: IncentiveLine) -> dict[str, bool | None]:
    """Give the conditions of a line that are not met."""
    return {each.id: each.met for each in line.lacking}


def found(line: IncentiveLine, id_: str) -> str:
    """Give what was found of a condition."""
    [each] = [each for each in line.conditions if each.id == id_]
    return each.found


def short_document() -> dict[str, Any]:
    """Give the families of renewals and incentives, and no others, to be changed."""
    whole = standard_document()
    return {name: whole[name] for name in ("edition", "renewals", "incentives")}


def loaded(document: dict[str, Any]) -> IncentivePolicy:
    """Give the policy of a document that has nothing wrong but what is left out."""
    values, problems = read_families(document)
    assert {each.code for each in problems} == {"missing-key"}
    policy: IncentivePolicy = values["incentives"]
    return policy
