"""The picture of figures that grow with a size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from partner_success.display import GrowthLine, growth_svg
from partner_success.errors import InvalidValueError
from tests.support.drawn_svg import NAMESPACE, overlaps, read, texts, words_of

SIZES = (1_000_000, 3_000_000, 10_000_000, 30_000_000)


def drawn(*lines: GrowthLine, title: str = "Scores") -> Any:
    """Draw lines of seconds by rows."""
    return read(growth_svg(lines, title=title, across="rows", upward="seconds"))


def paths(root: Any) -> list[list[tuple[float, float]]]:
    """Give the places of the lines that are no part of the axes."""
    found = [each.attrib["d"] for each in root.iter(f"{NAMESPACE}path")]
    numbers = [[float(each) for each in re.findall(r"-?[\d.]+", d)] for d in found]
    places = [list(zip(each[::2], each[1::2], strict=True)) for each in numbers]
    return [each for each in places if len(each) > 2]


def test_twice_as_much_for_twice_as_many_is_a_straight_line() -> None:
    """Three times the rows and the seconds are the same step on both axes."""
    seconds = [Fraction(size, 10_000_000) for size in SIZES]
    root = drawn(GrowthLine("Polars", zip(SIZES, seconds, strict=True)))
    [places] = paths(root)
    (ax, ay), *_, (bx, by) = places
    slopes = [(y - ay) / (x - ax) for x, y in places[1:]]
    assert slopes == pytest.approx([(by - ay) / (bx - ax)] * 3, rel=0.01)
    assert (ax, bx) == (76, 478)
    assert (ay, by) == (272, 72)


def test_axes_are_named_and_hold_every_figure() -> None:
    """Round numbers below and above, with the unit of each axis."""
    words = words_of(
        drawn(GrowthLine("Polars", zip(SIZES, (0.2, 1, 3, 9), strict=True)))
    )
    assert words == [
        *("Scores", "seconds", "rows"),
        *("0.1", "0.3", "1", "3", "10"),
        *("1,000,000", "3,000,000", "10,000,000", "30,000,000"),
        "Polars",
    ]


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        ([(5, 1)], ["1", "3", "3", "10"]),
        ([(1, 1), (3000, 2)], ["1", "3", "1", "10", "100", "1,000", "10,000"]),
        ([(1, Fraction(1, 1000)), (1, 1)], ["0.001", "0.003", "0.01", "0.03", "0.1"]),
    ],
)
def test_ticks_fit_one_point_and_many_powers(
    points: Sequence[tuple[int, int]], wanted: list[str]
) -> None:
    """One figure stands between two numbers, and too many ticks are thinned out."""
    words = words_of(drawn(GrowthLine("a", points)))
    assert words[3 : 3 + len(wanted)] == wanted


def test_long_numbers_below_leave_some_out() -> None:
    """A number that would touch the one before is not written; its tick stays."""
    root = drawn(GrowthLine("a", [(10**9, 1), (10**15, 2)]))
    assert overlaps(root) == []
    below = [area.text for area in texts(root) if area.text.endswith("000")]
    assert below[0] == "1,000,000,000"
    assert len(below) < 7


def test_a_reader_who_does_not_see_it_is_told_every_figure() -> None:
    """Line by line, and markup is shown as what it is."""
    line = GrowthLine("<b>x</b>", [(30_000_000, 12.5), (1_000_000, 0.25)])
    svg = growth_svg([line], title="T", across="rows", upward="seconds")
    assert "<b>" not in svg
    described = read(svg).find(f"{NAMESPACE}desc")
    assert described is not None
    assert described.text == (
        "seconds by rows. <b>x</b>: 0.25 at 1,000,000, 12.5 at 30,000,000"
    )


@pytest.mark.parametrize("last", [1, 1000])
def test_names_of_lines_that_end_together_do_not_touch(last: int) -> None:
    """At the upper end and at the lower one, in the order of the ends."""
    lines = [
        GrowthLine(f"line {n}", [(1, 1001 - last), (9, last + Fraction(n, 9))])
        for n in range(6)
    ]
    root = drawn(*lines)
    names = [area for area in texts(root) if area.text.startswith("line")]
    assert not any(
        one.meets(other) for one in names for other in names if one is not other
    )
    assert [name.text for name in names] == [f"line {n}" for n in reversed(range(6))]


@pytest.mark.parametrize("count", [0, 7])
def test_lines_that_cannot_be_told_apart_are_refused(count: int) -> None:
    """No line is no picture, and there are six colours."""
    with pytest.raises(InvalidValueError, match=f"1 to 6 lines, found {count}"):
        drawn(*[GrowthLine("a", [(1, 1)])] * count)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([], "a point at least"),
        ([(0, 1)], "above 0, found 0"),
        ([(1, -1)], "above 0, found -1"),
        ([(1, "2")], "must be a number"),
    ],
)
def test_figures_that_have_no_factors_are_refused(points: Any, told: str) -> None:
    """Nought and what is below it stand nowhere on such an axis."""
    with pytest.raises(InvalidValueError, match=told):
        GrowthLine("a", points)
