"""The three confidence intervals, against scipy and the literature."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from scipy import stats

from partner_success.errors import InvalidValueError
from partner_success.scoring.intervals import (
    Interval,
    IntervalResult,
    NoInterval,
    adjusted_wald_nps,
    t_interval,
    t_interval_from,
    wilson,
)

USUAL = Decimal("0.95")
SEED = 20_260_101


def known(result: IntervalResult) -> Interval:
    """Give the interval that there must be."""
    assert isinstance(result, Interval)
    return result


def ends(result: IntervalResult, digits: int) -> tuple[float, float]:
    """Give both ends, rounded as the literature prints them."""
    interval = known(result)
    return round(interval.low, digits), round(interval.high, digits)


@pytest.mark.parametrize(
    ("successes", "answers", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(
    successes: int, answers: int, low: float, high: float
) -> None:
    """R. G. Newcombe (Statistics in Medicine 17, 1998) prints these in his table 1."""
    assert ends(wilson(successes, answers, level=USUAL), 4) == (low, high)


@pytest.mark.parametrize("level", ["0.5", "0.9", "0.95", "0.999"])
def test_wilson_agrees_with_scipy(level: str) -> None:
    """Every share of up to 40 answers, and some of many, as scipy computes them."""
    cases = [(k, n) for n in (1, 2, 3, 10, 40) for k in range(n + 1)]
    for successes, answers in [*cases, (1, 10**6), (999_999, 10**6), (123, 10**5)]:
        found = known(wilson(successes, answers, level=Decimal(level)))
        test = stats.binomtest(successes, answers)
        expected = test.proportion_ci(float(level), method="wilson")
        assert found.low == pytest.approx(expected.low, rel=1e-9, abs=1e-15)
        assert found.high == pytest.approx(expected.high, rel=1e-12)


@pytest.mark.parametrize("answers", [1, 7, 1000, 10**40])
def test_wilson_is_exact_at_none_and_all(answers: int) -> None:
    """No success puts the lower end at 0, nothing but success the upper end at 1."""
    assert known(wilson(0, answers, level=USUAL)).low == 0.0
    assert known(wilson(answers, answers, level=USUAL)).high == 1.0


def test_wilson_of_very_many_answers_still_holds_the_share() -> None:
    """Where the width is lost in rounding, the ends step outwards to the next float."""
    for level in (USUAL, Decimal("1e-30")):
        for successes in (10**40 // 3, 2 * 10**40 // 3):
            interval = known(wilson(successes, 10**40, level=level))
            assert interval.contains(Fraction(successes, 10**40))
            assert interval.high - interval.low < 1e-15


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize(
    ("promoters", "passives", "detractors", "low", "high"),
    [
        # Of 103: net 50, polar 71.5; 48.54 and 1.96 times 6.672.
        (60, 30, 10, 35.47, 61.62),
        (10, 30, 60, -61.62, -35.47),
        # Of 4: net 0, polar 1.5; 1.96 times the root of 0.09375.
        (0, 1, 0, -60.01, 60.01),
        # Of 4: net 1, polar 2.5; 25 and 1.96 times 37.5.
        (1, 0, 0, -48.50, 98.50),
        # Of 13: net 10, polar 11.5; 76.92 and 1.96 times 15.01, clipped.
        (10, 0, 0, 47.50, 100.0),
        (0, 0, 10, -100.0, -47.50),
    ],
)
def test_nps_adds_three_pseudo_answers_and_then_takes_wald(
    promoters: int, passives: int, detractors: int, low: float, high: float
) -> None:
    """Rocks' method, by hand: 3/4 promoter, 3/2 passives, 3/4 detractor on top."""
    found = adjusted_wald_nps(promoters, passives, detractors, level=USUAL)
    assert ends(found, 2) == (low, high)
    assert known(found).method == "adjusted Wald for NPS"
    assert "Rocks (2016)" in known(found).reference


