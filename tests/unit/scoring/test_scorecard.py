"""Scoring: what is taken for a number, what is missing, and every fault at once."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
)
from partner_success.scoring import NotScored
from tests.unit.scoring.cards import card, component, found, measure, target

HEALTH = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)


def faults_of(score: Callable[[], object]) -> set[tuple[str, str]]:
    """Give the faults for which values are refused."""
    with pytest.raises(InvalidDataError) as caught:
        score()
    return found(caught.value.problems)


# ------------------------------------------------------------------------ counting
@pytest.mark.rule("HLT-01")
@pytest.mark.parametrize(
    ("value", "hundredths"),
    [
        (90, 9000),
        (89.995, 9000),
        (89.994, 8999),
        (0.285, 28),  # the float product is 28.499999999999996
        (Decimal("0.285"), 28),  # read as text, it counts the same
        (Fraction(285, 1000), 28),
        (0.005, 1),
        (0.0049, 0),
        (-0.0, 0),
        (5e-324, 0),
        (99.99999, 10_000),
        (np.float64(0.285), 28),
        (np.float32(0.5), 50),
        (np.int64(7), 700),
        (Fraction(1, 3), 33),
        (Decimal("1E-900"), 0),
        (Decimal("0E-999999"), 0),
    ],
)
def test_a_number_counts_half_up_in_hundredths(value: Any, hundredths: int) -> None:
    """Floats by their float product, exact numbers exactly, by keyword or mapping."""
    one = card(component("a"))
    assert one.score(a=value).counts == (hundredths,)
    assert one.score({"a": value}).counts == (hundredths,)


@pytest.mark.rule("HLT-06")
@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("inf"), "not-a-number"),
        (float("-inf"), "not-a-number"),
        (Decimal("Infinity"), "not-a-number"),
        (np.float64("inf"), "not-a-number"),
        (True, "not-a-number"),
        (np.True_, "not-a-number"),
        ("90", "not-a-number"),
        ("", "not-a-number"),
        (b"90", "not-a-number"),
        ([90], "not-a-number"),
        (90j, "not-a-number"),
        (int, "not-a-number"),
        (np.array([1, 2]), "not-a-number"),
        (object(), "not-a-number"),
        pytest.param(10**5000, "not-a-number", id="vast"),
        pytest.param(-(10**5000), "not-a-number", id="minus vast"),
        (Decimal("1E+999999999"), "not-a-number"),
        (Decimal("1E-999999999"), "not-a-number"),
        pytest.param(Fraction(9**6000, 10**6000), "not-a-number", id="vast parts"),
        pytest.param(10**1000, "out-of-range", id="long"),
        (1e308, "out-of-range"),
        (101, "out-of-range"),
        (100.00000000000001, "out-of-range"),
        (Decimal("100.0000000000000000001"), "out-of-range"),
        (np.float64(100.5), "out-of-range"),
        (-1, "out-of-range"),
        (-5e-324, "out-of-range"),
        (Fraction(-1, 10**30), "out-of-range"),
    ],
)
@pytest.mark.parametrize("missing", ["refuse", "reweight", "range"])
def test_what_is_no_number_of_the_scale_is_refused_by_name(
    value: Any, code: str, missing: Any
) -> None:
    """Whatever the policy, an impossible value is a fault and never missing."""
    one = card(component("a"), component("b"))
    assert faults_of(lambda: one.score(a=value, b=1, missing=missing)) == {("a", code)}
    given = {"a": value, "b": 1}
    assert faults_of(lambda: one.score(given, missing=missing)) == {("a", code)}


@pytest.mark.rule("HLT-06")
def test_every_fault_of_the_values_is_named_at_once(rules: ps.Rulebook) -> None:
    """Six different faults, one refusal, near misses suggested."""
    given = {
        "technical_performance": {"uptime": 101, "uptme": 99, "error_rate": "low"},
        "business_outcomes": 70,
        "user_adopton": 50,
        "cost_savings": 60,
        7: 1,
    }
    with pytest.raises(InvalidDataError) as caught:
        rules.health.score(given, business_outcomes=71, relationship_strength=-1)
    assert found(caught.value.problems) == {
        ("technical_performance.uptime", "out-of-range"),
        ("technical_performance.uptme", "unknown-name"),
        ("technical_performance.error_rate", "not-a-number"),
        ("user_adopton", "unknown-name"),
        ("7", "unknown-name"),
        ("business_outcomes", "given-twice"),
        ("business_outcomes", "given-two-ways"),
        ("relationship_strength", "out-of-range"),
    }
    text = str(caught.value)
    assert "the values for Customer health" in text
    assert "did you mean 'uptime'?" in text
    assert "did you mean 'user_adoption'?" in text
    assert "Relationship strength must be from 0 to 100, found -1" in text
    problems = {problem.path: problem for problem in caught.value.problems}
    assert problems["relationship_strength"].given == "-1"
    assert problems["relationship_strength"].expected == "from 0 to 100"


@pytest.mark.rule("HLT-06")
def test_a_bound_on_one_side_is_told_as_such() -> None:
    """'At least' and 'at most' say which numbers a measure takes."""
    goal = {"target": target(), "zero": 20}
    parts = [measure("x", low=0, **goal), measure("y", high=100, **goal)]
    one = card(component("a", measures=parts))
    with pytest.raises(InvalidDataError) as caught:
        one.score(x=-0.01, y=100.01)
    expected = {problem.path: problem.expected for problem in caught.value.problems}
    assert expected == {"x": "at least 0", "y": "at most 100"}
    assert one.score(x=10**6, y=-(10**6)).value == 50


@pytest.mark.rule("HLT-06")
def test_a_component_without_measures_has_none_to_give() -> None:
    """The refusal says so instead of listing nothing."""
    with pytest.raises(
        InvalidDataError, match="no measure is called 'x'; there are none"
    ):
        card(component("a")).score(a={"x": 1})


@pytest.mark.rule("HLT-06")
def test_an_unknown_name_without_a_near_miss_is_shown_what_there_is() -> None:
    """The known ids are listed."""
    with pytest.raises(InvalidDataError, match="'zzz'; known: speed, tone"):
        card(component("speed"), component("tone")).score(zzz=1)


@pytest.mark.parametrize("values", [5, [], [1], "ab", None, np.array([1])])
def test_values_are_a_mapping(values: Any) -> None:
    """Anything else in their place is misuse, even where it is empty."""
    with pytest.raises(InvalidValueError, match="values are a mapping"):
        card(component("a")).score(values, a=1)


@pytest.mark.parametrize("missing", ["refus", "", None, {}, 1, "REFUSE"])
def test_an_unknown_policy_is_misuse(missing: Any) -> None:
    """Only three policies exist."""
    with pytest.raises(InvalidValueError, match="'refuse', 'reweight' or 'range'"):
        card(component("a")).score(a=1, missing=missing)
    with pytest.raises(InvalidValueError, match="did you mean 'reweight'"):
        card(component("a")).score(a=1, missing="reweigh")


# ------------------------------------------------------------------------ measures
@pytest.mark.rule("HLT-04")
def test_a_component_is_a_number_or_the_mean_of_its_measures(
    rules: ps.Rulebook,
) -> None:
    """Measures can be given flat, below their component, and by keyword."""
    rest = {
        "technical_performance": 90,
        "user_adoption": 80,
        "relationship_strength": 70,
    }
    measured = {
        "cost_savings": 45,  # half way from 20 to 70
        "time_to_value": 29,  # below 30
        "manual_effort_cut": 20,  # the zero point
        "audit_trail": 100,
    }
    nested = rules.health.score({**rest, "business_outcomes": measured})
    flat = rules.health.score({**rest, **measured})
    named = rules.health.score(rest, **measured)
    by_keyword = rules.health.score(**rest, business_outcomes=measured)
    assert nested == flat == named == by_keyword
    # 30 * 50 + 25 * 100 + 25 * 0 + 20 * 100, over 100
    assert nested.contributions[1].value == 60
    assert [(part.measure.id, part.points) for part in nested.measured] == [
        ("cost_savings", 50),
        ("time_to_value", 100),
        ("manual_effort_cut", 0),
        ("audit_trail", 100),
    ]


@pytest.mark.rule("HLT-04")
def test_a_component_counts_the_mean_of_its_measures_half_up() -> None:
    """One hundredth over two measures is half a hundredth, and goes up."""
    parts = [measure("x", better="higher"), measure("y", better="higher")]
    one = card(component("a", measures=parts))
    assert one.score(x=0, y=0.01).counts == (1,)
    three = [measure(name, better="higher") for name in ("x", "y", "z")]
    assert card(component("a", measures=three)).score(x=0, y=0, z=0.01).counts == (0,)


@pytest.mark.rule("HLT-04", "HLT-06")
def test_a_component_is_given_one_way_only(rules: ps.Rulebook) -> None:
    """A number and measures contradict each other; a number and None do not."""
    rest = dict.fromkeys(HEALTH, 50)
    assert faults_of(lambda: rules.health.score(rest, uptime=99.9)) == {
        ("technical_performance", "given-two-ways")
    }
    assert rules.health.score(rest, uptime=None).value == 50
    measured = {"technical_performance": {"uptime": 99.9}}
    assert faults_of(lambda: rules.health.score(measured, uptime=99.9)) == {
        ("uptime", "given-twice")
    }


# ------------------------------------------------------------------------ sums
@pytest.mark.rule("HLT-06")
def test_a_sum_adds_weight_times_number_and_is_never_reweighted() -> None:
    """A sum of fewer parts is another sum; a range can be given."""
    parts = [measure("x", 2, better="higher"), measure("y", 2, better="higher")]
    total = card(
        component("a", measures=parts),
        component("b", 3),
        low=1,
        high=5,
        whole=True,
        combine="sum",
    )
    assert total.score(x=2, y=3.0, b=4).value == 2 * 2 + 2 * 3 + 3 * 4
    with pytest.raises(InvalidValueError, match="a sum of fewer parts is another sum"):
        total.score(x=2, y=3, b=4, missing="reweight")
    found = total.score(x=2, missing="range")
    assert (found.low.value, found.high.value) == (4 + 2 + 3, 4 + 10 + 15)
    assert found.missing == ("y", "b")
    assert faults_of(lambda: total.score(a=10, b=3)) == {("a", "no-measures")}
    assert faults_of(lambda: total.score(x=2.5, y=Decimal("1.01"), b=6)) == {
        ("x", "not-whole"),
        ("y", "not-whole"),
        ("b", "out-of-range"),
    }


@pytest.mark.rule("HLT-06")
def test_a_whole_mean_takes_whole_numbers_only() -> None:
    """The plain way does not go round that check."""
    one = card(component("a"), whole=True)
    assert one.score(a=4.0).value == 4
    assert faults_of(lambda: one.score(a=4.5)) == {("a", "not-whole")}


# ------------------------------------------------------------------ the card itself
def test_a_card_is_called_by_the_names_of_its_components() -> None:
    """Editors see the components as keyword arguments."""
    names = inspect.signature(
        card(component("speed"), component("tone")).score
    ).parameters
    assert list(names) == ["values", "missing", "speed", "tone", "measures"]
    assert repr(names["speed"].default) == "<not given>"


@pytest.mark.rule("HLT-01")
@pytest.mark.parametrize(
    "id_",
    [
        *(
            "card",
            "careful",
            "carefully",
            "floor",
            "given",
            "plain",
            "c_0",
            "c_1",
            "c0",
        ),
        *(
            "score",
            "write",
            "type",
            "none",
            "absent",
            "print",
            "match",
            "self",
            "a" * 63,
        ),
        *("map", "float", "int", "len", "exec", "case", "true"),
    ],
)
def test_no_id_can_stand_in_for_a_name_of_the_written_function(id_: str) -> None:
    """Whatever a component is called, it is scored like any other."""
    one = card(component("first"), component(id_, 3))
    score = one.score(**{"first": 80, id_: 0.5})
    assert score.counts == (8000, 50)
    assert score.value == (80 + 3 * 0.5) / 4
    assert one.score({"first": 80, id_: 0.5}) == score
    assert one.score(first=80, missing="range").missing == (id_,)


def test_equal_cards_are_equal_whatever_was_written_for_them(
    rules: ps.Rulebook,
) -> None:
    """Equality and hash look at the definition; a changed copy differs."""
    one, other = card(component("a", 2)), card(component("a", 2))
    assert one == other
    assert hash(one) == hash(other)
    assert one.score(a=5) == other.score(a=5)
    assert hash(one.score(a=5)) == hash(other.score(a=5))
    assert one.score(a=5) != other.score(a=6)
    assert one != card(component("a", 3))
    stricter = attrs.evolve(rules.health, least_coverage=Decimal(100))
    assert stricter != rules.health
    result = stricter.score(dict.fromkeys(HEALTH[:3], 90), missing="reweight")
    assert isinstance(result, NotScored)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    "copied",
    [lambda x: pickle.loads(pickle.dumps(x)), copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deepcopy"],
)
def test_cards_and_results_can_be_copied_and_sent(
    rules: ps.Rulebook, copied: Callable[[Any], Any]
) -> None:
    """A copy equals its original and scores the same."""
    health = rules.health
    twin = copied(health)
    assert twin == health
    given = dict(dict.fromkeys(HEALTH[1:], 70), uptime=99.5, error_rate=None)
    for missing in ("reweight", "range"):
        result = health.score(given, missing=missing)
        assert copied(result) == result
        assert twin.score(given, missing=missing) == result
    assert copied(result.low.contributions) == result.low.contributions
