"""What callers tell of a programme, checked before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, near_misses
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = [
    "check_ids",
    "check_positive",
    "entries_of",
    "listed_ids",
    "stranger",
    "unique",
]

ItemT = TypeVar("ItemT")


def entries_of(
    faults: Faults, path: str, given: Mapping[str, Any], known: Catalogue[Any]
) -> Iterator[tuple[str, str, Any]]:
    """Give each entry of a mapping by ids that are known: path, id and value.

    What is no mapping, and ids that nothing carries, are noted as faults.
    """
    if not isinstance(cast(object, given), Mapping):
        faults.wrong_type(path, given, f"a mapping by the id of each {known.kind}")
        return
    for name, value in given.items():
        place = f"{path}[{shown(name)}]"
        if not isinstance(cast(object, name), str):
            faults.wrong_type(place, name, f"the id of a {known.kind} as text")
        elif name in known:
            yield place, name, value
        else:
            stranger(faults, place, known.kind, name, known.ids)


def stranger(
    faults: Faults, path: str, kind: str, name: object, known: Collection[str]
) -> None:
    """Note an id that nothing of a kind carries, with what is spelt alike."""
    near = near_misses(name, known)
    hint = (
        f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known) or 'none'}"
    )
    faults.add(path, "unknown", f"there is no {kind} {shown(name)}; {hint}", name)


def unique(
    faults: Faults, path: str, given: Iterable[ItemT], kind: type[ItemT], key: str
) -> list[tuple[str, ItemT]]:
    """Give the records of a list with their paths, and note ids that stand twice."""
    found: list[tuple[str, ItemT]] = []
    first: dict[str, str] = {}
    for place, record in faults.records(path, frozen_tuple(given), kind):
        name = getattr(record, key)
        if name in first:
            message = f"{first[name]} has {shown(name)} already; give it once"
            faults.add(f"{place}.{key}", "duplicate-id", message, name)
            continue
        first[name] = place
        found.append((place, record))
    return found


def check_ids(faults: Faults, path: str, value: object) -> None:
    """Note what is no list of ids, or has one twice."""
    if not isinstance(value, tuple):
        faults.wrong_type(path, value, "a list of ids")
        return
    ids = cast(tuple[object, ...], value)
    for place, each in enumerate(ids):
        if faults.id(f"{path}[{place}]", each) is not None and each in ids[:place]:
            message = "stands there twice; give each once"
            faults.add(f"{path}[{place}]", "duplicate-id", message, each)


def listed_ids(what: str, path: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Give ids as a tuple, or refuse what is no list of them.

    Raises:
        InvalidUseError: It is one text.
        InvalidDataError: It is no list, or one is no id or stands twice.
    """
    if isinstance(ids, str):
        raise InvalidUseError(
            f"{what} are a list of ids, not the text {shown(ids)}; write [{shown(ids)}]"
        )
    found = frozen_tuple(ids)
    faults = Faults(f"the {what}")
    check_ids(faults, path, found)
    faults.report()
    return found


def check_positive(
    faults: Faults, path: str, value: object, *, optional: bool = False
) -> None:
    """Note what is no whole number from 1 up."""
    expected = "a whole number from 1 up"
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 1:
            faults.add(path, "out-of-range", f"must be {expected}", value, expected)
    elif not (optional and value is None):
        faults.wrong_type(path, value, expected)
