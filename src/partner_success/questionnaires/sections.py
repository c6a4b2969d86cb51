"""Sections of a questionnaire, and how they are judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import Condition
from partner_success.questionnaires.choices import catalogue_of
from partner_success.questionnaires.fields import AnyField

__all__ = ["SUBMITTED_ON", "WRONG", "Criterion", "PassPolicy", "Section"]

SUBMITTED_ON = "submitted_on"
"""The name by which conditions know the day on which answers are checked."""

WRONG = "wrong answers"
"""The key under which facts hold the fields whose answers are wrong; no field's id."""


@attrs.frozen(kw_only=True)
class Criterion:
    """A rule over the answers that a section must meet.

    Attributes:
        id: Unlike any other criterion of the questionnaire.
        condition: What must hold of the answers, of this section or any other.
        message: What to say where it does not, for a person.
        citations: Where the criterion comes from.

    Rule: QST-02.
    """

    id: str
    condition: Condition
    message: str
    citations: tuple[Citation, ...] = ()


def _fields(fields: Iterable[AnyField]) -> Catalogue[AnyField]:
    return catalogue_of(fields, get_args(AnyField), "field")


def _criteria(criteria: Iterable[Criterion]) -> Catalogue[Criterion]:
    return catalogue_of(criteria, (Criterion,), "criterion")


@attrs.frozen(kw_only=True)
class Section:
    """A part of a questionnaire, judged as one.

    With criteria it passes when all of them hold; reviewed, by a recorded verdict;
    without either it is not judged and counts nowhere.

    Attributes:
        id: Unlike any other section of the questionnaire.
        title: What a person reads.
        help: What the section is about.
        fields: What is asked, in order.
        criteria: What must hold for the section to pass.
        reviewed: Whether a reviewer judges it instead.
        citations: Where the section comes from.

    Rule: QST-01, QST-02.
    """

    id: str
    title: str
    help: str = ""
    fields: Catalogue[AnyField] = attrs.field(converter=_fields)
    criteria: Catalogue[Criterion] = attrs.field(
        default=Catalogue(kind="criterion"), converter=_criteria
    )
    reviewed: bool = False
    citations: tuple[Citation, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether the section counts when the questionnaire is judged."""
        return self.reviewed or bool(self.criteria)


@attrs.frozen(kw_only=True)
class PassPolicy:
    """When a questionnaire passes.

    Attributes:
        at_least: How many judged sections must pass; ``None`` for all of them.
        qualifies_when: What passes the questionnaire on its own, whatever the sections
            say; ``None`` without such a rule.
        citations: Where the policy comes from.

    Rule: QST-03.
    """

    at_least: int | None = None
    qualifies_when: Condition | None = None
    citations: tuple[Citation, ...] = ()
