"""The change of a score, split over its causes."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.scoring import Score, Scorecard, ScoreChange, compare
from tests.unit.scoring.cards import bands, card, component, measure, target

BEFORE = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}


def reweighted(one: Scorecard, **weights: int) -> Scorecard:
    """Give the same card with other weights."""
    parts = [
        attrs.evolve(part, weight=weights.get(part.id, part.weight))
        for part in one.components
    ]
    return attrs.evolve(one, components=Catalogue(parts, kind="component"))


def gains(change: ScoreChange) -> dict[tuple[str, str | None, str], Fraction]:
    """Give what each cause did, exactly."""
    return {
        (
            part.component.id,
            part.measure.id if part.measure else None,
            part.cause,
        ): Fraction(part.gained_count, part.denominator)
        for part in change.parts
    }


# ------------------------------------------------------------------ numbers
@pytest.mark.rule("HLT-08")
def test_other_numbers_gain_their_weight(rules: ps.Rulebook) -> None:
    """12 points more of weight 30 are 3.6, 6 fewer of weight 20 cost 1.2."""
    health = rules.health
    was = health.score(BEFORE)
    now = health.score({**BEFORE, "business_outcomes": 83, "user_adoption": 58})
    change = compare(was, now)
    assert gains(change) == {
        ("business_outcomes", None, "value"): Fraction("3.6"),
        ("user_adoption", None, "value"): Fraction("-1.2"),
    }
    assert change.exact == Fraction("2.4")
    assert change.value == 2.4
    assert change.greatest is health.components["business_outcomes"]
    assert change.by_component == {
        "technical_performance": 0,
        "business_outcomes": Fraction("3.6"),
        "user_adoption": Fraction("-1.2"),
        "relationship_strength": 0,
    }


@pytest.mark.rule("HLT-08")
def test_nothing_changed(rules: ps.Rulebook) -> None:
    """No part, no points, nothing greatest, and the text says so."""
    score = rules.health.score(BEFORE)
    change = compare(score, score)
    assert change.parts == ()
    assert change.exact == 0
    assert change.greatest is None
    assert str(change.explain()).splitlines() == [
        "Customer health from 77.7 to 77.7: 0 points",
        "still At Risk",
        "(rulebook standard 2026.1)",
    ]


def test_what_did_most_goes_the_way_of_the_change() -> None:
    """A gain beside a greater loss is not why a score fell; of 0 the loss is named."""
    one = card(component("a"), component("b"), component("c"))
    was = one.score(a=50, b=50, c=50)
    fell = compare(was, one.score(a=60, b=20, c=49)).greatest
    even = compare(was, one.score(a=60, b=40, c=50)).greatest
    assert fell is not None
    assert even is not None
    assert (fell.id, even.id) == ("b", "b")


# ------------------------------------------------------------------ gaps and weights
@pytest.mark.rule("HLT-08")
def test_a_number_that_became_known_moves_the_mean() -> None:
    """Of weights 1 and 1, a known 100 beside 50 makes 75 of 50: 25 points."""
    one = card(component("a"), component("b"))
    was = one.score(a=50, missing="reweight")
    change = compare(was, one.score(a=50, b=100))
    assert gains(change) == {("b", None, "missing"): Fraction(25)}
    back = compare(one.score(a=50, b=100), was)
    assert gains(back) == {("b", None, "missing"): Fraction(-25)}
    assert "missing after: b" in str(back.explain())


@pytest.mark.rule("HLT-08")
def test_an_other_weight_is_worked_by_hand() -> None:
    """From weights 1, 1 to 3, 1 with 80 and 40: 60 becomes 70, all by the weight."""
    old = card(component("a"), component("b"))
    new = reweighted(old, a=3)
    change = compare(old.score(a=80, b=40), new.score(a=80, b=40))
    assert gains(change) == {("a", None, "weight"): Fraction(10)}


@pytest.mark.rule("HLT-08")
def test_number_and_weight_together_are_worked_by_hand() -> None:
    """From 60 to 52.5 in two orders, of which each part is the average.

    The weight first: 60 to 70, then 80 becoming 60 costs 3/4 of 20 = 15. The number
    first: 60 to 50, then the weight makes 55. So the weight did (10 + 5) / 2 and the
    number (-15 - 10) / 2.
    """
    old = card(component("a"), component("b"))
    new = reweighted(old, a=3)
    change = compare(old.score(a=80, b=40), new.score(a=60, b=40))
    assert gains(change) == {
        ("a", None, "weight"): Fraction("7.5"),
        ("a", None, "value"): Fraction("-12.5"),
    }


@pytest.mark.rule("HLT-08")
def test_a_common_factor_of_all_weights_is_no_change(rules: ps.Rulebook) -> None:
    """Weights are shares; but a single weight left alone beside others is a change."""
    health = rules.health
    doubled = reweighted(health, **{p.id: 7 * p.weight for p in health.components})
    was, now = health.score(BEFORE), doubled.score({**BEFORE, "user_adoption": 74})
    assert gains(compare(was, now)) == {("user_adoption", None, "value"): 2}
    assert gains(compare(now, was)) == {("user_adoption", None, "value"): -2}


@pytest.mark.rule("HLT-08")
def test_a_component_that_came_or_went_had_no_weight_before_or_has_none_after() -> None:
    """Its part is that of its weight, whichever side it is missing on."""
    old = card(component("a"))
    new = card(component("a"), component("b", 3))
    change = compare(old.score(a=50), new.score(a=50, b=90))
    assert gains(change) == {("b", None, "weight"): Fraction(30)}
    assert change.explain().rows == (("B, its weight", "no part", "3", "+30"),)
    back = compare(new.score(a=50, b=90), old.score(a=50))
    assert gains(back) == {("b", None, "weight"): Fraction(-30)}
    assert back.by_component == {"a": 0, "b": -30}
    unknown = new.score(a=50, missing="reweight")
    assert compare(old.score(a=50), unknown).parts == ()


@pytest.mark.rule("HLT-08")
def test_everything_known_can_change_places() -> None:
    """While nothing is known, the middle stands: both did half of the change."""
    one = card(component("a"), component("b"))
    was, now = (one.score({id_: 10}, missing="reweight") for id_ in ("a", "b"))
    assert compare(was, now).exact == 0
    now = one.score(b=30, missing="reweight")
    assert gains(compare(was, now)) == {
        ("a", None, "missing"): Fraction(10),
        ("b", None, "missing"): Fraction(10),
    }


@pytest.mark.rule("HLT-08")
def test_a_direction_that_turned_is_no_other_number() -> None:
    """The same 30 counts 70 where lower is better: 40 points by the way it counts."""
    old = card(component("a"), component("b"))
    new = card(component("a", better="lower"), component("b"))
    change = compare(old.score(a=30, b=50), new.score(a=30, b=50))
    assert gains(change) == {("a", None, "curve"): Fraction(20)}
    assert change.parts[0].name == "A, its way to points"


@pytest.mark.rule("HLT-08")
def test_a_sum_splits_products() -> None:
    """From 2 times 30 to 3 times 50: the number did 20 times 2.5, the weight 40."""
    old = card(component("a", 2), component("b"), combine="sum")
    new = reweighted(old, a=3)
    change = compare(old.score(a=30, b=10), new.score(a=50, b=10))
    assert gains(change) == {
        ("a", None, "value"): Fraction(50),
        ("a", None, "weight"): Fraction(40),
    }
    tripled = reweighted(old, a=6, b=3)
    change = compare(old.score(a=30, b=10), tripled.score(a=30, b=10))
    assert change.exact == 140
    assert change.by_component == {"a": 120, "b": 20}


# ------------------------------------------------------------------ measures
def measured(**more: Any) -> Scorecard:
    """A card of a component with two measures, and one of a number."""
    goal = target("at_least", 100)
    parts = [
        measure("speed", 3, target=goal, zero=0, unit="ms"),
        measure("tone", 1, better="higher"),
    ]
    one: Scorecard = card(
        component("care", 1, measures=more.pop("measures", parts)),
        component("rest", 1),
        id="card",
        **more,
    )
    return one


@pytest.mark.rule("HLT-08")
def test_a_component_of_measures_is_split_over_them() -> None:
    """A measure of weight 3 of 4 in a component of weight 1 of 2 gains 3/8."""
    one = measured()
    was = one.score(speed=40, tone=80, rest=50)
    now = one.score(speed=60, tone=72, rest=50)
    change = compare(was, now)
    assert gains(change) == {
        ("care", "speed", "value"): Fraction("7.5"),
        ("care", "tone", "value"): Fraction(-1),
    }
    assert change.explain().rows == (
        ("Care: Speed", "40 ms", "60 ms", "+7.5"),
        ("Care: Tone", "80", "72", "-1"),
    )


@pytest.mark.rule("HLT-08")
def test_a_measure_that_went_missing_is_named() -> None:
    """Without 40 of weight 3 beside 80 of weight 1, the component is 80 and not 50."""
    one = measured()
    was = one.score(speed=40, tone=80, rest=50)
    now = one.score(tone=80, rest=50, missing="reweight")
    assert isinstance(now, Score)
    assert gains(compare(was, now)) == {("care", "speed", "missing"): Fraction(15)}
    assert compare(was, now).explain().rows == (
        ("Care: Speed", "40 ms", "missing", "+15"),
    )


@pytest.mark.rule("HLT-08")
def test_what_counting_in_hundredths_does_is_a_part_of_its_own() -> None:
    """A third of a hundredth does not get lost, and no measure gets it."""
    one = card(
        component("care", measures=[measure("x", 2, better="higher"), rating("y", 1)]),
    )
    was, now = one.score(x=0, y=0), one.score(x=0, y=Decimal("0.01"))
    assert compare(was, now).exact == 0
    assert gains(compare(was, now)) == {
        ("care", "y", "value"): Fraction(1, 300),
        ("care", None, "rounding"): Fraction(-1, 300),
    }
    last = compare(was, now).explain().rows[-1]
    assert last == ("Care, counted in hundredths", "0", "0", "-0.0033")


def rating(id_: str, weight: int = 1) -> Any:
    """A measure that is a number of its own."""
    return measure(id_, weight, better="higher")


@pytest.mark.rule("HLT-08")
def test_a_target_that_moved_is_no_other_number() -> None:
    """50 of 100 is 50 points, of 80 it is 62.5: 12.5 times 3/4 of half the card."""
    harder = [
        measure("speed", 3, target=target("at_least", 80), zero=0, unit="ms"),
        measure("tone", 1, better="higher"),
    ]
    old, new = measured(), measured(measures=harder)
    change = compare(
        old.score(speed=50, tone=10, rest=0), new.score(speed=50, tone=10, rest=0)
    )
    # The component counts 40 before, and 49.375 counted as 49.38 after.
    assert gains(change) == {
        ("care", "speed", "curve"): Fraction("9.375") / 2,
        ("care", None, "rounding"): Fraction("0.005") / 2,
    }


@pytest.mark.rule("HLT-08")
def test_a_target_that_moved_does_nothing_to_what_is_missing() -> None:
    """Then the number went missing, and that is all."""
    easier = [measure("speed", 1, target=target("at_least", 80), zero=0), rating("x")]
    harder = [measure("speed", 1, target=target("at_least", 90), zero=0), rating("x")]
    old, new = (card(component("care", measures=each)) for each in (harder, easier))
    change = compare(old.score(speed=45, x=70), new.score(x=70, missing="reweight"))
    assert gains(change) == {("care", "speed", "missing"): Fraction(10)}


@pytest.mark.rule("HLT-08")
def test_a_number_and_its_target_share_what_they_did_together() -> None:
    """40 of 100 to 60 of 80 is 35 points more: 22.5 by the number, 12.5 by the target.

    By the number 20 with the old target and 25 with the new; the rest is the target's.
    """
    easier = [measure("speed", 1, target=target("at_least", 80), zero=0)]
    harder = [measure("speed", 1, target=target("at_least", 100), zero=0)]
    old, new = (card(component("care", measures=each)) for each in (harder, easier))
    change = compare(old.score(speed=40), new.score(speed=60))
    assert gains(change) == {
        ("care", "speed", "value"): Fraction("22.5"),
        ("care", "speed", "curve"): Fraction("12.5"),
    }


@pytest.mark.rule("HLT-08")
def test_measures_come_go_and_change_their_weights() -> None:
    """Each as a part of weight, with the text that there was none."""
    old = card(component("care", measures=[rating("x"), rating("y")]))
    new = card(component("care", measures=[rating("y", 3), rating("z")]))
    change = compare(old.score(x=10, y=50), new.score(y=50, z=90))
    assert sum(gains(change).values()) == change.exact == 30
    assert {
        (part.measure and part.measure.id, part.cause) for part in change.parts
    } <= {
        ("x", "weight"),
        ("y", "weight"),
        ("z", "weight"),
        (None, "rounding"),
    }
    shown = {row[0]: row[1:3] for row in change.explain().rows}
    assert shown["Care: X, its weight"] == ("1", "no part")
    assert shown["Care: Z, its weight"] == ("no part", "1")


@pytest.mark.rule("HLT-08")
def test_ratings_where_lower_is_better_are_turned() -> None:
    """A rating that rises by 10 costs 10 points, by its value and not by a curve."""
    one = card(
        component("care", better="lower", measures=[measure("x", better="lower")]),
    )
    renamed = attrs.evolve(
        one,
        components=Catalogue(
            [
                component(
                    "care", better="lower", measures=[measure("x", 2, better="lower")]
                )
            ]
        ),
    )
    change = compare(one.score(x=30), renamed.score(x=40))
    assert gains(change) == {("care", "x", "value"): Fraction(-10)}


@pytest.mark.rule("HLT-08")
def test_a_number_beside_measures_is_not_split_further() -> None:
    """Where one side was given as a number, the component is what changed."""
    one = measured()
    was, now = one.score(care=50, rest=50), one.score(speed=60, tone=72, rest=50)
    assert gains(compare(was, now)) == {("care", None, "value"): Fraction("6.5")}
    assert gains(compare(now, was)) == {("care", None, "value"): Fraction("-6.5")}


@pytest.mark.rule("HLT-08")
def test_ends_of_a_range_are_compared_by_component() -> None:
    """There the worst stands in for what is missing, which is no measure's doing."""
    one = measured()
    known = one.score(speed=40, tone=80, rest=50)
    low = one.score(speed=40, rest=50, missing="range").low
    assert gains(compare(known, low)) == {("care", None, "value"): Fraction(-10)}
    sums = card(component("care", measures=[rating("x"), rating("y")]), combine="sum")
    worst = sums.score(x=40, missing="range").low
    change = compare(sums.score(x=40, y=10), worst)
    assert gains(change) == {("care", None, "value"): Fraction(-10)}


