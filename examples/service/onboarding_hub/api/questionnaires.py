"""Questionnaires: what is asked at the gates."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Path

from onboarding_hub.api.asking import Asked
from onboarding_hub.api.views import (
    QuestionnaireList,
    QuestionnaireSummary,
    QuestionnaireView,
)
from onboarding_hub.hub import Visit
from onboarding_hub.problems import not_found, problem_responses
from partner_success.interop import FormSchema, form_schema
from partner_success.questionnaires import Questionnaire

__all__ = ["QuestionnaireId", "form_of", "questionnaire_called", "router"]

router = APIRouter(prefix="/api/questionnaires", tags=["questionnaires"])

QuestionnaireId = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,100}$")]


@lru_cache(maxsize=100)
def form_of(questionnaire: Questionnaire) -> FormSchema:
    """Give a questionnaire as a form; it is not to be changed."""
    return form_schema(questionnaire)


def questionnaire_called(visit: Visit, id_: str) -> Questionnaire:
    """Give a questionnaire of a gate.

    Raises:
        ProblemError: There is none.
    """
    known = visit.journey.questionnaires
    if id_ not in known.ids or not known[id_].stage:
        raise not_found()
    return known[id_]


def _summary(each: Questionnaire) -> QuestionnaireSummary:
    return QuestionnaireSummary(
        id=each.id,
        version=each.version,
        title=each.title,
        stage=each.stage or None,
        completed_by=list(each.completed_by),
    )


@router.get("", responses=problem_responses(401))
def read_questionnaires(asking: Asked) -> QuestionnaireList:
    """List the questionnaires."""
    with asking.reading() as visit:
        found = visit.journey.questionnaires
    return QuestionnaireList(items=[_summary(each) for each in found])


@router.get("/{questionnaire_id}", responses=problem_responses(401, 404))
def read_questionnaire(
    questionnaire_id: QuestionnaireId, asking: Asked
) -> QuestionnaireView:
    """Show a questionnaire as JSON Schema, and how a form shows it."""
    with asking.reading() as visit:
        known = visit.journey.questionnaires
    if questionnaire_id not in known.ids:
        raise not_found()
    found = known[questionnaire_id]
    form = form_of(found)
    return QuestionnaireView(
        **_summary(found).model_dump(),
        answers_schema=form.schema,
        ui_schema=form.ui_schema,
    )
