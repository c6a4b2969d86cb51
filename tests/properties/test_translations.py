"""Laws of translations: another language asks, refuses and judges the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.interop import format_document, parse_document, structure
from partner_success.interop import unstructure as plain
from partner_success.questionnaires import (
    Questionnaire,
    Translation,
    check,
    complete,
    evaluate,
    texts_to_translate,
    untranslated,
    with_translation,
)
from partner_success.testing import answers, faulty_answers, questionnaires
from partner_success.testing.conditions import days

few = settings(max_examples=min(8, settings().max_examples))


def turned(questionnaire: Questionnaire, language: str) -> Translation:
    """A whole translation into a language that nobody speaks."""
    empty = texts_to_translate(questionnaire, language)
    texts = [attrs.evolve(each, text=f"«{each.source}»") for each in empty.texts]
    return attrs.evolve(empty, texts=texts)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, date, Any]:
    """A questionnaire with good or faulty answers."""
    asked, on = draw(questionnaires()), draw(days)
    if draw(st.booleans()):
        return asked, on, draw(answers(asked, on=on))
    return asked, on, draw(faulty_answers(asked, on=on)).answers


@pytest.mark.rule("QST-01")
@few
@given(answered())
def test_a_translation_changes_no_answer_and_no_verdict(
    case: tuple[Questionnaire, date, Any],
) -> None:
    """The same answers are refused, completed, judged and kept alike in both."""
    asked, on, given_answers = case
    other = with_translation(asked, turned(asked, "eo")).localized("eo")
    assert other.language == "eo"
    assert (other.id, other.version) == (asked.id, asked.version)

    def faults(questionnaire: Questionnaire) -> list[tuple[str, str]]:
        found = check(questionnaire, given_answers, on=on)
        return [(each.path, each.code) for each in found]

    assert faults(other) == faults(asked)
    one, two = (complete(each, given_answers, on=on) for each in (asked, other))
    assert (one.answers, one.dropped) == (two.answers, two.dropped)
    if not faults(asked):
        one, two = (evaluate(each, given_answers, on=on) for each in (asked, other))
        assert one.outcome == two.outcome
        assert [each.status for each in one.sections] == [
            each.status for each in two.sections
        ]


@few
@given(questionnaires(), st.sampled_from(["eo", "fr-CA"]))
def test_a_translation_is_whole_and_survives_its_file(
    asked: Questionnaire, language: str
) -> None:
    """No text is left over, and what was taken in comes out again."""
    translation = turned(asked, language)
    text = format_document(plain(translation), "json")
    read = structure(parse_document(text, "json"), Translation, subject="x")
    assert read == translation
    done = with_translation(asked, read)
    assert untranslated(done, language) == ()
    assert texts_to_translate(done, language) == translation
    assert with_translation(done, read) == done
