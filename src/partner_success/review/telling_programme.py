"""What a review finds of a partner in a programme: practice, enablement, incentives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from partner_success.core.money import total
from partner_success.practice.incentives.lines import IncentiveLine
from partner_success.practice.incentives.statement import IncentiveStatement
from partner_success.practice.specialisation import LevelCheck, SpecialisationReport
from partner_success.programme import (
    CsmProgress,
    PartnerCheck,
    PilotPartnerStanding,
    RequirementState,
    SessionStanding,
    SessionState,
)
from partner_success.review.asked import Asked
from partner_success.review.findings import Finding, Urgency
from partner_success.review.making import Maker
from partner_success.review.programme import ProgrammeReview

__all__ = ["programme_findings"]


def programme_findings(
    found: ProgrammeReview, make: Maker, asked: Asked
) -> Iterator[Finding]:
    """Tell what a partner lacks in a programme, and what is in its reach."""
    if found.requirements is not None:
        yield from _requirements(found.requirements, make)
    if found.pilot is not None:
        yield from _pilot(found.pilot, make)
    for csm in () if found.enablement is None else found.enablement.csms:
        yield from _enablement(csm, make)
    if found.specialisation is not None:
        yield from _specialisation(found.specialisation, make)
    if found.incentives is not None:
        yield from _due(found, found.incentives, make, asked)
        yield from _undecided(found.incentives.undecided, make)


def _requirements(found: PartnerCheck, make: Maker) -> Iterator[Finding]:
    """Tell each requirement that is not met, or of which nobody knows."""
    kinds = {
        RequirementState.NOT_MET: ("requirement-not-met", Urgency.SOON),
        RequirementState.NOT_KNOWN: ("requirement-unknown", Urgency.UNKNOWN),
    }
    for each in found.results:
        if each.state in kinds:
            code, urgency = kinds[each.state]
            yield make(
                code,
                urgency,
                each.reason.message,
                kind="requirement",
                subject=each.id,
            )


def _pilot(found: PilotPartnerStanding, make: Maker) -> Iterator[Finding]:
    if found.lacks:
        message = f"in the pilot it is not yet {', '.join(found.lacks)}"
        yield make("pilot-open", Urgency.WATCH, message, gravity=len(found.lacks))


def _enablement(csm: CsmProgress, make: Maker) -> Iterator[Finding]:
    """Tell what one CSM missed, what is open this week, and what was out of order."""
    late = csm.overdue
    if late:
        first = min(each.session.by for each in late)
        yield make(
            "enablement-overdue",
            Urgency.SOON,
            f"{csm.id}: {_sessions(late)} overdue since {first}",
            kind="csm",
            subject=csm.id,
            since=first + timedelta(days=1),
            gravity=len(late),
        )
    now = [each for each in csm.standings if each.state is SessionState.OPEN]
    if now:
        last = min(each.session.by for each in now)
        message = f"{csm.id}: {_sessions(now)} due by {last}"
        yield make("enablement-due", Urgency.WATCH, message, kind="csm", subject=csm.id)
    for breach in csm.breaches:
        message = f"out of order: {breach}"
        yield make(
            "enablement-out-of-order",
            Urgency.WATCH,
            message,
            kind="csm",
            subject=csm.id,
            since=breach.on,
        )


def _sessions(found: Iterable[SessionStanding]) -> str:
    names = [str(each.session) for each in found]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}"


def _specialisation(found: SpecialisationReport, make: Maker) -> Iterator[Finding]:
    """Tell what leads to the next level, and exams that count no longer."""
    following = found.next
    if following is None:
        return
    steps = following.steps
    reached = "none" if found.reached is None else found.reached.name
    word = "step" if len(steps) == 1 else "steps"
    yield make(
        "specialisation-in-reach",
        Urgency.CHANCE,
        f"{following.level.name} is {len(steps)} {word} away (reached: {reached}):"
        f" {'; '.join(map(str, steps))}",
        kind="specialisation",
        subject=following.id,
        gravity=-len(steps),
    )
    yield from _expired(following, make)


def _expired(following: LevelCheck, make: Maker) -> Iterator[Finding]:
    for role in following.roles:
        for each in role.uncertified:
            if each.standing.state == "expired":
                yield make(
                    "certification-expired",
                    Urgency.SOON,
                    f"{each.person_id}: {each.exam.name} {each.standing}",
                    kind="csm",
                    subject=each.person_id,
                    since=None
                    if each.standing.day is None
                    else each.standing.day + timedelta(days=1),
                )


def _due(
    found: ProgrammeReview, statement: IncentiveStatement, make: Maker, asked: Asked
) -> Iterator[Finding]:
    """Tell what is paid in the quarter of the day."""
    due = found.due(asked.on)
    if not due:
        return
    amount = total((each.amount for _, each in due), currency=statement.currency)
    lines = ", ".join(f"{line.kind} of {line.subject}" for line, _ in due)
    quarter = due[0][1].quarter
    yield make(
        "incentive-due",
        Urgency.WATCH,
        f"{amount} is paid in {quarter}: {lines}",
        kind="incentive",
        subject=quarter.label,
    )


def _undecided(lines: Iterable[IncentiveLine], make: Maker) -> Iterator[Finding]:
    """Tell what may still be earned, and what is lacking for it."""
    for line in lines:
        first, *others = line.lacking
        more = f", and {len(others)} more" if others else ""
        yield make(
            "incentive-open",
            Urgency.CHANCE,
            f"{line.kind} of {line.subject} is not decided:"
            f" {first.reason.message}{more}",
            kind="incentive",
            subject=f"{line.kind} {line.subject}",
            rules=first.rules,
            gravity=-len(line.lacking),
        )
