"""The definition of a scorecard: every fault at once, and what the model derives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.errors import InvalidModelError, UnknownNameError
from tests.unit.scoring.cards import bands, card, component, found, measure, target

GOAL = {"target": target(), "zero": 20}


def faults_of(*components: Any, **more: Any) -> set[tuple[str, str]]:
    """Give the faults for which a card is refused."""
    with pytest.raises(InvalidModelError) as caught:
        card(*components, **more)
    assert "scorecard 'care'" in str(caught.value)
    return found(caught.value.problems)


@pytest.mark.rule("HLT-11")
def test_a_card_names_every_fault_at_once() -> None:
    """Nine faults of seven kinds come in one refusal, each with its path."""
    faults = faults_of(
        component("speed", 0, better="sideways"),
        component("tone", -3),
        component("class", measures=[measure("tone", better="higher")]),
        component("Bad-Id"),
        component("missing"),
        low="0.001",
        combine="average",
        least_coverage=Decimal(101),
    )
    assert faults == {
        ("combine", "unknown-name"),
        ("components.speed.weight", "bad-weight"),
        ("components.speed.better", "no-direction"),
        ("components.tone.weight", "bad-weight"),
        ("components.class", "reserved-id"),
        ("components.class", "duplicate-id"),
        ("components.Bad-Id", "bad-id"),
        ("components.missing", "reserved-id"),
        ("low", "too-fine"),
        ("least_coverage", "out-of-range"),
    }


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize("weight", [0, -1, 1.0, 0.3, True, "30", None, Decimal(30)])
def test_a_weight_is_a_whole_number_above_0(weight: Any) -> None:
    """No fraction, text or truth value weighs anything."""
    assert faults_of(component("a", weight)) == {("components.a.weight", "bad-weight")}


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ({"low": 100, "high": 100}, {("low", "empty-scale")}),
        ({"low": 101, "high": 100}, {("low", "empty-scale")}),
        ({"high": "99.999"}, {("high", "too-fine")}),
        ({"low": "NaN"}, {("low", "not-finite")}),
        (
            {"low": "-Infinity", "high": "sNaN", "least_coverage": Decimal("NaN")},
            {
                ("low", "not-finite"),
                ("high", "not-finite"),
                ("least_coverage", "not-finite"),
            },
        ),
        ({"least_coverage": Decimal("-0.01")}, {("least_coverage", "out-of-range")}),
        ({"least_coverage": Decimal("100.01")}, {("least_coverage", "out-of-range")}),
    ],
)
def test_a_scale_runs_upwards_in_hundredths(
    more: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Ends and coverage are finite, in order and countable."""
    assert faults_of(component("a"), **more) == faults


@pytest.mark.rule("HLT-11")
def test_a_card_without_components_is_none() -> None:
    """What else is wrong with it is still named."""
    assert faults_of(low=5, high=5) == {
        ("components", "no-components"),
        ("low", "empty-scale"),
    }


@pytest.mark.rule("HLT-11")
def test_bands_must_reach_as_far_as_the_scores() -> None:
    """A mean reaches the scale of the card, a sum as far as its parts together."""
    short = bands({"good": 50, "poor": 1}, low=1)
    assert faults_of(component("a"), bands=short) == {("bands", "bands-too-short")}
    below = bands({"good": 50, "poor": 0}, high=99)
    assert faults_of(component("a"), bands=below) == {("bands", "bands-too-short")}
    assert faults_of(
        component("a"), component("b"), combine="sum", floors={"good": 50, "poor": 0}
    ) == {("bands", "bands-too-short")}
    # A weight that is none cannot be added up, so only the weight is named.
    assert faults_of(component("a", 0), bands=short) == {
        ("components.a.weight", "bad-weight")
    }


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize(
    "id_",
    ["", "Speed", "1st", "a-b", "a b", "a=1", "x):pass#", "é", "a" * 64, "_a", "a\n"],
)
def test_an_id_is_a_plain_small_word(id_: str) -> None:
    """Whatever could be more than a name in a line of Python is refused."""
    assert faults_of(component(id_)) == {(f"components.{id_}", "bad-id")}
    part = component("a", measures=[measure(id_, better="higher")])
    assert faults_of(part) == {("components.a", "bad-id")}


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize(
    "id_", ["missing", "values", "measures", "lambda", "if", "async"]
)
def test_reserved_words_are_no_ids(id_: str) -> None:
    """Keywords of Python and arguments of `score` cannot name a component."""
    assert faults_of(component(id_)) == {(f"components.{id_}", "reserved-id")}


