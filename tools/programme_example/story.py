"""What was done in the invented programme, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from partner_success.programme import Goal, PartnerRequirements
from partner_success.programme.pilot import (
    AdvancePilot,
    AnswerQuestion,
    ChoosePartner,
    FillSeat,
    JudgeGoal,
    MoveDeliverable,
    OnboardPartner,
    PilotCommand,
    ReopenQuestion,
    SetGoal,
    SetRequirements,
    ShareMetrics,
    SignPartner,
    TickCriterion,
    TrainPartner,
    VacateSeat,
    WithdrawPartner,
)
from partner_success.scoring.targets import Target

__all__ = ["BEGUN", "PROGRAMME", "STORY"]

PROGRAMME: Final = "partners-emea"
BEGUN: Final = datetime(2026, 1, 12, 9, tzinfo=UTC)


def _goal(area: str, due_on: date, id_: str, name: str, least: str) -> SetGoal:
    value, unit = least.split()
    target = Target(
        id=id_, name=name, relation="at_least", value=Decimal(value), unit=unit
    )
    goal = Goal(id=id_, area=area, target=target, due_on=due_on)
    return SetGoal(by="ada", goal=goal)


def _seat(seat: str, person: str) -> FillSeat:
    return FillSeat(by="ada", seat=seat, person=person)


def _answer(question: str, answer: str, by: str) -> AnswerQuestion:
    return AnswerQuestion(by=by, question=question, answer=answer)


def _tick(criterion: str, evidence: str, by: str) -> TickCriterion:
    return TickCriterion(by=by, criterion=criterion, evidence=evidence)


def _ready(deliverable: str) -> MoveDeliverable:
    return MoveDeliverable(by="tomas", deliverable=deliverable, to="ready")


def _chosen(partner: str, *meets: str) -> ChoosePartner:
    return ChoosePartner(by="ines", partner=partner, meets=meets)


STORY: Final[tuple[tuple[datetime, tuple[PilotCommand, ...]], ...]] = (
    (
        datetime(2026, 1, 14, 10, tzinfo=UTC),
        (
            _seat("customer_success_manager", "ada"),
            _seat("channel_manager", "ines"),
            _seat("customer_success_sponsor", "olga"),
            _seat("channel_sponsor", "raj"),
            _seat("delivery", "tomas"),
            _seat("operations", "mei"),
            _seat("legal", "sana"),
        ),
    ),
    (
        datetime(2026, 1, 28, 9, tzinfo=UTC),
        (
            _goal(
                "partner_relationships",
                date(2026, 12, 15),
                "satisfaction",
                "Partners who recommend working with us",
                "70 %",
            ),
            _goal(
                "customer_engagement",
                date(2026, 9, 30),
                "success_plans",
                "Customers with a success plan kept by a partner",
                "40 customers",
            ),
            _goal(
                "scaling",
                date(2026, 6, 30),
                "covered",
                "Customers covered without a CSM of our own",
                "60 customers",
            ),
            AdvancePilot(by="ada"),
        ),
    ),
    (
        datetime(2026, 2, 25, 14, tzinfo=UTC),
        (
            _answer("platform", "vendor", "mei"),
            _answer("funding", "channel", "raj"),
            _answer("access", "Both sides see usage, tickets and renewal dates", "mei"),
            _answer("sharing", "Partners work on our platform, nothing is sent", "mei"),
            _answer("privacy", "A data processing agreement with each partner", "sana"),
            _answer("addenda", "The addendum of the pilot", "sana"),
            SetRequirements(
                by="ines",
                requirements=PartnerRequirements(
                    success_plans=10,
                    onboarding_days=Decimal(45),
                    csm="shared",
                    account_load=12,
                ),
            ),
            _tick("incentives_modelled", "wiki/pilot/incentives", "ines"),
            _tick("data_sharing_agreed", "wiki/pilot/data", "mei"),
            _tick("legal_review_done", "wiki/pilot/legal", "sana"),
            _tick("journey_map_drawn", "wiki/pilot/journey", "tomas"),
            AdvancePilot(by="ada"),
        ),
    ),
    (
        datetime(2026, 4, 20, 16, tzinfo=UTC),
        (
            _ready("programme_guide"),
            _ready("portal_page"),
            _ready("onboarding_guide"),
            _ready("maturity_assessment"),
            _ready("success_plays"),
            _ready("success_plan_guide"),
            _tick("training_built", "portal/training", "tomas"),
            _chosen("amberline", "strategic_fit", "practice_in_place"),
            _chosen("cascade-it", "customers_enough"),
            _chosen("elmwood", "sponsor_committed", "data_shareable"),
            SignPartner(by="sana", partner="amberline", on=date(2026, 4, 8)),
            SignPartner(by="sana", partner="cascade-it", on=date(2026, 4, 13)),
            SignPartner(by="sana", partner="elmwood", on=date(2026, 4, 20)),
            AdvancePilot(by="ada"),
        ),
    ),
    (
        datetime(2026, 5, 18, 9, tzinfo=UTC),
        (
            OnboardPartner(by="tomas", partner="amberline", on=date(2026, 5, 15)),
            ShareMetrics(by="mei"),
        ),
    ),
    (
        datetime(2026, 6, 17, 9, tzinfo=UTC),
        (
            OnboardPartner(by="tomas", partner="cascade-it", on=date(2026, 6, 12)),
            TrainPartner(by="tomas", partner="amberline", on=date(2026, 6, 5)),
            ShareMetrics(by="mei"),
            WithdrawPartner(
                by="ines", partner="elmwood", why="It was bought by a competitor"
            ),
        ),
    ),
    (
        datetime(2026, 7, 6, 11, tzinfo=UTC),
        (
            JudgeGoal(by="ada", goal="covered", value=52),
            VacateSeat(by="ada", seat="channel_sponsor", why="raj left the company"),
            ReopenQuestion(
                by="sana",
                question="sharing",
                why="cascade-it moves to a platform of its own",
            ),
        ),
    ),
)
"""When something was done, and what."""
