"""The tables of all machines; python-statemachine is loaded when one is first asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.machines.table import MachineTable

if TYPE_CHECKING:
    from partner_success.machines.base import StrictMachine

__all__ = ["MACHINES", "MachineName", "gate_table", "machine_class", "machine_table"]

MachineName: TypeAlias = Literal["gate", "beta", "launch", "hand_off", "journey"]
"""The name of a machine."""

MACHINES: Final[tuple[MachineName, ...]] = (
    "gate",
    "beta",
    "launch",
    "hand_off",
    "journey",
)
"""The names of all machines."""


def machine_class(
    name: MachineName, phases: tuple[str, ...] = ()
) -> type[StrictMachine]:
    """Give a machine as python-statemachine defines it; its table is what is walked.

    An instance takes a model with an attribute for each guard. It cannot be brought
    into a stored state and asks its guards without reasons: it is there to be looked at
    and compared with.

    Args:
        name: One of `MACHINES`.
        phases: For a gate the ids of its phases where they are entered in turn, at
            least two; else none.

    Raises:
        InvalidUseError: The phases are fewer than two, twice the same, hold a colon, or
            are given for another machine than a gate.
        UnknownNameError: There is no such machine.

    Examples:
        >>> [state.id for state in machine_class("hand_off").states]
        ['not_started', 'under_way', 'complete']
    """
    if name not in MACHINES:
        raise UnknownNameError("machine", name, MACHINES)
    from partner_success.gates.machines import _definitions as definitions
    from partner_success.gates.machines.gate import gate_machine

    if name == "gate":
        return gate_machine(_checked(phases))
    if phases:
        raise InvalidUseError(
            f"only a gate has phases, and {list(phases)} were given for the {name}"
            " machine; leave them out"
        )
    return {
        "beta": definitions.BetaMachine,
        "launch": definitions.LaunchMachine,
        "hand_off": definitions.HandOffMachine,
        "journey": definitions.JourneyMachine,
    }[name]


@lru_cache(maxsize=16)
def machine_table(name: MachineName) -> MachineTable:
    """Give the table of a machine.

    Raises:
        UnknownNameError: There is no such machine.

    Examples:
        >>> table = machine_table("launch")
        >>> table.initial, sorted(table.moves["go"])
        ('undecided', ['decide_delay', 'decide_go', 'decide_no_go', 'launch'])

    Rule: JRN-05, JRN-16, JRN-18, JRN-20.
    """
    machine = machine_class(name)
    from partner_success.machines.deriving import derive

    return derive(machine, name)


@lru_cache(maxsize=64)
def gate_table(phases: tuple[str, ...] = ()) -> MachineTable:
    """Give the table of a gate.

    Args:
        phases: The ids of its phases where they are entered in turn, at least two; else
            none.

    Raises:
        InvalidUseError: The phases are fewer than two, twice the same, or hold a colon.

    Examples:
        >>> gate_table(("3a", "3b")).moves["in_progress.3a"]["enter_phase"]
        Move(target='in_progress.3b', guards=('phase_is_complete',))

    Rule: JRN-05, JRN-07, JRN-13.
    """
    if not phases:
        return machine_table("gate")
    machine = machine_class("gate", phases)
    from partner_success.machines.deriving import derive

    return derive(machine, "gate")


def _checked(phases: tuple[str, ...]) -> tuple[str, ...]:
    fits = len(set(phases)) == len(phases) != 1
    if not fits or any(":" in phase or not phase for phase in phases):
        raise InvalidUseError(
            f"the phases of a gate are none, or two and more, each with an id of its"
            f" own without a colon, and {list(phases)} were given; give others"
        )
    return phases
