"""The journeys of partners, from a file with the events of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Final

import attrs

from partner_success.cli.event_files import EVENTS, first_fault, read_events
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    PartnerSuccessError,
    Problem,
    UnknownNameError,
)
from partner_success.gates import (
    Journey,
    JourneyEvent,
    JourneyState,
    PartnerJourney,
)
from partner_success.interop import read_journey_events

__all__ = ["Logs", "read_logs", "replayed"]

_MOST_NAMED: Final = 12

Placed = tuple[int, JourneyEvent]
"""An event, and its place in the file."""


@attrs.frozen(kw_only=True)
class Logs:
    """The journeys of the partners of a file, as they stood on a day.

    Attributes:
        journey: The journey that they are on.
        partners: Each partner's own, by id, in the order in which they set out.
        on: The day; what happened later is left out.
    """

    journey: Journey
    partners: Mapping[str, PartnerJourney]
    on: date

    def partner(self, id_: str | None) -> PartnerJourney:
        """Give the partner that is asked for; left out, the only one.

        Raises:
            InvalidUseError: Nobody is asked for, and there are several.
            UnknownNameError: There is no such partner; near ones are named.
        """
        if id_ is None and len(self.partners) == 1:
            return next(iter(self.partners.values()))
        if id_ is None:
            names = ", ".join(tuple(self.partners)[:_MOST_NAMED])
            left = len(self.partners) - _MOST_NAMED
            more = f" and {left} more" if left > 0 else ""
            raise InvalidUseError(
                f"there are {len(self.partners)} partners; name one with --partner:"
                f" {names}{more}"
            )
        if id_ not in self.partners:
            raise UnknownNameError("partner", id_, self.partners)
        return self.partners[id_]

    def others(self, partner: PartnerJourney) -> tuple[JourneyState, ...]:
        """Give how all other partners stand."""
        id_ = partner.state.partner_id
        return tuple(
            each.state
            for each in self.partners.values()
            if each.state.partner_id != id_
        )


def read_logs(path: Path, journey: Journey, on: date | None) -> Logs:
    """Read a file of events, and replay the log of each partner in it.

    Args:
        path: A document (.json, .yaml, .toml) with the key ``events``.
        journey: The journey that the partners are on.
        on: The day as of which they are seen; left out, the day of the newest event.

    Raises:
        InvalidDataError: The file cannot be read or holds no events; or, by partner and
            event, what cannot be replayed.
        InvalidValueError: Nothing had happened by the day.
        UnknownNameError: The name of the file ends in nothing that is read.
    """
    events = read_events(path, read_journey_events, whose="at least one partner")
    newest = max(event.at.date() for event in events)
    day = newest if on is None else on
    # The day is that of an event's own clock.
    known = replayed(path, events, journey, lambda event: event.at.date() <= day)
    if not known:
        first = min(event.at.date() for event in events)
        raise InvalidValueError(
            f"nothing in {str(path)!r} had happened by {day}; its first event is on"
            f" {first}"
        )
    return Logs(journey=journey, partners=known, on=day)


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
