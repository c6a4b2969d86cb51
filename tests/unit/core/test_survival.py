"""How long things last, where some have not ended yet."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.core import (
    Observation,
    Survival,
    draw_lots,
    estimate_survival,
)
from partner_success.errors import InvalidUseError, InvalidValueError

# Weeks in remission with 6-MP, from E. J. Freireich and others (1963), Blood 21,
# 699-716: the table by which textbooks teach the estimate.
REMISSIONS = [
    *((weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *((weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]
REMISSION_TABLE = [
    (6, 21, 3, "0.8571"),
    (7, 17, 1, "0.8067"),
    (10, 15, 1, "0.7529"),
    (13, 12, 1, "0.6902"),
    (16, 11, 1, "0.6275"),
    (22, 7, 1, "0.5378"),
    (23, 6, 1, "0.4482"),
]


def estimated(*seen: tuple[Any, bool]) -> Survival:
    """An estimate of pairs."""
    return estimate_survival(Observation(days, ended) for days, ended in seen)


observations = st.lists(
    st.builds(Observation, st.integers(0, 12), st.booleans()), max_size=12
)


def test_the_table_of_the_textbooks() -> None:
    """Each row of it, those with ties between ended and not ended too."""
    found = estimated(*REMISSIONS)
    table = [
        (int(step.duration), step.at_risk, step.ended, f"{float(step.survival):.4f}")
        for step in found.steps
    ]
    assert table == REMISSION_TABLE
    assert (found.count, found.ended, found.longest) == (21, 9, 35)
    assert found.median == 23
    assert not found.reaches_zero


def test_the_share_between_and_at_the_steps() -> None:
    """It falls at a duration and not before it."""
    found = estimated((2, True), (3, False), (4, True), (9, True))
    shares = [found.at(days) for days in (0, 1.99, 2, 3, 4, Fraction(17, 2), 9, 100)]
    assert shares == [1, 1, *[Fraction(3, 4)] * 2, *[Fraction(3, 8)] * 2, 0, 0]
    assert found.reaches_zero


def test_quantiles_are_the_first_duration_at_which_the_share_is_reached() -> None:
    """Exactly a half reached is a half reached; what was not seen is none."""
    found = estimated((2, True), (4, True), (6, False), (8, False))
    assert [found.quantile(share) for share in (0, 0.25, 0.26, 0.5)] == [2, 2, 4, 4]
    assert found.quantile(0.51) is None
    assert found.median == 4
    with pytest.raises(InvalidValueError, match="share lies from 0 to 1, found"):
        found.quantile(1.5)


def test_the_mean_counts_up_to_the_longest_or_a_limit() -> None:
    """It is the area under the share."""
    found = estimated((2, True), (4, True), (6, False))
    assert found.mean() == 2 + Fraction(2, 3) * 2 + Fraction(1, 3) * 2
    assert found.mean(until=3) == 2 + Fraction(2, 3)
    assert found.mean(until=2) == 2
    assert found.mean(until=0) == 0
    assert found.mean(until=9) == 5


def test_nothing_seen() -> None:
    """All last for ever, and there is no mean unless a limit is said."""
    found = estimated()
    assert found == Survival(steps=(), count=0, ended=0, longest=None)
    assert found.at(10) == 1
    assert found.median is None
    assert not found.reaches_zero
    assert found.mean(until=7) == 7
    assert found.lifetimes().draw(0.0) is None
    with pytest.raises(InvalidUseError, match="nothing was observed"):
        found.mean()


def test_what_is_no_observation_is_refused() -> None:
    """A negative duration, no number, an end that is not said, a bare pair."""
    with pytest.raises(InvalidValueError, match="from 0 up, found -1"):
        Observation(-1, True)
    wrong: Any = "long"
    with pytest.raises(InvalidValueError, match="must be a number"):
        Observation(wrong, True)
    unsaid: Any = 1
    with pytest.raises(InvalidValueError, match="ended is true or false, not 1"):
        Observation(3, unsaid)
    pair: Any = [(3, True)]
    with pytest.raises(InvalidUseError, match="made of observations, found tuple"):
        estimate_survival(pair)


def test_durations_are_drawn_with_their_shares() -> None:
    """The lot at which one begins belongs to it."""
    found = estimated((2, True), (4, True), (6, True), (8, True)).lifetimes()
    lots = (0.0, 0.24, 0.25, 0.5, 0.74, 0.75, 0.999)
    assert [found.draw(lot) for lot in lots] == [2, 2, 4, 6, 6, 8, 8]
    for lot in (1.0, -0.1, float("nan")):
        with pytest.raises(InvalidValueError, match="a lot lies from 0 up to 1"):
            found.draw(lot)


def test_what_has_lasted_can_end_at_once_and_not_before() -> None:
    """Those that ended sooner do not count any more."""
    found = estimated((2, True), (4, True), (6, True), (8, True))
    given_four = found.lifetimes(4)
    assert [given_four.draw(lot) for lot in (0.0, 0.33, 0.34, 0.67)] == [4, 4, 6, 8]
    assert found.lifetimes(Fraction(9, 2)).draw(0.0) == 6
    assert found.lifetimes(8).draw(0.9) == 8
    assert found.lifetimes(9).draw(0.0) is None


def test_a_lot_beyond_what_was_seen_to_end_gives_none() -> None:
    """The estimate does not say how long that is."""
    found = estimated((2, True), (5, False)).lifetimes()
    assert found.draw(0.49) == 2
    assert found.draw(0.5) is None


def test_a_cut_that_no_float_meets_is_met_by_no_lot() -> None:
    """The float next to a third lies below it, so that its lot is still drawn."""
    third = 1 / 3
    assert Fraction(third) < Fraction(1, 3)
    found = estimated((1, True), (2, True), (3, True)).lifetimes()
    assert found.draw(third) == 1


@given(observations)
def test_without_the_unended_it_is_the_plain_share(seen: list[Observation]) -> None:
    """The share that lasts longer can be counted then."""
    whole = [each for each in seen if each.ended]
    found = estimate_survival(whole)
    for days in range(14):
        longer = sum(each.duration > days for each in whole)
        assert found.at(days) == (Fraction(longer, len(whole)) if whole else 1)


@given(observations)
def test_it_is_the_redistribution_to_the_right(seen: list[Observation]) -> None:
    """B. Efron (1967): who has not ended shares its weight among all that lasted."""
    order = sorted(seen, key=lambda each: (each.duration, not each.ended))
    weights = [Fraction(1, len(order)) for _ in order]
    for place, each in enumerate(order):
        behind = len(order) - place - 1
        if not each.ended and behind:
            share, weights[place] = weights[place] / behind, Fraction(0)
            for later in range(place + 1, len(order)):
                weights[later] += share
    found = estimate_survival(seen)
    for days in range(14):
        gone = sum(
            weight
            for each, weight in zip(order, weights, strict=True)
            if each.ended and each.duration <= days
        )
        assert found.at(days) == 1 - gone


@given(observations, st.permutations(range(12)), st.integers(0, 13))
def test_the_laws_of_the_estimate(
    seen: list[Observation], order: list[int], days: int
) -> None:
    """No order counts; the share only falls; a longer wait never shortens the whole."""
    found = estimate_survival(seen)
    shuffled = [seen[place] for place in order if place < len(seen)]
    assert estimate_survival(shuffled) == found
    assert found.at(days) >= found.at(days + 1)
    assert found.mean(until=days) <= found.mean(until=days + 1) <= days + 1
    now, later = found.lifetimes(days), found.lifetimes(days + 1)
    lots = [*islice(draw_lots(3), 5), 0.0]
    for lot in lots:
        first, second = now.draw(lot), later.draw(lot)
        assert first is None or first >= days
        assert second is None or (first is not None and first <= second)


@given(observations, st.integers(0, 12))
def test_one_more_that_has_not_ended_never_shortens(
    seen: list[Observation], days: int
) -> None:
    """It is one more that lasts, wherever it stands."""
    before = estimate_survival(seen)
    after = estimate_survival([*seen, Observation(days, False)])
    assert all(after.at(each) >= before.at(each) for each in range(14))
