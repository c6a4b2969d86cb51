"""What each thing could be done to: nothing that is allowed is left out."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from partner_success.gates import GateStatus, PartnerJourney, Subject
from partner_success.gates.deciding import CommandRule, Situation
from partner_success.gates.deciding.gates import GATE_RULES
from partner_success.gates.deciding.partner import PARTNER_RULES
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import actor, on_the_way
from tests.unit.gates.doing import in_status, lead_of

RULES = (*GATE_RULES, *PARTNER_RULES)


def situations(name: str) -> Iterator[PartnerJourney]:
    """Give a partner in every stage, in every status that it can be in."""
    journey = journey_called(name)
    for stage in journey.stages:
        yield on_the_way(journey, stage.id)
        for status in GateStatus if stage.is_gate else ():
            yield in_status(journey, stage.id, status)


def conceivable(rule: CommandRule, partner: PartnerJourney) -> Iterator[Subject]:
    """Give everything that a command could name."""
    field = rule.command.subject_field
    if not rule.command.in_stage:
        names = partner.journey.roles.ids if field else (None,)
        yield from (Subject(None, name) for name in names)
        return
    for stage in partner.journey.stages:
        if field is None:
            yield Subject(stage.id)
            continue
        for item in (*stage.entry, *stage.items):
            yield Subject(stage.id, item.id)
        for process in stage.processes:
            for activity in process.activities:
                path = f"{process.id}.{activity.id}"
                steps = [f"{path}.{step}" for step in activity.steps.ids] or [path]
                yield from (Subject(stage.id, step) for step in steps)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-04", "JRN-06", "JRN-15", "JRN-24", "JRN-26")
def test_whatever_can_be_done_is_among_the_subjects(name: str) -> None:
    """Each rule names everything that nothing stands against, and nothing unknown."""
    for partner in situations(name):
        here = Situation(
            journey=partner.journey, state=partner.state, at=partner.state.at
        )
        able = actor(*partner.journey.roles.ids, id=lead_of(partner).id)
        for rule in RULES:
            named = list(rule.subjects(here))
            known = set(conceivable(rule, partner))
            assert len(named) == len(set(named))
            assert set(named) <= known
            for subject in known.difference(named):
                assert any(rule.standing(here, subject, able)), (rule.command, subject)


@pytest.mark.rule("JRN-02")
def test_weeks_count_from_the_first_stage_that_has_any() -> None:
    """Where no start of onboarding was settled, it is the day of that stage's start."""
    journey = journey_called("company")
    begun = on_the_way(journey, None)
    unsettled = attrs.evolve(begun.state, onboarding_start=None)
    partner = journey.restore(unsettled).followed_by(
        on_the_way(journey, "build").events[begun.version :]
    )
    assert partner.state.onboarding_start == partner.state.at.date()
