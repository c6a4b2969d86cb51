"""The journeys of partners, from a file with the events of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.gates import Journey, JourneyState, PartnerJourney
from partner_success.interop import read_journey_events
from partner_success.interop.event_files import read_events
from partner_success.interop.journey_logs import replayed

__all__ = ["Logs", "read_logs"]

_MOST_NAMED: Final = 12


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
