"""The table of the lifecycle; python-statemachine is loaded when it is first asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partner_success.machines.table import MachineTable

if TYPE_CHECKING:
    from partner_success.machines.base import StrictMachine

__all__ = [
    "CHURN",
    "CHURNED",
    "RENEWED",
    "STAGES",
    "lifecycle_machine",
    "lifecycle_table",
    "ways_on",
]

STAGES: Final = ("land", "onboard", "adopt", "expand", "renew")
"""The ids of the stages, as the machine has them."""
CHURNED: Final = "churned"
"""The state of a customer who has left."""

CHURN: Final = "churn"
RENEWED: Final = "renewed"
_ENTERING: Final = "to_"
"""How the events begin by which a stage is entered from the one before."""


def lifecycle_machine() -> type[StrictMachine]:
    """Give the lifecycle as python-statemachine defines it; its table is walked.

    An instance takes a model with an attribute for its guard, and is there to be looked
    at and compared with.

    Examples:
        >>> [state.id for state in lifecycle_machine().states]
        ['land', 'onboard', 'adopt', 'expand', 'renew', 'churned']

    Rule: ENG-01.
    """
    from partner_success.engagement.lifecycle._definitions import LifecycleMachine

    return LifecycleMachine


@lru_cache(maxsize=1)
def lifecycle_table() -> MachineTable:
    """Give the table of the lifecycle, which `display.machine_svg` draws.

    Examples:
        >>> table = lifecycle_table()
        >>> table.initial, sorted(table.moves["adopt"])
        ('land', ['churn', 'to_expand', 'to_renew'])

    Rule: ENG-01.
    """
    from partner_success.machines.deriving import derive

    return derive(lifecycle_machine(), "lifecycle")


def ways_on(state: str) -> dict[str, str]:
    """Give the stages that can follow by themselves, each with the event that leads on.

    What a renewal leads to is not among them.

    Raises:
        UnknownNameError: There is no such state.
    """
    table = lifecycle_table()
    return {
        move.target: event
        for event, move in table.moves[table.require_state(state)].items()
        if event.startswith(_ENTERING)
    }
