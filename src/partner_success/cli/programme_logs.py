"""A programme from a file with its events, as it stood at an instant."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import takewhile
from pathlib import Path

from partner_success.cli.event_files import EVENTS, first_fault, read_events
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    PartnerSuccessError,
    Problem,
)
from partner_success.interop import read_pilot_events
from partner_success.programme import (
    ProgrammePolicy,
    ProgrammeStatus,
    programme_status,
)
from partner_success.programme.pilot import PilotEvent, PilotProgramme

__all__ = ["read_programme", "read_status"]


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
    events = read_events(path, read_pilot_events, whose="a programme")
    _require_one(path, events)
    kept = [*takewhile(lambda event: _counts(event, at, on), events)]
    if not kept:
        asked = on if at is None else at.isoformat(sep=" ")
        first = events[0].at.isoformat(sep=" ")
        raise InvalidValueError(
            f"nothing in {str(path)!r} had happened by {asked}; its first event is at"
            f" {first}"
        )
    programme = _replay(path, policy, kept)
    return programme_status(programme, at=_moment(programme, at, on))


def read_programme(
    path: Path, policy: ProgrammePolicy, *, at: datetime
) -> PilotProgramme | None:
    """Read the log of one programme as it stood at an instant.

    Args:
        path: As for `read_status`.
        policy: The policy by which the programme goes.
        at: The instant; what happened later is left out.

    Returns:
        The programme; ``None`` where it had not begun.

    Raises:
        InvalidDataError: As for `read_status`.
    """
    events = read_events(path, read_pilot_events, whose="a programme")
    _require_one(path, events)
    kept = [*takewhile(lambda event: _counts(event, at, None), events)]
    return _replay(path, policy, kept) if kept else None


def _require_one(path: Path, events: tuple[PilotEvent, ...]) -> None:
    first = events[0].programme_id
    problems = [
        Problem(
            path=f"{EVENTS}[{place}].programme_id",
            code="another-programme",
            message=(
                f"is {shown(event.programme_id)}, and the log begins with that of"
                f" {shown(first)}; give a file for each programme"
            ),
        )
        for place, event in enumerate(events)
        if event.programme_id != first
    ]
    if problems:
        raise InvalidDataError(str(path), problems)


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


def _replay(
    path: Path, policy: ProgrammePolicy, events: list[PilotEvent]
) -> PilotProgramme:
    def is_whole(count: int) -> bool:
        try:
            PilotProgramme.replay(policy, events[:count])
        except PartnerSuccessError:
            return False
        return True

    try:
        return PilotProgramme.replay(policy, events)
    except PartnerSuccessError as error:
        place = first_fault(len(events), is_whole)
        message = (
            f"the log cannot be replayed from event {shown(events[place].id)}"
            f" ({events[place].kind}) on: {error}"
        )
        problem = Problem(
            path=f"{EVENTS}[{place}]", code="cannot-follow", message=message
        )
        raise InvalidDataError(str(path), [problem]) from error
