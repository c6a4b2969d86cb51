"""How many people a portfolio needs, what those there carry, and who takes the rest."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.practice.staffing.hours import AccountWork
from partner_success.practice.staffing.loads import LoadState, PersonLoad, share_text
from partner_success.practice.staffing.ranges import (
    HoursRange,
    PeopleRange,
    hours_text,
    total_hours,
)
from partner_success.practice.staffing.work import Account, RoleLoad

__all__ = ["RolePlan", "StaffingPlan", "TakenAccount", "UntakenAccount"]

_HOW = (
    "accounts without a person are taken in the order given, each by the first person"
    " in the order given who has room for it with all at the most hours"
)


@attrs.frozen(kw_only=True)
class TakenAccount:
    """An account without a person, and who can take it.

    Attributes:
        account: The account.
        person: The id of who can take it.

    Rule: STF-03.
    """

    account: Account
    person: str


@attrs.frozen(kw_only=True)
class UntakenAccount:
    """An account that nobody can take.

    Attributes:
        account: The account.
        reasons: Why; together they speak of everybody of the role.

    Rule: STF-03.
    """

    account: Account
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        why = "; ".join(reason.message for reason in self.reasons)
        return f"nobody can take {self.account.id} ({self.account.role}): {why}"


@attrs.frozen(kw_only=True)
class RolePlan(Explained):
    """How many people of one role the portfolio needs, and what those there carry.

    Attributes:
        role: The role.
        works: What each account of the role takes, in the order given.
        by_count: How many people it takes by number alone.
        by_hours: How many it takes by hours alone; ``None`` where no hours are known.
        people: How many it takes in all; by number alone where hours do not limit.
        loads: What each person carries now, in the order given.
        loads_after: The same with what they can take.
        taken: Accounts without a person that somebody can take, in the order given.
        untaken: Those that nobody can take, in the order given.
        provenance: The rulebook edition that decided.

    Rule: STF-03.
    """

    role: RoleLoad
    works: tuple[AccountWork, ...]
    by_count: PeopleRange
    by_hours: PeopleRange | None
    people: PeopleRange
    loads: tuple[PersonLoad, ...]
    loads_after: tuple[PersonLoad, ...]
    taken: tuple[TakenAccount, ...]
    untaken: tuple[UntakenAccount, ...]
    provenance: Provenance = Provenance()

    @property
    def id(self) -> str:
        """The id of the role."""
        return self.role.id

    @property
    def hours(self) -> HoursRange:
        """Hours a week of all accounts; where nothing says, none count."""
        return total_hours(work.counted for work in self.works)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids of accounts of which no hours are known."""
        return tuple(work.account.id for work in self.works if work.hours is None)

    @property
    def positions(self) -> Fraction:
        """How many full positions are there, exact."""
        return sum((Fraction(each.person.share) for each in self.loads), Fraction(0))

    @property
    def missing(self) -> PeopleRange:
        """How many people are to be found, beyond the positions that are there."""
        short = (self.people.least - self.positions, self.people.most - self.positions)
        least, most = (max(0, ceil(each)) for each in short)
        return PeopleRange(least=least, most=most)

    @property
    def utilisation(self) -> Fraction | None:
        """Accounts with a person over the most that all can have; none, nobody there.

        Exact; 1 is full.
        """
        most = sum((each.capacity.exact for each in self.loads), Fraction(0))
        return sum(each.count for each in self.loads) / most if most else None

    def explain(self) -> Explanation:
        """Tell what each person carries, now and with what they can take."""
        rows = [
            (
                now.person.id,
                f"{now.count} of {now.capacity.accounts}",
                share_text(now.utilisation),
                str(now.hours),
                f"{hours_text(now.capacity.hours)} h",
                str(now.state),
                "" if now.aim is None else str(now.aim),
                str(after.count),
            )
            for now, after in zip(self.loads, self.loads_after, strict=True)
        ]
        return Explanation(
            title=f"{self.role.name}: {self.people} needed for {len(self.works)}"
            f" {self.role.unit}, {len(self.loads)} there",
            columns=("person", "has", "used", "hours", "of", "state", "aim", "then"),
            rows=tuple(rows),
            remarks=tuple(self.remarks()),
            provenance=self.provenance,
        )

    def remarks(self) -> Iterator[str]:
        """Say how the range came about, and what it leaves out."""
        role, count = self.role, len(self.works)
        heavy = f"to {count} / {role.least}" if role.least else ""
        share = f"{count} / {role.most} {heavy}".rstrip()
        yield f"{role.name}, by number: {self.by_count} ({share})"
        if self.by_hours is not None:
            limit = "" if role.hours_count else "; only the number limits this role"
            yield f"{role.name}, by hours: {self.by_hours} ({self.hours}){limit}"
        if self.unknown:
            names = ", ".join(self.unknown)
            yield f"{role.name}: no hours are known of {names}; they count as 0"


