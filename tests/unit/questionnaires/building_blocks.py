"""Small questionnaires that several tests ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from partner_success.core import Condition, from_data
from partner_success.questionnaires import (
    AnyField,
    Choice,
    Criterion,
    Questionnaire,
    Section,
    YesNoField,
)

ON = date(2026, 3, 2)


def when(**comparison: Any) -> Condition:
    """A condition in its data form."""
    return from_data(comparison)


def yes(field: str) -> Condition:
    """The condition that a field is answered with yes."""
    return when(field=field, equals=True)


def asking(*fields: AnyField, **more: Any) -> Questionnaire:
    """A questionnaire of one section ``a``."""
    section = Section(id="a", title="A", fields=fields)
    given: dict[str, Any] = {"id": "q", "version": "1.0.0", "title": "Q"}
    return Questionnaire(**{**given, "sections": [section], **more})


def yes_no(id_: str, **more: Any) -> YesNoField:
    """A question for yes or no."""
    return YesNoField(id=id_, label=f"{id_}?", **more)


def choices(*codes: str) -> list[Choice]:
    """Choices whose labels are their codes in capitals."""
    return [Choice(id=code, label=code.upper()) for code in codes]


def must(field: str) -> Criterion:
    """The criterion that a field is answered with yes."""
    return Criterion(id=field, condition=yes(field), message=f"{field} is not so")
