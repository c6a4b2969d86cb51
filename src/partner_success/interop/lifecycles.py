"""The log and the state of a customer's lifecycle as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

from partner_success.core.quantities import shown
from partner_success.engagement.lifecycle import LifecycleEvent, LifecycleState
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.interop.converter import structure, unstructure
from partner_success.interop.faults import (
    Gathering,
    RefusedError,
    index_path,
    refusal,
    to_problems,
)
from partner_success.interop.leaf import wrong_kind
from partner_success.interop.limits import STANDARD_LIMITS, Limits, check_plain
from partner_success.interop.shapes import is_table
from partner_success.interop.upcasting import SCHEMA

__all__ = [
    "lifecycle_event_document",
    "lifecycle_state_document",
    "read_lifecycle_events",
    "read_lifecycle_state",
]

_EVENT: Final[Any] = LifecycleEvent

_SCHEMA_NOW: Final = 1
"""The schema in which events and states of lifecycles are written."""


def lifecycle_event_document(event: LifecycleEvent) -> dict[str, Any]:
    """Write an event as plain data: its ``schema``, its ``kind`` and what it says.

    What equals its default is left out.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.engagement import ContractRenewed
        >>> lifecycle_event_document(ContractRenewed(
        ...     id="globex#6", customer_id="globex", sequence=6, by="ada",
        ...     at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ... ))  # doctest: +NORMALIZE_WHITESPACE
        {'schema': 1, 'id': 'globex#6', 'customer_id': 'globex', 'sequence': 6,
         'at': '2026-05-04T09:00:00+00:00', 'by': 'ada', 'kind': 'contract_renewed'}

    Rule: ENG-01.
    """
    return {SCHEMA: _SCHEMA_NOW, **unstructure(event)}


def read_lifecycle_events(
    documents: Iterable[Mapping[str, Any]],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the log",
) -> tuple[LifecycleEvent, ...]:
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

    Rule: ENG-01.
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
    events = tuple(
        gathering.read(index_path(place), _event_of, document)
        for place, document in enumerate(given)
    )
    _require_none(gathering, subject)
    return events


def lifecycle_state_document(state: LifecycleState) -> dict[str, Any]:
    """Write how a customer stands as plain data, to be stored beside its log.

    Rule: ENG-01.
    """
    return {SCHEMA: _SCHEMA_NOW, **unstructure(state)}


def read_lifecycle_state(
    document: Mapping[str, Any],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the state",
) -> LifecycleState:
    """Read how a customer stands; `Lifecycle.restore` takes it up again.

    Raises:
        InvalidDataError: With every fault by its path.

    Rule: ENG-01.
    """
    try:
        check_plain(document, limits)
        plain = _current(document)
    except RefusedError as error:
        raise InvalidDataError(subject, to_problems(error.faults)) from error
    return structure(plain, LifecycleState, subject=subject)


def _event_of(document: object) -> LifecycleEvent:
    event: LifecycleEvent = structure(_current(document), _EVENT, subject="the event")
    return event


def _current(document: object) -> dict[str, Any]:
    """Give a document without its schema, which has to be the one that is written."""
    if not is_table(document):
        raise wrong_kind(document, "a table")
    plain = dict(document)
    schema = plain.pop(SCHEMA, None)
    if type(schema) is not int or schema != _SCHEMA_NOW:
        message = (
            f"only schema {_SCHEMA_NOW} is read here, found {shown(schema)}; read a"
            " newer one with the version of the library that wrote it"
        )
        [fault] = refusal("wrong-schema", message, schema).faults
        raise RefusedError([fault.under(f".{SCHEMA}")])
    return plain


def _require_none(gathering: Gathering, subject: str) -> None:
    if gathering.faults:
        raise InvalidDataError(subject, to_problems(gathering.faults))
