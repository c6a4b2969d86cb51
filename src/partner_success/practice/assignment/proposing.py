"""The deals of all roles put together into one proposal."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from partner_success.core.provenance import Provenance
from partner_success.practice.assignment.objectives import Proof, added
from partner_success.practice.assignment.problem import Deal, RoleProblem
from partner_success.practice.assignment.reasons import reasons_for
from partner_success.practice.assignment.results import (
    AssignedAccount,
    AssignmentProposal,
    Method,
    PersonChange,
)
from partner_success.practice.staffing import Account, PersonLoad, UntakenAccount

__all__ = ["Dealt", "proposal"]


@attrs.frozen(kw_only=True)
class Dealt:
    """The deal of one role, and what is proved of it."""

    problem: RoleProblem
    deal: Deal
    proofs: tuple[Proof, ...] = ()


def proposal(
    method: Method,
    accounts: Sequence[Account],
    dealt: Sequence[Dealt],
    provenance: Provenance,
) -> AssignmentProposal:
    """Put the deals of all roles together, accounts in the order given."""
    found: dict[tuple[str, str], AssignedAccount | UntakenAccount] = {}
    for each in dealt:
        for place, work in enumerate(each.problem.works):
            account = work.account
            found[account.id, account.role] = _told(each.problem, each.deal, place)
    told = [found[each.id, each.role] for each in accounts]
    return AssignmentProposal(
        method=method,
        accounts=tuple(each for each in told if isinstance(each, AssignedAccount)),
        untaken=tuple(each for each in told if isinstance(each, UntakenAccount)),
        people=tuple(
            PersonChange(
                before=_load(each.problem, each.problem.now, person),
                after=_load(each.problem, each.deal, person),
            )
            for each in dealt
            for person in range(len(each.problem.people))
        ),
        value=added(each.problem.value(each.deal) for each in dealt),
        proofs=tuple(proof for each in dealt for proof in each.proofs),
        provenance=provenance,
    )


def _told(
    problem: RoleProblem, deal: Deal, place: int
) -> AssignedAccount | UntakenAccount:
    person, now = deal[place], problem.now[place]
    account = problem.works[place].account
    if person is None:
        reasons = tuple(reasons_for(problem, deal, place))
        return UntakenAccount(account=account, reasons=reasons)
    return AssignedAccount(
        account=account,
        person=problem.people[person].id,
        was=None if now is None else problem.people[now].id,
    )


def _load(problem: RoleProblem, deal: Deal, person: int) -> PersonLoad:
    return PersonLoad(
        person=problem.people[person],
        role=problem.role,
        capacity=problem.capacities[person],
        works=tuple(problem.works[each] for each in problem.held(deal, person)),
    )
