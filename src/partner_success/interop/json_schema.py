"""JSON Schema of what the converter accepts, for editors of documents."""

from __future__ import annotations

import inspect
import re
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.interop.faults import unsupported
from partner_success.interop.leaves import LEAVES
from partner_success.interop.type_forms import (
    DocumentField,
    as_enum,
    as_literal,
    as_record,
    document_fields,
    is_anything,
    item_types,
    map_types,
    type_name,
    union_members,
    unwrap,
)
from partner_success.interop.unions import tag_of
from partner_success.interop.wording import CITATIONS

__all__ = ["json_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ENTRY: Final = re.compile(r"(\w+):\s*(.*)")
_ENTRY_INDENT: Final = 4


def json_schema(cls: Any, *, title: str, id: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `structure` accepts for a type.

    Fields carry their description from the ``Attributes:`` section of the docstring,
    and ``unit``, ``minimum`` and ``maximum`` from the metadata of the field (the unit
    as ``x-unit``; the bounds are closed, and the converter holds numbers to them too).

    Args:
        cls: An attrs class, or any type made of what the converter knows.
        title: What the document is, for a person.
        id: The address that names the schema; nothing is fetched from it.

    Raises:
        InvalidModelError: No document can be read into the type.

    Examples:
        >>> json_schema(int, title="An answer", id="urn:example:answer")["type"]
        'integer'
    """
    schemas = _Schemas()
    root = schemas.of(unwrap(cls))
    head = {"$schema": _DIALECT, "$id": id, "title": title}
    return {**head, **root, **({"$defs": schemas.defs} if schemas.defs else {})}


@attrs.define
class _Schemas:
    """Builds the schemas of records once each, under names of their own."""

    defs: dict[str, Any] = attrs.field(factory=dict[Any, Any])
    names: dict[Any, str] = attrs.field(factory=dict[Any, Any])

    def of(self, kind: Any) -> dict[str, Any]:
        kind = unwrap(kind)
        if (leaf := LEAVES.get(kind)) is not None:
            return dict(leaf.schema)
        if kind == CITATIONS:
            each = self._citation()
            return {"anyOf": [_text(), {"type": "array", "items": each}]}
        if kind is Citation:
            return self._citation()
        if (members := union_members(kind)) is not None:
            return self._any_of(members)
        choices: Any = as_enum(kind) or as_literal(kind)
        if choices is not None:
            return {"enum": [_bare(choice) for choice in choices]}
        return self._of_many(kind)

    def _of_many(self, kind: Any) -> dict[str, Any]:
        if (items := item_types(kind)) is not None:
            return self._items(*items)
        if (types := map_types(kind)) is not None:
            key, value = map(self.of, types)
            names = {} if key == _text() else {"propertyNames": key}
            return {"type": "object", **names, "additionalProperties": value}
        if (record := as_record(kind)) is not None:
            return self._reference(record)
        if is_anything(kind):
            return {}
        raise unsupported(type_name(kind), "it has no JSON Schema")

    def _citation(self) -> dict[str, Any]:
        return {"anyOf": [_text(), self._reference(Citation)]}

    def _items(self, collection: Any, types: tuple[Any, ...]) -> dict[str, Any]:
        if collection is frozenset:
            items = self.of(types[0])
            return {"type": "array", "items": items, "uniqueItems": True}
        if collection is Catalogue or types[1:] == (Ellipsis,):
            return {"type": "array", "items": self.of(types[0])}
        count = len(types)
        parts: dict[str, Any] = {"minItems": count, "maxItems": count}
        if types:
            parts["prefixItems"] = list(map(self.of, types))
        return {"type": "array", **parts}

    def _any_of(self, members: tuple[Any, ...]) -> dict[str, Any]:
        records = [member for member in members if _is_record(member)]
        tag = tag_of(records) if len(records) > 1 else None
        options: list[dict[str, Any]] = []
        for member in members:
            option = self.of(member)
            if tag is not None and member in records:
                option["required"] = [tag[0]]
            options.append(option)
        return {"anyOf": options}

    def _reference(self, record: Any) -> dict[str, Any]:
        if record not in self.names:
            name, count = record.__name__, 1
            while name in self.defs:
                count += 1
                name = f"{record.__name__}{count}"
            self.names[record] = name
            # It holds the place, so that a class may contain itself.
            self.defs[name] = {}
            self.defs[name] = self._record(record)
        return {"$ref": f"#/$defs/{self.names[record]}"}

    def _record(self, record: Any) -> dict[str, Any]:
        summary, about = read_docstring(record)
        for base in record.__mro__[1:]:
            # What a class inherits is described where it is declared.
            about = {**read_docstring(base)[1], **about}
        fields = document_fields(record)
        required = [field.name for field in fields if field.required]
        properties = {
            field.name: self._field(field, about.get(field.name, ""))
            for field in fields
        }
        return {
            "type": "object",
            **({"description": summary} if summary else {}),
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _field(self, field: DocumentField, description: str) -> dict[str, Any]:
        schema = self.of(field.type)
        if description:
            schema["description"] = description
        metadata = field.attribute.metadata
        if "unit" in metadata:
            schema["x-unit"] = metadata["unit"]
        for bound in ("minimum", "maximum"):
            if bound in metadata:
                schema[bound] = _bare(metadata[bound])
        default: object = field.attribute.default
        single = isinstance(default, (str, int, Decimal, Enum)) and default != ""
        if single and not field.required:
            schema["default"] = _bare(default)
        return schema


def _text() -> dict[str, Any]:
    return {"type": "string"}


def _is_record(member: Any) -> bool:
    return member not in LEAVES and as_record(member) is not None


def _bare(value: Any) -> Any:
    """Give a value as the JSON library of Python writes it."""
    if isinstance(value, Enum):
        return _bare(value.value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def read_docstring(cls: Any) -> tuple[str, dict[str, str]]:
    """Give the summary of a class, and what its docstring says of each attribute."""
    lines = inspect.cleandoc(cls.__doc__ or "").splitlines()
    about: dict[str, str] = {}
    inside, current = False, ""
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if line and indent == 0:
            inside, current = line == "Attributes:", ""
        elif (
            inside and indent == _ENTRY_INDENT and (entry := _ENTRY.match(line.strip()))
        ):
            current = entry[1]
            about[current] = entry[2]
        elif current:
            about[current] = f"{about[current]} {line.strip()}".strip()
    return (lines[0] if lines else ""), about
