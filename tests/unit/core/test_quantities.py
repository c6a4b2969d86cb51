"""Numbers are counted once, half up, and printed without ever claiming too much."""

from __future__ import annotations

import enum
import math
from decimal import Context, Decimal, FloatOperation, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from partner_success.core.quantities import (
    as_number,
    count_steps,
    decimal_text,
    digits_needed,
    exact_steps,
    is_missing,
    rounded_text,
    shown,
    shown_parts,
)
from partner_success.errors import InvalidValueError


class Level(enum.IntEnum):
    HIGH = 3


class TestMissing:
    @pytest.mark.parametrize(
        "value",
        [
            *(None, float("nan"), -float("nan"), Decimal("NaN"), Decimal("sNaN")),
            *(np.nan, np.float64("nan"), np.float32("nan"), np.float16("nan")),
        ],
    )
    def test_none_and_every_nan_mean_not_known(self, value: object) -> None:
        """Whatever library the NaN came from, it is no number."""
        assert is_missing(value)

    @pytest.mark.parametrize(
        "value",
        [
            *(0, 0.0, Decimal(0), Fraction(0), "", "nan", [], False, np.float32(0)),
            *(float("inf"), Decimal("Infinity"), np.int64(0), np.bool_(False)),
        ],
    )
    def test_everything_else_is_something(self, value: object) -> None:
        """A zero, an empty text and an infinity are known, right or wrong."""
        assert not is_missing(value)


