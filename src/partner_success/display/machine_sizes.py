"""How large the parts of a machine's picture are, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

import attrs

from partner_success.display.machine_lanes import Plan
from partner_success.display.machine_parts import MachineParts
from partner_success.display.wording import room_for, visible, wrapped

__all__ = [
    "EDGE",
    "LINE",
    "LOOP",
    "PAD",
    "PORT",
    "SIZE",
    "Box",
    "Rows",
    "columns_of",
    "loop_room",
    "names_of",
    "rows_of",
    "wide",
]

SIZE: Final = 12.0
"""How large letters are."""
LINE: Final = 15.0
"""How far lines of text stand apart."""
EDGE: Final = 16.0
"""Free space around the picture."""
PAD: Final = 14.0
"""Free space inside a frame."""
PORT: Final = 16.0
"""How far lines stand apart where they meet a state."""
LOOP: Final = 16.0
"""How far a loop hangs down."""
_HEADING: Final = 40.0
_NAME: Final = 112.0
_START: Final = 36.0
_ARROW: Final = 40.0


@attrs.frozen(kw_only=True)
class Box:
    """A rectangle.

    Attributes:
        left: Its left edge.
        top: Its upper edge.
        width: How wide it is.
        height: How high it is.
    """

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Halfway between its left and right edge."""
        return self.left + self.width / 2

    @property
    def centre(self) -> float:
        """Halfway between its upper and lower edge."""
        return self.top + self.height / 2


@attrs.frozen(kw_only=True)
class Rows:
    """How far down everything stands.

    Attributes:
        top: Where what lies above the row begins.
        states: The upper edge of the states.
        height: How high a state is.
        title: The upper edge of a frame around states, whose title stands there.
        below: Where what hangs below the states ends.
        bottom: Where the lanes below the row end.
        upper: The lanes above the row, the nearest first.
        lower: The lanes below the row, the nearest first.
    """

    top: float
    states: float
    height: float
    title: float
    below: float
    bottom: float
    upper: tuple[float, ...]
    lower: tuple[float, ...]


def rows_of(parts: MachineParts, plan: Plan, lines: int) -> Rows:
    """Give how far down everything stands, for names of at most so many lines."""
    above, under = (
        [LINE * each + PAD for each in plan.lanes(upper=upper)]
        for upper in (True, False)
    )
    loops = [LOOP + LINE * len(each) for each in plan.loops.values()]
    nested = any(map(parts.frame, parts.states))
    top = _HEADING + (LINE + PAD if parts.memory else 0.0)
    title = top + sum(above) + PAD
    height = 2 * PAD + LINE * lines
    # What stands above an arrow may be higher than the states, and no lane crosses it.
    label = LINE * max(map(len, plan.straight.values()), default=0) + PAD / 2
    states = title + max((LINE + PAD) * nested, label - height / 2 if above else 0.0)
    below = states + height + max(loops, default=0.0) + PAD * nested
    return Rows(
        top=top,
        states=states,
        height=height,
        title=title,
        below=below,
        bottom=below + PAD + sum(under),
        upper=tuple(title - PAD - each for each in accumulate(above, initial=0)),
        lower=tuple(below + PAD + each for each in accumulate(under, initial=0)),
    )


def names_of(parts: MachineParts) -> dict[str, tuple[str, ...]]:
    """Give by state its name in lines; the mark of the present one is the last."""
    memory = () if parts.memory is None else (parts.memory.state,)
    return {state: tuple(_name(parts, state)) for state in (*parts.states, *memory)}


def _name(parts: MachineParts, state: str) -> Iterator[str]:
    yield from wrapped(visible(parts.name_of(state)), _NAME, SIZE)
    if mark := parts.mark(state):
        yield visible(mark)


def columns_of(
    parts: MachineParts, plan: Plan, names: dict[str, tuple[str, ...]], spare: float
) -> Iterator[tuple[float, float]]:
    """Give the left edge and the width of each state.

    Args:
        parts: What is drawn.
        plan: How each move is drawn.
        names: By state its name in lines.
        spare: Room that is left between states beyond what they need.
    """
    x = EDGE + _START + (PAD if parts.memory else 0.0)
    outer = () if parts.memory is None else parts.memory.remembered
    for place, state in enumerate(parts.states):
        before = parts.states[place - 1] if place else None
        frame = parts.frame(state)
        if before is not None:
            # What is left ends, then comes the label, then what is entered begins.
            label = plan.straight.get(place - 1, ())
            x += PAD * (parts.frame(before) not in (None, frame))
            x += PAD * (before in outer and state not in outer)
            x += max(wide(label) + 2 * PAD, _ARROW) + spare
        if frame is not None and (before is None or parts.frame(before) != frame):
            x += PAD
        lower = PORT * len(plan.ports(place, upper=False)) + loop_room(plan, place)
        upper = PORT * len(plan.ports(place, upper=True))
        width = max(wide(names[state]) + 2 * PAD, lower + PAD, upper + PAD)
        yield x, width
        x += width


def loop_room(plan: Plan, place: int) -> float:
    """Give how wide the loop below a state is, with its label; 0 without one."""
    if place not in plan.loops:
        return 0.0
    return max(wide(plan.loops[place]) + PAD, 3 * PAD)


def wide(lines: Iterable[str]) -> float:
    """Give how wide the longest of some lines is."""
    return max((room_for(line, SIZE) for line in lines), default=0.0)
