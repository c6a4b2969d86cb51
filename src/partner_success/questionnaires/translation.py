"""The texts of a questionnaire beside those of another language, as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from partner_success.errors import InvalidModelError, Problem
from partner_success.questionnaires.building import is_language
from partner_success.questionnaires.kinds import kind_problems
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.texts import is_visible
from partner_success.questionnaires.wording import placed_texts

__all__ = [
    "TranslatedText",
    "Translation",
    "reads_its_own",
    "source_texts",
    "tag_problems",
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


def source_texts(questionnaire: Questionnaire) -> dict[str, str]:
    """Give the texts of the questionnaire's own language by place, empty ones too."""
    return {
        "title": questionnaire.title,
        "help": questionnaire.help,
        **dict(placed_texts(questionnaire.sections)),
    }


def reads_its_own(language: str, questionnaire: Questionnaire) -> bool:
    """Say whether a missing text is shown in the right language all the same."""
    own = questionnaire.language.lower()
    return language.lower() == own or language.lower().startswith(f"{own}-")


def tag_problems(language: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Say why a questionnaire cannot be translated into a language, if it cannot."""
    if not is_language(language):
        message = "a language is named by a tag such as en or de-AT"
        yield Problem(path="language", code="bad-language", message=message)
    elif language.lower() == questionnaire.language.lower():
        message = "this is the questionnaire's own language; translate into another"
        yield Problem(path="language", code="bad-language", message=message)
