"""What the JSON Schemas of results are made of."""

from __future__ import annotations

from typing import Any, Final

__all__ = [
    "COUNT",
    "DAY",
    "DIALECT",
    "INSTANT",
    "NUMBER",
    "TEXT",
    "TRUTH",
    "WHOLE",
    "Schema",
    "a_list",
    "an_object",
    "one_of",
    "or_null",
    "refused_row",
]

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
TRUTH: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
NUMBER: Final[Schema] = {"$ref": "#/$defs/number"}


def an_object(**properties: Schema) -> Schema:
    """Give the schema of an object that has every one of some keys."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": dict(properties),
    }


def a_list(items: Schema) -> Schema:
    """Give the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """Give the schema of something that can be unknown."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(*words: str | None) -> Schema:
    """Give the schema of one of some words."""
    return {"enum": list(words)}


def refused_row() -> Schema:
    """Give the schema of a row that was refused, with the place where it stands."""
    return an_object(
        file=TEXT,
        line=or_null(WHOLE),
        record=WHOLE,
        column=TEXT,
        code=TEXT,
        message=TEXT,
        given=or_null(TEXT),
        expected=or_null(TEXT),
    )
