"""The log and the state of a partner's journey as documents, read across schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from partner_success.gates import JourneyEvent, JourneyState
from partner_success.interop.event_logs import (
    log_document,
    log_event_schema,
    read_log,
    read_log_state,
)
from partner_success.interop.limits import STANDARD_LIMITS, Limits
from partner_success.interop.upcasting import Upcaster, Upcasting

__all__ = [
    "event_document",
    "journey_event_schema",
    "journey_state_document",
    "read_journey_events",
    "read_journey_state",
]

_EVENT: Final[Any] = JourneyEvent


def event_document(event: JourneyEvent) -> dict[str, Any]:
    """Write an event as plain data: its ``schema``, its ``kind`` and what it says.

    What equals its default is left out. Numbers stay exact, so write the data with
    `format_document` or a writer that knows `decimal.Decimal`.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.gates.events import StageStarted
        >>> event_document(StageStarted(
        ...     id="acme#2", partner_id="acme", sequence=2, by="p-1", stage="gate_0",
        ...     at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ... ))  # doctest: +NORMALIZE_WHITESPACE
        {'schema': 1, 'id': 'acme#2', 'partner_id': 'acme', 'sequence': 2,
         'at': '2026-05-04T09:00:00+00:00', 'by': 'p-1', 'kind': 'stage_started',
         'stage': 'gate_0'}

    Rule: JRN-09.
    """
    return log_document(event)


def read_journey_events(
    documents: Iterable[Mapping[str, Any]],
    *,
    upcasters: Mapping[int, Upcaster] | None = None,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the log",
) -> tuple[JourneyEvent, ...]:
    """Read events from plain data, those of an older schema too.

    A document without ``schema`` is of schema 0, a company's own log from before. What
    is older than the current schema goes through one upcaster after the other. Where
    they make several documents of one, or none, the ones behind it that are upcast too
    move to the places that follow; events of the current schema never move.

    Args:
        documents: The events, in order.
        upcasters: By schema what turns a document of it into one of the next, or into
            several; it is given a copy, and need not set the new ``schema``.
        limits: How large all of them together may be.
        subject: What they are, for messages.

    Raises:
        InvalidUseError: One document is given where a list of them is expected.
        InvalidDataError: With every fault by its path, such as ``[3].schema``: a schema
            newer than the current one or without an upcaster, an unknown kind, what
            does not have the form of its kind.

    Examples:
        >>> old = {"type": "started", "id": "acme#2", "partner_id": "acme", "nr": 2,
        ...        "at": "2026-05-04T09:00:00Z", "by": "p-1", "stage": "gate_0"}
        >>> def from_ours(document):
        ...     document["sequence"] = document.pop("nr")
        ...     document["kind"] = f"stage_{document.pop('type')}"
        ...     return document
        >>> [event] = read_journey_events([old], upcasters={0: from_ours})
        >>> event.kind, event.sequence
        ('stage_started', 2)

    Rule: JRN-09.
    """
    upcasting = Upcasting(upcasters or {})
    events: tuple[JourneyEvent, ...] = read_log(
        documents, _EVENT, plain=upcasting.upcast, limits=limits, subject=subject
    )
    return events


def journey_state_document(state: JourneyState) -> dict[str, Any]:
    """Write how a partner stands as plain data, to be stored beside its log.

    Rule: JRN-09.
    """
    return log_document(state)


def read_journey_state(
    document: Mapping[str, Any],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the state",
) -> JourneyState:
    """Read how a partner stands; `Journey.restore` takes it up again.

    Raises:
        InvalidDataError: With every fault by its path. A state of another schema is not
            upcast: replay the log, which says the same.

    Rule: JRN-09.
    """
    state: JourneyState = read_log_state(
        document, JourneyState, limits=limits, subject=subject
    )
    return state


def journey_event_schema(*, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `event_document` writes.

    Args:
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Rule: JRN-09.
    """
    return log_event_schema(_EVENT, title=title, id=id)
