"""Area under the curve and Brier score: by hand, at their edges, and refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from partner_success.analytics import auc, brier, calibrate
from partner_success.errors import InvalidDataError, InvalidValueError

T, F = True, False


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize(
    ("scores", "outcomes", "expected"),
    [
        ([10, 20, 80, 90], [T, T, F, F], 1.0),
        ([10, 20, 80, 90], [F, F, T, T], 0.0),
        ([50, 50, 50], [T, F, F], 0.5),
        # Of the four pairs one is the right way round, two are ties, one is wrong.
        ([40, 60, 40, 60], [T, T, F, F], 0.5),
        # Pairs of the one who left: below two, level with one, above one.
        ([50, 90, 90, 50, 10], [T, F, F, F, F], 0.625),
        ([10**400, 10**400 + 1], [T, F], 1.0),
        ([Fraction(1, 3), Decimal("0.3333"), 0.25], [F, T, T], 1.0),
        ([0.1, Decimal("0.1")], [F, T], 1.0),
    ],
)
def test_the_area_by_hand(scores: Any, outcomes: list[bool], expected: float) -> None:
    """It is the share of pairs in which the leaver scored lower, ties as halves."""
    assert auc(scores, outcomes) == expected


@pytest.mark.rule("RBK-04")
def test_a_weight_is_as_good_as_repeats() -> None:
    """Three times a row weighs what three such rows do; 0 is no row."""
    once = auc([10, 10, 20, 30, 30, 30, 5], [T, T, F, T, T, T, F], [1] * 6 + [0])
    assert auc([10, 20, 30], [T, F, T], [2, 1, 3]) == once == 0.4
    assert brier([0.5, 0], [T, T], [3, 1]) == 0.4375
    assert brier([0.5, 0], [T, T], [Decimal("0.3"), Fraction(1, 10)]) == 0.4375


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize(
    ("chances", "outcomes", "expected"),
    [
        *(([1, 0], [T, F], 0.0), ([0, 1], [T, F], 1.0), ([0.5], [F], 0.25)),
        ([Decimal("0.2")] * 5, [T, F, F, F, F], 0.16),
    ],
)
def test_the_brier_score_by_hand(
    chances: Any, outcomes: list[bool], expected: float
) -> None:
    """It is the mean of the squared distances."""
    assert brier(chances, outcomes) == expected


@pytest.mark.rule("RBK-04")
def test_neighbours_that_contradict_are_pooled() -> None:
    """Shares 1/2, 0, 1, 0 by score become 1/2, 1/2, 1/2, 0: never rising."""
    fitted = calibrate([10, 10, 20, 30, 40], [T, F, F, T, F])
    assert fitted.scores == (10, 20, 30, 40)
    assert fitted.chances == (Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), 0)


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize(
    ("score", "expected"),
    [
        *((0, 1), (10, 1), (15, Fraction(3, 4)), (20, Fraction(1, 2))),
        *((25, Fraction(1, 2)), (30, Fraction(1, 2)), (Decimal(35), Fraction(1, 4))),
        *((40, 0), (41.5, 0)),
    ],
)
def test_between_known_scores_the_chance_lies_on_the_line(
    score: Any, expected: Fraction
) -> None:
    """Beyond the ends it is that of the end."""
    fitted = calibrate([10, 20, 20, 30, 30, 40], [T, T, F, T, F, F])
    assert fitted.chance(score) == expected


def test_a_row_without_weight_fits_nothing() -> None:
    """Only scores that count are known."""
    assert calibrate([10, 20], [T, F], [1, 0]).scores == (10,)
    weighed = calibrate([10, 10], [T, F], [Decimal("0.5"), 1])
    assert weighed.chances == (Fraction(1, 3),)


@pytest.mark.parametrize("figure", [auc, brier, calibrate])
def test_what_cannot_be_a_row_is_named_with_its_place(figure: Any) -> None:
    """Every fault at once: NaN, an infinity, text, a weight below 0, no outcome."""
    numbers = [float("nan"), float("inf"), "0.5", 0.5, 0.25]
    outcomes = [T, F, T, None, np.True_]
    with pytest.raises(InvalidDataError) as caught:
        figure(numbers, outcomes, [1, 1, 1, -1, None])
    name = "probabilities" if figure is brier else "scores"
    assert sorted(problem.path for problem in caught.value.problems) == sorted(
        [
            *(f"{name}[0]", f"{name}[1]", f"{name}[2]"),
            *("weights[3]", "weights[4]", "outcomes[3]", "outcomes[4]"),
        ]
    )


def test_twenty_faults_are_enough() -> None:
    """A column of text does not fill the screen."""
    with pytest.raises(InvalidDataError, match="20 faults"):
        auc(["x"] * 1_000, [T] * 1_000)  # type: ignore[list-item]
    with pytest.raises(InvalidDataError, match="20 faults"):
        brier([2] * 1_000, [T] * 1_000)


@pytest.mark.parametrize("figure", [auc, brier, calibrate])
def test_columns_of_unequal_length_are_refused(figure: Any) -> None:
    """The text says how many were found of each."""
    with pytest.raises(InvalidValueError, match=r"outcomes.*found 2 and 1"):
        figure([1, 0], [T])
    with pytest.raises(InvalidValueError, match=r"weights.*found 2 and 3"):
        figure([1, 0], [T, F], [1, 1, 1])


@pytest.mark.parametrize(
    ("outcomes", "weights", "says"),
    [
        *(([F, F], None, "nobody left"), ([T, T], None, "nobody stayed")),
        *(([T, F], [0, 1], "nobody left"), ([T, F], [1, 0], "nobody stayed")),
    ],
)
def test_an_area_needs_both_kinds(outcomes: Any, weights: Any, says: str) -> None:
    """The text names the kind that is missing."""
    with pytest.raises(InvalidValueError, match=says):
        auc([1, 2], outcomes, weights)


def test_nothing_is_refused() -> None:
    """No row has neither a mean nor an order."""
    with pytest.raises(InvalidValueError, match="nobody left"):
        auc([], [])
    with pytest.raises(InvalidValueError, match="at least one row"):
        brier([], [])
    with pytest.raises(InvalidValueError, match="at least one row"):
        brier([0.5], [T], [0])
    with pytest.raises(InvalidValueError, match="at least one score"):
        calibrate([], [])
    with pytest.raises(InvalidValueError, match="at least one score"):
        calibrate([1], [T], [0])


@pytest.mark.parametrize("chance", [-0.0001, 1.0001, 2])
def test_a_chance_lies_from_0_to_1(chance: float) -> None:
    """The place of the other number is named."""
    with pytest.raises(InvalidDataError) as caught:
        brier([0, 1, chance], [F, T, T])
    assert [problem.path for problem in caught.value.problems] == ["probabilities[2]"]


@pytest.mark.parametrize("score", [float("nan"), float("inf"), "40", None])
def test_a_chance_is_asked_for_with_a_number(score: Any) -> None:
    """Whatever is none is refused."""
    with pytest.raises(InvalidValueError, match="number"):
        calibrate([10], [T]).chance(score)
