"""Who may earn incentives, and when and how finely they are paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.fiscal import FiscalYear
from partner_success.core.money import Rounding
from partner_success.core.quantities import HUNDRED
from partner_success.errors import InvalidValueError, Problem

__all__ = [
    "AdoptionTerms",
    "Architecture",
    "CxSpecialisation",
    "PartnerLevel",
    "PaymentTerms",
    "ProofKind",
    "RenewalIncentiveTerms",
    "Repeats",
    "TieredTerms",
    "term_faults",
]

# Above this no currency is counted, and a power of ten fills the memory quickly.
_MOST_DECIMALS = 12


class Repeats(StrEnum):
    """Whether a deal earns the adoption incentive again.

    Attributes:
        ONCE: It earns it once.
        EACH_RUN: It earns it each time that the run of months is complete; after that
            the count begins anew.
    """

    ONCE = "once"
    EACH_RUN = "each_run"


@attrs.frozen(kw_only=True)
class PartnerLevel:
    """A level of partners who may earn the adoption incentive.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: INC-01.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class CxSpecialisation:
    """A customer experience specialisation, any of which opens the incentives.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: INC-01, INC-02.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Architecture:
    """A technology in which a partner can be specialised, in an advanced way too.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: INC-02.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ProofKind:
    """A way of proving that software is in use.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.

    Rule: INC-02.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class AdoptionTerms:
    """What earns the adoption incentive.

    Attributes:
        least_share: Which share of the licensed users is active in a month that counts,
            in % (closed).
        months: How many such months there must be running, at least 1.
        plan_days: Within how many days of the first day of the contract a success plan
            is filed, the last of them inside.
        repeats: Whether a deal can earn it again.
        quarters_after: How many quarters after that of the last month it is paid.
        citations: Where the terms come from.

    Rule: INC-01.
    """

    least_share: Decimal
    months: int
    plan_days: int
    repeats: Repeats
    quarters_after: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class TieredTerms:
    """What opens the incentives that are paid by tiers.

    Attributes:
        architectures: In how many architectures the partner needs an advanced
            specialisation, beside one for customer experience.
        citations: Where the terms come from.

    Rule: INC-02.
    """

    architectures: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class RenewalIncentiveTerms:
    """What earns the renewal incentive.

    Attributes:
        above: The share of the renewals due, in %, above which it is earned (open: at
            it, it is not). A rulebook names the family whose bound it is.
        citations: Where the terms come from.

    Rule: INC-03.
    """

    above: Decimal
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PaymentTerms:
    """When amounts are paid, and how finely.

    Attributes:
        first_month: The month with which the fiscal year begins, 1 to 12.
        quarters_after: How many quarters after the one in which it was earned an
            amount is paid, or its first part; the adoption incentive says its own.
        instalments: Over how many quarters it is spread, at least 1.
        decimals: Digits after the point of every amount, such as 2 for cents.
        rounding: Where a half goes.
        citations: Where the terms come from.

    Rule: INC-01, INC-02, INC-03.
    """

    first_month: int
    quarters_after: int
    instalments: int
    decimals: int
    rounding: Rounding
    citations: tuple[Citation, ...] = ()

    @property
    def years(self) -> FiscalYear:
        """The fiscal years whose quarters are meant."""
        return FiscalYear(self.first_month)


def term_faults(
    adoption: AdoptionTerms,
    tiered: TieredTerms,
    renewal: RenewalIncentiveTerms,
    payment: PaymentTerms,
    *,
    known: int,
) -> Iterator[Problem]:
    """Name what cannot be meant.

    Args:
        adoption: What earns the adoption incentive.
        tiered: What opens the tiers.
        renewal: What earns the renewal incentive.
        payment: How amounts are paid.
        known: How many architectures there are.
    """
    share, above = adoption.least_share, renewal.above
    if not Decimal(share).is_finite() or not 0 < share <= HUNDRED:
        message = "must be a share above 0 and up to 100 percent"
        yield fault("adoption.least_share", "out-of-range", message, share)
    if not Decimal(above).is_finite() or not 0 <= above < HUNDRED:
        message = "must be a share from 0 to below 100 percent"
        yield fault("renewal.above", "out-of-range", message, above)
    for path, value, least in (
        ("adoption.months", adoption.months, 1),
        ("adoption.plan_days", adoption.plan_days, 0),
        ("adoption.quarters_after", adoption.quarters_after, 0),
        ("tiered.architectures", tiered.architectures, 0),
        ("payment.quarters_after", payment.quarters_after, 0),
        ("payment.instalments", payment.instalments, 1),
    ):
        if value < least:
            yield fault(path, "out-of-range", f"must be at least {least}", value)
    if tiered.architectures > known:
        message = f"there are {known} architectures, so that nobody could have more"
        yield fault(
            "tiered.architectures", "out-of-range", message, tiered.architectures
        )
    if not 0 <= payment.decimals <= _MOST_DECIMALS:
        message = f"must be from 0 to {_MOST_DECIMALS} digits"
        yield fault("payment.decimals", "out-of-range", message, payment.decimals)
    try:
        FiscalYear(payment.first_month)
    except InvalidValueError as error:
        yield fault(
            "payment.first_month", "out-of-range", str(error), payment.first_month
        )
