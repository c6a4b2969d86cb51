"""Renewals: when to begin, how they are counted, moved to one end, and foreseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.renewals.coterming import (
        ContractTerm,
        Coterm,
        CotermedTerm,
        CotermTerms,
    )
    from partner_success.engagement.renewals.experience import (
        BandExperience,
        ForecastTerms,
        RenewalExperience,
    )
    from partner_success.engagement.renewals.forecast import (
        BandForecast,
        RenewalForecast,
    )
    from partner_success.engagement.renewals.lines import RenewalLine, RenewalOutcome
    from partner_success.engagement.renewals.plan import (
        PromptState,
        RenewalPlan,
        RenewalStanding,
    )
    from partner_success.engagement.renewals.policy import RenewalPolicy
    from partner_success.engagement.renewals.prompts import (
        PlannedPrompt,
        RenewalPrompt,
        RenewalStep,
    )
    from partner_success.engagement.renewals.rates import (
        CountedBy,
        RateTerms,
        RenewalRates,
    )
    from partner_success.engagement.renewals.tally import RenewalRate, RenewalTally

__all__ = [
    "BandExperience",
    "BandForecast",
    "ContractTerm",
    "Coterm",
    "CotermTerms",
    "CotermedTerm",
    "CountedBy",
    "ForecastTerms",
    "PlannedPrompt",
    "PromptState",
    "RateTerms",
    "RenewalExperience",
    "RenewalForecast",
    "RenewalLine",
    "RenewalOutcome",
    "RenewalPlan",
    "RenewalPolicy",
    "RenewalPrompt",
    "RenewalRate",
    "RenewalRates",
    "RenewalStanding",
    "RenewalStep",
    "RenewalTally",
]

export(
    __name__,
    """
    coterming: ContractTerm Coterm CotermTerms CotermedTerm
    experience: BandExperience ForecastTerms RenewalExperience
    forecast: BandForecast RenewalForecast
    lines: RenewalLine RenewalOutcome
    plan: PromptState RenewalPlan RenewalStanding
    policy: RenewalPolicy
    prompts: PlannedPrompt RenewalPrompt RenewalStep
    rates: CountedBy RateTerms RenewalRates
    tally: RenewalRate RenewalTally
    """,
)