@pytest.mark.rule("HLT-08")
def test_sums_of_measures_are_split_over_them(rules: ps.Rulebook) -> None:
    """A readiness sheet whose first element rose from 2 to 4 gains 2 steps of it."""
    model = rules.readiness
    ratings = {e.id: 2 for section in model.sections for e in section.elements}
    first = next(iter(model.sections)).elements.ids[0]
    was, now = (model.assess(each).score for each in (ratings, {**ratings, first: 4}))
    assert was is not None
    assert now is not None
    change = compare(was, now)
    section = next(iter(model.sections)).id
    assert gains(change) == {(section, first, "value"): 2 * model.points_per_rating}


# ------------------------------------------------------------------ bands
FLOORS = {"good": 80, "fair": 60, "poor": 0}


def banded(good: int = 80) -> Scorecard:
    """A card of one component with three bands."""
    one: Scorecard = card(component("a"), floors={**FLOORS, "good": good})
    return one


@pytest.mark.rule("HLT-08")
@pytest.mark.parametrize(
    ("was", "now", "edge", "cause"),
    [
        (85, 85, 80, "none"),
        (85, 81, 81, "none"),
        (85, 79, 80, "points"),
        (85, 85, 86, "edges"),
        (85, 79, 86, "either"),
        (85, 82, 83, "both"),
    ],
)
def test_why_the_band_changed(was: int, now: int, edge: int, cause: str) -> None:
    """By points, by edges, by either, or by neither alone; points never by edges."""
    old, new = banded(), banded(edge)
    change = compare(old.score(a=was), new.score(a=now))
    band = change.band
    assert band is not None
    assert band.cause == cause
    assert change.exact == now - was
    assert len(change.parts) == (now != was)


