"""How returns and business cases are worked out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.months import MONTHS_A_YEAR
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    Problem,
)
from partner_success.practice.returns.assumptions import BusinessAssumptions
from partner_success.practice.returns.business import BusinessCase, months_of
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.example import ExampleCase
from partner_success.practice.returns.flows import Schedule
from partner_success.practice.returns.result import ReturnOnInvestment

__all__ = ["BusinessTerms", "ReturnsPolicy"]


@attrs.frozen(kw_only=True)
class BusinessTerms:
    """How a partner's business case is reckoned where it does not say itself.

    Attributes:
        weeks_a_year: Weeks of a year in which a CSM works for a customer, above 0.
        months: How many months are looked at, at least 1.
        most_months: How many can be looked at, at most (closed).
        rebate_every: Every how many months rebates are paid, 1 to 12.
        rebate_delay: How many months after what they are for, at least 0.
        citations: Where the terms come from.

    Rule: INC-04.
    """

    weeks_a_year: Decimal
    months: int
    most_months: int
    rebate_every: int
    rebate_delay: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ReturnsPolicy:
    """How a return on investment and a business case are worked out.

    Attributes:
        id: The name for programs.
        name: The name for people.
        step: By how much a line or an assumption is changed to see what depends on it,
            in percent, above 0 and below 100.
        example: The worked example of the framework.
        business: How a partner's business case is reckoned.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: ROI-01, INC-04.
    """

    id: str
    name: str
    step: Decimal
    example: ExampleCase
    business: BusinessTerms
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

    def business_case(self, assumptions: BusinessAssumptions) -> BusinessCase:
        """Set what a partner's customer success costs against what it brings.

        Args:
            assumptions: What the partner assumes.

        Raises:
            InvalidUseError: They are no such record.
            InvalidValueError: More months are asked for than can be looked at, or they
                reach beyond the year 9999.

        Rule: INC-04.
        """
        if not isinstance(assumptions, BusinessAssumptions):
            raise InvalidUseError(
                f"this needs BusinessAssumptions, not {type(assumptions).__name__}"
            )
        terms = self.business
        months = _or(assumptions.months, terms.months)
        if months > terms.most_months:
            raise InvalidValueError(
                f"a business case looks at {terms.most_months} months at most, not at"
                f" {months}; nobody knows more of the years after that"
            )
        schedule = Schedule(
            months=months,
            weeks=Fraction(terms.weeks_a_year),
            tools_from=assumptions.tools_from,
            rebate_every=_or(assumptions.rebate_every, terms.rebate_every),
            rebate_delay=_or(assumptions.rebate_delay, terms.rebate_delay),
        )
        return BusinessCase(
            assumptions=assumptions,
            schedule=schedule,
            months=months_of(assumptions, schedule),
            step=self.step,
            provenance=self.provenance,
        )


def _or(given: int | None, default: int) -> int:
    return default if given is None else given


def _faults(policy: ReturnsPolicy) -> Iterator[Problem]:
    if not policy.step.is_finite() or not 0 < policy.step < HUNDRED:
        message = "must be above 0 and below 100 percent"
        yield fault("step", "out-of-range", message, policy.step)
    yield from _terms_faults(policy.business)
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


def _terms_faults(terms: BusinessTerms) -> Iterator[Problem]:
    weeks = terms.weeks_a_year
    if not weeks.is_finite() or weeks <= 0:
        message = "must be a number of weeks above 0"
        yield fault("business.weeks_a_year", "out-of-range", message, weeks)
    for name, least, most in (
        ("months", 1, terms.most_months),
        ("rebate_every", 1, MONTHS_A_YEAR),
        ("rebate_delay", 0, terms.most_months),
    ):
        value: int = getattr(terms, name)
        if not least <= value <= most:
            message = f"must be from {least} to {most} months"
            yield fault(f"business.{name}", "out-of-range", message, value)
