"""Small scorecards, written as in a file."""

from __future__ import annotations

from typing import Any


def band(id_: str, floor: object, **more: Any) -> dict[str, Any]:
    """Give one band."""
    action = f"act on {id_}"
    return {"id": id_, "name": id_.title(), "floor": floor, "action": action, **more}


def bands(*floors: object, high: object = 100, low: object = 0) -> dict[str, Any]:
    """Give bands a, b, c from the highest floor down."""
    entries = [band(name, floor) for name, floor in zip("abcdef", floors, strict=False)]
    return {"low": low, "high": high, "entries": entries}


def component(id_: str, weight: int = 1, *measures: Any, **more: Any) -> dict[str, Any]:
    """Give one component."""
    table = {"id": id_, "name": id_.title(), "weight": weight, "better": "higher"}
    return {**table, **({"measures": list(measures)} if measures else {}), **more}


def target(value: object, relation: str = "at_least", **more: Any) -> dict[str, Any]:
    """Give one target."""
    return {"id": "aim", "name": "Aim", "relation": relation, "value": value, **more}


def measure(id_: str, **more: Any) -> dict[str, Any]:
    """Give one measure, which earns full points at 100 and none at 0."""
    table = {"id": id_, "name": id_.title(), "weight": 1, "low": 0, "high": 100}
    if "curve" not in more and "better" not in more:
        table |= {"target": target(100), "zero": 0}
    return {**table, **more}


def rating(id_: str, **more: Any) -> dict[str, Any]:
    """Give one measure that is itself a rating."""
    return {"id": id_, "name": id_.title(), "weight": 1, "better": "higher", **more}


def card(*components: Any, **more: Any) -> dict[str, Any]:
    """Give one scorecard from 0 to 100 with two bands."""
    table = {"id": "care", "name": "Care", "low": 0, "high": 100, "bands": bands(50, 0)}
    return {**table, "components": list(components), **more}
