"""Where the parts of a machine's picture stand: from left to right, nothing overlaps.

The states stand in one row. A move to the next state is a straight arrow; every other
one runs along a lane above the row (forwards) or below it (backwards). Moves by the
same event to the same state share a lane, so that ``waive`` is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import attrs

from partner_success.display.machine_lanes import Bus, Plan, plan_of
from partner_success.display.machine_parts import MachineParts
from partner_success.display.machine_sizes import (
    EDGE,
    LINE,
    PAD,
    PORT,
    Box,
    Rows,
    columns_of,
    loop_room,
    names_of,
    rows_of,
    wide,
)

__all__ = ["MachineLayout", "layout_of"]

_SPARE: Final = 20.0


@attrs.frozen(kw_only=True)
class MachineLayout:
    """Where the parts of a machine's picture stand.

    Attributes:
        parts: What is drawn.
        plan: How each move is drawn.
        names: By state its name in lines, the mark of the present one last.
        rows: How far down everything stands.
        boxes: The boxes of the states, in their row.
        frames: By what states are nested in the frame around them.
        around: The frame around all that can be remembered.
        memory: The box of what remembers.
    """

    parts: MachineParts
    plan: Plan
    names: dict[str, tuple[str, ...]]
    rows: Rows
    boxes: tuple[Box, ...]
    frames: dict[str, Box]
    around: Box | None
    memory: Box | None

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how high the picture is."""
        drawn = [*self.boxes, *self.frames.values()]
        drawn += [box for box in (self.around, self.memory) if box is not None]
        right = max(box.right for box in drawn)
        bottom = max(self.rows.bottom, *(box.bottom for box in drawn))
        return right + EDGE, bottom + EDGE

    def port(self, place: int, bus: Bus) -> float:
        """Give how far to the right a lane meets a state."""
        met = self.plan.ports(place, upper=bus.upper)
        # The loop below a state stands left of what else meets it there.
        loop = 0.0 if bus.upper else loop_room(self.plan, place)
        aside = PORT * (met.index(bus) - (len(met) - 1) / 2)
        return self.boxes[place].middle + loop / 2 + aside

    def gap(self, place: int) -> float:
        """Give the middle of the label between a state and the next one."""
        left, right = self.boxes[place].right, self.boxes[place + 1].left
        before, after = map(self.parts.frame, self.parts.states[place : place + 2])
        if before is not None and before != after:
            left = self.frames[before].right
        if self.around is not None and left < self.around.right < right:
            left = self.around.right
        if after is not None and before != after:
            right = self.frames[after].left
        return (left + right) / 2

    def lane(self, bus: Bus) -> float:
        """Give how far down a lane runs."""
        return (self.rows.upper if bus.upper else self.rows.lower)[bus.lane]

    def label(self, bus: Bus) -> float | None:
        """Give the middle of the longest stretch of a lane that no line crosses.

        Returns:
            How far to the right; ``None`` where the label does not fit.
        """
        met = [self.port(place, bus) for place in (*bus.sources, bus.target)]
        start, end = min(met), max(met)
        crossing = [
            self.port(place, other)
            for other in self.plan.buses
            if other.upper is bus.upper and other.lane > bus.lane
            for place in (*other.sources, other.target)
        ]
        if self.around is not None:
            crossing += [self.around.left, self.around.right]
        stops = [start, *sorted(x for x in crossing if start < x < end), end]
        room, middle = max(
            (after - before, (before + after) / 2) for before, after in pairwise(stops)
        )
        return middle if room >= wide(bus.lines) + PAD else None


def layout_of(parts: MachineParts) -> MachineLayout:
    """Give a place to each part; the states stand as far apart as labels need."""
    plan = plan_of(parts)
    spare = 0.0
    layout = _layout(parts, plan, spare)
    # Each lane passes a gap between two states, so that some width is enough.
    while any(layout.label(bus) is None for bus in plan.buses):
        spare += _SPARE
        layout = _layout(parts, plan, spare)
    return layout


def _layout(parts: MachineParts, plan: Plan, spare: float) -> MachineLayout:
    names = names_of(parts)
    rows = rows_of(parts, plan, max(map(len, names.values())))
    boxes = tuple(
        Box(left=left, top=rows.states, width=width, height=rows.height)
        for left, width in columns_of(parts, plan, names, spare)
    )
    nested: dict[str, list[Box]] = {}
    for state, box in zip(parts.states, boxes, strict=True):
        if frame := parts.frame(state):
            nested.setdefault(frame, []).append(box)
    frames = {
        frame: _around(inside, PAD, rows.title, rows.below)
        for frame, inside in nested.items()
    }
    around = memory = None
    if parts.memory is not None:
        inside = [
            box
            for state, box in zip(parts.states, boxes, strict=True)
            if state in parts.memory.remembered
        ]
        top = rows.top - LINE - PAD
        around = _around(inside, PAD, top, rows.bottom + PAD)
        width = wide(names[parts.memory.state]) + 2 * PAD
        memory = Box(
            left=around.middle - width / 2,
            top=around.bottom + LINE + 2 * PAD,
            width=width,
            height=rows.height,
        )
    return MachineLayout(
        parts=parts,
        plan=plan,
        names=names,
        rows=rows,
        boxes=boxes,
        frames=frames,
        around=around,
        memory=memory,
    )


def _around(inside: Sequence[Box], before: float, top: float, bottom: float) -> Box:
    """Give a frame around boxes, with room before the first of them."""
    left, right = inside[0].left - before, inside[-1].right + PAD
    return Box(left=left, top=top, width=right - left, height=bottom - top)
