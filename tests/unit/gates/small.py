"""A journey small enough to be seen whole, and a partner on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from partner_success.core.collections import Catalogue
from partner_success.gates import (
    ChecklistItem,
    HandOff,
    HandOffStep,
    Journey,
    JourneyRole,
    LaunchRiskTerms,
    PartnerJourney,
    Phase,
    Stage,
    Weeks,
)
from partner_success.gates.events import (
    ItemTicked,
    JourneyEvent,
    PhaseEntered,
    SignedOff,
    StageStarted,
    Submitted,
)
from partner_success.partners import Partner, TeamAssignment

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
DIGEST = "0" * 64


def items(*names: str) -> Catalogue[ChecklistItem]:
    """Give items that a hand closes."""
    made = [ChecklistItem(id=name, name=name.replace("_", " ")) for name in names]
    return Catalogue(made, kind="item")


def small_journey() -> Journey:
    """Give a journey of three stages: a gate, one with two phases, and the end."""
    first = Stage(id="first", name="First", lead="PAM", questionnaire="p", plan_days=5)
    phases = [
        Phase(id="a", name="A", items=items("x")),
        Phase(id="b", name="B", after="a", items=items("y")),
    ]
    second = Stage(
        id="second",
        name="Second",
        after="first",
        lead="PSM",
        weeks=Weeks(first=1, last=3),
        questionnaire="r",
        phases=Catalogue(phases, kind="phase"),
        launch=True,
    )
    steps = [
        HandOffStep(id="meeting", name="Meeting"),
        HandOffStep(id="docs", name="D"),
    ]
    hand_off = HandOff(
        id="over",
        name="Over",
        giver="PAM",
        taker="PSM",
        into="second",
        steps=Catalogue(steps, kind="step"),
    )
    roles = [
        JourneyRole(id="PAM", name="Account"),
        JourneyRole(id="PSM", name="Success"),
        JourneyRole(id="ADMIN", name="Administrator", overrides=True),
    ]
    live = Stage(id="live", name="Live", after="second", lead="PSM")
    return Journey(
        id="small",
        name="Small",
        roles=Catalogue(roles, kind="role"),
        stages=Catalogue([first, second, live], kind="stage"),
        hand_offs=Catalogue([hand_off], kind="hand-off"),
        launch_risk=LaunchRiskTerms(high_below=0, medium_below=14),
    )


def start() -> PartnerJourney:
    """Give a partner who stands before the first stage."""
    team = [
        TeamAssignment(role="PAM", person_id="ines"),
        TeamAssignment(role="PSM", person_id="ada"),
    ]
    acme = Partner(id="acme", name="Acme", team=team)
    return small_journey().start(acme, at=START)


def happened(journey: PartnerJourney, kind: Any, **content: Any) -> JourneyEvent:
    """Give what could be the next event of a partner, an hour after the newest."""
    place = journey.version + 1
    event: JourneyEvent = kind(
        id=f"acme#{place}",
        partner_id="acme",
        sequence=place,
        at=journey.state.at + timedelta(hours=1),
        by="ines",
        role="PAM",
        **content,
    )
    return event


def in_second_phase() -> PartnerJourney:
    """Give a partner in the last phase of the second stage."""
    journey = start()
    for kind, content in (
        (StageStarted, {"stage": "first"}),
        (
            Submitted,
            {
                "stage": "first",
                "submission_id": "s-1",
                "digest": DIGEST,
                "result": "met",
            },
        ),
        (SignedOff, {"stage": "first", "submission_id": "s-1"}),
        (StageStarted, {"stage": "second"}),
        (ItemTicked, {"stage": "second", "item": "x"}),
        (PhaseEntered, {"stage": "second", "phase": "b"}),
    ):
        journey = journey.followed_by([happened(journey, kind, **content)])
    return journey
