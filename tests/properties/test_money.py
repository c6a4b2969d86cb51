"""Laws of money that hold for every amount."""

from __future__ import annotations

import random
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.core.money import ExchangeRate, Money, total

DAY = date(2026, 5, 4)

amounts = st.builds(
    lambda units, places: Decimal((int(units < 0), _digits(units), -places)),
    st.integers(-(10**60), 10**60),
    st.integers(0, 40),
)
cents = st.integers(-(10**15), 10**15).map(lambda units: Decimal(units).scaleb(-2))
precisions = st.integers(1, 60)
weights = st.lists(
    st.one_of(
        st.integers(0, 10**6),
        st.fractions(0, 1000, max_denominator=997),
        st.decimals(0, 1000, places=3),
    ),
    min_size=1,
    max_size=12,
)


def _digits(units: int) -> tuple[int, ...]:
    return tuple(map(int, str(abs(units))))


@pytest.mark.rule("ROI-02")
@given(st.lists(amounts, max_size=20), st.randoms(use_true_random=False), precisions)
def test_sums_are_exact_in_any_order(
    values: list[Decimal], rng: random.Random, precision: int
) -> None:
    """A total equals the sum of fractions, shuffled, in any decimal context."""
    given_ = [Money(value, "USD") for value in values]
    shuffled = rng.sample(given_, len(given_))
    with localcontext(Context(prec=precision)):
        found = total(given_, currency="USD")
        other = total(shuffled, currency="USD")
    assert found == other
    assert Fraction(found.amount) == sum(map(Fraction, values))


@given(amounts, amounts, precisions)
def test_adding_and_subtracting_undo_each_other(
    first: Decimal, second: Decimal, precision: int
) -> None:
    """What was added can be taken away without a trace."""
    one, two = Money(first, "EUR"), Money(second, "EUR")
    with localcontext(Context(prec=precision)):
        assert one + two - two == one
        assert one - two == -(two - one)
        assert (one < two) is (Fraction(first) < Fraction(second))


@pytest.mark.rule("ROI-02")
@given(cents, weights)
def test_allocation_conserves(value: Decimal, shares: list[Fraction]) -> None:
    """The parts add up to the whole, and each is less than a cent off its share."""
    assume(sum(map(Fraction, shares)) > 0)
    whole = Money(value, "USD")
    parts = whole.allocate(shares, decimals=2)
    assert total(parts, currency="USD") == whole
    weight = sum(map(Fraction, shares))
    for part, share in zip(parts, shares, strict=True):
        fair = Fraction(value) * Fraction(share) / weight
        assert abs(Fraction(part.amount) - fair) < Fraction(1, 100)
        assert share or part == Money(0, "USD")


@given(amounts, precisions)
def test_text_comes_back_digit_by_digit(value: Decimal, precision: int) -> None:
    """Parsing what was written gives the same amount with the same digits."""
    given_ = Money(value, "CHF")
    with localcontext(Context(prec=precision)):
        again = Money.parse(str(given_))
        plain = Money.parse(str(given_).replace(",", ""))
    assert again == plain == given_
    assert again.amount.as_tuple() == given_.amount.as_tuple()


@pytest.mark.rule("ROI-02")
@given(amounts, st.integers(-20, 20), st.integers(0, 12))
def test_there_and_back_with_an_exact_reciprocal(
    value: Decimal, twos: int, fives: int
) -> None:
    """A rate of twos and fives has an exact reciprocal, and loses nothing."""
    rate = Fraction(2) ** twos * Fraction(5) ** fives
    there = ExchangeRate(source="EUR", target="USD", rate=_decimal(rate), on=DAY)
    back = ExchangeRate(source="USD", target="EUR", rate=_decimal(1 / rate), on=DAY)
    given_ = Money(value, "EUR")
    assert given_.convert(there).convert(back) == given_
    assert Fraction(given_.convert(there).amount) == Fraction(value) * rate


def _decimal(value: Fraction) -> Decimal:
    units = value * 10**40
    assert units.denominator == 1
    return Decimal((0, _digits(units.numerator), -40))


@given(amounts, st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_to_the_nearest(
    value: Decimal, factor: Fraction, decimals: int
) -> None:
    """A rounded product is at most half a unit off; only a half parts the two."""
    exact = Fraction(value) * factor
    half = Fraction(1, 2 * 10**decimals)
    given_ = Money(value, "USD")
    up = given_.times(factor, decimals=decimals, rounding="half up")
    even = given_.times(factor, decimals=decimals, rounding="half even")
    assert abs(Fraction(up.amount) - exact) <= half
    assert abs(Fraction(even.amount) - exact) <= half
    assert up == even or abs(Fraction(up.amount) - exact) == half
    assert abs(up) >= abs(even)


@given(amounts)
def test_hash_agrees_with_equality(value: Decimal) -> None:
    """More zeros behind the point change neither equality nor hash."""
    one = Money(value, "USD")
    two = Money(f"{value:f}" + ("00" if "." in f"{value:f}" else ".00"), "USD")
    assert one == two
    assert hash(one) == hash(two)
