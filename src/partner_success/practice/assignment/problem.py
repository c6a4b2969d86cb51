"""The accounts and people of one role, and who may take what."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from partner_success.practice.assignment.objectives import AssignmentValue, load_cost
from partner_success.practice.assignment.restrictions import (
    RestrictionKind,
    Wishes,
)
from partner_success.practice.staffing import (
    AccountWork,
    Capacity,
    RoleLoad,
    StaffingPolicy,
    StaffMember,
)

__all__ = ["Deal", "RoleProblem", "role_problem"]

Deal = tuple[int | None, ...]
"""Who takes each account of a role, by place in the list of people; or nobody."""


@attrs.frozen(kw_only=True)
class RoleProblem:
    """What is to be dealt out in one role. Places count in the order given.

    Attributes:
        role: The role.
        works: What each account takes.
        hours: The hours a week of each, where it takes the most.
        people: Who is there.
        capacities: What each of them can carry.
        priorities: The priority of each account.
        now: Who looks after each account now, by place.
        allowed: Who may take each account, by place in ascending order.
        fixed: The places of the accounts that are fixed to one person.
    """

    role: RoleLoad
    works: tuple[AccountWork, ...]
    hours: tuple[Fraction, ...]
    people: tuple[StaffMember, ...]
    capacities: tuple[Capacity, ...]
    priorities: tuple[int, ...]
    now: Deal
    allowed: tuple[tuple[int, ...], ...]
    fixed: frozenset[int]

    def held(self, deal: Deal, person: int) -> tuple[int, ...]:
        """Give the places of the accounts that a person takes."""
        return tuple(place for place, each in enumerate(deal) if each == person)

    def load(self, accounts: Iterable[int]) -> tuple[int, Fraction]:
        """Count accounts and add up their hours."""
        places = tuple(accounts)
        return len(places), sum((self.hours[each] for each in places), Fraction(0))

    def utilisation(self, person: int, count: int, hours: Fraction) -> Fraction:
        """Give what a person carries of what they can, by number or by hours."""
        capacity = self.capacities[person]
        by_count = count / capacity.exact
        if not capacity.hours_count:
            return by_count
        return max(by_count, hours / capacity.hours)

    def value(self, deal: Deal) -> AssignmentValue:
        """Tell how good it is to deal the accounts out like that, exactly."""
        unevenness = Fraction(0)
        for person in range(len(self.people)):
            count, hours = self.load(self.held(deal, person))
            unevenness += load_cost(self.utilisation(person, count, hours))
        return AssignmentValue(
            taken=sum(
                priority
                for priority, each in zip(self.priorities, deal, strict=True)
                if each is not None
            ),
            broken=sum(
                now is not None and now != then
                for now, then in zip(self.now, deal, strict=True)
            ),
            unevenness=unevenness,
        )


def role_problem(
    role: RoleLoad,
    works: tuple[AccountWork, ...],
    people: tuple[StaffMember, ...],
    policy: StaffingPolicy,
    wishes: Wishes,
) -> RoleProblem:
    """Put together what is to be dealt out in one role."""
    places = {person.id: place for place, person in enumerate(people)}
    serving = {
        name: place for place, person in enumerate(people) for name in person.accounts
    }
    fixed: dict[str, int] = {}
    never: set[tuple[str, int]] = set()
    for each in wishes.restrictions:
        if each.person not in places:
            continue
        if each.kind is RestrictionKind.FIXED_TO:
            fixed[each.account] = places[each.person]
        else:
            never.add((each.account, places[each.person]))
    ids = [work.account.id for work in works]
    return RoleProblem(
        role=role,
        works=works,
        # Who is promised an account has to manage it where it takes most.
        hours=tuple(work.counted.most for work in works),
        people=people,
        capacities=tuple(policy.capacity(person) for person in people),
        priorities=tuple(wishes.priorities.get(name, 1) for name in ids),
        now=tuple(serving.get(name) for name in ids),
        allowed=tuple(
            (fixed[name],)
            if name in fixed
            else tuple(
                place for place in range(len(people)) if (name, place) not in never
            )
            for name in ids
        ),
        fixed=frozenset(place for place, name in enumerate(ids) if name in fixed),
    )
