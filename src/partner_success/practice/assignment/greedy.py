"""Accounts dealt out one after the other, each once."""

from __future__ import annotations

from fractions import Fraction

from partner_success.practice.assignment.problem import Deal, RoleProblem

__all__ = ["deal_greedily", "filled", "in_order"]


class _Table:
    """What everybody has while accounts are dealt out."""

    def __init__(self, problem: RoleProblem, deal: Deal) -> None:
        self.problem = problem
        self.deal: list[int | None] = list(deal)
        loads = [
            problem.load(problem.held(deal, person))
            for person in range(len(problem.people))
        ]
        self.counts = [count for count, _ in loads]
        self.hours = [hours for _, hours in loads]

    def fits(self, account: int, person: int) -> bool:
        """Tell whether a person may take an account more and has room for it."""
        hours = self.hours[person] + self.problem.hours[account]
        capacity = self.problem.capacities[person]
        return person in self.problem.allowed[account] and capacity.holds(
            self.counts[person] + 1, hours
        )

    def take(self, account: int, person: int) -> None:
        """Give an account to a person."""
        self.deal[account] = person
        self.counts[person] += 1
        self.hours[person] += self.problem.hours[account]

    def utilisation_with(self, account: int, person: int) -> Fraction:
        """Give what a person would carry of what they can, with an account more."""
        hours = self.hours[person] + self.problem.hours[account]
        return self.problem.utilisation(person, self.counts[person] + 1, hours)


def deal_greedily(problem: RoleProblem) -> Deal:
    """Keep the pairs that are there, then give each other account to one person.

    Rule: STF-03.
    """
    return filled(problem, (None,) * len(problem.works))


def filled(problem: RoleProblem, deal: Deal) -> Deal:
    """Give whoever has room for it what nobody takes yet.

    Existing pairs come first, by priority. Others follow by priority, then those that
    the fewest people may take, then those with most hours; each goes to whoever is
    used least with it. What is alike goes by the order given.
    """
    table = _Table(problem, deal)
    places = [place for place, taken in enumerate(deal) if taken is None]
    for place in sorted(places, key=lambda each: -problem.priorities[each]):
        person = problem.now[place]
        if person is not None and table.fits(place, person):
            table.take(place, person)

    def turn(place: int) -> tuple[int, int, Fraction]:
        choice = len(problem.allowed[place])
        return -problem.priorities[place], choice, -problem.hours[place]

    for place in sorted(places, key=turn):
        if table.deal[place] is not None:
            continue
        room = [each for each in problem.allowed[place] if table.fits(place, each)]
        if room:
            used = {each: table.utilisation_with(place, each) for each in room}
            table.take(place, min(room, key=used.__getitem__))
    return tuple(table.deal)


def in_order(problem: RoleProblem, deal: Deal) -> Deal:
    """Give earlier accounts earlier people, where that changes nothing else.

    Accounts are alike that have the same hours, priority, people who may take them and
    person now, and that are not with that person; of them who comes first in the order
    given gets who comes first, and nobody takes the last.
    """
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, person in enumerate(deal):
        now = problem.now[place]
        if now is None or now != person:
            key = (
                problem.hours[place],
                problem.priorities[place],
                problem.allowed[place],
                now,
            )
            alike.setdefault(key, []).append(place)
    found = list(deal)
    for places in alike.values():
        people = [deal[each] for each in places]
        ordered = sorted(people, key=lambda each: (each is None, each or 0))
        for place, person in zip(places, ordered, strict=True):
            found[place] = person
    return tuple(found)
