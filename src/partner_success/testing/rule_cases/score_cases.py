"""Cases of scores, readiness, maturity, surveys and licences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import (
    InvalidDataError,
    MissingValuesError,
    Problem,
)
from partner_success.partners import SurveyAnswer
from partner_success.partners.survey import SurveyKind
from partner_success.rulebook import Rulebook
from partner_success.scoring import Score, Scorecard, ScoreRange

__all__ = [
    "LicenceCase",
    "MaturityCase",
    "OwnScoreCase",
    "ProjectsCase",
    "RatingsCase",
    "ReadinessCase",
    "ScoreCase",
    "csat",
    "health",
    "licences",
    "maturity",
    "nps",
    "partner_health",
    "readiness",
    "scorecards",
]

Facts: TypeAlias = dict[str, Any]

_OF_A_SCORE: Final = (
    *("score", "band", "action", "drag"),
    *("to_next", "above_edge", "from", "to"),
)
_OF_A_SHEET: Final = ("level", "points", "steps", "from", "to")


@attrs.frozen(kw_only=True)
class ScoreCase:
    """A score: values of components or measures, and what to do where one lacks."""

    given: FrozenMap[str, Any]
    missing: Literal["refuse", "reweight", "range"] = "refuse"


@attrs.frozen(kw_only=True)
class OwnScoreCase(ScoreCase):
    """A score by one of a company's own scorecards."""

    scorecard: str


def scorecards(rules: Rulebook, case: OwnScoreCase) -> Facts:
    """Tell everything of a score by a company's own scorecard."""
    return _scored(rules.scorecards[case.scorecard], case)


def health(rules: Rulebook, case: ScoreCase) -> Facts:
    """Tell everything of a customer's health."""
    return _scored(rules.health, case)


def partner_health(rules: Rulebook, case: ScoreCase) -> Facts:
    """Tell everything of a partner's operational health."""
    return _scored(rules.partner_health, case)


def _scored(card: Scorecard, case: ScoreCase) -> Facts:
    facts: Facts = dict.fromkeys((*_OF_A_SCORE, *card.components.ids))
    facts |= {"scored": False, "coverage": None, "missing": [], "refused": []}
    try:
        result = card.score(case.given, missing=case.missing)
    except MissingValuesError as error:
        return facts | {"missing": list(error.missing)}
    except InvalidDataError as error:
        return facts | {"refused": sorted(each.path for each in error.problems)}
    facts |= {"coverage": result.coverage * 100, "missing": list(result.missing)}
    if isinstance(result, ScoreRange):
        facts |= {"from": result.low.exact, "to": result.high.exact}
        facts["band"] = result.band and result.band.name
    elif isinstance(result, Score):
        facts |= _of_score(result)
    return facts


def _of_score(result: Score) -> Facts:
    drag = result.greatest_drag
    facts: Facts = {part.id: part.value for part in result.contributions}
    return facts | {
        "scored": True,
        "score": result.exact,
        "band": result.band.name,
        "action": result.band.action,
        "drag": drag and drag.name,
        "to_next": result.points_to_next,
        "above_edge": result.points_above_edge,
    }


@attrs.frozen(kw_only=True)
class ReadinessCase:
    """Ratings by section, one for all its elements or one each; or a bare total."""

    given: FrozenMap[str, int | tuple[int | None, ...]] | None = None
    total: int | None = None


