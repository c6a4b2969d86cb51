"""Missing values: refused, reweighted or ranged, and never a silent zero."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_success as ps
from partner_success.errors import MissingValuesError
from partner_success.scoring import NotScored, Score, ScoreRange
from tests.unit.scoring.cards import card, component, measure

HEALTH = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)


@pytest.mark.rule("HLT-06")
@pytest.mark.parametrize(
    "nothing",
    [
        None,
        float("nan"),
        Decimal("NaN"),
        Decimal("sNaN"),
        np.float64("nan"),
        np.float32("nan"),
    ],
)
def test_none_and_nan_are_missing_and_refused_by_default(
    rules: ps.Rulebook, nothing: Any
) -> None:
    """Absent, None and NaN of any type are the same, and none of them is a zero."""
    with pytest.raises(MissingValuesError) as caught:
        rules.health.score(
            technical_performance=nothing, business_outcomes=50, user_adoption=nothing
        )
    assert caught.value.missing == (
        "technical_performance",
        "user_adoption",
        "relationship_strength",
    )
    assert "Customer health has no value for technical_performance" in str(caught.value)
    assert "missing='reweight'" in str(caught.value)


@pytest.mark.rule("HLT-06")
def test_a_measure_that_is_missing_is_refused_by_its_own_name(
    rules: ps.Rulebook,
) -> None:
    """Of a component given as measures the single measure is named."""
    with pytest.raises(MissingValuesError) as caught:
        rules.health.score(
            technical_performance=90,
            business_outcomes={"cost_savings": 70, "time_to_value": 20},
            user_adoption=80,
            relationship_strength=70,
        )
    assert caught.value.missing == ("manual_effort_cut", "audit_trail")


@pytest.mark.rule("HLT-06")
def test_reweighting_scores_what_is_known(rules: ps.Rulebook) -> None:
    """The rest keeps its proportions; the coverage says how much it was."""
    score = rules.health.score(
        technical_performance=90,
        business_outcomes=60,
        user_adoption=float("nan"),
        missing="reweight",
    )
    assert isinstance(score, Score)
    assert score.value == 75
    assert score.band.name == "At Risk"
    assert score.coverage == Fraction(60, 100)
    assert score.missing == ("user_adoption", "relationship_strength")
    assert [part.id for part in score.contributions] == list(HEALTH[:2])
    assert sum(part.won for part in score.contributions) == 75


@pytest.mark.rule("HLT-01", "HLT-06")
@pytest.mark.parametrize("absent", HEALTH)
def test_ninety_reweighted_is_ninety(rules: ps.Rulebook, absent: str) -> None:
    """Three nineties make ninety and a Champion, whichever component is missing."""
    score = rules.health.score(
        {name: 90 for name in HEALTH if name != absent}, missing="reweight"
    )
    assert isinstance(score, Score)
    assert (score.value, score.exact, score.band.name) == (90.0, 90, "Champion")


@pytest.mark.rule("HLT-06")
def test_below_the_least_coverage_there_is_no_score(rules: ps.Rulebook) -> None:
    """60 % of the weight suffice, 50 % do not, and the answer says why."""
    enough = {"technical_performance": 80, "business_outcomes": 80}
    assert isinstance(rules.health.score(enough, missing="reweight"), Score)
    less = {"technical_performance": 80, "user_adoption": 80}
    result = rules.health.score(less, missing="reweight")
    assert isinstance(result, NotScored)
    assert result.coverage == Fraction(1, 2)
    assert result.missing == ("business_outcomes", "relationship_strength")
    assert str(result) == (
        "Customer health not scored: 50 % of the weight is known, at least 60 % is"
        " needed; missing: business_outcomes, relationship_strength"
    )
    assert result.reason.rules == ("HLT-06",)
    assert result.reason.facts["coverage"] == Fraction(1, 2)
    assert result.reason.citations == rules.health.citations
    assert result.provenance.edition == "standard 2026.1"
    assert "<p>" in result._repr_html_()


@pytest.mark.rule("HLT-06")
def test_nothing_known_is_never_a_score() -> None:
    """Even with a least coverage of 0 something must be known."""
    one = card(component("a"), least_coverage=Decimal(0))
    assert isinstance(one.score(missing="reweight"), NotScored)


@pytest.mark.rule("HLT-06")
@pytest.mark.parametrize(("weights", "scored"), [((60, 40), True), ((59, 41), False)])
def test_the_least_coverage_is_met_exactly(
    weights: tuple[int, int], scored: bool
) -> None:
    """60 of 100 are 60 %; the caller's decimal context does not matter."""
    one = card(
        component("a", weights[0]),
        component("b", weights[1]),
        least_coverage=Decimal(60),
    )
    with localcontext(prec=1):
        result = one.score(a=50, missing="reweight")
    assert isinstance(result, Score) is scored


