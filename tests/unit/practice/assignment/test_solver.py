"""What a solver says is never taken on trust."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import scipy.optimize

from partner_success.errors import MissingExtraError, SolverError
from partner_success.practice.assignment import Restriction, assign_best
from tests.unit.practice.assignment.small import POLICY, account, person

Solve = Callable[..., Any]
real: Solve = scipy.optimize.milp

ACCOUNTS = [account("a", 2), account("b", 3)]
PEOPLE = [person("ann", "a"), person("bo")]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Solve], list[Any]]:
    """Put another solver in the place of the real one, and count its calls."""

    def put(solve: Solve) -> list[Any]:
        calls: list[Any] = []

        def milp(*given: Any, **named: Any) -> Any:
            found = solve(len(calls), real(*given, **named))
            calls.append(found)
            return found

        monkeypatch.setattr(scipy.optimize, "milp", milp)
        return calls

    return put


def changed(found: Any, **changes: Any) -> Any:
    """Give another answer."""
    names = ("x", "fun", "mip_dual_bound", "status", "message")
    kept = {name: getattr(found, name) for name in names}
    return SimpleNamespace(**(kept | changes))


@pytest.mark.rule("STF-03")
def test_no_answer(answering: Callable[[Solve], list[Any]]) -> None:
    """Where the solver finds nothing, that is an error with what it said."""
    answering(lambda _, found: changed(found, x=None, message="out of luck"))
    with pytest.raises(SolverError, match=r"for the role csm \(out of luck\)"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize("call", [0, 1, 2])
@pytest.mark.parametrize("told", [0.5, float("nan")])
def test_costs_that_are_not_those_of_the_answer(
    answering: Callable[[Solve], list[Any]], call: int, told: float
) -> None:
    """The solver's costs have to be those of its own answer."""
    answering(
        lambda number, found: changed(found, fun=told) if number == call else found
    )
    with pytest.raises(SolverError, match="the solver says"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)


@pytest.mark.rule("STF-03")
def test_an_account_given_twice(answering: Callable[[Solve], list[Any]]) -> None:
    """An account with two people is no assignment."""
    answering(lambda _, found: changed(found, x=found.x * 0 + 1))
    with pytest.raises(SolverError, match="to two people"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)


