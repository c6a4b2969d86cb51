"""The table of the pilot; python-statemachine is loaded when it is first asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partner_success.machines.table import MachineTable

if TYPE_CHECKING:
    from partner_success.machines.base import StrictMachine

__all__ = [
    "ADVANCE",
    "AVAILABLE",
    "CRITERIA_MET",
    "STOP",
    "STOPPED",
    "back_to",
    "pilot_machine",
    "pilot_table",
]

AVAILABLE: Final = "available"
"""The state of a programme that is generally available."""
STOPPED: Final = "stopped"
"""The state of a programme that was given up."""

ADVANCE: Final = "advance"
STOP: Final = "stop"
CRITERIA_MET: Final = "criteria_met"
"""The guard by which a stage is not left while a criterion is open."""


def back_to(stage: str) -> str:
    """Give the event by which a programme returns to a stage."""
    return f"back_to_{stage}"


def pilot_machine() -> type[StrictMachine]:
    """Give the pilot as python-statemachine defines it; its table is walked.

    An instance takes a model with an attribute for each guard, and is there to be
    looked at and compared with.

    Examples:
        >>> [state.id for state in pilot_machine().states][-3:]
        ['rollout', 'available', 'stopped']

    Rule: PRG-02.
    """
    from partner_success.programme.pilot._definitions import PilotMachine

    return PilotMachine


@lru_cache(maxsize=1)
def pilot_table() -> MachineTable:
    """Give the table of the pilot, which `display.machine_svg` draws.

    Examples:
        >>> table = pilot_table()
        >>> table.initial, sorted(table.moves["design"])
        ('discovery', ['advance', 'back_to_discovery', 'stop'])

    Rule: PRG-02.
    """
    from partner_success.machines.deriving import derive

    return derive(pilot_machine(), "pilot")
