"""Counts of what is there, with what they are counted against."""

from __future__ import annotations

from fractions import Fraction

import attrs

__all__ = ["Counted"]


@attrs.frozen(kw_only=True)
class Counted:
    """How many of all there are.

    Attributes:
        count: How many.
        of: Of how many; at least `count`.

    Examples:
        >>> part = Counted(count=2, of=6)
        >>> str(part), part.share, part.complete
        ('2 of 6', Fraction(1, 3), False)
        >>> Counted(count=0, of=0).share is None
        True

    Rule: PRG-01, PRG-04.
    """

    count: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """The part of all that it is, exact; ``None`` where there are none."""
        return Fraction(self.count, self.of) if self.of else None

    @property
    def complete(self) -> bool:
        """Whether none is missing."""
        return self.count == self.of

    def __str__(self) -> str:
        return f"{self.count} of {self.of}"
