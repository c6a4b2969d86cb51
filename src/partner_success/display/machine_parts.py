"""What is drawn of a machine: states, arrows, and what is remembered, drawn once."""

from __future__ import annotations

from typing import Final

import attrs

from partner_success.gates.machines import (
    MachineName,
    MachineTable,
    machine_table,
)

__all__ = ["Arrow", "MachineParts", "Memory", "parts_of", "words"]

_NESTED: Final = "."
_REMEMBERED: Final = ":"


@attrs.frozen(kw_only=True)
class Arrow:
    """Where an event leads.

    Attributes:
        source: The state before.
        target: The state behind.
        event: What happens.
        guards: What has to hold.
    """

    source: str
    target: str
    event: str
    guards: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its label: the event, and below it the guards in brackets."""
        guards = f"[{', '.join(map(words, self.guards))}]"
        return (words(self.event), *((guards,) if self.guards else ()))


@attrs.frozen(kw_only=True)
class Memory:
    """A state that remembers the one before.

    Attributes:
        state: What it is called.
        remembered: The states that it can remember, in order.
        entering: The events that lead into it.
        leaving: The events that give back what it remembers.
    """

    state: str
    remembered: tuple[str, ...]
    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@attrs.frozen(kw_only=True)
class MachineParts:
    """What is drawn of a machine.

    Attributes:
        name: What the machine is called.
        initial: The state in which it begins.
        states: The states, in order, without those that remember.
        final: The states that nothing follows.
        arrows: What leads from one to another.
        memory: The state that remembers, drawn once; ``None`` where none does.
        present: The state to be marked.
        recalled: The state that the present one remembers.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    final: frozenset[str]
    arrows: tuple[Arrow, ...]
    memory: Memory | None = None
    present: str | None = None
    recalled: str | None = None

    def frame(self, state: str) -> str | None:
        """Give what a state is nested in; ``None`` for most."""
        return state.partition(_NESTED)[0] if _NESTED in state else None

    def name_of(self, state: str) -> str:
        """Give the name of a state for people, without what it is nested in."""
        frame, _, inner = state.partition(_NESTED)
        return (inner or frame).replace("_", " ")

    def mark(self, state: str) -> str | None:
        """Give the text that marks the present state; ``None`` for every other."""
        if state != self.present:
            return None
        return "now" if self.recalled is None else f"now, was {words(self.recalled)}"

    @property
    def description(self) -> str:
        """All that the picture shows, for those who do not see it."""
        found = [f"It begins in {words(self.initial)}."]
        for arrow in self.arrows:
            way = f"From {words(arrow.source)} to {words(arrow.target)}"
            found.append(f"{way}: {' '.join(arrow.lines)}.")
        if self.memory is not None:
            states = ", ".join(map(words, self.memory.remembered))
            there = words(self.memory.state)
            into, back = map(_any_of, (self.memory.entering, self.memory.leaving))
            found.append(f"From any of {states} to {there}: {into}.")
            found.append(f"From {there} back to the state before: {back}.")
        if self.present is not None:
            before = f", before {words(self.recalled)}" if self.recalled else ""
            found.append(f"Now it is in {words(self.present)}{before}.")
        return " ".join(found)


def parts_of(table: MachineTable | MachineName, state: str | None) -> MachineParts:
    """Give what is drawn of a machine.

    Raises:
        UnknownNameError: There is no such machine, or it has no such state.
    """
    if isinstance(table, str):
        table = machine_table(table)
    here = "" if state is None else table.require_state(state)
    present, _, recalled = here.partition(_REMEMBERED)
    memories = [each for each in table.states if _REMEMBERED in each]
    arrows = tuple(
        Arrow(source=source, target=move.target, event=event, guards=move.guards)
        for source, moves in table.moves.items()
        for event, move in moves.items()
    )
    return MachineParts(
        name=table.name,
        initial=table.initial,
        states=tuple(each for each in table.states if each not in memories),
        final=table.final,
        arrows=tuple(
            arrow for arrow in arrows if not {arrow.source, arrow.target} & {*memories}
        ),
        memory=_memory(memories, arrows),
        present=present or None,
        recalled=recalled or None,
    )


def _memory(states: list[str], arrows: tuple[Arrow, ...]) -> Memory | None:
    if not states:
        return None
    entering = [arrow.event for arrow in arrows if arrow.target in states]
    leaving = [arrow.event for arrow in arrows if arrow.source in states]
    return Memory(
        state=states[0].partition(_REMEMBERED)[0],
        remembered=tuple(state.partition(_REMEMBERED)[2] for state in states),
        entering=tuple(dict.fromkeys(entering)),
        leaving=tuple(dict.fromkeys(leaving)),
    )


def words(name: str) -> str:
    """Write the name of a state, event or guard for people.

    Examples:
        >>> words("in_progress.phase_3a")
        'in progress, phase 3a'
    """
    return name.replace(_NESTED, ", ", 1).replace("_", " ")


def _any_of(events: tuple[str, ...]) -> str:
    return " or ".join(map(words, events))
