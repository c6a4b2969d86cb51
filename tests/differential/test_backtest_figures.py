"""Our figures beside those of scikit-learn, and intervals beside what is true."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from partner_success.analytics import auc, backtest, brier, calibrate
from partner_success.analytics.grouping import MOST_GROUPS
from partner_success.analytics.resampling import Lots
from tests.unit.analytics.past import one, policy, readings, renamed

Rows = tuple[list[Any], list[bool], list[int]]

few = st.integers(0, 8)
many = st.integers(-(10**6), 10**6)
floats = st.floats(-1e6, 1e6)
chances = st.integers(0, 20).map(lambda count: count / 20) | st.floats(0, 1)


@st.composite
def rows(draw: st.DrawFn, numbers: st.SearchStrategy[Any]) -> Rows:
    """Numbers with many ties or none, outcomes and weights."""
    count = draw(st.integers(2, 40))
    return (
        draw(st.lists(numbers, min_size=count, max_size=count)),
        draw(st.lists(st.booleans(), min_size=count, max_size=count)),
        draw(st.lists(st.integers(1, 5), min_size=count, max_size=count)),
    )


@pytest.mark.rule("RBK-04")
@given(rows(few) | rows(many) | rows(floats))
def test_the_area_is_that_of_scikit_learn(given_rows: Rows) -> None:
    """With ties, with weights and without, scores of any kind."""
    scores, outcomes, weights = given_rows
    assume(len(set(outcomes)) == 2)
    # Turned round, because there a high number tells what is looked for.
    turned = [-score for score in scores]
    assert auc(scores, outcomes) == pytest.approx(roc_auc_score(outcomes, turned))
    weighed = roc_auc_score(outcomes, turned, sample_weight=weights)
    assert auc(scores, outcomes, weights) == pytest.approx(weighed)


@pytest.mark.rule("RBK-04")
@given(rows(chances))
def test_the_brier_score_is_that_of_scikit_learn(given_rows: Rows) -> None:
    """With weights and without."""
    numbers, outcomes, weights = given_rows
    plain = brier_score_loss(outcomes, numbers, labels=[False, True])
    assert brier(numbers, outcomes) == pytest.approx(plain, abs=1e-12)
    weighed = brier_score_loss(
        outcomes, numbers, sample_weight=weights, labels=[False, True]
    )
    assert brier(numbers, outcomes, weights) == pytest.approx(weighed, abs=1e-12)


@pytest.mark.rule("RBK-04")
@given(rows(few) | rows(many), st.lists(st.integers(-10, 20) | many, max_size=20))
def test_chances_are_those_of_scikit_learn(given_rows: Rows, asked: list[int]) -> None:
    """At known scores, between them and beyond, with weights and without."""
    scores, outcomes, weights = given_rows
    for heavy in (None, weights):
        oracle = IsotonicRegression(increasing=False, out_of_bounds="clip")
        oracle.fit(scores, np.asarray(outcomes, float), sample_weight=heavy)
        ours = calibrate(scores, outcomes, heavy)
        places = [*scores, *asked]
        found = [float(ours.chance(score)) for score in places]
        assert found == pytest.approx(oracle.predict(places), abs=1e-9)
        assert list(ours.chances) == sorted(ours.chances, reverse=True)


@pytest.mark.rule("RBK-04")
def test_the_figures_of_a_backtest_are_those_of_scikit_learn() -> None:
    """Chances fitted on one half of the customers and measured on the other."""
    lots = np.random.default_rng(11)
    use = lots.integers(0, MOST_GROUPS // 2, 300).tolist()
    left = [bool(lots.random() > 0.2 + score / 150) for score in use]
    card = one("use", floors=None)
    found = backtest(card, card, readings(zip(use, left, strict=True)), policy=policy())
    half = np.asarray(Lots(0).halves(left))
    x, y = np.asarray(use), np.asarray(left, float)
    oracle = IsotonicRegression(increasing=False, out_of_bounds="clip")
    predicted = oracle.fit(x[half], y[half]).predict(x[~half])
    assert found.brier is not None
    assert found.auc is not None
    assert found.brier.old.value == pytest.approx(
        brier_score_loss(y[~half], predicted), abs=1e-8
    )
    assert found.auc.old.value == pytest.approx(roc_auc_score(y, -x))


@pytest.mark.rule("RBK-04")
def test_groups_cost_no_digit_that_is_printed() -> None:
    """Beside chances of each of two thousand scores."""
    lots = np.random.default_rng(12)
    use = lots.uniform(0, 100, 4_000).round(2).tolist()
    left = [bool(lots.random() > 0.3 + score / 150) for score in use]
    card = one("use", floors=None)
    found = backtest(card, card, readings(zip(use, left, strict=True)), policy=policy())
    half = Lots(0).halves(left)
    fitted = [place for place, fits in enumerate(half) if fits]
    tested = [place for place, fits in enumerate(half) if not fits]
    each = calibrate([use[n] for n in fitted], [left[n] for n in fitted])
    exact = brier([each.chance(use[n]) for n in tested], [left[n] for n in tested])
    assert found.brier is not None
    assert found.brier.old.value == pytest.approx(exact, abs=1e-3)


@pytest.mark.rule("RBK-04")
def test_the_halves_hold_half_of_each_kind() -> None:
    """Of seven who left three are fitted on, of ten who stayed five; each seed its."""
    left = [True] * 7 + [False] * 10
    chosen = [Lots(seed).halves(left) for seed in range(30)]
    assert all((sum(half[:7]), sum(half[7:])) == (3, 5) for half in chosen)
    assert len({tuple(half) for half in chosen}) > 20


@pytest.mark.rule("RBK-04")
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of normal scores one deviation apart the area is 0.7602; 90 % of 120 hold it."""
    lots = np.random.default_rng(2026)
    card = one("use", floors=None)
    held = both = 0
    for seed in range(120):
        left = np.arange(120) % 3 == 0
        use = np.clip(lots.normal(60, 10, 120) - 10 * left, 0, 100)
        noise = lots.uniform(0, 100, 120)
        past = [
            renamed(each, values={"use": float(u), "noise": float(n)})
            for each, u, n in zip(
                readings((0, bool(gone)) for gone in left), use, noise, strict=True
            )
        ]
        found = backtest(
            card,
            one("noise", floors=None),
            past,
            policy=policy(confidence=Decimal("0.9")),
            seed=seed,
        )
        assert found.auc is not None
        held += found.auc.old.interval.contains(0.7602)
        both += found.auc.difference.interval.contains(0.5 - 0.7602)
    assert 98 <= held <= 117
    assert 98 <= both <= 117
