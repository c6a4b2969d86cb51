"""Plan, risk and forecast of any journey, the standard one and a company's."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from partner_success.gates import (
    ForecastTerms,
    Journey,
    forecast,
    launch_risk,
    measured_averages,
    standing,
)
from tests.support.partners_on_the_way import on_the_way
from tests.unit.gates.standing_states import START, standing_at

DAY = timedelta(days=1)


@pytest.mark.rule("JRN-22", "JRN-23", "JRN-25")
def test_a_partner_can_be_judged_in_every_stage(any_journey: Journey) -> None:
    """Taken there by commands, with its days beside the plan."""
    for place, stage in enumerate(any_journey.stages):
        partner = on_the_way(any_journey, stage.id, ready=True)
        on = partner.state.at.date()
        entries = partner.timeline(on=on).entries
        passed = [entries[each.id].actual_last for each in any_journey.stages]
        assert all(passed[:place])
        assert not any(passed[place:])
        assert entries[stage.id].actual_first is not None
        verdict = standing(any_journey, partner.state, on)
        assert (verdict.punctuality is None) == (stage.weeks is None)
        risk = launch_risk(any_journey, partner.state, on)
        expected = (
            []
            if partner.state.is_launched
            else [each.id for each in list(any_journey.stages)[place:] if each.is_gate]
        )
        assert [each.stage for each in risk.work] == expected


@pytest.mark.rule("JRN-23", "JRN-25")
def test_the_plan_adds_up_to_the_launch(any_journey: Journey) -> None:
    """On the first day of a plan with weeks there is no buffer, and none too little."""
    weeks = [stage.id for stage in any_journey.stages if stage.weeks]
    state = standing_at(any_journey, weeks[0])
    planned = any_journey.restore(state).timeline(on=START).planned_launch
    assert planned is not None
    due = attrs.evolve(state, target_launch=planned)
    assert launch_risk(any_journey, due, START).buffer == 0
    terms = ForecastTerms(least_durations=1, draws=5, percentiles=(50,))
    journey = attrs.evolve(any_journey, forecast=terms)
    found = forecast(journey, due, [], on=START)
    assert (found.percentile(50).day, found.chance) == (planned, 1)
    assert len(found.by_plan) == len(weeks)


@pytest.mark.rule("JRN-23", "JRN-25")
def test_measured_days_are_those_of_the_journey(any_journey: Journey) -> None:
    """A forecast and an average rest on the same days."""
    stage = next(each.id for each in any_journey.stages if each.launch)
    others = [
        standing_at(
            any_journey,
            stage,
            {stage: (START, START + days * DAY)},
            partner_id=f"p-{days}",
        )
        for days in (4, 8)
    ]
    others = [
        attrs.evolve(
            each,
            launch=attrs.evolve(each.launch, launched_on=START + days * DAY),
        )
        for each, days in zip(others, (4, 8), strict=True)
    ]
    assert measured_averages(any_journey, others) == {stage: 6}
    terms = ForecastTerms(least_durations=2, draws=50, percentiles=(1, 100))
    journey = attrs.evolve(any_journey, forecast=terms)
    found = forecast(journey, standing_at(journey, stage), others, on=START + 9 * DAY)
    assert [(each.day - found.on).days for each in found.days] == [4, 8]