@pytest.mark.rule("HLT-08")
def test_edges_alone_change_the_band_and_no_points() -> None:
    """The text says that they moved."""
    change = compare(banded().score(a=81), banded(82).score(a=81))
    assert change.parts == ()
    assert change.exact == 0
    assert str(change.band) == (
        "from Good to Fair by the edges of the bands, which moved"
    )


def test_each_cause_has_its_words() -> None:
    """A person reads which of the two it was."""
    texts = [
        str(compare(banded().score(a=was), banded(edge).score(a=now)).band)
        for was, now, edge in ((85, 79, 80), (85, 79, 86), (85, 82, 83), (85, 84, 80))
    ]
    assert texts == [
        "from Good to Fair by its points",
        "from Good to Fair by its points; the moved edges alone would do it too",
        "from Good to Fair by its points and the moved edges, by neither alone",
        "still Good",
    ]


def test_without_bands_there_is_none_to_explain() -> None:
    """On either side."""
    bare = card(component("a"))
    assert compare(bare.score(a=1), bare.score(a=2)).band is None
    named = attrs.evolve(bare, bands=bands(FLOORS))
    assert compare(bare.score(a=1), named.score(a=2)).band is None
    assert compare(named.score(a=1), bare.score(a=2)).as_data()["band"] is None


