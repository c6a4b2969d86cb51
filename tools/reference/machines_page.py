"""Every machine as a page: its picture, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.display.machine_diagrams import machine_svg
from partner_success.display.machine_parts import MachineParts, parts_of, words
from partner_success.gates.definition.stages import Stage
from partner_success.machines.table import MachineTable
from partner_success.rulebook import standard
from tools.reference.journey_machines import JOURNEY_MACHINES
from tools.reference.machines import GUARDS, Machine
from tools.reference.tables import Html, code, joined, listed, table
from tools.reference.work_machines import WORK_MACHINES

__all__ = ["MACHINES", "machine_pictures", "machines_page", "ways"]

MACHINES: tuple[Machine, ...] = (*JOURNEY_MACHINES, *WORK_MACHINES)
"""The sections of the page."""

HEAD = """# How things move

<!-- Written by `python -m tools.reference`; change the machines, not this page. -->

Everything that has a course moves by one of the machines below. An event that cannot
follow, or whose conditions do not hold, is refused with reasons and changes nothing; an
event that a machine does not know is a mistake of the caller.

The library draws the pictures itself. A machine begins at the dot, and a state with a
double frame ends it; what stands in brackets has to hold; a loop changes something and
leaves the state as it is. The tables below a picture tell it in full, and it opens
alone when you choose it.

*If* says what a machine asks of those who move it. What is said with a command, such as
a reason or a plan, is asked beside that, and told where the command is described.

[How gates move](../explanation/gate-machines.md) says how machines are defined and
walked, and [Draw a gate](../how-to/draw-a-gate.md) how to draw one with the place where
a partner stands.
"""

STAGES = """## Stages of the standard journey {#stages}

