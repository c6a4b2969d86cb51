"""Scores that explain themselves: scorecards, and the named scores built on them."""

from __future__ import annotations

from partner_success.scoring.backtest import BacktestPolicy
from partner_success.scoring.csat import (
    CsatModel,
    PartnerCsat,
    ProjectCsat,
    Question,
    Threshold,
)
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

__all__ = [
    "BacktestPolicy",
    "Better",
    "Combine",
    "Component",
    "Contribution",
    "CsatModel",
    "Element",
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
    "NotScored",
    "NpsModel",
    "PartnerCsat",
    "Pillar",
    "ProjectCsat",
    "Question",
    "Rating",
    "Readiness",
    "ReadinessModel",
    "Relation",
    "Score",
    "ScoreFunction",
    "ScoreModel",
    "ScoreRange",
    "Scorecard",
    "Section",
    "Target",
    "Threshold",
    "Values",
    "adjusted_wald_nps",
    "t_interval",
    "t_interval_from",
    "wilson",
]
