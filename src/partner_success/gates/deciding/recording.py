"""How commands are written down that say all that their event says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from partner_success.gates.deciding.rule import Recorder
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import enter_complete_phases
from partner_success.gates.events import JourneyEvent

__all__ = ["writes"]


def writes(
    event: type[JourneyEvent], *fields: str, may_complete: bool = False
) -> Callable[[Situation, Any, Recorder], object]:
    """Give what writes an event down.

    Args:
        event: The event.
        fields: What it takes over from the command.
        may_complete: Whether it can close an item, and so complete a phase.
    """

    def record(_situation: Situation, command: Any, recorder: Recorder) -> None:
        recorder(event, **{name: getattr(command, name) for name in fields})
        if may_complete:
            enter_complete_phases(recorder)

    return record
