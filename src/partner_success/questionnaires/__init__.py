"""Questionnaires as data: asked, checked, judged, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
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
        RATINGS,
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
    from partner_success.questionnaires.messages import (
        MESSAGES,
        message_problems,
        translated,
    )
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
    from partner_success.questionnaires.signing import (
        Chain,
        ChainLink,
        Draft,
        DrawnMark,
        Mark,
        Replaced,
        Seal,
        Signature,
        Signer,
        Submission,
        Submitted,
        Tombstone,
        TypedMark,
        canonical_digest,
        canonical_form,
        canonical_number,
        correct,
        delete,
        public_key_of,
        read_chain,
        read_chains,
        seal,
        seal_fits,
        signed_data,
        start_draft,
        submit,
        verify,
    )
    from partner_success.questionnaires.translating import (
        texts_to_translate,
        untranslated,
        with_translation,
    )
    from partner_success.questionnaires.translation import TranslatedText, Translation
    from partner_success.questionnaires.translation_checks import translation_problems
    from partner_success.questionnaires.versions import (
        AnyStep,
        Drop,
        GivenUp,
        Join,
        JudgedOtherwise,
        MapChoices,
        Migrated,
        Migration,
        Move,
        Rename,
        Split,
        VersionComparison,
        VersionDifference,
        Versions,
        compare,
        migrate,
        migrate_along,
        migration_problems,
        path_between,
    )

__all__ = [
    "MESSAGES",
    "RATINGS",
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
    "TranslatedText",
    "Translation",
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
    "message_problems",
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
    "texts_to_translate",
    "translated",
    "translation_problems",
    "untranslated",
    "verify",
    "with_translation",
]

export(
    __name__,
    """
    checking: AnswerValue Answers Completed check complete
    choices: Case Choice Constraint
    evaluation: evaluate
    feeding: practices_in_place readiness_sheet survey_answers
    fields: AnyField AttestationField ChoiceField ChoicesField DateField EmailField
      Field LongTextField NumberField RATINGS RatingField TextField WholeNumberField
      YesNoField
    messages: MESSAGES message_problems translated
    patterns: TextPattern pattern_problems
    progress: OpenItem PartnerView Progress SectionProgress partner_view progress
    questionnaire: Questionnaire
    results: CriterionResult Evaluation Outcome SectionResult SectionStatus Verdict
    sections: Criterion PassPolicy SUBMITTED_ON Section
    signing: Chain ChainLink Draft DrawnMark Mark Replaced Seal Signature Signer
      Submission Submitted Tombstone TypedMark canonical_digest canonical_form
      canonical_number correct delete public_key_of read_chain read_chains seal
      seal_fits signed_data start_draft submit verify
    translating: texts_to_translate untranslated with_translation
    translation: TranslatedText Translation
    translation_checks: translation_problems
    versions: AnyStep Drop GivenUp Join JudgedOtherwise MapChoices Migrated Migration
      Move Rename Split VersionComparison VersionDifference Versions compare migrate
      migrate_along migration_problems path_between
    """,
)
