"""Machines for tests: each as its table, and as python-statemachine runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from statemachine import HistoryState
from statemachine.exceptions import TransitionNotAllowed

from partner_success.core.decision import Reason
from partner_success.engagement import lifecycle_machine, lifecycle_table
from partner_success.engagement.playbooks.runs import run_machine, run_table
from partner_success.gates.machines import (
    MACHINES,
    MachineTable,
    gate_table,
    machine_class,
    machine_table,
)
from partner_success.programme.pilot import pilot_machine, pilot_table

PHASES: tuple[tuple[str, ...], ...] = (
    ("phase_3a", "phase_3b"),
    ("one", "two", "three"),
    # Called what states and events are called.
    ("failed", "enter_phase"),
)
"""Phases of gates that are entered in turn."""

SUBJECTS: dict[str, tuple[MachineTable, type[Any]]] = {
    **{name: (machine_table(name), machine_class(name)) for name in MACHINES},
    "run": (run_table(), run_machine()),
    **{
        f"gate with {' and '.join(phases)}": (
            gate_table(phases),
            machine_class("gate", phases),
        )
        for phases in PHASES
    },
    "lifecycle": (lifecycle_table(), lifecycle_machine()),
    "pilot": (pilot_table(), pilot_machine()),
}
"""Every machine under a name for tests, with its table and its class."""


class Guards:
    """A model whose guards answer what they are told to, all true at first."""

    def __init__(self, table: MachineTable) -> None:
        self.answer: Callable[[], bool] = partial(bool, True)
        self.state: Any = None
        for guard in guards_of(table):
            setattr(self, guard, self._answer)

    def _answer(self) -> bool:
        return self.answer()


def guards_of(table: MachineTable) -> frozenset[str]:
    """Give the names of all guards of a machine."""
    return frozenset(
        guard
        for moves in table.moves.values()
        for move in moves.values()
        for guard in move.guards
    )


def permitted(_name: str) -> tuple[Reason, ...]:
    """Give no reason against any guard."""
    return ()


def refused(name: str) -> tuple[Reason, ...]:
    """Give one reason against any guard."""
    return (Reason(code="refused", message=f"{name} does not hold"),)


def innermost(states: Iterable[Any]) -> Any:
    """Give the one state of a configuration in which no other is nested."""
    (leaf,) = (state for state in states if not state.states)
    return leaf


def paths(table: MachineTable) -> dict[str, tuple[str, ...]]:
    """Give a shortest way of events into every state that can be reached."""
    found: dict[str, tuple[str, ...]] = {table.initial: ()}
    waiting = [table.initial]
    for state in waiting:
        for event, move in table.moves[state].items():
            if move.target not in found:
                found[move.target] = (*found[state], event)
                waiting.append(move.target)
    return found


class Driven:
    """A real machine, and the state of the table that it stands in."""

    def __init__(self, name: str, events: tuple[str, ...] = ()) -> None:
        table, machine = SUBJECTS[name]
        self.guards = Guards(table)
        self.machine = machine(self.guards)
        for event in events:
            self.machine.send(event)

    @property
    def state(self) -> str:
        """The leaf, and behind a colon what a blocked gate remembers."""
        return ":".join(self._leaves())

    def _leaves(self) -> Iterator[str]:
        leaf = innermost(self.machine.configuration)
        yield str(leaf.value)
        if any(isinstance(move.target, HistoryState) for move in leaf.transitions):
            (remembered,) = self.machine.history_values.values()
            yield str(innermost(remembered).value)

    def send(self, event: str) -> bool:
        """Send an event; tell whether the machine took it."""
        try:
            self.machine.send(event)
        except TransitionNotAllowed:
            return False
        return True
