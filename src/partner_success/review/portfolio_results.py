"""What a review of a portfolio comes to."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.errors import UnknownNameError
from partner_success.frames.results import Refusal
from partner_success.review.findings import Finding, Urgency
from partner_success.review.results import Review, counts_text, who_text

__all__ = ["Count", "FindingCount", "PortfolioReview"]


@attrs.frozen(kw_only=True)
class Count:
    """How many share a stage or a band.

    Attributes:
        id: Its id; ``"not known"``, ``"not scored"``, ``"refused"`` or ``"left"`` for
            those that have none.
        name: The same for people.
        count: How many.
    """

    id: str
    name: str
    count: int


@attrs.frozen(kw_only=True)
class FindingCount:
    """How often something was found.

    Attributes:
        code: The kind of finding.
        name: The same for people.
        urgency: How soon somebody should act.
        count: How often it was found.
        partners: Of how many partners.
    """

    code: str
    name: str
    urgency: Urgency
    count: int
    partners: int


@attrs.frozen(kw_only=True)
class PortfolioReview(Explained):
    """Everything that the rules say of the partners of a portfolio.

    Attributes:
        at: The instant. Its day is that of its own zone.
        reviews: Each partner, worst first: whoever has more findings for now, then for
            soon, to watch, not known; of equals by id.
        stages: How many partners are in each stage, in the order of the journey; they
            add up to the partners.
        bands: How many customers are in each band of health, best first; they add up to
            the customers.
        common: How often each kind of finding was found: by urgency, then the most
            frequent first.
        refusals: Rows that were not read, and values that the rules refused.
        remarks: What else a reader should know, such as rows of nobody.
        provenance: The rulebook edition that decided.
    """

    at: datetime
    reviews: tuple[Review, ...]
    stages: tuple[Count, ...]
    bands: tuple[Count, ...]
    common: tuple[FindingCount, ...]
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, partner by partner."""
        return tuple(each for found in self.reviews for each in found.worst)

    @property
    def counts(self) -> dict[Urgency, int]:
        """How many findings there are of each urgency, the most pressing first."""
        counted = Counter(each.urgency for each in self.findings)
        return {each: counted[each] for each in Urgency}

    def partner(self, partner_id: str) -> Review:
        """Give the review of one partner.

        Raises:
            UnknownNameError: There is no such partner; near ones are named.
        """
        for each in self.reviews:
            if each.partner_id == partner_id:
                return each
        known = [each.partner_id for each in self.reviews]
        raise UnknownNameError("partner", partner_id, known)

    def explain(self) -> Explanation:
        """Tell each partner with its counts, what presses most, and for whom it is."""
        rows = [
            (
                each.name,
                *(str(count) for count in each.counts.values()),
                each.worst[0].message if each.worst else "",
                who_text(each.worst[0]) if each.worst else "",
            )
            for each in self.reviews
        ]
        count = len(self.reviews)
        return Explanation(
            title=f"{count} partner{'' if count == 1 else 's'} on {self.on}:"
            f" {counts_text(self.counts)}",
            columns=("partner", *map(str, Urgency), "first", "who"),
            rows=tuple(rows),
            remarks=self.remarks,
            provenance=self.provenance,
        )
