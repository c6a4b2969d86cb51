"""A state that can be written to while events are taken in, and only then."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.machines.table import MachineTable
from partner_success.gates.machines.tables import machine_table
from partner_success.gates.state import JourneyState

__all__ = ["Draft"]

Part: TypeAlias = dict[str, Any]
"""The fields of a record, to be written to."""


@lru_cache(maxsize=32)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


def _thawed(record: Any) -> Part:
    kind: Any = type(record)
    part = {name: getattr(record, name) for name in _names(kind)}
    for name, value in part.items():
        if type(value) is FrozenMap:
            part[name] = dict(value)
    return part


def _frozen(kind: Callable[..., Any], part: Part) -> Any:
    for name, value in part.items():
        if type(value) is dict:
            part[name] = FrozenMap(value)
    return kind(**part)


class Draft:
    """A state of a partner, thawed part by part as events touch it.

    Attributes:
        journey: The journey that the partner is on.
        state: The state that it began with; it is not changed.
    """

    def __init__(self, journey: JourneyTerms, state: JourneyState) -> None:
        self.journey = journey
        self.state = state
        self._own: Part = {}
        self._parts: dict[tuple[str, str | None], tuple[type, Part]] = {}

    def set(self, name: str, value: object) -> None:
        """Set a field of the state itself."""
        self._own[name] = value

    def get(self, name: str) -> Any:
        """Give a field of the state itself, as it stands now."""
        return self._own[name] if name in self._own else getattr(self.state, name)

    def part(self, name: str, key: str | None = None) -> Part:
        """Give the fields of a part, such as ``("gates", "gate_1")``, to be changed."""
        place = (name, key)
        if place not in self._parts:
            whole = getattr(self.state, name)
            record = whole if key is None else whole[key]
            self._parts[place] = (type(record), _thawed(record))
        return self._parts[place][1]

    def gate(self, stage: str) -> Part:
        """Give the fields of a stage, to be changed."""
        return self.part("gates", stage)

    def move_gate(self, stage: str, event: str) -> Part:
        """Move the machine of a stage, and give its fields to be changed."""
        return self._move(self.gate(stage), self.journey.tables[stage], event)

    def move(self, name: str, event: str, key: str | None = None) -> Part:
        """Move the machine of a part, and give its fields to be changed."""
        machines: dict[str, Any] = {"hand_offs": "hand_off"}
        table = machine_table(machines.get(name, name))
        return self._move(self.part(name, key), table, event)

    def move_journey(self, event: str) -> None:
        """Move the machine of the journey as a whole."""
        self.set("state", machine_table("journey").after(self.get("state"), event))

    @staticmethod
    def _move(part: Part, table: MachineTable, event: str) -> Part:
        part["state"] = table.after(part["state"], event)
        return part

    def frozen(self) -> JourneyState:
        """Give the state that all this comes to."""
        own = dict(self._own)
        maps: dict[str, dict[str, Any]] = {}
        for (name, key), (kind, part) in self._parts.items():
            record = _frozen(kind, part)
            if key is None:
                own[name] = record
            else:
                maps.setdefault(name, dict(getattr(self.state, name)))[key] = record
        own |= {name: FrozenMap(value) for name, value in maps.items()}
        return attrs.evolve(self.state, **own)
