"""Laws of triggers, against a day-by-day reading of the rules."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Series
from partner_success.scoring import TriggerFacts, TriggerStart
from tests.properties.naive_triggers import NAIVE, STATES
from tests.properties.trigger_cases import SPAN, day, known, places, usages

# The fixture gives the one cached rulebook, so it may serve all examples of a test.
lasting = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

every_trigger = pytest.mark.rule(
    "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
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
