"""What a review finds of a partner's operation, and of its own practice."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.core.quantities import decimal_text
from partner_success.review.asked import Asked
from partner_success.review.findings import Finding, Urgency
from partner_success.review.making import Maker
from partner_success.review.practice import MaturityReview, OperationReview
from partner_success.scoring.results import NotScored, Score

__all__ = ["maturity_findings", "operation_findings"]


def operation_findings(
    found: OperationReview | None, make: Maker, asked: Asked, *, launched: bool
) -> Iterator[Finding]:
    """Tell whether a partner operates so that somebody is called for.

    Before its launch there is nothing to operate, so that nobody misses a reading.
    """
    if found is None:
        if launched:
            message = "operational health is not known: there is no reading of it"
            yield make("operation-unknown", Urgency.UNKNOWN, message)
        return
    health = found.health
    if isinstance(health, NotScored):
        message = f"operational health: {health.reason.message}"
        yield make("operation-unknown", Urgency.UNKNOWN, message)
    elif health is not None and found.playbooks:
        yield from _called_for(found, health, make, asked)


def _called_for(
    found: OperationReview, health: Score, make: Maker, asked: Asked
) -> Iterator[Finding]:
    """Tell of a band that calls for somebody; the top one calls for nobody here."""
    band = health.band
    if health.model.require_bands().above(band) is None:
        return
    escalation = asked.rules.triggers.responses[band.id].escalation
    drag = health.greatest_drag
    # Below the top band something is lost.
    assert drag is not None
    lost = decimal_text(drag.lost_count, drag.denominator)
    call = "" if escalation is None else f"; bring in: {escalation}"
    roles = (asked.rules.playbooks[id_].role for id_ in found.playbooks)
    yield make(
        "operation-band",
        Urgency.SOON if escalation is None else Urgency.NOW,
        f"operational health {health.text}, {band.name}; {drag.name} costs most,"
        f" {lost} points{call}",
        roles=tuple(dict.fromkeys(roles)),
        playbooks=found.playbooks,
        since=found.reading.on,
        gravity=-health.exact,
    )


def maturity_findings(found: MaturityReview | None, make: Maker) -> Iterator[Finding]:
    """Tell what a partner's practice lacks, and what was not answered."""
    if found is None:
        message = "CS maturity is not known: nobody asked what is in place"
        yield make("maturity-unknown", Urgency.UNKNOWN, message)
        return
    maturity, on = found.maturity, found.sheet.on
    if maturity is None:
        return
    if maturity.range.missing:
        missing = ", ".join(maturity.range.missing)
        message = f"CS maturity of {on} is open: not answered: {missing}"
        yield make("maturity-unknown", Urgency.UNKNOWN, message)
    if maturity.next is not None:
        message = f"{maturity.explain().title}, on {on}: {maturity.next.advice}"
        yield make(
            "maturity-open", Urgency.WATCH, message, gravity=len(maturity.to_build)
        )
