"""Questionnaires and submissions as Markdown and as pages that print well.

Whatever users wrote stays text: it is never HTML, never a link, never mark-up.
"""

from __future__ import annotations

from collections.abc import Mapping

from partner_success.display.form_content import Sheet, facts_of, sheet_of
from partner_success.display.form_html import page_of
from partner_success.display.form_markdown import markdown_of
from partner_success.display.form_signature import (
    blank_html,
    blank_markdown,
    signing_of,
)
from partner_success.questionnaires import Questionnaire, Submission
from partner_success.questionnaires.kinds import require_kind

__all__ = [
    "questionnaire_html",
    "questionnaire_markdown",
    "submission_html",
    "submission_markdown",
]


def questionnaire_markdown(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """Write a questionnaire as Markdown, to be filled in or with answers.

    The words of the questionnaire are in its own language; take
    ``questionnaire.localized("de")`` for another.

    Args:
        questionnaire: What is asked.
        answers: What was answered, by section and field; nothing of it is checked. None
            gives a form with boxes to tick and lines to write on.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> text = questionnaire_markdown(gate, {"contract": {"signed": True}})
        >>> print(text[text.index("**1.1**"):])
        **1.1** Is it signed? (required)
        <BLANKLINE>
        - [x] Yes
        - [ ] No
        <BLANKLINE>

    Rule: QST-12.
    """
    sheet = sheet_of(questionnaire, answers, facts_of(questionnaire))
    return markdown_of(sheet, [blank_markdown()] if answers is None else [])


def questionnaire_html(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """Write a questionnaire as a page to print, with boxes and lines to write on.

    The page fetches nothing and runs no script; all that users wrote is escaped.

    Args:
        questionnaire: What is asked, in the language that its texts are in.
        answers: As for `questionnaire_markdown`.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="<b>Signed?</b>")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> "&lt;b&gt;Signed?&lt;/b&gt;" in questionnaire_html(gate)
        True

    Rule: QST-12.
    """
    sheet = sheet_of(questionnaire, answers, facts_of(questionnaire))
    return page_of(sheet, [blank_html()] if answers is None else [])


def submission_markdown(submission: Submission, questionnaire: Questionnaire) -> str:
    """Write a submission as Markdown: its answers, and who signed them.

    It says whether the signature holds: the digest is computed anew, and the
    questionnaire must be the version that was answered.

    Args:
        submission: What was submitted.
        questionnaire: The version that it answers, in any of its languages.

    Rule: QST-07, QST-12.
    """
    sheet = _sheet(submission, questionnaire)
    return markdown_of(sheet, [signing_of(submission, questionnaire).markdown()])


def submission_html(submission: Submission, questionnaire: Questionnaire) -> str:
    """Write a submission as a page: its answers, its signature, and whether it holds.

    Args:
        submission: What was submitted.
        questionnaire: As for `submission_markdown`.

    Rule: QST-07, QST-12.
    """
    sheet = _sheet(submission, questionnaire)
    return page_of(sheet, [signing_of(submission, questionnaire).html()])


def _sheet(submission: Submission, questionnaire: Questionnaire) -> Sheet:
    require_kind("submission", submission, Submission)
    require_kind("questionnaire", questionnaire, Questionnaire)
    answered = f"{submission.questionnaire_id}, version {submission.version}"
    facts = [
        ("Submission", submission.id),
        ("Partner", submission.partner_id),
        ("Questionnaire", answered),
        ("Stage", questionnaire.stage),
    ]
    return sheet_of(questionnaire, submission.answers, facts)
