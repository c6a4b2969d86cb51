"""A company's changes laid over a rulebook that it otherwise inherits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partner_success.errors import Problem, near_misses
from partner_success.rulebook.document import Document, copied, has_ids, is_table, step

REMOVED = "removed"
"""The key that takes an inherited entry out: ``removed = true``."""


def overlaid(base: Document, changes: Document) -> tuple[Document, list[Problem]]:
    """Lay changes over a document.

    Tables are merged key by key, lists of tables with ids entry by entry; every other
    value replaces what it stands over. New entries come last; ``removed = true`` takes
    an entry out.

    Returns:
        The whole document, and what could not be laid over the base.

    Examples:
        >>> base = {"targets": [{"id": "uptime", "value": 99, "unit": "%"}]}
        >>> overlaid(base, {"targets": [{"id": "uptime", "value": 98}]})[0]
        {'targets': [{'id': 'uptime', 'value': 98, 'unit': '%'}]}
    """
    problems: list[Problem] = []
    merged = _merge_tables(base, changes, "", problems)
    return merged, problems


def _merge(base: Any, change: Any, path: str, problems: list[Problem]) -> Any:
    if is_table(base) and is_table(change):
        return _merge_tables(base, change, path, problems)
    if has_ids(base) and has_ids(change):
        return _merge_lists(base, change, path, problems)
    return copied(change)


def _merge_tables(
    base: Mapping[str, Any],
    changes: Mapping[str, Any],
    path: str,
    problems: list[Problem],
) -> dict[str, Any]:
    merged: dict[str, Any] = copied(base)
    for key, change in changes.items():
        place = step(path, key)
        if key in merged:
            merged[key] = _merge(merged[key], change, place, problems)
        else:
            merged[key] = copied(change)
    return merged


def _merge_lists(
    base: Sequence[dict[str, Any]],
    changes: Sequence[dict[str, Any]],
    path: str,
    problems: list[Problem],
) -> list[dict[str, Any]]:
    merged = {entry["id"]: copied(entry) for entry in base}
    first: dict[str, str] = {}
    for position, change in enumerate(changes):
        id_, place = change["id"], f"{path}[{position}]"
        if first.setdefault(id_, place) != place:
            problems.append(_stands_twice(place, id_, first[id_]))
        elif change.get(REMOVED) is True:
            if id_ in merged:
                del merged[id_]
            else:
                problems.append(_nothing_to_remove(place, id_, merged))
        elif id_ in merged:
            merged[id_] = _merge_tables(merged[id_], change, place, problems)
        else:
            merged[id_] = copied(change)
    return list(merged.values())


def _stands_twice(place: str, id_: str, first: str) -> Problem:
    return Problem(
        path=f"{place}.id",
        code="duplicate-id",
        message=f"{id_!r} is changed at {first} already; change an entry in one place",
        given=id_,
    )


def _nothing_to_remove(place: str, id_: str, known: Mapping[str, Any]) -> Problem:
    near = near_misses(id_, known)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return Problem(
        path=place,
        code="nothing-to-remove",
        message=f"there is no inherited entry {id_!r} to remove; {hint}",
        given=id_,
    )
