"""Pilot partners: whom to choose, and how the pilot goes with each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.programme.pilot_partners.choice import (
        PilotCandidate,
        PilotChoice,
        RankedCandidate,
    )
    from partner_success.programme.pilot_partners.choosing import choose_partners
    from partner_success.programme.pilot_partners.feedback import (
        FeedbackReport,
        PilotFeedback,
        feedback_report,
    )
    from partner_success.programme.pilot_partners.kpis import (
        PsmKpiReport,
        PsmKpiResult,
        psm_kpi_report,
    )
    from partner_success.programme.pilot_partners.platform import (
        OnPlatform,
        PlatformReport,
        PlatformStanding,
        PlatformState,
        platform_report,
    )
    from partner_success.programme.pilot_partners.sharing import (
        PartnerSharing,
        Sharing,
        SharingReport,
        SharingState,
        sharing_report,
    )
    from partner_success.programme.pilot_partners.sharing_records import (
        SharedMetrics,
        SharingAgreement,
    )
    from partner_success.programme.pilot_partners.training import (
        PartnerTraining,
        TrainingPlace,
        TrainingReport,
        training_report,
    )

__all__ = [
    "FeedbackReport",
    "OnPlatform",
    "PartnerSharing",
    "PartnerTraining",
    "PilotCandidate",
    "PilotChoice",
    "PilotFeedback",
    "PlatformReport",
    "PlatformStanding",
    "PlatformState",
    "PsmKpiReport",
    "PsmKpiResult",
    "RankedCandidate",
    "SharedMetrics",
    "Sharing",
    "SharingAgreement",
    "SharingReport",
    "SharingState",
    "TrainingPlace",
    "TrainingReport",
    "choose_partners",
    "feedback_report",
    "platform_report",
    "psm_kpi_report",
    "sharing_report",
    "training_report",
]

export(
    __name__,
    """
    choice: PilotCandidate PilotChoice RankedCandidate
    choosing: choose_partners
    feedback: FeedbackReport PilotFeedback feedback_report
    kpis: PsmKpiReport PsmKpiResult psm_kpi_report
    platform: OnPlatform PlatformReport PlatformStanding PlatformState platform_report
    sharing: PartnerSharing Sharing SharingReport SharingState sharing_report
    sharing_records: SharedMetrics SharingAgreement
    training: PartnerTraining TrainingPlace TrainingReport training_report
    """,
)
