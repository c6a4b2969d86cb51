"""What the folding of all events of a programme has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["Fold", "lacks", "put", "taken"]

Fold: TypeAlias = Callable[[ProgrammePolicy, ProgrammeState, Any], ProgrammeState]
"""Gives the state behind an event."""


def put(
    state: ProgrammeState, field: str, key: object, value: object
) -> ProgrammeState:
    """Give the state with an entry of one of its mappings set."""
    changed: Any = {field: FrozenMap({**getattr(state, field), key: value})}
    return attrs.evolve(state, **changed)


def taken(state: ProgrammeState, field: str, key: object) -> ProgrammeState:
    """Give the state without an entry of one of its mappings, if it is there."""
    held: FrozenMap[Any, Any] = getattr(state, field)
    left = FrozenMap((name, each) for name, each in held.items() if name != key)
    changed: Any = {field: left}
    return attrs.evolve(state, **changed)


def lacks(event: Any, what: str) -> InvalidUseError:
    """Give the error of an event that cannot follow on those in front of it."""
    return InvalidUseError(
        f"event {event.id!r} ({event.kind}) {what}; the log lacks an event in front of"
        " it, or has one too many"
    )
