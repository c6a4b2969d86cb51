"""Why nobody takes an account: something of everybody."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.core.decision import Reason
from partner_success.practice.assignment.problem import Deal, RoleProblem

__all__ = ["reasons_for"]


def reasons_for(problem: RoleProblem, deal: Deal, account: int) -> Iterator[Reason]:
    """Say of everybody why they do not take an account with the others as dealt."""
    role = problem.role.id
    people = range(len(problem.people))
    if not problem.people:
        yield _reason(problem, account, "nobody", f"there is nobody of the role {role}")
    allowed = problem.allowed[account]
    barred = [each for each in people if each not in allowed]
    if barred:
        code = "fixed" if account in problem.fixed else "forbidden"
        yield _reason(problem, account, code, _said_of_barred(problem, account), barred)
    groups: dict[str, list[int]] = {}
    for person in allowed:
        groups.setdefault(_hindrance(problem, deal, account, person), []).append(person)
    work = problem.works[account]
    says = {
        "full": "no room for one more by number",
        "too-large": f"fewer hours in all than it takes ({work})",
        "no-hours": f"too few hours left for {work}",
    }
    for code, message in says.items():
        if code in groups:
            told = f"{_people(problem, groups[code])} {message}"
            yield _reason(problem, account, code, told, groups[code])


def _hindrance(problem: RoleProblem, deal: Deal, account: int, person: int) -> str:
    capacity = problem.capacities[person]
    count, _ = problem.load(problem.held(deal, person))
    if capacity.hours_count and problem.hours[account] > capacity.hours:
        return "too-large"
    return "full" if count >= capacity.accounts else "no-hours"


def _said_of_barred(problem: RoleProblem, account: int) -> str:
    if account in problem.fixed:
        (person,) = problem.allowed[account]
        return f"it is fixed to {problem.people[person].id}"
    people = range(len(problem.people))
    barred = [each for each in people if each not in problem.allowed[account]]
    names = ", ".join(problem.people[each].id for each in barred)
    return f"a restriction says never to {names}"


def _people(problem: RoleProblem, people: list[int]) -> str:
    if len(people) == 1:
        return f"{problem.people[people[0]].id} has"
    return f"{len(people)} people have"


def _reason(
    problem: RoleProblem,
    account: int,
    code: str,
    message: str,
    people: list[int] | None = None,
) -> Reason:
    return Reason(
        code=code,
        message=message,
        rules=("STF-03",),
        facts={
            "account": problem.works[account].account.id,
            "role": problem.role.id,
            "people": tuple(problem.people[each].id for each in people or ()),
        },
    )
