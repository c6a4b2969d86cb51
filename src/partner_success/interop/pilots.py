"""The log and the state of a programme as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from partner_success.interop.event_logs import (
    log_document,
    log_event_schema,
    read_log,
    read_log_state,
)
from partner_success.interop.limits import STANDARD_LIMITS, Limits
from partner_success.programme.pilot import PilotEvent, ProgrammeState

__all__ = [
    "pilot_event_document",
    "pilot_event_schema",
    "programme_state_document",
    "read_pilot_events",
    "read_programme_state",
]

_EVENT: Final[Any] = PilotEvent


def pilot_event_document(event: PilotEvent) -> dict[str, Any]:
    """Write an event as plain data: its ``schema``, its ``kind`` and what it says.

    What equals its default is left out.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.programme.pilot import SeatFilled
        >>> pilot_event_document(SeatFilled(
        ...     id="emea#2", programme_id="emea", sequence=2, by="ada", seat="legal",
        ...     person="ines", at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ... ))  # doctest: +NORMALIZE_WHITESPACE
        {'schema': 1, 'id': 'emea#2', 'programme_id': 'emea', 'sequence': 2,
         'at': '2026-05-04T09:00:00+00:00', 'by': 'ada', 'kind': 'seat_filled',
         'seat': 'legal', 'person': 'ines'}

    Rule: PRG-02.
    """
    return log_document(event)


def read_pilot_events(
    documents: Iterable[Mapping[str, Any]],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the log",
) -> tuple[PilotEvent, ...]:
    """Read events from plain data.

    Args:
        documents: The events, in order.
        limits: How large all of them together may be.
        subject: What they are, for messages.

    Raises:
        InvalidUseError: One document is given where a list of them is expected.
        InvalidDataError: With every fault by its path, such as ``[3].schema``: another
            schema than the one that is written, an unknown kind, what does not have the
            form of its kind.

    Rule: PRG-02.
    """
    events: tuple[PilotEvent, ...] = read_log(
        documents, _EVENT, limits=limits, subject=subject
    )
    return events


def programme_state_document(state: ProgrammeState) -> dict[str, Any]:
    """Write how a programme stands as plain data, to be stored beside its log.

    Rule: PRG-02.
    """
    return log_document(state)


def read_programme_state(
    document: Mapping[str, Any],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the state",
) -> ProgrammeState:
    """Read how a programme stands; `PilotProgramme.restore` takes it up again.

    Raises:
        InvalidDataError: With every fault by its path. A state of another schema is not
            read: replay the log, which says the same.

    Rule: PRG-02.
    """
    state: ProgrammeState = read_log_state(
        document, ProgrammeState, limits=limits, subject=subject
    )
    return state


def pilot_event_schema(*, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `pilot_event_document` writes.

    Args:
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Rule: PRG-02.
    """
    return log_event_schema(_EVENT, title=title, id=id)
