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
from partner_success.questionnaires.feeding import (
    practices_in_place,
    readiness_sheet,
    survey_answers,
)
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
from partner_success.questionnaires.patterns.pattern import (
    TextPattern,
    pattern_problems,
)
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
from partner_success.questionnaires.signing.canonical import (
    canonical_digest,
    canonical_form,
    canonical_number,
)
from partner_success.questionnaires.signing.chains import (
    Chain,
    ChainLink,
    read_chain,
    read_chains,
)
from partner_success.questionnaires.signing.drafts import Draft, start_draft
from partner_success.questionnaires.signing.seals import public_key_of, seal, seal_fits
from partner_success.questionnaires.signing.signatures import (
    DrawnMark,
    Mark,
    Seal,
    Signature,
    Signer,
    TypedMark,
)
from partner_success.questionnaires.signing.submissions import (
    Replaced,
    Submission,
    signed_data,
)
from partner_success.questionnaires.signing.submitting import Submitted, correct, submit
from partner_success.questionnaires.signing.tombstones import Tombstone, delete
from partner_success.questionnaires.signing.verification import verify
from partner_success.questionnaires.versions.comparison import (
    JudgedOtherwise,
    VersionComparison,
    compare,
)
from partner_success.questionnaires.versions.difference import VersionDifference
from partner_success.questionnaires.versions.known import Versions
from partner_success.questionnaires.versions.migrating import (
    Migrated,
    migrate,
    migrate_along,
)
from partner_success.questionnaires.versions.migration import (
    Migration,
    migration_problems,
    path_between,
)
from partner_success.questionnaires.versions.steps import (
    AnyStep,
    Drop,
    Join,
    MapChoices,
    Move,
    Rename,
    Split,
)
from partner_success.questionnaires.versions.transit import GivenUp

__all__ = [
    "MESSAGES",
    "SUBMITTED_ON",
    "AnswerValue",
    "Answers",
    "AnyField",
    "AnyStep",
    "AttestationField",
    "Case",
    "Chain",
    "ChainLink",
    "Choice",
    "ChoiceField",
    "ChoicesField",
    "Completed",
    "Constraint",
    "Criterion",
    "CriterionResult",
    "DateField",
    "Draft",
    "DrawnMark",
    "Drop",
    "EmailField",
    "Evaluation",
    "Field",
    "GivenUp",
    "Join",
    "JudgedOtherwise",
    "LongTextField",
    "MapChoices",
    "Mark",
    "Migrated",
    "Migration",
    "Move",
    "NumberField",
    "OpenItem",
    "Outcome",
    "PartnerView",
    "PassPolicy",
    "Progress",
    "Questionnaire",
    "RatingField",
    "Rename",
    "Replaced",
    "Seal",
    "Section",
    "SectionProgress",
    "SectionResult",
    "SectionStatus",
    "Signature",
    "Signer",
    "Split",
    "Submission",
    "Submitted",
    "TextField",
    "TextPattern",
    "Tombstone",
    "TypedMark",
    "Verdict",
    "VersionComparison",
    "VersionDifference",
    "Versions",
    "WholeNumberField",
    "YesNoField",
    "canonical_digest",
    "canonical_form",
    "canonical_number",
    "check",
    "compare",
    "complete",
    "correct",
    "delete",
    "evaluate",
    "migrate",
    "migrate_along",
    "migration_problems",
    "partner_view",
    "path_between",
    "pattern_problems",
    "practices_in_place",
    "progress",
    "public_key_of",
    "read_chain",
    "read_chains",
    "readiness_sheet",
    "seal",
    "seal_fits",
    "signed_data",
    "start_draft",
    "submit",
    "survey_answers",
    "translated",
    "verify",
]
