"""What a review finds of the end of a contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partner_success.engagement.renewals.prompts import PlannedPrompt
from partner_success.review.asked import Asked
from partner_success.review.findings import Finding, SubjectKind, Urgency
from partner_success.review.making import Maker

__all__ = ["renewal_findings"]


def renewal_findings(  # noqa: PLR0913 - whose contract it is, and when it ends
    make: Maker,
    asked: Asked,
    *,
    name: str,
    kind: SubjectKind,
    subject: str,
    renews_on: date | None,
    prompts: tuple[PlannedPrompt, ...],
) -> Iterator[Finding]:
    """Tell that a contract ended, or what is to be done now before it does."""
    if renews_on is None:
        return
    left = (renews_on - asked.on).days
    if left < 0:
        yield make(
            "renewal-passed",
            Urgency.NOW,
            f"{name}: its contract ended on {renews_on}, and nothing says what became"
            " of it",
            kind=kind,
            subject=subject,
            since=renews_on,
            gravity=-left,
        )
    elif prompts:
        said = "; ".join(f"{each.prompt.name}, by {each.closes_on}" for each in prompts)
        days = "1 day" if left == 1 else f"{left} days"
        yield make(
            "renewal-ahead",
            Urgency.WATCH,
            f"{name}: renews on {renews_on}, in {days}: {said}",
            kind=kind,
            subject=subject,
            roles=tuple(dict.fromkeys(str(each.prompt.side) for each in prompts)),
            gravity=-left,
        )
