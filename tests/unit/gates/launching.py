"""A small journey with a beta and a launch, and partners at any place on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from partner_success.access import Actor
from partner_success.core.collections import Catalogue
from partner_success.gates import (
    BetaCustomer,
    ChecklistItem,
    Closing,
    Command,
    Document,
    HandOff,
    HandOffStep,
    Journey,
    JourneyRole,
    LaunchRiskTerms,
    Metric,
    PartnerJourney,
    Phase,
    Stage,
    SupportGap,
    Weeks,
)
from partner_success.gates.events import (
    Blocked,
    ItemTicked,
    JourneyEvent,
    PhaseEntered,
    SignedOff,
    StageStarted,
    Submitted,
)
from partner_success.partners import Partner, TeamAssignment

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""When every partner here sets out."""

TODAY = date(2026, 3, 2)
"""The day of everything that these partners do."""

PSM = Actor(id="p-2", email="ada@example.com", roles=["PSM"])
"""Who leads the stage with the beta."""


def item(id_: str, closed_by: Closing = Closing.HAND) -> ChecklistItem:
    """Give an item of a checklist."""
    return ChecklistItem(id=id_, name=id_.replace("_", " "), closed_by=closed_by)


def items(*found: ChecklistItem) -> Catalogue[ChecklistItem]:
    """Give a checklist."""
    return Catalogue(found, kind="item")


PREPARING = Phase(id="preparing", name="Preparing", items=items(item("processes")))
PROVING = Phase(
    id="proving",
    name="Proving",
    after="preparing",
    items=items(
        item("beta", Closing.BETA),
        item("metrics", Closing.METRICS),
        item("support", Closing.SUPPORT),
    ),
)
BUILD = Stage(id="build", name="Build", lead="TPM", plan_days=10, questionnaire="built")
DELIVER = Stage(
    id="deliver",
    name="Deliver",
    after="build",
    lead="PSM",
    weeks=Weeks(first=3, last=5),
    phases=Catalogue([PREPARING, PROVING], kind="phase"),
    questionnaire="delivered",
    beta=True,
    launch=True,
)
OPERATE = Stage(
    id="operate",
    name="Operate",
    after="deliver",
    lead="TAM",
    entry=items(item("launched", Closing.LAUNCH)),
)
TO_DELIVER = HandOff(
    id="tpm_to_psm",
    name="TPM to PSM",
    giver="TPM",
    taker="PSM",
    into="deliver",
    steps=Catalogue([HandOffStep(id="meeting", name="the meeting")], kind="step"),
)
TO_OPERATE = HandOff(
    id="psm_to_tam",
    name="PSM to TAM",
    giver="PSM",
    taker="TAM",
    into="operate",
    steps=Catalogue(
        [
            HandOffStep(id="meeting", name="the meeting"),
            HandOffStep(id="review", name="the review of the documents"),
            HandOffStep(id="shadowing", name="the shadow period"),
        ],
        kind="step",
    ),
    documents=Catalogue(
        [
            Document(id="procedures", name="operational procedures"),
            Document(id="beta_results", name="beta results"),
            Document(id="known_issues", name="known issues"),
        ],
        kind="document",
    ),
    reviewed_in="review",
)


def journey_of(*stages: Stage, hand_offs: Sequence[HandOff] = ()) -> Journey:
    """Give a journey of these stages."""
    return Journey(
        id="small",
        name="The small journey",
        roles=Catalogue(
            [
                JourneyRole(id="PAM", name="Account manager"),
                JourneyRole(id="TPM", name="Technical manager"),
                JourneyRole(id="PSM", name="Success manager"),
                JourneyRole(id="TAM", name="Support manager"),
                JourneyRole(id="ADMIN", name="Administrator", overrides=True),
            ],
            kind="role",
        ),
        stages=Catalogue(stages, kind="stage"),
        hand_offs=Catalogue(hand_offs, kind="hand-off"),
        launch_risk=LaunchRiskTerms(high_below=0, medium_below=14),
    )


