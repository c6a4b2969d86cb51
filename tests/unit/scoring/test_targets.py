"""Targets: the five relations, and targets that contradict themselves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError, InvalidValueError
from tests.unit.scoring.cards import found, target


@pytest.mark.rule("HLT-04", "HLT-05")
@pytest.mark.parametrize(
    ("relation", "more", "met", "missed"),
    [
        ("at_least", {}, [80, 80.01, 79.995, 1e9], [79.99, 79.994, 0, -5]),
        ("above", {}, [80.01, 80.005, 100], [80, 80.004, 79.99]),
        ("at_most", {}, [80, 79.99, 80.004, -1], [80.01, 80.005, 1e9]),
        ("below", {}, [79.99, 79.994, 0], [80, 79.995, 80.01]),
        ("between", {"upper": 90}, [80, 90, 85.5, 90.004], [79.99, 90.01, 90.005]),
    ],
)
def test_each_relation_has_its_own_edge(
    relation: str, more: dict[str, Any], met: list[float], missed: list[float]
) -> None:
    """A value is counted half up in hundredths, then stands on one side of the edge."""
    goal = target(relation, 80, **more)
    assert [value for value in met if not goal.met(value)] == []
    assert [value for value in missed if goal.met(value)] == []


@pytest.mark.rule("HLT-05")
def test_numbers_of_every_type_are_compared_exactly() -> None:
    """A float, a Decimal and a Fraction of the same size get the same answer."""
    goal = target("at_least", "99.9")
    for value in (99.9, Decimal("99.9"), Fraction(999, 10)):
        assert goal.met(value)
    for value in (99.89, Decimal("99.89"), Fraction(9989, 100)):
        assert not goal.met(value)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "80", True, None])
def test_what_is_no_number_meets_nothing_and_is_refused(value: Any) -> None:
    """An unknown value is neither met nor missed."""
    with pytest.raises(InvalidValueError, match="Goal must be a"):
        target().met(value)


@pytest.mark.parametrize(
    ("relation", "more", "text"),
    [
        ("at_least", {"unit": "%"}, "at least 80 %"),
        ("above", {}, "above 80"),
        ("at_most", {}, "at most 80"),
        ("below", {"unit": "ms"}, "below 80 ms"),
        ("between", {"upper": 90, "unit": "%"}, "between 80 and 90 %"),
    ],
)
def test_a_target_reads_as_a_phrase(
    relation: str, more: dict[str, Any], text: str
) -> None:
    """The phrase says the relation, the value and the unit."""
    assert str(target(relation, 80, **more)) == text


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize(
    ("relation", "value", "more", "faults"),
    [
        ("atleast", 80, {}, {("relation", "unknown-relation")}),
        ("zzz", 80, {}, {("relation", "unknown-relation")}),
        ("below", "NaN", {}, {("value", "not-finite")}),
        ("below", "Infinity", {}, {("value", "not-finite")}),
        ("between", 80, {"upper": "NaN"}, {("upper", "not-finite")}),
        ("between", 80, {"upper": "Infinity"}, {("upper", "not-finite")}),
        ("between", 80, {}, {("upper", "no-upper")}),
        ("between", 80, {"upper": 80}, {("upper", "no-upper")}),
        ("between", 80, {"upper": 79}, {("upper", "no-upper")}),
        ("at_most", 80, {"upper": 90}, {("upper", "needless-upper")}),
        ("at_most", 80, {"decimals": 10}, {("decimals", "too-fine")}),
        (
            "above",
            80,
            {"upper": 90, "decimals": -1},
            {("upper", "needless-upper"), ("decimals", "negative")},
        ),
    ],
)
def test_a_target_names_all_its_faults(
    relation: str,
    value: int | str,
    more: dict[str, Any],
    faults: set[tuple[str, str]],
) -> None:
    """Every contradiction is found when the target is built."""
    with pytest.raises(InvalidModelError) as caught:
        target(relation, value, **more)
    assert found(caught.value.problems) == faults


def test_a_misspelt_relation_gets_a_hint() -> None:
    """The near miss is named."""
    with pytest.raises(InvalidModelError, match="did you mean 'at_least'"):
        target("at_leest")


# The printed targets: relation, value, unit, and within how many days if at all.
TARGETS = {
    "uptime": ("at_least", "99.9", "%", None),
    "migration_success": ("at_least", "95", "%", None),
    "response_time": ("below", "100", "ms", None),
    "throughput": ("at_least", "100", "users/h", None),
    "error_rate": ("below", "0.5", "%", None),
    "rollback_time": ("below", "5", "minutes", None),
    "cost_savings": ("at_least", "70", "%", None),
    "time_to_value": ("below", "30", "days", None),
    "nps": ("at_least", "70", "points", None),
    "manual_effort_cut": ("at_least", "80", "%", None),
    "audit_trail": ("at_least", "100", "%", None),
    "executive_reviews": ("at_least", "1", "reviews a month", None),
    "renewal_probability": ("at_least", "90", "%", 90),
    "satisfaction": ("at_least", "95", "%", None),
    "expansion_rate": ("at_least", "30", "%", None),
}


@pytest.mark.rule("HLT-05")
def test_every_printed_target_is_there(rules: ps.Rulebook) -> None:
    """The fifteen targets of the framework, with relation, value, unit and span."""
    standing = {
        each.id: (each.relation, str(each.value), each.unit, each.within_days)
        for each in rules.targets
    }
    assert standing == TARGETS


@pytest.mark.rule("HLT-05")
@pytest.mark.parametrize("name", TARGETS)
def test_a_printed_target_is_met_on_its_side_of_the_value(
    rules: ps.Rulebook, name: str
) -> None:
    """One hundredth decides; 'below' leaves the value itself out."""
    relation, text, _, _ = TARGETS[name]
    value, step = Decimal(text), Decimal("0.01")
    standing = rules.targets[name]
    assert standing.met(value) is (relation == "at_least")
    assert standing.met(value + step) is (relation == "at_least")
    assert standing.met(value - step) is (relation == "below")
    assert {citation.source for citation in standing.citations} == {"FRAMEWORK"}
