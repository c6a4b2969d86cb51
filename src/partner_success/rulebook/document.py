"""Rulebook documents as plain data: walking them, copying them, naming places in them.

A place is named by ids instead of positions wherever a list holds tables with ids, so
that ``health.components.user_adoption.weight`` stays the same when a list is reordered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeGuard

from partner_success.errors import Problem, near_misses

__all__ = [
    "UNITS",
    "Document",
    "by_ids",
    "copied",
    "has_ids",
    "is_list",
    "is_table",
    "leaves",
    "step",
    "tables",
    "unknown_reference",
]

Document = dict[str, Any]
"""A rulebook as read from its file: tables, lists, text, numbers, yes or no, days."""

UNITS: Final = "units"
"""The key under which a family tells the units of its numbers, for readers only."""

_STEPS: Final = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a value is a table; one to be changed has to be copied first."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Tell whether a value is a list."""
    return isinstance(value, list | tuple)


def copied(value: Any) -> Any:
    """Give a deep copy of plain data."""
    # Most of a document is text, and the questions of the other types are dear.
    if isinstance(value, str):
        return value
    if is_table(value):
        return {key: copied(each) for key, each in value.items()}
    if is_list(value):
        return [copied(each) for each in value]
    return value


def tables(value: object) -> list[tuple[int, dict[str, Any]]]:
    """Give the tables of a list with their positions; none of what is no list."""
    entries = enumerate(value if is_list(value) else ())
    return [(place, each) for place, each in entries if is_table(each)]


def has_ids(value: object) -> TypeGuard[Sequence[dict[str, Any]]]:
    """Tell whether a value is a list whose entries are all tables with a text id."""
    return (
        is_list(value)
        and bool(value)
        and all(is_table(each) and isinstance(each.get("id"), str) for each in value)
    )


def step(path: str, key: str | int) -> str:
    """Add a key, an id or a position to a readable path.

    Examples:
        >>> step(step(step("", "targets"), "at risk"), 2)
        "targets['at risk'][2]"
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not key.replace("-", "_").isidentifier():
        return f"{path}[{key!r}]"
    return f"{path}.{key}" if path else key


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk every single value of a document with its readable path.

    A list without ids is one value: it is replaced as a whole.

    Examples:
        >>> for leaf in leaves({"nps": {"low": 0}, "targets": [{"id": "uptime"}]}):
        ...     print(leaf)
        ('nps.low', 0)
        ('targets.uptime.id', 'uptime')
    """
    if is_table(value):
        for key, each in value.items():
            yield from leaves(each, step(path, key))
    elif has_ids(value):
        for each in value:
            yield from leaves(each, step(path, each["id"]))
    else:
        yield path, value


def by_ids(document: Any, path: str) -> str:
    """Turn the path of a fault, which counts positions, into one that names ids.

    What the path names beyond the document is kept as it is.

    Examples:
        >>> by_ids({"targets": [{"id": "uptime"}]}, "targets[0].value")
        'targets.uptime.value'
    """
    steps = list(_STEPS.finditer(path))
    if "".join(each[0] for each in steps) != path:
        return path
    found, place = "", document
    for each in steps:
        key = int(each[1]) if each[1] else each[2]
        named = key
        if isinstance(key, int) and is_list(place) and key < len(place):
            named = place[key]["id"] if has_ids(place) else key
            place = place[key]
        elif is_table(place):
            place = place.get(str(key))
        else:
            place = None
        found = step(found, named)
    return found


def unknown_reference(
    path: str, kind: str, name: object, known: Mapping[str, Any]
) -> Problem:
    """Give the fault of a name that stands for something that is not there."""
    near = near_misses(name, known)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return Problem(
        path=path,
        code="unknown-reference",
        message=f"no {kind} is called {name!r}; {hint}",
        given=name if isinstance(name, str) else repr(name),
    )
