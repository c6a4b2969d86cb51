"""What callers tell of a programme, checked before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, near_misses
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["entries_of", "require", "stranger", "unique"]

ItemT = TypeVar("ItemT")


def require(value: object, kind: type[ItemT]) -> ItemT:
    """Give a record back, or refuse what is none of its kind.

    Raises:
        InvalidUseError: It is of another type.
    """
    if not isinstance(value, kind):
        raise InvalidUseError(
            f"this needs a {kind.__name__}, not {type(value).__name__}"
        )
    return value


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
            stranger(faults, place, name, known)


def stranger(faults: Faults, path: str, name: str, known: Catalogue[Any]) -> None:
    """Note an id that nothing carries, with what is spelt alike."""
    near = near_misses(name, known.ids)
    hint = (
        f"did you mean {near[0]!r}?"
        if near
        else f"known: {', '.join(known.ids) or 'none'}"
    )
    faults.add(path, "unknown", f"there is no {known.kind} {shown(name)}; {hint}", name)


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
