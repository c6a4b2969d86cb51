"""JSON whose numbers keep every digit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from partner_success.interop.faults import Gathering, refusal, shorten
from partner_success.interop.numbers import number_text, read_number, read_whole
from partner_success.interop.shapes import is_list, is_table

__all__ = ["format_json", "parse_json"]


def parse_json(text: str) -> Any:
    """Read JSON text into plain data.

    Raises:
        RefusedError: It is no JSON, a key stands twice, or a number is not taken.
    """
    try:
        return json.loads(
            text,
            parse_float=read_number,
            parse_int=read_whole,
            parse_constant=read_number,
            object_pairs_hook=_table,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        message = f"this is no JSON: {error.msg} ({place})"
        raise refusal("no-json", message, None) from error


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    gathering = Gathering()
    for key, value in pairs:
        if key in table:
            message = f"the key {shorten(key)} stands twice in one table"
            gathering.add("", "duplicate-key", message, given=shorten(key))
        table[key] = value
    gathering.settle()
    return table


def format_json(value: Any, line: str = "\n") -> str:
    """Write plain data as JSON, indented; a `decimal.Decimal` becomes its digits."""
    inner = line + "  "
    if is_table(value):
        parts = [
            f"{_text(key)}: {format_json(part, inner)}" for key, part in value.items()
        ]
        return _enclosed("{}", parts, line)
    if is_list(value):
        return _enclosed("[]", [format_json(part, inner) for part in value], line)
    return number_text(value) if isinstance(value, Decimal) else _text(value)


def _enclosed(brackets: str, parts: list[str], line: str) -> str:
    if not parts:
        return brackets
    inner = f",{line}  ".join(parts)
    return f"{brackets[0]}{line}  {inner}{line}{brackets[1]}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
