"""Laws that every scorecard keeps, whatever it is made of."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.core.collections import Catalogue
from partner_success.errors import MissingValuesError
from partner_success.scoring import NotScored, Score, Scorecard, ScoreRange
from tests.properties.scorecards import (
    exact,
    measures,
    numbers,
    scored,
    with_gaps,
)


# ------------------------------------------------------------------ HLT-02
@pytest.mark.rule("HLT-02")
@given(scored())
def test_a_band_is_the_highest_whose_floor_is_reached(
    case: tuple[Scorecard, dict[str, Any]],
) -> None:
    """Exactly one band holds a score: at its floor or above, below the next."""
    one, values = case
    score = one.score(values)
    assert one.bands is not None
    reached = [band for band in one.bands if score.exact >= Fraction(band.floor)]
    assert score.band == max(reached, key=lambda band: band.floor)


# ------------------------------------------------------------------ HLT-06
@pytest.mark.rule("HLT-06")
@given(with_gaps(), st.data())
def test_the_range_holds_every_completion(
    case: tuple[Scorecard, dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    """Whatever the missing values turn out to be, the score lies between the ends."""
    one, values, gaps = case
    found = one.score(gaps, missing="range")
    assert isinstance(found, ScoreRange)
    completed = {
        id_: data.draw(numbers) if value is None or value != value else value
        for id_, value in gaps.items()
    }
    for full in (values, completed):
        score = one.score(full)
        assert found.low.exact <= score.exact <= found.high.exact
        if found.band is not None:
            assert score.band == found.band
    whole = {part.id for part in one.components} & set(found.missing)
    by_number = {
        id_: value
        for part in one.components
        for id_, value in (
            {part.id: data.draw(numbers)}
            if part.id in whole
            else {id_: completed[id_] for id_ in part.measures.ids or (part.id,)}
        ).items()
    }
    score = one.score(by_number)
    assert found.low.exact <= score.exact <= found.high.exact


@pytest.mark.rule("HLT-06")
@given(scored(measured=True))
def test_with_nothing_missing_all_policies_agree(
    case: tuple[Scorecard, dict[str, Any]],
) -> None:
    """The reweighted score is the full one, and the range is that one point."""
    one, values = case
    score = one.score(values)
    assert one.score(values, missing="reweight") == score
    found = one.score(values, missing="range")
    assert found.low == found.high == score
    assert score.coverage == found.coverage == 1
    assert score.missing == found.missing == ()


@pytest.mark.rule("HLT-06")
@given(with_gaps())
def test_reweighting_leaves_out_and_never_counts_as_zero(
    case: tuple[Scorecard, dict[str, Any], dict[str, Any]],
) -> None:
    """The score is the weighted mean of what counts; the rest is named and weighed."""
    one, _, gaps = case
    known = {id_ for id_, value in gaps.items() if value == value and value is not None}
    result = one.score(gaps, missing="reweight")
    if isinstance(result, NotScored):
        assert result.coverage * 100 < one.least_coverage or not result.coverage
        assert result.missing
        return
    assert isinstance(result, Score)
    counted = [
        (part.weight, count)
        for part, count in zip(one.components, result.counts, strict=True)
        if count is not None
    ]
    mean = Fraction(sum(w * n for w, n in counted), 100 * sum(w for w, _ in counted))
    assert result.exact == mean
    assert result.coverage * 100 >= one.least_coverage
    assert (result.coverage == 1) is (not result.missing) is (len(known) == len(gaps))
    if result.missing:
        with pytest.raises(MissingValuesError) as caught:
            one.score(gaps)
        assert set(caught.value.missing) == set(result.missing)


# ------------------------------------------------------------------ HLT-07
def _columns(text: str, one: Scorecard) -> tuple[list[Decimal], list[Decimal]]:
    """Read the columns 'won' and 'lost' back from the printed table."""
    names = {part.name for part in one.components}
    rows = [line.split() for line in text.splitlines()[2:]]
    rows = [row for row in rows if row and row[0] in names and len(row) == 5]
    return [Decimal(row[3]) for row in rows], [Decimal(row[4]) for row in rows]


@pytest.mark.rule("HLT-07")
@given(with_gaps())
def test_contributions_add_up_exactly_and_as_printed(
    case: tuple[Scorecard, dict[str, Any], dict[str, Any]],
) -> None:
    """Won makes the score, won and lost the most; the printed columns add up, too."""
    one, _, gaps = case
    score = one.score(gaps, missing="reweight")
    assume(isinstance(score, Score))
    assert isinstance(score, Score)
    parts = score.contributions
    won, lost = (sum(getattr(p, f"{k}_count") for p in parts) for k in ("won", "lost"))
    assert won == score.numerator
    assert won + lost == 100 * score.denominator
    printed_won, printed_lost = _columns(str(score.explain()), one)
    assert len(printed_won) == len(parts)
    assert sum(printed_won) == Decimal(score.text)
    assert abs(sum(printed_won) + sum(printed_lost) - 100) <= Decimal("0.0001")
    for part, shown in zip(parts, printed_won, strict=True):
        assert abs(Fraction(shown) - Fraction(part.won_count, score.denominator)) < (
            Fraction(1, 10_000)
        )
    drag = score.greatest_drag
    most = max(part.lost_count for part in parts)
    assert (drag.lost_count if drag else 0) == most


@pytest.mark.rule("HLT-07")
@given(scored())
def test_the_points_to_the_next_band_are_enough_and_no_more(
    case: tuple[Scorecard, dict[str, Any]],
) -> None:
    """Adding them reaches the next band; half of a thousandth less would not."""
    one, values = case
    score = one.score(values)
    assert one.bands is not None
    above = one.bands.above(score.band)
    assert (score.points_to_next is None) == (above is None)
    if above is not None:
        assert score.points_to_next is not None
        told = Fraction(repr(score.points_to_next))
        assert score.exact + told >= Fraction(above.floor)
        assert told - (Fraction(above.floor) - score.exact) < Fraction(1, 10**9)
        printed = score.explain().remarks[0].split(" to ")[0]
        assert score.exact + Fraction(printed) >= Fraction(above.floor)
    assert score.points_above_edge == float(score.exact - Fraction(score.band.floor))


# ------------------------------------------------------------------ HLT-04, HLT-10
@pytest.mark.rule("HLT-10")
@given(scored(measured=True), st.data())
def test_raising_a_part_never_lowers_the_score(
    case: tuple[Scorecard, dict[str, Any]], data: st.DataObject
) -> None:
    """Better in the part's own direction is never worse in the whole."""
    one, values = case
    part = data.draw(st.sampled_from(list(one.components)))
    assume(not part.measures)
    first, second = sorted([values[part.id], data.draw(numbers)])
    if part.better == "lower":
        first, second = second, first
    worse = one.score({**values, part.id: first})
    better = one.score({**values, part.id: second})
    assert better.numerator >= worse.numerator
    assert better.band.floor >= worse.band.floor


