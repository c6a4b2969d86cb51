"""Accounts assigned greedily and as well as can be, on a portfolio that is full."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from _measuring import Row, options, tell

import partner_success as ps
from partner_success.practice.assignment import (
    AssignmentProposal,
    Restriction,
    assign_best,
    assign_greedily,
)
from partner_success.practice.staffing import Account, StaffMember

ROLE = "partner_csm"
"""A role whose people have ten accounts each."""
Task = tuple[list[Account], list[StaffMember], list[Restriction], dict[str, int]]
SEEDS = (1, 2, 3)


def portfolio(accounts: int, people: int, seed: int) -> Task:
    """Draw accounts of one to three hours, most of which have somebody already."""
    lots = random.Random(seed)
    names = [f"account-{place}" for place in range(accounts)]
    owners = [lots.randrange(people) if lots.random() < 0.7 else None for _ in names]
    hours = [Decimal(lots.randint(4, 12)) / 4 for _ in names]
    staff = [
        StaffMember(
            id=f"person-{place}",
            role=ROLE,
            hours=Decimal(20),
            accounts=tuple(
                name
                for name, owner in zip(names, owners, strict=True)
                if owner == place
            ),
        )
        for place in range(people)
    ]
    there = [
        Account(id=name, role=ROLE, hours_least=1, hours_most=most)
        for name, most in zip(names, hours, strict=True)
    ]
    never = [
        Restriction(account=name, person=lots.choice(staff).id, kind="never")
        for name in lots.sample(names, accounts // 5)
    ]
    priorities = {name: lots.choice((2, 3, 5)) for name in lots.sample(names, 40)}
    return there, staff, never, priorities


def assigned(
    way: Callable[..., AssignmentProposal], task: Task
) -> tuple[float, AssignmentProposal]:
    """Assign, and give the seconds of work; a busy machine makes none of them."""
    accounts, people, restrictions, priorities = task
    start = time.process_time()
    found = way(
        accounts,
        people,
        ps.standard().staffing,
        restrictions=restrictions,
        priorities=priorities,
    )
    return time.process_time() - start, found


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    # The same size always, since what it takes grows faster than the size.
    seeds = SEEDS[:1] if chosen.quick else SEEDS
    assigned(assign_best, portfolio(50, 5, 0))
    worse, gained, unproven = 0, 0, 0
    dealt: list[float] = []
    solved: list[float] = []
    for seed in seeds:
        task = portfolio(200, 20, seed)
        fast, greedy = assigned(assign_greedily, task)
        slow, best = assigned(assign_best, task)
        dealt.append(fast)
        solved.append(slow)
        worse += greedy.value.is_better_than(best.value)
        gained += best.value.is_better_than(greedy.value)
        unproven += sum(not each.proven for each in best.proofs[:2])
    rows = [
        Row("portfolios on which greed is better", worse, 0),
        Row("share on which the best is better", gained / len(seeds), 1, at_least=True),
        Row("accounts and pairs not proved best", unproven, 0),
        Row("200 accounts, 20 people, greedily, s", max(dealt), 0.5),
        Row("200 accounts, 20 people, best, s", max(solved), 45),
    ]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
