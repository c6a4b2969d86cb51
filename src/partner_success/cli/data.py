"""Scores as plain data for programs; the form is described in the reference."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from partner_success.scoring.intervals import Interval
from partner_success.scoring.results import NotScored, ScoreRange

if TYPE_CHECKING:
    from partner_success.analytics import Backtest
    from partner_success.cli.subjects import Subject
    from partner_success.core.bands import Band
    from partner_success.frames import (
        AssessedSheet,
        JudgedLicence,
        PortfolioChanges,
        PortfolioFacts,
        PortfolioScores,
        Refusal,
        ScoredAccount,
        SurveyedPartner,
    )
    from partner_success.scoring.intervals import IntervalResult
    from partner_success.scoring.results import Score

Data = dict[str, Any]

SCHEMA_VERSION: Final = 1
"""Rises when something is renamed, removed or given another meaning."""


def scores_data(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> Data:
    """Give everything that was scored, and what changed since an earlier time."""
    return {
        **_head(scores),
        "accounts": [_account(each) for each in scores.accounts],
        "partners": [_partner(each) for each in scores.partners],
        "licences": [_licence(each) for each in scores.licences],
        "readiness": [_sheet(each) for each in scores.sheets],
        **({} if changes is None else {"changes": _changes(changes)}),
        **_tail(scores),
    }


def explanations_data(scores: PortfolioScores, found: Iterable[Subject]) -> Data:
    """Give the explanations of what was asked for."""
    explained = [
        {"kind": each.kind, "id": each.name, **each.explanation.as_data()}
        for each in found
    ]
    return {**_head(scores), "explanations": explained, **_tail(scores)}


def backtest_data(facts: PortfolioFacts, found: Backtest) -> Data:
    """Give what a backtest found, and what could not be read."""
    return {
        "schema_version": SCHEMA_VERSION,
        **found.as_data(),
        "refusals": [refusal_data(each) for each in facts.refusals],
        "remarks": list(facts.remarks),
    }


def as_json(data: Data) -> str:
    """Write data as JSON in plain ASCII, which every terminal and pipe can carry."""
    return json.dumps(data, indent=2, allow_nan=False)


def _head(scores: PortfolioScores) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": scores.provenance.edition,
        "on": None if scores.on is None else scores.on.isoformat(),
    }


def _tail(scores: PortfolioScores) -> Data:
    return {
        "refusals": [refusal_data(each) for each in scores.refusals],
        "remarks": list(scores.remarks),
    }


def _changes(changes: PortfolioChanges) -> Data:
    return {
        "before": None if changes.before_on is None else str(changes.before_on),
        "accounts": [
            {
                "id": each.latest.account.id,
                "state": each.state,
                "change": None if each.change is None else each.change.as_data(),
            }
            for each in changes.accounts
        ],
        "refusals": [refusal_data(each) for each in changes.refusals],
        "remarks": list(changes.remarks),
    }


def _number(exact: Fraction | None) -> Data | None:
    if exact is None:
        return None
    return {"value": float(exact), "exact": str(exact)}


def _band(band: Band | None) -> Data | None:
    if band is None:
        return None
    return {"id": band.id, "name": band.name, "action": band.action}


def _account(each: ScoredAccount) -> Data:
    account, result = each.account, each.result
    return {
        "id": account.id,
        "name": account.name,
        "partner_id": account.partner_id,
        "on": account.on.isoformat(),
        "segment": account.segment,
        "renews_on": None
        if account.renews_on is None
        else account.renews_on.isoformat(),
        "churned": account.churned,
        "coverage": _number(result.coverage),
        "missing": list(result.missing),
        **_health(result),
    }


def _health(result: Score | NotScored | ScoreRange) -> Data:
    if isinstance(result, NotScored):
        return {"state": "not scored", "reason": result.reason.message}
    if isinstance(result, ScoreRange):
        band = result.band if result.model.bands is not None else None
        ends = {"low": _number(result.low.exact), "high": _number(result.high.exact)}
        return {"state": "range", **ends, "band": _band(band)}
    drag = result.greatest_drag
    banded = result.model.bands is not None
    return {
        "state": "scored",
        "score": _number(result.exact),
        "band": _band(result.band) if banded else None,
        "points_to_next": result.points_to_next if banded else None,
        "greatest_drag": None if drag is None else drag.id,
        "contributions": [
            {
                "id": part.id,
                "weight": part.weight,
                "value": part.value,
                "won": _number(Fraction(part.won_count, part.denominator)),
                "lost": _number(Fraction(part.lost_count, part.denominator)),
            }
            for part in result.contributions
        ],
    }


def _interval(interval: IntervalResult) -> Data | None:
    if not isinstance(interval, Interval):
        return None
    return {
        "low": interval.low,
        "high": interval.high,
        "level": float(interval.level),
        "method": interval.method,
    }


def _partner(each: SurveyedPartner) -> Data:
    csat, nps = each.csat, each.nps
    return {
        "id": each.partner_id,
        "csat": {
            "fiscal_year": csat.year.label,
            "mean": _number(csat.mean),
            "points": csat.points,
            "projects": len(csat.projects),
            "ratings": csat.answers,
            "satisfied": csat.satisfied,
            "interval": _interval(csat.interval),
        },
        "nps": {
            "fiscal_year": csat.year.label,
            "score": _number(nps.exact),
            "promoters": nps.promoters,
            "passives": nps.passives,
            "detractors": nps.detractors,
            "interval": _interval(nps.interval),
        },
    }


def _licence(each: JudgedLicence) -> Data:
    count, judgement = each.count, each.judgement
    return {
        "account_id": count.account_id,
        "licence_type": count.licence_type,
        "on": count.on.isoformat(),
        "licensed": count.licensed,
        "active": count.active,
        "utilisation": _number(judgement.utilisation),
        "risk": _band(judgement.risk),
        "renewal_at_risk": judgement.renewal_at_risk,
        "up_sell": judgement.up_sell,
    }


def _sheet(each: AssessedSheet) -> Data:
    sheet, readiness = each.sheet, each.readiness
    least, most = readiness.points
    return {
        "id": sheet.id,
        "partner_id": sheet.partner_id,
        "on": sheet.on.isoformat(),
        "complete": readiness.complete,
        "points": {"least": least, "most": most},
        "level": _band(readiness.level),
        "steps_to_next_level": readiness.steps_to_next_level,
        "sections": {
            id_: {"least": ends[0], "most": ends[1]}
            for id_, ends in readiness.sections.items()
        },
        "missing": list(readiness.range.missing),
    }


def refusal_data(each: Refusal) -> Data:
    """Give what was wrong with a row."""
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
