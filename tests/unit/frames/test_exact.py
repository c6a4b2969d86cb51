"""Sums that are rounded once, and columns of the work alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partner_success.frames.exact import (
    divided,
    exact_sum,
    most_counted,
    spare_names,
    split,
)

pytestmark = pytest.mark.rule("FRM-01")

fractions = st.fractions(0, 4_000_000, max_denominator=10**9) | st.builds(
    Fraction, st.floats(0, 4_000_000)
)


@given(number=st.integers(-8_000_000, 8_000_000), fraction=fractions)
@example(number=1, fraction=Fraction(1, 3))
@example(number=-84, fraction=Fraction(250, 3))
@example(number=-7, fraction=Fraction(7))
@settings(max_examples=min(200, settings().max_examples))
def test_a_sum_is_the_float_nearest_to_it(number: int, fraction: Fraction) -> None:
    """Rounding the fraction first would miss it now and then."""
    plain: Any = exact_sum
    assert plain(float(number), *split(fraction)) == float(number + fraction)


def test_what_rounding_twice_misses() -> None:
    """There are such sums, so that the rest of a fraction is needed."""
    part, _ = split(Fraction(250, 3))
    missed = [n for n in range(-90, 90) if n + part != float(n + Fraction(250, 3))]
    assert missed


def test_products_of_counts_are_exact() -> None:
    """The bound is the last whole number whose product a float holds for sure."""
    most = most_counted([100, 7, 10_000])
    assert most * 10_000 <= 2**53 < (most + 1) * 10_000


def test_a_column_of_one_number_divides_as_others_do() -> None:
    """Polars takes it for that number, and multiplies by what it is the inverse of."""
    tops = [float(number) for number in range(10_000)]
    frame = pl.DataFrame({"top": tops}).with_columns(bottom=pl.lit(100.0))
    top, bottom = nw.col("top"), nw.col("bottom")
    found = nw.from_native(frame).select(
        plain=top / bottom,
        by_column=divided(top, bottom),
        by_number=divided(top, 100.0),
    )
    wanted = [number / 100.0 for number in tops]
    assert found["plain"].to_list() != wanted
    assert found["by_column"].to_list() == found["by_number"].to_list() == wanted


def test_names_that_nobody_has() -> None:
    """They stand aside of those that are there."""
    assert spare_names(["a"], ["a", "b"]) == ("_a", "_b")
    assert spare_names(["_a", "__b"], ["a", "b"]) == ("___a", "___b")
