"""A proposal who looks after whom: dealt out greedily, or the best there is.

Existing pairs are kept as far as ranges and restrictions let them: where somebody has
more than they can carry, ranges win, and as few pairs as it takes are broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from partner_success.core.collections import EMPTY_MAP
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError
from partner_success.practice.assignment.greedy import deal_greedily, in_order
from partner_success.practice.assignment.problem import RoleProblem, role_problem
from partner_success.practice.assignment.proposing import Dealt, proposal
from partner_success.practice.assignment.restrictions import (
    Restriction,
    Wishes,
    check_wishes,
)
from partner_success.practice.assignment.results import AssignmentProposal
from partner_success.practice.assignment.solving import deal_best
from partner_success.practice.staffing import Account, StaffingPolicy, StaffMember
from partner_success.practice.staffing.checking import check_staff

__all__ = ["assign_best", "assign_greedily"]

# Beyond so many pairs of one role an answer takes minutes, and then hours.
_MOST_PAIRS_SOLVED: Final = 20_000
_MOST_PAIRS_DEALT: Final = 200_000


def assign_greedily(
    accounts: Iterable[Account],
    people: Iterable[StaffMember],
    policy: StaffingPolicy,
    *,
    restrictions: Iterable[Restriction] = (),
    priorities: Mapping[str, int] = EMPTY_MAP,
) -> AssignmentProposal:
    """Propose who looks after whom, one account after the other.

    Existing pairs are kept first, by priority, as long as everybody can carry theirs.
    Then come the other accounts: by priority, then those that the fewest people may
    take, then those with most hours, then in the order given. Each goes to whoever is
    used least with it, the first of equals. Hours count where all take the most.

    Args:
        accounts: What is to be looked after, an id at most once for each role.
        people: Who is there, each with the accounts that they have now.
        policy: What one person of each role can carry.
        restrictions: Who alone may look after an account, and who may not.
        priorities: How much each account counts, from 1 to 1,000, by its id; 1 for all
            that are not named.

    Raises:
        InvalidDataError: With every fault of the accounts and people, or of the
            restrictions and priorities.
        InvalidValueError: There are too many pairs of one role.

    Examples:
        >>> import partner_success as ps
        >>> tams = [StaffMember(id=name, role="enterprise_tam") for name in "xy"]
        >>> four = [Account(id=name, role="enterprise_tam") for name in "abcd"]
        >>> proposal = assign_greedily(four, tams, ps.standard().staffing)
        >>> [(each.account.id, each.person) for each in proposal.accounts]
        [('a', 'x'), ('b', 'y'), ('c', 'x'), ('d', 'y')]

    Rule: STF-03.
    """
    given, wishes = tuple(accounts), Wishes.of(restrictions, priorities)
    staff = tuple(people)
    check_staff(policy.roles, given, staff)
    _require_size(given, staff, _MOST_PAIRS_DEALT, "assign parts of them apart")
    problems = _problems(given, staff, policy, wishes)
    dealt = [Dealt(problem=each, deal=deal_greedily(each)) for each in problems]
    return proposal("greedy", given, dealt, policy.provenance)


def assign_best(  # noqa: PLR0913 - a task, and what its answer has to respect
    accounts: Iterable[Account],
    people: Iterable[StaffMember],
    policy: StaffingPolicy,
    *,
    restrictions: Iterable[Restriction] = (),
    priorities: Mapping[str, int] = EMPTY_MAP,
    nodes: int = 100,
) -> AssignmentProposal:
    """Propose who looks after whom, as well as it can be.

    Of all proposals within what everybody can carry it is one that takes most accounts
    by priority; of those, one that breaks the fewest existing pairs; of those, one
    whose load is the most even (see `AssignmentValue`). Of accounts that are alike, the
    first in the order given goes to the first person. What is alike beyond that is
    chosen by the solver, in the same way each time. Hours count where all take most.

    It needs the extra ``solver``.

    Args:
        accounts: What is to be looked after, an id at most once for each role.
        people: Who is there, each with the accounts that they have now.
        policy: What one person of each role can carry.
        restrictions: Who alone may look after an account, and who may not.
        priorities: How much each account counts, from 1 to 1,000, by its id; 1 for all
            that are not named.
        nodes: How many parts of the tree of answers the solver looks at for each
            objective, at least 1. Where they are not enough the proposal is the best
            that was found, and says what is not proved.

    Raises:
        InvalidDataError: With every fault of the accounts and people, or of the
            restrictions and priorities.
        InvalidValueError: There are too many pairs of one role, or no node.
        MissingExtraError: The extra ``solver`` is not installed.
        SolverError: The solver found nothing, or what does not stand the check.

    Examples:
        >>> import partner_success as ps
        >>> csms = [
        ...     StaffMember(id="ann", role="enterprise_csm", accounts=("a", "b", "c")),
        ...     StaffMember(id="bo", role="enterprise_csm"),
        ... ]
        >>> four = [Account(id=name, role="enterprise_csm") for name in "abcd"]
        >>> print(assign_best(four, csms, ps.standard().staffing))
        Assigned (best): 4 of 4 taken, 3 kept, 0 moved, 1 new

    Rule: STF-03.
    """
    limit: object = nodes
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidValueError(
            f"nodes must be a whole number from 1 on, found {shown(nodes)}"
        )

    given, wishes = tuple(accounts), Wishes.of(restrictions, priorities)
    staff = tuple(people)
    check_staff(policy.roles, given, staff)
    _require_size(given, staff, _MOST_PAIRS_SOLVED, "assign greedily instead")
    problems = _problems(given, staff, policy, wishes)
    dealt: list[Dealt] = []
    for each in problems:
        deal, proofs = deal_best(each, nodes=nodes)
        dealt.append(Dealt(problem=each, deal=in_order(each, deal), proofs=proofs))
    return proposal("best", given, dealt, policy.provenance)


def _problems(
    accounts: tuple[Account, ...],
    people: tuple[StaffMember, ...],
    policy: StaffingPolicy,
    wishes: Wishes,
) -> tuple[RoleProblem, ...]:
    check_wishes(accounts, people, wishes)
    found: list[RoleProblem] = []
    for role in policy.roles:
        works = tuple(policy.work(each) for each in accounts if each.role == role.id)
        there = tuple(each for each in people if each.role == role.id)
        if works or there:
            found.append(role_problem(role, works, there, policy, wishes))
    return tuple(found)


def _require_size(
    accounts: tuple[Account, ...],
    people: tuple[StaffMember, ...],
    most: int,
    instead: str,
) -> None:
    works = Counter(each.role for each in accounts)
    staff = Counter(each.role for each in people)
    for role, count in works.items():
        if count * staff[role] > most:
            raise InvalidValueError(
                f"role {role} has {count:,} accounts and {staff[role]:,} people, which"
                f" is {count * staff[role]:,} pairs; at most {most:,} are looked at, so"
                f" {instead}"
            )
