"""What a type annotation means to a document: taken apart, and said in words."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.expressions import Condition, Value
from partner_success.interop.faults import unsupported

__all__ = [
    "DocumentField",
    "as_enum",
    "as_literal",
    "as_record",
    "document_fields",
    "is_anything",
    "item_types",
    "kind_name",
    "map_types",
    "one_of",
    "type_name",
    "union_members",
    "unwrap",
]

_MANY: Final = 12


def unwrap(kind: Any) -> Any:
    """Give the type under `typing.Annotated` and `typing.NewType`."""
    while True:
        if typing.get_origin(kind) is Annotated:
            kind = kind.__origin__
        elif isinstance(kind, typing.NewType):
            kind = kind.__supertype__
        else:
            return kind


def type_name(kind: Any) -> str:
    """Give the name of a type as its author wrote it.

    Examples:
        >>> type_name(tuple[int, ...]), type_name(int)
        ('tuple[int, ...]', 'int')
    """
    plain = isinstance(kind, type) and typing.get_origin(kind) is None
    return kind.__name__ if plain else str(kind).replace("typing.", "")


def kind_name(kind: Any) -> str:
    """Give the class's name in words, for messages such as 'no component is called'.

    Examples:
        >>> class HealthComponent: ...
        >>> kind_name(HealthComponent), kind_name(int | str)
        ('health component', 'entry')
    """
    if not isinstance(kind, type):
        return "entry"
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind.__name__).strip("_").lower()


def is_anything(kind: Any) -> bool:
    """Say whether the type accepts every plain value."""
    return kind is object or kind is Any


def union_members(kind: Any) -> tuple[Any, ...] | None:
    """Give the members of a union, unwrapped; None where the type is no union."""
    if typing.get_origin(kind) not in (typing.Union, types.UnionType):
        return None
    flat: list[Any] = []
    for member in typing.get_args(kind):
        bare = unwrap(member)
        flat.extend(union_members(bare) or (bare,))
    return _regrouped(dict.fromkeys(flat))


def _regrouped(members: typing.Iterable[Any]) -> tuple[Any, ...]:
    """Put a union that is read as a whole back together in a larger one."""
    found = list(members)
    for whole in (Condition, Value):
        parts = typing.get_args(whole)
        if all(part in found for part in parts) and len(found) > len(parts):
            place = found.index(parts[0])
            found[place] = whole
            found = [member for member in found if member not in parts]
    return tuple(found)


def as_enum(kind: Any) -> type[Enum] | None:
    """Give the type back if it is an enumeration."""
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


def as_literal(kind: Any) -> tuple[Any, ...] | None:
    """Give the values of a `typing.Literal`; None where the type is none."""
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else None


def as_record(kind: Any) -> type[Any] | None:
    """Give the type back if it is an attrs class without type parameters."""
    return kind if isinstance(kind, type) and attrs.has(kind) else None


def item_types(kind: Any) -> tuple[Any, tuple[Any, ...]] | None:
    """Give the collection (tuple, frozenset, Catalogue) and its item types.

    A tuple of one repeated type gives that type and an ellipsis.
    """
    origin = typing.get_origin(kind)
    if origin in (tuple, frozenset, Catalogue):
        return origin, typing.get_args(kind)
    return None


def map_types(kind: Any) -> tuple[Any, Any] | None:
    """Give the key and value types of a FrozenMap; None where the type is none."""
    if typing.get_origin(kind) in (FrozenMap, Mapping):
        key, value = typing.get_args(kind)
        return key, value
    return None


@attrs.frozen(kw_only=True)
class DocumentField:
    """One field of a record as it stands in a document.

    Attributes:
        name: The key of the document.
        type: The annotation, resolved.
        attribute: The field of the attrs class.
    """

    name: str
    type: Any
    attribute: attrs.Attribute[Any]

    @property
    def required(self) -> bool:
        """Whether a document must give it."""
        return self.attribute.default is attrs.NOTHING

    @property
    def is_tag(self) -> bool:
        """Whether its only purpose is to tell its record from others."""
        return len(as_literal(unwrap(self.type)) or ()) == 1

    def default_of(self, record: object) -> object:
        """Give what the field would have been, had nothing been given."""
        default: Any = self.attribute.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            return default.factory(record) if default.takes_self else default.factory()
        return default


@cache
def document_fields(record: Any) -> tuple[DocumentField, ...]:
    """List the fields of an attrs class that a document gives.

    Private fields and those that the class computes itself are left out.

    Raises:
        UnsupportedTypeError: An annotation names something that cannot be found.
    """
    try:
        hints = typing.get_type_hints(record)
    except NameError as error:
        message = (
            f"its annotations cannot be resolved ({error}); import what they name when"
            " the program runs, not only for type checking"
        )
        raise unsupported(record.__name__, message) from error
    return tuple(
        DocumentField(
            name=field.name,
            type=unwrap(hints.get(field.name, object)),
            attribute=field,
        )
        for field in attrs.fields(record)
        if field.init and not field.name.startswith("_")
    )


def one_of(names: typing.Iterable[object]) -> str:
    """List what could have been given, the first dozen of it.

    Examples:
        >>> one_of(["low", "high"])
        "one of 'low', 'high'"
    """
    known = list(names)
    more = f" and {len(known) - _MANY} more" if len(known) > _MANY else ""
    lead = "one of " if len(known) > 1 else ""
    return lead + ", ".join(map(repr, known[:_MANY])) + more
