"""How many hours a week an account takes, and how much a person can carry."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.months import MONTHS_A_YEAR
from partner_success.practice.staffing.ranges import NO_HOURS, HoursRange, hours_text
from partner_success.practice.staffing.work import Account, RoleLoad, StaffMember

__all__ = ["AccountWork", "Capacity", "account_work", "capacity_of"]


@attrs.frozen(kw_only=True)
class AccountWork:
    """How many hours a week an account takes, and where they come from.

    Attributes:
        account: The account.
        hours: Hours a week, touches within; ``None`` where nothing says.
        base: What the hours without touches are: ``"own"``, of its ``"phase"``, of its
            ``"role"``, or ``"unknown"``.
        touches: Hours a week that touches take, exact.

    Rule: STF-01, STF-03.
    """

    account: Account
    hours: HoursRange | None
    base: str
    touches: Fraction

    @property
    def counted(self) -> HoursRange:
        """The hours that count in sums: 0 where nothing says."""
        return NO_HOURS if self.hours is None else self.hours

    def __str__(self) -> str:
        if self.hours is None:
            return "hours not known"
        within = f", {hours_text(self.touches)} h of them touches"
        source = {"own": "its own", "phase": f"of phase {self.account.phase}"}
        said = source.get(self.base, f"of role {self.account.role}")
        if self.base == "unknown":
            return f"{self.hours} a week of touches"
        return f"{self.hours} a week, {said}{within if self.touches else ''}"


@attrs.frozen(kw_only=True)
class Capacity:
    """How much a person can carry.

    Attributes:
        accounts: How many at most, whole ones.
        exact: The same before it is rounded down: the most of the role times the share
            of a position; utilisation is told against it.
        enough: From how many on the person has enough to do, not rounded.
        hours: Hours a week.
        hours_count: Whether hours limit it too; else only the number does.

    Rule: STF-01, STF-03.
    """

    accounts: int
    exact: Fraction
    enough: Fraction
    hours: Fraction
    hours_count: bool

    def holds(self, accounts: int, hours: Fraction) -> bool:
        """Tell whether so many accounts with so many hours in all fit.

        Args:
            accounts: How many.
            hours: Their hours a week together.
        """
        return accounts <= self.accounts and (
            not self.hours_count or hours <= self.hours
        )


def account_work(
    account: Account, role: RoleLoad, *, touch_hours: Decimal, weeks_a_year: int
) -> AccountWork:
    """Give the hours a week of an account; see `StaffingPolicy.work`.

    Rule: STF-01.
    """
    each = touch_hours if account.touch_hours is None else account.touch_hours
    # A month is a twelfth of a year, so that nothing is rounded.
    a_week = Fraction(MONTHS_A_YEAR, weeks_a_year)
    touches = Fraction(account.touches) * Fraction(each) * a_week
    base, found = _base(account, role)
    if found is None:
        spent = HoursRange(least=touches, most=touches) if touches else None
        return AccountWork(account=account, hours=spent, base=base, touches=touches)
    hours = found + HoursRange(least=touches, most=touches)
    return AccountWork(account=account, hours=hours, base=base, touches=touches)


def _base(account: Account, role: RoleLoad) -> tuple[str, HoursRange | None]:
    if account.hours_least is not None and account.hours_most is not None:
        return "own", _range(account.hours_least, account.hours_most)
    if account.phase is not None:
        phase = role.phases[account.phase]
        return "phase", _range(phase.hours_least, phase.hours_most)
    if role.hours_least is not None and role.hours_most is not None:
        of = 1 if role.per_customer else role.most
        return "role", _range(role.hours_least, role.hours_most, of)
    return "unknown", None


def _range(least: Decimal, most: Decimal, of: int = 1) -> HoursRange:
    return HoursRange(least=Fraction(least) / of, most=Fraction(most) / of)


def capacity_of(
    person: StaffMember, role: RoleLoad, *, position_hours: Decimal
) -> Capacity:
    """Give how much a person can carry; see `StaffingPolicy.capacity`.

    Rule: STF-01.
    """
    share = Fraction(person.share)
    hours = person.hours
    own = share * Fraction(position_hours) if hours is None else Fraction(hours)
    most = role.most * share
    return Capacity(
        accounts=int(most),
        exact=most,
        enough=role.least * share,
        hours=own,
        hours_count=role.hours_count,
    )
