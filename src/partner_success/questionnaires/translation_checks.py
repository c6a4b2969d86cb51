"""What is wrong with a translation, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.translation import (
    Translation,
    reads_its_own,
    source_texts,
    tag_problems,
)
from partner_success.questionnaires.wording import text_of, text_places

__all__ = ["translation_problems"]


def translation_problems(
    translation: Translation, questionnaire: Questionnaire
) -> tuple[Problem, ...]:
    """Give every fault of a translation, and every text that it lacks.

    Of one that was made of another questionnaire no text is looked at.

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
    head = tuple(_head_problems(translation, questionnaire))
    if translation.questionnaire_id != questionnaire.id:
        # None of its texts belongs here, and to name them all would hide that.
        return head
    return (
        *head,
        *_text_problems(translation, questionnaire),
        *_lacking(translation, questionnaire),
    )


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
    yield from tag_problems(translation.language, questionnaire)


def _text_problems(
    translation: Translation, questionnaire: Questionnaire
) -> Iterator[Problem]:
    sources = source_texts(questionnaire)
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
    if reads_its_own(language, questionnaire):
        return
    wider = {
        tag: each
        for tag, each in questionnaire.translations.items()
        if tag.lower() != language
    }
    there = set(text_of(wider, language))
    there |= {each.place for each in translation.texts} - set(translation.missing)
    for place, source in source_texts(questionnaire).items():
        if source and place not in there:
            message = f"there is no translation of {shown(source)}"
            yield Problem(path=place, code="missing", message=message)
