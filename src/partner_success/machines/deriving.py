"""From the class of a machine to the table that is walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from statemachine import HistoryState

from partner_success.core.collections import FrozenMap
from partner_success.machines.base import StrictMachine
from partner_success.machines.table import MachineTable, Move

__all__ = ["derive"]

_BEFORE: Final = ":"
"""Parts a state from the one that it remembers."""


def derive(machine: type[StrictMachine], name: str) -> MachineTable:
    """Give what follows in a machine, read off its class.

    A state of the table is a leaf of the machine, called by its value. Where leaving a
    compound state is remembered, there is one for each state that can be remembered.
    """
    defined: Any = machine
    tree = _Tree(list(defined.states))
    moves: dict[str, dict[str, Move]] = {}
    waiting = [tree.initial]
    while waiting:
        state = waiting.pop()
        if state not in moves:
            moves[state] = dict(tree.moves(state))
            waiting += [move.target for move in moves[state].values()]
    order = sorted(moves, key=tree.places)
    return MachineTable(
        name=name,
        initial=tree.initial,
        states=tuple(order),
        events=tuple(str(event.id) for event in defined.events),
        final=frozenset(value for value, leaf in tree.leaves.items() if leaf.final),
        moves=FrozenMap((state, FrozenMap(moves[state])) for state in order),
    )


class _Tree:
    """The leaves of a machine by their values, and what each is nested in."""

    def __init__(self, states: list[Any]) -> None:
        self.leaves: dict[str, Any] = {}
        self._around: dict[str, tuple[Any, ...]] = {}
        self._walk(states, ())
        self.initial = _entered(next(state for state in states if state.initial))

    def _walk(self, states: list[Any], around: tuple[Any, ...]) -> None:
        for state in states:
            if state.states:
                self._walk(list(state.states), (state, *around))
            else:
                self.leaves[str(state.value)] = state
                self._around[str(state.value)] = around

    def places(self, state: str) -> list[int]:
        """Give by what states are ordered: as the machine writes them down."""
        known = list(self.leaves)
        return [known.index(value) for value in state.split(_BEFORE)]

    def moves(self, state: str) -> Iterator[tuple[str, Move]]:
        """Give what each event leads to from a state of the table."""
        here, _, before = state.partition(_BEFORE)
        for transition in self._leaving(here):
            guards = tuple(str(guard) for guard in transition.cond)
            target = transition.target
            if isinstance(target, HistoryState):
                yield transition.event, Move(before, guards)
                continue
            entered = _entered(target)
            if self._recalls(entered):
                entered = f"{entered}{_BEFORE}{here}"
            yield transition.event, Move(entered, guards)

    def _leaving(self, leaf: str) -> Iterator[Any]:
        """Give the transitions out of a leaf and of what it is nested in."""
        for state in (self.leaves[leaf], *self._around[leaf]):
            yield from (each for each in state.transitions if each.event)

    def _recalls(self, leaf: str) -> bool:
        return any(
            isinstance(each.target, HistoryState) for each in self._leaving(leaf)
        )


def _entered(state: Any) -> str:
    """Give the leaf that is entered with a state."""
    while state.states:
        state = next(inner for inner in state.states if inner.initial)
    return str(state.value)
