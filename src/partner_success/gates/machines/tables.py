"""The tables of all machines; python-statemachine is loaded when one is first asked."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, TypeAlias

from partner_success.gates.machines.table import MachineTable

__all__ = ["MACHINES", "MachineName", "gate_table", "machine_table"]

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


@lru_cache(maxsize=16)
def machine_table(name: MachineName) -> MachineTable:
    """Give the table of a machine.

    Raises:
        UnknownNameError: There is no such machine.
    """
    from partner_success.gates.machines import definitions
    from partner_success.gates.machines.deriving import derive

    classes = {
        "gate": definitions.GateMachine,
        "beta": definitions.BetaMachine,
        "launch": definitions.LaunchMachine,
        "hand_off": definitions.HandOffMachine,
        "journey": definitions.JourneyMachine,
    }
    return derive(classes[name], name)


@lru_cache(maxsize=64)
def gate_table(phases: tuple[str, ...] = ()) -> MachineTable:
    """Give the table of a gate.

    Args:
        phases: The ids of its phases where they are entered in turn; else none.

    Rule: JRN-05, JRN-13.
    """
    if len(phases) < 2:
        return machine_table("gate")
    from partner_success.gates.machines.deriving import derive
    from partner_success.gates.machines.phases import phased_gate_machine

    return derive(phased_gate_machine(phases), "gate")
