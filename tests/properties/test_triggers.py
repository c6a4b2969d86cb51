"""Laws of triggers, against a day-by-day reading of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Series
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Severity,
    Ticket,
)
from partner_success.scoring import TriggerFacts, TriggerStart
from tests.properties.naive_triggers import NAIVE, STATES

# The fixture gives the one cached rulebook, so it may serve all examples of a test.
lasting = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

FIRST = date(2024, 1, 15)
SPAN = 75
"""Over the leap day of 2024, and long enough for two spans and what follows them."""

places = st.integers(0, SPAN)
every_trigger = pytest.mark.rule(
    "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
)


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


@pytest.mark.rule("TRG-01")
@settings(lasting, max_examples=60)
@given(usage=usages())
def test_spans_count_days_as_a_naive_count_does(
    rules: ps.Rulebook, usage: Series
) -> None:
    """On every day, with random gaps, for readings of one day and of seven."""
    facts = TriggerFacts(usage=usage)
    course = rules.triggers.usage_decline.course(facts)
    for place in range(SPAN + 40):
        expected = NAIVE["usage_decline"](facts, day(place))
        assert course.holds(day(place).toordinal()) is expected


@every_trigger
@lasting
@given(facts=known(), place=st.integers(-2, SPAN + 40))
def test_every_state_is_the_one_that_the_rules_give(
    rules: ps.Rulebook, facts: TriggerFacts, place: int
) -> None:
    """So what is not known is never taken to be quiet."""
    for result in rules.triggers.judge(facts, on=day(place)).results:
        expected = NAIVE[result.id](facts, day(place))
        assert result.state == STATES[expected]
        assert result.evidence
        assert bool(result.playbooks) is (result.state == "fired")


@every_trigger
@lasting
@given(facts=known(), place=st.integers(-2, SPAN + 40))
def test_since_is_where_a_walk_backwards_ends(
    rules: ps.Rulebook, facts: TriggerFacts, place: int
) -> None:
    """From the day back, as long as it fires on every day."""
    for result in rules.triggers.judge(facts, on=day(place)).results:
        first = place
        while NAIVE[result.id](facts, day(first)):
            first -= 1
        assert result.since == (None if first == place else day(first + 1))


@every_trigger
@lasting
@given(facts=known(), ends=st.tuples(st.integers(-40, SPAN), st.integers(0, SPAN + 40)))
def test_starts_are_those_of_a_loop_over_the_days(
    rules: ps.Rulebook, facts: TriggerFacts, ends: tuple[int, int]
) -> None:
    """Nothing begins between the days on which something can change."""
    first, last = ends[0], ends[0] + ends[1]
    expected = tuple(
        TriggerStart(on=day(place), trigger=trigger)
        for place in range(first, last + 1)
        for trigger, holds in NAIVE.items()
        if holds(facts, day(place)) and not holds(facts, day(place - 1))
    )
    assert rules.triggers.starts(facts, day(first), day(last)) == expected


@every_trigger
@lasting
@given(facts=known(), place=places)
def test_later_facts_change_nothing(
    rules: ps.Rulebook, facts: TriggerFacts, place: int
) -> None:
    """A day is judged alike before and after what follows it is known."""
    on = day(place)

    def past(readings: Series | None) -> Series | None:
        return readings and Series(readings.until(on), covers=readings.covers)

    def until(records: Any, name: str) -> Any:
        return records and [each for each in records if getattr(each, name) <= on]

    seen = TriggerFacts(
        usage=past(facts.usage),
        tickets=facts.tickets
        and [each for each in facts.tickets if each.opened_at.date() <= on],
        nps=past(facts.nps),
        feedback=past(facts.feedback),
        meetings=until(facts.meetings, "on"),
        requests=until(facts.requests, "asked_on"),
        evaluations=until(facts.evaluations, "noted_on"),
        renews_on=facts.renews_on,
        holidays=facts.holidays,
    )
    policy = rules.triggers
    assert policy.judge(seen, on=on) == policy.judge(facts, on=on)


@every_trigger
@lasting
@given(facts=known(), place=places, lot=st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(
    rules: ps.Rulebook, facts: TriggerFacts, place: int, lot: Any
) -> None:
    """Not even that of what is told."""
    mixed = {
        name: lot.sample(records, len(records))
        for name in ("tickets", "meetings", "requests", "evaluations")
        if (records := getattr(facts, name))
    }
    shuffled = attrs.evolve(facts, **mixed)
    on = day(place)
    policy = rules.triggers
    assert policy.judge(shuffled, on=on) == policy.judge(facts, on=on)


@every_trigger
@lasting
@given(facts=known(), place=places)
def test_more_that_nobody_looked_at_never_makes_it_quiet(
    rules: ps.Rulebook, facts: TriggerFacts, place: int
) -> None:
    """Taking away a kind of facts turns no state into 'quiet'."""
    policy, on = rules.triggers, day(place)
    before = policy.judge(facts, on=on).results
    kinds = ("usage", "tickets", "nps", "feedback", "meetings", "requests")
    for name in (*kinds, "evaluations"):
        after = policy.judge(attrs.evolve(facts, **{name: None}), on=on).results
        for result in after:
            assert result.state != "quiet" or before[result.id].state == "quiet"
