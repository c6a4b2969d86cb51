"""Compiled conditions say what `evaluate` says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.core import (
    compile_condition,
    compile_value,
    evaluate,
    evaluate_value,
    from_data,
    value_from_data,
)
from partner_success.errors import InvalidValueError

FACTS: tuple[dict[str, Any], ...] = (
    {},
    {"a": 1, "b": 2, "x": True, "day": date(2026, 1, 1), "end": date(2026, 3, 2)},
    {"a": Decimal("2.5"), "b": 0, "x": False, "many": ("gold", None), "t": "gold"},
    {"a": None, "b": 5, "many": ("iron",), "t": "tin", "end": date(2026, 3, 2)},
    {"many": (), "t": "gold", "a": Fraction(1, 3), "b": 1},
)


@pytest.mark.parametrize(
    "data",
    [
        {"field": "a", "equals": 1},
        {"field": "a", "not_equals": 1},
        {"field": "a", "less_than": 2},
        {"field": "a", "at_most": {"field": "b"}},
        {"field": "a", "greater_than": 1},
        {"field": "b", "at_least": 2},
        {"field": "x", "equals": True},
        {"field": "many", "contains": "gold"},
        {"field": "many", "not_contains": "gold"},
        {"field": "t", "one_of": ["gold", "silver"]},
        {"known": "a"},
        {"not": {"field": "x", "equals": True}},
        {"all": [{"known": "a"}, {"field": "x", "equals": True}]},
        {"any": [{"field": "a", "equals": 1}, {"field": "x", "equals": False}]},
        {
            "at_least_of": {
                "count": 2,
                "conditions": [
                    {"known": "a"},
                    {"field": "b", "at_least": 1},
                    {"field": "x", "equals": True},
                ],
            }
        },
        {"days_between": ["day", "end"], "at_most": 60},
        {"share": ["a", "b"], "at_least": 10},
        {"curve": {"of": "a", "points": [[0, 0], [2, 100]]}, "at_least": 50},
        {"value": 3, "at_least": {"field": "a"}},
    ],
)
def test_compiled_and_evaluated_agree(data: dict[str, Any]) -> None:
    """On every record the compiled condition gives the same answer."""
    condition = from_data(data)
    compiled = compile_condition(condition)
    for facts in FACTS:
        assert compiled(facts) is evaluate(condition, facts)


@pytest.mark.parametrize(
    "data", [{"field": "a"}, 3, {"share": ["a", "b"]}, {"days_between": ["day", "end"]}]
)
def test_compiled_values_agree(data: Any) -> None:
    """The same holds of values."""
    value = value_from_data(data)
    for facts in FACTS:
        assert compile_value(value)(facts) == evaluate_value(value, facts)


def test_what_is_no_expression_is_refused() -> None:
    """Neither a condition nor a value is made of anything else."""
    wrong: Any = 3
    with pytest.raises(InvalidValueError, match="a condition"):
        compile_condition(wrong)
    with pytest.raises(InvalidValueError, match="a value"):
        compile_value(wrong)
