"""What a review finds on the way of a partner."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor
from partner_success.gates import Block, JourneyState, Metric, PartnerJourney
from partner_success.review import Review, Urgency
from tests.support.reviewed import (
    JOURNEYS_AT,
    of_code,
    only,
    partner,
    snapshot,
    way,
    ways,
)


def reviewed(
    rules: ps.Rulebook, journey: PartnerJourney, days: int = 0, **more: bool
) -> Review:
    """Review a partner on its journey, some days after the newest event of all."""
    own = journey.state.partner_id
    others = [each.state for id_, each in ways().items() if id_ != own]
    return ps.review(
        snapshot(partner=partner(journey.state.partner_id)),
        rules,
        at=JOURNEYS_AT + timedelta(days=days),
        journey=journey,
        others=others,
        **more,
    )


def changed(journey: PartnerJourney, **state: object) -> PartnerJourney:
    """Give a journey whose state differs."""
    found: JourneyState = attrs.evolve(journey.state, **state)  # type: ignore[arg-type]
    return attrs.evolve(journey, state=found)


def test_a_blocked_gate_is_for_now(rules: ps.Rulebook) -> None:
    """With what blocks it, and who leads the gate."""
    one = only(reviewed(rules, way("quarry")), "gate-blocked")
    assert one.urgency is Urgency.NOW
    assert "The sandbox of the ordering API is down" in one.message
    assert (one.kind, one.subject, one.roles) == ("stage", "gate_2", ("TPM",))
    assert one.people == ("june",)


def test_only_a_blocker_in_the_way_is_told_once(rules: ps.Rulebook) -> None:
    """It is not said a second time as something in the way."""
    lead = Actor(id="ada", email="ada@example.com", roles=["PAM"])
    started = rules.journey.start(partner(), at=JOURNEYS_AT)
    step = started.apply(Block(by=lead, reasons=("no room",)), at=JOURNEYS_AT)
    found = reviewed(rules, step.journey)
    assert only(found, "gate-blocked").message == "Pre-Contract is blocked: no room"
    assert not of_code(found, "stage-waits") + of_code(found, "stage-can-start")


def test_a_failed_gate_is_for_soon(rules: ps.Rulebook) -> None:
    """It has to be reworked."""
    one = only(reviewed(rules, way("redwood")), "gate-failed")
    assert one.urgency is Urgency.SOON
    assert one.roles == ("TPM",)


def test_a_late_stage_is_for_soon(rules: ps.Rulebook) -> None:
    """By how many days, and since when."""
    found = reviewed(rules, way("pinecrest"))
    assert found.stage is not None
    one = only(found, "stage-late")
    assert f"{found.stage.standing.days} days behind its plan" in one.message
    assert one.since == found.stage.standing.planned_last
    assert found.stage.standing.planned_last is not None
    last = found.stage.standing.planned_last
    assert (found.on - last).days == found.stage.standing.days
    start = found.stage.journey.state.onboarding_start
    assert start is not None
    # As if it had begun so much later that the plan ended the day before.
    moved = start + timedelta(days=found.stage.standing.days - 1)
    one = only(
        reviewed(rules, changed(way("pinecrest"), onboarding_start=moved)),
        "stage-late",
    )
    assert "is 1 day behind" in one.message


def test_what_is_in_the_way_is_to_be_watched(rules: ps.Rulebook) -> None:
    """The first thing, how many more, and every role that can resolve something."""
    found = reviewed(rules, way("silverpine"))
    assert found.stage is not None
    one = only(found, "stage-waits")
    assert one.message.startswith("before Gate 3")
    assert one.message.endswith(f"and {len(found.stage.obstacles) - 1} more")
    assert set(one.roles) == {
        role
        for each in (found.stage.path.obstacles if found.stage.path else ())
        for role in each.roles
    }


def test_one_thing_in_the_way_is_told_alone(rules: ps.Rulebook) -> None:
    """Without a count of more."""
    started = rules.journey.start(partner(), at=JOURNEYS_AT)
    found = reviewed(rules, started)
    assert found.stage is not None
    one = [*of_code(found, "stage-waits"), *of_code(found, "stage-can-start")]
    assert len(one) == 1
    assert "more" not in one[0].message


def test_a_partner_that_has_just_set_out_can_start(rules: ps.Rulebook) -> None:
    """Nothing lies before the first stage, and its lead should start it."""
    one = only(
        reviewed(rules, rules.journey.start(partner(), at=JOURNEYS_AT)),
        "stage-can-start",
    )
    assert one.message.startswith("Pre-Contract can be started")
    assert (one.urgency, one.roles) == (Urgency.SOON, ("PAM",))


def test_a_launch_at_high_risk_is_for_now(rules: ps.Rulebook) -> None:
    """The buffer is told, cut and never rounded up."""
    found = reviewed(rules, way("quarry"), 200)
    assert found.stage is not None
    assert found.stage.risk.level == "high"
    one = only(found, "launch-at-risk")
    assert one.urgency is Urgency.NOW
    assert f"the launch on {found.stage.risk.target}" in one.message


def test_a_launch_at_medium_risk_is_to_be_watched(rules: ps.Rulebook) -> None:
    """And one at low risk is no finding."""
    levels: dict[str | None, list[str]] = {}
    journey = way("silverpine")
    target = journey.state.target_launch
    assert target is not None
    for days in range(0, 300, 3):
        later = changed(journey, target_launch=target - timedelta(days=days))
        found = reviewed(rules, later, forecasts=False)
        assert found.stage is not None
        codes = [e.code for e in found.worst if e.code.startswith("launch-")]
        levels[found.stage.risk.level] = codes
    assert levels == {
        "high": ["launch-at-risk"],
        "medium": ["launch-tight"],
        "low": [],
    }


def test_without_a_target_the_risk_is_not_known(rules: ps.Rulebook) -> None:
    """Nobody can say that it is late, or in time."""
    found = reviewed(rules, changed(way("silverpine"), target_launch=None))
    assert only(found, "launch-unknown").urgency is Urgency.UNKNOWN


def test_a_missed_metric_is_for_soon(rules: ps.Rulebook) -> None:
    """With the playbook for metrics; one that is met is no finding."""
    metrics = (
        Metric(id="orders", value=97, target=98, direction="at least", unit="%"),
        Metric(id="hours", value=20, target=24, direction="at most"),
    )
    found = reviewed(rules, changed(way("opal-cloud"), metrics=metrics))
    one = only(found, "metric-missed")
    assert one.message == "orders is 97 %, and has to be at least 98"
    assert one.playbooks == ("metrics_below_target",)
    assert one.roles


def test_a_launched_partner_has_no_launch_ahead(rules: ps.Rulebook) -> None:
    """Nothing lies before the last stage either."""
    found = reviewed(rules, way("amberline"))
    assert found.stage is not None
    assert found.stage.path is None
    assert found.stage.obstacles == ()
    codes = {each.code for each in found.worst}
    assert not codes & {"launch-at-risk", "launch-tight", "stage-waits"}


def test_launches_are_forecast_where_the_journey_has_terms(
    rules: ps.Rulebook,
) -> None:
    """And where somebody asks for it."""
    whole, short = (
        reviewed(rules, way("silverpine"), forecasts=each) for each in (True, False)
    )
    assert whole.stage is not None
    assert whole.stage.forecast is not None
    assert whole.stage.forecast.days
    assert short.stage is not None
    assert short.stage.forecast is None
    terms = attrs.evolve(rules.journey, forecast=None)
    journey = attrs.evolve(way("silverpine"), journey=terms)
    without = reviewed(rules, journey)
    assert without.stage is not None
    assert without.stage.forecast is None


def test_averages_are_those_of_all_partners(rules: ps.Rulebook) -> None:
    """Its own and the others'."""
    found = reviewed(rules, way("silverpine"))
    assert found.stage is not None
    assert {each.source for each in found.stage.risk.work} == {"measured"}
    alone = ps.review(
        snapshot(partner=partner("silverpine")),
        rules,
        at=JOURNEYS_AT,
        journey=way("silverpine"),
    )
    assert alone.stage is not None
    assert {each.source for each in alone.stage.risk.work} == {"plan"}


def test_without_a_journey_nothing_is_claimed_of_the_way(rules: ps.Rulebook) -> None:
    """That none is known is said, also of one that begins later."""
    later = rules.journey.start(partner(), at=JOURNEYS_AT + timedelta(days=1))
    for journey in (None, later):
        found = ps.review(snapshot(), rules, at=JOURNEYS_AT, journey=journey)
        assert found.stage is None
        assert only(found, "journey-unknown").urgency is Urgency.UNKNOWN


@pytest.mark.parametrize("id_", sorted(ways()))
def test_every_partner_of_the_example_is_reviewed(rules: ps.Rulebook, id_: str) -> None:
    """Whoever should act in a stage is named by role."""
    found = reviewed(rules, way(id_), forecasts=False)
    assert found.stage is not None
    staged = [each for each in found.worst if each.kind == "stage"]
    assert all(each.roles for each in staged)
