"""A state that can be written to while events are taken in, and only then."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.machines.tables import machine_table
from partner_success.gates.state import JourneyState

__all__ = ["Draft"]

Part: TypeAlias = dict[str, Any]
"""The fields of a record, to be written to."""


@attrs.frozen
class _Shape:
    """How records of a kind are thawed and frozen again.

    Attributes:
        kind: The class of the records.
        names: The names of the fields.
        values: Gives the values of all fields.
        maps: The names of the fields that are mappings.
    """

    kind: Callable[..., Any]
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    maps: tuple[str, ...]

    def thawed(self, record: Any) -> Part:
        """Give the fields of a record, to be written to."""
        part: Part = dict(zip(self.names, self.values(record), strict=True))
        for name in self.maps:
            part[name] = dict(part[name].items())
        return part

    def frozen(self, part: Part) -> Any:
        """Give the record that the fields make."""
        for name in self.maps:
            part[name] = FrozenMap(part[name]) if part[name] else EMPTY_MAP
        return self.kind(**part)


@lru_cache(maxsize=32)
def _shape(kind: Any) -> _Shape:
    fields = attrs.fields(kind)
    names = tuple(field.name for field in fields)
    maps = tuple(each.name for each in fields if str(each.type).startswith("FrozenMap"))
    return _Shape(kind, names, attrgetter(*names), maps)


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
        self._gates: dict[str, Part] = {}
        self._parts: dict[tuple[str, str | None], tuple[_Shape, Part]] = {}

    def set(self, name: str, value: object) -> None:
        """Set a field of the state itself."""
        self._own[name] = value

    def get(self, name: str) -> Any:
        """Give a field of the state itself, as it stands now."""
        return self._own[name] if name in self._own else getattr(self.state, name)

    def part(self, name: str, key: str | None = None) -> Part:
        """Give the fields of a part, such as ``"beta"``, to be changed.

        Args:
            name: The field of the state.
            key: Where that holds several, which of them.
        """
        place = (name, key)
        found = self._parts.get(place)
        if found is None:
            whole = getattr(self.state, name)
            record = whole if key is None else whole[key]
            kind: Any = record.__class__
            shape = _shape(kind)
            found = self._parts[place] = (shape, shape.thawed(record))
        return found[1]

    def gate(self, stage: str) -> Part:
        """Give the fields of a stage, to be changed."""
        found = self._gates.get(stage)
        if found is None:
            found = self._gates[stage] = self.part("gates", stage)
        return found

    def move_gate(self, stage: str, event: str) -> Part:
        """Move the machine of a stage, and give its fields to be changed."""
        gate = self.gate(stage)
        gate["state"] = self.journey.tables[stage].after(gate["state"], event)
        return gate

    def move(self, name: str, event: str, key: str | None = None) -> Part:
        """Move the machine of a part, and give its fields to be changed."""
        machines: dict[str, Any] = {"hand_offs": "hand_off"}
        table = machine_table(machines.get(name, name))
        part = self.part(name, key)
        part["state"] = table.after(part["state"], event)
        return part

    def move_journey(self, event: str) -> None:
        """Move the machine of the journey as a whole."""
        self.set("state", machine_table("journey").after(self.get("state"), event))

    def frozen(self) -> JourneyState:
        """Give the state that all this comes to."""
        own = dict(self._own)
        maps: dict[str, dict[str, Any]] = {}
        for (name, key), (shape, part) in self._parts.items():
            record = shape.frozen(part)
            if key is None:
                own[name] = record
            else:
                whole = maps.get(name)
                if whole is None:
                    whole = maps[name] = dict(getattr(self.state, name).items())
                whole[key] = record
        own |= {name: FrozenMap(value) for name, value in maps.items()}
        return attrs.evolve(self.state, **own)
