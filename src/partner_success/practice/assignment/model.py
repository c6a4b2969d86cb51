"""One role as a linear program of whole numbers.

There is a yes or no for every pair that may be, and for every person how much they
carry in tenths and what that costs. The solver counts in floats, to which a load may
seem to fit that is over by a hair. So an answer is looked at in exact numbers, and
accounts that are too much for a person together are told to the solver as such, until
what it answers holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import attrs

from partner_success.core.extras import NeedsExtra
from partner_success.errors import SolverError
from partner_success.practice.assignment.objectives import TENTHS
from partner_success.practice.assignment.problem import Deal, RoleProblem

__all__ = ["Answer", "Model"]

_EXTRA: Final = NeedsExtra(
    extra="solver", module="scipy", purpose="proposing the best assignment"
)

# A deal that is turned down this often points to a fault and not to rounding.
_MOST_ROUNDS: Final = 50

# Without an answer these say that the solver stopped early, not that there is none:
# 1 at a limit of time or steps, 4 at one of nodes, for which it has no number.
_STOPPED: Final = (1, 4)


@attrs.frozen(kw_only=True)
class Answer:
    """What the solver found.

    Attributes:
        deal: Who takes each account; within what everybody can carry.
        cost: What the solver says that its objective costs.
        bound: What no answer costs less than, as it says.
        proven: Whether it says that none is better.
    """

    deal: Deal
    cost: float
    bound: float
    proven: bool


class Model:
    """The yes or no of every pair, and what they have to keep to.

    Args:
        problem: The role.
        nodes: How many parts of the tree of answers are looked at for each objective.
    """

    def __init__(self, problem: RoleProblem, *, nodes: int) -> None:
        self.problem = problem
        self.nodes = nodes
        self.pairs: tuple[tuple[int, int], ...] = tuple(
            (account, person)
            for account, people in enumerate(problem.allowed)
            for person in people
        )
        self._place = {pair: place for place, pair in enumerate(self.pairs)}
        self._rows: list[tuple[list[tuple[int, float]], float, float]] = []
        for account, people in enumerate(problem.allowed):
            self._row(((self._place[account, each], 1) for each in people), most=1)
        for person in range(len(problem.people)):
            self._add_limits(person)

    def keep_at_least(self, weights: Sequence[int], least: int) -> None:
        """Keep to what is reached of one objective when the next one is asked for."""
        # Half of one is more than floats lose, and less than one answer differs by.
        self._row(enumerate(weights), least=least - 0.5)

    def most(self, weights: Sequence[int]) -> Answer | None:
        """Find the pairs whose weights add up to most; none, it stopped before."""
        return self._solve([*(-weight for weight in weights)], even=False)

    def evenest(self) -> Answer | None:
        """Find the pairs for which the load costs least; none, it stopped before."""
        return self._solve([0] * len(self.pairs), even=True)

    def _row(
        self,
        terms: Iterable[tuple[int, float]],
        *,
        least: float = -math.inf,
        most: float = math.inf,
    ) -> None:
        self._rows.append(([*terms], least, most))

    def _held(self, person: int) -> list[tuple[int, int]]:
        """Give the accounts that a person may take, each with the place of the pair."""
        pairs = enumerate(self.pairs)
        return [(account, place) for place, (account, each) in pairs if each == person]

    def _add_limits(self, person: int) -> None:
        capacity, held = self.problem.capacities[person], self._held(person)
        self._row(((place, 1) for _, place in held), most=capacity.accounts)
        if not capacity.hours_count:
            return
        hours = self.problem.hours
        parts = [(place, hours[each] / capacity.hours) for each, place in held]
        self._row(((place, float(part)) for place, part in parts if part <= 1), most=1)
        for place, part in parts:
            if part > 1:
                self._row([(place, 1)], most=0)

    def _solve(self, costs: list[int], *, even: bool) -> Answer | None:
        for _ in range(_MOST_ROUNDS):
            answer = self._answer(costs, even=even)
            if answer is None:
                return None
            over = [*self._over(answer.deal)]
            if not over:
                return answer
            for person, accounts in over:
                places = [self._place[account, person] for account in accounts]
                self._row(((place, 1) for place in places), most=len(places) - 1)
        raise SolverError(
            f"the solver proposes what nobody of the role {self.problem.role.id} can"
            f" carry, {_MOST_ROUNDS} times over; assign greedily instead, or round the"
            " hours"
        )

    def _over(self, deal: Deal) -> Iterable[tuple[int, tuple[int, ...]]]:
        for person, capacity in enumerate(self.problem.capacities):
            held = self.problem.held(deal, person)
            if not capacity.holds(*self.problem.load(held)):
                yield person, held

    def _answer(self, costs: list[int], *, even: bool) -> Answer | None:
        people = len(self.problem.people) if even else 0
        pairs, rows = len(self.pairs), list(self._rows)
        if even:
            rows += self._costs_of_loads()
        with _EXTRA:
            from scipy.optimize import Bounds, LinearConstraint, milp
            from scipy.sparse import csc_array
        values = [value for terms, _, _ in rows for _, value in terms]
        across = [place for terms, _, _ in rows for place, _ in terms]
        down = [row for row, (terms, _, _) in enumerate(rows) for _ in terms]
        size = (len(rows), pairs + 2 * people)
        whole: list[Literal[0, 1]] = [
            1 if place < pairs else 0 for place in range(size[1])
        ]
        found = milp(
            [*costs, *([0] * people), *([1] * people)],
            integrality=whole,
            bounds=Bounds(0, [*([1] * pairs), *([math.inf] * 2 * people)]),
            constraints=LinearConstraint(
                csc_array((values, (down, across)), shape=size),
                [least for _, least, _ in rows],
                [most for _, _, most in rows],
            ),
            # Presolving has been seen to print, and it saves no time here. With a limit
            # of nodes and not of seconds the answer is the same on every machine.
            options={"presolve": False, "mip_rel_gap": 0, "node_limit": self.nodes},
        )
        if found.x is None and found.status in _STOPPED:
            return None
        if found.x is None:
            raise SolverError(
                f"the solver found no assignment for the role {self.problem.role.id}"
                f" ({found.message}); assign greedily instead"
            )
        return Answer(
            deal=self._deal(found.x.tolist()[:pairs]),
            cost=float(found.fun),
            bound=float(found.mip_dual_bound),
            proven=found.status == 0,
        )

    def _deal(self, answers: Sequence[float]) -> Deal:
        deal: list[int | None] = [None] * len(self.problem.works)
        for (account, person), answer in zip(self.pairs, answers, strict=True):
            if answer > 1 / 2:
                if deal[account] is not None:
                    raise SolverError(
                        "the solver gives an account of the role"
                        f" {self.problem.role.id} to two people; assign greedily"
                        " instead"
                    )
                deal[account] = person
        return tuple(deal)

    def _costs_of_loads(
        self,
    ) -> Iterable[tuple[list[tuple[int, float]], float, float]]:
        """Say that a load is no less than by number and by hours, and what it costs.

        What a load costs is a chain of straight lines that grow steeper, so that it is
        the least number above all of them.
        """
        people = len(self.problem.people)
        for person, capacity in enumerate(self.problem.capacities):
            load = len(self.pairs) + person
            held = self._held(person)
            one = float(TENTHS / capacity.exact)
            yield [(load, 1), *((place, -one) for _, place in held)], 0, math.inf
            if capacity.hours_count:
                ours = [
                    (place, -float(TENTHS * self.problem.hours[each] / capacity.hours))
                    for each, place in held
                ]
                yield [(load, 1), *ours], 0, math.inf
            for tenth in range(TENTHS):
                line = [(load + people, 1.0), (load, -(2 * tenth + 1.0))]
                yield line, -tenth * (tenth + 1.0), math.inf
