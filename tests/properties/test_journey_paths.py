"""What lies between, and what can be done, agree with what is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.gates import PartnerJourney, StartStage, Subject
from partner_success.gates.deciding import COMMAND_RULES
from partner_success.interop import (
    event_document,
    journey_state_document,
    read_journey_events,
    read_journey_state,
)
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import actor
from tests.support.walking import everything, give, situation_of, walk


def holds_of_paths(on: PartnerJourney) -> None:
    """Look at the way to every stage from where a partner is."""
    start = COMMAND_RULES[StartStage]
    anybody = actor(*on.journey.roles.ids)
    said: set[str] = set()
    for stage in on.journey.stages:
        path = on.why_not(stage.id)
        messages = {each.reason.message for each in path.obstacles}
        assert path.arrived is (on.state.gates[stage.id].started_at is not None)
        if not path.arrived:
            refused = list(start.standing(situation_of(on), Subject(stage.id), anybody))
            assert path.is_clear is (not refused)
            # Whatever keeps a partner from a stage keeps it from the ones behind it.
            assert said <= messages
            said = messages
        for each in path.obstacles:
            assert each.stage in on.journey.stages
            assert set(each.roles) <= set(on.journey.roles.ids)
            team = {
                person for role in each.roles for person in on.state.team.get(role, ())
            }
            assert set(each.people) == team


@pytest.mark.rule("JRN-04")
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(data=st.data())
def test_nothing_lies_between_just_where_a_stage_can_be_started(
    name: str, data: st.DataObject
) -> None:
    """From anywhere, and what lies before a nearer stage lies before a later one."""
    for on in walk(data.draw, journey_called(name)):
        holds_of_paths(on)


@pytest.mark.rule("JRN-09")
@settings(max_examples=10)
@given(data=st.data())
def test_what_is_listed_is_what_is_accepted_and_allowed(data: st.DataObject) -> None:
    """For somebody in any role, wherever a walk comes to."""
    rules = ps.standard()
    for on in walk(data.draw, rules.journey, steps=3):
        who = actor(data.draw(st.sampled_from(rules.journey.roles.ids)))
        at = situation_of(on).at
        listed = {
            (each.command, each.subject): each.access
            for each in on.next_actions(who, rules.access, at=at)
        }
        for rule, subject in everything(on):
            decision = listed.get((rule.command, subject))
            step = give(on, rule.command, subject, who)
            if decision is not None:
                assert decision.allowed
                assert not step.refused, step.explain()
            elif not step.refused:
                kind = rules.access.actions[rule.access].kind
                partner = on.resource_for(who)
                status = str(on.state.gate.status)
                asked = (
                    partner
                    if kind == "partner"
                    else partner.gate(on.stage, status=status)
                )
                denied = rules.access.decide(
                    who, rule.access, asked, at=at, reason="so"
                )
                assert not denied.allowed


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10)
@given(data=st.data())
def test_a_log_that_went_through_documents_leads_to_the_same(
    name: str, data: st.DataObject
) -> None:
    """Whole, cut anywhere, or taken up from the state that was stored there."""
    journey = journey_called(name)
    *_, on = walk(data.draw, journey)
    log = read_journey_events([event_document(each) for each in on.events])
    assert journey.replay(log) == on
    version = data.draw(st.integers(1, on.version))
    then = on.at_version(version)
    assert journey.replay(log[:version]) == then
    stored = journey_state_document(then.snapshot())
    restored = journey.restore(read_journey_state(stored))
    assert restored.followed_by(log).state == on.state