@pytest.mark.rule("HLT-06")
@pytest.mark.parametrize(("weights", "known"), [((60, 40), True), ((59, 41), False)])
def test_the_least_coverage_holds_within_a_component_too(
    weights: tuple[int, int], known: bool
) -> None:
    """With too few of its measures known a component itself is not known."""
    parts = [
        measure("x", weights[0], better="higher"),
        measure("y", weights[1], better="higher"),
    ]
    one = card(
        component("a", measures=parts), component("b", 9), least_coverage=Decimal(60)
    )
    with localcontext(prec=1):
        score = one.score(x=50, b=100, missing="reweight")
    assert isinstance(score, Score)
    assert score.counts == ((5000, 10_000) if known else (None, 10_000))
    assert score.missing == ("y",)
    assert score.coverage == (Fraction(96, 100) if known else Fraction(9, 10))


@pytest.mark.rule("HLT-06")
def test_the_range_reaches_from_the_worst_to_the_best(rules: ps.Rulebook) -> None:
    """What is missing is once 0 and once 100."""
    found = rules.health.score(
        technical_performance=90, business_outcomes=80, missing="range"
    )
    assert isinstance(found, ScoreRange)
    assert (found.low.value, found.high.value) == (51, 91)
    assert found.band is None
    assert found.coverage == Fraction(60, 100)
    assert found.missing == ("user_adoption", "relationship_strength")
    assert str(found) == "Customer health from 51 to 91: Emergency to Champion"
    assert "60 % of the weight is known" in str(found.explain())
    assert found.provenance.edition == "standard 2026.1"
    assert "Emergency to Champion" in found._repr_html_()


@pytest.mark.rule("HLT-06")
def test_the_range_of_everything_known_is_one_point(rules: ps.Rulebook) -> None:
    """Both ends are the score, and the band is settled."""
    found = rules.health.score(dict.fromkeys(HEALTH, 85), missing="range")
    assert found.low == found.high
    assert found.band is not None
    assert found.band.name == "Healthy"
    assert found.missing == ()
    assert found.explain().remarks == ()


@pytest.mark.rule("HLT-06")
def test_a_range_without_bands_has_no_names() -> None:
    """Only the numbers are told."""
    one = card(component("a"), component("b"))
    assert str(one.score(a=50, missing="range")) == "Care from 25 to 75"


@pytest.mark.rule("HLT-06")
def test_a_few_measures_narrow_the_range_and_count_as_known(rules: ps.Rulebook) -> None:
    """Too few for a component of its own, they still say something."""
    found = rules.health.score(uptime=100, migration_success=50, missing="range")
    # 30 of the 100 points of weight in a component that weighs 30 are won for sure,
    # 25 of them are lost for sure.
    assert (found.low.value, found.high.value) == (9, 92.5)
    assert found.coverage == Fraction(30 * 55, 100 * 100)
    assert found.missing == (
        "response_time",
        "throughput",
        "error_rate",
        "rollback_time",
        *HEALTH[1:],
    )


@pytest.mark.rule("HLT-04", "HLT-06")
def test_a_number_that_gets_better_downwards_is_turned() -> None:
    """The least is the best, in scores, ranges and measures."""
    parts = [measure("x", better="lower"), measure("y", 3, better="lower")]
    one = card(
        component("a", better="lower", measures=parts), component("b"), low=1, high=5
    )
    assert one.score(a=1, b=5).value == 5
    assert one.score(a=5, b=5).value == 3
    assert one.score(x=1, y=5, b=1).counts == (200, 100)
    found = one.score(x=1, missing="range")
    assert (found.low.counts, found.high.counts) == ((200, 100), (500, 500))
    assert one.score(missing="range").low.counts == (100, 100)