@pytest.mark.rule("HLT-04", "HLT-10")
@given(measures("m"), st.floats(0, 100), st.floats(0, 100))
def test_a_measure_is_monotone_in_its_declared_direction(
    part: Any, first: float, second: float
) -> None:
    """Towards its target a number never loses points."""
    low, high = sorted([first, second])
    relation = part.target.relation if part.target else None
    if relation == "between":
        assume(high <= part.target.upper or low >= part.target.value)
        rising = high <= part.target.upper
    elif relation is not None:
        rising = relation in ("at_least", "above")
    else:
        rising = part.better == "higher"
    worse, better = (low, high) if rising else (high, low)
    assert part.points(worse) <= part.points(better)


@pytest.mark.rule("HLT-04")
@given(measures("m"), st.integers(0, 10_000))
def test_full_points_are_earned_exactly_when_the_target_is_met(
    part: Any, count: int
) -> None:
    """Not a hundredth earlier and not later."""
    assume(part.target is not None)
    value = exact(count)
    assert (part.points(value) == 10_000) is part.target.met(value)


@pytest.mark.rule("HLT-10")
@given(with_gaps(), st.integers(2, 1000))
def test_scaling_all_weights_changes_nothing(
    case: tuple[Scorecard, dict[str, Any], dict[str, Any]], factor: int
) -> None:
    """Weights are shares: only their proportions matter."""
    one, _, gaps = case
    parts = [attrs.evolve(part, weight=part.weight * factor) for part in one.components]
    scaled = attrs.evolve(one, components=Catalogue(parts))
    _assert_same(one.score(gaps, missing="range"), scaled.score(gaps, missing="range"))
    _assert_same(
        one.score(gaps, missing="reweight"), scaled.score(gaps, missing="reweight")
    )


@pytest.mark.rule("HLT-10")
@given(with_gaps(), st.randoms(use_true_random=False))
def test_the_order_of_components_changes_nothing(
    case: tuple[Scorecard, dict[str, Any], dict[str, Any]], chance: random.Random
) -> None:
    """Neither the order of the card nor that of the values."""
    one, _, gaps = case
    parts, items = list(one.components), list(gaps.items())
    chance.shuffle(parts)
    chance.shuffle(items)
    mixed = attrs.evolve(one, components=Catalogue(parts))
    shuffled = dict(items)
    _assert_same(
        one.score(gaps, missing="range"), mixed.score(shuffled, missing="range")
    )
    _assert_same(
        one.score(gaps, missing="reweight"), mixed.score(shuffled, missing="reweight")
    )


def _assert_same(one: Any, other: Any) -> None:
    assert type(one) is type(other)
    assert one.coverage == other.coverage
    assert set(one.missing) == set(other.missing)
    if isinstance(one, ScoreRange):
        _assert_same(one.low, other.low)
        _assert_same(one.high, other.high)
    elif isinstance(one, Score):
        assert one.exact == other.exact
        assert one.band == other.band
        assert one.text == other.text
