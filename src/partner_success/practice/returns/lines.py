"""The lines of a case: what is put in, what comes back, and what may count twice."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

import attrs

from partner_success.core.citation import Citation
from partner_success.core.money import Money
from partner_success.core.quantities import as_decimal
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults, frozen_tuple, member
from partner_success.practice.returns.numbers import check_number

__all__ = ["CaseLine", "LineOverlap", "LineSide"]


class LineSide(StrEnum):
    """On which side of a case a line stands.

    Attributes:
        INVESTMENT: It is put in.
        RETURN: It comes back.
    """

    INVESTMENT = "investment"
    RETURN = "return"


def _side(value: LineSide | str) -> LineSide:
    return member(LineSide, value)


@attrs.frozen(kw_only=True)
class CaseLine:
    """One line of a case: so many of something, at so much each.

    Attributes:
        id: The name for programs; not blank, no space around it.
        name: The name for people.
        side: Whether it is put in or comes back; its text is taken too.
        group: What it is added up with, for people; empty for none.
        each: What one of them is worth, at least 0; ``None`` where nobody said so, and
            then the line is told and not counted.
        count: How many there are, at least 0; parts of one are fine, as half a
            position.
        note: What else is said of it.
        citations: Where it comes from.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> line = CaseLine(id="csms", name="CSMs", side="investment", count=3,
        ...     each=Money(150_000, "USD"))
        >>> str(line.amount)
        '450,000 USD'

    Rule: ROI-01, ROI-02.
    """

    id: str
    name: str
    side: LineSide = attrs.field(converter=_side)
    group: str = ""
    each: Money | None = None
    count: Decimal = attrs.field(default=Decimal(1), converter=as_decimal)
    note: str = ""
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = Faults("line", self.id)
        faults.id("id", self.id)
        faults.text("name", self.name)
        faults.member("side", self.side, LineSide)
        for path in ("group", "note"):
            value: object = getattr(self, path)
            if not isinstance(value, str):
                faults.wrong_type(path, value, "text")
        faults.money("each", self.each)
        check_number(faults, "count", self.count)
        faults.report()
        try:
            _ = self.amount
        except InvalidValueError as error:
            faults.add("count", "too-long", f"cannot be counted: {error}", self.count)
        faults.report()

    @property
    def amount(self) -> Money | None:
        """All of them together, exact; ``None`` where nobody said what one is worth."""
        return None if self.each is None else self.each * self.count

    def with_amount(self, amount: Money) -> CaseLine:
        """Give the same line with another amount, counted as one.

        Raises:
            InvalidDataError: The amount is below 0, or is none.
        """
        return attrs.evolve(self, each=amount, count=Decimal(1))


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class LineOverlap:
    """Lines of one case that may count the same money.

    Attributes:
        lines: The ids of the lines, at least two.
        why: Why they may, in a sentence.
        citations: Where the doubt comes from.

    Rule: ROI-01.
    """

    lines: tuple[str, ...] = attrs.field(converter=_ids)
    why: str
    citations: tuple[Citation, ...] = ()
