"""Reports over all of the rules, and how well a changed scorecard would have done.

Drawing samples needs the extra ``bulk``; all else is done without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
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
    from partner_success.analytics.portfolio_migration import (
        migration_between,
        migration_of,
    )
    from partner_success.analytics.portfolio_snapshots import (
        PortfolioSnapshots,
        portfolio_snapshots,
    )
    from partner_success.analytics.report_table import (
        Cell,
        CellKind,
        ReportColumn,
        ReportTable,
    )
    from partner_success.analytics.results import Backtest
    from partner_success.analytics.sample import RefusedReading, Sample
    from partner_success.analytics.sound_facts import sound_facts
    from partner_success.analytics.trial import backtest
    from partner_success.analytics.views import View, collect_view, view_of

__all__ = [
    "AlarmCount",
    "AlarmCount",
    "Alarms",
    "Alarms",
    "Backtest",
    "Backtest",
    "Calibration",
    "Calibration",
    "Cell",
    "Cell",
    "CellKind",
    "CellKind",
    "Comparison",
    "Comparison",
    "Estimate",
    "Estimate",
    "Migration",
    "Migration",
    "Move",
    "Move",
    "Outcome",
    "Outcome",
    "PastReading",
    "PastReading",
    "Place",
    "Place",
    "PortfolioSnapshots",
    "RefusedReading",
    "RefusedReading",
    "ReportColumn",
    "ReportColumn",
    "ReportTable",
    "ReportTable",
    "Sample",
    "Sample",
    "View",
    "View",
    "Watch",
    "Watch",
    "WeekOfAlarms",
    "WeekOfAlarms",
    "auc",
    "auc",
    "backtest",
    "backtest",
    "brier",
    "brier",
    "calibrate",
    "calibrate",
    "collect_view",
    "migration_between",
    "migration_of",
    "migration_of",
    "past_readings",
    "past_readings",
    "portfolio_snapshots",
    "sound_facts",
    "view_of",
    "view_of",
    "watched_facts",
    "watched_facts",
]

export(
    __name__,
    """
    accuracy: auc auc brier brier
    alarms: AlarmCount AlarmCount Alarms Alarms Watch Watch WeekOfAlarms WeekOfAlarms
      watched_facts watched_facts
    calibration: Calibration Calibration calibrate calibrate
    estimates: Comparison Comparison Estimate Estimate
    migration: Migration Migration Move Move Place Place
    past: Outcome Outcome PastReading PastReading past_readings past_readings
    portfolio_migration: migration_between migration_of migration_of
    portfolio_snapshots: PortfolioSnapshots portfolio_snapshots
    report_table: Cell Cell CellKind CellKind ReportColumn ReportColumn ReportTable
      ReportTable
    results: Backtest Backtest
    sample: RefusedReading RefusedReading Sample Sample
    sound_facts: sound_facts
    trial: backtest backtest
    views: View View collect_view view_of view_of
    """,
)
