"""The triggers once more, day by day and as slowly as they are written down.

Nothing here is shared with the library beyond its records: no cut of time, no sum kept
from one day to the next, and every number by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from partner_success.core import Series
from partner_success.partners import ExecutiveRequest
from partner_success.scoring import TriggerFacts

Holds = bool | None


def ago(on: date, count: int) -> date:
    """Give the day some days before another."""
    return on - timedelta(days=count)


def known_use(series: Series, on: date) -> dict[date, Fraction]:
    """Give the use of each day, as it was known on a day."""
    known: dict[date, Fraction] = {}
    for reading in reversed(series.until(on)):
        exact = reading.exact
        for back in range(series.covers):
            known[ago(reading.on, back)] = exact
    return known


def mean(values: list[Fraction | None]) -> Fraction | None:
    """Give the mean of what is known, if at least seven days are."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction()) / len(known) if len(known) >= 7 else None


def usage_decline(facts: TriggerFacts, on: date) -> Holds:
    """Compare fourteen days with the fourteen before."""
    known = known_use(facts.usage or Series(), on)
    if not known or min(known) > ago(on, 27):
        return None
    now = mean([known.get(ago(on, back)) for back in range(14)])
    before = mean([known.get(ago(on, back)) for back in range(14, 28)])
    if now is None or before is None:
        return None
    return before > 0 and (before - now) / before >= Fraction(1, 5)


def performance(facts: TriggerFacts, on: date) -> Holds:
    """Count grave incidents of thirty days."""
    if facts.tickets is None:
        return None
    found = [
        ticket
        for ticket in facts.tickets
        if ago(on, 29) <= ticket.opened_at.date() <= on
        and ticket.severity in ("critical", "high")
        and ticket.is_incident in (True, None)
    ]
    return len(found) >= 2


def either(*parts: Holds) -> Holds:
    """Hold where one does, and only fail where all do."""
    if any(parts):
        return True
    return None if None in parts else False


def complaints(facts: TriggerFacts, on: date) -> Holds:
    """Look at the newest score, and at the newest four marks."""
    scores = [each.exact for each in facts.nps or () if each.on <= on]
    marks = [each.exact for each in facts.feedback or () if each.on <= on]
    low = scores[-1] < 50 if scores else None
    fell = None
    if len(marks) >= 4:
        first, second, third, last = marks[-4:]
        fell = first > second > third > last
    return either(low, fell)


def working_days(request: ExecutiveRequest, last: date, facts: TriggerFacts) -> int:
    """Count the working days after a question, up to a day."""
    passed = (last - request.asked_on).days
    counted = (request.asked_on + timedelta(days=n + 1) for n in range(passed))
    return sum(day.weekday() < 5 and day not in facts.holidays for day in counted)


def executives(facts: TriggerFacts, on: date) -> Holds:
    """Look at the newest meeting, at what waits and at the newest answer."""
    missed = late = None
    if facts.meetings is not None:
        past = [meeting for meeting in facts.meetings if meeting.on <= on]
        missed = bool(past) and not max(past, key=lambda each: each.on).held
    if facts.requests is not None:
        answered = [
            (
                each.answered_on,
                each.asked_on,
                working_days(each, each.answered_on, facts),
            )
            for each in facts.requests
            if each.answered_on is not None and each.answered_on <= on
        ]
        waiting = [
            working_days(each, on, facts)
            for each in facts.requests
            if each.asked_on <= on
            and (each.answered_on is None or each.answered_on > on)
        ]
        late = any(taken > 5 for taken in waiting)
        late = late or (bool(answered) and max(answered)[2] > 5)
    return either(missed, late)


def competition(facts: TriggerFacts, on: date) -> Holds:
    """Look for an evaluation that runs."""
    if facts.evaluations is None:
        return None
    return any(
        each.noted_on <= on and not (each.ended_on and each.ended_on <= on)
        for each in facts.evaluations
    )


NAIVE: Final[dict[str, Callable[[TriggerFacts, date], Holds]]] = {
    "usage_decline": usage_decline,
    "performance": performance,
    "complaints": complaints,
    "executive_disengagement": executives,
    "competitive_activity": competition,
}
STATES: Final = {True: "fired", False: "quiet", None: "not enough data"}
