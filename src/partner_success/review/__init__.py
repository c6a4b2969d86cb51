"""Every rule on one partner, and on a portfolio of partners.

The room can be called: ``ps.review(snapshot, rules, at=now)`` is
`partner_success.review.review`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_success.core.lazy import Room, export

if TYPE_CHECKING:
    from partner_success.review.analytics import (
        PortfolioAnalytics,
        band_migration,
        portfolio_analytics,
    )
    from partner_success.review.customers import AccountReview
    from partner_success.review.data import portfolio_data, review_data, reviews_data
    from partner_success.review.facts import PartnerFacts, PartnerRecords
    from partner_success.review.findings import (
        FINDINGS,
        Finding,
        FindingKind,
        SubjectKind,
        Urgency,
        in_order,
    )
    from partner_success.review.frames import (
        NOT_IN_FRAMES,
        SINCE_NOT_IN_FRAMES,
        ReviewFrames,
        ReviewTables,
        review_frames,
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
    "FINDINGS",
    "NOT_IN_FRAMES",
    "SINCE_NOT_IN_FRAMES",
    "AccountReview",
    "AccountReview",
    "Count",
    "Count",
    "Finding",
    "Finding",
    "FindingCount",
    "FindingCount",
    "FindingKind",
    "FindingKind",
    "MaturityReview",
    "OperationReview",
    "PartnerFacts",
    "PartnerFacts",
    "PartnerRecords",
    "PortfolioAnalytics",
    "PortfolioAnalytics",
    "PortfolioReview",
    "PortfolioReview",
    "Review",
    "Review",
    "ReviewFrames",
    "ReviewTables",
    "RoleActions",
    "RoleActions",
    "StageReview",
    "StageReview",
    "SubjectKind",
    "SubjectKind",
    "TicketReview",
    "TicketReview",
    "Urgency",
    "Urgency",
    "band_migration",
    "in_order",
    "in_order",
    "portfolio_analytics",
    "portfolio_analytics",
    "portfolio_data",
    "portfolio_data",
    "review",
    "review",
    "review_data",
    "review_data",
    "review_frames",
    "review_portfolio",
    "review_portfolio",
    "review_schema",
    "review_schema",
    "reviews_data",
    "reviews_data",
]


class _Room(Room):
    """The room as a verb: who calls it gets what `review` gives."""

    def __call__(self, *args: Any, **named: Any) -> Review:
        made: Review = self.review(*args, **named)
        return made


export(
    __name__,
    """
    analytics: PortfolioAnalytics PortfolioAnalytics band_migration portfolio_analytics
      portfolio_analytics
    customers: AccountReview AccountReview
    data: portfolio_data portfolio_data review_data review_data reviews_data
      reviews_data
    facts: PartnerFacts PartnerFacts PartnerRecords
    findings: FINDINGS FINDINGS Finding Finding FindingKind FindingKind SubjectKind
      SubjectKind Urgency Urgency in_order in_order
    frames: NOT_IN_FRAMES ReviewFrames ReviewTables SINCE_NOT_IN_FRAMES review_frames
    portfolio: Count Count FindingCount FindingCount PortfolioReview PortfolioReview
      review_portfolio review_portfolio
    practice: MaturityReview OperationReview
    results: Review Review RoleActions RoleActions
    reviewing: review review
    schema: review_schema review_schema
    stage: StageReview StageReview
    tickets: TicketReview TicketReview
    """,
    room=_Room,
)
