"""Tables of facts: read, checked record by record, and scored as a whole portfolio.

This is the only door to the dataframe libraries; it needs the extra ``frames``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.frames.access import access_expression, select_visible
    from partner_success.frames.access_columns import AccessColumns, GrantColumns
    from partner_success.frames.collecting import collect
    from partner_success.frames.comparing import (
        AccountChange,
        PortfolioChanges,
        compare_portfolios,
    )
    from partner_success.frames.event_log import EventLog, LoggedEvent, read_event_log
    from partner_success.frames.gate_reports import report_on_gates
    from partner_success.frames.history import read_history
    from partner_success.frames.incentive_runs import judge_adoption_runs
    from partner_success.frames.judging_events import judge_events, refused_events
    from partner_success.frames.launch_risks import (
        LaunchRiskColumns,
        judge_launch_risks,
    )
    from partner_success.frames.licences import judge_licences
    from partner_success.frames.limits import TableLimits
    from partner_success.frames.person_keys import add_person_keys
    from partner_success.frames.portfolio import PortfolioFacts, read_portfolio
    from partner_success.frames.results import (
        AssessedSheet,
        JudgedLicence,
        PortfolioScores,
        Refusal,
        ScoredAccount,
        SurveyedPartner,
    )
    from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
    from partner_success.frames.scorecards import score
    from partner_success.frames.scoring import score_portfolio
    from partner_success.frames.sources import Fact, Source
    from partner_success.frames.tables import Table, read_table
    from partner_success.frames.ticket_judging import judge_tickets
    from partner_success.frames.usage_months import AdoptionColumns
    from partner_success.frames.working_time import add_deadline, add_elapsed

__all__ = [
    "AccessColumns",
    "AccountChange",
    "AdoptionColumns",
    "AssessedSheet",
    "ColumnNeed",
    "EventLog",
    "Fact",
    "GrantColumns",
    "JudgedLicence",
    "LaunchRiskColumns",
    "LoggedEvent",
    "PortfolioChanges",
    "PortfolioFacts",
    "PortfolioScores",
    "Refusal",
    "RuleFrame",
    "ScoredAccount",
    "Source",
    "SurveyedPartner",
    "Table",
    "TableLimits",
    "access_expression",
    "add_deadline",
    "add_elapsed",
    "add_person_keys",
    "collect",
    "compare_portfolios",
    "judge_adoption_runs",
    "judge_events",
    "judge_launch_risks",
    "judge_licences",
    "judge_tickets",
    "read_event_log",
    "read_history",
    "read_portfolio",
    "read_table",
    "refused_events",
    "report_on_gates",
    "score",
    "score_portfolio",
    "select_visible",
]

export(
    __name__,
    """
    access: access_expression select_visible
    access_columns: AccessColumns GrantColumns
    collecting: collect
    comparing: AccountChange PortfolioChanges compare_portfolios
    event_log: EventLog LoggedEvent read_event_log
    gate_reports: report_on_gates
    history: read_history
    incentive_runs: judge_adoption_runs
    judging_events: judge_events refused_events
    launch_risks: LaunchRiskColumns judge_launch_risks
    licences: judge_licences
    limits: TableLimits
    person_keys: add_person_keys
    portfolio: PortfolioFacts read_portfolio
    results: AssessedSheet JudgedLicence PortfolioScores Refusal ScoredAccount
      SurveyedPartner
    rule_frame: ColumnNeed RuleFrame
    scorecards: score
    scoring: score_portfolio
    sources: Fact Source
    tables: Table read_table
    ticket_judging: judge_tickets
    usage_months: AdoptionColumns
    working_time: add_deadline add_elapsed
    """,
)
