"""The picture of a survival estimate."""

from __future__ import annotations

import pytest

from partner_success.core import Observation, estimate_survival
from partner_success.display import survival_svg
from tests.support.drawn_svg import NAMESPACE, read, words_of

SEEN = [(2, True), (3, False), (4, True), (9, True)]


@pytest.mark.rule("ANL-05")
def test_the_curve_falls_where_something_ended() -> None:
    """By the share that ended, with right angles, up to the longest observation."""
    survival = estimate_survival(Observation(*each) for each in SEEN)
    root = read(survival_svg(survival, title="Days in Gate 1"))
    words = words_of(root)
    assert words[:2] == [
        "Days in Gate 1",
        "3 of 4 ended, 1 still going; half end within 4 days",
    ]
    assert words[-1] == "4"
    curve = list(root.iter(f"{NAMESPACE}path"))[-1].attrib["d"]
    assert "Q" not in curve
    points = [tuple(map(float, each[1:].split())) for each in _steps(curve)]
    heights = [y for _, y in points]
    # 100 %, 75 %, 37.5 % and nothing of 210 pixels.
    assert sorted(set(heights)) == [62.0, 114.5, 193.2, 272.0]
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def _steps(curve: str) -> list[str]:
    return curve.replace("L", "|L").replace("M", "|M").split("|")[1:]


def test_where_fewer_than_half_ended_there_is_no_median() -> None:
    """It is said, and no line is drawn to it."""
    survival = estimate_survival(
        [Observation(1, ended=True), *3 * [Observation(5, ended=False)]]
    )
    svg = survival_svg(survival, title="T", unit="weeks")
    assert "1 of 4 ended, 3 still going; fewer than half were seen to end" in svg
    assert "stroke-dasharray" not in svg
    assert "weeks" in words_of(read(svg))


@pytest.mark.parametrize("seen", [[], [Observation(0, ended=False)]])
def test_nothing_or_nothing_yet(seen: list[Observation]) -> None:
    """Without an observation that is all that is said; one of no time is drawn."""
    words = words_of(read(survival_svg(estimate_survival(seen), title="T")))
    assert ("Nothing was observed." in words) is not bool(seen)
