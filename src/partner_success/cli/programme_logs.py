"""A programme from a file with its events, as it stood at an instant."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from partner_success.core.instants import microseconds
from partner_success.errors import InvalidValueError
from partner_success.interop.programme_logs import programme_events, replayed_programme
from partner_success.programme import (
    ProgrammePolicy,
    ProgrammeStatus,
    programme_status,
)
from partner_success.programme.pilot import PilotEvent, PilotProgramme

__all__ = ["read_status"]


def read_status(
    path: Path, policy: ProgrammePolicy, *, at: datetime | None, on: date | None
) -> ProgrammeStatus:
    """Read the log of one programme, and tell where it stood.

    Args:
        path: A document (.json, .yaml, .toml) with the key ``events``.
        policy: The policy by which the programme goes.
        at: The instant as of which it is seen; what happened later is left out.
        on: The same as the whole of a day, by the clock of the last event that counts.
            Without either it is seen as of its newest event.

    Raises:
        InvalidDataError: The file cannot be read or holds no events, or those of
            several programmes; or the first event that cannot follow.
        InvalidValueError: Nothing had happened by then.
        UnknownNameError: The name of the file ends in nothing that is read.
    """
    events = programme_events(path)
    programme = replayed_programme(
        path, events, policy, lambda event: _counts(event, at, on)
    )
    if programme is None:
        asked = on if at is None else at.isoformat(sep=" ")
        first = events[0].at.isoformat(sep=" ")
        raise InvalidValueError(
            f"nothing in {str(path)!r} had happened by {asked}; its first event is at"
            f" {first}"
        )
    return programme_status(programme, at=_moment(programme, at, on))


def _counts(event: PilotEvent, at: datetime | None, on: date | None) -> bool:
    if at is not None:
        return microseconds(event.at) <= microseconds(at)
    return on is None or event.at.date() <= on


def _moment(
    programme: PilotProgramme, at: datetime | None, on: date | None
) -> datetime:
    newest = programme.state.at
    if at is not None:
        return at
    return newest if on is None else datetime.combine(on, time.max, newest.tzinfo)