@pytest.mark.parametrize("level", ["0.5", "0.95", "0.99"])
def test_nps_agrees_with_the_weighted_trinomial(level: str) -> None:
    """Mean and variance of 1, 0 and -1 under the adjusted weights give the same."""
    values = np.array([1.0, 0.0, -1.0])
    z = stats.norm.isf((1 - float(level)) / 2)
    for counts in [(1, 2, 3), (0, 0, 5), (40, 0, 40), (700, 250, 50), (0, 9, 0)]:
        weights = np.array(counts) + np.array([0.75, 1.5, 0.75])
        mean = np.average(values, weights=weights)
        variance = np.average((values - mean) ** 2, weights=weights)
        half = z * math.sqrt(variance / weights.sum())
        found = known(adjusted_wald_nps(*counts, level=Decimal(level)))
        assert found.low == pytest.approx(max(-100, 100 * (mean - half)))
        assert found.high == pytest.approx(min(100, 100 * (mean + half)))


@pytest.mark.rule("CST-04")
def test_t_gives_the_published_interval_of_students_own_data() -> None:
    """Hours of sleep gained by ten patients (Student 1908): 0.70 to 2.46."""
    tenths = [12, 24, 13, 13, 0, 10, 18, 8, 46, 14]
    hours = [Decimal(count) / 10 for count in tenths]
    found = t_interval(hours, level=USUAL)
    assert ends(found, 7) == (0.7001142, 2.4598858)
    assert known(found).method == "Student's t"
    assert "Student (1908)" in known(found).reference


def test_t_gives_the_published_interval_of_a_summary() -> None:
    """The NIST handbook (1.3.5.2) prints this for 195 measured heat flows."""
    found = t_interval_from(
        Decimal("9.261460"), Decimal("0.022789") ** 2, 195, level=USUAL
    )
    assert ends(found, 6) == pytest.approx((9.258242, 9.264679), abs=1e-6)


@pytest.mark.parametrize("level", ["0.5", "0.9", "0.95", "0.999"])
def test_t_agrees_with_scipy(level: str) -> None:
    """Ratings of several sizes and kinds, as scipy computes their interval."""
    generator = np.random.default_rng(SEED)
    for size in (2, 3, 10, 500):
        ratings = [1, 5, *map(int, generator.integers(1, 6, size - 2))]
        expected = stats.t.interval(
            float(level), size - 1, np.mean(ratings), stats.sem(ratings)
        )
        for kind in (int, float, Fraction, Decimal):
            found = known(t_interval(map(kind, ratings), level=Decimal(level)))
            assert (found.low, found.high) == pytest.approx(tuple(expected))


def test_t_of_values_and_of_their_summary_is_the_same() -> None:
    """Values of mixed kinds count at their exact worth, in any order."""
    values = [4, 4.5, Fraction(10, 3), Decimal("4.1"), 5, 4]
    exact = [Fraction(value) for value in values]
    summary = statistics.mean(exact), statistics.variance(exact), len(exact)
    whole = t_interval(values, level=USUAL)
    assert whole == t_interval(reversed(values), level=USUAL)
    assert whole == t_interval_from(*summary, level=USUAL)


def test_t_loses_nothing_where_floats_would() -> None:
    """A small spread far from 0 survives, because sums are exact."""
    far = known(t_interval([10**15 + value for value in (1, 2, 3)], level=USUAL))
    near = known(t_interval([1, 2, 3], level=USUAL))
    assert far.high - far.low == pytest.approx(near.high - near.low, rel=0.1)
    equal = known(t_interval([0.1] * 3, level=USUAL))
    assert (equal.low, equal.high) == (0.1, 0.1)
    third = known(t_interval([Fraction(1, 3)] * 3, level=USUAL))
    assert third.contains(Fraction(1, 3))