# ------------------------------------------------------------------ told
@pytest.mark.rule("HLT-08")
def test_a_change_explains_itself(rules: ps.Rulebook) -> None:
    """What did most first, what did nothing last, columns that add up."""
    health = rules.health
    was = health.score(BEFORE)
    now = health.score({**BEFORE, "business_outcomes": 83, "relationship_strength": 88})
    assert str(compare(was, now).explain()).splitlines() == [
        "Customer health from 77.7 to 82.9: +5.2 points",
        "what changed           before  after  points",
        "Business outcomes          71     83    +3.6",
        "Relationship strength      80     88    +1.6",
        "from At Risk to Healthy by its points",
        "nothing by Technical performance, User adoption",
        "(rulebook standard 2026.1)",
    ]
    assert str(compare(was, now)) == "Customer health from 77.7 to 82.9: +5.2 points"
    assert "<td>+3.6</td>" in compare(was, now)._repr_html_()


def test_another_edition_before_is_named(rules: ps.Rulebook) -> None:
    """Also where there was none."""
    now = rules.health.score(BEFORE)
    older = attrs.evolve(rules.health, provenance=Provenance(edition="ours 1"))
    bare = attrs.evolve(rules.health, provenance=Provenance())
    remarks = compare(older.score(BEFORE), now).explain().remarks
    assert remarks[-1] == "before by rulebook ours 1"
    remarks = compare(bare.score(BEFORE), now).explain().remarks
    assert remarks[-1] == "before by rulebook none"


