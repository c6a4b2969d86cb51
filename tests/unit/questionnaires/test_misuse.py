"""A record of another kind is refused by the name of its argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from partner_success.display import (
    questionnaire_html,
    questionnaire_markdown,
    submission_html,
    submission_markdown,
)
from partner_success.errors import InvalidUseError
from partner_success.interop import form_schema
from partner_success.questionnaires import (
    Migration,
    Verdict,
    Versions,
    compare,
    complete,
    correct,
    delete,
    evaluate,
    migrate,
    partner_view,
    practices_in_place,
    progress,
    read_chain,
    readiness_sheet,
    seal,
    start_draft,
    submit,
    survey_answers,
    verify,
)
from tests.unit.questionnaires.signing import AT, SIGNING, questionnaire

GATE = questionnaire()
ON = date(2026, 3, 2)
OTHER: Any = {"id": "gate"}
NOBODY: Any = 3
DRAFT = start_draft(GATE, {}, id="d", partner_id="p", at=AT, by="u")
VERDICT = Verdict(section="size", passed=True, reviewer="u", at=AT)
STEPS = Migration(
    questionnaire_id="gate", from_version="1.4.0", to_version="2.0.0", steps=()
)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: complete(OTHER, {}, on=ON), "questionnaire needs a Questionnaire"),
        (lambda: progress(OTHER, {}, on=ON), "questionnaire needs a Questionnaire"),
        (lambda: evaluate(OTHER, {}, on=ON), "questionnaire needs a Questionnaire"),
        (
            lambda: evaluate(GATE, {}, on=ON, verdicts=OTHER),
            r"verdicts\[0\] needs a Verdict, not a str",
        ),
        (
            lambda: evaluate(GATE, {}, on=ON, verdicts=VERDICT),  # type: ignore[arg-type]
            "verdicts needs an Iterable, not a Verdict",
        ),
        (lambda: partner_view(GATE, {}, on=ON, dates=NOBODY), "dates needs a Mapping"),
        (lambda: GATE.localized(NOBODY), "language needs a str, not an int"),
        (
            lambda: start_draft(OTHER, {}, id="d", partner_id="p", at=AT, by="u"),
            "questionnaire needs a Questionnaire, not a dict",
        ),
        (lambda: submit(OTHER, GATE, id="s", **SIGNING), "draft needs a Draft"),
        (
            lambda: correct(OTHER, DRAFT, GATE, id="s", **SIGNING),
            "replaced needs a Submission or a Tombstone, not a dict",
        ),
        (lambda: verify(OTHER), "submission needs a Submission"),
        (lambda: seal(OTHER, bytes(32), key_id="k"), "submission needs a Submission"),
        (lambda: delete(OTHER, at=AT, by="u", reason="r"), "submission needs a"),
        (
            lambda: read_chain([OTHER]),
            r"records\[0\] needs a Submission or a Tombstone, not a dict",
        ),
        (lambda: compare(OTHER, GATE), "old needs a Questionnaire"),
        (lambda: compare(GATE, OTHER), "new needs a Questionnaire"),
        (lambda: migrate(DRAFT, OTHER, GATE, GATE), "migration needs a Migration"),
        (lambda: migrate(DRAFT, STEPS, GATE, OTHER), "new needs a Questionnaire"),
        (lambda: Versions([OTHER]), r"questionnaires\[0\] needs a Questionnaire"),
        (lambda: form_schema(OTHER), "questionnaire needs a Questionnaire"),
        (lambda: questionnaire_markdown(OTHER), "questionnaire needs a Questionnaire"),
        (lambda: questionnaire_html(OTHER), "questionnaire needs a Questionnaire"),
        (lambda: submission_markdown(OTHER, GATE), "submission needs a Submission"),
        (lambda: submission_html(OTHER, GATE), "submission needs a Submission"),
        (
            lambda: readiness_sheet(NOBODY, id="r", partner_id="p", on=ON),
            "answers needs a Mapping",
        ),
        (
            lambda: survey_answers(
                {"a": NOBODY}, id="s", partner_id="p", answered_on=ON
            ),
            r"answers\['a'\] needs a Mapping, not an int",
        ),
        (lambda: practices_in_place(NOBODY), "answers needs a Mapping"),
    ],
)
def test_another_kind_is_refused(call: Callable[[], object], text: str) -> None:
    """The text says which argument, what it needs and what it is, not what it holds."""
    with pytest.raises(InvalidUseError, match=text):
        call()
