"""Logs and states as documents: what those of every process have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Final

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.interop.converter import structure, unstructure
from partner_success.interop.faults import (
    FAILED,
    Gathering,
    RefusedError,
    index_path,
    to_problems,
)
from partner_success.interop.limits import Limits, check_plain
from partner_success.interop.upcasting import LOG_SCHEMA, SCHEMA, current

__all__ = [
    "log_document",
    "log_event_schema",
    "read_log",
    "read_log_state",
    "without_upcasting",
]

_ADVICE: Final = f"write {LOG_SCHEMA} where it is current"


def log_document(record: Any) -> dict[str, Any]:
    """Write an event or a state as plain data, with its schema in front."""
    return {SCHEMA: LOG_SCHEMA, **unstructure(record)}


def without_upcasting(document: object) -> list[dict[str, Any]]:
    """Give a document of the current schema; there are no others to read yet.

    Raises:
        RefusedError: It is of another schema, or no table.
    """
    return [current(document, advice=_ADVICE)]


def read_log(
    documents: Iterable[Mapping[str, Any]],
    kind: Any,
    *,
    plain: Callable[[object], list[dict[str, Any]]] = without_upcasting,
    limits: Limits,
    subject: str,
) -> tuple[Any, ...]:
    """Read events from plain data.

    Args:
        documents: The events, in order.
        kind: What an event can be.
        plain: Gives what a document is in the current schema, without saying so.
        limits: How large all of them together may be.
        subject: What they are, for messages.

    Raises:
        InvalidUseError: One document is given where a list of them is expected.
        InvalidDataError: With every fault by its path.
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

    def event_of(document: object) -> Any:
        return structure(document, kind, subject="the event")

    events: list[Any] = []
    for place, document in enumerate(given):
        step = index_path(place)
        found = gathering.read(step, plain, document)
        current_ones = () if found is FAILED else found
        events.extend(gathering.read(step, event_of, each) for each in current_ones)
    _require_none(gathering, subject)
    return tuple(events)


def read_log_state(
    document: Mapping[str, Any], kind: Any, *, limits: Limits, subject: str
) -> Any:
    """Read a state, which is never upcast: replaying the log says the same.

    Raises:
        InvalidDataError: With every fault by its path.
    """
    try:
        check_plain(document, limits)
        plain = current(document)
    except RefusedError as error:
        raise InvalidDataError(subject, to_problems(error.faults)) from error
    return structure(plain, kind, subject=subject)


def log_event_schema(kind: Any, *, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the documents of events.

    Args:
        kind: What an event can be.
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.
    """
    from partner_success.interop.json_schema import json_schema

    schema = json_schema(kind, title=title, id=id)
    for option in schema["anyOf"]:
        record = schema["$defs"][option["$ref"].rpartition("/")[2]]
        record["properties"] = {SCHEMA: {"const": LOG_SCHEMA}, **record["properties"]}
        record["required"] = [SCHEMA, *record["required"]]
    return schema


def _require_none(gathering: Gathering, subject: str) -> None:
    if gathering.faults:
        raise InvalidDataError(subject, to_problems(gathering.faults))