Every stage has the machine of a gate. Phases that are entered in turn become states of
it; phases that go side by side only structure the work.
"""


def machines_page() -> str:
    """Give the page as Markdown."""
    return "\n".join(_lines()) + "\n"


def machine_pictures() -> dict[str, str]:
    """Give the pictures of the page as SVG, by their names."""
    found = {each.picture: machine_svg(each.table()) for each in MACHINES}
    for stage in _in_turn():
        found[_picture(stage)] = machine_svg(
            standard().journey.tables[stage.id], title=f"The machine of {stage.name}"
        )
    return found


def _in_turn() -> list[Stage]:
    return [stage for stage in standard().journey.stages if stage.phases_in_turn]


def _picture(stage: Stage) -> str:
    return f"machine-stage-{stage.id.replace('_', '-')}"


def _lines() -> Iterator[str]:
    yield HEAD
    rows = [(f"{each.title}", _names(each.table())) for each in MACHINES]
    yield from table("The machines", ("Machine", "States"), rows)
    for machine in MACHINES:
        yield ""
        yield from _machine(machine)
        if machine.id == "gate":
            yield ""
            yield from _stages()


def _names(table_: MachineTable) -> str:
    known = dict.fromkeys(state.partition(":")[0] for state in table_.states)
    return ", ".join(map(words, known))


def _machine(machine: Machine) -> Iterator[str]:
    found = machine.table()
    parts = parts_of(found, None)
    yield f"## {machine.title} {{#{machine.id}}}"
    yield ""
    yield machine.about
    yield ""
    yield from _shown(machine.picture, f"The machine: {machine.title}", parts)
    begins = f"It begins in *{words(found.initial)}*"
    final = [words(state) for state in found.states if state in found.final]
    yield f"{begins} and ends in {' or '.join(f'*{each}*' for each in final)}."
    if machine.python:
        package, _, call = machine.python.rpartition(".")
        yield f"In Python its table is `{call}`, from `{package}`."
    links = ", ".join(f"[{id_}](rules.md#{id_.lower()})" for id_ in machine.rules)
    yield f"Rules of the catalogue: {links}."
    yield ""
    states = [
        (joined((words(state), code(state))), meaning)
        for state, meaning in machine.states.items()
    ]
    caption = f"{machine.title}: its states"
    yield from table(caption, ("State", "Means that"), states)
    yield ""
    rows = [_row(machine, event, *ways(found, event)) for event in found.events]
    columns = ("Event", "Leads", "If")
    yield from table(f"{machine.title}: what can happen", columns, rows)


def _row(
    machine: Machine, event: str, leads: list[str], guards: list[str]
) -> tuple[Html, Html, Html]:
    asked = [GUARDS[guard] for guard in guards] or ["always"]
    name = joined((machine.events[event], code(event)))
    return name, listed(leads), listed(asked)


def _shown(name: str, alt: str, parts: MachineParts) -> Iterator[str]:
    path = f"../images/{name}.svg"
    count = f"{len(parts.states) + (parts.memory is not None)} states"
    yield f"[![{alt}, with {count}; the tables tell it in full]({path})]({path})"
    yield ""


def ways(found: MachineTable, event: str) -> tuple[list[str], list[str]]:
    """Give in words from where to where an event leads, and what it has to meet."""
    parts = parts_of(found, None)
    sources: dict[str, list[str]] = {}
    stays: list[str] = []
    for arrow in parts.arrows:
        if arrow.event == event and arrow.source == arrow.target:
            stays.append(words(arrow.source))
        elif arrow.event == event:
            sources.setdefault(arrow.target, []).append(words(arrow.source))
    told = [f"from {_any(each)} to {words(to)}" for to, each in sources.items()]
    if stays:
        told.append(f"nowhere: it stays {_any(stays)}")
    memory = parts.memory
    if memory is not None and event in memory.entering:
        states = _any([words(each) for each in memory.remembered])
        told.append(f"from {states} to {words(memory.state)}")
    if memory is not None and event in memory.leaving:
        told.append(f"from {words(memory.state)} back to the state before")
    moves = (each.get(event) for each in found.moves.values())
    guards = [guard for move in moves if move is not None for guard in move.guards]
    return told, list(dict.fromkeys(guards))


def _any(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _stages() -> Iterator[str]:
    journey = standard().journey
    yield STAGES
    rows = []
    for stage in journey.stages:
        asked = "passed by its lead" if stage.is_gate else "without an end"
        rows.append((stage.name, f"{stage.lead}, {asked}", _phases(stage)))
    yield from table("The stages", ("Stage", "Lead", "Phases"), rows)
    for stage in _in_turn():
        found = journey.tables[stage.id]
        yield ""
        yield f"### {stage.name} {{#{stage.id.replace('_', '-')}}}"
        yield ""
        parts = parts_of(found, None)
        yield from _shown(_picture(stage), f"The machine of {stage.name}", parts)
        yield "Its phases take the place of *in progress*:"
        yield ""
        states = [
            (joined((words(state), code(state))), stage.phases[phase].name)
            for phase in stage.phases_in_turn
            for state in (f"in_progress.{phase}",)
        ]
        yield from table(f"{stage.name}: its phases", ("State", "Means"), states)
        yield ""
        yield from _differing(stage, found)


def _phases(stage: Stage) -> Html:
    names = [phase.name for phase in stage.phases]
    if not names:
        return Html("none")
    how = "in turn" if stage.phases_in_turn else "side by side"
    return joined((f"{how}:", listed(names)))


def _differing(stage: Stage, found: MachineTable) -> Iterator[str]:
    """Tell only what is not so in a gate without phases."""
    gate = next(each for each in MACHINES if each.id == "gate")
    plain = gate.table()
    rows = []
    for event in found.events:
        leads, guards = ways(found, event)
        if event not in plain.events:
            asked = listed([GUARDS[guard] for guard in guards])
            entered = joined(("the next phase is entered", code(event)))
            rows.append((entered, listed(leads), asked))
        elif ways(plain, event) != (leads, guards):
            rows.append(_row(gate, event, leads, guards))
    caption = f"{stage.name}: what is not as in every gate"
    yield from table(caption, ("Event", "Leads", "If"), rows)
