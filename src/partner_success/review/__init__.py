"""Every rule on one partner, and on a portfolio of partners.

The room can be called: ``ps.review(snapshot, rules, at=now)`` is
`partner_success.review.review`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from partner_success.review.analytics import (
    PortfolioAnalytics,
    band_migration,
    portfolio_analytics,
)
from partner_success.review.customers import AccountReview
from partner_success.review.data import (
    portfolio_data,
    review_data,
    reviews_data,
)
from partner_success.review.facts import PartnerRecords
from partner_success.review.findings import (
    FINDINGS,
    Finding,
    FindingKind,
    SubjectKind,
    Urgency,
    in_order,
)
from partner_success.review.portfolio import (
    Count,
    FindingCount,
    PortfolioReview,
    review_portfolio,
)
from partner_success.review.practice import MaturityReview, OperationReview
from partner_success.review.results import Review, RoleActions
from partner_success.review.reviewing import review
from partner_success.review.schema import review_schema
from partner_success.review.stage import StageReview
from partner_success.review.tickets import TicketReview

__all__ = [
    "FINDINGS",
    "AccountReview",
    "Count",
    "Finding",
    "FindingCount",
    "FindingKind",
    "MaturityReview",
    "OperationReview",
    "PartnerRecords",
    "PortfolioAnalytics",
    "PortfolioReview",
    "Review",
    "RoleActions",
    "StageReview",
    "SubjectKind",
    "TicketReview",
    "Urgency",
    "band_migration",
    "in_order",
    "portfolio_analytics",
    "portfolio_data",
    "review",
    "review_data",
    "review_portfolio",
    "review_schema",
    "reviews_data",
]


class _Room(ModuleType):
    """The room as a verb: who calls it gets what `review` gives."""

    def __call__(self, *args: Any, **named: Any) -> Review:
        return review(*args, **named)


sys.modules[__name__].__class__ = _Room
