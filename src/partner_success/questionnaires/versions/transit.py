"""The answers of one draft on their way from a version to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, TypeAlias, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.errors import near_misses
from partner_success.questionnaires.form import Asked
from partner_success.questionnaires.messages import Fault
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.versions.steps import (
    AnyStep,
    Join,
    MapChoices,
    Move,
    Rename,
    Split,
)

__all__ = ["GivenUp", "PlainAnswers", "Transit", "reason"]

PlainAnswers: TypeAlias = FrozenMap[str, FrozenMap[str, object]]
"""Answers of a draft by section and field, right or wrong."""

_ANY_DAY: Final = date(2000, 1, 1)
"""Whether a field can hold an answer at all does not depend on the day."""
_UNFIT: Final = frozenset(
    {
        "wrong-type",
        "not-whole",
        "not-finite",
        "no-date",
        "no-email",
        "bad-text",
        "not-attested",
        "unknown-choice",
    }
)
"""What is wrong with an answer that a field cannot hold. Beyond a limit is another
matter: such an answer is kept, and `check` tells the person."""


@attrs.frozen(kw_only=True)
class GivenUp:
    """An answer that a migration does not carry on, because a step says so.

    Attributes:
        path: Where it stood, as ``section.field``.
        reason: Why, in the words of the step.

    Rule: QST-08.
    """

    path: str
    reason: str


@attrs.frozen(kw_only=True)
class _Held:
    """An answer on its way.

    Attributes:
        section: The section it stands in.
        path: Where it stood at first, for people.
        value: The answer.
        fits: Whether the old field could hold it, so that the new one must.
    """

    section: str
    path: str
    value: object
    fits: bool


def reason(code: str, message: str, path: str) -> Reason:
    """Give one ground on which a draft is refused."""
    return Reason(
        code=code, message=message, rules=("QST-08",), facts=FrozenMap({"path": path})
    )


@attrs.define
class Transit:
    """Takes the answers of a draft through steps.

    Attributes:
        old: The version that the answers have.
        new: The version that they get.
        held: The answers by field, after the steps so far.
        reasons: What keeps the draft from being migrated.
        given_up: What steps drop.
    """

    old: Questionnaire
    new: Questionnaire
    held: dict[str, _Held] = attrs.field(factory=dict[str, _Held], init=False)
    reasons: list[Reason] = attrs.field(factory=list[Reason], init=False)
    given_up: list[GivenUp] = attrs.field(factory=list[GivenUp], init=False)

    def carry(
        self, given: Mapping[str, object], steps: Iterable[AnyStep]
    ) -> PlainAnswers:
        """Give the answers of the new version, as far as there are no reasons."""
        for section_id, fields in given.items():
            if isinstance(fields, Mapping):
                for name, value in cast("Mapping[str, object]", fields).items():
                    self._depart(section_id, name, value)
            else:
                self._refuse("no-answers", section_id, "this is no table of answers")
        for step in steps:
            self._take(step)
        return self._arrive()

    def _refuse(self, code: str, path: str, message: str) -> None:
        self.reasons.append(reason(code, f"{path}: {message}", path))

    def _depart(self, section_id: str, name: str, value: object) -> None:
        path = f"{section_id}.{name}"
        asked = self.old.form.asked.get(name)
        if asked is None or asked.section_id != section_id:
            message = f"version {self.old.version} has no such field; take it out"
            self._refuse("unknown-answer", path, message)
        elif value is not None and not (isinstance(value, str) and not value.strip()):
            read = asked.read(value, _ANY_DAY)
            fits = not (isinstance(read, Fault) and read.code in _UNFIT)
            if not isinstance(read, Fault):
                value = read.isoformat() if isinstance(read, date) else read
            self.held[name] = _Held(
                section=section_id, path=path, value=value, fits=fits
            )

    def _take(self, step: AnyStep) -> None:
        match step:
            case Join():
                self._join(step)
                return
            case _:
                held = self.held.pop(step.field, None)
        if held is None:
            return
        match step:
            case Rename():
                self.held[step.to] = held
            case Move():
                self.held[step.field] = attrs.evolve(held, section=step.to_section)
            case Split():
                self._split(step, held)
            case MapChoices():
                self._map_choices(step, held)
            case _:
                self.given_up.append(GivenUp(path=held.path, reason=step.reason))

    def _split(self, step: Split, held: _Held) -> None:
        if step.separator is None:
            self.held |= dict.fromkeys(step.into, held)
            return
        parts = _parts(held.value, step.separator)
        if len(parts) != len(step.into) or not all(part.strip() for part in parts):
            message = (
                f"this does not come apart at {step.separator!r} into"
                f" {len(step.into)} answers, but into {len(parts)}"
            )
            self._refuse("no-split", held.path, message)
            return
        for name, part in zip(step.into, parts, strict=True):
            self.held[name] = attrs.evolve(held, value=part, fits=True)

    def _join(self, step: Join) -> None:
        parts = [self.held.pop(name, None) for name in step.fields]
        found = [part for part in parts if part is not None]
        if not found:
            return
        path = " and ".join(part.path for part in found)
        values = [part.value for part in found]
        if len(found) < len(parts):
            message = (
                f"only {len(found)} of {len(parts)} answers to be joined are there"
            )
            self._refuse("no-join", path, message)
        elif step.separator is None:
            self.held[step.to] = found[0]
            if not all(_same(value, values[0]) for value in values):
                message = "these become one answer, and they are not the same"
                self._refuse("no-join", path, message)
        else:
            joined = step.separator.join(map(str, values))
            self.held[step.to] = attrs.evolve(found[0], value=joined, fits=True)
            if joined.split(step.separator) != values:
                message = f"joined with {step.separator!r} these cannot be told apart"
                self._refuse("no-join", path, message)

    def _map_choices(self, step: MapChoices, held: _Held) -> None:
        value = held.value
        many = isinstance(value, tuple)
        codes = cast("tuple[object, ...]", value) if many else (value,)
        mapped = [_mapped(code, step.codes) for code in codes]
        if step.reason.strip():
            for code, new in zip(codes, mapped, strict=True):
                if code != new:
                    said = f"{code} is now {new}: {step.reason}"
                    self.given_up.append(GivenUp(path=held.path, reason=said))
        found = tuple(dict.fromkeys(mapped)) if many else mapped[0]
        self.held[step.field] = attrs.evolve(held, value=found)

    def _arrive(self) -> PlainAnswers:
        for name, held in self.held.items():
            self._arrive_one(self.new.form.asked.get(name), name, held)
        sections: dict[str, FrozenMap[str, object]] = {}
        for section_id, asked in self.new.form.sections:
            found = {
                each.field.id: self.held[each.field.id].value
                for each in asked
                if each.field.id in self.held
            }
            if found:
                sections[section_id] = FrozenMap(found)
        return FrozenMap(sections)

    def _arrive_one(self, target: Asked | None, name: str, held: _Held) -> None:
        version = f"version {self.new.version}"
        if target is None:
            near = near_misses(name, self.new.form.asked)
            hint = f"rename it to {near[0]}" if near else "rename, split or drop it"
            message = f"{version} has no place for this answer; {hint} in a step"
            self._refuse("no-place", held.path, message)
        elif target.section_id != held.section:
            message = (
                f"in {version} this stands in {target.section_id}; move it there in a"
                " step"
            )
            self._refuse("no-place", held.path, message)
        elif held.fits:
            read = target.read(held.value, _ANY_DAY)
            if isinstance(read, Fault) and read.code in _UNFIT:
                message = (
                    f"{target.path} of {version} cannot hold this answer; expected"
                    f" {read.expected}"
                )
                self._refuse(read.code, held.path, message)


def _parts(value: object, separator: str) -> list[str]:
    return value.split(separator) if isinstance(value, str) else []


def _same(one: object, other: object) -> bool:
    # True equals 1 in Python, but as answers they differ.
    return type(one) is type(other) and one == other


def _mapped(code: object, codes: Mapping[str, str]) -> object:
    return codes.get(code, code) if isinstance(code, str) else code
