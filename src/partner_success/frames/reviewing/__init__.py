"""What rules find of a whole portfolio: a row a finding, and a row a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.frames.reviewing.making import (
        FindingTerms,
        ReviewQuestion,
        ReviewTables,
        review_tables,
    )
    from partner_success.frames.reviewing.sources import ReviewFrames

__all__ = [
    "FindingTerms",
    "ReviewFrames",
    "ReviewQuestion",
    "ReviewTables",
    "review_tables",
]

export(
    __name__,
    """
    making: FindingTerms ReviewQuestion ReviewTables review_tables
    sources: ReviewFrames
    """,
)
