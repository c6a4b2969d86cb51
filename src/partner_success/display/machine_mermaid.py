"""Machines as text that Mermaid draws."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from partner_success.display.machine_parts import MachineParts, parts_of, words
from partner_success.display.wording import visible
from partner_success.gates.machines import MachineName, MachineTable

__all__ = ["machine_mermaid"]

_PLAIN: Final = frozenset(" _-.,()[]")
_PRESENT: Final = "    classDef present stroke-width:4px,font-weight:bold"


def machine_mermaid(
    table: MachineTable | MachineName, *, state: str | None = None, title: str = ""
) -> str:
    """Write a machine as a state diagram of Mermaid.

    Phases are nested, and what is remembered while a gate is blocked is a group with
    one arrow out and one back. The present state carries the class ``present`` and the
    word ``now``.

    Args:
        table: A table of `machine_table` or `gate_table`, or the name of a machine.
        state: The present state; left out, none is marked.
        title: A heading; left out, there is none.

    Raises:
        UnknownNameError: There is no such machine, or it has no such state.

    Examples:
        >>> print(machine_mermaid("journey", state="launched"))
        stateDiagram-v2
            direction LR
            state "created" as s1
            state "onboarding" as s2
            state "launched (now)" as s3
            state "in operation" as s4
            [*] --> s1
            s1 --> s2 : set out
            s2 --> s3 : launch
            s3 --> s4 : operate
            s4 --> [*]
            classDef present stroke-width:4px,font-weight:bold
            class s3 present
        <BLANKLINE>

    Rule: JRN-05, JRN-16, JRN-18, JRN-20.
    """
    return "".join(f"{line}\n" for line in _lines(parts_of(table, state), title))


def _lines(parts: MachineParts, title: str) -> Iterator[str]:
    if title:
        quoted = json.dumps(visible(title), ensure_ascii=False)
        yield from ("---", f"title: {quoted}", "---")
    yield "stateDiagram-v2"
    yield "    direction LR"
    # States are numbered, so that no name of a phase is taken for a word of Mermaid.
    ids = {state: f"s{number}" for number, state in enumerate(parts.states, start=1)}
    memory = parts.memory
    remembered = () if memory is None else memory.remembered
    for inside, states in groupby(parts.states, lambda state: state in remembered):
        indent = "    " * (1 + inside)
        if inside and memory is not None:
            name = _escaped(f"remembered while {words(memory.state)}")
            yield f'    state "{name}" as remembered'
            yield "    state remembered {"
        yield from _declared(parts, list(states), ids, indent)
        if inside:
            yield "    }"
    if memory is not None:
        ids[memory.state] = "memory"
        yield f'    state "{_label(parts, memory.state)}" as memory'
        yield "    note right of memory : remembers the state before"
        for source, target, events in (
            ("remembered", "memory", memory.entering),
            ("memory", "remembered", memory.leaving),
        ):
            yield from (
                f"    {source} --> {target} : {_escaped(words(event))}"
                for event in events
            )
    yield f"    [*] --> {ids[parts.initial]}"
    for arrow in parts.arrows:
        label = _escaped(" ".join(arrow.lines))
        yield f"    {ids[arrow.source]} --> {ids[arrow.target]} : {label}"
    yield from (
        f"    {ids[state]} --> [*]" for state in parts.states if state in parts.final
    )
    if parts.present is not None:
        yield _PRESENT
        yield f"    class {ids[parts.present]} present"


def _declared(
    parts: MachineParts, states: list[str], ids: dict[str, str], indent: str
) -> Iterator[str]:
    for frame, nested in groupby(states, parts.frame):
        inner = indent
        if frame is not None:
            inner = f"{indent}    "
            yield f'{indent}state "{_escaped(words(frame))}" as in_turn'
            yield f"{indent}state in_turn {{"
        yield from (
            f'{inner}state "{_label(parts, state)}" as {ids[state]}' for state in nested
        )
        if frame is not None:
            yield f"{indent}}}"


def _label(parts: MachineParts, state: str) -> str:
    mark = parts.mark(state)
    return _escaped(parts.name_of(state) + (f" ({mark})" if mark else ""))


def _escaped(text: str) -> str:
    """Write what Mermaid could read as anything but a letter as its number."""
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};"
        for letter in visible(text)
    )
