"""Two rulebooks compared, as readable lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partner_success.rulebook import Change, Rulebook, compare_documents


def lines(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Give the changes as text."""
    return [str(change) for change in compare_documents(old, new)]


@pytest.mark.rule("RBK-02")
def test_a_changed_weight(rules: Rulebook, ours: Any) -> None:
    """A changed number reads as path, old value, new value, unit."""
    heavier = ours(
        health={
            "components": [
                {"id": "user_adoption", "weight": 25},
                {"id": "business_outcomes", "weight": 25},
            ]
        }
    )
    changes = [str(change) for change in rules.changes_to(heavier)]
    assert changes[-2:] == [
        "health.components.business_outcomes.weight: 30 -> 25 points of weight",
        "health.components.user_adoption.weight: 20 -> 25 points of weight",
    ]
    assert changes[:-2] == [
        "edition.id: 'standard 2026.1' -> 'acme 1'",
        "edition.name: 'Standard rulebook' -> 'Acme'",
        "edition.effective_from: 2026-01-01 -> '2026-07-01'",
        "edition.extends: added 'standard 2026.1'",
    ]


@pytest.mark.rule("RBK-02")
def test_a_rulebook_changes_nothing_of_itself(rules: Rulebook) -> None:
    """Compared with itself, or with its copy in another format, nothing changed."""
    assert rules.changes_to(rules) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (30, Decimal("30.0")),
        (0.5, Decimal("0.50")),
        (date(2026, 1, 1), "2026-01-01"),
        ([1, [2]], [Decimal("1.0"), [Decimal(2)]]),
        ([], []),
        ([{"a": 1}, {}], [{"a": Decimal("1.0")}, {}]),
        ([1, {"a": 1}], (1, {"a": 1})),
        (None, None),
    ],
)
def test_what_is_the_same(old: object, new: object) -> None:
    """Numbers compare by value, and a day with the text of the day."""
    assert compare_documents({"x": old}, {"x": new}) == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (True, 1, "x: true -> 1"),
        (0, False, "x: 0 -> false"),
        ("30", 30, "x: '30' -> 30"),
        (None, 5, "x: nothing -> 5"),
        (1, Decimal("1E+3"), "x: 1 -> 1000"),
        ([1, 2], [2, 1], "x: [1, 2] -> [2, 1]"),
        ([1], [1, 2], "x: [1] -> [1, 2]"),
        ([], [1], "x: [] -> [1]"),
        ([1, {"a": 1}], [1, {"b": 1}], "x: [1, (a 1)] -> [1, (b 1)]"),
        ({"low": 0, "id": "b"}, "health", "x: (low 0) -> 'health'"),
        (5, {}, "x: 5 -> ()"),
    ],
)
def test_what_is_changed(old: object, new: object, line: str) -> None:
    """Values of another kind, lists without ids and tables are one change."""
    (change,) = compare_documents({"x": old}, {"x": new})
    assert str(change) == line
    assert (change.kind, change.path, change.steps) == ("changed", "x", ("x",))
    hash(change)


@pytest.mark.rule("RBK-02")
def test_lists_are_matched_by_id() -> None:
    """Entries are matched by their ids; order, comings and goings are told apart."""
    old = {"x": [{"id": "a", "v": 1}, {"id": "b", "v": 2}, {"id": "c", "v": 3}]}
    new = {"x": [{"id": "c", "v": 3}, {"id": "a", "v": 9}, {"id": "d", "v": [4]}]}
    changes = compare_documents(old, new)
    assert [str(change) for change in changes] == [
        "x: order a, c -> c, a",
        "x.a.v: 1 -> 9",
        "x.b: removed (v 2)",
        "x.d: added (v [4])",
    ]
    assert [change.after for change in changes] == [None, None, "a", "a"]
    assert changes[0].kind == "reordered"
    assert (changes[0].old, changes[0].new) == (("a", "c"), ("c", "a"))


def test_a_list_that_fills_or_empties() -> None:
    """An empty list has entries by id too: none."""
    assert lines({"x": []}, {"x": [{"id": "a"}]}) == ["x.a: added ()"]
    assert lines({"x": [{"id": "a", "n": 1}]}, {"x": []}) == ["x.a: removed (n 1)"]


def test_ids_that_stand_twice_match_nothing() -> None:
    """A list in which an id stands twice is compared by position."""
    old = {"x": [{"id": "a", "v": 1}, {"id": "a", "v": 2}]}
    new = {"x": [{"id": "a", "v": 1}, {"id": "a", "v": 3}]}
    assert lines(old, new) == ["x[1].v: 2 -> 3"]


@pytest.mark.rule("RBK-02")
def test_tables_without_ids() -> None:
    """As many tables without ids are compared one by one, others as a whole."""
    old = {"csat": {"thresholds": [{"at_least": 4, "points": 10}]}}
    new = {"csat": {"thresholds": [{"at_least": 4, "points": 20}]}}
    more = {"csat": {"thresholds": [{"points": 1}, {"points": 2}]}}
    assert lines(old, new) == ["csat.thresholds[0].points: 10 -> 20"]
    assert lines(old, more) == [
        "csat.thresholds: [(at_least 4, points 10)] -> [(points 1), (points 2)]"
    ]


def test_long_tables_are_cut() -> None:
    """Of a large table the first dozen values are shown, and how many follow."""
    table = {f"k{number}": number for number in range(14)}
    (line,) = lines({}, {"x": table})
    assert line.startswith("x: added (k0 0, k1 1, ")
    assert line.endswith("k11 11, and 2 more)")


def test_units_of_added_numbers() -> None:
    """A number that comes or goes has the unit of the rulebook that has it."""
    empty = {"nps": {"units": {"low": "rating"}}}
    full = {"nps": {"units": {"low": "rating"}, "low": 1}}
    assert lines(empty, full) == ["nps.low: added 1 rating"]
    assert lines(full, empty) == ["nps.low: removed 1 rating"]


def test_units_that_differ_are_left_out() -> None:
    """Where the rulebooks do not agree on the unit, the unit is a change of its own."""
    old = {"x": {"unit": "s", "value": 1}}
    new = {"x": {"unit": "ms", "value": 1000}}
    assert lines(old, new) == ["x.unit: 's' -> 'ms'", "x.value: 1 -> 1000"]


def test_changes_are_values() -> None:
    """What a change carries is frozen, and apart from the documents."""
    document = {"x": {"a": [1]}}
    (change,) = compare_documents({}, document)
    document["x"]["a"].append(2)
    assert change == Change(path="x", steps=("x",), kind="added", new={"a": (1,)})