def test_t_can_be_clipped_to_the_scale() -> None:
    """With a scale the ends stay on it, without one they go where they go."""
    ratings = [5, 5, 4]
    assert ends(t_interval(ratings, level=USUAL), 2) == (3.23, 6.10)
    assert ends(t_interval(ratings, level=USUAL, scale=(1, 5)), 2) == (3.23, 5.0)
    low = t_interval([1, 1, 2], level=USUAL, scale=(Decimal(1), 5.0))
    assert ends(low, 2) == (1.0, 2.77)


@pytest.mark.parametrize("ratings", [[5, 6], [0, 3], [6]])
def test_a_rating_off_the_scale_is_refused(ratings: list[int]) -> None:
    """A value beyond either end is refused even where one alone gives no interval."""
    with pytest.raises(
        InvalidValueError, match="lies off the scale, which runs from 1"
    ):
        t_interval(ratings, level=USUAL, scale=(1, 5))


def test_a_mean_off_the_scale_is_refused() -> None:
    """A summary whose mean cannot be one of ratings is refused."""
    with pytest.raises(InvalidValueError, match="the mean of 6 lies off the scale"):
        t_interval_from(6, 1, 10, level=USUAL, scale=(1, 5))


@pytest.mark.parametrize("scale", [(5, 1), (1, 1)])
def test_a_scale_runs_upwards(scale: tuple[int, int]) -> None:
    """A scale without an inside is refused."""
    with pytest.raises(InvalidValueError, match="a scale runs upwards"):
        t_interval([1, 1], level=USUAL, scale=scale)


@pytest.mark.parametrize(
    ("result", "text", "needed"),
    [
        (wilson(0, 0, level=USUAL), "Wilson score needs at least 1 answer", 1),
        (
            adjusted_wald_nps(0, 0, 0, level=USUAL),
            "adjusted Wald for NPS needs at least 1 answer",
            1,
        ),
        (t_interval([], level=USUAL), "Student's t needs at least 2 answers", 2),
        (
            t_interval([], level=USUAL, scale=(1, 5)),
            "Student's t needs at least 2 answers",
            2,
        ),
        (
            t_interval_from(None, None, 0, level=USUAL),
            "Student's t needs at least 2 answers",
            2,
        ),
    ],
)
def test_no_answers_give_no_interval(
    result: IntervalResult, text: str, needed: int
) -> None:
    """The 'no' is a value that says what was needed and what there was."""
    assert isinstance(result, NoInterval)
    assert str(result) == f"{text}; there are 0"
    assert result.reason.code == "too-few-answers"
    assert dict(result.reason.facts) == {"answers": 0, "needed": needed}
    assert result.method in text


def test_one_answer_has_no_spread() -> None:
    """A single value gives no t interval, but a share and an NPS have theirs."""
    for result in (
        t_interval([4], level=USUAL),
        t_interval_from(4, None, 1, level=USUAL),
    ):
        assert str(result) == "Student's t needs at least 2 answers; there is 1"
    assert ends(wilson(1, 1, level=USUAL), 4) == (0.2065, 1.0)


@pytest.mark.parametrize("count", [-1, True, False, 1.0, "1", None, np.int64(1)])
def test_a_count_is_a_whole_number_from_0(count: object) -> None:
    """Every argument that counts refuses whatever is not a count."""
    wrong: Any = count
    asked: list[Callable[[], object]] = [
        lambda: wilson(wrong, 9, level=USUAL),
        lambda: wilson(0, wrong, level=USUAL),
        lambda: adjusted_wald_nps(wrong, 1, 1, level=USUAL),
        lambda: adjusted_wald_nps(1, wrong, 1, level=USUAL),
        lambda: adjusted_wald_nps(1, 1, wrong, level=USUAL),
        lambda: t_interval_from(1, 1, wrong, level=USUAL),
    ]
    for ask in asked:
        with pytest.raises(InvalidValueError, match="is a count, a whole") as caught:
            ask()
        assert repr(count) in str(caught.value)


def test_successes_are_counted_among_the_answers() -> None:
    """More successes than answers are refused."""
    with pytest.raises(InvalidValueError, match="6 successes of 5 answers cannot be"):
        wilson(6, 5, level=USUAL)


