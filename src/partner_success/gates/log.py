"""What is new to the log of a partner, in terms of journeys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError
from partner_success.gates.events import JourneyEvent, Recorded
from partner_success.machines.log import new_events

__all__ = ["unknown_events"]


def unknown_events(
    known: Sequence[JourneyEvent],
    events: Iterable[JourneyEvent],
    *,
    version: int,
    partner_id: str | None,
) -> list[JourneyEvent]:
    """Give the events that are new, each once, in the order in which they came.

    Args:
        known: The events that are known, the newest last.
        events: What is taken in.
        version: How many events there were, known or not.
        partner_id: Whose they are; ``None`` before the first of them.

    Raises:
        InvalidUseError: Something is no event, or differs from what is known in its
            place.

    Rule: JRN-09.
    """
    return new_events(
        known,
        map(_require_event, events),
        version=version,
        belongs=lambda event: event.partner_id == partner_id,
    )


def _require_event(event: JourneyEvent) -> JourneyEvent:
    if not isinstance(cast(object, event), Recorded):
        raise InvalidUseError(
            f"a log is made of events, found {shown(event)}; read documents with"
            " interop.read_journey_events"
        )
    return event
