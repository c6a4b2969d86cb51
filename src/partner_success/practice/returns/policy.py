"""What a company agreed on about returns, and the worked example of the framework."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    Problem,
)
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide
from partner_success.practice.returns.result import ReturnOnInvestment

__all__ = ["ExampleCase", "ExampleLine", "ReturnsPolicy"]


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


@attrs.frozen(kw_only=True)
class ReturnsPolicy:
    """How a return on investment is worked out.

    Attributes:
        id: The name for programs.
        name: The name for people.
        step: By how much a line or an assumption is changed to see what depends on it,
            in percent, above 0 and below 100.
        example: The worked example of the framework.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: ROI-01.
    """

    id: str
    name: str
    step: Decimal
    example: ExampleCase
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"returns policy {self.id!r}", _faults(self))

    def return_on_investment(self, case: InvestmentCase) -> ReturnOnInvestment:
        """Relate what comes back to what is put in, in both readings.

        Args:
            case: The case, such as ``policy.example.case``.

        Raises:
            InvalidUseError: It is no case.

        Rule: ROI-01.
        """
        if not isinstance(case, InvestmentCase):
            raise InvalidUseError(
                f"this needs an InvestmentCase, not {type(case).__name__}"
            )
        return ReturnOnInvestment(case=case, step=self.step, provenance=self.provenance)


def _faults(policy: ReturnsPolicy) -> Iterator[Problem]:
    if not policy.step.is_finite() or not 0 < policy.step < HUNDRED:
        message = "must be above 0 and below 100 percent"
        yield fault("step", "out-of-range", message, policy.step)
    yield from form_faults("example.lines", policy.example.lines)
    try:
        case = policy.example.case
    except InvalidDataError as error:
        yield from (each.under("example") for each in error.problems)
    except InvalidValueError as error:
        yield fault("example", "bad-value", str(error), policy.example.currency)
    else:
        if not case.counted:
            message = "an example has at least one line with an amount"
            yield fault("example.lines", "empty", message, ())
