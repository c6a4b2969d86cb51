"""Questionnaires as data: asked, checked, judged, signed."""

from __future__ import annotations

from partner_success.questionnaires.checking import (
    Answers,
    AnswerValue,
    Completed,
    check,
    complete,
)
from partner_success.questionnaires.choices import Case, Choice, Constraint
from partner_success.questionnaires.evaluation import evaluate
from partner_success.questionnaires.fields import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    Field,
    LongTextField,
    NumberField,
    RatingField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.messages import MESSAGES, translated
from partner_success.questionnaires.patterns import TextPattern, pattern_problems
from partner_success.questionnaires.progress import (
    OpenItem,
    PartnerView,
    Progress,
    SectionProgress,
    partner_view,
    progress,
)
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.results import (
    CriterionResult,
    Evaluation,
    Outcome,
    SectionResult,
    SectionStatus,
    Verdict,
)
from partner_success.questionnaires.sections import (
    SUBMITTED_ON,
    Criterion,
    PassPolicy,
    Section,
)

__all__ = [
    "MESSAGES",
    "SUBMITTED_ON",
    "AnswerValue",
    "Answers",
    "AnyField",
    "AttestationField",
    "Case",
    "Choice",
    "ChoiceField",
    "ChoicesField",
    "Completed",
    "Constraint",
    "Criterion",
    "CriterionResult",
    "DateField",
    "EmailField",
    "Evaluation",
    "Field",
    "LongTextField",
    "NumberField",
    "OpenItem",
    "Outcome",
    "PartnerView",
    "PassPolicy",
    "Progress",
    "Questionnaire",
    "RatingField",
    "Section",
    "SectionProgress",
    "SectionResult",
    "SectionStatus",
    "TextField",
    "TextPattern",
    "Verdict",
    "WholeNumberField",
    "YesNoField",
    "check",
    "complete",
    "evaluate",
    "partner_view",
    "pattern_problems",
    "progress",
    "translated",
]