@pytest.mark.parametrize(
    "value",
    [True, math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity"), "4", None, 1j],
)
def test_a_value_is_a_finite_number(value: object) -> None:
    """Values, means, variances and ends of scales refuse what is none."""
    wrong: Any = value
    asked: list[Callable[[], object]] = [
        lambda: t_interval([1, wrong, 3], level=USUAL),
        lambda: t_interval([1, 2], level=USUAL, scale=(wrong, 5)),
        lambda: t_interval([1, 2], level=USUAL, scale=(1, wrong)),
        lambda: t_interval_from(wrong, 1, 3, level=USUAL),
        lambda: t_interval_from(1, wrong, 3, level=USUAL),
        lambda: known(wilson(1, 2, level=USUAL)).contains(wrong),
    ]
    for ask in asked:
        with pytest.raises(InvalidValueError, match="is a finite number, not"):
            ask()


def test_a_variance_is_never_negative() -> None:
    """A negative variance is refused."""
    with pytest.raises(InvalidValueError, match="never negative; found -1"):
        t_interval_from(4, -1, 10, level=USUAL)


@pytest.mark.parametrize(
    ("mean", "variance"), [(10**400, 1), (1, 10**400)], ids=["mean", "variance"]
)
def test_numbers_beyond_floats_are_refused(mean: int, variance: int) -> None:
    """What no float can hold is refused by name, not by an overflow."""
    with pytest.raises(InvalidValueError, match="must fit a float"):
        t_interval_from(mean, variance, 10, level=USUAL)


@pytest.mark.parametrize("level", [Decimal(1), Decimal(0), 0.95])
def test_every_method_checks_its_level(level: object) -> None:
    """The level is checked before anything else, also where there is no answer."""
    wrong: Any = level
    asked: list[Callable[[], object]] = [
        lambda: wilson(0, 0, level=wrong),
        lambda: adjusted_wald_nps(0, 0, 0, level=wrong),
        lambda: t_interval([], level=wrong),
        lambda: t_interval_from(None, None, 0, level=wrong),
        lambda: Interval(low=0, high=1, level=wrong, method="m", reference="r"),
    ]
    for ask in asked:
        with pytest.raises(InvalidValueError, match="strictly between 0 and 1"):
            ask()


@pytest.mark.parametrize(
    ("low", "high"), [(1.0, 0.0), (math.nan, 1.0), (0.0, math.nan), (0.0, math.inf)]
)
def test_an_interval_has_two_finite_ends_in_order(low: float, high: float) -> None:
    """An interval that is none cannot be built."""
    with pytest.raises(InvalidValueError, match="between two finite ends"):
        Interval(low=low, high=high, level=USUAL, method="m", reference="r")


def test_an_interval_is_closed_and_frozen() -> None:
    """Both ends belong to it, and neither can be moved."""
    interval = Interval(low=0.5, high=1.0, level=USUAL, method="m", reference="r")
    inside: list[Any] = [0.5, 1, Fraction(2, 3), Decimal("0.5")]
    assert all(interval.contains(value) for value in inside)
    assert not interval.contains(0.4999)
    assert not interval.contains(Decimal("1.0001"))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        interval.low = 0.0  # type: ignore[misc]


@pytest.mark.rule("CST-04")
@pytest.mark.parametrize(
    ("level", "text"),
    [
        (Decimal("0.95"), "35.47 to 61.62 (95 % confidence, adjusted Wald for NPS)"),
        (Fraction(19, 20), "35.47 to 61.62 (95 % confidence, adjusted Wald for NPS)"),
        (Decimal("0.999"), "26.59 to 70.5 (99.9 % confidence, adjusted Wald for NPS)"),
    ],
)
def test_an_interval_names_its_method_and_level(
    level: Decimal | Fraction, text: str
) -> None:
    """The text form says ends, level and method in one line."""
    assert str(adjusted_wald_nps(60, 30, 10, level=level)) == text
