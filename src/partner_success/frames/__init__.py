"""Tables of facts: read, checked record by record, and scored as a whole portfolio.

This is the only door to the dataframe libraries; it needs the extra ``frames``.
"""

from __future__ import annotations

from partner_success.frames.access import access_expression, select_visible
from partner_success.frames.access_columns import AccessColumns, GrantColumns
from partner_success.frames.collecting import collect
from partner_success.frames.comparing import (
    AccountChange,
    PortfolioChanges,
    compare_portfolios,
)
from partner_success.frames.event_log import EventLog, LoggedEvent, read_event_log
from partner_success.frames.history import read_history
from partner_success.frames.judging_events import judge_events, refused_events
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
from partner_success.frames.working_time import add_deadline, add_elapsed

__all__ = [
    "AccessColumns",
    "AccountChange",
    "AssessedSheet",
    "ColumnNeed",
    "EventLog",
    "Fact",
    "GrantColumns",
    "JudgedLicence",
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
    "judge_events",
    "read_event_log",
    "read_history",
    "read_portfolio",
    "read_table",
    "refused_events",
    "score",
    "score_portfolio",
    "select_visible",
]
