"""What would bring a score to a band."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.scoring import Improvements
from tests.unit.scoring.cards import bands, card, component, measure

VALUES = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}
FLOORS = {"good": 80, "fair": 60, "poor": 0}


def needs(found: Improvements) -> dict[str, float | None]:
    """Give what each component alone has to get."""
    return {each.component.id: each.needed for each in found.alone}


def together(found: Improvements) -> dict[str, float | None]:
    """Give what the components have to get together."""
    return {each.component.id: each.needed for each in found.together}


@pytest.mark.rule("HLT-09")
def test_each_component_alone(rules: ps.Rulebook) -> None:
    """2.3 points are 7.67 of weight 30 (7.66 make 2.298) and 11.5 of weight 20."""
    score = rules.health.score(VALUES)
    found = score.improvements(to="Healthy")
    assert needs(found) == {
        "technical_performance": 99.67,
        "business_outcomes": 78.67,
        "user_adoption": 75.5,
        "relationship_strength": 91.5,
    }
    assert [each.component.id for each in found.sufficient][2:] == [
        "user_adoption",
        "relationship_strength",
    ]
    assert not found.reached
    assert found.possible


@pytest.mark.rule("HLT-09")
def test_all_together_change_least(rules: ps.Rulebook) -> None:
    """The greatest weight goes furthest; of two, the one that has most room."""
    score = rules.health.score(VALUES)
    found = score.improvements(to="Healthy")
    assert together(found) == {"business_outcomes": 78.67}
    assert found.total_change == 7.67
    champion = score.improvements(to="champion")
    assert together(champion) == {
        "technical_performance": 100,
        "business_outcomes": 100,
        "user_adoption": 70,
    }
    assert champion.total_change == 43


@pytest.mark.rule("HLT-09")
def test_none_alone_can_do_it(rules: ps.Rulebook) -> None:
    """Then it says so, and still gives what all together do."""
    found = rules.health.score(VALUES).improvements(to="Champion")
    assert set(needs(found).values()) == {None}
    assert found.sufficient == ()
    assert "no component can do it alone" in found.explain().remarks


@pytest.mark.rule("HLT-09")
def test_a_bound_is_kept(rules: ps.Rulebook) -> None:
    """Business outcomes cannot pass 75, so they cannot do it, and others join in."""
    score = rules.health.score(VALUES)
    found = score.improvements(
        to="Healthy", bounds={"business_outcomes": 75, "technical_performance": 90}
    )
    assert needs(found) == {
        "technical_performance": None,
        "business_outcomes": None,
        "user_adoption": 75.5,
        "relationship_strength": 91.5,
    }
    # 4 of weight 30 are 1.2 points; the other 1.1 are 5.5 of weight 20.
    assert together(found) == {"business_outcomes": 75, "user_adoption": 69.5}


@pytest.mark.rule("HLT-09")
def test_a_bound_between_two_hundredths_is_not_passed() -> None:
    """Up to 85.004 only 85 can be had."""
    one = card(component("a"), floors={"top": "85.01", "base": 0})
    score = one.score(a=80)
    assert score.improvements(to="top", bounds={"a": 85.01}).possible
    assert not score.improvements(to="top", bounds={"a": Decimal("85.009")}).possible
    assert not score.improvements(to="top", bounds={"a": 85.004}).possible


@pytest.mark.rule("HLT-09")
@pytest.mark.parametrize("bound", [None, float("nan"), Decimal("NaN"), 100])
def test_a_bound_that_is_not_known_is_none(bound: Any) -> None:
    """The component can get as good as the scale allows."""
    one = card(component("a"), floors=FLOORS)
    found = one.score(a=10).improvements(to="good", bounds={"a": bound})
    assert needs(found) == {"a": 80}


@pytest.mark.rule("HLT-09")
def test_even_all_together_can_fall_short() -> None:
    """Then nothing is proposed, and the text says why."""
    one = card(component("a"), component("b"), floors=FLOORS)
    found = one.score(a=10, b=20).improvements(to="good", bounds={"a": 50, "b": 90})
    assert not found.possible
    assert found.together == ()
    assert found.total_change is None
    assert found.explain().remarks == (
        "no component can do it alone",
        "even all together, each as good as it can get, do not reach it",
    )


@pytest.mark.rule("HLT-09")
def test_a_band_that_is_reached_needs_nothing(rules: ps.Rulebook) -> None:
    """Its own, and every lower one."""
    score = rules.health.score(VALUES)
    for name in ("At Risk", "critical", rules.health.require_bands()["Emergency"]):
        found = score.improvements(to=name)
        assert found.reached
        assert found.possible
        assert (found.alone, found.together, found.total_change) == ((), (), 0)
    assert str(score.improvements(to="At Risk")) == (
        "Customer health 77.7 has reached At Risk"
    )


@pytest.mark.rule("HLT-09")
def test_where_lower_is_better_numbers_fall() -> None:
    """They are told as they are given, and bounded from below."""
    one = card(component("errors", better="lower"), floors=FLOORS)
    score = one.score(errors=35)
    found = score.improvements(to="good")
    (only,) = found.alone
    assert (only.value, only.needed, only.change) == (35, 20, -15)
    assert found.explain().rows == (("Errors", "35", "20", "-15"),)
    assert score.improvements(to="good", bounds={"errors": 20}).possible
    assert not score.improvements(to="good", bounds={"errors": 20.001}).possible


@pytest.mark.rule("HLT-09")
def test_whole_numbers_rise_by_whole_steps() -> None:
    """A rating of 2.5 cannot be given."""
    one = card(
        component("a", 2),
        component("b", 3),
        high=5,
        whole=True,
        floors={"top": Decimal("3.1"), "base": 0},
    )
    found = one.score(a=3, b=3).improvements(to="top")
    assert needs(found) == {"a": 4, "b": 4}
    assert found.total_change == 1


@pytest.mark.rule("HLT-09")
def test_a_whole_number_beside_a_mean_of_measures() -> None:
    """The number rises by 1, the mean by hundredths; the cheaper way is taken."""
    rated = [measure("x", better="higher"), measure("y", better="higher")]
    one = card(
        component("a", 4),
        component("b", 1, measures=rated),
        high=5,
        whole=True,
        floors={"top": 3, "base": 0},
    )
    short = one.score(a=3, x=2, y=3).improvements(to="top")
    # 4 * 3 + 2.5 = 14.5 of the 15 that are needed: 0.5 of b, or a whole step of a.
    assert needs(short) == {"a": 4, "b": 3}
    assert together(short) == {"b": 3}
    far = one.score(a=2, x=2, y=3).improvements(to="top")
    # 10.5 of 15: one step of a makes 4, and 0.5 of b the rest.
    assert together(far) == {"a": 3, "b": 3}
    assert far.total_change == 1.5


@pytest.mark.rule("HLT-09")
def test_sums_of_measures_rise_by_the_weight_of_their_measures() -> None:
    """Ratings of weight 2 make only every second number; of several weights, refuse."""
    even = [measure("x", 2, better="higher"), measure("y", 2, better="higher")]
    one = card(
        component("a", measures=even),
        high=5,
        whole=True,
        combine="sum",
        bands=None,
    )

    banded = attrs.evolve(one, bands=bands({"top": 15, "base": 0}, high=20))
    found = banded.score(x=3, y=2).improvements(to="top")
    assert needs(found) == {"a": 16}
    odd = [measure("x", 2, better="higher"), measure("y", 3, better="higher")]
    other = attrs.evolve(
        card(component("a", measures=odd), high=5, whole=True, combine="sum"),
        bands=bands({"top": 15, "base": 0}, high=25),
    )
    with pytest.raises(InvalidUseError, match="different weights"):
        other.score(x=1, y=2).improvements(to="top")


@pytest.mark.rule("HLT-09")
def test_what_is_missing_stays_missing() -> None:
    """The rest is improved by its own weights, and the text says what was left."""
    one = card(component("a", 3), component("b", 1), component("c", 1), floors=FLOORS)
    found = one.score(a=70, b=80, missing="reweight").improvements(to="good")
    # (3 * 70 + 80) / 4 = 72.5, and 30 / 4 = 7.5 are missing.
    assert needs(found) == {"a": 80, "b": None}
    assert found.missing == ("c",)
    assert found.explain().remarks[-1] == "missing, and left so: c"


@pytest.mark.rule("HLT-09")
def test_it_explains_itself(rules: ps.Rulebook) -> None:
    """Each component alone, then the least of all, as a person would read it."""
    found = rules.health.score(VALUES).improvements(
        to="Healthy", bounds={"technical_performance": 95}
    )
    assert str(found.explain()).splitlines() == [
        "Customer health 77.7 needs 2.3 points to Healthy",
        "one alone              now  needed         change",
        "Technical performance   92          not by itself",
        "Business outcomes       71   78.67          +7.67",
        "User adoption           64    75.5          +11.5",
        "Relationship strength   80    91.5          +11.5",
        "least change in all, 7.67: Business outcomes to 78.67 (+7.67)",
        "(rulebook standard 2026.1)",
    ]
    assert found.exact == Fraction("77.7")
    assert found.alone[0].change is None


def test_what_is_printed_as_missing_is_enough() -> None:
    """A third of a point is rounded up."""
    one = card(component("a", 1), component("b", 2), floors=FLOORS)
    text = str(one.score(a=60, b=Decimal("59.5")).improvements(to="fair"))
    assert text == "Care 59.6666 needs 0.3334 points to Fair"


# ------------------------------------------------------------------ misuse
def test_unknown_names_are_told_with_near_misses(rules: ps.Rulebook) -> None:
    """Bands and components."""
    score = rules.health.score(VALUES)
    with pytest.raises(UnknownNameError, match="did you mean 'Healthy'"):
        score.improvements(to="Helthy")
    with pytest.raises(UnknownNameError, match="set of bands"):
        card(component("a")).score(a=1).improvements(to="good")


def test_every_fault_of_the_bounds_is_named(rules: ps.Rulebook) -> None:
    """A wrong id, one far from any, a number off the scale, text, an infinity."""
    bounds: dict[Any, Any] = {
        "user_adopton": 3,
        7: 3,
        "business_outcomes": 120,
        "technical_performance": "most",
        "relationship_strength": float("inf"),
    }
    with pytest.raises(InvalidDataError) as caught:
        rules.health.score(VALUES).improvements(to="Healthy", bounds=bounds)
    assert [problem.code for problem in caught.value.problems] == [
        "unknown-name",
        "unknown-name",
        "bad-bound",
        "bad-bound",
        "bad-bound",
    ]
    text = str(caught.value)
    assert "did you mean 'user_adoption'?" in text
    assert "no component is called 7; known are 'technical_performance', " in text
    assert "lies from 0 to 100, found 120" in text


def test_bounds_are_a_mapping(rules: ps.Rulebook) -> None:
    """A list of pairs is none."""
    bounds: Any = [("user_adoption", 85)]
    with pytest.raises(InvalidValueError, match="mapping of numbers by component id"):
        rules.health.score(VALUES).improvements(to="Healthy", bounds=bounds)
