"""Ranges of hours and of people, both ends inside."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from partner_success.core.quantities import rounded_text

__all__ = ["HoursRange", "PeopleRange", "hours_text"]


def hours_text(hours: Fraction) -> str:
    """Write hours with at most two digits after the point, half up.

    Examples:
        >>> hours_text(Fraction(3, 26)), hours_text(Fraction(40))
        ('0.12', '40')
    """
    return rounded_text(hours.numerator, hours.denominator, decimals=2)


@attrs.frozen(kw_only=True)
class HoursRange:
    """From how many to how many hours a week something takes, exact, closed.

    Attributes:
        least: At least.
        most: At most (closed).

    Examples:
        >>> print(HoursRange(least=Fraction(1), most=Fraction(3, 2)))
        1 to 1.5 h
        >>> print(HoursRange(least=Fraction(2), most=Fraction(2)))
        2 h

    Rule: STF-01.
    """

    least: Fraction
    most: Fraction

    def __add__(self, other: HoursRange) -> HoursRange:
        return HoursRange(least=self.least + other.least, most=self.most + other.most)

    def __str__(self) -> str:
        least, most = hours_text(self.least), hours_text(self.most)
        return f"{least} h" if least == most else f"{least} to {most} h"


NO_HOURS = HoursRange(least=Fraction(0), most=Fraction(0))


def total_hours(ranges: Iterable[HoursRange]) -> HoursRange:
    """Add ranges up, exactly and in any order."""
    return sum(ranges, start=NO_HOURS)


@attrs.frozen(kw_only=True)
class PeopleRange:
    """From how many to how many people, closed.

    Attributes:
        least: At least.
        most: At most (closed).

    Examples:
        >>> print(PeopleRange(least=2, most=3)), print(PeopleRange(least=1, most=1))
        2 to 3
        1
        (None, None)

    Rule: STF-03.
    """

    least: int
    most: int

    def __add__(self, other: PeopleRange) -> PeopleRange:
        return PeopleRange(least=self.least + other.least, most=self.most + other.most)

    def __contains__(self, people: object) -> bool:
        return isinstance(people, int) and self.least <= people <= self.most

    def __str__(self) -> str:
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} to {self.most}"
