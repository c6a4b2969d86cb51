"""What one person can carry, by role, and how many people it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import ExchangeRate, Money
from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.practice.staffing.checking import check_staff
from partner_success.practice.staffing.executives import ExecutiveNeed, executive_need
from partner_success.practice.staffing.faults import role_faults
from partner_success.practice.staffing.hours import (
    AccountWork,
    Capacity,
    account_work,
    capacity_of,
)
from partner_success.practice.staffing.planning import plan_role, put_together
from partner_success.practice.staffing.results import RolePlan, StaffingPlan
from partner_success.practice.staffing.tiers import ExecutiveTerms, executive_faults
from partner_success.practice.staffing.work import (
    HOURS_OF_A_WEEK,
    Account,
    RoleLoad,
    StaffMember,
)

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

    def engagement_executives(
        self,
        customers: int,
        revenue: Money | None = None,
        *,
        rate: ExchangeRate | None = None,
    ) -> ExecutiveNeed:
        """Tell how many engagement executives a partner has.

        The number of customers decides on the tier. Where the tier says so, revenue
        calls for the first executive and one more for every full 1 to 2 million (the
        numbers of the policy); at each end of the range the greater number counts.

        Args:
            customers: How many customers it serves, at least 0.
            revenue: Their yearly recurring revenue, at least 0; ``None`` where it is
                not known.
            rate: How to convert the revenue where it is in another currency.

        Raises:
            InvalidValueError: The customers are no count, or the revenue no amount of
                at least 0.
            ConversionError: The revenue is in another currency than the rule.

        Examples:
            >>> import partner_success as ps
            >>> from partner_success.core import Money
            >>> staffing = ps.standard().staffing
            >>> print(staffing.engagement_executives(30, Money(3_500_000, "USD")))
            Engagement executives for 30 customers: 2 to 4
            >>> print(staffing.engagement_executives(51))
            Engagement executives for 51 customers: a dedicated team of 2 or more

        Rule: STF-02.
        """
        return executive_need(
            customers,
            revenue,
            rate=rate,
            terms=self.executives,
            provenance=self.provenance,
        )

    def plan(
        self, accounts: Iterable[Account], people: Iterable[StaffMember]
    ) -> StaffingPlan:
        """Tell how many people a portfolio needs, and what those there carry.

        People needed are a range: at least as many as it takes where everybody has the
        most accounts and every account the fewest hours, at most as many as suffice
        where everybody has the fewest accounts and every account the most hours.

        Whoever looks after an account keeps it. Accounts without a person are taken in
        the order given, each by the first person in the order given who has room for
        it by number and by hours, all accounts at the most hours that they can take.
        Another person at the end of the list therefore changes nothing of what was
        taken before.

        Args:
            accounts: What is to be looked after, an id at most once for each role.
            people: Who is there, an id at most once for each role.

        Raises:
            InvalidDataError: With every fault: an unknown role or phase, an account
                that is not there or of another role, one with two people of a role,
                what stands twice.

        Examples:
            >>> import partner_success as ps
            >>> customers = [
            ...     Account(id=name, role="enterprise_csm") for name in "abcdefg"
            ... ]
            >>> ann = StaffMember(id="ann", role="enterprise_csm", accounts=("a", "b"))
            >>> plan = ps.standard().staffing.plan(customers, [ann])
            >>> print(plan)
            Staffing: 3 needed, 1 there; 4 to be taken by nobody
            >>> print(plan.first_untaken)
            nobody can take d (enterprise_csm): ann has no room for one more by number

        Rule: STF-03.
        """
        given, staff = tuple(accounts), tuple(people)
        check_staff(self.roles, given, staff)
        plans: list[RolePlan] = []
        for role in self.roles:
            works = tuple(self.work(each) for each in given if each.role == role.id)
            there = [each for each in staff if each.role == role.id]
            if works or there:
                plans.append(
                    plan_role(
                        role,
                        works,
                        [(each, self.capacity(each)) for each in there],
                        position_hours=self.position_hours,
                        provenance=self.provenance,
                    )
                )
        return put_together(plans, given, self.provenance)


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
