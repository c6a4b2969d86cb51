"""Accounts, people and small policies for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from partner_success.core.collections import Catalogue
from partner_success.practice.staffing import (
    Account,
    ExecutiveTerms,
    ExecutiveTier,
    PhaseHours,
    RoleLoad,
    StaffingPolicy,
    StaffMember,
)

PHASES = Catalogue(
    [
        PhaseHours(
            id="start", name="Start", hours_least=Decimal(4), hours_most=Decimal(6)
        )
    ],
    kind="phase",
)
HELPER = RoleLoad(id="helper", name="Helper", unit="accounts", least=2, most=3)
KEEPER = RoleLoad(id="keeper", name="Keeper", unit="accounts", most=4, phases=PHASES)


def role(**changes: Any) -> RoleLoad:
    """Give a role of at most three accounts."""
    given: dict[str, Any] = {"id": "helper", "name": "Helper", "unit": "accounts"}
    given |= {"most": 3, **changes}
    return RoleLoad(**given)


def tier(**changes: Any) -> ExecutiveTier:
    """Give a tier of one executive."""
    given: dict[str, Any] = {"id": "all", "name": "All", "from_customers": 0}
    given |= {"people_least": 1, **changes}
    return ExecutiveTier(**given)


def terms(*tiers: ExecutiveTier, **changes: Any) -> ExecutiveTerms:
    """Give terms with one tier, or others."""
    given: dict[str, Any] = {
        "tiers": Catalogue(tiers or [tier()], kind="tier"),
        "revenue_least": Decimal(1),
        "revenue_most": Decimal(2),
        "currency": "USD",
    }
    return ExecutiveTerms(**{**given, **changes})


def policy(*roles: RoleLoad, **changes: Any) -> StaffingPolicy:
    """Give a policy of helpers and keepers who have ten hours a week, or of others."""
    given: dict[str, Any] = {
        "id": "small",
        "name": "Small",
        "position_hours": Decimal(10),
        "weeks_a_year": 52,
        "touch_hours": Decimal(1),
        "roles": Catalogue(roles or [HELPER, KEEPER], kind="role"),
        "executives": terms(),
    }
    return StaffingPolicy(**{**given, **changes})


def account(id_: str, role_id: str = "helper", **more: Any) -> Account:
    """Give an account."""
    return Account(id=id_, role=role_id, **more)


def person(
    id_: str, *accounts: str, role_id: str = "helper", **more: Any
) -> StaffMember:
    """Give somebody who looks after accounts."""
    return StaffMember(id=id_, role=role_id, accounts=accounts, **more)


def hours(least: Any, most: Any = None) -> dict[str, Any]:
    """Give the hours of an account; one number for both ends."""
    return {"hours_least": least, "hours_most": least if most is None else most}
