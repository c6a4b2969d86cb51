"""What is wrong with a questionnaire, found when it is put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses
from partner_success.questionnaires.conditions import ConditionFaults
from partner_success.questionnaires.fields import AnyField
from partner_success.questionnaires.limits import limit_problems
from partner_success.questionnaires.sections import SUBMITTED_ON, PassPolicy, Section
from partner_success.questionnaires.texts import is_visible
from partner_success.questionnaires.wording import text_places

__all__ = ["is_language", "language_problems", "questionnaire_problems"]

_ID: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
_VERSION: Final = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


def questionnaire_problems(
    sections: Catalogue[Section],
    *,
    policy: PassPolicy | None,
    names: Mapping[str, object],
    completed_by: tuple[str, ...],
) -> tuple[Problem, ...]:
    """Give every fault of a questionnaire, with paths of its data form."""
    return (
        *_name_problems(names),
        *_role_problems(completed_by),
        *_section_problems(sections),
        *ConditionFaults(sections).all(policy),
        *_policy_problems(policy, sections),
    )


def _name_problems(names: Mapping[str, object]) -> Iterator[Problem]:
    yield from _id_problems("id", names["id"])
    version = names["version"]
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        message = "a version is three whole numbers, such as 1.0.0"
        yield _fault("version", "bad-version", message, version)
    yield from _text_problems("title", names["title"])


def _id_problems(path: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        message = "an id is made of 1 to 100 letters, digits, '_' and '-', no '-' first"
        yield _fault(path, "bad-id", message, value)


def _text_problems(path: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not is_visible(value):
        yield _fault(path, "no-text", "there is no text here; write one", value)


def _role_problems(roles: tuple[str, ...]) -> Iterator[Problem]:
    for place, role in enumerate(roles):
        yield from _text_problems(f"completed_by[{place}]", role)


def _section_problems(sections: Catalogue[Section]) -> Iterator[Problem]:
    if not sections:
        yield _fault("sections", "empty", "there is no section; a questionnaire asks")
    counted = Counter(field.id for section in sections for field in section.fields)
    criteria = Counter(each.id for section in sections for each in section.criteria)
    for place, section in enumerate(sections):
        path = f"sections[{place}]"
        yield from _id_problems(f"{path}.id", section.id)
        yield from _text_problems(f"{path}.title", section.title)
        if not section.fields:
            yield _fault(f"{path}.fields", "empty", "there is no field in this section")
        if section.reviewed and section.criteria:
            message = "a section is judged by criteria or by a reviewer; choose one"
            yield _fault(f"{path}.reviewed", "judged-twice", message)
        for position, field in enumerate(section.fields):
            below = f"{path}.fields[{position}]"
            yield from _field_problems(below, field, counted[field.id])
        for position, criterion in enumerate(section.criteria):
            below = f"{path}.criteria[{position}]"
            yield from _id_problems(f"{below}.id", criterion.id)
            yield from _text_problems(f"{below}.message", criterion.message)
            if criteria[criterion.id] > 1:
                yield _double(f"{below}.id", "criterion", criterion.id)


def _field_problems(path: str, field: AnyField, count: int) -> Iterator[Problem]:
    yield from _id_problems(f"{path}.id", field.id)
    yield from _text_problems(f"{path}.label", field.label)
    if count > 1:
        yield _double(f"{path}.id", "field", field.id)
    if field.id == SUBMITTED_ON:
        message = "this name stands for the day of the submission; choose another"
        yield _fault(f"{path}.id", "reserved-id", message, field.id)
    constraints = Counter(each.id for each in field.constraints)
    for place, constraint in enumerate(field.constraints):
        below = f"{path}.constraints[{place}]"
        yield from _id_problems(f"{below}.id", constraint.id)
        yield from _text_problems(f"{below}.message", constraint.message)
        if constraints[constraint.id] > 1:
            yield _double(f"{below}.id", "constraint", constraint.id)
    yield from (each.under(path) for each in limit_problems(field))


def _policy_problems(
    policy: PassPolicy | None, sections: Catalogue[Section]
) -> Iterator[Problem]:
    if policy is None:
        return
    judged = sum(section.judged for section in sections)
    if not judged and policy.qualifies_when is None:
        message = "no section is judged; give criteria, a reviewer, or no policy"
        yield _fault("pass_policy", "nothing-judged", message)
    count = policy.at_least
    if count is not None and judged and count not in range(1, judged + 1):
        message = f"at_least is from 1 to the number of judged sections, {judged}"
        yield _fault("pass_policy.at_least", "bad-count", message, count)


def is_language(tag: str) -> bool:
    """Say whether a text is a tag of a language, such as ``en`` or ``de-AT``."""
    return _LANGUAGE.fullmatch(tag) is not None


def language_problems(
    language: str,
    translations: Mapping[str, Mapping[str, str]],
    sections: Catalogue[Section],
) -> Iterator[Problem]:
    """Give every fault of the language of a questionnaire and of its translations."""
    message = "a language is named by a tag such as en or de-AT"
    if not is_language(language):
        yield _fault("language", "bad-language", message, language)
    places = tuple(text_places(sections)) if translations else ()
    tags = Counter([language.lower(), *(tag.lower() for tag in translations)])
    for tag, texts in translations.items():
        path = f"translations.{tag}"
        if not is_language(tag):
            yield _fault(path, "bad-language", message, tag)
        if tags[tag.lower()] > 1:
            yield _double(path, "language", tag)
        for place, text in texts.items():
            if place not in places:
                near = near_misses(place, places)
                hint = f"did you mean {near[0]}?" if near else "leave it out"
                said = f"there is no such text to translate; {hint}"
                yield _fault(f"{path}.{place}", "unknown-text", said, place)
            yield from _text_problems(f"{path}.{place}", text)


def _double(path: str, kind: str, id_: str) -> Problem:
    message = f"the {kind} id {id_!r} is taken; ids are unique in a questionnaire"
    return _fault(path, "duplicate-id", message, id_)


def _fault(path: str, code: str, message: str, given: object = None) -> Problem:
    found = None if given is None else shown(given)
    return Problem(path=path, code=code, message=message, given=found)
