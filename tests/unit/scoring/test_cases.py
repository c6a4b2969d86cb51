"""Runs the cases that a domain expert reads: `tests/cases/*.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

import partner_success as ps
from partner_success.core.bands import bands_from_ranges
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    MissingValuesError,
)
from partner_success.partners import SurveyAnswer
from partner_success.scoring import Score, Scorecard, ScoreRange
from tests.unit.access.cases import access
from tests.unit.access.sharing_cases import sharing
from tests.unit.engagement.cadence_cases import owed, touchpoints
from tests.unit.engagement.foundations.cases import foundations
from tests.unit.engagement.kpis.cases import kpis
from tests.unit.engagement.renewals.renewal_cases import (
    co_terming,
    renewal_prompts,
    renewal_rates,
)
from tests.unit.gates.cases import journeys, weeks
from tests.unit.gates.timeline_cases import plan, risk
from tests.unit.questionnaires.cases import questionnaires
from tests.unit.scoring.triggers.cases import triggers
from tests.unit.sla.cases import sla

FOLDER = Path(__file__).parents[2] / "cases"

Case = dict[str, Any]
Facts = dict[Any, Any]


def _scored(card: Scorecard, case: Case) -> Facts:
    try:
        result = card.score(case["given"], missing=case.get("policy", "refuse"))
    except MissingValuesError as error:
        return {"missing": list(error.missing)}
    except InvalidDataError as error:
        return {"refused": sorted(problem.path for problem in error.problems)}
    facts: Facts = {
        "coverage": result.coverage * 100,
        "missing": list(result.missing),
        "scored": isinstance(result, Score),
    }
    if isinstance(result, ScoreRange):
        facts |= {"from": result.low.exact, "to": result.high.exact}
        facts["band"] = result.band and result.band.name
    elif isinstance(result, Score):
        drag = result.greatest_drag
        facts |= {part.id: part.value for part in result.contributions}
        facts |= {
            "score": result.exact,
            "band": result.band.name,
            "action": result.band.action,
            "drag": drag and drag.name,
            "to next": result.points_to_next,
            "above edge": result.points_above_edge,
        }
    return facts


def health(rules: ps.Rulebook, case: Case) -> Facts:
    """Score a customer."""
    return _scored(rules.health, case)


def partner_health(rules: ps.Rulebook, case: Case) -> Facts:
    """Score a partner's operations."""
    return _scored(rules.partner_health, case)


def bands(_: ps.Rulebook, case: Case) -> Facts:
    """Read a printed table of bands."""
    rows = [(name, Decimal(first), Decimal(last)) for name, first, last in case["rows"]]
    try:
        found = bands_from_ranges(rows, step=Decimal(str(case["step"])))
    except InvalidModelError as error:
        return {"faults": [problem.code for problem in error.problems]}
    return {value: found.of(value).name for value in case["expect"]}


def readiness(rules: ps.Rulebook, case: Case) -> Facts:
    """Assess a sheet, or give the level of a bare total."""
    model = rules.readiness
    if "total" in case:
        return {"level": model.level(case["total"]).name}
    ratings: dict[str, int | None] = {}
    for section, given in case["given"].items():
        marks = given if isinstance(given, list) else [given] * 10
        ratings |= zip(model.sections[section].elements.ids, marks, strict=True)
    result = model.assess(ratings)
    least, most = result.points
    return {
        **{id_: points[0] for id_, points in result.sections.items()},
        "from": least,
        "to": most,
        "points": result.score and result.score.value,
        "level": result.level and result.level.name,
        "steps": result.steps_to_next_level,
    }


def maturity(rules: ps.Rulebook, case: Case) -> Facts:
    """Assess a partner's practice."""
    result = rules.maturity.assess(case["given"])
    return {
        "stage": result.stage,
        "next": result.next and result.next.id,
        "build": [pillar.id for pillar in result.to_build],
    }


def _answers(projects: list[Case]) -> Iterator[SurveyAnswer]:
    for number, project in enumerate(projects):
        for place, rating in enumerate(project["ratings"]):
            yield SurveyAnswer(
                id=f"s-{number}-{place}",
                kind="csat",  # type: ignore[arg-type]
                partner_id="acme",
                question="value",
                answered_on=date(2025, 6, 1),
                rating=rating,
                project_id=f"p-{number}",
                project_completed_on=project["completed"],
                successful=project.get("successful", True),
            )


def csat(rules: ps.Rulebook, case: Case) -> Facts:
    """Score a partner's projects of a fiscal year."""
    month = case.get("first month", rules.csat.first_month)
    model = attrs.evolve(rules.csat, first_month=month)
    result = model.partner(_answers(case["projects"]), on=case["day"])
    return {
        "mean": result.mean,
        "points": result.points,
        "answers": result.answers,
        "projects": len(result.projects),
    }


def nps(rules: ps.Rulebook, case: Case) -> Facts:
    """Score recommendations."""
    score = rules.nps.score(case["ratings"])
    return {"nps": score.exact, "answers": score.answers}


def licences(rules: ps.Rulebook, case: Case) -> Facts:
    """Judge a count of licences."""
    result = rules.licence.judge(case["licensed"], case["active"])
    share = result.utilisation
    return {
        "risk": result.risk and result.risk.name,
        "delta": result.delta,
        "percent": None if share is None else share * 100,
        "at risk": result.renewal_at_risk,
        "up-sell": result.up_sell,
    }


RUNNERS: dict[str, Callable[[ps.Rulebook, Case], Facts]] = {
    "health": health,
    "partner health": partner_health,
    "bands": bands,
    "readiness": readiness,
    "maturity": maturity,
    "csat": csat,
    "nps": nps,
    "licences": licences,
    "triggers": triggers,
    "sla": sla,
    "questionnaires": questionnaires,
    "access": access,
    "sharing": sharing,
    "plan": plan,
    "launch risk": risk,
    "journeys": journeys,
    "weeks": weeks,
    "kpis": kpis,
    "foundations": foundations,
    "renewal prompts": renewal_prompts,
    "renewal rates": renewal_rates,
    "co-terming": co_terming,
    "touchpoints": touchpoints,
    "owed": owed,
}

# The files are read wherever tests are collected, and it takes seconds in Python.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        with file.open(encoding="utf-8") as text:
            kinds: dict[str, list[Case]] = yaml.load(text, Loader=LOADER)
        for kind, cases in kinds.items():
            for case in cases:
                marks = [pytest.mark.rule(*case["rules"])]
                label = f"{kind}: {case['name']}"
                yield pytest.param(kind, case, marks=marks, id=label)


def _plain(value: object) -> object:
    """Take a number as the decimal that was written, for an exact comparison."""
    if isinstance(value, float):
        return Fraction(repr(value))
    return value


@pytest.mark.parametrize(("kind", "case"), list(_cases()))
def test_a_case_of_the_domain(rules: ps.Rulebook, kind: str, case: Case) -> None:
    """Everything that the case expects is so."""
    found = RUNNERS[kind](rules, case)
    wanted: Facts = case.get("expect", {"faults": case.get("faults")})
    assert {key: _plain(found.get(key, "absent")) for key in wanted} == {
        key: _plain(value) for key, value in wanted.items()
    }
