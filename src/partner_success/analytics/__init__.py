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
    from partner_success.analytics.report_schema import report_schema
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
    "Alarms",
    "Backtest",
    "Calibration",
    "Cell",
    "CellKind",
    "Comparison",
    "Estimate",
    "Migration",
    "Move",
    "Outcome",
    "PastReading",
    "Place",
    "PortfolioSnapshots",
    "RefusedReading",
    "ReportColumn",
    "ReportTable",
    "Sample",
    "View",
    "Watch",
    "WeekOfAlarms",
    "auc",
    "backtest",
    "brier",
    "calibrate",
    "collect_view",
    "migration_between",
    "migration_of",
    "past_readings",
    "portfolio_snapshots",
    "report_schema",
    "sound_facts",
    "view_of",
    "watched_facts",
]

export(
    __name__,
    """
    accuracy: auc brier
    alarms: AlarmCount Alarms Watch WeekOfAlarms watched_facts
    calibration: Calibration calibrate
    estimates: Comparison Estimate
    migration: Migration Move Place
    past: Outcome PastReading past_readings
    portfolio_migration: migration_between migration_of
    portfolio_snapshots: PortfolioSnapshots portfolio_snapshots
    report_schema: report_schema
    report_table: Cell CellKind ReportColumn ReportTable
    results: Backtest
    sample: RefusedReading Sample
    sound_facts: sound_facts
    trial: backtest
    views: View collect_view view_of
    """,
)
