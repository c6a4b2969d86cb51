"""Writing typed values as the plain data of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

from partner_success.core.citation import (
    Citation,
    format_citations,
    parse_citations,
)
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidValueError
from partner_success.interop.faults import shorten
from partner_success.interop.leaves import LEAVES
from partner_success.interop.shapes import is_list
from partner_success.interop.type_forms import (
    DocumentField,
    as_record,
    document_fields,
    union_members,
)
from partner_success.interop.wording import CITATIONS

__all__ = ["Write", "writer_of"]

Write: TypeAlias = Callable[[Any], Any]

_LISTS: Final = (tuple, list, Catalogue)


def writer_of(kind: Any, write: Write) -> Write:
    """Give the writer of a class; the parts of a value go back through `write`."""
    for leaf, row in LEAVES.items():
        if issubclass(kind, leaf) and not issubclass(kind, Enum):
            return row.write
    if issubclass(kind, Enum):
        return lambda member: write(member.value)
    if kind is Citation:
        return lambda value: _write_citations((value,)) or _write_record(value, write)
    if as_record(kind) is not None:
        return lambda value: _write_record(value, write)
    return _collection_writer(kind, write)


def _collection_writer(kind: Any, write: Write) -> Write:
    if issubclass(kind, Mapping):
        return lambda value: {_key(name, write): write(value[name]) for name in value}
    if issubclass(kind, (set, frozenset)):
        return lambda value: _in_order(map(write, value))
    if issubclass(kind, _LISTS):
        return lambda value: list(map(write, value))
    return _refuse


def _refuse(value: object) -> Any:
    raise InvalidValueError(
        f"{shorten(value)} is a {type(value).__name__}, which has no form in a document"
    )


def _key(name: object, write: Write) -> str:
    key = write(name)
    if isinstance(key, date):
        return key.isoformat()
    if not isinstance(key, str):
        raise InvalidValueError(
            f"the keys of a table are text, and {shorten(name)} is not"
        )
    return key


def _in_order(values: Iterable[Any]) -> list[Any]:
    # A set has no order of its own, and a file should not change from run to run.
    return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def _write_record(record: Any, write: Write) -> dict[str, Any]:
    kind: Any = record.__class__
    table: dict[str, Any] = {}
    for field in document_fields(kind):
        value = getattr(record, field.name)
        if not _is_left_out(field, value, record):
            text = _write_citations(value) if _takes_citations(field.type) else None
            table[field.name] = write(value) if text is None else text
    return table


def _is_left_out(field: DocumentField, value: object, record: object) -> bool:
    if field.required or field.is_tag:
        return False
    default = field.default_of(record)
    return type(value) is type(default) and value == default


def _takes_citations(kind: Any) -> bool:
    return CITATIONS in (union_members(kind) or (kind,))


def _write_citations(citations: Any) -> str | None:
    """Give citations as one text, if reading that text gives the same again."""
    if not is_list(citations) or not citations:
        return None
    text = format_citations(tuple(citations))
    try:
        return text if parse_citations(text) == tuple(citations) else None
    except InvalidValueError:
        return None
