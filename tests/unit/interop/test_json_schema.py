"""JSON Schema of what the converter accepts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Literal

import attrs
import pytest
from jsonschema import Draft202012Validator

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, InvalidModelError
from partner_success.interop import json_schema, structure, unstructure
from tests.unit.interop.records import (
    Book,
    Component,
    Day,
    Everything,
    Tagged,
    Timed,
    Tree,
)
from tests.unit.interop.reporting import FULL


def validator(kind: Any) -> Draft202012Validator:
    """Check a schema and give what validates with it."""
    schema = json_schema(kind, title="A title", id="urn:example:schema")
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:example:schema"
    assert schema["title"] == "A title"
    return Draft202012Validator(json.loads(json.dumps(schema)))


def test_a_record() -> None:
    """A record is an object with described, bounded, closed properties."""
    schema = json_schema(Book, title="Ours", id="urn:example:ours")
    component = schema["$defs"]["Component"]
    assert component == {
        "type": "object",
        "description": "One part of a score.",
        "properties": {
            "id": {"type": "string", "description": "The name for programs."},
            "weight": {
                "type": "number",
                "description": "How much it counts, in points.",
                "x-unit": "points",
                "minimum": 0,
            },
            "level": {
                "enum": ["low", "high"],
                "description": "How urgent it is.",
                "default": "low",
            },
            "better": {"enum": ["higher", "lower"], "default": "higher"},
            "citations": component["properties"]["citations"],
        },
        "required": ["id", "weight"],
        "additionalProperties": False,
    }
    assert schema["$ref"] == "#/$defs/Book"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def plain(value: Any) -> Any:
    """Give data as a JSON file holds it."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


GOOD: list[tuple[Any, Any]] = [
    (Everything, {}),
    (Everything, plain(unstructure(FULL))),
    (Everything, {"whole": 3.0, "sources": ["DECK: x", {"source": "TAM"}]}),
    (Everything, {"mixed": None, "word": None, "share": 2, "either": [1]}),
    (Tree, {"name": "a", "branches": [{"name": "b"}]}),
    (Tagged, {"rule": {"kind": "at least", "floor": 1}, "rules": ["x"]}),
    (Timed, {"due": {}, "start": {"day": "2026-01-01"}}),
    (tuple[int, ...], [1, 2]),
    (tuple[()], []),
    (Catalogue[Component], [{"id": "a", "weight": 1.5}]),
    (int, 5),
]

BAD: list[tuple[Any, Any]] = [
    (Everything, {"unknown": 1}),
    (Everything, {"text": 1}),
    (Everything, {"truth": "no"}),
    (Everything, {"whole": 3.5}),
    (Everything, {"whole": True}),
    (Everything, {"number": "0.5"}),
    (Everything, {"day": "1.1.2026"}),
    (Everything, {"hour": "9"}),
    (Everything, {"instant": "2026-01-01T09:30:00"}),
    (Everything, {"level": "middle"}),
    (Everything, {"rank": "first"}),
    (Everything, {"word": "b"}),
    (Everything, {"fee": "5 dollars"}),
    (Everything, {"share": "a half"}),
    (Everything, {"sources": 5}),
    (Everything, {"pair": ["a"]}),
    (Everything, {"pair": ["a", 1, 2]}),
    (Everything, {"names": ["a", "a"]}),
    (Everything, {"levels": {"middle": 1}}),
    (Everything, {"when": 5}),
    (Everything, {"either": "x"}),
    (Tree, {"branches": []}),
    (Tree, {"name": "a", "branches": [{}]}),
    (Tagged, {"rule": {"floor": 1}}),
    (Tagged, {"rule": {"kind": "between", "floor": 1}}),
    (Timed, {"due": {"day": "2026-01-01", "week": 1}}),
    (Component, {"id": "a", "weight": -1}),
    (tuple[int, ...], {}),
]


@pytest.mark.parametrize(("kind", "data"), GOOD)
def test_what_is_read_validates(kind: Any, data: Any) -> None:
    """Data that the converter reads has the form of the schema."""
    structure(data, kind, subject="the test")
    assert validator(kind).is_valid(data)


@pytest.mark.parametrize(("kind", "data"), BAD)
def test_what_is_refused_is_refused_by_both(kind: Any, data: Any) -> None:
    """Data of the wrong form is refused by converter and schema."""
    with pytest.raises(InvalidDataError):
        structure(data, kind, subject="the test")
    assert not validator(kind).is_valid(data)


def _namesake() -> Any:
    @attrs.frozen(kw_only=True)
    class Day:
        hours: float = attrs.field(default=1.5, metadata={"maximum": Decimal("24.5")})
        share: Decimal = Decimal("0.5")

    return Day


def test_classes_of_one_name() -> None:
    """Two classes of one name have schemas of two names."""
    schema = json_schema(tuple[Day, _namesake(), _namesake()], title="", id="urn:x")  # type: ignore[misc]
    assert list(schema["$defs"]) == ["Day", "Day2", "Day3"]
    hours = schema["$defs"]["Day2"]["properties"]["hours"]
    assert hours == {"type": "number", "maximum": 24.5}
    assert schema["$defs"]["Day2"]["properties"]["share"]["default"] == 0.5


def test_types_without_a_schema() -> None:
    """A type that no document has is a fault of the code."""
    with pytest.raises(InvalidModelError, match="no JSON Schema"):
        json_schema(list[int], title="", id="urn:x")


def test_single_values_need_no_definitions() -> None:
    """The schema of a type without records is a single one."""
    kind: Any = Literal["a"]
    schema = json_schema(kind, title="A", id="urn:x")
    assert schema["enum"] == ["a"]
    assert "$defs" not in schema
