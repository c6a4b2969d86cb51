"""What a type accepts, in words for a person who edits a document."""

from __future__ import annotations

from typing import Any, Final

from partner_success.core.citation import Citation
from partner_success.interop.leaves import LEAVES
from partner_success.interop.type_forms import (
    as_enum,
    as_literal,
    as_record,
    is_anything,
    item_types,
    map_types,
    one_of,
    type_name,
    union_members,
)

__all__ = ["CITATIONS", "describe"]

CITATIONS: Final = tuple[Citation, ...]
"""The type that is written as one text, such as ``"DECK: CSAT; DECISION: scale"``."""

_A_CITATION: Final = "a source such as 'FRAMEWORK: Health Categories'"


def describe(kind: Any) -> str:
    """Say what a type accepts.

    Examples:
        >>> describe(int | None), describe(tuple[int, ...])
        ('a whole number or nothing', 'a list')
    """
    if (leaf := LEAVES.get(kind)) is not None:
        return leaf.expected
    if kind in (Citation, CITATIONS):
        return _A_CITATION
    if (members := union_members(kind)) is not None:
        return " or ".join(dict.fromkeys(map(describe, members)))
    if (literal := as_literal(kind)) is not None:
        return one_of(literal)
    if (enum := as_enum(kind)) is not None:
        return one_of(member.value for member in enum)
    return _describe_many(kind)


def _describe_many(kind: Any) -> str:
    if item_types(kind) is not None:
        return "a list"
    if map_types(kind) is not None:
        return "a table"
    if (record := as_record(kind)) is not None:
        return f"a table ({record.__name__})"
    return "a plain value" if is_anything(kind) else type_name(kind)
