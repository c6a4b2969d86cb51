"""What is measured of customers, and the formulas that compute it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.kpis.breakdown import Breakdown
    from partner_success.engagement.kpis.business import (
        billable_share,
        customer_distribution,
        effective_rate,
        offering_margin,
        resource_utilisation,
        revenue_sources,
        service_footprint,
        tickets_per_customer,
        tickets_per_technology,
    )
    from partner_success.engagement.kpis.catalogue import (
        Kpi,
        KpiCatalogue,
        KpiDirection,
        KpiGroup,
    )
    from partner_success.engagement.kpis.formulas import FORMULAS
    from partner_success.engagement.kpis.ratio import Figure, Ratio
    from partner_success.engagement.kpis.retention import (
        RecurringRevenue,
        gross_churn,
        gross_retention,
        net_retention,
    )
    from partner_success.engagement.kpis.role_policy import RoleAnalyticsPolicy
    from partner_success.engagement.kpis.shares import (
        active_share,
        adjacent_share,
        adoption_rate,
        displacement_share,
        expansion_rate,
        feature_adoption,
        multi_year_share,
        renewal_expansion,
        renewal_share,
        satisfaction,
        satisfaction_rating,
        sla_compliance,
        touch_regularity,
        trial_conversion,
        use_frequency,
    )
    from partner_success.engagement.kpis.times import (
        average_resolution_time,
        conversion_time,
        onboarding_time,
        use_length,
    )

__all__ = [
    "FORMULAS",
    "Breakdown",
    "Figure",
    "Kpi",
    "KpiCatalogue",
    "KpiDirection",
    "KpiGroup",
    "Ratio",
    "RecurringRevenue",
    "RoleAnalyticsPolicy",
    "active_share",
    "adjacent_share",
    "adoption_rate",
    "average_resolution_time",
    "billable_share",
    "conversion_time",
    "customer_distribution",
    "displacement_share",
    "effective_rate",
    "expansion_rate",
    "feature_adoption",
    "gross_churn",
    "gross_retention",
    "multi_year_share",
    "net_retention",
    "offering_margin",
    "onboarding_time",
    "renewal_expansion",
    "renewal_share",
    "resource_utilisation",
    "revenue_sources",
    "satisfaction",
    "satisfaction_rating",
    "service_footprint",
    "sla_compliance",
    "tickets_per_customer",
    "tickets_per_technology",
    "touch_regularity",
    "trial_conversion",
    "use_frequency",
    "use_length",
]

export(
    __name__,
    """
    breakdown: Breakdown
    business: billable_share customer_distribution effective_rate offering_margin
      resource_utilisation revenue_sources service_footprint tickets_per_customer
      tickets_per_technology
    catalogue: Kpi KpiCatalogue KpiDirection KpiGroup
    formulas: FORMULAS
    ratio: Figure Ratio
    retention: RecurringRevenue gross_churn gross_retention net_retention
    role_policy: RoleAnalyticsPolicy
    shares: active_share adjacent_share adoption_rate displacement_share expansion_rate
      feature_adoption multi_year_share renewal_expansion renewal_share satisfaction
      satisfaction_rating sla_compliance touch_regularity trial_conversion use_frequency
    times: average_resolution_time conversion_time onboarding_time use_length
    """,
)
