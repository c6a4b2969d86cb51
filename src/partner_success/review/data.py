"""Reviews as plain data for programs; `review_schema` describes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.bands import Band
from partner_success.core.money import Money
from partner_success.engagement import DueItem, DueList
from partner_success.frames.results import (
    AssessedSheet,
    JudgedLicence,
    Refusal,
    SurveyedPartner,
)
from partner_success.gates import LaunchRisk, Obstacle
from partner_success.review.customers import AccountReview
from partner_success.review.findings import Finding, Urgency
from partner_success.review.portfolio_results import (
    Count,
    FindingCount,
    PortfolioReview,
)
from partner_success.review.practice import MaturityReview, OperationReview
from partner_success.review.results import Review
from partner_success.review.stage import StageReview
from partner_success.review.tickets import TicketReview
from partner_success.scoring.results import NotScored, Score
from partner_success.scoring.triggers import TriggerResult
from partner_success.sla import TargetState

if TYPE_CHECKING:
    from partner_success.gates import Forecast

__all__ = ["SCHEMA_VERSION", "portfolio_data", "review_data", "reviews_data"]

Data = dict[str, Any]

SCHEMA_VERSION: Final = 1
"""Rises when something is renamed, removed or given another meaning."""


def portfolio_data(found: PortfolioReview) -> Data:
    """Give everything that was found of a portfolio."""
    return {
        **reviews_data(found, found.reviews),
        "counts": _counts(found.counts),
        "stages": [_count(each) for each in found.stages],
        "bands": [_count(each) for each in found.bands],
        "common": [_common(each) for each in found.common],
    }


def reviews_data(found: PortfolioReview, reviews: Iterable[Review]) -> Data:
    """Give what was found of some partners of a portfolio, and what was refused."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "at": found.at.isoformat(),
        "on": found.on.isoformat(),
        "partners": [review_data(each) for each in reviews],
        "refusals": [_refusal(each) for each in found.refusals],
        "remarks": list(found.remarks),
    }


def review_data(found: Review) -> Data:
    """Give everything that was found of one partner."""
    return {
        "id": found.partner_id,
        "name": found.name,
        "counts": _counts(found.counts),
        "findings": [_finding(each) for each in found.worst],
        "stage": None if found.stage is None else _stage(found.stage),
        "accounts": [_account(each) for each in found.accounts],
        "tickets": [_ticket(each) for each in found.tickets],
        "surveys": None if found.surveys is None else _surveys(found.surveys),
        "readiness": None if found.readiness is None else _sheet(found.readiness),
        "operation": None if found.operation is None else _operation(found.operation),
        "maturity": None if found.maturity is None else _maturity(found.maturity),
        "care": None if found.care is None else [_owed(each) for each in found.care],
        "prompts": [each.id for each in found.prompts],
        "programme": _programme(found),
    }


def _programme(found: Review) -> Data | None:
    if found.programme is None:
        return None
    # Most reviews have none, and what it is made of takes long to load.
    from partner_success.review.programme_data import programme_data

    return programme_data(found.programme, found.on)


def _counts(counts: dict[Urgency, int]) -> Data:
    return {urgency.replace(" ", "_"): count for urgency, count in counts.items()}


def _count(each: Count) -> Data:
    return {"id": each.id, "name": each.name, "count": each.count}


def _common(each: FindingCount) -> Data:
    return {
        "code": each.code,
        "name": each.name,
        "urgency": each.urgency.value,
        "count": each.count,
        "partners": each.partners,
    }


def _finding(each: Finding) -> Data:
    return {
        "code": each.code,
        "urgency": each.urgency.value,
        "kind": each.kind,
        "subject": each.subject,
        "message": each.message,
        "roles": list(each.roles),
        "people": list(each.people),
        "playbooks": list(each.playbooks),
        "since": _text(each.since),
        "rules": list(each.rules),
    }


def _stage(each: StageReview) -> Data:
    state, standing, path = each.journey.state, each.standing, each.path
    return {
        "id": each.stage.id,
        "name": each.stage.name,
        "status": state.gate.status.value,
        "week": standing.week,
        "punctuality": standing.punctuality,
        "days_off_plan": standing.days,
        "next": None if path is None else path.target,
        "obstacles": [] if path is None else [_obstacle(o) for o in path.obstacles],
        "target_launch": _text(state.target_launch),
        "launched_on": _text(state.launch.launched_on),
        "risk": _risk(each.risk),
        "forecast": None if each.forecast is None else _forecast(each.forecast),
    }


def _obstacle(each: Obstacle) -> Data:
    return {
        "stage": each.stage,
        "code": each.reason.code,
        "message": each.reason.message,
        "rules": list(each.reason.rules),
        "roles": list(each.roles),
        "people": list(each.people),
    }


