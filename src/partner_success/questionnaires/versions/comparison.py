"""Two versions of a questionnaire: what changed, and what it does to judgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.expressions import Condition
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.questionnaires.fields import AnyField
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.sections import PassPolicy
from partner_success.questionnaires.versions.candidates import DAY
from partner_success.questionnaires.versions.carrying import unplaced
from partner_success.questionnaires.versions.difference import VersionDifference, said
from partner_success.questionnaires.versions.differences import differences_between
from partner_success.questionnaires.versions.fates import Fates, fates_of, with_names
from partner_success.questionnaires.versions.known import version_numbers
from partner_success.questionnaires.versions.migration import (
    Migration,
    migration_problems,
)
from partner_success.questionnaires.versions.trials import Side, differing, parts_of

__all__ = ["JudgedOtherwise", "VersionComparison", "compare"]


@attrs.frozen(kw_only=True)
class JudgedOtherwise:
    """A criterion that both versions have and that can judge otherwise in the new one.

    Attributes:
        criterion_id: The criterion; empty for the qualification rule of the policy.
        before: What it asked, as a sentence, with the new ids of fields; ``None`` where
            the rule was not there.
        after: What it asks.
        example: Answers by section and field of the new version on which they differ;
            ``None`` where none was found among those that were tried, or where the
            same answer now means something else.
        held_before: What the old version says of the example; ``None`` where it knows
            too little.
        held_after: What the new version says of it.
        on: The day on which the example is given, for conditions that ask for it.

    Rule: QST-08.
    """

    criterion_id: str
    before: str | None
    after: str | None
    example: FrozenMap[str, FrozenMap[str, Any]] | None = None
    held_before: bool | None = None
    held_after: bool | None = None
    on: date = DAY

    def __str__(self) -> str:
        name = f"criteria.{self.criterion_id}" if self.criterion_id else "pass_policy"
        if self.example is None:
            return f"{name}: may judge otherwise; no answers were found that show it"
        answers = ", ".join(
            f"{field} {_answer(value)}"
            for section in self.example.values()
            for field, value in section.items()
        )
        verdicts = f"{_verdict(self.held_before)}, now {_verdict(self.held_after)}"
        return f"{name}: with {answers or 'no answers'} it was {verdicts}"


@attrs.frozen(kw_only=True)
class VersionComparison(Explained):
    """What became of a questionnaire from one version to another.

    Attributes:
        questionnaire_id: The questionnaire.
        old_version: The version that was.
        new_version: The version that is.
        differences: Everything that is another, in the order of the old version.
        judged_otherwise: The criteria that both versions have and that can judge the
            same answers otherwise.
        unplaced: The fields and choices of the old version for which the new one has no
            place, as far as no migration cares for them; a draft with such an answer is
            refused.
        suggested_version: The least version that the new one should have, by what
            changed: the first number rises where answers are lost or no longer fit,
            the second where something is added or judged otherwise, the third with
            wording.

    Rule: QST-08.
    """

    questionnaire_id: str
    old_version: str
    new_version: str
    differences: tuple[VersionDifference, ...]
    judged_otherwise: tuple[JudgedOtherwise, ...]
    unplaced: tuple[str, ...]
    suggested_version: str

    @property
    def rises_enough(self) -> bool:
        """Whether the new version is as high as is suggested, or higher."""
        suggested = version_numbers(self.suggested_version)
        return version_numbers(self.new_version) >= suggested

    def explain(self) -> Explanation:
        """Give every difference as a line, then what it does to judgements and drafts.

        Rule: QST-08.
        """
        count = len(self.differences)
        names = f"{self.questionnaire_id} {self.old_version} -> {self.new_version}"
        remarks = [str(each) for each in self.differences]
        remarks += [str(each) for each in self.judged_otherwise]
        remarks += [
            f"{path}: a draft with this answer cannot be migrated; declare a step"
            for path in self.unplaced
        ]
        if not self.rises_enough:
            remarks.append(
                f"the version should be {self.suggested_version} or higher, by what"
                " changed"
            )
        return Explanation(
            title=f"{names}: {count or 'no'} difference{'' if count == 1 else 's'}",
            remarks=tuple(remarks),
        )


def compare(
    old: Questionnaire, new: Questionnaire, migration: Migration | None = None
) -> VersionComparison:
    """Compare two versions of a questionnaire.

    Fields are matched by their ids, which are unique in a questionnaire; with a
    migration, renamed ones and mapped codes are known too. For each criterion that
    both have, and whose condition or one of whose fields changed, answers are looked
    for on which the two judge otherwise: around every constant, with each choice, yes
    and no, and without an answer; at most 5,000 sets of them.

    Args:
        old: The version that was.
        new: The version that is.
        migration: How answers go from the old one to the new one; ``None`` for no
            steps.

    Raises:
        InvalidValueError: They are versions of two questionnaires.
        InvalidModelError: The migration does not fit them; with every fault.

    Examples:
        >>> from partner_success.questionnaires import Section, WholeNumberField
        >>> field = WholeNumberField(id="people", label="How many people?")
        >>> section = Section(id="team", title="Team", fields=[field])
        >>> old = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> limited = attrs.evolve(field, at_most=9)
        >>> new = attrs.evolve(
        ...     old, version="1.0.1", sections=[attrs.evolve(section, fields=[limited])]
        ... )
        >>> found = compare(old, new)
        >>> print(found.differences[0], "- so", found.suggested_version)
        team.people: at most none -> 9 - so 2.0.0

    Rule: QST-08.
    """
    require_kind("old", old, Questionnaire)
    require_kind("new", new, Questionnaire)
    if old.id != new.id:
        raise InvalidValueError(
            "two versions of one questionnaire are compared, and these are of"
            f" {old.id} and of {new.id}"
        )
    if migration and (problems := migration_problems(migration, old, new)):
        raise InvalidModelError(f"the migration {migration.name}", problems)
    fates = fates_of(migration)
    differences = tuple(differences_between(old, new, fates))
    steps = () if migration is None else migration.steps
    return VersionComparison(
        questionnaire_id=old.id,
        old_version=old.version,
        new_version=new.version,
        differences=differences,
        judged_otherwise=tuple(_judged_otherwise(old, new, fates)),
        unplaced=tuple(unplaced(steps, old.form, new.form)),
        suggested_version=_suggested(old.version, differences),
    )


def _judged_otherwise(
    old: Questionnaire, new: Questionnaire, fates: Fates
) -> Iterator[JudgedOtherwise]:
    after = {each.id: each.condition for each in new.criteria}
    for criterion in old.criteria:
        if criterion.id in after:
            pair = criterion.condition, after[criterion.id]
            yield from _otherwise(criterion.id, *pair, (old, new), fates)
    none = PassPolicy()
    rules = [(each.pass_policy or none).qualifies_when for each in (old, new)]
    if rules != [None, None]:
        yield from _otherwise("", rules[0], rules[1], (old, new), fates)


def _otherwise(
    criterion_id: str,
    before: Condition | None,
    after: Condition | None,
    versions: tuple[Questionnaire, Questionnaire],
    fates: Fates,
) -> Iterator[JudgedOtherwise]:
    old, new = (
        Side(version.form, condition)
        for version, condition in zip(versions, (before, after), strict=True)
    )
    renamed = with_names(before, fates.names)
    changed = renamed != after or _shown_or_computed_otherwise(old, new, fates)
    meant = _means_something_else(old, new, fates)
    if not changed and not meant:
        return
    trial = differing(old, new, fates)
    if trial.example is not None or meant or not trial.complete:
        yield JudgedOtherwise(
            criterion_id=criterion_id,
            before=said(renamed),
            after=said(after),
            example=trial.example,
            held_before=trial.before,
            held_after=trial.after,
        )


def _kept(old: Side, new: Side, fates: Fates) -> Iterator[tuple[AnyField, AnyField]]:
    """Give the fields on which a criterion rests, in both versions."""
    for asked in old.asked:
        target = new.form.asked.get(fates.new_name(asked.field.id) or "")
        if target is not None:
            yield asked.field, target.field


def _shown_or_computed_otherwise(old: Side, new: Side, fates: Fates) -> bool:
    return any(
        with_names(tuple(parts_of(before)), fates.names) != tuple(parts_of(after))
        for before, after in _kept(old, new, fates)
    )


def _means_something_else(old: Side, new: Side, fates: Fates) -> bool:
    """Tell whether an answer stands for something else, which no example can show."""
    return any(
        getattr(before, name, None) != getattr(after, name, None)
        for before, after in _kept(old, new, fates)
        for name in ("unit", "statement")
    )


def _suggested(version: str, differences: tuple[VersionDifference, ...]) -> str:
    if not differences:
        return version
    numbers = list(version_numbers(version))
    place = min(each.part for each in differences) - 1
    raised = [*numbers[:place], numbers[place] + 1, 0, 0][:3]
    return ".".join(map(str, raised))


def _verdict(answer: bool | None) -> str:  # noqa: FBT001 - an answer, no flag
    return {True: "met", False: "not met", None: "open"}[answer]


def _answer(value: object) -> str:
    """Write an answer of an example."""
    if isinstance(value, tuple):
        return " and ".join(map(str, cast("tuple[object, ...]", value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value}"
