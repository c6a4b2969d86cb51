"""Answers to the standard forms score as the records that a person writes by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.partners import ReadinessSheet, SurveyAnswer, SurveyKind
from partner_success.questionnaires import (
    Answers,
    Questionnaire,
    check,
    complete,
    practices_in_place,
    readiness_sheet,
    survey_answers,
)

# The fixture gives the one cached rulebook, so it may serve all examples of a test.
lasting = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

ON = date(2026, 5, 4)
SHEETS = Path(__file__).parents[3] / "examples" / "readiness" / "readiness.json"

ratings = st.integers(1, 5)
gappy = st.lists(ratings | st.none(), min_size=50, max_size=50)
scored = st.lists(ratings, min_size=10, max_size=10)


def filled(form: Questionnaire, answers: dict[str, Any]) -> Answers:
    """Fill a form in, check it as a draft, and give what is stored."""
    nested = {
        section.id: {id_: answers[id_] for id_ in section.fields.ids if id_ in answers}
        for section in form.sections
    }
    faults = {each.code for each in check(form, nested, on=ON)}
    assert faults <= {"missing"}
    return complete(form, nested, on=ON).answers


@pytest.mark.rule("QST-09")
@lasting
@given(marks=gappy)
def test_a_readiness_form_scores_as_its_sheet(
    rules: ps.Rulebook, marks: list[int | None]
) -> None:
    """Whatever is answered, element by element, and whatever is left open."""
    form = rules.questionnaires["partner_readiness"]
    ids = [field.id for field in form.fields]
    given = {id_: mark for id_, mark in zip(ids, marks, strict=True) if mark}
    sheet = readiness_sheet(filled(form, given), id="r-1", partner_id="acme", on=ON)
    assert sheet == ReadinessSheet(id="r-1", partner_id="acme", on=ON, ratings=given)
    assert rules.readiness.assess(sheet.ratings) == rules.readiness.assess(given)


@pytest.mark.rule("QST-09")
@pytest.mark.parametrize(
    ("sheet_id", "section", "points"),
    [("deck-section-1", "strategy", 52), ("deck-section-4", "support", 64)],
)
def test_the_sheets_of_the_deck(
    rules: ps.Rulebook, sheet_id: str, section: str, points: int
) -> None:
    """The two sections that it shows filled in make what their marks make."""
    sheets = json.loads(SHEETS.read_text(encoding="utf-8"))
    by_hand = next(sheet for sheet in sheets if sheet["id"] == sheet_id)
    form = rules.questionnaires["partner_readiness"]
    leads = {"services": "Mara Petit"}
    sheet = readiness_sheet(
        filled(form, by_hand["ratings"]),
        id=sheet_id,
        partner_id="deck",
        on=date(2026, 1, 15),
        leads=leads,
    )
    assert dict(sheet.ratings) == by_hand["ratings"]
    assert sheet.leads == leads
    result = rules.readiness.assess(sheet.ratings, leads=sheet.leads)
    assert result.sections[section] == (points, points)


@pytest.mark.rule("QST-09")
@lasting
@given(marks=scored, text=st.sampled_from(["", "Ask early."]))
def test_a_csat_form_scores_as_its_answers(
    rules: ps.Rulebook, marks: list[int], text: str
) -> None:
    """Ten ratings count, and what was written never does."""
    form, model = rules.questionnaires["partner_csat"], rules.csat
    asked = [question.id for question in model.questions if question.scored]
    given: dict[str, Any] = dict(zip(asked, marks, strict=True))
    written = {"message_to_prospects": text} if text else {}
    about: dict[str, Any] = {
        "partner_id": "acme",
        "answered_on": ON,
        "account_id": "a-1",
        "project_id": "p-1",
        "project_completed_on": date(2026, 4, 30),
        "successful": True,
    }
    found = survey_answers(filled(form, given | written), id="s-1", **about)
    by_hand = [
        SurveyAnswer(
            id=f"s-1.{question}",
            kind=SurveyKind.CSAT,
            question=question,
            rating=given.get(question),
            text=written.get(question),
            **about,
        )
        for question in (*given, *written)
    ]
    assert list(found) == by_hand
    assert model.partner(found, on=ON) == model.partner(by_hand, on=ON)
    project = model.project(found)
    assert project is not None
    assert project.ratings == tuple(marks)


@pytest.mark.rule("QST-09")
@lasting
@given(marks=st.lists(st.none() | st.booleans(), min_size=4, max_size=4))
def test_a_maturity_form_assesses_as_its_answers(
    rules: ps.Rulebook, marks: list[bool | None]
) -> None:
    """What is in place, what is not, and what nobody has said yet."""
    form, model = rules.questionnaires["cs_maturity"], rules.maturity
    given = dict(zip(model.pillars.ids, marks, strict=True))
    answered = {id_: mark for id_, mark in given.items() if mark is not None}
    found = practices_in_place(filled(form, answered))
    assert found == answered
    assert model.assess(found) == model.assess(given)


@pytest.mark.rule("QST-09")
def test_what_a_company_asks_beside_stays_out() -> None:
    """A decimal, a choice of several or a yes is no rating; a text is none either."""
    beside: dict[str, Any] = {
        "other": {"share": Decimal("7.5"), "tools": ("a", "b"), "agreed": True}
    }
    readiness = {"strategy": {"journey_map": 3, "note": "soon"}, **beside}
    sheet = readiness_sheet(readiness, id="r-1", partner_id="acme", on=ON)
    assert sheet.ratings == {"journey_map": 3}
    found = survey_answers(
        {"project": {"value": 4}, **beside}, id="s-1", partner_id="acme", answered_on=ON
    )
    assert [answer.question for answer in found] == ["value"]
    practices = {"pillars": {"tool": False, "name": "Gain"}, **beside}
    assert practices_in_place(practices) == {"tool": False, "agreed": True}


def test_records_keep_their_own_faults() -> None:
    """A blank id is refused by the record that would carry it."""
    with pytest.raises(InvalidDataError, match="readiness sheet"):
        readiness_sheet({}, id=" ", partner_id="acme", on=ON)
