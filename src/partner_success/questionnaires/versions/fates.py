"""Where the fields of one version are in the next, as far as a migration tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.expressions import Field
from partner_success.questionnaires.versions.migration import Migration
from partner_success.questionnaires.versions.steps import (
    Drop,
    Join,
    MapChoices,
    Rename,
    Split,
)

__all__ = ["Fates", "fates_of", "with_names"]

PartT = TypeVar("PartT")


@attrs.frozen(kw_only=True)
class Fates:
    """What became of fields and codes.

    Attributes:
        names: The new id of each old field that a step has renamed.
        codes: By the new id of a field, the new code of each old one that was mapped.
        notes: By old id, what became of a field that is no longer there.
    """

    names: FrozenMap[str, str] = EMPTY_MAP
    codes: FrozenMap[str, FrozenMap[str, str]] = EMPTY_MAP
    notes: FrozenMap[str, str] = EMPTY_MAP

    def new_name(self, old: str) -> str | None:
        """Give the new id of a field; ``None`` for one that steps took apart."""
        return None if old in self.notes else self.names.get(old, old)


def fates_of(migration: Migration | None) -> Fates:
    """Follow every field that a migration names through its steps."""
    now: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {}
    notes: dict[str, str] = {}

    def leave(name: str, note: str) -> None:
        notes[now.pop(name, name)] = note

    for step in () if migration is None else migration.steps:
        match step:
            case Rename():
                now[step.to] = now.pop(step.field, step.field)
                codes[step.to] = codes.pop(step.field, {})
            case Split():
                leave(step.field, f"split into {', '.join(step.into)}")
            case Join():
                for name in step.fields:
                    leave(name, f"joined into {step.to}")
            case MapChoices():
                before = codes.setdefault(step.field, {})
                known = {old: step.codes.get(new, new) for old, new in before.items()}
                codes[step.field] = {**step.codes, **known}
            case Drop():
                leave(step.field, f"dropped: {step.reason}")
            case _:
                pass
    return Fates(
        names=FrozenMap({old: new for new, old in now.items()}),
        codes=FrozenMap({name: FrozenMap(found) for name, found in codes.items()}),
        notes=FrozenMap(notes),
    )


def with_names(part: PartT, names: Mapping[str, str]) -> PartT:
    """Give an expression, or what holds expressions, with other names for fields."""
    return cast(PartT, _renamed(part, names)) if names else part


def _renamed(part: object, names: Mapping[str, str]) -> object:
    if isinstance(part, Field):
        return Field(names.get(part.name, part.name))
    if isinstance(part, tuple):
        return tuple(_renamed(each, names) for each in cast("tuple[object, ...]", part))
    kind = type(part)
    if not attrs.has(kind):
        return part
    given = {
        each.name: _renamed(getattr(part, each.name), names)
        for each in attrs.fields(kind)
        if each.init
    }
    return kind(**given)
