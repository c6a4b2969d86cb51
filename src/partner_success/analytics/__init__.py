"""Reports over the rules: how well a changed scorecard would have told churn.

Drawing samples needs the extra ``bulk``; all else is done without it.
"""

from __future__ import annotations

from partner_success.analytics.accuracy import auc, brier
from partner_success.analytics.alarms import (
    AlarmCount,
    Alarms,
    Watch,
    WeekOfAlarms,
    watched_facts,
)
from partner_success.analytics.calibration import Calibration, calibrate
from partner_success.analytics.estimates import Comparison, Estimate
from partner_success.analytics.migration import Migration, Move, Place
from partner_success.analytics.past import Outcome, PastReading, past_readings
from partner_success.analytics.results import Backtest
from partner_success.analytics.sample import RefusedReading, Sample
from partner_success.analytics.trial import backtest

__all__ = [
    "AlarmCount",
    "Alarms",
    "Backtest",
    "Calibration",
    "Comparison",
    "Estimate",
    "Migration",
    "Move",
    "Outcome",
    "PastReading",
    "Place",
    "RefusedReading",
    "Sample",
    "Watch",
    "WeekOfAlarms",
    "auc",
    "backtest",
    "brier",
    "calibrate",
    "past_readings",
    "watched_facts",
]
