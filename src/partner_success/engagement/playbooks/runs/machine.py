"""The table by which a run is walked; python-statemachine is loaded late."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from partner_success.machines.table import MachineTable

if TYPE_CHECKING:
    from partner_success.machines.base import StrictMachine

__all__ = ["run_machine", "run_table"]


def run_machine() -> type[StrictMachine]:
    """Give the machine of a run as python-statemachine defines it.

    It is there to be looked at and compared with; its table is what is walked.

    Examples:
        >>> [state.id for state in run_machine().states]
        ['running', 'paused', 'finished', 'cancelled']
    """
    from partner_success.engagement.playbooks.runs._definition import RunMachine

    return RunMachine


@lru_cache(maxsize=1)
def run_table() -> MachineTable:
    """Give the table of the machine of a run.

    Examples:
        >>> sorted(run_table().moves["paused"])
        ['cancel', 'escalate', 'reassign_step', 'resume']

    Rule: PLB-04.
    """
    machine = run_machine()
    from partner_success.machines.deriving import derive

    return derive(machine, "run")
