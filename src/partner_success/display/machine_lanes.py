"""Which lane each move of a machine runs along, before anything has a place."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from partner_success.display.machine_parts import MachineParts

__all__ = ["Bus", "Plan", "plan_of"]


@attrs.frozen(kw_only=True)
class Bus:
    """Moves by the same event to the same state, which share a lane.

    Attributes:
        sources: The places of the states before, from 0.
        target: The place of the state behind.
        lines: The label.
        upper: Whether the lane lies above the row of states.
        lane: Which lane it is, from 0 next to the row.
    """

    sources: tuple[int, ...]
    target: int
    lines: tuple[str, ...]
    upper: bool
    lane: int = 0

    @property
    def first(self) -> int:
        """The place furthest to the left."""
        return min(*self.sources, self.target)

    @property
    def last(self) -> int:
        """The place furthest to the right."""
        return max(*self.sources, self.target)


@attrs.frozen(kw_only=True)
class Plan:
    """How the moves of a machine are drawn.

    Attributes:
        straight: By the place of a state the label of the arrow to the next one.
        loops: By the place of a state the lines of what leads back to itself.
        buses: Every other move.
    """

    straight: dict[int, tuple[str, ...]]
    loops: dict[int, tuple[str, ...]]
    buses: tuple[Bus, ...]

    def ports(self, place: int, *, upper: bool) -> list[Bus]:
        """Give what meets a state from above or below, from left to right.

        What lies nearest to the row is outermost, so that its lane is not crossed.
        """
        found = [
            bus
            for bus in self.buses
            if bus.upper is upper and place in (*bus.sources, bus.target)
        ]

        def order(bus: Bus) -> tuple[int, int]:
            if bus.last == place:
                return 0, bus.lane
            return (2, -bus.lane) if bus.first == place else (1, bus.lane)

        return sorted(found, key=order)

    def lanes(self, *, upper: bool) -> list[int]:
        """Give how many lines the labels of each lane have, nearest lane first."""
        most: dict[int, int] = {}
        for bus in self.buses:
            if bus.upper is upper:
                most[bus.lane] = max(most.get(bus.lane, 0), len(bus.lines))
        return [most[lane] for lane in range(len(most))]


def plan_of(parts: MachineParts) -> Plan:
    """Decide how each move of a machine is drawn."""
    places = {state: place for place, state in enumerate(parts.states)}
    loops: dict[int, tuple[str, ...]] = {}
    joined: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for arrow in parts.arrows:
        source, target = places[arrow.source], places[arrow.target]
        if source == target:
            loops[source] = (*loops.get(source, ()), *arrow.lines)
        else:
            joined.setdefault((arrow.lines, target), []).append(source)
    straight: dict[int, tuple[str, ...]] = {}
    buses: list[Bus] = []
    for (lines, target), sources in joined.items():
        if sources == [target - 1] and sources[0] not in straight:
            straight[sources[0]] = lines
            continue
        forwards = sum(source < target for source in sources)
        buses.append(
            Bus(
                sources=tuple(sources),
                target=target,
                lines=lines,
                upper=2 * forwards >= len(sources),
            )
        )
    return Plan(straight=straight, loops=loops, buses=_in_lanes(buses))


def _in_lanes(buses: Sequence[Bus]) -> tuple[Bus, ...]:
    """Give each bus the nearest lane that is free, the shortest first."""
    placed: list[Bus] = []
    for bus in sorted(buses, key=lambda bus: bus.last - bus.first):
        beside = [other for other in placed if other.upper is bus.upper]
        taken = {
            other.lane
            for other in beside
            if bus.first < other.last and other.first < bus.last
        }
        lane = next(lane for lane in range(len(beside) + 1) if lane not in taken)
        placed.append(attrs.evolve(bus, lane=lane))
    return tuple(placed)
