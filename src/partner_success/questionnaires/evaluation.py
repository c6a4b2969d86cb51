"""Judging the answers to a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.questionnaires.checking import read
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.results import Evaluation, Verdict

__all__ = ["evaluate"]


def evaluate(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]],
    *,
    on: date,
    verdicts: Iterable[Verdict] = (),
) -> Evaluation:
    """Judge answers, complete or not.

    A section with criteria passes when all are known to hold, fails when one is known
    not to, and is pending while answers are missing; a reviewed section follows the
    reviewer's latest verdict. What is wrong with the answers counts as missing.

    Args:
        questionnaire: What was asked.
        answers: By section and field.
        on: The day of the submission, or of the look at a draft.
        verdicts: What reviewers decided; of several about a section the latest counts,
            of those at one time the last.

    Raises:
        InvalidUseError: ``questionnaire`` is none, or a verdict is none.
        InvalidValueError: A verdict is about a section that nobody reviews, or ``on``
            is no day.
        UnknownNameError: A verdict is about no section at all.

    Examples:
        >>> from partner_success.core import Compare, Field, Literal
        >>> from partner_success.questionnaires import (
        ...     Criterion, PassPolicy, Section, YesNoField)
        >>> signed = Criterion(
        ...     id="signed",
        ...     condition=Compare(Field("signed"), "equals", Literal(True)),
        ...     message="the contract is not signed",
        ... )
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(
        ...     id="contract", title="Contract", fields=[field], criteria=[signed]
        ... )
        >>> gate = Questionnaire(
        ...     id="gate",
        ...     version="1.0.0",
        ...     title="Gate",
        ...     sections=[section],
        ...     pass_policy=PassPolicy(),
        ... )
        >>> on = date(2026, 3, 2)
        >>> print(evaluate(gate, {"contract": {"signed": False}}, on=on).explain())
        Gate: fail, 0 of 1 sections passed
        section   status
        Contract  failed
        Contract: the contract is not signed (signed = false)

    Rule: QST-02, QST-03.
    """
    latest = _latest(questionnaire, verdicts)
    reading = read(questionnaire, answers, on=on)
    judge = questionnaire.judge
    sections = judge.sections(reading.facts, latest)
    qualified = judge.qualified(reading.facts)
    return Evaluation(
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        title=questionnaire.title,
        outcome=judge.outcome(sections, qualified=qualified),
        qualified=qualified,
        sections=sections,
        problems=tuple(reading.problems),
        provenance=questionnaire.provenance,
    )


def _latest(
    questionnaire: Questionnaire, verdicts: Iterable[Verdict]
) -> dict[str, Verdict]:
    latest: dict[str, Verdict] = {}
    require_kind("verdicts", verdicts, Iterable)
    for place, verdict in enumerate(verdicts):
        require_kind(f"verdicts[{place}]", verdict, Verdict)
        section = questionnaire.sections.get(verdict.section)
        if section is None:
            known = questionnaire.sections.ids
            raise UnknownNameError("section", verdict.section, known)
        if not section.reviewed:
            raise InvalidValueError(
                f"the section {section.id!r} is not judged by a reviewer, and a verdict"
                " about it was given; leave it out"
            )
        before = latest.get(section.id)
        if before is None or before.at <= verdict.at:
            latest[section.id] = verdict
    return latest
