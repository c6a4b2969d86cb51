"""Expressions as plain data, there and back."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Curve,
    DaysBetween,
    Field,
    IsKnown,
    Literal,
    Not,
    Share,
    Value,
    from_data,
    to_data,
    value_from_data,
)
from partner_success.errors import InvalidModelError, InvalidValueError

DAY = date(2026, 1, 31)
NOON = datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=1)))
A = Field("a")
KNOWN = IsKnown(A)

CONDITIONS: list[tuple[Condition, object]] = [
    (
        Compare(A, "at_least", Literal(50_000_000)),
        {"field": "a", "at_least": 50_000_000},
    ),
    (Compare(A, "equals", Field("b")), {"field": "a", "equals": {"field": "b"}}),
    (Compare(A, "equals", Literal("b")), {"field": "a", "equals": "b"}),
    (Compare(A, "one_of", Literal(["b", "c"])), {"field": "a", "one_of": ["b", "c"]}),
    (
        Compare(A, "less_than", Literal(DAY)),
        {"field": "a", "less_than": {"date": "2026-01-31"}},
    ),
    (
        Compare(A, "one_of", Literal([NOON])),
        {"field": "a", "one_of": [{"instant": "2026-01-31T12:00:00+01:00"}]},
    ),
    (
        Compare(DaysBetween(A, Literal(DAY)), "at_most", Literal(60)),
        {"days_between": ["a", {"date": "2026-01-31"}], "at_most": 60},
    ),
    (
        Compare(Share(A, Literal(Decimal("0.5"))), "at_least", Share(A, A)),
        {"share": ["a", Decimal("0.5")], "at_least": {"share": ["a", "a"]}},
    ),
    (
        Compare(Curve(A, [(0, 0), (1, 10)]), "at_least", Literal(80)),
        {
            "curve": {
                "of": "a",
                "points": [[Decimal(0), Decimal(0)], [Decimal(1), Decimal(10)]],
            },
            "at_least": 80,
        },
    ),
    (Compare(Literal(5), "at_most", A), {"value": 5, "at_most": {"field": "a"}}),
    (KNOWN, {"known": "a"}),
    (IsKnown(Literal("a")), {"known": {"value": "a"}}),
    (IsKnown(Literal(("a",))), {"known": ["a"]}),
    (IsKnown(Share(A, A)), {"known": {"share": ["a", "a"]}}),
    (All([KNOWN]), {"all": [{"known": "a"}]}),
    (Any([KNOWN]), {"any": [{"known": "a"}]}),
    (Not(KNOWN), {"not": {"known": "a"}}),
    (
        AtLeast(1, [KNOWN]),
        {"at_least_of": {"count": 1, "conditions": [{"known": "a"}]}},
    ),
]


@pytest.mark.parametrize(("condition", "data"), CONDITIONS)
def test_conditions_there_and_back(condition: Condition, data: object) -> None:
    """Each condition has one data form, which reads back as the same."""
    assert to_data(condition) == data
    assert from_data(data) == condition
    assert from_data(to_data(condition, native_dates=True)) == condition


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (A, {"field": "a"}),
        (Literal("a"), {"value": "a"}),
        (Literal([DAY, DAY]), {"value": [{"date": "2026-01-31"}] * 2}),
        (Share(A, A), {"share": ["a", "a"]}),
    ],
)
def test_values_there_and_back(value: Value, data: object) -> None:
    """A value alone has a data form too."""
    assert to_data(value) == data
    assert value_from_data(data) == value


def test_bare_constants_are_values() -> None:
    """Where no operator stands, a scalar is a constant."""
    assert value_from_data("a") == Literal("a")
    assert value_from_data([1, 2.5]) == Literal([1, Decimal("2.5")])
    assert value_from_data({"date": "2026-01-31"}) == Literal(DAY)


def test_native_dates_stay() -> None:
    """On request dates are left to the format."""
    condition = Compare(A, "one_of", Literal([DAY]))
    assert to_data(condition, native_dates=True) == {"field": "a", "one_of": [DAY]}


def test_toml_and_json_texts_read_the_same() -> None:
    """The same condition is one in TOML (native dates) and JSON (tagged)."""
    toml = tomllib.loads("""
        [[any]]
        field = "score"
        at_least = 0.7
        [[any]]
        field = "signed_on"
        at_most = 2026-01-31
        [[any]]
        field = "seen_at"
        at_most = 2026-01-31T11:00:00Z
    """)
    text = json.dumps(
        {
            "any": [
                {"field": "score", "at_least": 0.7},
                {"field": "signed_on", "at_most": {"date": "2026-01-31"}},
                {"field": "seen_at", "at_most": {"instant": "2026-01-31T12:00+01:00"}},
            ]
        }
    )
    read = from_data(toml)
    assert read == from_data(json.loads(text))
    assert read.children[0] == Compare(
        Field("score"), "at_least", Literal(Decimal("0.7"))
    )


def test_what_is_no_node_is_not_written() -> None:
    """A text in the place of an expression, or hidden in one, is misuse."""
    with pytest.raises(InvalidValueError, match="expected an expression, found str"):
        to_data("x")  # type: ignore[arg-type]
    broken = Share(A, A)
    object.__setattr__(broken, "part", object())
    with pytest.raises(InvalidValueError, match="expected a value, found object"):
        to_data(broken)


def faults(data: object) -> list[tuple[str, str]]:
    """Read data that must be refused; give path and code of each fault."""
    with pytest.raises(InvalidModelError) as caught:
        from_data(data)
    return [(problem.path, problem.code) for problem in caught.value.problems]


NAIVE = datetime(2026, 1, 31)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (None, [("", "wrong-type")]),
        ([], [("", "wrong-type")]),
        ({}, [("", "left-side"), ("", "operator")]),
        ({1: 2}, [("", "wrong-key")]),
        ({"field": "a"}, [("", "operator")]),
        ({"at_least": 5}, [("", "left-side")]),
        ({"field": "a", "at_leest": 5}, [("", "unknown-operator")]),
        ({"feild": "a", "at_least": 5}, [("", "unknown-key")]),
        ({"field": "a", "at_least": 5, "zzz": 1}, [("", "unknown-key")]),
        ({"field": "a", "p": 5, "zzz": 1}, [("", "unknown-key")] * 2),
        ({"field": "a", "at_least": 5, "at_most": 6}, [("", "operator")]),
        ({"field": "a", "value": 5, "at_most": 6}, [("", "left-side")]),
        (
            {"field": 5, "at_least": None},
            [("field", "bad-name"), ("at_least", "wrong-type")],
        ),
        ({"field": None, "equals": 1}, [("field", "bad-name")]),
        ({"value": None, "equals": 1}, [("value", "wrong-type")]),
        ({"field": "a", "at_least": "x"}, [("", "type-mismatch")]),
        ({"field": "a", "equals": NAIVE}, [("equals", "naive-instant")]),
        (
            {"field": "a", "equals": {"instant": "2026-01-31"}},
            [("equals", "naive-instant")],
        ),
        ({"field": "a", "equals": {"date": "20260131"}}, [("equals.date", "bad-date")]),
        ({"field": "a", "equals": {"date": "x" * 51}}, [("equals.date", "bad-date")]),
        ({"field": "a", "equals": {"instant": 5}}, [("equals.instant", "bad-instant")]),
        (
            {"field": "a", "equals": {"date": "2026-01-31", "x": 1}},
            [("equals", "unknown-key")],
        ),
        (
            {"field": "a", "equals": {"date": "2026-01-31", 1: 1}},
            [("equals", "wrong-key"), ("equals", "wrong-type")],
        ),
        (
            {"field": "a", "one_of": [{"date": "x"}, None]},
            [("one_of[0].date", "bad-date"), ("one_of[1]", "wrong-type")],
        ),
        ({"field": "a", "one_of": []}, [("one_of", "wrong-length")]),
        ({"field": "a", "one_of": [None] * 1001}, [("one_of", "wrong-length")]),
        ({"field": "a", "equals": {}}, [("equals", "no-value")]),
        ({"field": "a", "equals": {"feild": "b"}}, [("equals", "unknown-key")]),
        ({"field": "a", "equals": {1: "b"}}, [("equals", "wrong-key")]),
        (
            {"field": "a", "equals": {"field": "b", "value": 1}},
            [("equals", "unknown-key")],
        ),
        ({"days_between": ["a"], "equals": 1}, [("days_between", "wrong-type")]),
        ({"days_between": ["a", 5], "equals": 1}, [("days_between", "type-mismatch")]),
        ({"share": ["a b", {"value": "x"}], "equals": 1}, [("share[0]", "bad-name")]),
        ({"curve": [], "equals": 1}, [("curve", "wrong-type")]),
        (
            {"curve": {"fo": "a", "points": 1}, "equals": 1},
            [("curve", "unknown-key"), ("curve", "missing-key")],
        ),
        (
            {"curve": {"of": ".", "points": [[0, 0], [0, 1]]}, "equals": 1},
            [("curve.of", "bad-name"), ("curve.points[1][0]", "not-increasing")],
        ),
        (
            {"curve": {"of": True, "points": [[0, 0], [1, 1]]}, "equals": 1},
            [("curve", "type-mismatch")],
        ),
        ({"all": {}}, [("all", "wrong-type")]),
        ({"all": []}, [("all", "empty")]),
        ({"any": []}, [("any", "empty")]),
        ({"all": [{"known": "a"}] * 1001}, [("all", "too-large")]),
        ({"all": [{"known": "a"}] * 500}, [("", "too-large")]),
        ({"all": [{"known": "a"}], "any": [], "zzz": 1}, [("", "unknown-key")] * 2),
        (
            {"all": [{"known": "."}, 5]},
            [("all[0].known", "bad-name"), ("all[1]", "wrong-type")],
        ),
        ({"not": None}, [("not", "wrong-type")]),
        ({"known": None}, [("known", "wrong-type")]),
        ({"at_least_of": 5}, [("at_least_of", "wrong-type")]),
        ({"at_least_of": {"count": 1}}, [("at_least_of", "missing-key")]),
        (
            {"at_least_of": {"count": 0, "conditions": []}},
            [("at_least_of.count", "bad-count"), ("at_least_of", "empty")],
        ),
        (
            {"at_least_of": {"count": 3, "conditions": [{"known": "a"}]}},
            [("at_least_of.count", "bad-count")],
        ),
        (
            {"at_least_of": {"count": "1", "conditions": [5]}},
            [
                ("at_least_of.count", "bad-count"),
                ("at_least_of.conditions[0]", "wrong-type"),
            ],
        ),
        (
            {"at_least_of": {"count": 1, "conditions": 5}},
            [("at_least_of.conditions", "wrong-type")],
        ),
    ],
)
def test_every_fault_is_named(data: object, found: list[tuple[str, str]]) -> None:
    """Data that is no condition is refused with all its faults and their places."""
    assert faults(data) == found


def test_misspelt_words_are_answered() -> None:
    """Near misses are offered for operators, keys and records."""
    for data, hint in [
        ({"field": "a", "at_leest": 5}, "did you mean at_least"),
        ({"feild": "a", "at_least": 5}, "did you mean field"),
        ({"al": []}, "did you mean all"),
        ({"curve": {"of": "a", "point": []}, "equals": 1}, "did you mean points"),
        ({"field": "a", "equals": {"dat": "2026-01-31"}}, "did you mean date"),
        ({"known": "a", "at_least": 5}, "does not go with the others"),
    ]:
        with pytest.raises(InvalidModelError, match=hint):
            from_data(data)


def test_many_unknown_keys_are_counted() -> None:
    """A flood of unknown keys becomes twenty faults and a number."""
    data = {f"{number}!": 1 for number in range(50)} | {"known": "a"}
    with pytest.raises(InvalidModelError, match="30 more keys are unknown") as caught:
        from_data(data)
    assert len(caught.value.problems) == 21


def nested(levels: int) -> object:
    """Give a condition of so many levels of nodes."""
    data: object = {"known": "a"}
    for _ in range(levels - 2):
        data = {"not": data}
    return data


def test_depth_is_bounded() -> None:
    """Thirty-two levels are read, more are refused at the place."""
    from_data(nested(32))
    assert faults(nested(33)) == [("not" + ".not" * 30 + ".known", "too-deep")]
    assert [code for _, code in faults(nested(500))] == ["too-deep"]


def test_data_that_contains_itself_is_refused() -> None:
    """A loop ends at the bounds."""
    loop: dict[str, object] = {}
    loop["not"] = loop
    assert [code for _, code in faults(loop)] == ["too-deep"]
    wide: dict[str, object] = {}
    wide["all"] = [wide] * 900
    codes = [code for _, code in faults(wide)]
    assert codes[-1] == "too-large"
    assert len(codes) <= 1001
    pair: dict[str, object] = {}
    pair["share"] = [pair, pair]
    assert "too-deep" in {code for _, code in faults({**pair, "equals": 1})}


def test_value_faults_are_named_too() -> None:
    """A value alone is read as strictly."""
    with pytest.raises(InvalidModelError) as caught:
        value_from_data({"share": [None, "."]})
    assert [fault.path for fault in caught.value.problems] == ["share[0]", "share[1]"]