def readiness(rules: Rulebook, case: ReadinessCase) -> Facts:
    """Tell what a sheet comes to, or the level of a bare total."""
    model = rules.readiness
    facts: Facts = dict.fromkeys((*_OF_A_SHEET, *model.sections.ids))
    if (case.given is None) == (case.total is None):
        message = "give the ratings as 'given', or a bare 'total', and not both"
        problem = Problem(path="given", code="one-of", message=message)
        raise InvalidDataError("the readiness case", [problem])
    if case.total is not None:
        return facts | {"level": model.level(case.total).name}
    ratings: dict[str, int | None] = {}
    for section, given in (case.given or {}).items():
        elements = model.sections[section].elements.ids
        marks = (given,) * len(elements) if isinstance(given, int) else given
        _require_one_each(section, marks, elements)
        ratings |= zip(elements, marks, strict=True)
    result = model.assess(ratings)
    least, most = result.points
    return facts | {
        **{id_: points[0] for id_, points in result.sections.items()},
        "from": least,
        "to": most,
        "points": result.score and result.score.value,
        "level": result.level and result.level.name,
        "steps": result.steps_to_next_level,
    }


def _require_one_each(
    section: str, marks: tuple[int | None, ...], elements: tuple[str, ...]
) -> None:
    if len(marks) != len(elements):
        message = (
            f"{len(marks)} ratings for the {len(elements)} elements; give one for all"
            " of them, or one each"
        )
        problem = Problem(path=f"given.{section}", code="count", message=message)
        raise InvalidDataError("the ratings", [problem])


@attrs.frozen(kw_only=True)
class MaturityCase:
    """Answers about a partner's practice, by pillar."""

    given: FrozenMap[str, bool | None]


def maturity(rules: Rulebook, case: MaturityCase) -> Facts:
    """Tell the stage of a practice, and what is to be built."""
    result = rules.maturity.assess(case.given)
    return {
        "stage": result.stage,
        "next": result.next and result.next.id,
        "build": [pillar.id for pillar in result.to_build],
    }


@attrs.frozen(kw_only=True)
class RatingsCase:
    """Ratings that were given, with null where somebody gave none."""

    ratings: tuple[int | None, ...]


def nps(rules: Rulebook, case: RatingsCase) -> Facts:
    """Tell the Net Promoter Score of recommendations."""
    score = rules.nps.score(case.ratings)
    return {"nps": score.exact, "answers": score.answers}


@attrs.frozen(kw_only=True)
class Project:
    """A project of a partner: when it was completed, and what was answered."""

    ratings: tuple[int, ...]
    completed: date | None = None
    successful: bool = True


@attrs.frozen(kw_only=True)
class ProjectsCase:
    """Projects, and a day of the fiscal year that is asked about."""

    day: date
    projects: tuple[Project, ...]
    first_month: int | None = None


def csat(rules: Rulebook, case: ProjectsCase) -> Facts:
    """Tell a partner's CSAT in the fiscal year of a day."""
    month = case.first_month
    model = rules.csat if month is None else attrs.evolve(rules.csat, first_month=month)
    question = next(each.id for each in model.questions if each.scored)
    result = model.partner(_answers(case, question), on=case.day)
    return {
        "mean": result.mean,
        "points": result.points,
        "answers": result.answers,
        "projects": len(result.projects),
    }


def _answers(case: ProjectsCase, question: str) -> Iterator[SurveyAnswer]:
    for number, project in enumerate(case.projects):
        for place, rating in enumerate(project.ratings):
            yield SurveyAnswer(
                id=f"s-{number}-{place}",
                kind=SurveyKind.CSAT,
                partner_id="acme",
                question=question,
                answered_on=project.completed or case.day,
                rating=rating,
                project_id=f"p-{number}",
                project_completed_on=project.completed,
                successful=project.successful,
            )


@attrs.frozen(kw_only=True)
class LicenceCase:
    """How many licences there are, and how many people are active."""

    licensed: int | None = None
    active: int | None = None


def licences(rules: Rulebook, case: LicenceCase) -> Mapping[str, object]:
    """Tell the risk of a count of licences."""
    result = rules.licence.judge(case.licensed, case.active)
    share = result.utilisation
    return {
        "risk": result.risk and result.risk.name,
        "delta": result.delta,
        "percent": None if share is None else share * 100,
        "at_risk": result.renewal_at_risk,
        "up_sell": result.up_sell,
    }
