"""The schema of a form accepts what `check` accepts."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from partner_success.interop import form_schema
from partner_success.questionnaires import Questionnaire, check
from tests.properties.forms import DAY, answers, questionnaires

Validator = jsonschema.Draft202012Validator


def _validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    Validator.check_schema(schema)
    return Validator(schema, format_checker=Validator.FORMAT_CHECKER)


def _with_answers(
    drawn: st.SearchStrategy[Questionnaire],
) -> st.SearchStrategy[tuple[Questionnaire, Any]]:
    return drawn.flatmap(lambda asked: st.tuples(st.just(asked), answers(asked)))


@pytest.mark.rule("QST-11")
@given(drawn=_with_answers(questionnaires(plain=True)))
def test_accepts_what_check_accepts(drawn: tuple[Questionnaire, Any]) -> None:
    """A schema that leaves nothing to the check refuses just what the check does."""
    asked, given_answers = drawn
    form = form_schema(asked)
    assert form.left_to_check == ()
    problems = check(asked, given_answers, on=DAY)
    event("refused" if problems else "accepted")
    assert _validator(form.schema).is_valid(given_answers) is (not problems), problems


@pytest.mark.rule("QST-11")
@given(drawn=_with_answers(questionnaires(plain=False)))
def test_refuses_nothing_that_check_accepts(drawn: tuple[Questionnaire, Any]) -> None:
    """Where something is left to the check, the schema is never stricter."""
    asked, given_answers = drawn
    form = form_schema(asked)
    if check(asked, given_answers, on=DAY):
        return
    assert _validator(form.schema).is_valid(given_answers)
