"""Small staffs whose best assignment can be found by trying every one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import attrs
from hypothesis import strategies as st

from partner_success.core.collections import Catalogue
from partner_success.practice.assignment import (
    AssignmentProposal,
    AssignmentValue,
    Restriction,
)
from partner_success.practice.staffing import (
    Account,
    ExecutiveTerms,
    ExecutiveTier,
    RoleLoad,
    StaffingPolicy,
    StaffMember,
)

CSM = RoleLoad(id="csm", name="CSM", unit="accounts", most=3)
PDM = RoleLoad(id="pdm", name="PDM", unit="partners", most=2, hours_count=False)
POLICY = StaffingPolicy(
    id="small",
    name="Small",
    position_hours=Decimal(8),
    weeks_a_year=52,
    touch_hours=Decimal(1),
    roles=Catalogue([CSM, PDM], kind="role"),
    executives=ExecutiveTerms(
        tiers=Catalogue(
            [ExecutiveTier(id="one", name="One", from_customers=0, people_least=1)],
            kind="tier",
        ),
        revenue_least=Decimal(1),
        revenue_most=Decimal(1),
        currency="USD",
    ),
)


def account(id_: str, hours: Any = None, *, role: str = "csm") -> Account:
    """Give an account that takes so many hours at most, and nearly none at least."""
    least = None if hours is None else 0
    return Account(id=id_, role=role, hours_least=least, hours_most=hours)


def person(id_: str, *accounts: str, role: str = "csm", **more: Any) -> StaffMember:
    """Give somebody who looks after accounts."""
    return StaffMember(id=id_, role=role, accounts=accounts, **more)


@attrs.frozen(kw_only=True)
class Staff:
    """A staff of one role, with all that its assignment has to respect."""

    accounts: tuple[Account, ...]
    people: tuple[StaffMember, ...]
    restrictions: tuple[Restriction, ...] = ()
    priorities: Mapping[str, int] = {}

    @property
    def given(self) -> tuple[Any, ...]:
        """What is given by position."""
        return self.accounts, self.people, POLICY

    @property
    def wishes(self) -> dict[str, Any]:
        """What is given by name."""
        return {"restrictions": self.restrictions, "priorities": self.priorities}


def may_take(staff: Staff, one: Account, who: StaffMember) -> bool:
    """Tell whether restrictions let somebody take an account."""
    for each in staff.restrictions:
        if each.account != one.id:
            continue
        if (each.kind.value == "never") == (each.person == who.id):
            return False
    return True


def every_value(staff: Staff) -> Iterator[AssignmentValue]:
    """Give what every assignment within the ranges is worth, worked out anew."""
    now = {
        name: place for place, who in enumerate(staff.people) for name in who.accounts
    }
    people = range(len(staff.people))
    choices = [
        [None, *(each for each in people if may_take(staff, one, staff.people[each]))]
        for one in staff.accounts
    ]
    costs = [costs_of(staff, each) for each in staff.people]
    for deal in product(*choices):
        held = [frozenset(a for a, who in enumerate(deal) if who == p) for p in people]
        if all(held[each] in costs[each] for each in people):
            taken = [
                staff.priorities.get(one.id, 1)
                for one, who in zip(staff.accounts, deal, strict=True)
                if who is not None
            ]
            broken = [
                one.id in now and who != now[one.id]
                for one, who in zip(staff.accounts, deal, strict=True)
            ]
            yield AssignmentValue(
                taken=sum(taken),
                broken=sum(broken),
                unevenness=sum((costs[p][held[p]] for p in people), Fraction(0)),
            )


def costs_of(staff: Staff, who: StaffMember) -> dict[frozenset[int], Fraction]:
    """Give what every load costs that a person can carry."""
    exact = 3 * Fraction(who.share)
    room = 8 * Fraction(who.share) if who.hours is None else Fraction(who.hours)
    hours = [Fraction(each.hours_most or 0) for each in staff.accounts]
    found: dict[frozenset[int], Fraction] = {}
    for count in range(int(exact) + 1):
        for held in combinations(range(len(hours)), count):
            used = sum((hours[each] for each in held), Fraction(0)) / room
            if used <= 1:
                found[frozenset(held)] = cost(max(count / exact, used))
    return found


def cost(used: Fraction) -> Fraction:
    """Give what a load costs, by laying one tenth after the other."""
    return sum(
        (
            min(Fraction(1), max(Fraction(0), 10 * used - tenth)) * (2 * tenth + 1)
            for tenth in range(10)
        ),
        Fraction(0),
    )


def holds(staff: Staff, found: AssignmentProposal) -> None:
    """Check that a proposal respects all that it has to, and adds up."""
    assert all(
        each.after.state.value not in {"over", "may be over"} for each in found.people
    )
    by_id = {each.id: each for each in staff.people}
    for each in found.accounts:
        assert may_take(staff, each.account, by_id[each.person])
    told = [*(each.account for each in found.accounts)]
    told += [each.account for each in found.untaken]
    assert sorted(one.id for one in told) == sorted(one.id for one in staff.accounts)
    held = [work.account.id for each in found.people for work in each.after.works]
    assert sorted(held) == sorted(each.account.id for each in found.accounts)
    for each in found.untaken:
        spoken_of = [name for reason in each.reasons for name in reason.facts["people"]]
        assert sorted(spoken_of) == sorted(by_id)


@st.composite
def staffs(draw: st.DrawFn) -> Staff:
    """Draw a staff of at most three people and five accounts."""
    hours = st.none() | st.sampled_from([1, 2, 3, Decimal("2.5"), 5, 9])
    accounts = tuple(
        account(f"a{place}", draw(hours)) for place in range(draw(st.integers(0, 5)))
    )
    people = draw(st.integers(0, 3))
    owners = [draw(st.none() | st.integers(0, max(0, people - 1))) for _ in accounts]
    staff = tuple(
        person(
            f"p{place}",
            *(
                one.id
                for one, who in zip(accounts, owners, strict=True)
                if who == place
            ),
            share=draw(st.sampled_from([1, Decimal("0.5"), Decimal("0.2")])),
            hours=draw(st.none() | st.sampled_from([3, 6])),
        )
        for place in range(people)
    )
    return Staff(
        accounts=accounts,
        people=staff,
        restrictions=draw(restrictions(accounts, staff)),
        priorities={
            each.id: draw(st.integers(2, 3)) for each in accounts if draw(st.booleans())
        },
    )


@st.composite
def restrictions(
    draw: st.DrawFn, accounts: tuple[Account, ...], staff: tuple[StaffMember, ...]
) -> tuple[Restriction, ...]:
    """Draw at most one restriction of each account."""
    found: list[Restriction] = []
    for each in accounts:
        kind = draw(st.sampled_from([None, None, None, "never", "fixed_to"]))
        if kind is not None and staff:
            who = draw(st.sampled_from(staff))
            found.append(Restriction(account=each.id, person=who.id, kind=kind))
    return tuple(found)