class TestAsNumber:
    @pytest.mark.parametrize(
        ("given", "plain"),
        [
            (7, 7),
            (-7.25, -7.25),
            (10**300, 10**300),
            (Fraction(1, 3), Fraction(1, 3)),
            (Decimal("89.50"), Decimal("89.50")),
            (Level.HIGH, 3),
            (np.int64(7), 7),
            (np.uint8(255), 255),
            (np.float64(7.25), 7.25),
            (np.float32(7.25), 7.25),
            (np.float16(7.25), 7.25),
            (np.longdouble(7.25), 7.25),
            (Decimal("0E+999999999"), 0),
            (Decimal("-0"), 0),
        ],
    )
    def test_numbers_of_every_library_become_plain(
        self, given: Any, plain: Any
    ) -> None:
        """What comes out prints and converts as Python's own numbers do."""
        number = as_number(given, "the score")
        assert number == plain
        assert type(number) is type(plain)

    @pytest.mark.parametrize(
        ("value", "found"),
        [
            (True, r"True \(bool\)"),
            (np.bool_(True), r"True.* \(bool"),
            ("80", r"'80' \(str\)"),
            (None, r"None \(NoneType\)"),
            (80j, r"80j \(complex\)"),
            ([80], r"\[80\] \(list\)"),
            ("x" * 10_000, r"'x{12}\.\.\.x{13}' \(str\)"),
        ],
    )
    def test_what_is_no_number_is_refused(self, value: object, found: str) -> None:
        """The message says what it was to be, and what it was."""
        with pytest.raises(
            InvalidValueError, match=rf"^nps must be a number, .*{found}"
        ):
            as_number(value, "nps")

    @pytest.mark.parametrize("kind", [float, int])
    def test_what_only_looks_like_a_number_is_refused(self, kind: type) -> None:
        """A stand-in whose class claims to be a number cannot be counted."""
        stand_in = type("StandIn", (), {"__class__": kind})()
        assert isinstance(stand_in, kind)
        with pytest.raises(InvalidValueError, match="must be a number"):
            as_number(stand_in, "nps")

    @pytest.mark.parametrize(
        "value",
        [
            *(float("inf"), -float("inf"), float("nan"), np.float32("inf")),
            *(Decimal("Infinity"), Decimal("NaN"), Decimal("sNaN")),
        ],
    )
    def test_infinities_and_nan_are_refused(self, value: object) -> None:
        """The way out, None, is named."""
        with pytest.raises(InvalidValueError, match=r"finite number.*give None"):
            as_number(value, "nps")

    @pytest.mark.parametrize(
        "value",
        [
            *(Decimal("1E+999999999"), Decimal("-1E-999999999"), Decimal("1E+1001")),
            *(10**5_000, -(10**5_000), Fraction(1, 10**5_000), Fraction(10**5_000, 7)),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_vast_numbers_are_refused_before_they_fill_the_memory(
        self, value: object
    ) -> None:
        """A number that is short to write can be far too long to count."""
        with pytest.raises(InvalidValueError, match="1,000 digits before or after"):
            as_number(value, "nps")


def test_a_value_is_shown_without_failing() -> None:
    """Python itself refuses to print a whole number of 5,000 digits."""
    assert shown(10**5_000) == "int"
    assert shown([1, "a"]) == "[1, 'a']"
    assert len(shown("x" * 10**6)) < 50


class TestCounting:
    @pytest.mark.parametrize(
        ("value", "steps"),
        [
            (0, 0),
            (-3, -300),
            (10**30, 10**32),
            (89.995, 9000),
            (89.994, 8999),
            (0.285, 28),
            (Decimal("0.285"), 28),
            (Fraction(285, 1000), 28),
            (Decimal("0.2849999999999999999999999999999999"), 28),
            (-0.0, 0),
            (-0.005, 0),
            (Decimal("-0.005"), 0),
            (Decimal("-0.0051"), -1),
            (Fraction(-1, 3), -33),
            (5e-324, 0),
            (-5e-324, 0),
            (2.0**53, 100 * 2**53),
            (-(2.0**53), -100 * 2**53),
            (2.0**53 - 1, 100 * (2**53 - 1)),
            (1e308, 100 * int(1e308)),
            (-1e308, -100 * int(1e308)),
            (np.float64(89.995), 9000),
        ],
    )
    def test_hundredths_half_up(self, value: Any, steps: int) -> None:
        """All count by their float product, and exactly where that would lose steps."""
        assert count_steps(value) == steps
        assert type(count_steps(value)) is int

    @pytest.mark.parametrize(
        ("value", "decimals", "steps"),
        [
            (2.5, 0, 3),
            (-2.5, 0, -2),
            (Decimal("0.00005"), 4, 1),
            (1.25, 1, 13),
            (7, 0, 7),
        ],
    )
    def test_other_steps(self, value: Any, decimals: int, steps: int) -> None:
        """Any number of decimals can count."""
        assert count_steps(value, decimals) == steps

    def test_the_decimal_context_of_the_caller_does_not_matter(self) -> None:
        """Neither a low precision nor a trap changes a count."""
        with localcontext(Context(prec=1, traps=[FloatOperation])):
            assert count_steps(Decimal("89.995")) == 9000
            assert exact_steps(Decimal("89.99")) == 8999

    @pytest.mark.parametrize(
        ("value", "decimals", "steps"),
        [
            (Decimal("99.9"), 2, 9990),
            (Decimal("99.990"), 2, 9999),
            (Decimal("99.999"), 2, None),
            (Decimal("-0.00"), 2, 0),
            (-7, 2, -700),
            (Decimal("1E+3"), 2, 100_000),
            (Decimal("1.5"), 0, None),
            (Decimal("0.001"), 3, 1),
        ],
    )
    def test_exact_steps(self, value: Any, decimals: int, steps: int | None) -> None:
        """A number of the rulebook is counted without rounding, or not at all."""
        assert exact_steps(value, decimals) == steps


class TestText:
    @pytest.mark.parametrize(
        ("numerator", "denominator", "decimals", "text"),
        [
            (0, 1, 2, "0"),
            (777, 10, 2, "77.7"),
            (89_997, 1_000, 2, "89.99"),
            (89_999, 1_000, 0, "89"),
            (100, 1, 2, "100"),
            (1, 3, 4, "0.3333"),
            (2, 3, 4, "0.6666"),
            (1, 1_000, 2, "0"),
            (-1, 1_000, 2, "-0.01"),
            (-1, 3, 2, "-0.34"),
            (-2, 1, 2, "-2"),
            (-5, 100, 2, "-0.05"),
            (-7, 10, 0, "-1"),
            (1, 20, 2, "0.05"),
            (10**30 + 1, 10, 1, "1" + "0" * 29 + ".1"),
        ],
    )
    def test_decimal_text_rounds_down(
        self, numerator: int, denominator: int, decimals: int, text: str
    ) -> None:
        """Nothing is rounded up, and no zero trails."""
        assert decimal_text(numerator, denominator, decimals) == text

    @pytest.mark.parametrize(
        ("denominator", "most", "digits"),
        [
            *((1, 4, 0), (2, 4, 1), (10, 4, 1), (4, 4, 2), (100, 4, 2), (8, 4, 3)),
            *((1_000, 4, 3), (16, 4, 4), (3, 4, 4), (7, 6, 6), (3, 0, 0)),
        ],
    )
    def test_digits_needed(self, denominator: int, most: int, digits: int) -> None:
        """As many decimals as write every multiple, and no more than the limit."""
        assert digits_needed(denominator, most) == digits

    @pytest.mark.parametrize(
        ("parts", "denominator", "decimals", "shown_as"),
        [
            ([], 3, 2, ()),
            ([0], 3, 2, ("0",)),
            ([1, 1, 1], 3, 1, ("0.4", "0.3", "0.3")),
            ([1, 2], 3, 0, ("0", "1")),
            ([2, 2, 2], 4, 0, ("1", "0", "0")),
            ([24_000, 23_100], 1_000, 2, ("24", "23.1")),
            ([-1, -1, -1], 3, 1, ("-0.3", "-0.3", "-0.4")),
            ([-1, 2], 3, 1, ("-0.3", "0.6")),
        ],
    )
    def test_shown_parts(
        self,
        parts: list[int],
        denominator: int,
        decimals: int,
        shown_as: tuple[str, ...],
    ) -> None:
        """The steps that cutting lost go to the parts that lost most."""
        assert shown_parts(parts, denominator, decimals) == shown_as


def test_a_half_is_counted_up_by_every_kind_of_number() -> None:
    """Where a float holds the half exactly, all kinds agree."""
    for whole in range(-9, 9):
        half = whole + 0.5
        counts = {
            count_steps(kind, 0) for kind in (half, Decimal(half), Fraction(half))
        }
        assert counts == {math.floor(half) + 1}


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "text"),
    [
        (295_400, 3_000, 1, "98.5"),
        (1, 20, 1, "0.1"),
        (-1, 20, 1, "0"),
        (-1, 100, 1, "0"),
        (-3, 20, 1, "-0.1"),
        (200, 4, 1, "50"),
        (5, 9, 3, "0.556"),
    ],
)
def test_rounded_text_rounds_half_up(
    numerator: int, denominator: int, decimals: int, text: str
) -> None:
    """A figure without bands is rounded to the nearest, a half upwards."""
    assert rounded_text(numerator, denominator, decimals) == text
