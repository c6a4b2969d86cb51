"""The log and the state of a partner's journey as documents, read across schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.gates import JourneyEvent, JourneyState
from partner_success.interop.converter import structure, unstructure
from partner_success.interop.faults import (
    FAILED,
    Gathering,
    RefusedError,
    index_path,
    to_problems,
)
from partner_success.interop.json_schema import json_schema
from partner_success.interop.limits import STANDARD_LIMITS, Limits, check_plain
from partner_success.interop.upcasting import (
    JOURNEY_SCHEMA,
    SCHEMA,
    Upcaster,
    Upcasting,
    current,
)

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
    return {SCHEMA: JOURNEY_SCHEMA, **unstructure(event)}


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
    if isinstance(documents, Mapping):
        raise InvalidUseError(
            "one document was given; give the list of events in it, or [document]"
        )
    # One more than allowed tells that there are more.
    given = list(islice(documents, limits.nodes + 1))
    gathering = Gathering()
    gathering.read("", check_plain, given, limits)
    _require_none(gathering, subject)
    upcasting = Upcasting(upcasters or {})
    events: list[JourneyEvent] = []
    for place, document in enumerate(given):
        step = index_path(place)
        found = gathering.read(step, upcasting.upcast, document)
        plain = () if found is FAILED else found
        events.extend(gathering.read(step, _event_of, each) for each in plain)
    _require_none(gathering, subject)
    return tuple(events)


def journey_state_document(state: JourneyState) -> dict[str, Any]:
    """Write how a partner stands as plain data, to be stored beside its log.

    Rule: JRN-09.
    """
    return {SCHEMA: JOURNEY_SCHEMA, **unstructure(state)}


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
    try:
        check_plain(document, limits)
        plain = current(document)
    except RefusedError as error:
        raise InvalidDataError(subject, to_problems(error.faults)) from error
    return structure(plain, JourneyState, subject=subject)


def journey_event_schema(*, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `event_document` writes.

    Args:
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Rule: JRN-09.
    """
    schema = json_schema(_EVENT, title=title, id=id)
    for option in schema["anyOf"]:
        record = schema["$defs"][option["$ref"].rpartition("/")[2]]
        record["properties"] = {
            SCHEMA: {"const": JOURNEY_SCHEMA},
            **record["properties"],
        }
        record["required"] = [SCHEMA, *record["required"]]
    return schema


def _event_of(plain: object) -> JourneyEvent:
    event: JourneyEvent = structure(plain, _EVENT, subject="the event")
    return event


def _require_none(gathering: Gathering, subject: str) -> None:
    if gathering.faults:
        raise InvalidDataError(subject, to_problems(gathering.faults))