@attrs.frozen(kw_only=True)
class StaffingPlan(Explained):
    """How many people a portfolio needs, and what those there carry and can take.

    Attributes:
        roles: What holds for each role that has accounts or people, in the order of the
            policy.
        taken: Accounts without a person that somebody can take, in the order given.
        untaken: Those that nobody can take, in the order given.
        provenance: The rulebook edition that decided.

    Rule: STF-03.
    """

    roles: Catalogue[RolePlan]
    taken: tuple[TakenAccount, ...]
    untaken: tuple[UntakenAccount, ...]
    provenance: Provenance = Provenance()

    @property
    def people(self) -> PeopleRange:
        """How many people it takes, of all roles together."""
        start = PeopleRange(least=0, most=0)
        return sum((each.people for each in self.roles), start=start)

    @property
    def first_untaken(self) -> UntakenAccount | None:
        """The first account, in the order given, that nobody can take."""
        return self.untaken[0] if self.untaken else None

    @property
    def over(self) -> tuple[PersonLoad, ...]:
        """Who has more than they can carry now."""
        loads = (load for each in self.roles for load in each.loads)
        return tuple(load for load in loads if load.state is LoadState.OVER)

    @property
    def under(self) -> tuple[PersonLoad, ...]:
        """Who would have too little, even with what they can take."""
        loads = (load for each in self.roles for load in each.loads_after)
        return tuple(load for load in loads if load.state is LoadState.UNDER)

    @property
    def decision(self) -> Decision:
        """Whether everybody who is there can carry everything, with all that is not."""
        reasons = [reason for each in self.untaken for reason in each.reasons]
        reasons += [_over(load) for load in self.over]
        return Decision(holds=not reasons, reasons=tuple(reasons))

    def explain(self) -> Explanation:
        """Tell the people needed and there by role, and what is wanting."""
        rows = [
            (
                each.role.name,
                str(len(each.works)),
                "" if each.by_hours is None else str(each.hours),
                str(each.by_count),
                "" if each.by_hours is None else str(each.by_hours),
                str(each.people),
                hours_text(each.positions),
                "" if each.utilisation is None else share_text(each.utilisation),
            )
            for each in self.roles
        ]
        there = len({load.person.id for each in self.roles for load in each.loads})
        lost = f"; {len(self.untaken)} to be taken by nobody" if self.untaken else ""
        return Explanation(
            title=f"Staffing: {self.people} needed, {there} there{lost}",
            columns=(
                "role",
                "has",
                "hours a week",
                "by number",
                "by hours",
                "needed",
                "positions",
                "used",
            ),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for each in self.roles:
            yield from each.remarks()
        yield from (f"over: {load}" for load in self.over)
        yield from (f"under: {load}" for load in self.under)
        for taken in self.taken:
            account = taken.account
            yield f"{taken.person} can take {account.id} ({account.role})"
        yield from map(str, self.untaken)
        if self.taken or self.untaken:
            yield _HOW


def _over(load: PersonLoad) -> Reason:
    return Reason(
        code="over",
        message=f"more than can be carried: {load}",
        rules=("STF-01", "STF-03"),
        citations=load.role.citations,
        facts={
            "person": load.person.id,
            "role": load.role.id,
            "accounts": load.count,
            "most": load.capacity.accounts,
        },
    )
