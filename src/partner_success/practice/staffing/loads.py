"""What one person carries, against what they can carry."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.practice.staffing.hours import AccountWork, Capacity
from partner_success.practice.staffing.ranges import (
    HoursRange,
    hours_text,
    total_hours,
)
from partner_success.practice.staffing.work import RoleLoad, StaffMember

__all__ = ["Aim", "LoadState", "PersonLoad", "share_text"]


class LoadState(StrEnum):
    """How much a person has, of what the role is meant to have.

    Attributes:
        UNDER: Fewer accounts than the role has at least.
        WITHIN: Nothing is too much or too little.
        MAY_BE_OVER: The hours are too many where all take the most that they can.
        OVER: Too many accounts, or too many hours even where all take the least.
    """

    UNDER = "under"
    WITHIN = "within"
    MAY_BE_OVER = "may be over"
    OVER = "over"


class Aim(StrEnum):
    """How a utilisation lies to the range that a role aims at.

    Attributes:
        BELOW: Below it.
        WITHIN: Inside, both ends inside.
        ABOVE: Above it.
    """

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


def share_text(share: Fraction) -> str:
    """Write a share in percent, with one digit after the point.

    Examples:
        >>> share_text(Fraction(7, 8))
        '87.5 %'
    """
    return f"{rounded_text(HUNDRED * share.numerator, share.denominator)} %"


@attrs.frozen(kw_only=True)
class PersonLoad:
    """What one person carries.

    Attributes:
        person: Who.
        role: Their role.
        capacity: What they can carry.
        works: What each of their accounts takes.

    Rule: STF-01, STF-03.
    """

    person: StaffMember
    role: RoleLoad
    capacity: Capacity
    works: tuple[AccountWork, ...]

    @property
    def count(self) -> int:
        """How many accounts they have."""
        return len(self.works)

    @property
    def hours(self) -> HoursRange:
        """Hours a week of all their accounts; where nothing says, none count."""
        return total_hours(work.counted for work in self.works)

    @property
    def utilisation(self) -> Fraction:
        """Their accounts over the most that they can have, exact; 1 is full."""
        return self.count / self.capacity.exact

    @property
    def hours_utilisation(self) -> HoursRange:
        """Their hours over those that they have, at least and at most; 1 is full."""
        hours, own = self.hours, self.capacity.hours
        return HoursRange(least=hours.least / own, most=hours.most / own)

    @property
    def aim(self) -> Aim | None:
        """How the utilisation by number lies to what the role aims at, if it does."""
        least, most = self.role.utilised_least, self.role.utilised_most
        if least is None or most is None:
            return None
        percent = HUNDRED * self.utilisation
        if percent < least:
            return Aim.BELOW
        return Aim.ABOVE if percent > most else Aim.WITHIN

    @property
    def state(self) -> LoadState:
        """How much they have, of what the role is meant to have."""
        hours, capacity = self.hours, self.capacity
        counts = capacity.hours_count
        if self.count > capacity.accounts or (counts and hours.least > capacity.hours):
            return LoadState.OVER
        if counts and hours.most > capacity.hours:
            return LoadState.MAY_BE_OVER
        if self.count < capacity.enough:
            return LoadState.UNDER
        return LoadState.WITHIN

    def has_room(self, work: AccountWork) -> bool:
        """Tell whether one more account fits, all at the most hours they can take."""
        capacity, count = self.capacity, self.count + 1
        if count > capacity.accounts or not capacity.hours_count:
            # Adding hours up takes longer than counting.
            return count <= capacity.accounts
        return capacity.holds(count, self.hours.most + work.counted.most)

    def with_work(self, work: AccountWork) -> PersonLoad:
        """Give the same person with one more account."""
        return attrs.evolve(self, works=(*self.works, work))

    def __str__(self) -> str:
        capacity = self.capacity
        own = hours_text(capacity.hours)
        limit = "" if capacity.hours_count else ", which do not limit"
        return (
            f"{self.person.id}: {self.count} of {capacity.accounts} {self.role.unit}"
            f" ({share_text(self.utilisation)}), {self.hours} of {own} h a week{limit}"
        )
