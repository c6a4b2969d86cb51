"""Amounts multiplied one by one, and rounded together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from partner_success.core import Money, prorate
from partner_success.errors import (
    ConversionError,
    InvalidValueError,
    UnknownNameError,
)

HALF = Fraction(1, 2)


def usd(amount: str) -> Money:
    """Give dollars."""
    return Money(amount, "USD")


def parts(amounts: list[Money], factors: list[Any], **named: Any) -> list[str]:
    """Give the prorated amounts in cents, as text."""
    given: dict[str, Any] = {"decimals": 2, "rounding": "half up"} | named
    return [str(part.amount) for part in prorate(amounts, factors, **given)]


def test_the_sum_is_rounded_and_not_the_parts() -> None:
    """Two halves of a cent are one cent, which the earlier gets."""
    cent = usd("0.01")
    assert parts([cent, cent], [HALF, HALF]) == ["0.01", "0.00"]
    assert parts([cent] * 3, [Fraction(1, 3)] * 3) == ["0.01", "0.00", "0.00"]


def test_who_lost_most_gets_the_unit() -> None:
    """The missing cent goes to the largest remainder, wherever it stands."""
    amounts = [usd("0.01"), usd("0.01")]
    assert parts(amounts, [Fraction(1, 4), Fraction(3, 4)]) == ["0.00", "0.01"]


def test_whole_products_stay() -> None:
    """What needs no rounding is not touched by what stands beside it."""
    amounts = [usd("10.00"), usd("0.01"), usd("0.01")]
    assert parts(amounts, [1, HALF, Fraction(2, 3)]) == ["10.00", "0.00", "0.01"]


def test_credits_are_prorated_too() -> None:
    """A half of a credit goes away from zero, as that of a charge does."""
    assert parts([usd("-0.01")], [HALF]) == ["-0.01"]
    assert parts([usd("-0.01")], [HALF], rounding="half even") == ["0.00"]
    assert parts([usd("1")], [-2], decimals=0) == ["-2"]


@pytest.mark.parametrize(
    ("amounts", "factors"),
    [([], []), ([usd("1")], []), ([usd("1")], [1, 1])],
)
def test_each_amount_has_its_factor(amounts: list[Money], factors: list[Any]) -> None:
    """There is at least one amount, and a factor for each."""
    with pytest.raises(InvalidValueError, match="a factor of its own"):
        parts(amounts, factors)


def test_wrong_input() -> None:
    """Floats, two currencies, and roundings that are none are refused."""
    one = usd("1")
    with pytest.raises(InvalidValueError, match="a factor is exact"):
        parts([one], [0.5])
    with pytest.raises(ConversionError, match="two currencies"):
        parts([one, Money(1, "EUR")], [1, 1])
    with pytest.raises(UnknownNameError, match="no rounding"):
        parts([one], [HALF], rounding="up")
    with pytest.raises(InvalidValueError, match="decimals are"):
        parts([one], [HALF], decimals=-1)
