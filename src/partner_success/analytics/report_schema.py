"""The form in which reports are given as data, as a JSON Schema."""

from __future__ import annotations

from typing import Final, get_args

from partner_success.analytics.report_table import CellKind
from partner_success.analytics.schema_parts import (
    DAY,
    DIALECT,
    INSTANT,
    NUMBER,
    TEXT,
    Schema,
    a_list,
    an_object,
    one_of,
    or_null,
    refused_row,
)

__all__ = ["SCHEMA_VERSION", "report_schema"]

SCHEMA_VERSION: Final = 1
"""Rises when something is renamed, removed or given another meaning."""


def report_schema() -> Schema:
    """Give the JSON Schema of what ``partner-success report --json`` prints.

    It rejects what is missing or of another type. Keys that it does not name may come
    without a new version, so it lets them pass.

    Examples:
        >>> schema = report_schema()
        >>> schema["$id"], schema["properties"]["schema_version"]
        ('urn:partner-success:report:1', {'const': 1})
    """
    return {
        "$schema": DIALECT,
        "$id": f"urn:partner-success:report:{SCHEMA_VERSION}",
        "title": "A report on a role, on the gates, or to a partner",
        **an_object(
            schema_version={"const": SCHEMA_VERSION},
            rulebook=TEXT,
            report=TEXT,
            title=TEXT,
            at=INSTANT,
            **{"from": or_null(DAY)},
            to=DAY,
            reader=or_null(TEXT),
            tables=a_list({"$ref": "#/$defs/table"}),
            refusals=a_list({"$ref": "#/$defs/refusal"}),
            remarks=a_list(TEXT),
        ),
        "$defs": {
            "number": an_object(value={"type": "number"}, exact=TEXT),
            "refusal": refused_row(),
            "column": an_object(
                id=TEXT, name=TEXT, kind=one_of(*get_args(CellKind)), unit=TEXT
            ),
            # A day or an instant is text; the kind of the column tells which.
            "cell": {
                "anyOf": [
                    {"type": ["string", "integer", "boolean", "null"]},
                    NUMBER,
                ]
            },
            "table": an_object(
                id=TEXT,
                name=TEXT,
                columns=a_list({"$ref": "#/$defs/column"}),
                rows=a_list(a_list({"$ref": "#/$defs/cell"})),
                remarks=a_list(TEXT),
            ),
        },
    }
