"""What one person can carry, by role, and how many people it takes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.practice.staffing.faults import HOURS_OF_A_WEEK, role_faults
from partner_success.practice.staffing.hours import (
    AccountWork,
    Capacity,
    account_work,
    capacity_of,
)
from partner_success.practice.staffing.tiers import ExecutiveTerms, executive_faults
from partner_success.practice.staffing.work import Account, RoleLoad, StaffMember

__all__ = ["StaffingPolicy"]


@attrs.frozen(kw_only=True)
class StaffingPolicy:
    """What one person can carry, and how many people a portfolio needs.

    Attributes:
        id: The name for programs.
        name: The name for people.
        position_hours: Hours a week of a full position, above 0 and up to 168.
        weeks_a_year: How many weeks a year counts, so that a month is a twelfth of
            them.
        touch_hours: Hours that a touch takes where an account does not say.
        roles: What one person of each role can carry.
        executives: How many engagement executives a partner has.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: STF-01, STF-02, STF-03.
    """

    id: str
    name: str
    position_hours: Decimal
    weeks_a_year: int
    touch_hours: Decimal
    roles: Catalogue[RoleLoad]
    executives: ExecutiveTerms
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"staffing policy {self.id!r}", _faults(self))

    def work(self, account: Account) -> AccountWork:
        """Give the hours a week that an account takes.

        Its own hours count; where it has none, those of the phase that it is in; where
        it has none either, those of the role, divided by the most that a person can
        have (or not divided, where they are for each). Touches come on top: the touches
        of a month, times 12, over the weeks of a year, times the hours of one.

        Raises:
            UnknownNameError: There is no such role, or the role no such phase.

        Examples:
            >>> from decimal import Decimal
            >>> import partner_success as ps
            >>> acme = Account(id="acme", role="enterprise_tam", hours_least=2,
            ...     hours_most=4, touches=Decimal(13))
            >>> print(ps.standard().staffing.work(acme))
            5 to 7 h a week, its own, 3 h of them touches

        Rule: STF-01.
        """
        return account_work(
            account,
            self.roles[account.role],
            touch_hours=self.touch_hours,
            weeks_a_year=self.weeks_a_year,
        )

    def capacity(self, person: StaffMember) -> Capacity:
        """Give how much a person can carry: the numbers of the role times their share.

        Hours are their own where they are told, and else that share of a full position.

        Raises:
            UnknownNameError: There is no such role.

        Rule: STF-01.
        """
        role = self.roles[person.role]
        return capacity_of(person, role, position_hours=self.position_hours)


def _faults(policy: StaffingPolicy) -> Iterator[Problem]:
    if not 0 < policy.position_hours <= HOURS_OF_A_WEEK:
        message = f"is above 0 and up to {HOURS_OF_A_WEEK} hours a week"
        yield fault("position_hours", "out-of-range", message, policy.position_hours)
    if policy.weeks_a_year < 1:
        message = "a year has at least one week"
        yield fault("weeks_a_year", "out-of-range", message, policy.weeks_a_year)
    if not 0 <= policy.touch_hours <= HOURS_OF_A_WEEK:
        message = f"is from 0 to {HOURS_OF_A_WEEK} hours"
        yield fault("touch_hours", "out-of-range", message, policy.touch_hours)
    yield from role_faults(policy.roles)
    yield from executive_faults(policy.executives)