def test_as_data_the_numbers_are_whole(rules: ps.Rulebook) -> None:
    """Over one denominator, with the change beside them."""
    health = rules.health
    was, now = health.score(BEFORE), health.score({**BEFORE, "user_adoption": 65})
    data = compare(was, now).as_data()
    assert data["change"] == {"exact": "1/5", "value": 0.2}
    assert data["parts"] == [
        {
            "component": "user_adoption",
            "measure": None,
            "cause": "value",
            "before": "64",
            "after": "65",
            "count": 2000,
            "points": 0.2,
        }
    ]
    assert data["denominator"] == 10_000
    assert data["band"] == {"before": "at_risk", "after": "at_risk", "cause": "none"}
    one = measured()
    data = compare(
        one.score(speed=40, tone=80, rest=50), one.score(speed=60, tone=80, rest=50)
    ).as_data()
    assert data["parts"][0]["measure"] == "speed"


def test_a_change_survives_pickling(rules: ps.Rulebook) -> None:
    """It stays equal."""
    health = rules.health
    change = compare(health.score(BEFORE), health.score({**BEFORE, "user_adoption": 1}))
    assert pickle.loads(pickle.dumps(change)) == change


# ------------------------------------------------------------------ misuse
@pytest.mark.parametrize("side", [0, 1])
def test_only_scores_have_a_change(side: int) -> None:
    """A range, a missing score, a number are refused by name."""
    one = card(component("a"), component("b"), least_coverage=Decimal(60))
    score = one.score(a=1, b=2)
    nothing = one.score(a=1, missing="reweight")
    for wrong in (nothing, one.score(a=1, missing="range"), 77.7, None):
        pair: list[Any] = [score, score]
        pair[side] = wrong
        with pytest.raises(InvalidUseError, match=("before", "after")[side] + " is"):
            compare(*pair)


@pytest.mark.parametrize(
    "change", [{"id": "other"}, {"high": Decimal(50)}, {"combine": "sum"}]
)
def test_only_scores_of_one_scorecard_are_compared(change: dict[str, Any]) -> None:
    """The text says in what they differ."""
    one = card(component("a"))
    other = attrs.evolve(one, **change)
    with pytest.raises(InvalidValueError, match=f"has {next(iter(change))}"):
        compare(one.score(a=1), other.score(a=1))
