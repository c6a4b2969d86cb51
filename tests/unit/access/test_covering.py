"""Sets of cases as whole numbers, and as few products of values."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.access.covering import Pair, cover
from partner_success.access.spaces import Space
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError

pytestmark = pytest.mark.rule("ACC-12")

ABC = ("a", "b", "c")


def space(**values: tuple[str, ...]) -> Space:
    """Give a space."""
    return Space(FrozenMap(values))


def test_cases_are_bits() -> None:
    """In the order in which their values are listed, the first fact slowest."""
    found = space(x=("a", "b"), y=ABC)
    assert found.size == 6
    assert found.masks == ((0b000111, 0b111000), (0b001001, 0b010010, 0b100100))
    mask = found.where(lambda case: case == {"x": "b", "y": "a"})
    assert mask == 0b001000
    assert found.case(found.first(mask | 0b100000)) == {"x": "b", "y": "a"}


def test_a_space_without_facts_has_one_case() -> None:
    """Which holds or not."""
    found = space()
    assert (found.size, found.first(1), found.case(())) == (1, (), {})
    assert found.where(lambda _: True) == 1
    assert found.where(lambda _: False) == 0
    (box,), left = cover(found, 1, ())
    assert (box.cases, box.places, left) == (1, (), 0)


def test_a_fact_is_freed() -> None:
    """All cases that differ in it alone are there too."""
    found = space(x=("a", "b"), y=ABC)
    assert found.freed(0b010000, "x", "b") == 0b010010
    assert found.freed(0b010000, "x", "a") == 0b010000
    assert found.freed(0b010100, "y", "b") == 0b111100
    assert found.freed(0b010000, "z", "b") == 0b010000
    assert found.freed(0, "y", "a") == 0


def test_too_many_cases_are_refused() -> None:
    """Before any is tried."""
    many = tuple(map(str, range(1000)))
    with pytest.raises(InvalidUseError, match="x, y can stand in 1,000,000 ways"):
        space(x=many, y=many)


def test_the_products_are_few() -> None:
    """As large as can be, and none that the others cover."""
    found = space(x=ABC, y=ABC)
    cross = found.masks[0][0] | found.masks[1][0]
    boxes, left = cover(found, cross, ())
    assert left == 0
    assert sorted(box.places for box in boxes) == [
        ((0,), (0, 1, 2)),
        ((0, 1, 2), (0,)),
    ]


def test_one_that_the_others_cover_falls_away() -> None:
    """Although it was found first."""
    found = space(x=ABC, y=ABC)
    boxes, left = cover(found, 0b011101, ())
    assert left == 0
    assert [box.places for box in boxes] == [((0,), (0, 2)), ((1,), (0, 1))]


def test_two_facts_that_are_the_same_are_told_as_such() -> None:
    """Where that is shorter than naming each word."""
    found = space(x=ABC, y=("z", *ABC))
    pair = Pair(0, 1, ((0, 1), (1, 2), (2, 3)))
    same = found.where(lambda case: case["x"] == case["y"])
    (box,), _ = cover(found, same, [pair])
    assert box.pair == pair
    assert box.places == ((0, 1, 2), (1, 2, 3))
    other = found.where(lambda case: case == {"x": "a", "y": "z"})
    boxes, left = cover(found, same | other, [pair])
    assert left == 0
    assert [box.places for box in boxes] == [((0,), (0, 1)), ((0, 1, 2), (1, 2, 3))]
    assert [box.pair for box in boxes] == [None, pair]
    assert box.cases == same
    boxes, _ = cover(found, same & found.masks[0][1], [pair])
    assert [each.pair for each in boxes] == [None]


def test_hundreds_of_products_are_cut() -> None:
    """And what is left is given back."""
    words = tuple(map(str, range(16)))
    found = space(x=words, y=words, z=words)
    apart = found.where(lambda case: sum(int(str(v)) for v in case.values()) % 16 == 0)
    boxes, left = cover(found, apart, ())
    assert len(boxes) == 200
    assert left.bit_count() == 56
    assert sum(box.cases for box in boxes) + left == apart


@given(st.sets(st.tuples(*[st.integers(0, 2)] * 3)))
def test_products_are_exactly_the_set(chosen: set[tuple[int, int, int]]) -> None:
    """Nothing more and nothing less, with pairs and without."""
    found = space(x=ABC, y=ABC, z=ABC)
    mask = found.where(
        lambda case: tuple(ABC.index(str(v)) for v in case.values()) in chosen
    )
    words = tuple((place, place) for place in range(3))
    boxes, left = cover(found, mask, [Pair(0, 1, words), Pair(1, 2, words)])
    assert left == 0
    told = {
        each
        for box in boxes
        for each in product(*box.places)
        if box.pair is None or each[box.pair.first] == each[box.pair.second]
    }
    assert told == chosen
    union = 0
    for box in boxes:
        union |= box.cases
    assert union == mask
