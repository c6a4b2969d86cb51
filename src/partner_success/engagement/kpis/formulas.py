"""Every formula by the name that the catalogue of KPIs gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from partner_success.core.collections import FrozenMap
from partner_success.engagement.kpis import business, retention, shares, times
from partner_success.engagement.kpis.breakdown import Breakdown
from partner_success.engagement.kpis.ratio import Ratio

__all__ = ["FORMULAS"]

_TABLE: Final[dict[str, Callable[..., Ratio | Breakdown]]] = {
    "active_share": shares.active_share,
    "adjacent_share": shares.adjacent_share,
    "adoption_rate": shares.adoption_rate,
    "average_resolution_time": times.average_resolution_time,
    "billable_share": business.billable_share,
    "conversion_time": times.conversion_time,
    "customer_distribution": business.customer_distribution,
    "displacement_share": shares.displacement_share,
    "effective_rate": business.effective_rate,
    "expansion_rate": shares.expansion_rate,
    "feature_adoption": shares.feature_adoption,
    "gross_churn": retention.gross_churn,
    "gross_retention": retention.gross_retention,
    "multi_year_share": shares.multi_year_share,
    "net_retention": retention.net_retention,
    "offering_margin": business.offering_margin,
    "onboarding_time": times.onboarding_time,
    "renewal_expansion": shares.renewal_expansion,
    "renewal_share": shares.renewal_share,
    "resource_utilisation": business.resource_utilisation,
    "revenue_sources": business.revenue_sources,
    "satisfaction": shares.satisfaction,
    "satisfaction_rating": shares.satisfaction_rating,
    "service_footprint": business.service_footprint,
    "sla_compliance": shares.sla_compliance,
    "tickets_per_customer": business.tickets_per_customer,
    "tickets_per_technology": business.tickets_per_technology,
    "touch_regularity": shares.touch_regularity,
    "trial_conversion": shares.trial_conversion,
    "use_frequency": shares.use_frequency,
    "use_length": times.use_length,
}

FORMULAS: Final = FrozenMap(_TABLE)
"""Functions that compute KPIs from plain figures, by name.

What each takes is said where it is defined: `FORMULAS["adoption_rate"]` is
`adoption_rate`.
"""
