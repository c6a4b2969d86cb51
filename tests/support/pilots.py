"""A programme that goes the whole way through its pilot, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import partner_success as ps
from partner_success.programme import Goal, PartnerRequirements
from partner_success.programme.pilot import (
    AdvancePilot,
    AnswerQuestion,
    AskForCaseStudy,
    ChoosePartner,
    FillSeat,
    JudgeGoal,
    MoveDeliverable,
    OnboardPartner,
    PilotCommand,
    PilotProgramme,
    RecordSession,
    SetGoal,
    SetQuarterGoal,
    SetRegions,
    SetRequirements,
    ShareMetrics,
    SignPartner,
    SurveyPartner,
    TickCriterion,
    TrainPartner,
)
from partner_success.scoring.targets import Target

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
RUN_FROM = datetime(2026, 3, 16, 9, tzinfo=UTC)
REVIEWED = datetime(2026, 9, 16, 9, tzinfo=UTC)
"""Six months after the pilot began to run."""
ADVANCE = AdvancePilot(by="ada")
AREAS = ("partner_relationships", "customer_engagement", "scaling")
QUESTIONS = {
    "platform": "vendor",
    "funding": "channel",
    "access": "Both teams see usage and renewal dates",
    "sharing": "A file each month",
    "privacy": "A data processing agreement",
    "addenda": "The pilot addendum",
}
DELIVERABLES = (
    "programme_guide",
    "portal_page",
    "onboarding_guide",
    "maturity_assessment",
    "success_plays",
    "success_plan_guide",
)
PARTNERS = ("acme", "globex")
REQUIREMENTS = PartnerRequirements(success_plans=3, csm="shared")


def goal(area: str, *, id_: str | None = None, value: int = 10) -> Goal:
    """Give a goal in an area, called like it."""
    target = Target(
        id="partners",
        name="Partners onboarded",
        relation="at_least",
        value=Decimal(value),
        unit="partners",
    )
    return Goal(id=id_ or area, area=area, target=target, due_on=date(2026, 9, 30))


def ticks(*criteria: str) -> tuple[PilotCommand, ...]:
    """Give what ticks criteria."""
    return tuple(
        TickCriterion(by="ada", criterion=each, evidence=f"wiki/{each}")
        for each in criteria
    )


DISCOVERY: tuple[PilotCommand, ...] = (
    *(SetGoal(by="ada", goal=goal(area)) for area in AREAS),
    FillSeat(by="ada", seat="customer_success_manager", person="ada"),
    FillSeat(by="ada", seat="channel_manager", person="ines"),
    FillSeat(by="ada", seat="customer_success_sponsor", person="olga"),
    FillSeat(by="ada", seat="channel_sponsor", person="raj"),
)
DESIGN: tuple[PilotCommand, ...] = (
    *(AnswerQuestion(by="ada", question=q, answer=a) for q, a in QUESTIONS.items()),
    SetRequirements(by="ada", requirements=REQUIREMENTS),
    *ticks("incentives_modelled", "data_sharing_agreed", "legal_review_done"),
    *ticks("journey_map_drawn"),
)
DEVELOP: tuple[PilotCommand, ...] = (
    *(MoveDeliverable(by="ada", deliverable=d, to="ready") for d in DELIVERABLES),
    *ticks("training_built"),
    *(ChoosePartner(by="ada", partner=p, meets=["strategic_fit"]) for p in PARTNERS),
    *(SignPartner(by="ada", partner=p) for p in PARTNERS),
)
DELIVER: tuple[PilotCommand, ...] = (
    *(ShareMetrics(by="ada", on=date(2026, month, 16)) for month in range(4, 10)),
    *(OnboardPartner(by="ada", partner=p, on=date(2026, 4, 10)) for p in PARTNERS),
    *(TrainPartner(by="ada", partner=p, on=date(2026, 5, 8)) for p in PARTNERS),
)
DEBRIEF: tuple[PilotCommand, ...] = (
    JudgeGoal(by="ada", goal="partner_relationships", value=12),
    JudgeGoal(by="ada", goal="customer_engagement", value=10.0),
    JudgeGoal(by="ada", goal="scaling", value=Decimal("9.99")),
    *(SurveyPartner(by="ada", partner=p) for p in PARTNERS),
    AskForCaseStudy(by="ada", partner="acme"),
)
ROLLOUT: tuple[PilotCommand, ...] = (
    *ticks("qualification_set", "onboarding_planned"),
    SetRegions(by="ada", regions=["emea", "apac"]),
    RecordSession(by="ada", region="emea", where="portal/emea"),
    RecordSession(by="ada", region="apac", where="portal/apac"),
    SetQuarterGoal(by="ada", quarter=date(2026, 10, 1), partners=10),
    SetQuarterGoal(by="ada", quarter=date(2027, 1, 1), partners=20),
    SetQuarterGoal(by="ada", quarter=date(2027, 4, 1), partners=35),
    SetQuarterGoal(by="ada", quarter=date(2027, 7, 1), partners=50),
    *ticks("metrics_settled", "incentives_settled"),
)
STAGES: dict[str, tuple[datetime, tuple[PilotCommand, ...]]] = {
    "discovery": (AT, DISCOVERY),
    "design": (AT, DESIGN),
    "develop": (RUN_FROM, DEVELOP),
    "deliver": (REVIEWED, DELIVER),
    "debrief": (REVIEWED, DEBRIEF),
    "rollout": (REVIEWED, ROLLOUT),
}
"""What is done in each stage, and when; then it can be left."""


def begun(rules: ps.Rulebook) -> PilotProgramme:
    """Give a programme that has just begun."""
    return PilotProgramme.begin(rules.programme, "emea", at=AT, by="ada")


def done(
    pilot: PilotProgramme, commands: Iterable[PilotCommand], at: datetime | None = None
) -> PilotProgramme:
    """Give a programme after commands, none of which may be refused."""
    for command in commands:
        step = pilot.apply(command, at=at or pilot.state.at)
        assert not step.refused, step.explain()
        pilot = step.programme
    return pilot


def complete(rules: ps.Rulebook, stage: str) -> PilotProgramme:
    """Give a programme in a stage in which all is done, so that it can be left."""
    pilot = begun(rules)
    for name, (at, commands) in STAGES.items():
        if name != "discovery":
            pilot = done(pilot, [ADVANCE])
        pilot = done(pilot, commands, at)
        if name == stage:
            return pilot
    raise AssertionError(stage)


def available(rules: ps.Rulebook) -> PilotProgramme:
    """Give a programme that went the whole way."""
    return done(complete(rules, "rollout"), [ADVANCE])
