"""Every fault of a document at once, whoever finds it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.errors import (
    InvalidModelError,
)
from partner_success.interop import structure
from tests.unit.interop.records import (
    Book,
    Checked,
    Component,
    Level,
    Lost,
    Tree,
)
from tests.unit.interop.reporting import faults, messages


def test_every_fault_at_once() -> None:
    """All faults of a document come together, each with its path."""
    data = {
        "health": {
            "components": [
                {"id": "a", "weight": 101, "level": "hihg"},
                {"id": "b", "wieght": 5},
                {"id": "a", "weight": "5"},
                {"id": 5, "weight": -1},
                "component",
            ],
            "targets": {"x": 1.5, "at risk": True},
        },
        "halth": {},
    }
    assert faults(data, Book) == [
        ("health.components[0].level", "unknown-value"),
        ("health.components[0].weight", "invalid-value"),
        ("health.components[1].wieght", "unknown-key"),
        ("health.components[1].weight", "missing-key"),
        ("health.components[2].weight", "wrong-type"),
        ("health.components[3].id", "wrong-type"),
        ("health.components[3].weight", "out-of-range"),
        ("health.components[4]", "wrong-type"),
        ("health.components[2].id", "duplicate-id"),
        ("health.targets.x", "not-whole"),
        ("health.targets['at risk']", "wrong-type"),
        ("halth", "unknown-key"),
    ]


def test_doubles_in_a_catalogue() -> None:
    """A catalogue names its kind, and every id that is taken."""
    items = [{"id": "a", "weight": 1}, {"id": "a", "weight": 2}]
    found = structure(items[:1], Catalogue[Component], subject="the test")
    assert found.kind == "component"
    assert messages(items, Catalogue[Component]) == [
        "[1].id: the component id 'a' is taken; ids are unique"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"even": 3}, [("even", "odd")]),
        ({"even": 3, "choice": "c"}, [("even", "odd"), ("choice", "invalid-value")]),
        ({"even": 3, "half": "x"}, [("half", "wrong-type"), ("even", "odd")]),
        ({"half": -1}, [("half", "invalid-value")]),
        ({"half": 4, "double": 3, "choice": "c"}, [("choice", "invalid-value")]),
        ({"low": 9, "high": 5}, [("high", "order"), ("high.low", "order")]),
        ({"low": "x", "high": 5}, [("low", "wrong-type")]),
        ({"low": -1}, [("low", "out-of-range")]),
        ({"low": 11}, [("low", "out-of-range")]),
        ({"even": 8, "choice": "b"}, [("", "invalid-value")]),
        ({"even": 10}, [("", "invalid-value")]),
        ({"even": 12}, [("[1].x", "inner")]),
        ({"even": 14}, [("", "invalid-value")]),
        ({"even": 16}, [("", "invalid-value")]),
        ({"secret": 1}, [("secret", "unknown-key")]),
        ({"_secret": 1}, [("_secret", "unknown-key")]),
        ({"total": 1}, [("total", "unknown-key")]),
    ],
)
def test_what_classes_refuse_is_merged(
    change: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Validators, converters and post-init speak with the path put in front."""
    data = {"even": 2, "choice": "a", **change}
    if not expected:
        assert structure(data, Checked, subject="the test").even == 2
    else:
        assert faults(data, Checked) == expected
        nested = [(f"[0].{path}".rstrip("."), code) for path, code in expected]
        nested = [(path.replace(".[", "["), code) for path, code in nested]
        assert faults([data], tuple[Checked, ...]) == nested


def test_running_out_of_memory_is_no_fault_of_the_data() -> None:
    """Only what the data caused becomes a fault of the data."""
    data = {"even": 18, "choice": "a"}
    with pytest.raises(MemoryError):
        structure(data, Checked, subject="the test")


def _greedy(_record: object, _field: object, _value: object) -> None:
    raise MemoryError


@attrs.frozen(kw_only=True)
class Greedy:
    size: int = attrs.field(validator=_greedy)
    name: str = ""


def test_a_validator_out_of_memory_is_no_fault_of_the_data() -> None:
    """The same holds for validators that are asked one by one."""
    with pytest.raises(MemoryError):
        structure({"size": 1, "name": 5}, Greedy, subject="the test")


@pytest.mark.parametrize("kind", [list[int], dict[str, int], bytes, complex, Lost])
def test_types_that_no_document_has(kind: Any) -> None:
    """A type without a form in documents is a fault of the code, and says so."""
    for data in ([5], {"a": 5}, "x"):
        with pytest.raises(InvalidModelError, match="type"):
            structure(data, kind, subject="the test")
    with pytest.raises(InvalidModelError):
        structure([[1]], tuple[kind, ...], subject="the test")


def test_recursion_is_bounded() -> None:
    """Data that is nested without end is refused, not crashed on."""
    deep: dict[str, Any] = {"name": "x"}
    for _ in range(100_000):
        deep = {"name": "x", "branches": [deep]}
    assert faults(deep, Tree) == [("", "too-deep")]
    while deep.get("branches"):
        deep = deep["branches"].pop()


def test_hints_are_bounded() -> None:
    """Only the first hundred faults are searched for what was meant."""
    found = messages(["lwo"] * 150, tuple[Level, ...])
    assert sum("did you mean" in message for message in found) == 100
    assert len(found) == 150
