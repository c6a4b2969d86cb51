"""Logs in files: the events under the key ``events``, and where one cannot follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem
from partner_success.interop.documents import read_document
from partner_success.interop.shapes import is_list

__all__ = ["EVENTS", "first_fault", "read_events"]

EVENTS: Final = "events"
"""The key under which a file holds its events."""

EventT = TypeVar("EventT")


def read_events(
    path: Path, reader: Callable[..., tuple[EventT, ...]], *, whose: str
) -> tuple[EventT, ...]:
    """Read the events of a file, one at least.

    Args:
        path: A document (.json, .yaml, .toml) with the key ``events`` and no other.
        reader: Reads events from plain data, and takes the `subject` of its messages.
        whose: Whose log is wanted, for the message that there is none.

    Raises:
        InvalidDataError: The file cannot be read, or with every fault by its path.
        UnknownNameError: The name of the file ends in nothing that is read.
    """
    try:
        events = reader(_documents(path), subject=str(path))
    except InvalidDataError as error:
        problems = [
            each.under(EVENTS) if each.path.startswith("[") else each
            for each in error.problems
        ]
        raise InvalidDataError(error.subject, problems) from error
    if not events:
        message = f"there is no event in it; give the log of {whose}"
        raise _refusal(path, message)
    return events


def _documents(path: Path) -> Sequence[Any]:
    """Give the list of events that a file holds; it may hold nothing else."""
    content = read_document(path)
    unknown = [key for key in content if key != EVENTS]
    if unknown:
        message = f"a file of events holds {EVENTS!r} alone; take the key away"
        raise InvalidDataError(
            str(path),
            [
                Problem(path=shown(key), code="unknown-key", message=message)
                for key in unknown
            ],
        )
    documents = content.get(EVENTS)
    if not is_list(documents):
        found = "nothing" if documents is None else type(documents).__name__
        message = (
            f"the file has to hold a list of events under the key {EVENTS!r}, found"
            f" {found}"
        )
        raise _refusal(path, message)
    return documents


def _refusal(path: Path, message: str) -> InvalidDataError:
    problem = Problem(path=EVENTS, code="no-events", message=message)
    return InvalidDataError(str(path), [problem])


def first_fault(count: int, is_whole: Callable[[int], bool]) -> int:
    """Find the first event of a log that cannot follow; no longer log can be replayed.

    Args:
        count: How many events the log has, which cannot be replayed.
        is_whole: Tells whether so many of its events can.

    Examples:
        >>> first_fault(9, lambda many: many <= 4)
        4
    """
    good, bad = 0, count
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_whole(middle):
            good = middle
        else:
            bad = middle
    return bad - 1
