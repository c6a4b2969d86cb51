"""Machines walked as tables, and logs that never change: what every process shares.

python-statemachine defines a machine and is loaded when its table is first asked for;
what is walked is the table that is read off it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.machines.answer import Answer
    from partner_success.machines.log import (
        Logged,
        check_instant,
        check_place,
        conflict,
        count_as_of,
        new_events,
        require_version,
        require_whole_log,
        too_early,
    )
    from partner_success.machines.table import Guard, MachineTable, Move, Stepped

__all__ = [
    "Answer",
    "Guard",
    "Logged",
    "MachineTable",
    "Move",
    "Stepped",
    "check_instant",
    "check_place",
    "conflict",
    "count_as_of",
    "new_events",
    "require_version",
    "require_whole_log",
    "too_early",
]

export(
    __name__,
    """
    answer: Answer
    log: Logged check_instant check_place conflict count_as_of new_events
      require_version require_whole_log too_early
    table: Guard MachineTable Move Stepped
    """,
)