@pytest.mark.rule("HLT-11")
def test_an_id_names_one_thing_in_the_whole_card() -> None:
    """A measure has neither the id of a component nor that of another's measure."""
    parts = [
        component("a", measures=[measure("x", better="higher")]),
        component("b", measures=[measure("x", better="higher")]),
        component("c", measures=[measure("a", better="higher")]),
    ]
    assert faults_of(*parts) == {
        ("components.b", "duplicate-id"),
        ("components.c", "duplicate-id"),
    }


@pytest.mark.rule("HLT-04", "HLT-11")
@pytest.mark.parametrize(
    ("part", "more", "faults"),
    [
        (measure(better="lower"), {}, {("better", "direction-differs")}),
        (measure(better="higher", low=0), {}, {("low", "two-scales")}),
        (measure(better="higher", high=9), {}, {("low", "two-scales")}),
        (measure(**GOAL), {"high": 10}, {("", "scale-differs")}),
        (measure(**GOAL), {"low": 1}, {("", "scale-differs")}),
        (
            measure(curve=[(0, 0), (1, "100.01")], better="higher"),
            {},
            {("curve", "out-of-range")},
        ),
        (
            measure(curve=[(0, "-0.01"), (1, 1)], better="higher"),
            {},
            {("curve", "out-of-range")},
        ),
    ],
)
def test_measures_must_fit_their_card(
    part: Any, more: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Direction, scale and curve of a measure agree with those of the card."""
    place = "components.a.measures.speed"
    wanted = {(f"{place}.{path}".rstrip("."), code) for path, code in faults}
    assert faults_of(component("a", measures=[part]), **more) == wanted


@pytest.mark.rule("HLT-11")
def test_a_component_that_counts_down_takes_no_targets() -> None:
    """Points of a target are better when more, so the component is 'higher'."""
    part = component("a", better="lower", measures=[measure(**GOAL)])
    assert faults_of(part) == {("components.a.measures.speed", "scale-differs")}


@pytest.mark.rule("HLT-03", "HLT-11")
def test_a_model_without_bands_says_so() -> None:
    """The bands are asked for only where there are some."""
    with pytest.raises(UnknownNameError, match="no set of bands is called 'care'"):
        card(component("a")).require_bands()
    with pytest.raises(UnknownNameError):
        _ = card(component("a")).score(a=1).band
    with pytest.raises(UnknownNameError):
        _ = card(component("a")).score(a=1).points_to_next


def test_what_a_model_derives() -> None:
    """Reach, scale, weights and denominators of a mean and of a sum."""
    mean = card(component("a", 3), component("b", 2), low=1, high=5)
    assert mean.reach == (1, 5)
    assert mean.scale == (100, 500)
    assert (mean.total_weight, mean.denominator) == (5, 500)
    rated = [measure("x", 2, better="higher"), measure("y", 3, better="higher")]
    parts = [component("a", 2, measures=rated), component("b")]
    total = card(*parts, low=1, high=5, combine="sum")
    assert total.reach == (2 * 5 * 1 + 1, 2 * 5 * 5 + 5)
    assert total.denominator == 100
    assert total.spans == ((500, 2500), (100, 500))
    assert parts[0].weight_of_measures == 5
    assert parts[1].weight_of_measures == 0
    assert isinstance(mean.reach[0], Fraction)
