"""The log of a programme in a file, replayed to how it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile
from pathlib import Path

from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, PartnerSuccessError, Problem
from partner_success.interop.event_files import EVENTS, first_fault, read_events
from partner_success.interop.pilots import read_pilot_events
from partner_success.programme import ProgrammePolicy
from partner_success.programme.pilot import PilotEvent, PilotProgramme

__all__ = ["programme_events", "replayed_programme"]


def programme_events(path: Path) -> tuple[PilotEvent, ...]:
    """Read the events of one programme from a file.

    Args:
        path: A document (.json, .yaml, .toml) with the key ``events``.

    Raises:
        InvalidDataError: The file cannot be read, or holds no events or those of
            several programmes.
        UnknownNameError: The name of the file ends in nothing that is read.
    """
    events = read_events(path, read_pilot_events, whose="a programme")
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
    return events


def replayed_programme(
    path: Path,
    events: Iterable[PilotEvent],
    policy: ProgrammePolicy,
    had_happened: Callable[[PilotEvent], bool],
) -> PilotProgramme | None:
    """Replay the log of a programme, up to the first event that had not happened.

    Args:
        path: The file that they are from, for the message.
        events: The events of one programme.
        policy: The policy by which the programme goes.
        had_happened: Tells whether an event had happened.

    Returns:
        The programme; ``None`` where nothing had happened.

    Raises:
        InvalidDataError: The first event that cannot follow.
    """
    kept = [*takewhile(had_happened, events)]
    return _replay(path, policy, kept) if kept else None


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
