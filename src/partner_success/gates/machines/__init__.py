"""The machines of a journey, and the tables by which they are walked.

python-statemachine defines each machine and is loaded when one is first asked for; what
is walked is the table that is read off it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.machines.tables import (
        MACHINES,
        MachineName,
        gate_table,
        machine_class,
        machine_table,
    )
    from partner_success.machines import Guard, MachineTable, Move, Stepped

__all__ = [
    "MACHINES",
    "Guard",
    "MachineName",
    "MachineTable",
    "Move",
    "Stepped",
    "gate_table",
    "machine_class",
    "machine_table",
]

export(
    __name__,
    """
    tables: MACHINES MachineName gate_table machine_class machine_table
    partner_success.machines: Guard MachineTable Move Stepped
    """,
)
