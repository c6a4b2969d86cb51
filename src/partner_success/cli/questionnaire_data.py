"""Questionnaires and how answers stand, as plain data for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from partner_success.cli.data import SCHEMA_VERSION
from partner_success.interop import format_document, unstructure
from partner_success.interop.shapes import is_list

if TYPE_CHECKING:
    from partner_success.cli.data import Data
    from partner_success.errors import Problem
    from partner_success.interop import FormSchema
    from partner_success.questionnaires import (
        CriterionResult,
        Evaluation,
        Questionnaire,
        SectionResult,
        Translation,
        Verdict,
    )
    from partner_success.rulebook import Rulebook

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def ascii_json(data: Data) -> str:
    """Write data as JSON in plain ASCII, numbers with every digit."""
    text = format_document(data, "json").rstrip("\n")
    return _BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def list_data(rules: Rulebook) -> Data:
    """Give the questionnaires of a rulebook, without their questions."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": rules.edition.id,
        "questionnaires": [
            {
                "id": each.id,
                "version": each.version,
                "title": each.title,
                "stage": each.stage,
                "completed_by": list(each.completed_by),
                "languages": list(each.languages),
                "sections": len(each.sections),
                "fields": len(each.fields),
            }
            for each in rules.questionnaires
        ],
    }


def questionnaire_data(
    questionnaire: Questionnaire, left_out: Iterable[Problem]
) -> Data:
    """Give a questionnaire as its files have it, and what an import left out."""
    return {
        "schema_version": SCHEMA_VERSION,
        "questionnaire": unstructure(questionnaire),
        "left_out": [problem_data(each) for each in left_out],
    }


def schema_data(form: FormSchema) -> Data:
    """Give what a form renderer needs, and what it cannot check."""
    left = [{"path": each.path, "what": each.what} for each in form.left_to_check]
    return {
        "schema_version": SCHEMA_VERSION,
        "schema": form.schema,
        "ui_schema": form.ui_schema,
        "left_to_check": left,
    }


def check_data(
    questionnaire: Questionnaire, problems: Iterable[Problem], on: date
) -> Data:
    """Give everything that is wrong with answers."""
    return {
        **_head(questionnaire, on),
        "problems": [problem_data(each) for each in problems],
    }


def evaluation_data(questionnaire: Questionnaire, found: Evaluation, on: date) -> Data:
    """Give how every section stands, and the whole."""
    return {
        **_head(questionnaire, on),
        "rulebook": found.provenance.edition,
        "outcome": found.outcome.value,
        "passed": found.passed,
        "judged": found.judged,
        "qualified": found.qualified,
        "sections": [_section(each) for each in found.sections],
        "problems": [problem_data(each) for each in found.problems],
    }


def texts_data(given: Translation) -> Data:
    """Give the texts of a questionnaire as their file has them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "translation": unstructure(given),
        "missing": list(given.missing),
    }


def translation_data(given: Translation, problems: Iterable[Problem]) -> Data:
    """Give everything that is wrong with a translation."""
    return {
        "schema_version": SCHEMA_VERSION,
        "questionnaire": given.questionnaire_id,
        "version": given.version,
        "language": given.language,
        "problems": [problem_data(each) for each in problems],
    }


def problem_data(each: Problem) -> Data:
    """Give one problem."""
    return {
        "path": each.path,
        "code": each.code,
        "message": each.message,
        "given": each.given,
        "expected": each.expected,
    }


def _head(questionnaire: Questionnaire, on: date) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "on": on.isoformat(),
    }


def _section(each: SectionResult) -> Data:
    return {
        "id": each.section_id,
        "title": each.title,
        "status": each.status.value,
        "failed": [_criterion(found) for found in each.failed],
        "open": [_criterion(found) for found in each.open],
        "verdict": None if each.verdict is None else _verdict(each.verdict),
    }


def _criterion(found: CriterionResult) -> Data:
    answers = {name: _plain(value) for name, value in found.answers.items()}
    return {
        "criterion": found.criterion.id,
        "message": found.message,
        "answers": answers,
    }


def _verdict(verdict: Verdict) -> Data:
    return {
        "passed": verdict.passed,
        "reviewer": verdict.reviewer,
        "at": verdict.at.isoformat(),
        "note": verdict.note,
    }


def _plain(value: object) -> Any:
    """Give what a condition saw of an answer."""
    if is_list(value):
        return list(value)
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
