"""What rules find of a whole portfolio: a row a finding, and a row a partner."""

from __future__ import annotations

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
