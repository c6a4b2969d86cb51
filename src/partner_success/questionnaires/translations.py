"""The texts of a questionnaire beside those of another language, for a translator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidValueError,
    Problem,
    UnknownNameError,
    near_misses,
)
from partner_success.questionnaires.building import is_language
from partner_success.questionnaires.kinds import kind_problems, require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.texts import is_visible
from partner_success.questionnaires.wording import placed_texts, text_of, text_places

__all__ = [
    "TranslatedText",
    "Translation",
    "texts_to_translate",
    "translation_problems",
    "untranslated",
    "with_translation",
]


def _texts(texts: Iterable[TranslatedText]) -> tuple[TranslatedText, ...]:
    return tuple(texts)


@attrs.frozen(kw_only=True)
class TranslatedText:
    """One text of a questionnaire, and what it is in another language.

    Attributes:
        place: Where it stands, such as ``fields.signed.label``.
        source: What it is in the questionnaire's own language. It tells later whether
            that was changed after somebody translated it.
        text: What it is in the other language; empty where nobody has translated it.
    """

    place: str
    source: str
    text: str


@attrs.frozen(kw_only=True)
class Translation:
    """What a translator is given, and gives back.

    It is data, to be kept in a file: `interop.unstructure` and `interop.structure`
    write and read it.

    Attributes:
        questionnaire_id: The questionnaire that it is of.
        version: The version from which the texts were taken.
        source_language: The tag of the language that is translated.
        language: The tag of the language it is translated into.
        texts: Every text, in the order of the form.

    Raises:
        InvalidModelError: A part of it is of another kind.

    Rule: QST-01.
    """

    questionnaire_id: str
    version: str
    source_language: str
    language: str
    texts: tuple[TranslatedText, ...] = attrs.field(converter=_texts)

    def __attrs_post_init__(self) -> None:
        if problems := tuple(kind_problems(self)):
            raise InvalidModelError("the translation", problems)

    @property
    def missing(self) -> tuple[str, ...]:
        """The places of the texts that nobody has translated."""
        return tuple(each.place for each in self.texts if not is_visible(each.text))


def texts_to_translate(questionnaire: Questionnaire, language: str) -> Translation:
    """Give every text of a questionnaire, with its translation where there is one.

    Args:
        questionnaire: In its own language, with the translations that it has.
        language: The tag of the language that is wanted. A region such as ``de-AT`` has
            its own texts only; it needs those that differ from ``de``.

    Raises:
        InvalidValueError: It is no tag, or that of the questionnaire's own language.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section],
        ...     translations={"de": {"title": "Tor"}},
        ... )
        >>> for each in texts_to_translate(gate, "de").texts:
        ...     print(each.place, "|", each.source, "|", each.text)
        title | Gate | Tor
        sections.contract.title | Contract |
        fields.signed.label | Is it signed? |

    Rule: QST-01.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    require_kind("language", language, str)
    for problem in _tag_problems(language, questionnaire):
        raise InvalidValueError(f"{problem.message}; found {shown(language)}")
    there = _own_texts(questionnaire, language)
    return Translation(
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        source_language=questionnaire.language,
        language=language,
        texts=[
            TranslatedText(place=place, source=source, text=there.get(place, ""))
            for place, source in _sources(questionnaire).items()
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
    if _falls_back_to_itself(language, questionnaire):
        return ()
    texts = text_of(questionnaire.translations, language)
    known = {tag.lower() for tag in questionnaire.languages}
    if not texts and language.lower() not in known:
        raise UnknownNameError("language", language, questionnaire.languages)
    return tuple(
        place
        for place, source in _sources(questionnaire).items()
        if source and place not in texts
    )


def translation_problems(
    translation: Translation, questionnaire: Questionnaire
) -> tuple[Problem, ...]:
    """Give every fault of a translation, and every text that it lacks.

    The version is not compared, for a text that is the same in both needs no other
    translation; one that was changed since is named.

    Args:
        translation: What came back from the translator.
        questionnaire: What was translated, in its own language.

    Returns:
        By code: ``other-questionnaire``, ``bad-language``, ``unknown-text``,
        ``duplicate-text``, ``outdated`` for a text whose source was changed since, and
        ``missing`` for one that would be shown in the questionnaire's own language.
        Paths are those of the translation's own data.

    Rule: QST-01.
    """
    require_kind("translation", translation, Translation)
    require_kind("questionnaire", questionnaire, Questionnaire)
    return (
        *_head_problems(translation, questionnaire),
        *_text_problems(translation, questionnaire),
        *_lacking(translation, questionnaire),
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


def _sources(questionnaire: Questionnaire) -> dict[str, str]:
    """Give the texts of the questionnaire's own language by place, empty ones too."""
    return {
        "title": questionnaire.title,
        "help": questionnaire.help,
        **dict(placed_texts(questionnaire.sections)),
    }


def _own_texts(questionnaire: Questionnaire, language: str) -> Mapping[str, str]:
    """Give the texts of exactly this tag, without those of a wider one."""
    by_tag = {tag.lower(): each for tag, each in questionnaire.translations.items()}
    return by_tag.get(language.lower(), FrozenMap({}))


def _falls_back_to_itself(language: str, questionnaire: Questionnaire) -> bool:
    """Say whether a missing text is shown in the right language all the same."""
    own = questionnaire.language.lower()
    return language.lower() == own or language.lower().startswith(f"{own}-")


def _tag_problems(language: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    if not is_language(language):
        message = "a language is named by a tag such as en or de-AT"
        yield Problem(path="language", code="bad-language", message=message)
    elif language.lower() == questionnaire.language.lower():
        message = "this is the questionnaire's own language; translate into another"
        yield Problem(path="language", code="bad-language", message=message)


def _head_problems(
    translation: Translation, questionnaire: Questionnaire
) -> Iterator[Problem]:
    pairs = {
        "questionnaire_id": (translation.questionnaire_id, questionnaire.id),
        "source_language": (translation.source_language, questionnaire.language),
    }
    for path, (given, expected) in pairs.items():
        if given != expected:
            yield Problem(
                path=path,
                code="other-questionnaire",
                message=f"expected {shown(expected)}, found {shown(given)}; it was made"
                " of another questionnaire",
                given=shown(given),
                expected=shown(expected),
            )
    yield from _tag_problems(translation.language, questionnaire)


def _text_problems(
    translation: Translation, questionnaire: Questionnaire
) -> Iterator[Problem]:
    sources = _sources(questionnaire)
    counts = Counter(each.place for each in translation.texts)
    for position, each in enumerate(translation.texts):
        path = f"texts[{position}]"
        if each.place not in sources:
            near = near_misses(each.place, text_places(questionnaire.sections))
            hint = f"did you mean {near[0]}?" if near else "leave it out"
            message = f"there is no such text to translate; {hint}"
            yield Problem(
                path=f"{path}.place",
                code="unknown-text",
                message=message,
                given=shown(each.place),
            )
        elif each.source != sources[each.place]:
            current = shown(sources[each.place])
            message = f"the text was changed since; it is now {current}, translate that"
            yield Problem(
                path=f"{path}.source",
                code="outdated",
                message=message,
                given=shown(each.source),
                expected=current,
            )
        if counts[each.place] > 1:
            message = f"{each.place} stands here {counts[each.place]} times; keep one"
            yield Problem(path=f"{path}.place", code="duplicate-text", message=message)


def _lacking(
    translation: Translation, questionnaire: Questionnaire
) -> Iterator[Problem]:
    """Name what neither the translation nor the language around it has."""
    language = translation.language.lower()
    if _falls_back_to_itself(language, questionnaire):
        return
    wider = {
        tag: each
        for tag, each in questionnaire.translations.items()
        if tag.lower() != language
    }
    there = set(text_of(wider, language))
    there |= {each.place for each in translation.texts} - set(translation.missing)
    for place, source in _sources(questionnaire).items():
        if source and place not in there:
            message = f"there is no translation of {shown(source)}"
            yield Problem(path=place, code="missing", message=message)
