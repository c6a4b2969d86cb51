"""The journeys of partners, from a file with the events of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import attrs

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
from partner_success.interop import read_document, read_journey_events
from partner_success.interop.shapes import is_list

__all__ = ["Logs", "read_logs"]

_EVENTS: Final = "events"
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
    events = _events(path)
    newest = max(event.at.date() for event in events)
    day = newest if on is None else on
    found: dict[str, list[Placed]] = {}
    for placed in enumerate(events):
        found.setdefault(placed[1].partner_id, []).append(placed)
    # The day is that of an event's own clock; the first one behind it ends the log.
    cut = {
        id_: [*takewhile(lambda placed: placed[1].at.date() <= day, log)]
        for id_, log in found.items()
    }
    replays = _Replays(journey)
    partners = {id_: replays.replay(log) for id_, log in cut.items() if log}
    if not partners:
        first = min(event.at.date() for event in events)
        raise InvalidValueError(
            f"nothing in {str(path)!r} had happened by {day}; its first event is on"
            f" {first}"
        )
    if replays.problems:
        raise InvalidDataError(str(path), replays.problems)
    known = {id_: each for id_, each in partners.items() if each is not None}
    return Logs(journey=journey, partners=known, on=day)


def _events(path: Path) -> tuple[JourneyEvent, ...]:
    try:
        events = read_journey_events(_documents(path), subject=str(path))
    except InvalidDataError as error:
        problems = [
            each.under(_EVENTS) if each.path.startswith("[") else each
            for each in error.problems
        ]
        raise InvalidDataError(error.subject, problems) from error
    if not events:
        message = "there is no event in it; give the log of at least one partner"
        raise _refusal(path, message)
    return events


def _documents(path: Path) -> Sequence[Any]:
    """Give the list of events that a file holds; it may hold nothing else."""
    content = read_document(path)
    unknown = [key for key in content if key != _EVENTS]
    if unknown:
        message = f"a file of events holds {_EVENTS!r} alone; take the key away"
        raise InvalidDataError(
            str(path),
            [
                Problem(path=shown(key), code="unknown-key", message=message)
                for key in unknown
            ],
        )
    documents = content.get(_EVENTS)
    if not is_list(documents):
        found = "nothing" if documents is None else type(documents).__name__
        message = (
            f"the file has to hold a list of events under the key {_EVENTS!r}, found"
            f" {found}"
        )
        raise _refusal(path, message)
    return documents


def _refusal(path: Path, message: str) -> InvalidDataError:
    problem = Problem(path=_EVENTS, code="no-events", message=message)
    return InvalidDataError(str(path), [problem])


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
            place, event = log[self._first_fault(log)]
            message = (
                f"the log of {shown(event.partner_id)} cannot be replayed from event"
                f" {shown(event.id)} ({event.kind}) on: {error}"
            )
            self.problems.append(
                Problem(
                    path=f"{_EVENTS}[{place}]", code="cannot-follow", message=message
                )
            )
            return None

    def _first_fault(self, log: Sequence[Placed]) -> int:
        """Find the first event that cannot follow; no longer log can be replayed."""
        good, bad = 0, len(log)
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._is_whole(event for _, event in log[:middle]):
                good = middle
            else:
                bad = middle
        return bad - 1

    def _is_whole(self, events: Iterable[JourneyEvent]) -> bool:
        try:
            self.journey.replay(events)
        except PartnerSuccessError:
            return False
        return True
