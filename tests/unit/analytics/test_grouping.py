"""Scores in groups: few are each their own, many share groups of equal size."""

from __future__ import annotations

import pytest

from partner_success.analytics.grouping import MOST_GROUPS, Groups


def test_few_scores_are_groups_of_their_own() -> None:
    """However often each of them occurs."""
    groups = Groups([30, 10, 10, 10, 20] * 500)
    assert len(groups) == 3
    assert [groups.of(score) for score in (10, 20, 30)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        *((0, (0, 0, 0.0)), (10, (0, 0, 0.0)), (15, (0, 1, 0.5)), (20, (1, 1, 0.0))),
        *((25, (1, 2, 0.5)), (30, (2, 2, 0.0)), (10**400, (2, 2, 0.0))),
    ],
)
def test_other_scores_lie_between(score: int, expected: tuple[int, int, float]) -> None:
    """Beyond the ends they belong to the end."""
    assert Groups([10, 20, 30]).position(score) == expected


def test_many_scores_share_groups_of_about_as_many_rows() -> None:
    """Two hundred of ten rows each; a score inside of one is of that one."""
    groups = Groups(range(0, 4_000, 2))
    assert len(groups) == MOST_GROUPS
    assert [groups.of(score) for score in (0, 18, 20, 3_998)] == [0, 0, 1, 199]
    assert groups.position(11) == (0, 0, 0.0)
    assert groups.position(19) == (0, 1, 0.5)


def test_a_score_is_never_in_two_groups() -> None:
    """One that crowds takes a group for itself and those that share its place."""
    scores = [5] * 10_000 + list(range(1_000))
    groups = Groups(scores)
    assert 1 < len(groups) <= MOST_GROUPS
    places = [groups.of(score) for score in sorted(set(scores))]
    assert places == sorted(places)
    assert set(places) == set(range(len(groups)))


def test_one_score_more_than_groups_is_grouped() -> None:
    """At two hundred each is its own; with one more they share."""
    assert len(Groups(range(MOST_GROUPS))) == MOST_GROUPS
    assert len(Groups(range(MOST_GROUPS + 1))) == 101
