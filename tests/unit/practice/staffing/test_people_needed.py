"""How many people accounts take: the true optimum lies in the range, and other laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.practice.staffing import HoursRange, PeopleRange
from partner_success.practice.staffing.packing import (
    people_by_both,
    people_by_count,
    people_by_hours,
)

TEN = Fraction(10)
some = settings(max_examples=min(50, settings().max_examples))
long_ranges = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted), max_size=14
)


def ranges(given: Sequence[Sequence[int]]) -> list[HoursRange]:
    """Give ranges of hours."""
    return [HoursRange(least=Fraction(low), most=Fraction(high)) for low, high in given]


def groups(count: int) -> Iterator[tuple[int, ...]]:
    """Give every way to part accounts among people, a number of a person for each."""
    if not count:
        yield ()
        return
    for rest in groups(count - 1):
        for number in range(max(rest, default=-1) + 2):
            yield (*rest, number)


def optimum(hours: Sequence[Fraction], most: int) -> int:
    """Give the fewest people by looking at every way; what is too large goes alone."""
    own = sum(ceil(each / TEN) for each in hours if each > TEN)
    rest = [each for each in hours if each <= TEN]
    fewest = len(rest)
    for way in groups(len(rest)):
        people = max(way, default=-1) + 1
        loads = [
            [each for each, number in zip(rest, way, strict=True) if number == person]
            for person in range(people)
        ]
        if all(len(load) <= most and sum(load) <= TEN for load in loads):
            fewest = min(fewest, people)
    return own + fewest


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_optimum_is_in_the_range(most: int) -> None:
    """For every four accounts of five sizes, where hours are known exactly."""
    for sizes in combinations_with_replacement((1, 4, 5, 6, 12), 4):
        found = people_by_both(
            ranges([(each, each) for each in sizes]), position=TEN, least=0, most=most
        )
        true = optimum([Fraction(each) for each in sizes], most)
        assert true in found
        # With few accounts the heavy end is the optimum itself.
        assert found.most == true


@pytest.mark.rule("STF-03")
@some
@given(
    given=st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted), max_size=5
    ),
    loads=st.tuples(st.integers(1, 4), st.integers(1, 4)).map(sorted),
    data=st.data(),
)
def test_the_optimum_of_any_truth_is_in_the_range(
    given: list[list[int]], loads: list[int], data: st.DataObject
) -> None:
    """Whatever the hours and the loads turn out to be within their ranges."""
    least, most = loads
    found = people_by_both(ranges(given), position=TEN, least=least, most=most)
    hours = [Fraction(data.draw(st.integers(low, high))) for low, high in given]
    load = data.draw(st.integers(least, most))
    assert optimum(hours, load) in found


@pytest.mark.rule("STF-03")
@some
@given(long_ranges, st.integers(0, 12), st.integers(0, 3))
def test_one_account_more_never_needs_fewer(
    given: list[list[int]], hours: int, least: int
) -> None:
    """At both ends, by number, by hours and by both, at whatever place it stands."""
    fewer, more = ranges(given), ranges([(hours, hours), *given])
    for few, many in (
        (
            people_by_count(len(fewer), least=least, most=3),
            people_by_count(len(more), least=least, most=3),
        ),
        (people_by_hours(fewer, position=TEN), people_by_hours(more, position=TEN)),
        (
            people_by_both(fewer, position=TEN, least=least, most=3),
            people_by_both(more, position=TEN, least=least, most=3),
        ),
    ):
        assert few.least <= many.least
        assert few.most <= many.most
        assert many.least <= many.most


@pytest.mark.rule("STF-03")
@some
@given(long_ranges, st.data())
def test_the_order_makes_no_difference(
    given: list[list[int]], data: st.DataObject
) -> None:
    """The same accounts need the same people."""
    mixed = data.draw(st.permutations(given))
    first, second = (
        people_by_both(ranges(each), position=TEN, least=2, most=3)
        for each in (given, mixed)
    )
    assert first == second


@pytest.mark.rule("STF-03")
@some
@given(long_ranges)
def test_both_never_need_fewer_than_one(given: list[list[int]]) -> None:
    """Number and hours at once need as many as either alone."""
    hours = ranges(given)
    both = people_by_both(hours, position=TEN, least=2, most=3)
    for alone in (
        people_by_count(len(hours), least=2, most=3),
        people_by_hours(hours, position=TEN),
    ):
        assert alone.least <= both.least
        assert alone.most <= both.most


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize(
    ("count", "least", "most", "found"),
    [(0, 5, 7, (0, 0)), (7, 5, 7, (1, 2)), (14, 5, 7, (2, 3)), (7, 0, 3, (3, 3))],
)
def test_by_number_alone(
    count: int, least: int, most: int, found: tuple[int, int]
) -> None:
    """Everybody has the most at one end, and the least at the other."""
    expected = PeopleRange(least=found[0], most=found[1])
    assert people_by_count(count, least=least, most=most) == expected


@pytest.mark.rule("STF-03")
def test_many_accounts_of_many_sizes_are_dealt_out() -> None:
    """Beyond what can be tried, a number that suffices is told."""
    hours = ranges([(each, each) for each in (6, 5, 4, 3, 2, 1)] * 20)
    found = people_by_both(hours, position=TEN, least=0, most=3)
    assert (found.least, found.most) == (42, 50)
    unknown = ranges([(0, 0)] * 300)
    assert people_by_both(unknown, position=TEN, least=0, most=3).most == 100


@pytest.mark.rule("STF-03")
def test_an_account_beyond_a_position_has_people_of_its_own() -> None:
    """Fifteen of ten hours take two, and nobody else is given to them."""
    found = people_by_both(ranges([(15, 25), (5, 5)]), position=TEN, least=0, most=3)
    assert found == PeopleRange(least=3, most=4)
