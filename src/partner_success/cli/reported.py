"""What the report of ``partner-success review`` is made of."""

from __future__ import annotations

from pathlib import Path

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.review import PortfolioReview
from partner_success.rulebook import Rulebook

__all__ = ["Reported"]


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
