"""The best deal of a role, one objective after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED
from partner_success.errors import SolverError
from partner_success.practice.assignment.greedy import deal_greedily, filled
from partner_success.practice.assignment.model import Answer, Model
from partner_success.practice.assignment.objectives import AssignmentValue, Proof
from partner_success.practice.assignment.problem import Deal, RoleProblem

__all__ = ["deal_best"]

# What is told in floats counts as the same within this part of it.
_SAME = Fraction(1, 10_000)


@attrs.frozen(kw_only=True)
class _Course:
    """What the solver answered to each objective.

    Attributes:
        taken: To the first.
        kept: To the second; ``None`` where nobody has an account yet.
        even: To the third.
    """

    taken: Answer
    kept: Answer | None
    even: Answer


def deal_best(problem: RoleProblem, *, nodes: int) -> tuple[Deal, tuple[Proof, ...]]:
    """Find the best deal: what is taken, then what is broken, then how even it is.

    Nothing that the solver says is taken on trust: its deals are looked at in exact
    numbers, its costs have to be those of its deals, its last deal must keep to what it
    reached before, and what it has proved must not be worse than the greedy deal.

    Raises:
        SolverError: The solver finds nothing, or says what does not hold.

    Rule: STF-03.
    """
    greedy = deal_greedily(problem)
    if not any(problem.allowed):
        return greedy, ()
    course = _solved(problem, greedy, nodes)
    value = problem.value(course.even.deal)
    # Where nothing was proved there may be room left, or greed may have been luckier.
    deals = (filled(problem, course.even.deal), greedy)
    best = min(deals, key=lambda deal: problem.value(deal).rank)
    proofs = tuple(_proofs(problem, course, value, problem.value(best)))
    return best, proofs


def _solved(problem: RoleProblem, greedy: Deal, nodes: int) -> _Course:
    """Ask for one objective after the other, each with what is reached of those before.

    Where the solver stops before it has an answer, the deal before stands: at first the
    greedy one.
    """
    model = Model(problem, nodes=nodes)
    priorities = [problem.priorities[account] for account, _ in model.pairs]
    value = problem.value(greedy)
    first = model.most(priorities) or _standing(greedy, -value.taken, -sum(priorities))
    value = problem.value(first.deal)
    _agree(problem, "taken", -first.cost, Fraction(value.taken))
    model.keep_at_least(priorities, value.taken)

    second, served = None, _served(problem)
    if served:
        stays = [int(problem.now[account] == person) for account, person in model.pairs]
        kept = served - value.broken
        second = model.most(stays) or _standing(first.deal, -kept, -served)
        value = problem.value(second.deal)
        _agree(problem, "kept", -second.cost, Fraction(served - value.broken))
        # By luck it may take more than before, where nothing was proved of that.
        model.keep_at_least(priorities, value.taken)
        model.keep_at_least(stays, served - value.broken)

    before = first if second is None else second
    third = model.evenest() or _standing(before.deal, value.unevenness, 0)
    found = problem.value(third.deal)
    _agree(problem, "unevenness", third.cost, found.unevenness)
    if found.taken < value.taken or found.broken > value.broken:
        raise SolverError(
            f"the solver gives up what it reached for the role {problem.role.id}:"
            f" {found}, after {value}; assign greedily instead"
        )
    return _Course(taken=first, kept=second, even=third)


def _standing(deal: Deal, cost: Fraction | int, bound: int) -> Answer:
    """Let a deal answer of which nothing is proved."""
    return Answer(deal=deal, cost=float(cost), bound=float(bound), proven=False)


def _served(problem: RoleProblem) -> int:
    return sum(each is not None for each in problem.now)


def _agree(problem: RoleProblem, objective: str, told: float, exact: Fraction) -> None:
    """Check what the solver says of its own answer."""
    if not math.isfinite(told) or abs(Fraction(told) - exact) > _SAME * max(
        Fraction(1), exact
    ):
        raise SolverError(
            f"the solver says {told} of what is {float(exact)} ({objective}, role"
            f" {problem.role.id}); assign greedily instead"
        )


def _proofs(
    problem: RoleProblem,
    course: _Course,
    solved: AssignmentValue,
    best: AssignmentValue,
) -> Iterator[Proof]:
    """Say of each objective what is proved of the best deal.

    What the solver says of an objective holds for deals that reach as much as its own
    in those before it; of any other, nothing is proved but that none is below 0.
    """
    hair = float(_SAME)
    most = min(sum(problem.priorities), math.floor(-course.taken.bound + hair))
    answers: list[tuple[str, Answer, int | Fraction, int | Fraction]] = [
        ("taken", course.taken, best.taken, most)
    ]
    if course.kept is not None:
        kept = math.floor(-course.kept.bound + hair)
        least = max(0, _served(problem) - kept)
        answers.append(("broken", course.kept, best.broken, least))
    even = Fraction(math.floor(HUNDRED * course.even.bound + hair), HUNDRED)
    answers.append(("unevenness", course.even, best.unevenness, even))
    alike = True
    for objective, answer, reached, bound in answers:
        if alike:
            yield _proof(problem, objective, answer, Fraction(reached), Fraction(bound))
        else:
            yield Proof(
                role=problem.role.id,
                objective=objective,
                reached=Fraction(reached),
                bound=Fraction(0),
                proven=reached == 0,
            )
        alike = alike and reached == getattr(solved, objective)


def _proof(
    problem: RoleProblem,
    objective: str,
    answer: Answer,
    reached: Fraction,
    bound: Fraction,
) -> Proof:
    """Put a proof together, and check that the deal keeps to it.

    An objective that counts whole ones is proved too where its bound leaves no room for
    a whole one more.
    """
    better = reached - bound if objective == "taken" else bound - reached
    if better > _SAME * max(Fraction(1), reached):
        raise SolverError(
            f"the solver says that {float(bound)} cannot be passed, and"
            f" {float(reached)} is there ({objective}, role {problem.role.id}); assign"
            " greedily instead"
        )
    return Proof(
        role=problem.role.id,
        objective=objective,
        reached=reached,
        bound=bound,
        proven=answer.proven or reached == bound,
    )
