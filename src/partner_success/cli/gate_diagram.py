"""``partner-success gate diagram``: a machine drawn, with the present state marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.cli.gate_logs import read_logs
from partner_success.cli.gate_options import OnOption, journey_of
from partner_success.cli.options import RulebookOption, form_of, write_file
from partner_success.cli.outcome import DONE, run, write
from partner_success.display.machine_diagrams import machine_svg
from partner_success.display.machine_mermaid import machine_mermaid
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.gates import HandOff, Journey, JourneyState
from partner_success.gates.machines import (
    MACHINES,
    MachineName,
    MachineTable,
    machine_table,
)


class Form(StrEnum):
    """How a machine is shown."""

    MERMAID = "mermaid"
    SVG = "svg"


_WRITERS: Final[dict[Form, Callable[..., str]]] = {
    Form.MERMAID: machine_mermaid,
    Form.SVG: machine_svg,
}
_SUFFIXES: Final = {".mmd": Form.MERMAID, ".svg": Form.SVG}


@attrs.frozen(kw_only=True)
class Asked:
    """What ``diagram`` was asked for."""

    name: str
    form: Form
    state: str | None
    log: Path | None
    partner: str | None
    out: Path | None

    def check(self) -> None:
        """Refuse options that contradict each other.

        Raises:
            InvalidUseError: They do.
        """
        if self.state is not None and self.log is not None:
            raise InvalidUseError("--of marks the state; leave out --state, or --of")
        if self.partner is not None and self.log is None:
            raise InvalidUseError("--partner needs --of, the file with its events")


@attrs.frozen(kw_only=True)
class Drawing:
    """What is drawn.

    Attributes:
        table: The machine.
        state: The state that is marked; ``None`` marks none.
        title: What it is of; empty for a machine by itself.
    """

    table: MachineTable
    state: str | None = None
    title: str = ""


def diagram(  # noqa: PLR0913 - the options of the command
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A machine (gate, beta, launch, hand_off, journey), or the id of a"
            " stage or of a hand-off, such as gate_3.",
            show_default=False,
        ),
    ],
    *,
    form: Annotated[
        Form, typer.Option("--format", help="How it is printed.")
    ] = Form.MERMAID,
    state: Annotated[
        str | None,
        typer.Option(metavar="STATE", help="The state to mark.", show_default=False),
    ] = None,
    of: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Mark the state of a partner, by the events in this file.",
            show_default=False,
        ),
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The partner; needed where that file holds several.",
            show_default=False,
        ),
    ] = None,
    on: OnOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write it to a file instead: .mmd (Mermaid) or .svg.",
            show_default=False,
        ),
    ] = None,
    rulebook: RulebookOption = None,
) -> None:
    """Draw a machine: its states, what leads from one to the next, and what guards it.

    Exit codes: 0 it was drawn; 2 misuse.
    """
    asked = Asked(name=name, form=form, state=state, log=of, partner=partner, out=out)
    day = None if on is None else on.date()

    raise typer.Exit(run(partial(_diagram, asked, rulebook, day)))


def _diagram(asked: Asked, rulebook: Path | None, day: date | None) -> int:
    asked.check()
    journey = journey_of(rulebook)
    if asked.log is None:
        drawing = attrs.evolve(_drawing(journey, asked.name), state=asked.state)
    else:
        logs = read_logs(asked.log, journey, day)
        drawing = _drawing(journey, asked.name, logs.partner(asked.partner).state)
    form = asked.form
    if asked.out is not None:
        form = form_of(asked.out, _SUFFIXES)
    text = _WRITERS[form](drawing.table, state=drawing.state, title=drawing.title)
    if asked.out is None:
        write(text.rstrip("\n"))
    else:
        write_file(asked.out, f"{text.rstrip()}\n".encode())
    return DONE


def _drawing(journey: Journey, name: str, state: JourneyState | None = None) -> Drawing:
    """Find what is drawn: a machine first, then a stage, then a hand-off.

    Raises:
        UnknownNameError: Nothing is called so; near misses are named.
    """
    machines: dict[str, MachineName] = {each: each for each in MACHINES}
    machine = machines.get(name)
    if machine is not None:
        return _machine(journey, machine, state)
    if name in journey.stages:
        return _stage(journey, name, state)
    if name in journey.hand_offs:
        return _hand_off(journey.hand_offs[name], state)
    known = (*MACHINES, *journey.stages.ids, *journey.hand_offs.ids)
    raise UnknownNameError("machine, stage or hand-off", name, known)


def _machine(
    journey: Journey, name: MachineName, state: JourneyState | None
) -> Drawing:
    """Give a machine; of a partner the gate that it is in, and its next hand-off."""
    if state is None:
        return Drawing(table=machine_table(name))
    if name == "gate":
        return _stage(journey, state.stage, state)
    if name == "hand_off":
        return _hand_off(_next_hand_off(journey, state), state)
    states = {
        "beta": state.beta.state,
        "launch": state.launch.state,
        "journey": state.state,
    }
    title = _title(name.capitalize(), state)
    return Drawing(table=machine_table(name), state=states[name], title=title)


def _next_hand_off(journey: Journey, state: JourneyState) -> HandOff:
    """Give the first hand-off that is not complete; else the last one."""
    if not journey.hand_offs:
        raise InvalidUseError(f"{journey.name} has no hand-off to draw")
    states = state.hand_offs
    open_ = (each for each in journey.hand_offs if states[each.id].state != "complete")
    return next(open_, tuple(journey.hand_offs)[-1])


def _stage(journey: Journey, id_: str, state: JourneyState | None) -> Drawing:
    stage = journey.stages[id_]
    return Drawing(
        table=journey.tables[stage.id],
        state=None if state is None else state.gates[stage.id].state,
        title=_title(stage.name, state),
    )


def _hand_off(terms: HandOff, state: JourneyState | None) -> Drawing:
    return Drawing(
        table=machine_table("hand_off"),
        state=None if state is None else state.hand_offs[terms.id].state,
        title=_title(f"Hand-off {terms.name}", state),
    )


def _title(name: str, state: JourneyState | None) -> str:
    return name if state is None else f"{name}, of {state.partner_id}"
