"""Machines walked as tables, and logs that never change: what every process shares.

python-statemachine defines a machine and is loaded when its table is first asked for;
what is walked is the table that is read off it.
"""

from __future__ import annotations

from partner_success.machines.log import Logged, conflict, new_events, require_version
from partner_success.machines.table import Guard, MachineTable, Move, Stepped

__all__ = [
    "Guard",
    "Logged",
    "MachineTable",
    "Move",
    "Stepped",
    "conflict",
    "new_events",
    "require_version",
]
