"""What makes one assignment better than another.

Three things count, each only where those before it are alike: the priorities of the
accounts that somebody takes, the existing pairs that are broken, and how evenly the
load lies. Load is counted in tenths of what a person can carry, by number or by hours,
whichever is more; the first tenth of a person costs 1, the second 3, the third 5, and
part of one its part, so that whole tenths cost their square. Ten accounts on two people
who can carry ten each cost 25 + 25 when shared alike, and 100 when one has all.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.quantities import rounded_text

__all__ = ["TENTHS", "AssignmentValue", "Proof", "load_cost"]

TENTHS: Final = 10
"""In how many steps of equal width the load of a person is counted."""


def load_cost(utilisation: Fraction) -> Fraction:
    """Give what the load of one person costs.

    Args:
        utilisation: What they carry of what they can, 0 or more; 1 is full.

    Examples:
        >>> print(*map(load_cost, (Fraction(1, 2), Fraction(1), Fraction(1, 4))))
        25 100 13/2

    Rule: STF-03.
    """
    load = TENTHS * utilisation
    whole = load.numerator // load.denominator
    return (2 * whole + 1) * load - whole * (whole + 1)


@attrs.frozen(kw_only=True)
class AssignmentValue:
    """How good an assignment is.

    Attributes:
        taken: The priorities of the accounts that somebody takes, added up.
        broken: How many accounts are no longer with the person whom they had.
        unevenness: What the load of everybody costs, exact; 0 where nobody has any.

    Examples:
        >>> kept = AssignmentValue(taken=5, broken=0, unevenness=Fraction(40))
        >>> even = AssignmentValue(taken=5, broken=1, unevenness=Fraction(10))
        >>> kept.is_better_than(even)
        True

    Rule: STF-03.
    """

    taken: int
    broken: int
    unevenness: Fraction

    @property
    def rank(self) -> tuple[int, int, Fraction]:
        """What values are sorted by; the lowest is the best."""
        return -self.taken, self.broken, self.unevenness

    def is_better_than(self, other: AssignmentValue) -> bool:
        """Tell whether it is better in the first thing in which the two differ."""
        return self.rank < other.rank

    def __add__(self, other: AssignmentValue) -> AssignmentValue:
        return AssignmentValue(
            taken=self.taken + other.taken,
            broken=self.broken + other.broken,
            unevenness=self.unevenness + other.unevenness,
        )

    def __str__(self) -> str:
        return (
            f"{self.taken} taken by priority, {self.broken} pairs broken,"
            f" unevenness {number_text(self.unevenness)}"
        )


NOTHING: Final = AssignmentValue(taken=0, broken=0, unevenness=Fraction(0))


def added(values: Iterable[AssignmentValue]) -> AssignmentValue:
    """Add up the values of roles, which have nobody and no account in common."""
    return sum(values, start=NOTHING)


@attrs.frozen(kw_only=True)
class Proof:
    """Whether a solver has proved that one of the objectives cannot be better.

    Attributes:
        role: The id of the role.
        objective: Which: ``"taken"``, ``"broken"`` or ``"unevenness"``.
        reached: Its value.
        bound: What the solver says cannot be passed, those before it being as they
            are: at most for ``"taken"``, at least for the others, in hundredths.
        proven: Whether the solver has closed the gap between the two.

    Rule: STF-03.
    """

    role: str
    objective: str
    reached: Fraction
    bound: Fraction
    proven: bool

    def __str__(self) -> str:
        reached, bound = number_text(self.reached), number_text(self.bound)
        if self.proven:
            return f"{self.role}: {self.objective} {reached}, proven"
        side = "most" if self.objective == "taken" else "least"
        return (
            f"{self.role}: {self.objective} {reached}, not proven; at {side} {bound}"
            " is possible"
        )


def number_text(value: Fraction) -> str:
    """Write an exact number with at most two digits after the point."""
    return rounded_text(value.numerator, value.denominator, 2)
