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
    from partner_success.review.facts import PartnerRecords
    from partner_success.review.findings import (
        FINDINGS,
        Finding,
        FindingKind,
        SubjectKind,
        Urgency,
        in_order,
    )
    from partner_success.review.folder import ReviewFolder
    from partner_success.review.frames import (
        NOT_IN_FRAMES,
        SINCE_NOT_IN_FRAMES,
        ReviewFrames,
        ReviewTables,
        review_frames,
    )
    from partner_success.review.portfolio import review_portfolio
    from partner_success.review.portfolio_results import (
        Count,
        FindingCount,
        PortfolioReview,
    )
    from partner_success.review.practice import MaturityReview, OperationReview
    from partner_success.review.practice_records import (
        EnablementRecord,
        PracticeRecords,
    )
    from partner_success.review.programme import ProgrammeReview
    from partner_success.review.reading import read_folder
    from partner_success.review.results import Review, RoleActions
    from partner_success.review.reviewing import review
    from partner_success.review.schema import review_schema
    from partner_success.review.stage import StageReview
    from partner_success.review.tickets import TicketReview

__all__ = [
    "FINDINGS",
    "NOT_IN_FRAMES",
    "SINCE_NOT_IN_FRAMES",
    "AccountReview",
    "Count",
    "EnablementRecord",
    "Finding",
    "FindingCount",
    "FindingKind",
    "MaturityReview",
    "OperationReview",
    "PartnerRecords",
    "PortfolioAnalytics",
    "PortfolioReview",
    "PracticeRecords",
    "ProgrammeReview",
    "Review",
    "ReviewFolder",
    "ReviewFrames",
    "ReviewTables",
    "RoleActions",
    "StageReview",
    "SubjectKind",
    "TicketReview",
    "Urgency",
    "band_migration",
    "in_order",
    "portfolio_analytics",
    "portfolio_data",
    "read_folder",
    "review",
    "review_data",
    "review_frames",
    "review_portfolio",
    "review_schema",
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
    analytics: PortfolioAnalytics band_migration portfolio_analytics
    customers: AccountReview
    data: portfolio_data review_data reviews_data
    facts: PartnerRecords
    findings: FINDINGS Finding FindingKind SubjectKind Urgency in_order
    folder: ReviewFolder
    frames: NOT_IN_FRAMES ReviewFrames ReviewTables SINCE_NOT_IN_FRAMES review_frames
    portfolio: review_portfolio
    portfolio_results: Count FindingCount PortfolioReview
    practice: MaturityReview OperationReview
    practice_records: EnablementRecord PracticeRecords
    programme: ProgrammeReview
    reading: read_folder
    results: Review RoleActions
    reviewing: review
    schema: review_schema
    stage: StageReview
    tickets: TicketReview
    """,
    room=_Room,
)
