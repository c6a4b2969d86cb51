"""What may be known of a customer, drawn around the edges of every trigger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partner_success.core import Series
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Severity,
    Ticket,
)
from partner_success.scoring import TriggerFacts

FIRST = date(2024, 1, 15)
SPAN = 75
"""Over the leap day of 2024, and long enough for two spans and what follows them."""

places = st.integers(0, SPAN)


def day(place: int) -> date:
    """Give a day of the time that is looked at."""
    return FIRST + timedelta(days=place)


days = places.map(day)


@st.composite
def usages(draw: st.DrawFn) -> Series:
    """Draw daily or weekly use with gaps, around the edge of a fall."""
    covers = draw(st.sampled_from([1, 2, 7, 30]))
    start, level = draw(st.integers(0, 20)), draw(st.integers(0, SPAN))
    step = draw(st.sampled_from([1, 1, covers]))
    readings: dict[date, Any] = {}
    for place in range(start, SPAN, step):
        usual = 10 if place < level else 8
        value = draw(st.sampled_from([usual, usual, usual, Decimal("9.99"), 0, None]))
        readings[day(place)] = value
    return Series(readings, covers=covers)


def series(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Series]:
    """Draw a few readings."""
    return st.dictionaries(days, values, max_size=8).map(Series)


@st.composite
def tickets(draw: st.DrawFn) -> list[Ticket]:
    """Draw tickets, most of them grave."""
    found: list[Ticket] = []
    for number in range(draw(st.integers(0, 5))):
        opened = draw(days)
        at = datetime(opened.year, opened.month, opened.day, 23, 59, tzinfo=UTC)
        lasts = draw(st.none() | st.integers(0, 20))
        found.append(
            Ticket(
                id=f"t-{number}",
                account_id="a-1",
                severity=draw(st.sampled_from([*Severity, Severity.HIGH])),
                opened_at=at,
                resolved_at=None if lasts is None else at + timedelta(days=lasts),
                is_incident=draw(st.sampled_from([True, False, None])),
            )
        )
    return found


@st.composite
def requests(draw: st.DrawFn) -> list[ExecutiveRequest]:
    """Draw requests, answered around the edge of what was agreed, or not at all."""
    found: list[ExecutiveRequest] = []
    for number in range(draw(st.integers(0, 4))):
        asked, taken = draw(days), draw(st.none() | st.integers(0, 12))
        answered = None if taken is None else asked + timedelta(days=taken)
        found.append(
            ExecutiveRequest(
                account_id="a-1",
                asked_on=asked,
                answered_on=answered,
                topic=f"topic {number}",
            )
        )
    return found


@st.composite
def evaluations(draw: st.DrawFn) -> list[AlternativeEvaluation]:
    """Draw evaluations of different alternatives."""
    found: list[AlternativeEvaluation] = []
    for number in range(draw(st.integers(0, 4))):
        noted, lasts = draw(days), draw(st.none() | st.integers(0, 30))
        ended = None if lasts is None else noted + timedelta(days=lasts)
        found.append(
            AlternativeEvaluation(
                account_id="a-1",
                noted_on=noted,
                ended_on=ended,
                alternative=f"number {number}",
            )
        )
    return found


meetings = st.dictionaries(days, st.booleans(), max_size=5).map(
    lambda held: [
        ExecutiveMeeting(account_id="a-1", on=on, held=each)
        for on, each in held.items()
    ]
)


@st.composite
def known(draw: st.DrawFn) -> TriggerFacts:
    """Draw what is known of a customer; nobody may have looked for some of it."""
    return TriggerFacts(
        usage=draw(st.none() | usages()),
        tickets=draw(st.none() | tickets()),
        nps=draw(st.none() | series(st.sampled_from([49.99, 50, 50.01, -3]))),
        feedback=draw(st.none() | series(st.integers(1, 5))),
        meetings=draw(st.none() | meetings),
        requests=draw(st.none() | requests()),
        evaluations=draw(st.none() | evaluations()),
        renews_on=draw(st.none() | days),
        holidays=draw(st.sets(days, max_size=4)),
    )
