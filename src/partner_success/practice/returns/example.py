"""The worked example of the framework, as a rulebook has it."""

from __future__ import annotations

from decimal import Decimal

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide

__all__ = ["ExampleCase", "ExampleLine"]


@attrs.frozen(kw_only=True)
class ExampleLine:
    """A line of the worked example, as the rulebook has it.

    Attributes:
        id: The name for programs.
        name: The name for people.
        side: Whether it is put in or comes back.
        group: What it is added up with.
        each: What one is worth, in whole units of the currency of the example, at
            least 0; ``None`` where the source gives no amount.
        count: How many there are, at least 0.
        note: What else the source says of it.
        citations: Where it comes from.

    Rule: ROI-01.
    """

    id: str
    name: str
    side: LineSide
    group: str
    each: Decimal | None = None
    count: Decimal = Decimal(1)
    note: str = ""
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ExampleCase:
    """The worked example of a return on investment, as the rulebook has it.

    Attributes:
        name: The name for people.
        currency: The currency of every amount, three capital letters.
        claim: What the source says is returned, in percent, at least (closed).
        lines: The lines, in order.
        overlaps: Lines that may count the same money.
        citations: Where it comes from.

    Rule: ROI-01.
    """

    name: str
    currency: str
    claim: Decimal
    lines: Catalogue[ExampleLine]
    overlaps: tuple[LineOverlap, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def case(self) -> InvestmentCase:
        """The example as a case, to be computed with like any other."""
        return InvestmentCase(
            name=self.name,
            currency=self.currency,
            claim=self.claim,
            lines=[self._line(each) for each in self.lines],
            overlaps=self.overlaps,
        )

    def _line(self, each: ExampleLine) -> CaseLine:
        return CaseLine(
            id=each.id,
            name=each.name,
            side=each.side,
            group=each.group,
            each=None if each.each is None else Money(each.each, self.currency),
            count=each.count,
            note=each.note,
            citations=each.citations,
        )
