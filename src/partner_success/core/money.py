"""Money: an exact decimal amount of one currency, and conversion by a given rate.

Python rounds decimal arithmetic to the number of digits that the caller's decimal
context happens to have. Nothing here does: amounts are added in a context of their own
that never rounds, and everything else is computed in fractions.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Never, NoReturn, overload

import attrs

from partner_success.core._exact import (
    NEVER_ROUNDS,
    Factor,
    Rounding,
    decimal_places,
    exact_decimal,
    exact_fraction,
    from_units,
    largest_remainder,
    nearest,
    nearest_together,
    terminating,
)
from partner_success.core.instants import require_date
from partner_success.errors import ConversionError, InvalidValueError

__all__ = ["ExchangeRate", "Factor", "Money", "Rounding", "prorate", "total"]

_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def _check_currency(
    _record: object, attribute: attrs.Attribute[str], value: object
) -> None:
    if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
        raise InvalidValueError(
            f"{attribute.name} is three capital letters as in ISO 4217, such as 'USD',"
            f" not {reprlib.repr(value)}"
        )


def _split_text(text: object) -> tuple[str, str]:
    if not isinstance(text, str):
        raise InvalidValueError(f"money is read from text, not {type(text).__name__}")
    amount, _, currency = text.strip().rpartition(" ")
    if not amount:
        raise InvalidValueError(
            f"{reprlib.repr(text)} is not money; write an amount, a space and a"
            " currency, such as '1234.50 USD'"
        )
    return amount, currency


@attrs.frozen(kw_only=True)
class ExchangeRate:
    """How much of one currency one unit of another is worth on a day.

    Attributes:
        source: The currency converted from, three capital letters.
        target: The currency converted to, three capital letters, another one.
        rate: Units of `target` for one unit of `source`; above 0, exact.
        on: The day on which the rate held.

    Raises:
        InvalidValueError: A currency, the rate or the day cannot be meant.

    Examples:
        >>> rate = ExchangeRate(source="EUR", target="USD", rate="1.25",
        ...     on=date(2026, 5, 4))
        >>> str(Money("80.00", "EUR").convert(rate))
        '100.00 USD'
    """

    source: str = attrs.field(validator=_check_currency)
    target: str = attrs.field(validator=_check_currency)
    rate: Decimal = attrs.field(converter=exact_decimal)
    on: date

    def __attrs_post_init__(self) -> None:
        require_date(self.on, "on")
        if self.rate <= 0:
            raise InvalidValueError(f"a rate is above 0, not {self.rate}")
        if self.source == self.target:
            raise InvalidValueError(
                f"a rate has two currencies, and this one goes from {self.source} to"
                " itself; amounts of one currency need no conversion"
            )


@attrs.frozen
class Money:
    """An exact amount of one currency.

    Amounts of one currency add, subtract and compare; those of two are refused, except
    that they are never equal. Whatever cannot be said exactly in decimals is refused
    too, until a rounding is named (`times`, `rounded`) or the amount is split
    (`allocate`). Digits are kept as given, and 1.50 equals 1.5.

    Attributes:
        amount: How much, in whole units of the currency (dollars, not cents), of either
            sign; given as a `decimal.Decimal`, a whole number or text, never a float.
        currency: Three capital letters as in ISO 4217.

    Raises:
        InvalidValueError: The amount is no finite exact number, or has more than 1000
            digits on a side of its point; or the currency is not three capital letters.

    Examples:
        >>> fee = Money("1234.50", "USD")
        >>> str(fee + Money(1, "USD")), str(fee * 2), str(fee / 4)
        ('1,235.50 USD', '2,469.00 USD', '308.625 USD')
        >>> fee / Money("2469.00", "USD")
        Fraction(1, 2)

    Rule: ROI-02.
    """

    amount: Decimal = attrs.field(converter=exact_decimal)
    currency: str = attrs.field(validator=_check_currency)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read what `str` writes, with or without commas between thousands.

        Raises:
            InvalidValueError: It is not a number, a space and a currency.

        Examples:
            >>> Money.parse("1,234.50 USD") == Money.parse("1234.5 USD")
            True
        """
        amount, currency = _split_text(text)
        return cls(amount, currency)

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.currency}"

    def _peer(self, other: object, verb: str) -> Decimal:
        if not isinstance(other, Money):
            raise InvalidValueError(
                f"cannot {verb} {self} and {reprlib.repr(other)}, which has no"
                f" currency; write Money(..., {self.currency!r}) if that is meant"
            )
        if other.currency != self.currency:
            raise ConversionError(
                f"cannot {verb} {self} and {other}, which are two currencies; first"
                " convert one with a given rate, such as amount.convert(ExchangeRate("
                f"source={other.currency!r}, target={self.currency!r}, rate=...,"
                " on=...))"
            )
        return other.amount

    def __add__(self, other: Money) -> Money:
        amount = NEVER_ROUNDS.add(self.amount, self._peer(other, "add"))
        return Money(amount, self.currency)

    def __radd__(self, other: Never) -> NoReturn:
        raise InvalidValueError(
            f"cannot add {reprlib.repr(other)} and {self}: the first has no currency;"
            f" to sum amounts, use total(amounts, currency={self.currency!r})"
        )

    def __sub__(self, other: Money) -> Money:
        amount = NEVER_ROUNDS.subtract(self.amount, self._peer(other, "subtract"))
        return Money(amount, self.currency)

    def __neg__(self) -> Money:
        return Money(self.amount.copy_negate(), self.currency)

    def __abs__(self) -> Money:
        return Money(self.amount.copy_abs(), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._peer(other, "compare")

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._peer(other, "compare")

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._peer(other, "compare")

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._peer(other, "compare")

    def _exactly(self, factor: Fraction) -> Money:
        own = len(f"{self.amount:f}".partition(".")[2])
        amount = terminating(Fraction(self.amount) * factor, own)
        if amount is None:
            raise InvalidValueError(
                f"{self} times {factor} does not end in decimals; name the rounding,"
                f" such as times(Fraction({factor.numerator}, {factor.denominator}),"
                " decimals=2, rounding='half up'), or split the amount with allocate"
            )
        return Money(amount, self.currency)

    def __mul__(self, factor: Factor) -> Money:
        return self._exactly(exact_fraction(factor, "a factor"))

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Money) -> Fraction: ...
    @overload
    def __truediv__(self, other: Factor) -> Money: ...
    def __truediv__(self, other: Money | Factor) -> Fraction | Money:
        if isinstance(other, Money):
            divisor = Fraction(self._peer(other, "divide"))
        else:
            divisor = exact_fraction(other, "a divisor")
        if divisor == 0:
            raise InvalidValueError(f"{self} cannot be divided by zero")
        if isinstance(other, Money):
            return Fraction(self.amount) / divisor
        return self._exactly(1 / divisor)

    def times(self, factor: Factor, *, decimals: int, rounding: Rounding) -> Money:
        """Multiply exactly and round once, at the end.

        Args:
            factor: Anything exact; ``Fraction(1, 3)`` gives a third.
            decimals: Digits kept after the point, such as 2 for cents.
            rounding: Where a half goes.

        Raises:
            InvalidValueError: The factor is not exact, or the decimals are no count.
            UnknownNameError: There is no such rounding.

        Examples:
            >>> third = Money("100", "USD").times(Fraction(1, 3), decimals=2,
            ...     rounding="half even")
            >>> str(third)
            '33.33 USD'
        """
        scale = 10 ** decimal_places(decimals)
        exact = Fraction(self.amount) * exact_fraction(factor, "a factor")
        units = nearest(exact * scale, rounding)
        return Money(from_units(units, decimals), self.currency)

    def rounded(self, decimals: int, *, rounding: Rounding) -> Money:
        """Give the amount with so many digits after the point.

        Raises:
            InvalidValueError: The decimals are no count.
            UnknownNameError: There is no such rounding.

        Examples:
            >>> str(Money("0.125", "EUR").rounded(2, rounding="half up"))
            '0.13 EUR'
            >>> str(Money("0.125", "EUR").rounded(2, rounding="half even"))
            '0.12 EUR'
        """
        return self.times(1, decimals=decimals, rounding=rounding)

    def allocate(
        self, weights: Iterable[Factor], *, decimals: int
    ) -> tuple[Money, ...]:
        """Split the amount by weights so that the parts add up to it exactly.

        What is left after rounding down goes, one smallest unit each, to the parts that
        lost most by it, the earlier first; a part of weight 0 stays 0. A negative
        amount splits like the positive one.

        Args:
            weights: How much each part counts, at least 0 each and above 0 together.
            decimals: Digits after the point of each part, such as 2 for cents.

        Raises:
            InvalidValueError: The weights cannot be meant, or the amount itself is
                finer than so many decimals.

        Examples:
            >>> [str(part) for part in Money("100", "USD").allocate([1, 1, 1],
            ...     decimals=2)]
            ['33.34 USD', '33.33 USD', '33.33 USD']
        """
        shares = [exact_fraction(weight, "a weight") for weight in weights]
        whole = sum(shares, Fraction(0))
        if whole == 0 or min(shares) < 0:
            raise InvalidValueError(
                "weights are at least 0 each and above 0 together, not"
                f" {', '.join(map(str, shares)) or 'none at all'}"
            )
        units = abs(Fraction(self.amount)) * 10 ** decimal_places(decimals)
        if units.denominator != 1:
            raise InvalidValueError(
                f"{self} is finer than {decimals} decimals; round it first, or split it"
                " at more decimals"
            )
        sign = -1 if self.amount < 0 else 1
        return tuple(
            Money(from_units(sign * part, decimals), self.currency)
            for part in largest_remainder(units.numerator, shares, whole)
        )

    def convert(self, rate: ExchangeRate) -> Money:
        """Give what the amount is worth in another currency, unrounded.

        Raises:
            ConversionError: The rate does not start from this currency; a rate is used
                only in the direction in which it was given.
        """
        if rate.source != self.currency:
            raise ConversionError(
                f"{self} needs a rate from {self.currency}, and the given one goes from"
                f" {rate.source} to {rate.target}; a rate is used in its own direction"
                " only, because buying and selling differ"
            )
        return Money((self * rate.rate).amount, rate.target)


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Add up amounts of one currency; exact in any order, and zero where there is none.

    Raises:
        ConversionError: An amount is of another currency.

    Examples:
        >>> str(total([Money("0.10", "EUR"), Money("0.20", "EUR")], currency="EUR"))
        '0.30 EUR'
        >>> str(total([], currency="EUR"))
        '0 EUR'
    """
    found = Money(0, currency)
    for amount in amounts:
        found += amount
    return found


def prorate(
    amounts: Sequence[Money],
    factors: Sequence[Factor],
    *,
    decimals: int,
    rounding: Rounding,
) -> tuple[Money, ...]:
    """Multiply each amount by a factor of its own, and round all of them together.

    The exact products are added up and their sum is rounded once; the results add up to
    just that. Each of them is its product rounded down, or one smallest unit more: the
    units that are missing go to those that lost most, the earlier first. A product that
    needs no rounding stays as it is.

    Args:
        amounts: What is multiplied, all of one currency; at least one.
        factors: As many, each exact, such as ``Fraction(181, 365)``.
        decimals: Digits after the point of each result, such as 2 for cents.
        rounding: Where a half of the sum goes.

    Raises:
        InvalidValueError: There is no amount, there are not as many factors, or one is
            not exact, or the decimals are no count.
        ConversionError: The amounts are of two currencies.
        UnknownNameError: There is no such rounding.

    Examples:
        >>> year = Money("100.00", "USD")
        >>> parts = prorate([year, year], [Fraction(1, 3), Fraction(2, 3)], decimals=2,
        ...     rounding="half up")
        >>> [str(part) for part in parts]
        ['33.33 USD', '66.67 USD']
    """
    if not amounts or len(amounts) != len(factors):
        raise InvalidValueError(
            f"each amount has a factor of its own, and there are {len(amounts)} amounts"
            f" and {len(factors)} factors; give as many of both, at least one"
        )
    currency = amounts[0].currency
    total(amounts, currency=currency)
    scale = 10 ** decimal_places(decimals)
    exact = [
        Fraction(amount.amount) * exact_fraction(factor, "a factor") * scale
        for amount, factor in zip(amounts, factors, strict=True)
    ]
    parts = nearest_together(exact, rounding)
    return tuple(Money(from_units(part, decimals), currency) for part in parts)
