"""From answers to a standard form to the records that the scorecards take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners import ReadinessSheet, SurveyAnswer, SurveyKind
from partner_success.questionnaires.checking import AnswerValue
from partner_success.questionnaires.kinds import require_kind

__all__ = ["practices_in_place", "readiness_sheet", "survey_answers"]

_Answers = Mapping[str, Mapping[str, AnswerValue]]


def readiness_sheet(
    answers: _Answers,
    *,
    id: str,
    partner_id: str,
    on: date,
    leads: Mapping[str, str] = EMPTY_MAP,
) -> ReadinessSheet:
    """Make a readiness sheet of the answers to the form of partner CS readiness.

    Every whole number is the rating of the element that its field is called after;
    other answers, which a company may ask for beside them, stay out. Elements without
    an answer are not in the sheet, so that the assessment says what is open.

    Args:
        answers: By section and field, checked and in plain form, of a draft or a
            submission.
        id: The id of the sheet.
        partner_id: The id of the partner it rates.
        on: The day of the assessment.
        leads: Who led the assessment, by the part they led.

    Raises:
        InvalidDataError: An id is blank, or a rating is negative.

    Examples:
        >>> answers = {"strategy": {"journey_map": 3}}
        >>> sheet = readiness_sheet(
        ...     answers, id="r-1", partner_id="acme", on=date(2026, 5, 4)
        ... )
        >>> sheet.ratings["journey_map"]
        3

    Rule: QST-09, RDY-01.
    """
    return ReadinessSheet(
        id=id,
        partner_id=partner_id,
        on=on,
        ratings=FrozenMap(dict(_whole_numbers(answers))),
        leads=FrozenMap(leads),
    )


def survey_answers(  # noqa: PLR0913 - what a survey answer says of its project
    answers: _Answers,
    *,
    id: str,
    partner_id: str,
    answered_on: date,
    account_id: str | None = None,
    project_id: str | None = None,
    project_completed_on: date | None = None,
    successful: bool | None = None,
) -> tuple[SurveyAnswer, ...]:
    """Make survey answers of the answers to the form of partner CSAT.

    Whole numbers are ratings, texts what was written; other answers, which a company
    may ask for beside them, stay out.

    Args:
        answers: By section and field, checked and in plain form.
        id: What the ids of the survey answers begin with, such as the id of the
            submission; behind it stands the question.
        partner_id: The id of the partner it judges.
        answered_on: The day of the answers.
        account_id: The id of the account that answered; ``None`` where unknown.
        project_id: The id of the project it judges; ``None`` where it judges none.
        project_completed_on: The day that project was completed; ``None`` before.
        successful: Whether that project ended in success; ``None`` where unknown.

    Raises:
        InvalidDataError: An id is blank, or a rating is negative.

    Examples:
        >>> answers = {"project": {"value": 5, "message_to_prospects": "Ask early."}}
        >>> rating, text = survey_answers(
        ...     answers, id="s-1", partner_id="acme", answered_on=date(2026, 5, 4)
        ... )
        >>> rating.id, rating.rating, text.text
        ('s-1.value', 5, 'Ask early.')

    Rule: QST-09, CST-01.
    """
    found: list[tuple[str, int | str]] = [*_whole_numbers(answers), *_texts(answers)]
    return tuple(
        SurveyAnswer(
            id=f"{id}.{question}",
            kind=SurveyKind.CSAT,
            partner_id=partner_id,
            question=question,
            answered_on=answered_on,
            rating=answer if isinstance(answer, int) else None,
            text=answer if isinstance(answer, str) else None,
            account_id=account_id,
            project_id=project_id,
            project_completed_on=project_completed_on,
            successful=successful,
        )
        for question, answer in found
    )


def practices_in_place(answers: _Answers) -> FrozenMap[str, bool]:
    """Give what is in place by the answers to the CS maturity assessment.

    Every yes or no is that of the pillar that its field is called after; other answers,
    which a company may ask for beside them, stay out.

    Args:
        answers: By section and field, checked and in plain form, of a draft or a
            submission.

    Examples:
        >>> practices_in_place({"pillars": {"csms": True, "tool": False}})
        FrozenMap({'csms': True, 'tool': False})

    Rule: QST-09, RDY-08.
    """
    return FrozenMap(
        {
            pillar: answer
            for pillar, answer in _entries(answers)
            if isinstance(answer, bool)
        }
    )


def _whole_numbers(answers: _Answers) -> Iterator[tuple[str, int]]:
    for field, answer in _entries(answers):
        if isinstance(answer, int) and not isinstance(answer, bool):
            yield field, answer


def _texts(answers: _Answers) -> Iterator[tuple[str, str]]:
    for field, answer in _entries(answers):
        if isinstance(answer, str):
            yield field, answer


def _entries(answers: _Answers) -> Iterator[tuple[str, object]]:
    require_kind("answers", answers, Mapping)
    for name, section in answers.items():
        require_kind(f"answers[{name!r}]", section, Mapping)
        yield from section.items()
