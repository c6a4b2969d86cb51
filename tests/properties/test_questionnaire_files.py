"""Any questionnaire passes through every format, and can be shown."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.display import questionnaire_html, questionnaire_markdown
from partner_success.interop import (
    Format,
    parse_document,
    questionnaire_text,
    structure,
)
from partner_success.questionnaires import Questionnaire
from partner_success.testing import drafts, questionnaires
from tests.unit.display.test_report import Page

ON = date(2026, 3, 2)


@pytest.mark.rule("QST-12")
@given(questionnaires(), st.sampled_from(get_args(Format)))
def test_any_questionnaire_comes_back_equal(
    questionnaire: Questionnaire, format_: Format
) -> None:
    """Written as TOML, JSON or YAML and read again."""
    data = parse_document(questionnaire_text(questionnaire, format_), format_)
    assert structure(data, Questionnaire, subject="it") == questionnaire


@pytest.mark.rule("QST-12")
@given(st.data())
def test_any_questionnaire_can_be_shown(data: st.DataObject) -> None:
    """Blank or with answers, every label in its place, and no tag out of its order."""
    questionnaire = data.draw(questionnaires())
    given_answers: Any = data.draw(st.none() | drafts(questionnaire, on=ON))
    page = questionnaire_html(questionnaire, given_answers)
    assert Page(page).all("script") == []
    headings = page.count("<h3>")
    assert headings == len(questionnaire.fields)
    text = questionnaire_markdown(questionnaire, given_answers)
    assert text.count("\n**") >= headings