@pytest.mark.rule("STF-03")
def test_what_was_reached_is_kept(answering: Callable[[Solve], list[Any]]) -> None:
    """An answer that gives up what was reached before is refused."""
    answering(
        lambda number, found: (
            changed(found, x=found.x * 0, fun=0.0) if number == 2 else found
        )
    )
    with pytest.raises(SolverError, match="gives up what it reached for the role csm"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize(("call", "bound"), [(0, -1.0), (1, 0.0), (2, 1e6)])
def test_bounds_that_are_passed(
    answering: Callable[[Solve], list[Any]], call: int, bound: float
) -> None:
    """A bound that the answer itself passes proves nothing but a fault."""
    answering(
        lambda number, found: (
            changed(found, mip_dual_bound=bound) if number == call else found
        )
    )
    with pytest.raises(SolverError, match="cannot be passed"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)


@pytest.mark.rule("STF-03")
def test_loads_that_fit_by_a_hair_only_in_floats(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """What is over by less than floats see is told to the solver, and left out."""
    hair = Decimal("4.0000001")
    calls = answering(lambda _, found: found)
    found = assign_best([account("a", 4), account("b", hair)], [person("ann")], POLICY)
    assert found.value.taken == 1
    assert found.people[0].after.hours.most <= 8
    assert len(calls) > 2


@pytest.mark.rule("STF-03")
def test_loads_that_never_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that goes on to overload somebody is given up."""
    all_of_them = SimpleNamespace(
        x=array("d", [1, 1, 1]), fun=-3.0, mip_dual_bound=-3.0, status=0
    )
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: all_of_them)
    accounts = [account(name, 5) for name in "abc"]
    with pytest.raises(SolverError, match="50 times over"):
        assign_best(accounts, [person("ann")], POLICY)


@pytest.mark.rule("STF-03")
def test_what_is_not_proved_is_told(answering: Callable[[Solve], list[Any]]) -> None:
    """With too few nodes the proposal stands, with what may still be possible."""

    def unsure(number: int, found: Any) -> Any:
        bounds = (found.mip_dual_bound - 1, found.mip_dual_bound - 1, 0.0)
        return changed(found, status=4, mip_dual_bound=bounds[number])

    answering(unsure)
    accounts = [*ACCOUNTS, account("c", 9)]
    people = [person("ann", "a", "b"), person("bo")]
    never = Restriction(account="a", person="ann", kind="never")
    found = assign_best(
        accounts, people, POLICY, restrictions=[never], priorities={"a": 4, "c": 2}
    )
    assert not found.is_proven
    assert [str(each) for each in found.proofs] == [
        "csm: taken 5, not proven; at most 6 is possible",
        "csm: broken 1, not proven; at least 0 is possible",
        "csm: unevenness 25.58, not proven; at least 0 is possible",
    ]
    assert str(found.proofs[0]) in found.explain().remarks


@pytest.mark.rule("STF-03")
def test_whole_numbers_are_proved_by_their_bounds(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """A bound without room for a whole one more is a proof."""
    answering(
        lambda _, found: changed(
            found, status=4, mip_dual_bound=found.mip_dual_bound - 0.4
        )
    )
    taken, broken, unevenness = assign_best(ACCOUNTS, PEOPLE, POLICY).proofs
    assert (taken.proven, broken.proven, unevenness.proven) == (True, True, False)
    assert str(taken) == "csm: taken 2, proven"


@pytest.mark.rule("STF-03")
def test_greed_fills_what_the_solver_leaves(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """Where the solver stops early with nothing, what greed takes is the proposal."""
    answering(
        lambda _, found: changed(
            found, x=found.x * 0, fun=0.0, status=4, mip_dual_bound=-9.0
        )
    )
    found = assign_best(ACCOUNTS, PEOPLE, POLICY)
    assert found.value.taken == 2
    assert not found.is_proven
    assert list(map(str, found.proofs)) == [
        "csm: taken 2, proven",
        "csm: broken 0, proven",
        "csm: unevenness 25.58, not proven; at least 0 is possible",
    ]


@pytest.mark.rule("STF-03")
def test_greed_keeps_what_the_solver_moves(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """Where the solver stops early and moves a pair, greed may keep it."""

    def restless(number: int, found: Any) -> Any:
        if number == 0:
            return found
        x = found.x * 0
        x[1] = x[2] = 1
        told = {"fun": 0.0, "mip_dual_bound": -1.0} if number == 1 else {}
        return changed(found, x=x, status=4, **told)

    answering(restless)
    found = assign_best(ACCOUNTS, PEOPLE, POLICY)
    assert [each.account.id for each in found.kept] == ["a"]
    assert list(map(str, found.proofs)) == [
        "csm: taken 2, proven",
        "csm: broken 0, proven",
        "csm: unevenness 25.58, not proven; at least 0 is possible",
    ]


@pytest.mark.parametrize("call", [0, 1, 2])
def test_where_the_solver_stops_before_it_has_an_answer(
    answering: Callable[[Solve], list[Any]], call: int
) -> None:
    """The deal before stands, at first the greedy one, and nothing is proved of it."""
    nothing = {"x": None, "fun": None, "mip_dual_bound": None, "status": 4}
    calls = answering(
        lambda number, found: changed(found, **nothing) if number == call else found
    )
    found = assign_best(ACCOUNTS, PEOPLE, POLICY)
    assert len(calls) == 3
    assert (found.value.taken, found.value.broken) == (2, 0)
    proven = [each.proven for each in found.proofs]
    # All accounts taken, and no pair broken, cannot be better whatever a solver says.
    assert proven == [True, True, call != 2]


def test_where_the_solver_stops_with_nobody_to_keep(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """Where nobody has an account, the evenest comes right after the first answer."""
    nothing = {"x": None, "fun": None, "mip_dual_bound": None, "status": 1}
    answering(lambda number, found: changed(found, **nothing) if number else found)
    found = assign_best(ACCOUNTS, [person("ann"), person("bo")], POLICY)
    assert found.value.taken == 2
    assert [each.objective for each in found.proofs] == ["taken", "unevenness"]
    assert not found.is_proven


def test_an_account_more_by_luck_is_kept(
    answering: Callable[[Solve], list[Any]],
) -> None:
    """What a later answer takes beyond an unproven first one is not given up again."""

    def lucky(number: int, found: Any) -> Any:
        if number > 1:
            return found
        x = found.x * 0
        # The pairs are a-ann, a-bo, b-ann, b-bo.
        x[0], x[3] = 1, number
        return changed(found, x=x, fun=-1.0, mip_dual_bound=-2.0 + number, status=4)

    answering(lucky)
    found = assign_best(ACCOUNTS, PEOPLE, POLICY)
    assert (found.value.taken, found.value.broken) == (2, 0)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without scipy the best cannot be proposed, and what to install is said."""

    class Nowhere:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "scipy":
                raise ModuleNotFoundError(name="scipy")

    for name in ("scipy", "scipy.optimize"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Nowhere, *sys.meta_path])
    with pytest.raises(MissingExtraError, match=r"partner-success\[solver\]"):
        assign_best(ACCOUNTS, PEOPLE, POLICY)