JOURNEY = journey_of(BUILD, DELIVER, OPERATE, hand_offs=[TO_DELIVER, TO_OPERATE])
"""Build, then deliver in two phases with a beta and a launch, then operate."""

PARTNER = Partner(
    id="acme",
    name="Acme",
    onboarding_start=TODAY,
    target_launch=date(2026, 6, 1),
    team=[
        TeamAssignment(role="PAM", person_id="p-0"),
        TeamAssignment(role="TPM", person_id="p-1"),
        TeamAssignment(role="PSM", person_id="p-2"),
        TeamAssignment(role="TAM", person_id="p-3"),
    ],
)


def happened(
    partner: PartnerJourney, kind: type[JourneyEvent], **content: Any
) -> PartnerJourney:
    """Take in something that did happen."""
    sequence = partner.version + 1
    event: Any = kind
    return partner.followed_by(
        [
            event(
                id=f"acme#{sequence}",
                partner_id="acme",
                sequence=sequence,
                at=partner.state.at + timedelta(minutes=1),
                by="p-2",
                role="PSM",
                **content,
            )
        ]
    )


def answered(partner: PartnerJourney, stage: str) -> PartnerJourney:
    """Let a stage be answered and signed off."""
    name = f"s-{stage}"
    judged = happened(
        partner,
        Submitted,
        stage=stage,
        submission_id=name,
        digest="0" * 64,
        result="met",
    )
    return happened(judged, SignedOff, stage=stage, submission_id=name)


def setting_out(journey: Journey = JOURNEY) -> PartnerJourney:
    """Give a partner who has started the first stage."""
    partner = journey.start(PARTNER, at=START)
    return happened(partner, StageStarted, stage=journey.stages.ids[0])


def preparing(journey: Journey = JOURNEY) -> PartnerJourney:
    """Give a partner in the first phase of the stage with the beta."""
    built = answered(setting_out(journey), "build")
    return happened(built, StageStarted, stage="deliver")


def proving(journey: Journey = JOURNEY) -> PartnerJourney:
    """Give a partner in the phase with the beta."""
    ticked = happened(preparing(journey), ItemTicked, stage="deliver", item="processes")
    return happened(ticked, PhaseEntered, stage="deliver", phase="proving")


def blocked(partner: PartnerJourney) -> PartnerJourney:
    """Give the partner with its present stage blocked."""
    return happened(
        partner, Blocked, stage=partner.stage, reasons=("the contract lapsed",)
    )


def delivered() -> PartnerJourney:
    """Give a partner whose gate is passed and who can be launched."""
    return answered(proving(), "deliver")


def do(partner: PartnerJourney, *commands: Command) -> PartnerJourney:
    """Do things that are not refused, a minute apart."""
    for command in commands:
        step = partner.apply(command, at=partner.state.at + timedelta(minutes=1))
        assert not step.refused, step.explain()
        partner = step.journey
    return partner


def refusals(partner: PartnerJourney, command: Command) -> list[str]:
    """Give the codes of all reasons why something is refused, which changes nothing."""
    step = partner.apply(command, at=partner.state.at + timedelta(minutes=1))
    assert step.refused
    assert step.journey is partner
    assert not step.events
    assert all(reason.rules and reason.message for reason in step.reasons)
    return [reason.code for reason in step.reasons]


def customer(id_: str = "c-1", **fields: Any) -> BetaCustomer:
    """Give a beta customer with all that is needed."""
    given: dict[str, Any] = {
        "consent": True,
        "expectations": "orders may be late",
        "success_criteria": "nine of ten orders arrive",
    }
    return BetaCustomer(id=id_, **(given | fields))


def metric(value: int | str = 99, id_: str = "orders", **fields: Any) -> Metric:
    """Give a metric that should be at least 98."""
    given: dict[str, Any] = {"target": 98, "direction": "at least", "unit": "%"}
    return Metric(id=id_, value=Decimal(value), **(given | fields))


def gap(id_: str = "nights") -> SupportGap:
    """Give something that a support team lacks."""
    return SupportGap(id=id_, summary="nobody answers at night")
