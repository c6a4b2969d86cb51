"""Laws of counting and printing that hold for every number."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.core.quantities import (
    as_number,
    count_steps,
    decimal_text,
    digits_needed,
    exact_steps,
    shown_parts,
)

small_floats = st.floats(-(2.0**36), 2.0**36)
finite_floats = st.floats(allow_nan=False, allow_infinity=False)
decimals = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False)
exact_numbers = st.one_of(st.integers(), decimals, st.fractions())
digits = st.integers(0, 6)
denominators = st.integers(1, 10**6)
columns = st.lists(st.integers(0, 10**8), max_size=12)
signed_columns = st.lists(st.integers(-(10**8), 10**8), max_size=12)


def half_up(value: Fraction) -> int:
    """Give the nearest whole number, a half up, by exact arithmetic."""
    return math.floor(value + Fraction(1, 2))


@given(exact_numbers, digits)
def test_exact_numbers_count_as_their_float(
    value: int | Decimal | Fraction, places: int
) -> None:
    """They are rounded half up, once; only beside a half may the float decide."""
    exact = Fraction(value) * 10**places
    to_a_half = abs(exact - math.floor(exact) - Fraction(1, 2))
    if isinstance(value, int) or to_a_half > Fraction(1, 100) or abs(exact) > 2**43:
        assert count_steps(value, places) == half_up(exact)
    else:
        assert count_steps(value, places) == count_steps(float(value), places)


@given(small_floats)
def test_floats_count_as_a_dataframe_engine_counts(value: float) -> None:
    """One product, one sum, one floor: the count of a whole column at once."""
    column = np.array([value])
    assert count_steps(value) == int(np.floor(100 * column + 0.5)[0])


@given(finite_floats)
def test_a_float_is_never_off_by_more_than_its_own_precision(value: float) -> None:
    """The float product is the exact count, or beside it where two meet."""
    off = abs(count_steps(value) - half_up(Fraction(value) * 100))
    assert off <= (abs(value) < 2.0**37)


@given(st.integers(-(10**13), 10**13))
def test_a_float_of_two_decimals_counts_as_it_is_written(steps: int) -> None:
    """79.99 as a float is 7999 hundredths."""
    assert count_steps(steps / 100) == steps
    assert count_steps(float(f"{Decimal(steps).scaleb(-2)}")) == steps


@given(small_floats, small_floats)
def test_counting_keeps_the_order(one: float, two: float) -> None:
    """A greater number never counts less."""
    low, high = sorted([one, two])
    assert count_steps(low) <= count_steps(high)


@given(decimals, digits)
def test_exact_steps_are_exact_or_none(value: Decimal, places: int) -> None:
    """What is counted without rounding is the number itself."""
    steps = exact_steps(value, places)
    if steps is None:
        assert (Fraction(value) * 10**places).denominator > 1
    else:
        assert Fraction(steps, 10**places) == Fraction(value)


@given(
    st.one_of(st.integers(-(10**300), 10**300), finite_floats, decimals, st.fractions())
)
def test_a_number_is_given_back_equal(value: int | float | Decimal | Fraction) -> None:
    """Reading a caller's number changes its type at most."""
    assert as_number(value, "it") == value


@given(st.integers(), denominators, digits)
def test_a_printed_ratio_never_claims_too_much(
    numerator: int, denominator: int, places: int
) -> None:
    """It lies at the ratio or below it, less than one step away."""
    exact = Fraction(numerator, denominator)
    text = decimal_text(numerator, denominator, places)
    printed = Fraction(text)
    assert 0 <= exact - printed < Fraction(1, 10**places)
    assert not text.startswith("-0") or "." in text
    assert "." not in text or not text.endswith(("0", "."))


@given(denominators, st.integers(0, 8))
def test_the_digits_needed_write_every_multiple(denominator: int, most: int) -> None:
    """With fewer digits than the limit nothing is cut, and one fewer would cut."""
    needed = digits_needed(denominator, most)
    if needed < most:
        assert 10**needed % denominator == 0
        assert needed == 0 or 10 ** (needed - 1) % denominator
    else:
        assert needed == most


@pytest.mark.rule("HLT-07")
@given(st.one_of(columns, signed_columns), denominators, digits)
def test_printed_parts_add_up_to_the_printed_total(
    parts: list[int], denominator: int, places: int
) -> None:
    """A column and its sum never disagree, and no part is off by a whole step."""
    shown = shown_parts(parts, denominator, places)
    total = decimal_text(sum(parts), denominator, places)
    assert sum(map(Fraction, shown)) == Fraction(total)
    assert len(shown) == len(parts)
    for part, text in zip(parts, shown, strict=True):
        off = abs(Fraction(text) - Fraction(part, denominator))
        assert off < Fraction(1, 10**places)


@given(
    st.lists(st.integers(0, 10**6), max_size=8), st.sampled_from([1, 2, 4, 5, 8, 100])
)
def test_parts_that_can_be_written_are_written_as_they_are(
    parts: list[int], denominator: int
) -> None:
    """Where the digits suffice nothing is moved from one part to another."""
    expected = tuple(decimal_text(part, denominator, 3) for part in parts)
    assert shown_parts(parts, denominator, 3) == expected
