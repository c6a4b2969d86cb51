"""Laws that every backtest keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.analytics import Backtest, Estimate, PastReading, backtest
from tests.unit.analytics.past import FIRST, one, policy

OLD, NEW = one("use"), one("noise")

values = st.none() | st.integers(0, 100) | st.sampled_from([-1, 101, "x", float("nan")])
sound = st.integers(0, 100)
seeds = st.integers(0, 2**64)


@st.composite
def histories(draw: st.DrawFn, numbers: Any = values) -> list[PastReading]:
    """Readings of up to twelve customers, some of several days."""
    found: list[PastReading] = []
    for place in range(draw(st.integers(0, 12))):
        for month in range(draw(st.integers(1, 3))):
            left = draw(st.integers(0, 9)) == 0
            found.append(
                PastReading(
                    subject=f"a-{place}",
                    on=FIRST + timedelta(days=30 * month),
                    values={"use": draw(numbers), "noise": draw(numbers)},
                    churned=None if left else draw(st.none() | st.booleans()),
                    left=left,
                )
            )
    return found


def tried(past: list[PastReading], seed: int = 0) -> Backtest:
    """Try the new card on a past."""
    return backtest(OLD, NEW, past, policy=policy(), seed=seed)


def turned(one_: Estimate, other: Estimate) -> bool:
    """Whether a difference is the other one with its sign turned."""
    return (one_.value, one_.interval.low, one_.interval.high) == (
        *(-other.value, -other.interval.high, -other.interval.low),
    )


@pytest.mark.rule("RBK-04")
@settings(max_examples=30)
@given(histories(), seeds)
def test_swapping_the_cards_turns_the_signs(past: list[PastReading], seed: int) -> None:
    """Differences change their sign, the migration its axes, and nothing else."""
    there = tried(past, seed)
    back = backtest(NEW, OLD, past, policy=policy(), seed=seed)
    for ours, theirs in ((there.auc, back.auc), (there.brier, back.brier)):
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            assert (ours.old, ours.new) == (theirs.new, theirs.old)
            assert turned(ours.difference, theirs.difference)
    counts = there.migration.counts
    assert back.migration.counts == tuple(zip(*counts, strict=True))
    mirrored = {"down": "up", "up": "down", "across": "across"}
    assert {
        (each.subject, mirrored[each.direction]) for each in there.migration.moves
    } == {(each.subject, each.direction) for each in back.migration.moves}
    assert back.sample.left_out == there.sample.left_out


@pytest.mark.rule("RBK-04")
@settings(max_examples=30)
@given(st.data(), seeds)
def test_the_order_of_readings_changes_nothing(data: st.DataObject, seed: int) -> None:
    """Not a digit."""
    past = data.draw(histories())
    assert tried(past, seed) == tried(data.draw(st.permutations(past)), seed)


@pytest.mark.rule("RBK-04")
@settings(max_examples=30)
@given(histories())
def test_the_counts_add_up(past: list[PastReading]) -> None:
    """Used and left out are all readings, and the table holds every customer."""
    found = tried(past)
    sample = found.sample
    assert sample.used + sum(sample.left_out.values()) == sample.readings == len(past)
    customers = len({each.subject for each in past})
    assert found.migration.subjects == sample.subjects == customers
    assert sample.left + sample.stayed <= customers
    changed = sum(
        count
        for place, row in zip(found.migration.old, found.migration.counts, strict=True)
        for other, count in zip(found.migration.new, row, strict=True)
        if found.migration.direction(place, other) is not None
    )
    assert changed == len(found.migration.moves)
    assert found.draws + found.draws_left_out in (0, 100)


@pytest.mark.rule("RBK-04")
@settings(max_examples=30)
@given(histories(sound), seeds)
def test_figures_lie_where_they_can(past: list[PastReading], seed: int) -> None:
    """Areas and Brier scores from 0 to 1, intervals in order; figures or none."""
    found = tried(past, seed)
    enough = min(found.sample.left, found.sample.stayed) >= 2
    assert (found.auc is not None) == (found.brier is not None) == enough
    for comparison in (found.auc, found.brier):
        if comparison is not None:
            for each in (comparison.old, comparison.new):
                assert 0 <= each.interval.low <= each.interval.high <= 1
                assert 0 <= each.value <= 1


@pytest.mark.rule("RBK-04")
@settings(max_examples=30)
@given(histories(sound), st.integers(1, 10**6), seeds)
def test_only_the_order_of_scores_and_their_distances_count(
    past: list[PastReading], factor: int, seed: int
) -> None:
    """A card of another scale tells as much."""
    large = one("use", high=100 * factor, floors=None)
    scaled = [
        PastReading(
            subject=each.subject,
            on=each.on,
            values={"use": factor * int(str(each.values["use"]))},
            churned=each.churned,
            left=each.left,
        )
        for each in past
    ]
    small = backtest(OLD, OLD, past, policy=policy(), seed=seed)
    found = backtest(large, large, scaled, policy=policy(), seed=seed)
    assert (found.auc, found.brier) == (small.auc, small.brier)
