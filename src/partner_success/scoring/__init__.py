"""Scores that explain themselves: scorecards, and the named scores built on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.scoring.backtest import BacktestPolicy
    from partner_success.scoring.bounds import Bounds
    from partner_success.scoring.changes import (
        BandCause,
        BandChange,
        Cause,
        ChangePart,
        ScoreChange,
    )
    from partner_success.scoring.comparison import compare
    from partner_success.scoring.csat import (
        CsatModel,
        PartnerCsat,
        ProjectCsat,
        Question,
        Threshold,
    )
    from partner_success.scoring.improvements import Improvement, Improvements
    from partner_success.scoring.intervals import (
        Interval,
        IntervalResult,
        NoInterval,
        adjusted_wald_nps,
        t_interval,
        t_interval_from,
        wilson,
    )
    from partner_success.scoring.licence import LicenceJudgement, LicencePolicy
    from partner_success.scoring.maturity import Maturity, MaturityModel, Pillar
    from partner_success.scoring.measures import Better, Measure
    from partner_success.scoring.model import Combine, Component, Missing, ScoreModel
    from partner_success.scoring.nps import NetPromoterScore, NpsModel
    from partner_success.scoring.parts import Contribution, MeasuredPart
    from partner_success.scoring.readiness import (
        Element,
        Lead,
        Rating,
        Readiness,
        ReadinessModel,
        Section,
    )
    from partner_success.scoring.results import NotScored, Score, ScoreRange
    from partner_success.scoring.scorecard import Scorecard, ScoreFunction, Values
    from partner_success.scoring.targets import Relation, Target
    from partner_success.scoring.trends import DampedBand, NoTrend, Trend, TrendPolicy
    from partner_success.scoring.triggers import (
        BandResponse,
        CompetitiveActivity,
        Complaints,
        ExecutiveDisengagement,
        PerformanceIncidents,
        TriggerFacts,
        TriggerPolicy,
        TriggerReport,
        TriggerResult,
        TriggerSource,
        TriggerStart,
        TriggerState,
        UsageDecline,
        UsageMeasure,
    )

__all__ = [
    "BacktestPolicy",
    "BandCause",
    "BandChange",
    "BandResponse",
    "Better",
    "Bounds",
    "Cause",
    "ChangePart",
    "Combine",
    "CompetitiveActivity",
    "Complaints",
    "Component",
    "Contribution",
    "CsatModel",
    "DampedBand",
    "Element",
    "ExecutiveDisengagement",
    "Improvement",
    "Improvements",
    "Interval",
    "IntervalResult",
    "Lead",
    "LicenceJudgement",
    "LicencePolicy",
    "Maturity",
    "MaturityModel",
    "Measure",
    "MeasuredPart",
    "Missing",
    "NetPromoterScore",
    "NoInterval",
    "NoTrend",
    "NotScored",
    "NpsModel",
    "PartnerCsat",
    "PerformanceIncidents",
    "Pillar",
    "ProjectCsat",
    "Question",
    "Rating",
    "Readiness",
    "ReadinessModel",
    "Relation",
    "Score",
    "ScoreChange",
    "ScoreFunction",
    "ScoreModel",
    "ScoreRange",
    "Scorecard",
    "Section",
    "Target",
    "Threshold",
    "Trend",
    "TrendPolicy",
    "TriggerFacts",
    "TriggerPolicy",
    "TriggerReport",
    "TriggerResult",
    "TriggerSource",
    "TriggerStart",
    "TriggerState",
    "UsageDecline",
    "UsageMeasure",
    "Values",
    "adjusted_wald_nps",
    "compare",
    "t_interval",
    "t_interval_from",
    "wilson",
]

export(
    __name__,
    """
    backtest: BacktestPolicy
    bounds: Bounds
    changes: BandCause BandChange Cause ChangePart ScoreChange
    comparison: compare
    csat: CsatModel PartnerCsat ProjectCsat Question Threshold
    improvements: Improvement Improvements
    intervals: Interval IntervalResult NoInterval adjusted_wald_nps t_interval
      t_interval_from wilson
    licence: LicenceJudgement LicencePolicy
    maturity: Maturity MaturityModel Pillar
    measures: Better Measure
    model: Combine Component Missing ScoreModel
    nps: NetPromoterScore NpsModel
    parts: Contribution MeasuredPart
    readiness: Element Lead Rating Readiness ReadinessModel Section
    results: NotScored Score ScoreRange
    scorecard: ScoreFunction Scorecard Values
    targets: Relation Target
    trends: DampedBand NoTrend Trend TrendPolicy
    triggers: BandResponse CompetitiveActivity Complaints ExecutiveDisengagement
      PerformanceIncidents TriggerFacts TriggerPolicy TriggerReport TriggerResult
      TriggerSource TriggerStart TriggerState UsageDecline UsageMeasure
    """,
)
