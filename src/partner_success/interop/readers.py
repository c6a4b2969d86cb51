"""Readers of choices and of collections: enums, lists, tables of one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, TypeAlias

from partner_success.core.citation import Citation, parse_citations
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.interop.faults import (
    FAILED,
    Gathering,
    index_path,
    key_path,
    refusal,
)
from partner_success.interop.leaf import wrong_kind
from partner_success.interop.leaves import LEAVES
from partner_success.interop.shapes import is_list, is_table
from partner_success.interop.type_forms import kind_name, one_of
from partner_success.interop.wording import CITATIONS, describe

__all__ = [
    "Hook",
    "Lookup",
    "as_list",
    "as_table",
    "choice_reader",
    "citation_reader",
    "items_reader",
    "map_reader",
    "read_anything",
]

Hook: TypeAlias = Callable[[Any, Any], Any]
"""Reads a value as a type, in the form in which cattrs keeps hooks."""

Lookup: TypeAlias = Callable[[Any], Hook]
"""Finds the hook of a type; asked when a value is read, so that types may recur."""


def as_table(value: object, expected: str) -> Mapping[Any, Any]:
    """Give a table back, or refuse what is none."""
    if not is_table(value):
        raise wrong_kind(value, expected)
    return value


def as_list(value: object, expected: str) -> Sequence[Any]:
    """Give a list back, or refuse what is none."""
    if not is_list(value):
        raise wrong_kind(value, expected)
    return value


def choice_reader(choices: Iterable[Any]) -> Hook:
    """Read one of a few values: the members of an enum, or those of a literal."""
    known = {_identity(choice): choice for choice in choices}
    values = [value for _, value in known]
    names = tuple(value for value in values if isinstance(value, str))
    expected = one_of(values)

    def read(value: object, _kind: Any) -> Any:
        found = known.get(_identity(value), FAILED)
        if found is FAILED:
            message = f"expected {expected}"
            raise refusal(
                "unknown-value",
                message,
                value,
                expected=expected,
                known=names,
            )
        return found

    return read


def _identity(value: Any) -> tuple[str, object]:
    """Tell values apart that Python holds equal: true is not 1, and 3.0 is 3."""
    bare = value.value if isinstance(value, Enum) else value
    if isinstance(bare, float):
        return "number", Decimal(float.__repr__(bare))
    if isinstance(bare, (int, Decimal)) and not isinstance(bare, bool):
        return "number", bare
    if isinstance(bare, (str, bool, NoneType)):
        return type(bare).__name__, bare
    return "other", id(bare)


def items_reader(collection: Any, types: tuple[Any, ...], lookup: Lookup) -> Hook:
    """Read a list as a tuple, a frozenset or a Catalogue."""
    if collection is frozenset:
        return _set_reader(types[0], lookup)
    if collection is Catalogue:
        return _catalogue_reader(types[0], lookup)
    if len(types) == 2 and types[1] is Ellipsis:
        return _tuple_reader(types[0], lookup)
    return _fixed_reader(types, lookup)


def _read_items(
    gathering: Gathering, value: object, kind: Any, hook: Hook
) -> list[Any]:
    return [
        gathering.read(index_path(place), hook, item, kind)
        for place, item in enumerate(as_list(value, "a list"))
    ]


def _tuple_reader(kind: Any, lookup: Lookup) -> Hook:
    def read(value: object, _kind: Any) -> tuple[Any, ...]:
        if isinstance(value, str) and kind is Citation:
            return parse_citations(value)
        if kind is Citation and not is_list(value):
            raise wrong_kind(value, describe(CITATIONS))
        gathering = Gathering()
        found = _read_items(gathering, value, kind, lookup(kind))
        gathering.settle()
        return tuple(found)

    return read


def _fixed_reader(kinds: tuple[Any, ...], lookup: Lookup) -> Hook:
    count = len(kinds)

    def read(value: object, _kind: Any) -> tuple[Any, ...]:
        items = as_list(value, f"a list of {count}")
        gathering = Gathering()
        if len(items) != count:
            message = f"expected {count} values, found {len(items)}"
            gathering.add("", "wrong-length", message, expected=f"a list of {count}")
        found = [
            gathering.read(index_path(place), lookup(kind), item, kind)
            for place, (item, kind) in enumerate(zip(items, kinds, strict=False))
        ]
        gathering.settle()
        return tuple(found)

    return read


def _set_reader(kind: Any, lookup: Lookup) -> Hook:
    def read(value: object, _kind: Any) -> frozenset[Any]:
        gathering = Gathering()
        seen: dict[Any, int] = {}
        for place, item in enumerate(_read_items(gathering, value, kind, lookup(kind))):
            if item is not FAILED and seen.setdefault(item, place) != place:
                message = f"it stands at {index_path(seen[item])} already"
                gathering.add(index_path(place), "duplicate-value", message)
        gathering.settle()
        return frozenset(seen)

    return read


def _catalogue_reader(kind: Any, lookup: Lookup) -> Hook:
    name = kind_name(kind)

    def build(items: list[Any]) -> Catalogue[Any]:
        return Catalogue(items, kind=name)

    def read(value: object, _kind: Any) -> Catalogue[Any]:
        gathering = Gathering()
        found = _read_items(gathering, value, kind, lookup(kind))
        if gathering.faults:
            # The items that failed carry ids too, and a double among them counts.
            _note_doubles(gathering, as_list(value, "a list"), name)
        gathering.settle()
        catalogue: Catalogue[Any] = gathering.read("", build, found)
        gathering.settle()
        return catalogue

    return read


def _note_doubles(gathering: Gathering, items: Iterable[Any], name: str) -> None:
    seen: set[str] = set()
    for place, item in enumerate(items):
        id_ = item.get("id") if is_table(item) else None
        if isinstance(id_, str) and id_ in seen:
            message = f"the {name} id {id_!r} is taken; ids are unique"
            gathering.add(f"{index_path(place)}.id", "duplicate-id", message, given=id_)
        elif isinstance(id_, str):
            seen.add(id_)


def map_reader(key_kind: Any, value_kind: Any, lookup: Lookup) -> Hook:
    """Read a table whose keys are data as a FrozenMap."""

    def read(value: object, _kind: Any) -> FrozenMap[Any, Any]:
        gathering = Gathering()
        found: dict[Any, Any] = {}
        for key, item in as_table(value, "a table").items():
            name = gathering.read_key(key, lookup(key_kind), key, key_kind)
            if name is not FAILED and name in found:
                message = "another key means the same"
                gathering.add(key_path(key), "duplicate-key", message)
            found[name] = gathering.read_key(key, lookup(value_kind), item, value_kind)
        gathering.settle()
        return FrozenMap(found)

    return read


def citation_reader(record_hook: Hook) -> Hook:
    """Read one citation from its text, or from a table."""

    def read(value: object, kind: Any) -> Any:
        if isinstance(value, str):
            found = parse_citations(value)
            if len(found) != 1:
                message = "expected one source; a semicolon parts several"
                raise refusal("too-many", message, value, expected=describe(Citation))
            return found[0]
        return record_hook(value, kind)

    return read


def read_anything(value: object, kind: Any = object) -> Any:
    """Read plain data as it is, made unchangeable: lists to tuples, tables to maps."""
    if is_table(value):
        return map_reader(str, kind, _anything)(value, kind)
    if is_list(value):
        return _tuple_reader(kind, _anything)(value, kind)
    return _read_single(value)


def _read_single(value: object) -> Any:
    if isinstance(value, (datetime, time)):
        # Only TOML has these; they are kept in the form in which they are written.
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, date)):
        return value
    if isinstance(value, (int, float, Decimal)):
        return LEAVES[int if isinstance(value, int) else Decimal].read(value)
    raise wrong_kind(value, "a plain value")


def _anything(kind: Any) -> Hook:
    return (lambda value, _: LEAVES[str].read(value)) if kind is str else read_anything
