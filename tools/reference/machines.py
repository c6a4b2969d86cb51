"""What is told of machines beside their tables: what their words mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from partner_success.machines.base import StrictMachine
from partner_success.machines.table import MachineTable

__all__ = ["GUARDS", "Machine"]


@attrs.frozen(kw_only=True)
class Machine:
    """A section of the page about machines.

    Attributes:
        id: The anchor, and the end of the name of the picture.
        title: The heading.
        about: What moves, in Markdown.
        table: What gives the table.
        python: How a reader gets the table: a function by its full name, with what it
            is given; empty for one that is only told here.
        rules: The rules of the catalogue behind it.
        states: By state what it means.
        events: By event what happens.
        machine: What gives the class; ``None`` where the table is found otherwise.
    """

    id: str
    title: str
    about: str
    table: Callable[[], MachineTable]
    python: str
    rules: tuple[str, ...]
    states: Mapping[str, str]
    events: Mapping[str, str]
    machine: Callable[[], type[StrictMachine]] | None = None

    @property
    def picture(self) -> str:
        """The name of its picture, without what comes behind the dot."""
        return f"machine-{self.id}"


GUARDS = {
    "all_steps_done": "Every step of the hand-off is done.",
    "beta_proved_itself": (
        "No issue of high or critical severity is open, metrics were recorded while it"
        " was evaluated, and more customers speak for it than against it."
    ),
    "criteria_met": "Every exit criterion of the stage is met.",
    "customers_are_fit": (
        "There are customers, each once; each agreed to take part, knows what to expect"
        " and has criteria of success; at least one is more than a friendly one."
    ),
    "may_be_overridden": "Somebody does it whose role overrides: an administrator.",
    "may_be_signed_off": (
        "The newest submission meets every criterion, no item is open, and the lead who"
        " is assigned signs, or a deputy of theirs."
    ),
    "may_end_so": "If the outcome asks for every step, each is done or left out.",
    "may_go": (
        "The gate before the launch has passed, there is a plan for going back, and"
        " nothing critical is open: no critical item, no issue of high or critical"
        " severity, and no support team that was found not ready."
    ),
    "may_launch": "What the decision to launch asked for still holds.",
    "may_start": (
        "The stage before has passed, the hand-off into this one is complete, and its"
        " entry items are closed."
    ),
    "not_same_calendar": "The calendar is another than the one that holds.",
    "not_same_severity": "The severity is another than the one it has.",
    "phase_is_complete": "Every item of the phase before is closed.",
    "reason_is_told": "A reason is given.",
}
"""By the name of a guard what has to hold."""
