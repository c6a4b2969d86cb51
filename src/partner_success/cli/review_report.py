"""The report that ``partner-success review`` writes beside what it prints."""

from __future__ import annotations

from pathlib import Path

import attrs

from partner_success.analytics import Migration
from partner_success.calendars import WorkingCalendar
from partner_success.cli.outcome import say
from partner_success.display import progress as progress_bar
from partner_success.display import write_review_report
from partner_success.frames import (
    PortfolioFacts,
    read_portfolio,
    score_portfolio,
)
from partner_success.review import (
    PortfolioReview,
    band_migration,
    portfolio_analytics,
)
from partner_success.rulebook import Rulebook

__all__ = ["Reported", "write_report_of"]


@attrs.frozen(kw_only=True)
class Reported:
    """What a report is made of.

    Attributes:
        found: The review.
        rules: What decided.
        sla: By which policy tickets are judged; ``None`` for by none.
        calendar: When people work.
        earlier: The accounts of an earlier time; ``None`` without.
    """

    found: PortfolioReview
    rules: Rulebook
    sla: str | None
    calendar: WorkingCalendar | None
    earlier: Path | None


def write_report_of(reported: Reported, out: Path) -> None:
    """Write the page, with what the portfolio shows over time."""
    analytics = portfolio_analytics(
        reported.found, reported.rules, sla=reported.sla, calendar=reported.calendar
    )
    moved = None if reported.earlier is None else _moved(reported, reported.earlier)
    write_review_report(reported.found, out, analytics=analytics, migration=moved)
    say(f"written: {out}")


def _moved(reported: Reported, earlier: Path) -> Migration:
    rules = reported.rules
    with progress_bar("Reading") as progress:
        before = read_portfolio(earlier, rules, progress=progress)
    scores = score_portfolio(_accounts(before), rules)
    return band_migration(reported.found, scores, rules)


def _accounts(facts: PortfolioFacts) -> PortfolioFacts:
    return attrs.evolve(facts, answers=(), licences=(), sheets=())
