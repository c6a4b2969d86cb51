"""Declared steps from one version of a questionnaire to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any, Final

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.versions.carrying import step_problems
from partner_success.questionnaires.versions.steps import AnyStep, inverse_of

__all__ = ["Migration", "migration_problems", "path_between"]

_MOST_STEPS: Final = 1_000
"""The most steps of a migration; a questionnaire has fewer fields."""


def _text(_record: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(
            f"{attribute.name} of a migration is a text, found {shown(value)}"
        )


def _steps(steps: Iterable[AnyStep]) -> tuple[AnyStep, ...]:
    return tuple(steps)


@attrs.frozen(kw_only=True)
class Migration:
    """How answers to one version of a questionnaire become answers to another.

    The steps are taken in order, each on what the steps before it have left; a field
    that no step names keeps its id and its section.

    Attributes:
        questionnaire_id: The questionnaire.
        from_version: The version that the answers have, such as ``"1.4.0"``.
        to_version: The version that they get, another one.
        steps: What changes, in order, at most 1,000; none where answers stay as they
            are.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Examples:
        >>> from partner_success.questionnaires import Rename
        >>> migration = Migration(
        ...     questionnaire_id="gate",
        ...     from_version="1.0.0",
        ...     to_version="2.0.0",
        ...     steps=[Rename(field="signed", to="is_signed")],
        ... )
        >>> migration.inverse().steps
        (Rename(field='is_signed', to='signed'),)

    Rule: QST-08.
    """

    questionnaire_id: str = attrs.field(validator=_text)
    from_version: str = attrs.field(validator=_text)
    to_version: str = attrs.field(validator=_text)
    steps: tuple[AnyStep, ...] = attrs.field(default=(), converter=_steps)

    def __attrs_post_init__(self) -> None:
        if self.from_version == self.to_version:
            raise InvalidValueError(
                f"a migration lies between two versions, and both are"
                f" {self.from_version}"
            )
        if len(self.steps) > _MOST_STEPS:
            raise InvalidValueError(
                f"a migration has at most {_MOST_STEPS:,} steps, not"
                f" {len(self.steps):,}"
            )
        for place, step in enumerate(self.steps):
            if not isinstance(step, AnyStep):
                raise InvalidValueError(
                    f"steps[{place}] is no step, found {shown(step)}; write Rename(...)"
                    " or another one"
                )

    @property
    def name(self) -> str:
        """The questionnaire and both versions, in one line."""
        return f"{self.questionnaire_id} {self.from_version} -> {self.to_version}"

    @property
    def one_way(self) -> tuple[str, ...]:
        """The places of the steps that nothing undoes, such as ``steps[2]``."""
        return tuple(
            f"steps[{place}]"
            for place, step in enumerate(self.steps)
            if inverse_of(step) is None
        )

    def inverse(self) -> Migration:
        """Give the migration back, which brings the same answers again.

        Raises:
            InvalidUseError: Steps have no inverse: a drop, a map of choices that loses
                a difference, a move that does not name where the field stood.

        Rule: QST-08.
        """
        if places := self.one_way:
            raise InvalidUseError(
                f"the migration {self.name} has no way back, for nothing undoes"
                f" {', '.join(places)}; write the steps back by hand"
            )
        back = [inverse_of(step) for step in reversed(self.steps)]
        return Migration(
            questionnaire_id=self.questionnaire_id,
            from_version=self.to_version,
            to_version=self.from_version,
            steps=[step for step in back if step is not None],
        )


def migration_problems(
    migration: Migration, old: Questionnaire, new: Questionnaire
) -> tuple[Problem, ...]:
    """Name every fault of a migration against its two versions, all at once.

    A field that no step names, and that the new version does not have, is no fault: a
    draft without an answer to it loses nothing, and one with an answer is refused.

    Returns:
        Problems with paths such as ``steps[2].field``.

    Examples:
        >>> from partner_success.questionnaires import Rename, Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> old = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> new = attrs.evolve(old, version="2.0.0")
        >>> migration = Migration(
        ...     questionnaire_id="gate",
        ...     from_version="1.0.0",
        ...     to_version="2.0.0",
        ...     steps=[Rename(field="sinned", to="signed")],
        ... )
        >>> for problem in migration_problems(migration, old, new):
        ...     print(problem)
        steps[0].field: at this step no field is called 'sinned'; did you mean signed?
        steps[0].to: a field 'signed' is there already; drop or rename it first

    Rule: QST-08.
    """
    fits = tuple(
        Problem(
            path=path,
            code=code,
            message=f"this is {found}, and the {side} questionnaire is {there}",
            given=found,
            expected=there,
        )
        for path, code, found, side, there in (
            (
                "questionnaire_id",
                "other-questionnaire",
                migration.questionnaire_id,
                "old",
                old.id,
            ),
            (
                "questionnaire_id",
                "other-questionnaire",
                migration.questionnaire_id,
                "new",
                new.id,
            ),
            (
                "from_version",
                "other-version",
                migration.from_version,
                "old",
                old.version,
            ),
            ("to_version", "other-version", migration.to_version, "new", new.version),
        )
        if found != there
    )
    return fits or tuple(step_problems(migration.steps, old.form, new.form))


def path_between(
    migrations: Iterable[Migration], from_version: str, to_version: str
) -> tuple[Migration, ...]:
    """Give the fewest migrations, one after the other, from a version to another.

    Args:
        migrations: Those that are declared, all of one questionnaire.
        from_version: Where to begin.
        to_version: Where to end; nothing is to be done where it is the same.

    Raises:
        InvalidValueError: They belong to several questionnaires, or two of them lie
            between the same versions.
        UnknownNameError: There is no way; the ones that there are are named.

    Examples:
        >>> def between(start: str, end: str) -> Migration:
        ...     return Migration(
        ...         questionnaire_id="gate", from_version=start, to_version=end
        ...     )
        >>> declared = [between("1.0.0", "1.1.0"), between("1.1.0", "2.0.0")]
        >>> [step.to_version for step in path_between(declared, "1.0.0", "2.0.0")]
        ['1.1.0', '2.0.0']

    Rule: QST-08.
    """
    declared = tuple(migrations)
    _require_distinct(declared)
    if from_version == to_version:
        return ()
    reached: dict[str, tuple[Migration, ...]] = {from_version: ()}
    waiting = deque([from_version])
    while waiting and to_version not in reached:
        here = waiting.popleft()
        for migration in declared:
            ahead = migration.to_version
            # Each version is reached once, so that a circle of migrations ends.
            if migration.from_version == here and ahead not in reached:
                reached[ahead] = (*reached[here], migration)
                waiting.append(ahead)
    if to_version not in reached:
        known = [f"{each.from_version} -> {each.to_version}" for each in declared]
        raise UnknownNameError(
            "way of migrations", f"{from_version} -> {to_version}", known
        )
    return reached[to_version]


def _require_distinct(declared: tuple[Migration, ...]) -> None:
    questionnaires = {migration.questionnaire_id for migration in declared}
    if len(questionnaires) > 1:
        raise InvalidValueError(
            "a way lies between versions of one questionnaire, and these are migrations"
            f" of {', '.join(sorted(questionnaires))}; give those of one"
        )
    names = [migration.name for migration in declared]
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise InvalidValueError(
            f"two migrations lie between the same versions: {', '.join(doubles)};"
            " keep one of them"
        )
