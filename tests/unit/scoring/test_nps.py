"""Net Promoter Score: who promotes, who detracts, and how sure it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.scoring import Interval, NoInterval, NpsModel
from tests.unit.scoring.cards import found


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize(
    ("rating", "points"),
    [*((n, -100) for n in range(7)), *((n, 0) for n in (7, 8)), (9, 100), (10, 100)],
)
def test_each_rating_promotes_detracts_or_neither(
    rules: ps.Rulebook, rating: int, points: int
) -> None:
    """9 and 10 promote, 0 to 6 detract, 7 and 8 only count as answers."""
    assert rules.nps.score([rating]).value == points


@pytest.mark.rule("CST-04")
def test_the_numbers_of_the_model(rules: ps.Rulebook) -> None:
    """The scale, both groups and the level of the interval."""
    nps = rules.nps
    assert (nps.low, nps.high, nps.detractors_to, nps.promoters_from) == (0, 10, 6, 9)
    assert str(nps.confidence) == "0.95"


@pytest.mark.rule("CST-04")
def test_the_score_is_the_difference_of_two_shares(rules: ps.Rulebook) -> None:
    """In points from -100 to 100, exact, with the number of answers."""
    score = rules.nps.score([10, 9, 9, 8, 7, 6, 0])
    assert (score.promoters, score.passives, score.detractors) == (3, 2, 2)
    assert (score.answers, score.exact) == (7, Fraction(100, 7))
    assert score.value == pytest.approx(14.2857, abs=1e-4)
    assert rules.nps.score([10] * 5).value == 100
    assert rules.nps.score([0] * 5).value == -100
    assert rules.nps.score([10, 0]).value == 0


@pytest.mark.rule("CST-04")
def test_it_comes_with_a_named_interval_of_95_percent(rules: ps.Rulebook) -> None:
    """The adjusted Wald method, as its author computes it."""
    interval = rules.nps.score([10] * 60 + [8] * 30 + [5] * 10).interval
    assert isinstance(interval, Interval)
    assert (str(interval.level), interval.method) == ("0.95", "adjusted Wald for NPS")
    assert (interval.low, interval.high) == pytest.approx((35.47, 61.62), abs=0.01)


@pytest.mark.rule("CST-04")
def test_what_is_not_answered_does_not_count(rules: ps.Rulebook) -> None:
    """None and NaN are no answers; without an answer there is no score."""
    nothing = [None, float("nan"), Decimal("NaN"), np.float64("nan")]
    assert rules.nps.score([*nothing, 9]).answers == 1
    none = rules.nps.score(nothing)
    assert (none.value, none.exact, none.answers) == (None, None, 0)
    assert isinstance(none.interval, NoInterval)
    assert str(none) == "Net Promoter Score: no answers"


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize("rating", [9.0, Decimal(9), np.int64(9), np.float32(9)])
def test_whole_ratings_of_any_type_count(rules: ps.Rulebook, rating: Any) -> None:
    """A column of numbers may hold them as floats."""
    assert rules.nps.score([rating]).promoters == 1


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize(
    "rating",
    [
        *(-1, 11, 8.5, True, "9", float("inf"), Decimal("10.01"), [9]),
        pytest.param(10**5000, id="vast"),
    ],
)
def test_what_is_no_rating_of_the_scale_is_refused(
    rules: ps.Rulebook, rating: Any
) -> None:
    """It is neither an answer nor missing."""
    with pytest.raises(InvalidValueError, match="a rating"):
        rules.nps.score([9, rating])


@pytest.mark.rule("CST-04")
def test_the_explanation_of_a_score(rules: ps.Rulebook) -> None:
    """The points, who made them and how sure they are."""
    score = rules.nps.score([10] * 60 + [8] * 30 + [5] * 10)
    assert str(score) == "Net Promoter Score: 50"
    assert score.explain().as_data()["rows"] == [
        {"answers": "100", "promoters": "60", "passives": "30", "detractors": "10"}
    ]
    assert score.explain().remarks == (
        "35.47 to 61.62 (95 % confidence, adjusted Wald for NPS)",
    )
    assert "<caption>Net Promoter Score: 50</caption>" in score._repr_html_()
    assert score.provenance.edition == "standard 2026.1"


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ({"detractors_to": 9}, {("", "wrong-order")}),
        ({"detractors_to": -1}, {("", "wrong-order")}),
        ({"promoters_from": 11}, {("", "wrong-order")}),
        ({"confidence": Decimal("1.0")}, {("confidence", "out-of-range")}),
        (
            {"low": 11, "confidence": Decimal("-Infinity")},
            {("", "wrong-order"), ("confidence", "out-of-range")},
        ),
        ({"confidence": Decimal("NaN")}, {("confidence", "out-of-range")}),
    ],
)
def test_a_model_names_all_its_faults(
    more: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Groups that overlap and levels that are none are found when it is built."""
    given: dict[str, Any] = {
        "id": "nps",
        "name": "NPS",
        "low": 0,
        "high": 10,
        "promoters_from": 9,
        "detractors_to": 6,
        "confidence": Decimal("0.95"),
    }
    with pytest.raises(InvalidModelError) as caught:
        NpsModel(**{**given, **more})
    assert found(caught.value.problems) == faults
