"""From the class of a machine to the table that is walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from statemachine import HistoryState

from partner_success.core.collections import FrozenMap
from partner_success.gates.machines.base import StrictMachine
from partner_success.gates.machines.table import MachineTable, Move

__all__ = ["derive"]

BEFORE: Final = ":"
"""Parts a state from the one that it remembers."""


def derive(machine: type[StrictMachine], name: str) -> MachineTable:
    """Give what follows in a machine, read off its class.

    A state of the table is a leaf of the machine. Where leaving a compound state is
    remembered, there is one for each state that can be remembered.
    """
    defined: Any = machine
    flat = _Flat(list(defined.states))
    leaves = {path: dict(flat.moves(leaf)) for path, leaf in flat.leaves.items()}
    moves: dict[str, dict[str, Move]] = {}
    waiting = [flat.initial]
    while waiting:
        state = waiting.pop()
        if state not in moves:
            moves[state] = flat.remembering(state, leaves)
            waiting += [move.target for move in moves[state].values()]
    order = [
        state
        for path in flat.leaves
        for state in moves
        if state.split(BEFORE)[0] == path
    ]
    return MachineTable(
        name=name,
        initial=flat.initial,
        states=tuple(order),
        events=tuple(str(event.id) for event in defined.events),
        final=frozenset(path for path, leaf in flat.leaves.items() if leaf.final),
        moves=FrozenMap((state, FrozenMap(moves[state])) for state in order),
    )


class _Flat:
    """The leaves of a machine by their paths, and what leads out of each."""

    def __init__(self, states: list[Any]) -> None:
        self.leaves: dict[str, Any] = {}
        self._paths: dict[int, str] = {}
        self._parents: dict[int, Any] = {}
        for state in states:
            self._walk(state, "")
        self.initial = self._paths[id(self._first(states))]

    def place(self, path: str) -> int:
        """Give the place of a leaf among all, as the machine writes them down."""
        return list(self.leaves).index(path)

    def _walk(self, state: Any, prefix: str) -> None:
        # What only groups states so that they are remembered is no part of a path.
        groups = bool(state.history)
        path = prefix if groups else f"{prefix}{state.id}"
        self._paths[id(state)] = path
        if not state.states:
            self.leaves[path] = state
        for inner in state.states:
            self._parents[id(inner)] = state
            self._walk(inner, prefix if groups else f"{path}.")
        for memory in state.history:
            self._parents[id(memory)] = state

    def _first(self, states: list[Any]) -> Any:
        found = next(state for state in states if state.initial)
        return self._first(list(found.states)) if found.states else found

    def _chain(self, leaf: Any) -> Iterator[Any]:
        """Give a leaf and what it is nested in, from inside out."""
        at: Any = leaf
        while at is not None:
            yield at
            at = self._parents.get(id(at))

    def moves(self, leaf: Any) -> Iterator[tuple[str, Move]]:
        """Give what each event leads to from a leaf; the innermost state decides."""
        seen: set[str] = set()
        for state in self._chain(leaf):
            for transition in state.transitions:
                if not transition.event or transition.event in seen:
                    continue
                seen.add(transition.event)
                guards = tuple(str(guard) for guard in transition.cond)
                yield transition.event, Move(self._target(transition.target), guards)

    def _target(self, state: Any) -> str:
        if isinstance(state, HistoryState):
            return BEFORE
        return self._paths[id(self._first([*state.states]) if state.states else state)]

    def remembering(
        self, state: str, leaves: dict[str, dict[str, Move]]
    ) -> dict[str, Move]:
        """Give what leads out of a state, with what is remembered put in place."""
        here, _, before = state.partition(BEFORE)
        found: dict[str, Move] = {}
        for event, move in leaves[here].items():
            target = move.target
            if target == BEFORE:
                target = before
            elif self._is_remembered(here) and self._recalls(target, leaves):
                target = f"{target}{BEFORE}{here}"
            found[event] = Move(target, move.guards)
        return found

    def _is_remembered(self, path: str) -> bool:
        return any(state.history for state in self._chain(self.leaves[path]))

    def _recalls(self, path: str, leaves: dict[str, dict[str, Move]]) -> bool:
        return any(move.target == BEFORE for move in leaves[path].values())
