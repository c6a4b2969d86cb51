"""A whole in its parts: how much each is of it, and how much the greatest are."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.quantities import HUNDRED, rounded_text, shown_parts
from partner_success.engagement.kpis.arguments import count
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio
from partner_success.errors import InvalidValueError, UnknownNameError

__all__ = ["Breakdown"]


@attrs.frozen(kw_only=True)
class Breakdown(Explained):
    """A whole in its parts, exact.

    The shares add up to 100 % exactly, and as they are printed too.

    Attributes:
        name: What is broken down, such as ``"revenue by source"``.
        part: What one part is, such as ``"source"``.
        parts: The same for several, such as ``"sources"``.
        unit: What is counted, such as ``"USD"`` or ``"tickets"``.
        amounts: How much of it each part has, at least 0, in the order given.

    Raises:
        InvalidValueError: A part is below 0.

    Examples:
        >>> tickets = Breakdown(name="tickets by customer", part="customer",
        ...     parts="customers", unit="tickets",
        ...     amounts=FrozenMap({"acme": Fraction(3), "bolt": Fraction(1)}))
        >>> print(tickets.share("acme"))
        share of acme: 75 % (3 tickets / 4 tickets in all)
        >>> print(tickets.mean)
        mean of tickets by customer: 2 tickets per customer (4 tickets / 2 customers)

    Rule: ENG-08.
    """

    name: str
    part: str
    parts: str
    unit: str
    amounts: FrozenMap[str, Fraction]

    def __attrs_post_init__(self) -> None:
        for part, amount in self.amounts.items():
            if amount < 0:
                raise InvalidValueError(
                    f"{self.unit} of {part!r} in {self.name} are at least 0, found"
                    f" {amount}"
                )

    @property
    def whole(self) -> Figure:
        """What all parts have together."""
        amount = sum(self.amounts.values(), Fraction())
        return Figure(amount, f"{self.unit} in all")

    @property
    def shares(self) -> FrozenMap[str, Ratio]:
        """The share of every part, in the order given."""
        return FrozenMap({part: self.share(part) for part in self.amounts})

    @property
    def ranked(self) -> tuple[str, ...]:
        """The parts, the greatest first; of equals the first given is first."""
        return tuple(sorted(self.amounts, key=lambda part: -self.amounts[part]))

    @property
    def mean(self) -> Ratio:
        """How much a part has on average; absent where there is no part."""
        parts = Figure(Fraction(len(self.amounts)), self.parts)
        return Ratio(
            name=f"mean of {self.name}",
            numerator=Figure(self.whole.amount, self.unit),
            denominator=parts,
            unit=f"{self.unit} per {self.part}",
        )

    def share(self, part: str) -> Ratio:
        """Give how much of the whole a part has, in per cent.

        Raises:
            UnknownNameError: There is no such part.
        """
        if part not in self.amounts:
            raise UnknownNameError(self.part, part, self.amounts)
        return self._share(f"share of {part}", self.amounts[part])

    def top(self, most: int) -> Ratio:
        """Give how much of the whole the greatest parts have together, in per cent.

        Args:
            most: How many of the greatest; all where there are fewer.

        Raises:
            InvalidValueError: It is no whole number from 0 up.
        """
        kept = self.ranked[: count(most, "most")]
        amount = sum((self.amounts[part] for part in kept), Fraction())
        return self._share(f"share of the {len(kept)} greatest", amount)

    def _share(self, name: str, amount: Fraction) -> Ratio:
        part = Figure(amount, self.unit)
        return Ratio(name=name, numerator=part, denominator=self.whole, unit=PERCENT)

    def explain(self) -> Explanation:
        """Tell what each part has, the greatest first."""
        ranked, whole = self.ranked, self.whole.amount
        amounts = [self.amounts[part] for part in ranked]
        shares = _percent_texts(amounts, whole) if whole else ("-",) * len(amounts)
        return Explanation(
            title=f"{self.name}: {self.whole}",
            columns=(self.part, self.unit, PERCENT),
            rows=tuple(
                (part, rounded_text(amount.numerator, amount.denominator, 2), share)
                for part, amount, share in zip(ranked, amounts, shares, strict=True)
            ),
        )


def _percent_texts(amounts: list[Fraction], whole: Fraction) -> tuple[str, ...]:
    percents = [HUNDRED * amount / whole for amount in amounts]
    common = lcm(*(each.denominator for each in percents))
    return shown_parts([int(each * common) for each in percents], common, 1)
