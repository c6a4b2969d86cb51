"""Laws that every confidence interval keeps."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.core.normal import critical_z
from partner_success.scoring.intervals import (
    Interval,
    IntervalResult,
    adjusted_wald_nps,
    t_interval,
    wilson,
)
from partner_success.scoring.quantiles import critical_t

levels = st.decimals("0.01", "0.9999", places=4)
counts = st.integers(0, 10**6)
ratings = st.lists(st.integers(1, 5), min_size=2, max_size=60)


@st.composite
def surveys(draw: st.DrawFn) -> tuple[int, int]:
    """Successes among at least one answer."""
    answers = draw(st.integers(1, 10**6) | st.integers(1, 20))
    return draw(st.integers(0, answers)), answers


def known(result: IntervalResult) -> Interval:
    """Give the interval that there must be."""
    assert isinstance(result, Interval)
    return result


def width(interval: Interval) -> float:
    """Give the distance of the ends."""
    return interval.high - interval.low


@given(surveys(), levels)
def test_wilson_holds_the_share_within_0_and_1(
    survey: tuple[int, int], level: Decimal
) -> None:
    """The observed share always lies inside, and the ends are shares."""
    interval = known(wilson(*survey, level=level))
    assert 0 <= interval.low <= interval.high <= 1
    assert interval.contains(Fraction(*survey))


@given(surveys(), levels)
def test_wilson_mirrors(survey: tuple[int, int], level: Decimal) -> None:
    """Counting failures instead of successes mirrors the interval at one half."""
    successes, answers = survey
    one = known(wilson(successes, answers, level=level))
    other = known(wilson(answers - successes, answers, level=level))
    assert other.low == pytest.approx(1 - one.high, abs=1e-15)
    assert other.high == pytest.approx(1 - one.low, abs=1e-15)


@given(surveys(), levels, st.integers(2, 50))
def test_wilson_narrows_with_more_answers(
    survey: tuple[int, int], level: Decimal, times: int
) -> None:
    """The same share of more answers is known more closely."""
    successes, answers = survey
    few = known(wilson(successes, answers, level=level))
    many = known(wilson(successes * times, answers * times, level=level))
    assert width(many) < width(few)


@given(surveys(), levels, levels)
def test_wilson_widens_with_the_level(
    survey: tuple[int, int], one: Decimal, other: Decimal
) -> None:
    """An interval of a higher level holds the one of a lower level."""
    assume(one != other)
    narrow = known(wilson(*survey, level=min(one, other)))
    wide = known(wilson(*survey, level=max(one, other)))
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert width(wide) > width(narrow)


@given(surveys(), levels)
def test_wilson_rises_with_the_successes(
    survey: tuple[int, int], level: Decimal
) -> None:
    """One more success among the same answers lifts neither end downwards."""
    successes, answers = survey
    assume(successes < answers)
    fewer = known(wilson(successes, answers, level=level))
    more = known(wilson(successes + 1, answers, level=level))
    assert more.low >= fewer.low
    assert more.high >= fewer.high


@given(counts, counts, counts, levels)
def test_nps_mirrors_and_stays_in_points(
    promoters: int, passives: int, detractors: int, level: Decimal
) -> None:
    """Promoters and detractors swapped negate both ends, within -100 and 100."""
    assume(promoters + passives + detractors)
    one = known(adjusted_wald_nps(promoters, passives, detractors, level=level))
    other = known(adjusted_wald_nps(detractors, passives, promoters, level=level))
    assert -100 <= one.low < one.high <= 100
    assert (other.low, other.high) == (-one.high, -one.low)


@given(counts, counts, counts, levels, levels)
def test_nps_widens_with_the_level(
    promoters: int, passives: int, detractors: int, one: Decimal, other: Decimal
) -> None:
    """An interval of a higher level holds the one of a lower level."""
    assume(promoters + passives + detractors)
    low, high = sorted((one, other))
    narrow = known(adjusted_wald_nps(promoters, passives, detractors, level=low))
    wide = known(adjusted_wald_nps(promoters, passives, detractors, level=high))
    assert wide.low <= narrow.low < narrow.high <= wide.high


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), levels)
def test_nps_narrows_with_more_answers(
    promoters: int, passives: int, detractors: int, level: Decimal
) -> None:
    """With each group grown fourfold the score is known more closely.

    Unanimous surveys of few answers are left out: the clip at 100 cuts theirs.
    """
    assume(promoters + passives + detractors)
    few = known(adjusted_wald_nps(promoters, passives, detractors, level=level))
    assume(few.low > -100)
    assume(few.high < 100)
    groups = 4 * promoters, 4 * passives, 4 * detractors
    assert width(known(adjusted_wald_nps(*groups, level=level))) < width(few)


@given(ratings, levels)
def test_t_holds_the_mean_on_the_scale(values: list[int], level: Decimal) -> None:
    """The mean lies inside, the ends on the scale, clipped or free."""
    clipped = known(t_interval(values, level=level, scale=(1, 5)))
    free = known(t_interval(values, level=level))
    assert 1 <= clipped.low <= clipped.high <= 5
    assert clipped.contains(statistics.mean(map(Fraction, values)))
    assert (clipped.low, clipped.high) == (max(free.low, 1), min(free.high, 5))


@given(ratings, levels)
def test_t_mirrors(values: list[int], level: Decimal) -> None:
    """Negated values negate the interval."""
    one = known(t_interval(values, level=level))
    other = known(t_interval([-value for value in values], level=level))
    assert (other.low, other.high) == (-one.high, -one.low)


@given(ratings, levels, levels)
def test_t_widens_with_the_level(
    values: list[int], one: Decimal, other: Decimal
) -> None:
    """An interval of a higher level holds the one of a lower level."""
    narrow = known(t_interval(values, level=min(one, other)))
    wide = known(t_interval(values, level=max(one, other)))
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(st.integers(1, 5000), levels)
def test_students_quantile_falls_towards_the_normal_one(
    degrees: int, level: Decimal
) -> None:
    """Each further degree of freedom lowers the quantile, never below the normal."""
    here = critical_t(degrees, level=level)
    further = critical_t(degrees + 1, level=level)
    assert here > further > critical_z(level=level)
