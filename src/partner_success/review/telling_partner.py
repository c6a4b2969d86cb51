"""What a review finds of a partner itself: tickets, care, surveys, readiness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from partner_success.engagement import DueItem, DueList
from partner_success.frames.results import AssessedSheet, Refusal, SurveyedPartner
from partner_success.partners import Severity
from partner_success.review.findings import Finding, Urgency
from partner_success.review.making import Maker
from partner_success.review.tickets import TicketReview
from partner_success.sla import TargetState

__all__ = [
    "care_findings",
    "readiness_findings",
    "refused_findings",
    "survey_findings",
    "ticket_findings",
]


def ticket_findings(tickets: Iterable[TicketReview], make: Maker) -> Iterator[Finding]:
    """Tell which promises are missed or running out."""
    unjudged: Counter[Severity] = Counter()
    for each in tickets:
        if each.state is None:
            unjudged[each.ticket.severity] += 1
            continue
        for target in each.state.targets:
            late = target.state == "breached"
            if not target.has_ended and (late or target.escalations):
                yield _promise(each, target, make, late=late)
    if unjudged:
        parts = ", ".join(f"{unjudged[each]} {each}" for each in Severity)
        message = (
            f"open tickets: {parts}; nobody said by which policy, so nobody knows which"
            " are late"
        )
        yield make("promises-unknown", Urgency.UNKNOWN, message)


def _promise(
    each: TicketReview, target: TargetState, make: Maker, *, late: bool
) -> Finding:
    """Tell of a promise that is missed, or of which a step was reached."""
    ticket = each.ticket
    called = [step.step.tier.name for step in target.escalations]
    whose = "" if ticket.account_id is None else f" of {ticket.account_id}"
    return make(
        "promise-missed" if late else "promise-pressing",
        Urgency.NOW if late else Urgency.SOON,
        f"ticket {ticket.id}{whose}, {ticket.severity}: {target}",
        kind="ticket",
        subject=ticket.id,
        roles=tuple(called[-1:]),
        since=None if target.breached_since is None else target.breached_since.date(),
        gravity=target.share,
    )


def care_findings(care: tuple[DueList, ...] | None, make: Maker) -> Iterator[Finding]:
    """Tell by role what is overdue, and what is due."""
    if care is None:
        message = (
            "what is owed after a launch is not known: that needs a calendar, and a"
            " record of what was done"
        )
        yield make("care-unknown", Urgency.UNKNOWN, message)
    for each in care or ():
        if each.overdue:
            yield _owed("care-overdue", Urgency.SOON, each, each.overdue, make)
        if each.due:
            yield _owed("care-due", Urgency.WATCH, each, each.due, make)


def _owed(
    code: str,
    urgency: Urgency,
    owed: DueList,
    items: tuple[DueItem, ...],
    make: Maker,
) -> Finding:
    said = "; ".join(f"{each.title}, by {each.by}" for each in items)
    return make(
        code,
        urgency,
        f"{owed.role} {'is behind with' if code == 'care-overdue' else 'owes'}: {said}",
        kind="role",
        subject=owed.role,
        roles=(owed.role,),
        since=items[0].by if code == "care-overdue" else None,
        gravity=len(items),
    )


def survey_findings(found: SurveyedPartner | None, make: Maker) -> Iterator[Finding]:
    """Tell what surveys say; what nobody was asked is not known."""
    csat = None if found is None else found.csat
    nps = None if found is None else found.nps
    if csat is None or csat.mean is None:
        message = "CSAT is not known: no project of the fiscal year was surveyed"
        yield make("surveys-unknown", Urgency.UNKNOWN, message, kind="survey")
    elif not csat.points:
        message = f"{csat.explain().title}; it earns no points"
        yield make("csat-without-points", Urgency.WATCH, message, kind="survey")
    if nps is None or nps.exact is None:
        message = "NPS is not known: nobody answered in the fiscal year"
        yield make("surveys-unknown", Urgency.UNKNOWN, message, kind="survey")
    elif nps.exact < 0:
        message = (
            f"{nps.explain().title}: {nps.detractors} detract and {nps.promoters}"
            " promote"
        )
        yield make("nps-negative", Urgency.WATCH, message, kind="survey")


def readiness_findings(found: AssessedSheet | None, make: Maker) -> Iterator[Finding]:
    """Tell the lowest level of readiness, and what is not answered."""
    if found is None:
        message = "readiness is not known: there is no readiness sheet"
        yield make("readiness-unknown", Urgency.UNKNOWN, message, kind="sheet")
        return
    readiness, level = found.readiness, found.readiness.level
    if not readiness.complete:
        message = (
            f"readiness of {found.sheet.on} is open: {len(readiness.unanswered)}"
            " elements are not answered"
        )
        yield make(
            "readiness-unknown",
            Urgency.UNKNOWN,
            message,
            kind="sheet",
            subject=found.sheet.id,
        )
    if level is not None and readiness.model.levels.below(level) is None:
        message = f"{readiness.explain().title}, on {found.sheet.on}: {level.action}"
        yield make(
            "readiness-lowest",
            Urgency.WATCH,
            message,
            kind="sheet",
            subject=found.sheet.id,
        )


def refused_findings(refusals: tuple[Refusal, ...], make: Maker) -> Iterator[Finding]:
    """Tell how many records have values that the rules refused."""
    rows = {(each.file, each.record) for each in refusals}
    if rows:
        count = "1 record has" if len(rows) == 1 else f"{len(rows)} records have"
        message = f"{count} values that the rules refused; mend them"
        yield make("values-refused", Urgency.UNKNOWN, message)
