"""Triggers: when a customer needs somebody, since when, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.scoring.triggers.competition import CompetitiveActivity
    from partner_success.scoring.triggers.complaints import Complaints
    from partner_success.scoring.triggers.executives import ExecutiveDisengagement
    from partner_success.scoring.triggers.facts import TriggerFacts
    from partner_success.scoring.triggers.performance import PerformanceIncidents
    from partner_success.scoring.triggers.policy import BandResponse, TriggerPolicy
    from partner_success.scoring.triggers.results import (
        TriggerReport,
        TriggerResult,
        TriggerStart,
        TriggerState,
    )
    from partner_success.scoring.triggers.source import TriggerSource, UsageMeasure
    from partner_success.scoring.triggers.usage import UsageDecline

__all__ = [
    "BandResponse",
    "CompetitiveActivity",
    "Complaints",
    "ExecutiveDisengagement",
    "PerformanceIncidents",
    "TriggerFacts",
    "TriggerPolicy",
    "TriggerReport",
    "TriggerResult",
    "TriggerSource",
    "TriggerStart",
    "TriggerState",
    "UsageDecline",
    "UsageMeasure",
]

export(
    __name__,
    """
    competition: CompetitiveActivity
    complaints: Complaints
    executives: ExecutiveDisengagement
    facts: TriggerFacts
    performance: PerformanceIncidents
    policy: BandResponse TriggerPolicy
    results: TriggerReport TriggerResult TriggerStart TriggerState
    source: TriggerSource UsageMeasure
    usage: UsageDecline
    """,
)
