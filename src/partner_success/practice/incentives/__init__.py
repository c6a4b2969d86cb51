"""What a partner is paid for, what that takes, and what it was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.incentives.adoption import (
        AdoptionCourse,
        AdoptionRun,
        JudgedMonth,
        MonthState,
        adoption_runs,
    )
    from partner_success.practice.incentives.deals import Deal, UsageMonth
    from partner_success.practice.incentives.facts import (
        IncentiveFacts,
        IncentivePartner,
    )
    from partner_success.practice.incentives.lines import (
        IncentiveCondition,
        IncentiveKind,
        IncentiveLine,
        IncentivePayment,
        LineState,
    )
    from partner_success.practice.incentives.months import CalendarMonth
    from partner_success.practice.incentives.policy import IncentivePolicy
    from partner_success.practice.incentives.rates import IncentiveRates, PayTier
    from partner_success.practice.incentives.results import (
        Activation,
        PerformanceResult,
        RenewalResult,
        TieredIncentive,
    )
    from partner_success.practice.incentives.statement import IncentiveStatement
    from partner_success.practice.incentives.terms import (
        AdoptionTerms,
        Architecture,
        CxSpecialisation,
        PartnerLevel,
        PaymentTerms,
        ProofKind,
        RenewalIncentiveTerms,
        Repeats,
        TieredTerms,
    )
    from partner_success.practice.incentives.tiers import TierStanding

__all__ = [
    "Activation",
    "AdoptionCourse",
    "AdoptionRun",
    "AdoptionTerms",
    "Architecture",
    "CalendarMonth",
    "CxSpecialisation",
    "Deal",
    "IncentiveCondition",
    "IncentiveFacts",
    "IncentiveKind",
    "IncentiveLine",
    "IncentivePartner",
    "IncentivePayment",
    "IncentivePolicy",
    "IncentiveRates",
    "IncentiveStatement",
    "JudgedMonth",
    "LineState",
    "MonthState",
    "PartnerLevel",
    "PayTier",
    "PaymentTerms",
    "PerformanceResult",
    "ProofKind",
    "RenewalIncentiveTerms",
    "RenewalResult",
    "Repeats",
    "TierStanding",
    "TieredIncentive",
    "TieredTerms",
    "UsageMonth",
    "adoption_runs",
]

export(
    __name__,
    """
    adoption: AdoptionCourse AdoptionRun JudgedMonth MonthState adoption_runs
    deals: Deal UsageMonth
    facts: IncentiveFacts IncentivePartner
    lines: IncentiveCondition IncentiveKind IncentiveLine IncentivePayment LineState
    months: CalendarMonth
    policy: IncentivePolicy
    rates: IncentiveRates PayTier
    results: Activation PerformanceResult RenewalResult TieredIncentive
    statement: IncentiveStatement
    terms: AdoptionTerms Architecture CxSpecialisation PartnerLevel PaymentTerms
      ProofKind RenewalIncentiveTerms Repeats TieredTerms
    tiers: TierStanding
    """,
)
