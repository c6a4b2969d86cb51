"""What Partner Success Managers and Technical Account Managers look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.analytics.roles.adoption import feature_adoption
    from partner_success.analytics.roles.adoption_result import (
        Feature,
        FeatureAdoption,
        FeatureUse,
    )
    from partner_success.analytics.roles.betas import BetaEnd, BetaFigures, beta_end
    from partner_success.analytics.roles.expansion import (
        ExpansionGround,
        ExpansionOpportunity,
    )
    from partner_success.analytics.roles.facts import ReportedPartner
    from partner_success.analytics.roles.figures import Times
    from partner_success.analytics.roles.from_frames import (
        collect_feature_adoption,
        collect_psm_report,
        collect_psm_success,
        collect_tam_report,
    )
    from partner_success.analytics.roles.launches import (
        LaunchFigures,
        LaunchSatisfaction,
    )
    from partner_success.analytics.roles.operation import (
        CsatFigures,
        CsatLine,
        OperationFigures,
        OperationLine,
    )
    from partner_success.analytics.roles.orders import OrderFigures
    from partner_success.analytics.roles.peers import PeerStanding, peer_standing
    from partner_success.analytics.roles.psm import PsmReport, psm_report
    from partner_success.analytics.roles.psm_success import PsmSuccess, psm_success
    from partner_success.analytics.roles.readiness import (
        MetricFigures,
        SupportReadiness,
    )
    from partner_success.analytics.roles.refusals import RefusedKind, RefusedRecord
    from partner_success.analytics.roles.reported import reported_partners
    from partner_success.analytics.roles.retained import RevenueLine
    from partner_success.analytics.roles.revenue import recurring_revenue
    from partner_success.analytics.roles.role_tables import role_tables
    from partner_success.analytics.roles.scope import ReportHead, StagePartner
    from partner_success.analytics.roles.stage_time import StageTime
    from partner_success.analytics.roles.tam import TamReport, tam_report
    from partner_success.analytics.roles.tickets import TicketFigures, TicketLine

__all__ = [
    "BetaEnd",
    "BetaFigures",
    "CsatFigures",
    "CsatLine",
    "ExpansionGround",
    "ExpansionOpportunity",
    "Feature",
    "FeatureAdoption",
    "FeatureUse",
    "LaunchFigures",
    "LaunchSatisfaction",
    "MetricFigures",
    "OperationFigures",
    "OperationLine",
    "OrderFigures",
    "PeerStanding",
    "PsmReport",
    "PsmSuccess",
    "RefusedKind",
    "RefusedRecord",
    "ReportHead",
    "ReportedPartner",
    "RevenueLine",
    "StagePartner",
    "StageTime",
    "SupportReadiness",
    "TamReport",
    "TicketFigures",
    "TicketLine",
    "Times",
    "beta_end",
    "collect_feature_adoption",
    "collect_psm_report",
    "collect_psm_success",
    "collect_tam_report",
    "feature_adoption",
    "peer_standing",
    "psm_report",
    "psm_success",
    "recurring_revenue",
    "reported_partners",
    "role_tables",
    "tam_report",
]

export(
    __name__,
    """
    adoption: feature_adoption
    adoption_result: Feature FeatureAdoption FeatureUse
    betas: BetaEnd BetaFigures beta_end
    expansion: ExpansionGround ExpansionOpportunity
    facts: ReportedPartner
    figures: Times
    from_frames: collect_feature_adoption collect_psm_report collect_psm_success
      collect_tam_report
    launches: LaunchFigures LaunchSatisfaction
    operation: CsatFigures CsatLine OperationFigures OperationLine
    orders: OrderFigures
    peers: PeerStanding peer_standing
    psm: PsmReport psm_report
    psm_success: PsmSuccess psm_success
    readiness: MetricFigures SupportReadiness
    refusals: RefusedKind RefusedRecord
    reported: reported_partners
    retained: RevenueLine
    revenue: recurring_revenue
    role_tables: role_tables
    scope: ReportHead StagePartner
    stage_time: StageTime
    tam: TamReport tam_report
    tickets: TicketFigures TicketLine
    """,
)
