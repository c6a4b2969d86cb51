"""The schema of a form accepts what `check` accepts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from partner_success import testing
from partner_success.interop import form_schema
from partner_success.questionnaires import Questionnaire, check
from tests.properties.forms import DAY, answers, questionnaires

Validator = jsonschema.Draft202012Validator


def _validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return Validator(schema, format_checker=Validator.FORMAT_CHECKER)


def _as_json_reads(answers: Any) -> Any:
    """Give answers as they come out of JSON, which knows neither NaN nor Decimal."""

    def plain(value: object) -> object:
        return float(value) if isinstance(value, Decimal) else str(value)

    try:
        return json.loads(json.dumps(answers, default=plain, allow_nan=False))
    except ValueError:
        reject()


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
    for code in sorted({each.code for each in problems}) or ["accepted"]:
        event(code)
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


@pytest.mark.rule("QST-11")
@given(data=st.data())
def test_judges_what_others_draw(data: st.DataObject) -> None:
    """The same holds of the questionnaires and answers that are public."""
    asked = data.draw(testing.questionnaires(expressible=data.draw(st.booleans())))
    good = data.draw(testing.answers(asked, on=DAY))
    bad = data.draw(testing.faulty_answers(asked, on=DAY)).answers
    form = form_schema(asked)
    validator = _validator(form.schema)
    for each in (good, bad):
        read = _as_json_reads(each)
        problems = check(asked, read, on=DAY)
        accepted = validator.is_valid(read)
        assert accepted or problems
        assert form.left_to_check or accepted is (not problems), problems


@pytest.mark.rule("QST-11")
@given(asked=questionnaires(plain=False))
@settings(max_examples=20)
def test_is_json_schema(asked: Questionnaire) -> None:
    """What is exported is valid against the metaschema of 2020-12."""
    Validator.check_schema(form_schema(asked).schema)
