"""Plain use of the public names of journeys: checked by mypy and pyright, never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type

import partner_success as ps
from partner_success.access import Actor
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.decision import Reason
from partner_success.gates import (
    Forecast,
    GateState,
    GateStatus,
    Journey,
    JourneyEvent,
    JourneyState,
    LaunchRisk,
    NextAction,
    Obstacle,
    PartnerJourney,
    SignOff,
    Stage,
    Standing,
    StartStage,
    Step,
    Timeline,
    forecast,
    launch_risk,
    standing,
)
from partner_success.interop import event_document, read_journey_events
from partner_success.partners import Partner, TeamAssignment

rules = ps.standard()
moment = datetime(2026, 5, 4, 9, tzinfo=UTC)
day = date(2026, 5, 4)
ada = Actor(id="p-1", email="ada@example.com", roles=["PAM"])
acme = Partner(
    id="acme", name="Acme", team=[TeamAssignment(role="PAM", person_id="p-1")]
)

assert_type(rules.journey, Journey)
assert_type(rules.journey.stages, Catalogue[Stage])
way = rules.journey.start(acme, at=moment)
assert_type(way, PartnerJourney)
step = way.apply(StartStage(by=ada, stage="pre_contract"), at=moment)
assert_type(step, Step)
assert_type(step.refused, bool)
assert_type(step.reasons, tuple[Reason, ...])
assert_type(step.events, tuple[JourneyEvent, ...])
assert_type(step.journey.apply(SignOff(by=ada), at=moment), Step)
assert_type(way.state.gates, FrozenMap[str, GateState])
assert_type(way.state.gate.status, GateStatus)
assert_type(way.snapshot(), JourneyState)
assert_type(rules.journey.restore(way.snapshot()), PartnerJourney)
assert_type(rules.journey.replay(way.events), PartnerJourney)
assert_type(way.why_not("gate_0").obstacles, tuple[Obstacle, ...])
assert_type(way.next_actions(ada, rules.access, at=moment), tuple[NextAction, ...])
assert_type(way.timeline(on=day), Timeline)
assert_type(standing(rules.journey, way.state, day), Standing)
assert_type(launch_risk(rules.journey, way.state, day), LaunchRisk)
assert_type(forecast(rules.journey, way.state, [way.state], on=day, seed=7), Forecast)
kept = [event_document(event) for event in way.events]
assert_type(read_journey_events(kept), tuple[JourneyEvent, ...])
