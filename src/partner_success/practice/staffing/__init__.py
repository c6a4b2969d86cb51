"""How many people a portfolio needs, and what each of them can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.staffing.executives import ExecutiveNeed
    from partner_success.practice.staffing.hours import AccountWork, Capacity
    from partner_success.practice.staffing.loads import Aim, LoadState, PersonLoad
    from partner_success.practice.staffing.policy import StaffingPolicy
    from partner_success.practice.staffing.ranges import HoursRange, PeopleRange
    from partner_success.practice.staffing.results import (
        RolePlan,
        StaffingPlan,
        TakenAccount,
        UntakenAccount,
    )
    from partner_success.practice.staffing.tiers import ExecutiveTerms, ExecutiveTier
    from partner_success.practice.staffing.work import (
        Account,
        PhaseHours,
        RoleLoad,
        StaffMember,
    )

__all__ = [
    "Account",
    "AccountWork",
    "Aim",
    "Capacity",
    "ExecutiveNeed",
    "ExecutiveTerms",
    "ExecutiveTier",
    "HoursRange",
    "LoadState",
    "PeopleRange",
    "PersonLoad",
    "PhaseHours",
    "RoleLoad",
    "RolePlan",
    "StaffMember",
    "StaffingPlan",
    "StaffingPolicy",
    "TakenAccount",
    "UntakenAccount",
]

export(
    __name__,
    """
    executives: ExecutiveNeed
    hours: AccountWork Capacity
    loads: Aim LoadState PersonLoad
    policy: StaffingPolicy
    ranges: HoursRange PeopleRange
    results: RolePlan StaffingPlan TakenAccount UntakenAccount
    tiers: ExecutiveTerms ExecutiveTier
    work: Account PhaseHours RoleLoad StaffMember
    """,
)
