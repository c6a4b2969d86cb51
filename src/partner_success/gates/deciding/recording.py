"""How a command that changes nothing but its own place is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from partner_success.gates.deciding.rule import Recorder
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.events import JourneyEvent

__all__ = ["writes"]


def writes(
    event: type[JourneyEvent], *fields: str
) -> Callable[[Situation, Any, Recorder], object]:
    """Give what writes an event down, with fields as the command has them."""

    def record(_situation: Situation, command: Any, recorder: Recorder) -> None:
        recorder(event, **{name: getattr(command, name) for name in fields})

    return record
