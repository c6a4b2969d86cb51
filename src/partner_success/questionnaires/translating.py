"""Giving a translator the texts of a questionnaire, and taking them in again."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.texts import is_visible
from partner_success.questionnaires.translation import (
    TranslatedText,
    Translation,
    reads_its_own,
    source_texts,
    tag_problems,
)
from partner_success.questionnaires.translation_checks import translation_problems
from partner_success.questionnaires.wording import text_of

__all__ = ["texts_to_translate", "untranslated", "with_translation"]


def texts_to_translate(
    questionnaire: Questionnaire, language: str, *, earlier: Translation | None = None
) -> Translation:
    """Give every text of a questionnaire, with its translation where there is one.

    Args:
        questionnaire: In its own language, with the translations that it has.
        language: The tag of the language that is wanted. A region such as ``de-AT`` has
            its own texts only; it needs those that differ from ``de``.
        earlier: A translation into this language that was made before, also of another
            version. Its texts are taken over where the source is still the same. Where
            the source was changed and the text was not, the text is left empty, for
            somebody has to translate it again.

    Raises:
        InvalidValueError: It is no tag, or that of the questionnaire's own language, or
            the earlier translation is of another questionnaire or language.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section],
        ...     translations={"de": {"title": "Tor"}},
        ... )
        >>> for each in texts_to_translate(gate, "de").texts:
        ...     print(f"{each.place}: {each.source!r} is {each.text!r}")
        title: 'Gate' is 'Tor'
        sections.contract.title: 'Contract' is ''
        fields.signed.label: 'Is it signed?' is ''

    Rule: QST-01.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    require_kind("language", language, str)
    for problem in tag_problems(language, questionnaire):
        raise InvalidValueError(f"{problem.message}; found {shown(language)}")
    there = _own_texts(questionnaire, language)
    before = _earlier_texts(earlier, questionnaire, language)
    return Translation(
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        source_language=questionnaire.language,
        language=language,
        texts=[
            _text(place, source, there.get(place, ""), before.get(place))
            for place, source in source_texts(questionnaire).items()
            if source
        ],
    )


def untranslated(questionnaire: Questionnaire, language: str) -> tuple[str, ...]:
    """Name the texts that a reader of a language sees in the questionnaire's own one.

    A region falls back to its language: what ``de`` has is not missing in ``de-AT``,
    and nothing is missing in ``en-GB`` where the questionnaire itself is in ``en``.

    Args:
        questionnaire: In its own language, with the translations that it has.
        language: A tag, as `Questionnaire.localized` takes it.

    Raises:
        UnknownNameError: It is worded in nothing like this language.

    Rule: QST-01.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    require_kind("language", language, str)
    if reads_its_own(language, questionnaire):
        return ()
    texts = text_of(questionnaire.translations, language)
    known = {tag.lower() for tag in questionnaire.languages}
    if not texts and language.lower() not in known:
        raise UnknownNameError("language", language, questionnaire.languages)
    return tuple(
        place
        for place, source in source_texts(questionnaire).items()
        if source and place not in texts
    )


def with_translation(
    questionnaire: Questionnaire, translation: Translation, *, complete: bool = True
) -> Questionnaire:
    """Give a questionnaire with a translation; what it asks and judges stays the same.

    The texts that it had in that language are replaced. It keeps its version, so raise
    that where the old one is out already; `compare` says to which.

    Args:
        questionnaire: In its own language.
        translation: What came back from the translator.
        complete: Whether a text that is missing is refused. If not, it is shown in the
            questionnaire's own language.

    Raises:
        InvalidDataError: With every fault that `translation_problems` names.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> empty = texts_to_translate(gate, "de")
        >>> words = {"Gate": "Tor", "Contract": "Vertrag", "Is it signed?": "Steht er?"}
        >>> full = attrs.evolve(empty, texts=[
        ...     attrs.evolve(each, text=words[each.source]) for each in empty.texts
        ... ])
        >>> with_translation(gate, full).localized("de").fields["signed"].label
        'Steht er?'

    Rule: QST-01.
    """
    problems = [
        each
        for each in translation_problems(translation, questionnaire)
        if complete or each.code != "missing"
    ]
    if problems:
        subject = f"the translation of {questionnaire.id!r} into {translation.language}"
        raise InvalidDataError(subject, problems)
    others = {
        tag: texts
        for tag, texts in questionnaire.translations.items()
        if tag.lower() != translation.language.lower()
    }
    own = {each.place: each.text for each in translation.texts if is_visible(each.text)}
    return attrs.evolve(
        questionnaire,
        translations=FrozenMap({**others, translation.language: FrozenMap(own)}),
    )


def _own_texts(questionnaire: Questionnaire, language: str) -> Mapping[str, str]:
    """Give the texts of exactly this tag, without those of a wider one."""
    by_tag = {tag.lower(): each for tag, each in questionnaire.translations.items()}
    return by_tag.get(language.lower(), FrozenMap({}))


def _earlier_texts(
    earlier: Translation | None, questionnaire: Questionnaire, language: str
) -> Mapping[str, TranslatedText]:
    if earlier is None:
        return {}
    require_kind("earlier", earlier, Translation)
    made_of = (earlier.questionnaire_id, earlier.source_language, earlier.language)
    if made_of != (questionnaire.id, questionnaire.language, language):
        given = f"{made_of[0]!r} from {made_of[1]} into {made_of[2]}"
        raise InvalidValueError(
            f"the earlier translation is of {given}, not of {questionnaire.id!r} from"
            f" {questionnaire.language} into {language}; give the one that belongs here"
        )
    return {each.place: each for each in earlier.texts}


def _text(
    place: str, source: str, own: str, before: TranslatedText | None
) -> TranslatedText:
    """Give a text with its translation, as far as that is one of this source."""
    if before is None:
        text = own
    elif before.source == source:
        text = own or before.text
    else:
        text = "" if own == before.text else own
    return TranslatedText(place=place, source=source, text=text)
