"""Laws of bands that hold for every scale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.core.bands import Band, Bands, bands_from_ranges
from partner_success.errors import InvalidModelError

edges = st.lists(st.integers(-50_000, 50_000), min_size=2, max_size=8, unique=True).map(
    lambda steps: [Decimal(each).scaleb(-2) for each in sorted(steps)]
)
"""The floors of some bands and the end of their scale, from below."""

rows = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 6)).map(
        lambda each: (each[0], each[0] + each[1])
    ),
    min_size=1,
    max_size=5,
)
"""First and last value of some rows over a small scale."""


def build(steps: list[Decimal], order: Random | None = None) -> Bands:
    """Give bands with these floors, declared in any order, up to the last step."""
    *floors, high = steps
    entries = [
        Band(id=f"band_{place}", name=f"Band {place}", floor=floor)
        for place, floor in enumerate(floors)
    ]
    if order is not None:
        order.shuffle(entries)
    return Bands(entries=entries, low=steps[0], high=high)


@st.composite
def scales_with_a_value(draw: st.DrawFn) -> tuple[list[Decimal], Fraction]:
    """Draw a scale and a value of it, often at an edge or just beside one."""
    steps = draw(edges)
    edge = Fraction(draw(st.sampled_from(steps)))
    beside = draw(st.sampled_from([0, 1, -1])) * Fraction(
        1, 10 ** draw(st.integers(1, 40))
    )
    anywhere = draw(st.fractions(Fraction(steps[0]), Fraction(steps[-1])))
    value = draw(st.sampled_from([edge, edge + beside, anywhere]))
    assume(steps[0] <= value <= steps[-1])
    return steps, value


@pytest.mark.rule("HLT-02")
@given(scales_with_a_value(), st.randoms(use_true_random=False))
def test_every_value_lies_in_exactly_one_band(
    drawn: tuple[list[Decimal], Fraction], order: Random
) -> None:
    """The band found is the only one whose half-open interval holds the value."""
    steps, value = drawn
    marks = build(steps, order)
    holding = []
    for band in marks:
        above = marks.above(band)
        if band.floor <= value and (above is None or value < above.floor):
            holding.append(band)
    assert holding == [marks.of(value)]
    assert marks.of_ratio(value.numerator, value.denominator) == holding[0]
    assert marks.of_ratio(value.numerator * 7, value.denominator * 7) == holding[0]


@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_declaration_does_not_matter(
    steps: list[Decimal], order: Random
) -> None:
    """The same bands in another order are the same."""
    assert build(steps, order) == build(steps)


@pytest.mark.rule("HLT-02")
@given(scales_with_a_value(), scales_with_a_value())
def test_a_greater_value_is_never_in_a_lower_band(
    one: tuple[list[Decimal], Fraction], two: tuple[list[Decimal], Fraction]
) -> None:
    """Bands rise with the value."""
    steps, value = one
    other = min(max(two[1], Fraction(steps[0])), Fraction(steps[-1]))
    low, high = sorted([value, other])
    marks = build(steps)
    assert marks.of(low).floor <= marks.of(high).floor


@given(edges)
def test_neighbours_lead_through_all_bands(steps: list[Decimal]) -> None:
    """From the bottom, one step up at a time, every band is met once."""
    marks = build(steps)
    met = [marks.entries[-1]]
    while (above := marks.above(met[-1])) is not None:
        assert marks.below(above) == met[-1]
        met.append(above)
    assert tuple(reversed(met)) == marks.entries


@pytest.mark.rule("HLT-11")
@given(edges, st.data())
def test_a_ceiling_beside_the_next_floor_is_refused(
    steps: list[Decimal], data: st.DataObject
) -> None:
    """Too low leaves a gap, too high overlaps; just right changes nothing."""
    *floors, high = steps
    place = data.draw(st.integers(0, len(floors) - 1))
    off = data.draw(st.integers(-100, 100)) * Decimal("0.01")
    meeting = floors[place + 1] if place + 1 < len(floors) else high + 1
    ceiling = meeting + off
    assume(floors[place] < ceiling)
    entries = list(build(steps).entries[::-1])
    entries[place] = Band(id="x", name="X", floor=floors[place], ceiling=ceiling)
    top = place + 1 == len(floors)
    if off == 0 or (top and ceiling > high):
        assert (
            Bands(entries=entries, low=steps[0], high=high).edges == build(steps).edges
        )
        return
    with pytest.raises(InvalidModelError) as caught:
        Bands(entries=entries, low=steps[0], high=high)
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"gap" if off < 0 else "overlap"}


@pytest.mark.rule("HLT-11")
@given(rows)
def test_a_table_is_taken_if_each_value_stands_in_one_row(
    ranges: list[tuple[int, int]],
) -> None:
    """Counting by hand, value by value, agrees with what is refused and why."""
    table = [(f"Row {place}", *each) for place, each in enumerate(ranges)]
    low, high = min(first for first, _ in ranges), max(last for _, last in ranges)
    assume(low < high)
    counts = [
        sum(first <= value <= last for first, last in ranges)
        for value in range(low, high + 1)
    ]
    expected = {"gap"} if 0 in counts else set()
    expected |= {"overlap"} if max(counts) > 1 else set()
    if not expected:
        marks = bands_from_ranges(table, step=1)
        for name, first, last in table:
            assert marks.of(first).name == marks.of(last).name == name
        return
    with pytest.raises(InvalidModelError) as caught:
        bands_from_ranges(table, step=1)
    assert {problem.code for problem in caught.value.problems} == expected
