"""Bringing a draft from one version of a questionnaire to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import cast

import attrs

from partner_success.core.collections import EMPTY_MAP
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.errors import InvalidValueError
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.signing.drafts import Draft
from partner_success.questionnaires.signing.plain_answers import frozen_plain
from partner_success.questionnaires.versions.known import Versions
from partner_success.questionnaires.versions.migration import (
    Migration,
    migration_problems,
)
from partner_success.questionnaires.versions.transit import (
    GivenUp,
    PlainAnswers,
    Transit,
    reason,
)

__all__ = ["Migrated", "migrate", "migrate_along"]


@attrs.frozen(kw_only=True)
class Migrated(Explained):
    """What became of a draft: its answers in the new version, or why not.

    Attributes:
        name: The questionnaire and the versions.
        answers: The answers by section and field of the new version; ``None`` where
            the draft is refused, which then stays as it is.
        draft: The draft with the new version and these answers, saved when and by whom
            it was; ``None`` where it is refused or only answers were given.
        given_up: The answers that steps drop, or whose difference they lose.
        reasons: Why the draft is refused, every reason; empty where it is not.

    Rule: QST-08.
    """

    name: str
    answers: PlainAnswers | None
    draft: Draft | None = None
    given_up: tuple[GivenUp, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the draft cannot be migrated."""
        return self.answers is None

    def explain(self) -> Explanation:
        """Tell how many answers were carried, and what was given up or stands against.

        Rule: QST-08.
        """
        if self.answers is None:
            return Explanation(
                title=f"{self.name}: refused, the draft stays as it is",
                remarks=tuple(reason.message for reason in self.reasons),
            )
        count = sum(map(len, self.answers.values()))
        return Explanation(
            title=f"{self.name}: {count:,} answer{'' if count == 1 else 's'} carried",
            remarks=tuple(f"{each.path}: {each.reason}" for each in self.given_up),
        )


def migrate(
    answers: Draft | Mapping[str, object],
    migration: Migration,
    old: Questionnaire,
    new: Questionnaire,
) -> Migrated:
    """Bring a draft to another version by declared steps, or say why it cannot be.

    No answer is lost in silence. A draft is refused, with every reason, where it has
    an answer for which the new version has no place and that no step drops, a choice
    without a code, a text that does not come apart as declared, an answer of a kind
    that the new field does not take, or where migration and versions do not fit.

    Gaps stay gaps, and so does what is no answer: nothing and blank text. Answers that
    are right are carried in plain form, wrong ones as they are; whether the draft can
    be submitted is for `check` to say. A submission is never migrated: it is read with
    the version that it answered, see `Versions`.

    Args:
        answers: A draft, or answers by section and field.
        migration: The steps.
        old: The version that the answers have.
        new: The version that they get.

    Raises:
        InvalidValueError: The answers are no plain data.

    Examples:
        >>> from partner_success.questionnaires import Rename, Section, YesNoField
        >>> def gate(version: str, field: str) -> Questionnaire:
        ...     asked = YesNoField(id=field, label="Is it signed?")
        ...     section = Section(id="contract", title="Contract", fields=[asked])
        ...     return Questionnaire(
        ...         id="gate", version=version, title="Gate", sections=[section]
        ...     )
        >>> old, new = gate("1.0.0", "signed"), gate("2.0.0", "is_signed")
        >>> renamed = Migration(
        ...     questionnaire_id="gate",
        ...     from_version="1.0.0",
        ...     to_version="2.0.0",
        ...     steps=[Rename(field="signed", to="is_signed")],
        ... )
        >>> found = migrate({"contract": {"signed": True}}, renamed, old, new)
        >>> found.answers["contract"]["is_signed"]
        True
        >>> nothing = attrs.evolve(renamed, steps=())
        >>> refused = migrate({"contract": {"signed": True}}, nothing, old, new)
        >>> [reason.code for reason in refused.reasons]
        ['no-place']

    Rule: QST-08.
    """
    require_kind("migration", migration, Migration)
    require_kind("old", old, Questionnaire)
    require_kind("new", new, Questionnaire)
    draft = answers if isinstance(answers, Draft) else None
    given = answers.answers if isinstance(answers, Draft) else frozen_plain(answers)
    wrong = tuple(_misfits(draft, migration, old, new))
    if wrong:
        return Migrated(name=migration.name, answers=None, reasons=wrong)
    transit = Transit(old, new)
    carried = transit.carry(given, migration.steps)
    if transit.reasons:
        reasons = tuple(transit.reasons)
        return Migrated(name=migration.name, answers=None, reasons=reasons)
    return Migrated(
        name=migration.name,
        answers=carried,
        draft=draft and attrs.evolve(draft, version=new.version, answers=carried),
        given_up=tuple(transit.given_up),
    )


def migrate_along(
    answers: Draft | Mapping[str, object],
    path: Iterable[Migration],
    versions: Versions,
) -> Migrated:
    """Bring a draft over several versions, one migration after the other.

    Args:
        answers: A draft, or answers by section and field, of the first version.
        path: The migrations in order, as `path_between` gives them.
        versions: Every version on the way.

    Returns:
        What came out at the end, or the refusal of the first migration that refuses.

    Raises:
        InvalidValueError: A migration does not begin where the one before it ends, or
            the answers are no plain data.
        UnknownNameError: A version on the way is not there.

    Rule: QST-08.
    """
    steps = tuple(path)
    for before, after in pairwise(steps):
        if before.to_version != after.from_version:
            raise InvalidValueError(
                f"the migration {after.name} does not begin where {before.name} ends;"
                " let path_between put them in order"
            )
    now = _unchanged(answers)
    given_up: tuple[GivenUp, ...] = ()
    for step in steps:
        old = versions.get(step.questionnaire_id, step.from_version)
        new = versions.get(step.questionnaire_id, step.to_version)
        now = migrate(now.draft or now.answers or EMPTY_MAP, step, old, new)
        if now.refused:
            return now
        given_up += now.given_up
    if not steps:
        return now
    first, last = steps[0], steps[-1]
    name = f"{first.questionnaire_id} {first.from_version} -> {last.to_version}"
    return attrs.evolve(now, name=name, given_up=given_up)


def _unchanged(answers: Draft | Mapping[str, object]) -> Migrated:
    """Give what comes of no migration at all."""
    draft = answers if isinstance(answers, Draft) else None
    given = answers.answers if isinstance(answers, Draft) else frozen_plain(answers)
    kept = cast("PlainAnswers", given)
    return Migrated(name="no migration", answers=kept, draft=draft)


def _misfits(
    draft: Draft | None, migration: Migration, old: Questionnaire, new: Questionnaire
) -> Iterator[Reason]:
    """Say what does not fit together, before any answer is looked at."""
    if draft is not None and draft.questionnaire_id != old.id:
        message = f"the draft answers {draft.questionnaire_id}, not {old.id}"
        yield reason("other-questionnaire", message, "questionnaire_id")
    elif draft is not None and draft.version != old.version:
        message = f"the draft answers version {draft.version}, not {old.version}"
        yield reason("other-version", message, "version")
    for problem in migration_problems(migration, old, new):
        yield reason(problem.code, str(problem), problem.path)
