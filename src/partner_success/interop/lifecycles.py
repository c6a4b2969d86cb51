"""The log and the state of a customer's lifecycle as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from partner_success.engagement.lifecycle import LifecycleEvent, LifecycleState
from partner_success.interop.event_logs import (
    log_document,
    log_event_schema,
    read_log,
    read_log_state,
)
from partner_success.interop.limits import STANDARD_LIMITS, Limits

__all__ = [
    "lifecycle_event_document",
    "lifecycle_event_schema",
    "lifecycle_state_document",
    "read_lifecycle_events",
    "read_lifecycle_state",
]

_EVENT: Final[Any] = LifecycleEvent


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
    return log_document(event)


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
    events: tuple[LifecycleEvent, ...] = read_log(
        documents, _EVENT, limits=limits, subject=subject
    )
    return events


def lifecycle_state_document(state: LifecycleState) -> dict[str, Any]:
    """Write how a customer stands as plain data, to be stored beside its log.

    Rule: ENG-01.
    """
    return log_document(state)


def read_lifecycle_state(
    document: Mapping[str, Any],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the state",
) -> LifecycleState:
    """Read how a customer stands; `Lifecycle.restore` takes it up again.

    Raises:
        InvalidDataError: With every fault by its path. A state of another schema is not
            read: replay the log, which says the same.

    Rule: ENG-01.
    """
    state: LifecycleState = read_log_state(
        document, LifecycleState, limits=limits, subject=subject
    )
    return state


def lifecycle_event_schema(*, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `lifecycle_event_document` writes.

    Args:
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Rule: ENG-01.
    """
    return log_event_schema(_EVENT, title=title, id=id)
