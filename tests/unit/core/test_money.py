"""Money is exact, of one currency, and converted only by a given rate."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

import attrs
import pytest

from partner_success.core.money import ExchangeRate, Money, total
from partner_success.errors import (
    ConversionError,
    InvalidValueError,
    PartnerSuccessError,
    UnknownNameError,
)

DAY = date(2026, 5, 4)
HUGE = "9" * 300 + "." + "1" * 300


def rate(source: str = "EUR", target: str = "USD", value: Any = "1.25") -> ExchangeRate:
    """Give a rate of one day."""
    return ExchangeRate(source=source, target=target, rate=value, on=DAY)


class TestMaking:
    @pytest.mark.parametrize(
        ("given", "amount"),
        [
            ("1234.50", "1234.50"),
            ("1,234.50", "1234.50"),
            ("-0.5", "-0.5"),
            ("+7", "7"),
            (12, "12"),
            (Decimal("1E+3"), "1000"),
            (Decimal("-0.00"), "0.00"),
            (Decimal("1E-7"), "0.0000001"),
        ],
    )
    def test_amounts_are_kept_digit_by_digit(self, given: Any, amount: str) -> None:
        """Whole numbers, decimals and text become the same decimal."""
        assert str(Money(given, "USD").amount) == str(Decimal(amount))

    @pytest.mark.rule("ROI-02")
    @pytest.mark.parametrize(
        ("given", "hint"),
        [
            (0.1, r"Decimal\('0.1'\)"),
            (True, "not bool True"),
            (None, "not NoneType None"),
            (Fraction(1, 3), "not Fraction"),
            (Decimal("NaN"), "leave it out"),
            (Decimal("sNaN"), "leave it out"),
            (Decimal("-Infinity"), "leave it out"),
            ("", "digits"),
            ("1.234,50", "such as '1,234.50'"),
            ("12,34", "thousands"),
            ("1e3", "digits"),
            ("1_000", "digits"),
            (" 1", "digits"),
            ("٣", "digits"),
            ("NaN", "digits"),
            (10**1000, "1000 digits"),
            (Decimal("1E+999999999"), "1000 digits"),
            (Decimal("1E-1001"), "1000 digits"),
        ],
    )
    def test_what_is_no_exact_amount_is_refused(self, given: Any, hint: str) -> None:
        """Floats, truth values, NaN, infinities and sloppy text say what to do."""
        with pytest.raises(InvalidValueError, match=hint):
            Money(given, "USD")

    @pytest.mark.parametrize("given", ["usd", "US", "USDX", "", "US1", "ÄÖÜ", None, 5])
    def test_a_currency_is_three_capital_letters(self, given: Any) -> None:
        """Anything but three capital letters is refused."""
        with pytest.raises(
            InvalidValueError, match="currency is three capital letters"
        ):
            Money(1, given)

    def test_money_is_frozen_and_copies(self) -> None:
        """It cannot be changed, and survives pickling and copying."""
        fee = Money("1.50", "USD")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            fee.amount = Decimal(2)  # type: ignore[misc]
        again = pickle.loads(pickle.dumps(fee))
        assert again == fee == copy.deepcopy(fee)
        assert str(again) == "1.50 USD"


class TestText:
    def test_text_groups_thousands(self) -> None:
        """The text has commas, a point, every digit and the currency."""
        assert str(Money("1234.50", "USD")) == "1,234.50 USD"
        assert str(Money("-1234567", "EUR")) == "-1,234,567 EUR"
        assert str(Money(Decimal("1E-7"), "EUR")) == "0.0000001 EUR"

    @pytest.mark.parametrize("text", ["1234.50 USD", "1,234.50 USD", " 1234.50 USD "])
    def test_parse_reads_what_is_written(self, text: str) -> None:
        """Text with or without commas gives the same amount, digits kept."""
        assert str(Money.parse(text)) == "1,234.50 USD"

    @pytest.mark.parametrize(
        "text", ["", "1234.50", "USD", "USD 12", "12  USD", "12 usd", "$12", None, 12]
    )
    def test_other_text_is_refused(self, text: Any) -> None:
        """What is not a number, one space and a currency is refused."""
        with pytest.raises(InvalidValueError):
            Money.parse(text)


class TestSums:
    @pytest.mark.rule("ROI-02")
    @pytest.mark.parametrize(
        "combine",
        [
            lambda a, b: a + b,
            lambda a, b: a - b,
            lambda a, b: a < b,
            lambda a, b: a <= b,
            lambda a, b: a > b,
            lambda a, b: a >= b,
            lambda a, b: a / b,
            lambda a, b: total([a, b], currency="USD"),
        ],
    )
    def test_two_currencies_are_refused(
        self, combine: Callable[[Money, Money], object]
    ) -> None:
        """Whatever combines two currencies names both and asks for a rate."""
        with pytest.raises(ConversionError, match=r"1\.00 USD.*2\.00 EUR.*rate"):
            combine(Money("1.00", "USD"), Money("2.00", "EUR"))

    @pytest.mark.rule("ROI-02")
    def test_two_currencies_are_never_equal(self) -> None:
        """Equality answers no instead of refusing, so that money can be a key."""
        assert Money(1, "USD") != Money(1, "EUR")
        assert Money(0, "USD") != Money(0, "EUR")
        assert Money(1, "USD") != 1

    @pytest.mark.rule("ROI-02")
    def test_sums_are_exact(self) -> None:
        """Tenths add up, which they do not as floats."""
        tenth = Money("0.1", "USD")
        assert tenth + tenth + tenth == Money("0.3", "USD")
        assert tenth - Money("0.3", "USD") == Money("-0.2", "USD")

    @pytest.mark.rule("ROI-02")
    def test_the_callers_decimal_context_does_not_matter(self) -> None:
        """With a precision of one digit every digit stays."""
        huge = Money(HUGE, "USD")
        tiny = Money("0." + "0" * 400 + "7", "USD")
        with localcontext(Context(prec=1)):
            found = huge + tiny
            back = found - tiny
            turned = (
                -huge,
                abs(-huge),
                huge * 3,
                huge / 2,
                huge.rounded(2, rounding="half up"),
            )
            shown = str(huge)
            parts = Money("1234567.89", "USD").allocate([2, 1], decimals=2)
        assert Fraction(found.amount) == Fraction(HUGE) + Fraction(tiny.amount)
        assert back == huge
        assert [Fraction(each.amount) for each in turned] == [
            -Fraction(HUGE),
            Fraction(HUGE),
            3 * Fraction(HUGE),
            Fraction(HUGE) / 2,
            Fraction("9" * 300 + ".11"),
        ]
        assert shown.replace(",", "") == f"{HUGE} USD"
        assert [str(part) for part in parts] == ["823,045.26 USD", "411,522.63 USD"]

    def test_total_needs_money(self) -> None:
        """A bare number among the amounts is refused."""
        with pytest.raises(InvalidValueError, match="has no currency"):
            total([Money(1, "USD"), 5], currency="USD")  # type: ignore[list-item]

    def test_total_of_nothing_is_zero_of_the_currency(self) -> None:
        """The currency is known even without an amount."""
        assert total([], currency="EUR") == Money(0, "EUR")

    @pytest.mark.parametrize("other", [1, 0.5, "1 USD", None])
    def test_only_money_adds_to_money(self, other: Any) -> None:
        """A number or text has no currency and is refused."""
        with pytest.raises(InvalidValueError, match="no currency"):
            Money(1, "USD") + other

    def test_the_builtin_sum_points_to_total(self) -> None:
        """The sum of the standard library starts at 0, which has no currency."""
        with pytest.raises(InvalidValueError, match=r"use total\(amounts"):
            sum([Money(1, "USD")])  # type: ignore[list-item]


class TestOrder:
    def test_amounts_of_one_currency_are_ordered(self) -> None:
        """All four comparisons agree with the amounts."""
        less, more = Money("1.5", "USD"), Money("1.51", "USD")
        assert less < more
        assert less <= more
        assert less <= less
        assert more > less
        assert more >= less
        assert not more < less
        assert max(less, more) is more

    @pytest.mark.rule("ROI-02")
    def test_hash_agrees_with_equality(self) -> None:
        """1.50 is 1.5, and both are found under one key."""
        assert Money("1.50", "USD") == Money("1.5", "USD")
        assert hash(Money("1.50", "USD")) == hash(Money("1.5", "USD"))
        assert hash(Money(Decimal("1E+2"), "USD")) == hash(Money(100, "USD"))


class TestFactors:
    @pytest.mark.parametrize(
        ("factor", "shown"),
        [
            (2, "2,469.00 USD"),
            (Decimal("1.1"), "1,357.95 USD"),
            (Decimal("0.001"), "1.2345 USD"),
            (Fraction(1, 8), "154.3125 USD"),
            (0, "0.00 USD"),
            (-1, "-1,234.50 USD"),
        ],
    )
    def test_exact_factors_multiply(self, factor: Any, shown: str) -> None:
        """Products are exact and keep at least the digits that were there."""
        fee = Money("1234.50", "USD")
        assert str(fee * factor) == str(factor * fee) == shown

    @pytest.mark.rule("ROI-02")
    @pytest.mark.parametrize("factor", [0.5, True, "2", None])
    def test_other_factors_are_refused(self, factor: Any) -> None:
        """A float multiplies nothing and divides nothing, and the reason is given."""
        with pytest.raises(InvalidValueError, match=r"a factor is .*not|holds most"):
            Money(1, "USD") * factor
        with pytest.raises(InvalidValueError, match="a divisor is"):
            Money(1, "USD") / factor

    def test_factors_are_bounded_and_finite(self) -> None:
        """A factor that is infinite or endlessly long is refused, not computed."""
        for factor in (Decimal("Infinity"), Decimal("1E+999999999")):
            with pytest.raises(InvalidValueError):
                Money(1, "USD") * factor

    def test_division_by_a_number(self) -> None:
        """A quotient that ends in decimals is exact."""
        assert str(Money("10.00", "USD") / 8) == "1.25 USD"
        assert str(Money("3.00", "USD") / Decimal("0.5")) == "6.00 USD"

    def test_a_quotient_that_does_not_end_is_refused(self) -> None:
        """A third of an amount asks for a rounding or a split."""
        with pytest.raises(
            InvalidValueError, match=r"times\(Fraction\(1, 3\).*allocate"
        ):
            Money(100, "USD") / 3

    def test_division_by_money_gives_the_ratio(self) -> None:
        """Two amounts of one currency divide to an exact fraction."""
        assert Money(1, "USD") / Money(3, "USD") == Fraction(1, 3)

    @pytest.mark.parametrize("divisor", [0, Decimal(0), Money(0, "USD")])
    def test_nothing_divides_by_zero(self, divisor: Any) -> None:
        """Zero as a divisor is refused, as a number and as an amount."""
        with pytest.raises(InvalidValueError, match="by zero"):
            Money(1, "USD") / divisor


class TestRounding:
    @pytest.mark.parametrize(
        ("amount", "up", "even"),
        [
            ("0.125", "0.13", "0.12"),
            ("0.135", "0.14", "0.14"),
            ("-0.125", "-0.13", "-0.12"),
            ("0.1249", "0.12", "0.12"),
            ("-0.1251", "-0.13", "-0.13"),
            ("7", "7.00", "7.00"),
            ("-0.001", "0.00", "0.00"),
        ],
    )
    def test_a_half_goes_where_it_is_told(
        self, amount: str, up: str, even: str
    ) -> None:
        """Half up goes away from zero, half even to the even neighbour."""
        given = Money(amount, "USD")
        assert str(given.rounded(2, rounding="half up")) == f"{up} USD"
        assert str(given.rounded(2, rounding="half even")) == f"{even} USD"

    def test_rounding_has_no_default_and_a_closed_list(self) -> None:
        """An unknown rounding is refused with the near ones."""
        with pytest.raises(UnknownNameError, match="half up"):
            Money(1, "USD").rounded(2, rounding="half upp")  # type: ignore[arg-type]

    @pytest.mark.parametrize("decimals", [-1, 2.0, True, "2", None, 1001])
    def test_decimals_are_a_count(self, decimals: Any) -> None:
        """Only a whole number from 0 to 1000 counts digits."""
        with pytest.raises(InvalidValueError, match="decimals are a whole number"):
            Money(1, "USD").rounded(decimals, rounding="half up")

    def test_times_rounds_once(self) -> None:
        """The product is rounded from its exact value, not from a rounded one."""
        share = Money("0.10", "USD").times(
            Fraction(1, 3), decimals=0, rounding="half up"
        )
        assert str(share) == "0 USD"
        assert Money("4.5", "USD").times(
            Fraction(1, 9), decimals=0, rounding="half up"
        ) == Money(1, "USD")


class TestAllocation:
    @pytest.mark.parametrize(
        ("amount", "weights", "decimals", "parts"),
        [
            ("100", [1, 1, 1], 2, ["33.34", "33.33", "33.33"]),
            ("-100", [1, 1, 1], 2, ["-33.34", "-33.33", "-33.33"]),
            ("0.05", [3, 7], 2, ["0.02", "0.03"]),
            ("0.01", [0, 1, 1], 2, ["0.00", "0.01", "0.00"]),
            ("10", [Fraction(1, 3), Decimal("0.5")], 0, ["4", "6"]),
            ("0", [1, 2], 2, ["0.00", "0.00"]),
            ("5.00", [2], 1, ["5.0"]),
        ],
    )
    def test_parts_add_up(
        self, amount: str, weights: Any, decimals: int, parts: list[str]
    ) -> None:
        """What is left over goes to those who lost most, the earlier first."""
        given = Money(amount, "EUR")
        found = given.allocate(weights, decimals=decimals)
        assert [str(each) for each in found] == [f"{part} EUR" for part in parts]
        assert total(found, currency="EUR") == given

    @pytest.mark.parametrize("weights", [[], [0, 0], [2, -1], [1, -1]])
    def test_weights_are_at_least_zero_and_not_all_zero(self, weights: Any) -> None:
        """Nothing, zeros alone and negative weights split nothing."""
        with pytest.raises(InvalidValueError, match="weights are at least 0"):
            Money(1, "USD").allocate(weights, decimals=2)

    def test_weights_are_exact(self) -> None:
        """A float is no weight."""
        with pytest.raises(InvalidValueError, match="a weight is exact"):
            Money(1, "USD").allocate([0.5, 0.5], decimals=2)  # type: ignore[list-item]

    def test_an_amount_finer_than_its_parts_is_refused(self) -> None:
        """Half a cent cannot be split into cents without a rounding."""
        with pytest.raises(InvalidValueError, match="finer than 2 decimals"):
            Money("0.005", "USD").allocate([1, 1], decimals=2)


class TestConversion:
    @pytest.mark.rule("ROI-02")
    def test_a_given_rate_converts_exactly(self) -> None:
        """The product with the rate is not rounded."""
        found = Money("80.01", "EUR").convert(rate(value="1.23456"))
        assert found == Money("98.7771456", "USD")

    @pytest.mark.rule("ROI-02")
    @pytest.mark.parametrize("currency", ["USD", "GBP"])
    def test_a_rate_goes_one_way(self, currency: str) -> None:
        """Neither the wrong way round nor from a third currency."""
        with pytest.raises(ConversionError, match=f"from {currency}.*EUR to USD"):
            Money(1, currency).convert(rate())

    @pytest.mark.parametrize("value", ["0", "-1", 1.25, Decimal("NaN"), True])
    def test_a_rate_is_exact_and_above_zero(self, value: Any) -> None:
        """Zero, negative and inexact rates are refused."""
        with pytest.raises(InvalidValueError):
            rate(value=value)

    def test_a_rate_has_two_currencies(self) -> None:
        """From a currency to itself there is no rate, and each is checked."""
        with pytest.raises(InvalidValueError, match="EUR to itself"):
            rate(target="EUR")
        with pytest.raises(InvalidValueError, match="target is three capital"):
            rate(target="usd")

    @pytest.mark.parametrize("on", ["2026-05-04", datetime(2026, 5, 4, tzinfo=UTC)])
    def test_a_rate_holds_on_a_day(self, on: Any) -> None:
        """Text and instants are no days."""
        with pytest.raises(PartnerSuccessError, match="on needs a"):
            ExchangeRate(source="EUR", target="USD", rate=Decimal(1), on=on)
