"""Expressions against the fields that there are."""

from __future__ import annotations

import pytest

from partner_success.core.expressions import (
    FieldType,
    check,
    fields,
    from_data,
    value_from_data,
)
from partner_success.errors import InvalidValueError

SCHEMA = {
    "tier": FieldType.TEXT,
    "ccv": FieldType.NUMBER,
    "lrp": FieldType.NUMBER,
    "tags": FieldType.TEXT_LIST,
    "codes": FieldType.NUMBER_LIST,
    "signed": FieldType.BOOLEAN,
    "signed_on": FieldType.DATE,
    "seen_at": FieldType.INSTANT,
}


@pytest.mark.parametrize(
    "data",
    [
        {"field": "tier", "one_of": ["gold"]},
        {"field": "tier", "one_of": {"field": "tags"}},
        {"field": "tags", "contains": {"field": "tier"}},
        {"share": ["ccv", "lrp"], "at_least": {"field": "ccv"}},
        {"days_between": ["signed_on", {"date": "2026-01-31"}], "at_most": 60},
        {"curve": {"of": "ccv", "points": [[0, 0], [1, 1]]}, "at_least": 1},
        {"not": {"known": "seen_at"}},
        {"field": "signed", "equals": True},
    ],
)
def test_fitting_expressions_have_no_fault(data: object) -> None:
    """What fits the schema is passed."""
    assert check(from_data(data), SCHEMA) == ()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"field": "teir", "equals": 5}, [("field", "unknown-field")]),
        (
            {"field": "ccv", "at_least": {"field": "x"}},
            [("at_least.field", "unknown-field")],
        ),
        ({"known": "x"}, [("known", "unknown-field")]),
        ({"known": {"field": "x"}}, [("known", "unknown-field")]),
        ({"field": "tier", "equals": 5}, [("", "type-mismatch")]),
        ({"field": "tier", "at_least": {"field": "tier"}}, [("", "type-mismatch")] * 2),
        (
            {"field": "signed_on", "equals": {"field": "seen_at"}},
            [("", "type-mismatch")],
        ),
        ({"field": "tier", "contains": "g"}, [("", "type-mismatch")]),
        ({"field": "codes", "contains": "g"}, [("", "type-mismatch")]),
        ({"field": "tags", "equals": "g"}, [("", "type-mismatch")]),
        (
            {"share": ["tier", "x"], "at_least": 1},
            [("share[0]", "type-mismatch"), ("share[1]", "unknown-field")],
        ),
        (
            {"value": 1, "equals": {"days_between": ["ccv", "seen_at"]}},
            [
                ("equals.days_between[0]", "type-mismatch"),
                ("equals.days_between[1]", "type-mismatch"),
            ],
        ),
        (
            {
                "curve": {"of": {"share": ["x", "ccv"]}, "points": [[0, 0], [1, 1]]},
                "equals": 1,
            },
            [("curve.of.share[0]", "unknown-field")],
        ),
        (
            {"all": [{"known": "tier"}, {"any": [{"known": "x"}]}]},
            [("all[1].any[0].known", "unknown-field")],
        ),
        (
            {"not": {"at_least_of": {"count": 1, "conditions": [{"known": "x"}]}}},
            [("not.at_least_of.conditions[0].known", "unknown-field")],
        ),
    ],
)
def test_every_fault_is_given_with_its_path(
    data: object, found: list[tuple[str, str]]
) -> None:
    """Faults carry the path of the data form."""
    problems = check(from_data(data), SCHEMA)
    assert [(problem.path, problem.code) for problem in problems] == found


def test_unknown_fields_are_answered_with_near_ones() -> None:
    """A misspelt field names the one that was meant, any other the known ones."""
    data = {"field": "teir", "equals": {"field": "zzzzz"}}
    near, far = check(from_data(data), SCHEMA)
    assert "did you mean tier?" in near.message
    assert "known are tier, ccv" in far.message
    assert "known are none" in check(from_data(data), {})[0].message


def test_values_are_checked_too() -> None:
    """A value alone is checked like a condition."""
    assert [fault.path for fault in check(value_from_data({"field": "x"}), SCHEMA)] == [
        "field"
    ]


def test_what_is_no_node_is_refused() -> None:
    """A text in the place of an expression is misuse."""
    with pytest.raises(InvalidValueError, match="expected an expression, found str"):
        check("x", SCHEMA)  # type: ignore[arg-type]


def test_fields_are_given_once_in_order() -> None:
    """Every field that is used is named once."""
    data = {
        "all": [
            {
                "share": ["b", "a"],
                "at_least": {"curve": {"of": "c", "points": [[0, 0], [1, 1]]}},
            },
            {"known": "a"},
        ]
    }
    assert fields(from_data(data)) == ("b", "a", "c")
