"""The logs of many partners in one file, replayed to their journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from pathlib import Path

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, PartnerSuccessError, Problem
from partner_success.gates import Journey, JourneyEvent, PartnerJourney
from partner_success.interop.event_files import EVENTS, first_fault

__all__ = ["replayed"]

Placed = tuple[int, JourneyEvent]
"""An event, and its place in the file."""


def replayed(
    path: Path,
    events: Iterable[JourneyEvent],
    journey: Journey,
    had_happened: Callable[[JourneyEvent], bool],
) -> dict[str, PartnerJourney]:
    """Replay the log of each partner, up to the first event that had not happened.

    Args:
        path: The file that they are from, for the message.
        events: The events of all partners.
        journey: The journey that the partners are on.
        had_happened: Tells whether an event had happened.

    Returns:
        Each partner's journey by id, without those of whom nothing had happened.

    Raises:
        InvalidDataError: By partner and event, what cannot be replayed.
    """
    found: dict[str, list[Placed]] = {}
    for placed in enumerate(events):
        found.setdefault(placed[1].partner_id, []).append(placed)
    cut = {
        id_: [*takewhile(lambda placed: had_happened(placed[1]), log)]
        for id_, log in found.items()
    }
    replays = _Replays(journey)
    partners = {id_: replays.replay(log) for id_, log in cut.items() if log}
    if replays.problems:
        raise InvalidDataError(str(path), replays.problems)
    return {id_: each for id_, each in partners.items() if each is not None}


@attrs.define
class _Replays:
    """Logs replayed one by one, with what cannot be."""

    journey: Journey
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def replay(self, log: Sequence[Placed]) -> PartnerJourney | None:
        """Replay the log of one partner; what cannot follow is kept as a problem."""
        try:
            return self.journey.replay(event for _, event in log)
        except PartnerSuccessError as error:
            whole = self._is_whole
            fault = first_fault(
                len(log), lambda count: whole(event for _, event in log[:count])
            )
            place, event = log[fault]
            message = (
                f"the log of {shown(event.partner_id)} cannot be replayed from event"
                f" {shown(event.id)} ({event.kind}) on: {error}"
            )
            self.problems.append(
                Problem(
                    path=f"{EVENTS}[{place}]", code="cannot-follow", message=message
                )
            )
            return None

    def _is_whole(self, events: Iterable[JourneyEvent]) -> bool:
        try:
            self.journey.replay(events)
        except PartnerSuccessError:
            return False
        return True
