"""The plan of a portfolio: who is needed, and who can take what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from partner_success.core.collections import Catalogue
from partner_success.core.decision import Reason
from partner_success.core.provenance import Provenance
from partner_success.practice.staffing.hours import AccountWork, Capacity
from partner_success.practice.staffing.loads import PersonLoad
from partner_success.practice.staffing.packing import (
    people_by_both,
    people_by_count,
    people_by_hours,
)
from partner_success.practice.staffing.ranges import PeopleRange
from partner_success.practice.staffing.results import (
    RolePlan,
    StaffingPlan,
    TakenAccount,
    UntakenAccount,
)
from partner_success.practice.staffing.work import Account, RoleLoad, StaffMember

__all__ = ["people_needed", "plan_role", "put_together"]


def people_needed(
    works: tuple[AccountWork, ...], role: RoleLoad, position_hours: Decimal
) -> tuple[PeopleRange, PeopleRange | None, PeopleRange]:
    """Give how many people accounts of a role take: by number, by hours, by both.

    Rule: STF-03.
    """
    by_count = people_by_count(len(works), least=role.least, most=role.most)
    hours = [work.counted for work in works]
    if all(work.hours is None for work in works):
        return by_count, None, by_count
    position = Fraction(position_hours)
    by_hours = people_by_hours(hours, position=position)
    if not role.hours_count:
        return by_count, by_hours, by_count
    both = people_by_both(hours, position=position, least=role.least, most=role.most)
    return by_count, by_hours, both


def plan_role(
    role: RoleLoad,
    works: tuple[AccountWork, ...],
    staff: Iterable[tuple[StaffMember, Capacity]],
    *,
    position_hours: Decimal,
    provenance: Provenance,
) -> RolePlan:
    """Plan one role.

    Args:
        role: The role.
        works: What each of its accounts takes, in the order given.
        staff: Its people and what they can carry, in the order given.
        position_hours: Hours a week of a full position.
        provenance: The rulebook edition that decides.

    Rule: STF-03.
    """
    by_id = {work.account.id: work for work in works}
    loads = [
        PersonLoad(
            person=person,
            role=role,
            capacity=capacity,
            works=tuple(by_id[name] for name in person.accounts),
        )
        for person, capacity in staff
    ]
    served = {name for load in loads for name in load.person.accounts}
    after = list(loads)
    told = [_take(work, after) for work in works if work.account.id not in served]
    by_count, by_hours, both = people_needed(works, role, position_hours)
    return RolePlan(
        role=role,
        works=works,
        by_count=by_count,
        by_hours=by_hours,
        people=both,
        loads=tuple(loads),
        loads_after=tuple(after),
        taken=tuple(each for each in told if isinstance(each, TakenAccount)),
        untaken=tuple(each for each in told if isinstance(each, UntakenAccount)),
        provenance=provenance,
    )


def put_together(
    plans: Iterable[RolePlan], accounts: Iterable[Account], provenance: Provenance
) -> StaffingPlan:
    """Put the plans of all roles together, accounts in the order given.

    Rule: STF-03.
    """
    roles = Catalogue(plans, kind="role of the plan")
    order = {(each.id, each.role): place for place, each in enumerate(accounts)}

    def place(found: TakenAccount | UntakenAccount) -> int:
        return order[found.account.id, found.account.role]

    return StaffingPlan(
        roles=roles,
        taken=tuple(sorted((one for each in roles for one in each.taken), key=place)),
        untaken=tuple(
            sorted((one for each in roles for one in each.untaken), key=place)
        ),
        provenance=provenance,
    )


def _take(work: AccountWork, loads: list[PersonLoad]) -> TakenAccount | UntakenAccount:
    """Give an account to the first who has room, and note it in the loads."""
    for place, load in enumerate(loads):
        if load.has_room(work):
            loads[place] = load.with_work(work)
            return TakenAccount(account=work.account, person=load.person.id)
    reasons = tuple(_reasons(work, loads))
    return UntakenAccount(account=work.account, reasons=reasons)


def _reasons(work: AccountWork, loads: list[PersonLoad]) -> Iterator[Reason]:
    role = work.account.role
    if not loads:
        yield _reason("nobody", f"there is nobody of the role {role}", work, ())
        return
    full = [each for each in loads if each.count >= each.capacity.accounts]
    short = [each for each in loads if each.count < each.capacity.accounts]
    if full:
        message = f"{_people(full)} no room for one more by number"
        yield _reason("full", message, work, full)
    if short:
        message = f"{_people(short)} too few hours left for {work}"
        yield _reason("no-hours", message, work, short)


def _people(loads: list[PersonLoad]) -> str:
    if len(loads) == 1:
        return f"{loads[0].person.id} has"
    return f"{len(loads)} people have"


def _reason(
    code: str, message: str, work: AccountWork, loads: list[PersonLoad] | tuple[()]
) -> Reason:
    return Reason(
        code=code,
        message=message,
        rules=("STF-03",),
        facts={
            "account": work.account.id,
            "role": work.account.role,
            "people": tuple(each.person.id for each in loads),
        },
    )
