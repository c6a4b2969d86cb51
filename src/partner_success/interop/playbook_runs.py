"""The log and the state of the run of a playbook as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from partner_success.engagement.playbooks.runs import RunEvent, RunState
from partner_success.interop.event_logs import (
    log_document,
    log_event_schema,
    read_log,
    read_log_state,
)
from partner_success.interop.limits import STANDARD_LIMITS, Limits

__all__ = [
    "read_run_events",
    "read_run_state",
    "run_event_document",
    "run_event_schema",
    "run_state_document",
]

_EVENT: Final[Any] = RunEvent


def run_event_document(event: RunEvent) -> dict[str, Any]:
    """Write an event of a run as plain data: ``schema``, ``kind`` and what it says.

    What equals its default is left out.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.engagement.playbooks.runs import StepDone
        >>> run_event_document(StepDone(
        ...     id="r#2", run_id="r", sequence=2, by="p-1", step="listen",
        ...     at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ... ))  # doctest: +NORMALIZE_WHITESPACE
        {'schema': 1, 'id': 'r#2', 'run_id': 'r', 'sequence': 2,
         'at': '2026-05-04T09:00:00+00:00', 'by': 'p-1', 'kind': 'step_done',
         'step': 'listen'}

    Rule: PLB-04.
    """
    return log_document(event)


def read_run_events(
    documents: Iterable[Mapping[str, Any]],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the log",
) -> tuple[RunEvent, ...]:
    """Read events of runs from plain data.

    Args:
        documents: The events, in order.
        limits: How large all of them together may be.
        subject: What they are, for messages.

    Raises:
        InvalidUseError: One document is given where a list of them is expected.
        InvalidDataError: With every fault by its path, such as ``[3].schema``: another
            schema, an unknown kind, what does not have the form of its kind.

    Examples:
        >>> paused = {"schema": 1, "kind": "run_paused", "id": "r#2", "run_id": "r",
        ...           "sequence": 2, "at": "2026-05-04T09:00:00Z", "by": "p-1"}
        >>> [event] = read_run_events([paused])
        >>> type(event).__name__, event.at.hour
        ('RunPaused', 9)

    Rule: PLB-04.
    """
    events: tuple[RunEvent, ...] = read_log(
        documents, _EVENT, limits=limits, subject=subject
    )
    return events


def run_state_document(state: RunState) -> dict[str, Any]:
    """Write how a run stands as plain data, to be stored beside its log.

    Rule: PLB-04.
    """
    return log_document(state)


def read_run_state(
    document: Mapping[str, Any],
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the state",
) -> RunState:
    """Read how a run stands; `PlaybookRun.restore` takes it up again.

    Raises:
        InvalidDataError: With every fault by its path. A state of another schema is not
            read: replay the log, which says the same.

    Rule: PLB-04.
    """
    state: RunState = read_log_state(document, RunState, limits=limits, subject=subject)
    return state


def run_event_schema(*, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `run_event_document` writes.

    Args:
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Rule: PLB-04.
    """
    return log_event_schema(_EVENT, title=title, id=id)
