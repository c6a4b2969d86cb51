"""What the tests walk with: partners, people and answers for both journeys."""

from __future__ import annotations

import pytest

from partner_success.errors import InvalidUseError
from partner_success.gates import GateStatus, Journey
from partner_success.questionnaires import Outcome, evaluate
from tests.support.partners_on_the_way import (
    AT,
    actors,
    on_the_way,
    questionnaire_of,
    set_out,
    submission,
    verdicts,
)


@pytest.mark.rule("JRN-01", "JRN-25")
def test_a_partner_can_be_taken_to_every_stage(any_journey: Journey) -> None:
    """In each stage all earlier gates are passed, and none behind it is begun."""
    for place, stage in enumerate(any_journey.stages):
        state = on_the_way(any_journey, stage.id, ready=True).state
        statuses = [gate.status for gate in state.gates.values()]
        assert state.stage == stage.id
        assert statuses[:place] == [GateStatus.PASSED] * place
        assert statuses[place] is GateStatus.IN_PROGRESS
        assert set(statuses[place + 1 :]) <= {GateStatus.NOT_STARTED}


@pytest.mark.rule("JRN-25")
def test_a_partner_is_given_people_of_the_journey(any_journey: Journey) -> None:
    """Everybody on the team is an actor with the role in which they are assigned."""
    team = set_out(any_journey).state.team
    people = actors(any_journey)
    for role, ids in team.items():
        assert ids == (people[role].id,)
        assert role in people[role].roles
    assert not set(team) & set(any_journey.overriding_roles)


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("met", Outcome.PASSED), ("failed", Outcome.FAILED)]
)
def test_answers_come_to_what_is_wanted(
    any_journey: Journey, wanted: str, outcome: Outcome
) -> None:
    """The answers to each gate are whole, signed, and judged as wanted."""
    for stage in any_journey.stages:
        if stage.is_gate:
            asked = questionnaire_of(any_journey, stage.id)
            signed = submission(
                any_journey, stage.id, "met" if wanted == "met" else "failed"
            )
            assert signed.digest == signed.computed_digest()
            result = evaluate(asked, signed.answers, on=AT.date())
            assert (result.outcome, result.problems) == (outcome, ())


@pytest.mark.parametrize(
    ("passed", "outcome"), [(True, Outcome.PASSED), (False, Outcome.FAILED)]
)
def test_answers_that_stay_open_are_decided_by_a_reviewer(
    any_journey: Journey, passed: bool, outcome: Outcome
) -> None:
    """Gates with a reviewed section can stay open, and a verdict decides them."""
    stage = next(
        stage.id
        for stage in any_journey.stages
        if stage.is_gate
        and verdicts(questionnaire_of(any_journey, stage.id), passed=True)
    )
    asked = questionnaire_of(any_journey, stage)
    answers = submission(any_journey, stage, "open").answers
    assert evaluate(asked, answers, on=AT.date()).outcome is Outcome.PARTIAL
    decided = verdicts(asked, passed=passed)
    result = evaluate(asked, answers, on=AT.date(), verdicts=decided)
    assert result.outcome is outcome


def test_answers_that_cannot_come_to_it_are_said(any_journey: Journey) -> None:
    """Where no reviewer judges anything, answers never stay open."""
    last = [stage for stage in any_journey.stages if stage.is_gate][-1]
    with pytest.raises(InvalidUseError, match="come to 'open'"):
        submission(any_journey, last.id, "open")
