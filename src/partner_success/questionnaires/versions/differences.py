"""What is another in a new version of a questionnaire, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, cast

import attrs

from partner_success.core.collections import EMPTY_MAP
from partner_success.questionnaires.fields import AnyField, ChoiceField, ChoicesField
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.sections import Section
from partner_success.questionnaires.versions.difference import (
    ASPECTS,
    Aspect,
    DifferenceKind,
    VersionDifference,
    changed,
    difference,
    reordered,
)
from partner_success.questionnaires.versions.fates import Fates, with_names
from partner_success.questionnaires.versions.rule_differences import (
    criteria_differences,
    policy_differences,
    translation_differences,
)

__all__ = ["differences_between"]

_LOWEST: Final = frozenset(
    {"least_characters", "earliest", "earliest_days", "at_least"},
)
_HIGHEST: Final = frozenset(
    {"most_characters", "latest", "latest_days", "at_most", "decimal_places"}
)
_APART: Final = frozenset({"id", "choices", "constraints"})


def differences_between(
    old: Questionnaire, new: Questionnaire, fates: Fates
) -> Iterator[VersionDifference]:
    """Give every difference, in the order of the old version."""
    for name in ("title", "help", "stage", "language", "completed_by", "citations"):
        part: Literal[2, 3] = 2 if name == "completed_by" else 3
        yield from changed("questionnaire", name, old, new, part)
    yield from _of_sections(old, new)
    yield from _of_fields(old, new, fates)
    yield from criteria_differences(old, new, fates)
    yield from policy_differences(old, new, fates)
    yield from translation_differences(old, new)


def _of_sections(old: Questionnaire, new: Questionnaire) -> Iterator[VersionDifference]:
    yield from _of_ids("sections", "section", old.sections.ids, new.sections.ids)
    for before in old.sections:
        after = new.sections.get(before.id)
        if after is not None:
            yield from _of_section(before, after)


def _of_section(before: Section, after: Section) -> Iterator[VersionDifference]:
    path = f"sections.{before.id}"
    for name in ("title", "help", "citations"):
        yield from changed(path, name, before, after, 3)
    yield from changed(path, "reviewed", before, after, 2)


def _of_fields(
    old: Questionnaire, new: Questionnaire, fates: Fates
) -> Iterator[VersionDifference]:
    reached: set[str] = set()
    orders: dict[str, list[str]] = {section.id: [] for section in new.sections}
    for id_, asked in old.form.asked.items():
        name = fates.new_name(id_)
        target = None if name is None else new.form.asked.get(name)
        if name is None or target is None:
            yield VersionDifference(
                path=asked.path,
                kind="removed",
                aspect="field",
                before=fates.notes.get(id_),
                part=1,
            )
            continue
        reached.add(name)
        if name != id_:
            yield _field_change(asked.path, "renamed", id_, name)
        if target.section_id != asked.section_id:
            yield _field_change(
                asked.path, "moved", asked.section_id, target.section_id
            )
        else:
            orders[target.section_id].append(name)
        yield from _of_field(target.path, asked.field, target.field, fates)
    for id_, asked in new.form.asked.items():
        if id_ not in reached:
            yield VersionDifference(
                path=asked.path, kind="added", aspect="field", part=2
            )
    for section in new.sections:
        kept = orders[section.id]
        now = [field.id for field in section.fields if field.id in kept]
        yield from reordered(f"sections.{section.id}", "field", kept, now)


def _field_change(
    path: str, kind: DifferenceKind, before: str, after: str
) -> VersionDifference:
    return VersionDifference(
        path=path, kind=kind, aspect="field", before=before, after=after, part=1
    )


def _of_field(
    path: str, before: AnyField, after: AnyField, fates: Fates
) -> Iterator[VersionDifference]:
    names = [each.name for each in attrs.fields(type(before))]
    shared = {each.name for each in attrs.fields(type(after))}
    for name in names:
        if name in shared - _APART:
            one = with_names(getattr(before, name), fates.names)
            other = getattr(after, name)
            if one != other:
                yield difference(path, name, one, other, _part(name, one, other))
    yield from _of_constraints(path, before, after, fates)
    if isinstance(before, (ChoiceField, ChoicesField)) and isinstance(
        after, (ChoiceField, ChoicesField)
    ):
        yield from _of_choices(path, before, after, fates)


def _of_constraints(
    path: str, before: AnyField, after: AnyField, fates: Fates
) -> Iterator[VersionDifference]:
    known = {each.id: each for each in before.constraints}
    for constraint in after.constraints:
        place = f"{path}.constraints.{constraint.id}"
        was = known.pop(constraint.id, None)
        if was is None:
            yield VersionDifference(
                path=place,
                kind="added",
                aspect="condition",
                after=str(constraint.condition),
                part=1,
            )
            continue
        condition = with_names(was.condition, fates.names)
        if condition != constraint.condition:
            yield difference(place, "condition", condition, constraint.condition, 1)
        yield from changed(place, "message", was, constraint, 3)
    for constraint in known.values():
        yield VersionDifference(
            path=f"{path}.constraints.{constraint.id}",
            kind="removed",
            aspect="condition",
            before=str(constraint.condition),
            part=2,
        )


def _of_choices(
    path: str,
    before: ChoiceField | ChoicesField,
    after: ChoiceField | ChoicesField,
    fates: Fates,
) -> Iterator[VersionDifference]:
    codes: Mapping[str, str] = fates.codes.get(after.id, EMPTY_MAP)
    kept: list[str] = []
    for choice in before.choices:
        place = f"{path}.choices.{choice.id}"
        code = codes.get(choice.id, choice.id)
        target = after.choices.get(code)
        if target is None:
            yield VersionDifference(path=place, kind="removed", aspect="choice", part=1)
            continue
        kept.append(code)
        if code != choice.id:
            yield VersionDifference(
                path=place,
                kind="renamed",
                aspect="choice",
                before=choice.id,
                after=code,
                part=1,
            )
        yield from changed(f"{path}.choices.{code}", "label", choice, target, 3)
    for choice in after.choices:
        if choice.id not in kept:
            place = f"{path}.choices.{choice.id}"
            yield VersionDifference(path=place, kind="added", aspect="choice", part=2)
    now = [choice.id for choice in after.choices if choice.id in kept]
    yield from reordered(path, "choice", list(dict.fromkeys(kept)), now)


def _of_ids(
    path: str, aspect: Aspect, old: Sequence[str], new: Sequence[str]
) -> Iterator[VersionDifference]:
    for id_ in old:
        if id_ not in new:
            yield VersionDifference(
                path=f"{path}.{id_}", kind="removed", aspect=aspect, part=1
            )
    for id_ in new:
        if id_ not in old:
            yield VersionDifference(
                path=f"{path}.{id_}", kind="added", aspect=aspect, part=2
            )
    kept = [id_ for id_ in old if id_ in new]
    now = [id_ for id_ in new if id_ in old]
    yield from reordered(path, aspect, kept, now)


def _part(name: str, before: object, after: object) -> Literal[1, 2, 3]:
    """Say which number of the version a changed attribute of a field should raise."""
    aspect = ASPECTS.get(name, "limit")
    if aspect in {"wording", "source"}:
        return 3
    if name == "required" or after is None or after == ():
        # What was right stays so, even where more is asked for.
        return 2
    if name in _LOWEST | _HIGHEST:
        if before is None:
            return 1
        rises = cast("int", after) > cast("int", before)
        return 1 if rises is (name in _LOWEST) else 2
    return 2 if name == "words" and before is None else 1