def _risk(risk: LaunchRisk) -> Data:
    return {"level": risk.level, "buffer": _number(risk.buffer)}


def _forecast(found: Forecast) -> Data:
    days = [
        {"percent": each.percent, "day": str(each.day), "at_least": each.at_least}
        for each in found.days
    ]
    return {"days": days, "chance": _number(found.chance)}


def _account(each: AccountReview) -> Data:
    account, triggers = each.account, each.triggers
    results = () if triggers is None else triggers.results
    return {
        "id": account.id,
        "name": account.name,
        "on": account.on.isoformat(),
        "left": each.left,
        **_health(each.health),
        "band": _band(each.band),
        "triggers": [_trigger(result) for result in results],
        "licences": [_licence(judged) for judged in each.licences],
        "playbooks": list(each.choice.chosen.ids),
        "renews_on": _text(each.renews_on),
        "revenue": [_money(paid) for paid in each.revenue],
        "prompts": [prompt.id for prompt in each.prompts],
    }


def _health(health: Score | NotScored | None) -> Data:
    if isinstance(health, Score):
        drag = health.greatest_drag
        return {
            "state": "scored",
            "score": _number(health.exact),
            "greatest_drag": None if drag is None else drag.id,
        }
    state = "refused" if health is None else "not scored"
    return {"state": state, "score": None, "greatest_drag": None}


def _trigger(each: TriggerResult) -> Data:
    return {"id": each.id, "state": each.state, "since": _text(each.since)}


def _licence(each: JudgedLicence) -> Data:
    judgement = each.judgement
    return {
        "licence_type": each.count.licence_type,
        "licensed": each.count.licensed,
        "active": each.count.active,
        "utilisation": _number(judgement.utilisation),
        "risk": _band(judgement.risk),
        "renewal_at_risk": judgement.renewal_at_risk,
        "up_sell": judgement.up_sell,
    }


def _ticket(each: TicketReview) -> Data:
    ticket, state = each.ticket, each.state
    targets = () if state is None else state.targets
    return {
        "id": ticket.id,
        "account_id": ticket.account_id,
        "severity": str(ticket.severity),
        "opened_at": ticket.opened_at.isoformat(),
        "judged": state is not None,
        "targets": [_target(target) for target in targets],
    }


def _target(each: TargetState) -> Data:
    return {
        "kind": each.id,
        "state": each.state,
        "share": _number(each.share),
        "due": _text(each.due),
    }


def _surveys(each: SurveyedPartner) -> Data:
    return {
        "fiscal_year": each.csat.year.label,
        "csat": _number(each.csat.mean),
        "csat_points": each.csat.points,
        "projects": len(each.csat.projects),
        "nps": _number(each.nps.exact),
        "nps_answers": each.nps.answers,
    }


def _sheet(each: AssessedSheet) -> Data:
    least, most = each.readiness.points
    return {
        "id": each.sheet.id,
        "on": each.sheet.on.isoformat(),
        "complete": each.readiness.complete,
        "points": {"least": least, "most": most},
        "level": _band(each.readiness.level),
    }


def _operation(each: OperationReview) -> Data:
    return {
        "on": each.reading.on.isoformat(),
        **_health(each.health),
        "band": _band(each.band),
        "playbooks": list(each.playbooks),
    }


def _maturity(each: MaturityReview) -> Data:
    found = each.maturity
    return {
        "on": each.sheet.on.isoformat(),
        "stage": None if found is None else found.stage,
        "to_build": [] if found is None else [pillar.id for pillar in found.to_build],
        "not_answered": [] if found is None else list(found.range.missing),
    }


def _owed(each: DueList) -> Data:
    return {"role": each.role, "items": [_item(item) for item in each.items]}


def _item(each: DueItem) -> Data:
    return {
        "id": each.id,
        "number": each.number,
        "state": each.state.value,
        "by": each.by.isoformat(),
        "missed": each.missed,
    }


def _refusal(each: Refusal) -> Data:
    problem = each.problem
    return {
        "file": each.file,
        "line": each.line,
        "record": each.record,
        "column": problem.path,
        "code": problem.code,
        "message": problem.message,
        "given": problem.given,
        "expected": problem.expected,
    }


def _number(exact: Fraction | None) -> Data | None:
    return None if exact is None else {"value": float(exact), "exact": str(exact)}


def _money(amount: Money) -> Data:
    exact = Fraction(amount.amount)
    return {"currency": amount.currency, "value": float(exact), "exact": str(exact)}


def _band(band: Band | None) -> Data | None:
    return None if band is None else {"id": band.id, "name": band.name}


def _text(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()
