"""One figure over another, with both shown."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.errors import InvalidValueError

__all__ = ["PERCENT", "POINTS", "Figure", "Ratio"]

PERCENT: Final = "%"
"""The unit of a share: 100 is all of it."""

POINTS: Final = "points"
"""The unit of a share that can be below 0, such as a Net Promoter Score."""

_DIGITS: Final = 2


@attrs.frozen
class Figure:
    """An exact amount and what it counts.

    Attributes:
        amount: How much.
        of: What it counts, such as ``"licensed users"`` or ``"USD at start"``.

    Examples:
        >>> print(Figure(Fraction(15, 2), "hours worked"))
        7.5 hours worked
    """

    amount: Fraction
    of: str

    def __str__(self) -> str:
        number = rounded_text(self.amount.numerator, self.amount.denominator, _DIGITS)
        return f"{number} {self.of}"


@attrs.frozen(kw_only=True)
class Ratio(Explained):
    """A KPI's value: a numerator over a denominator, both kept.

    Nothing is rounded before it is shown. Where the denominator is 0 there is no value,
    and ``absent`` says why; it is never taken for 0.

    Attributes:
        name: What it is the value of, such as ``"adoption rate"``.
        numerator: What is above the line.
        denominator: What is below it; at least 0.
        unit: What the value counts: ``"%"``, ``"points"``, or a unit such as
            ``"USD per hour"``.

    Raises:
        InvalidValueError: The denominator is below 0.

    Examples:
        >>> users = Figure(Fraction(60), "adopted users")
        >>> rate = Ratio(name="adoption rate", numerator=users,
        ...     denominator=Figure(Fraction(80), "licensed users"), unit="%")
        >>> print(rate)
        adoption rate: 75 % (60 adopted users / 80 licensed users)
        >>> rate.exact
        Fraction(75, 1)

    Rule: ENG-04, ENG-08.
    """

    name: str
    numerator: Figure
    denominator: Figure
    unit: str

    def __attrs_post_init__(self) -> None:
        if self.denominator.amount < 0:
            raise InvalidValueError(
                f"what {self.name} is divided by is at least 0, found"
                f" {self.denominator}"
            )

    @property
    def exact(self) -> Fraction | None:
        """The value in its unit, not rounded (75 for 75 %); None where absent."""
        if not self.denominator.amount:
            return None
        scale = HUNDRED if self.unit in (PERCENT, POINTS) else 1
        return scale * self.numerator.amount / self.denominator.amount

    @property
    def value(self) -> float | None:
        """The value in its unit (75 for 75 %); None where absent."""
        return None if self.exact is None else float(self.exact)

    @property
    def absent(self) -> Reason | None:
        """Why there is no value; None where there is one."""
        if self.denominator.amount:
            return None
        message = f"there is no {self.name} of {self.denominator}"
        return Reason(code="zero-denominator", message=message, rules=("ENG-08",))

    def explain(self) -> Explanation:
        """Tell the value and what it was made of."""
        exact, made = self.exact, f"{self.numerator} / {self.denominator}"
        if exact is None:
            return Explanation(title=f"{self.name}: no value ({made})")
        number = rounded_text(exact.numerator, exact.denominator, _DIGITS)
        return Explanation(title=f"{self.name}: {number} {self.unit} ({made})")
