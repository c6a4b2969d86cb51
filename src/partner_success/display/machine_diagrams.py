"""Pictures of machines, as SVG that is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from partner_success.display.machine_layout import MachineLayout, layout_of
from partner_success.display.machine_parts import MachineParts, parts_of, words
from partner_success.display.machine_sizes import (
    EDGE,
    LINE,
    LOOP,
    PAD,
    SIZE,
    Box,
)
from partner_success.display.sheet import INK, MUTED, PAPER, RULE, TRACK, Align
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing
from partner_success.display.wording import room_for, shortened, visible, wrapped
from partner_success.gates.machines import MachineName, MachineTable

__all__ = ["machine_svg"]

_HEADING: Final = 15.0
_MARK: Final = COLOURS["best"]
_DOT: Final = 6.0


def machine_svg(
    table: MachineTable | MachineName, *, state: str | None = None, title: str = ""
) -> str:
    """Draw a machine as SVG, without any extra.

    It is the same text for the same machine, fetches nothing, holds its letters as text
    and no ids, so that any number of them can stand in one page. Where the page sets
    the custom properties ``--ink``, ``--paper`` and so on, it takes their colours.

    Args:
        table: A table of `machine_table` or `gate_table`, or the name of a machine.
        state: The present state, which is marked by colour, by a thick line and by the
            word ``now``; left out, none is.
        title: A heading, and the accessible name; the default names the machine.

    Raises:
        UnknownNameError: There is no such machine, or it has no such state.

    Examples:
        >>> machine_svg("launch", state="delay").startswith("<svg")
        True

    Rule: JRN-05, JRN-16, JRN-18, JRN-20.
    """
    parts = parts_of(table, state)
    layout = layout_of(parts)
    heading = shortened(visible(title or _default(parts)), 80)
    width, height = layout.size
    width = max(width, room_for(heading, _HEADING) * 1.1 + 2 * EDGE)
    drawing = Drawing(width, height, title=heading, description=parts.description)
    drawing.text(EDGE, EDGE + 4, heading, size=_HEADING, bold=True)
    _draw_frames(drawing, layout)
    _draw_moves(drawing, layout)
    _draw_lanes(drawing, layout)
    for place, box in enumerate(layout.boxes):
        _draw_state(drawing, layout, layout.parts.states[place], box)
    _draw_memory(drawing, layout)
    return drawing.written()


def _default(parts: MachineParts) -> str:
    return f"The {words(parts.name)} machine"


def _draw_frames(drawing: Drawing, layout: MachineLayout) -> None:
    if layout.around is not None and layout.parts.memory is not None:
        box = layout.around
        drawing.box(
            box.left, box.top, box.width, box.height, stroke=RULE, corner=8, dashed=True
        )
        text = f"remembered while {words(layout.parts.memory.state)}"
        drawing.text(box.left + PAD, box.top + PAD, text, size=SIZE, colour=MUTED)
    for name, box in layout.frames.items():
        drawing.box(
            box.left, box.top, box.width, box.height, stroke=RULE, fill=TRACK, corner=8
        )
        line = wrapped(visible(words(name)), box.width - 2 * PAD, SIZE, lines=1)[0]
        drawing.text(box.left + PAD, box.top + PAD, line, size=SIZE, colour=MUTED)


def _draw_moves(drawing: Drawing, layout: MachineLayout) -> None:
    """Draw where it begins, arrows to the next state, and loops."""
    first = layout.boxes[0]
    frame = layout.around or first
    x = min(frame.left, first.left) - _DOT - 2 * EDGE
    drawing.line([(x, first.centre), (first.left - 2, first.centre)])
    drawing.tip(first.left, first.centre, "right")
    drawing.dot(x, first.centre, _DOT, INK)
    for place, lines in layout.plan.straight.items():
        left, right = layout.boxes[place].right, layout.boxes[place + 1].left
        drawing.line([(left, first.centre), (right - 2, first.centre)])
        drawing.tip(right, first.centre, "right")
        middle = layout.gap(place)
        _text(drawing, middle, first.centre - PAD / 2 - LINE * len(lines) / 2, lines)
    for place, lines in layout.plan.loops.items():
        box = layout.boxes[place]
        left, right, down = box.left + PAD, box.left + 2 * PAD + 4, box.bottom + LOOP
        drawing.line(
            [(left, box.bottom), (left, down), (right, down), (right, box.bottom + 2)]
        )
        drawing.tip(right, box.bottom, "up")
        _text(drawing, left, down + 3 + LINE * len(lines) / 2, lines, align="left")


def _draw_lanes(drawing: Drawing, layout: MachineLayout) -> None:
    for bus in layout.plan.buses:
        y = layout.lane(bus)
        target = layout.boxes[bus.target]
        end, side = (target.top, -1) if bus.upper else (target.bottom, 1)
        x = layout.port(bus.target, bus)
        for source in bus.sources:
            start = layout.port(source, bus)
            drawing.line([(start, end), (start, y), (x, y), (x, end + 2 * side)])
        drawing.tip(x, end, "down" if bus.upper else "up")
        label = y + side * (3 + LINE * len(bus.lines) / 2)
        _text(drawing, layout.label(bus) or x, label, bus.lines)


def _draw_state(drawing: Drawing, layout: MachineLayout, state: str, box: Box) -> None:
    parts, lines = layout.parts, layout.names[state]
    present = state == parts.present
    drawing.box(
        box.left,
        box.top,
        box.width,
        box.height,
        fill=_MARK if present else PAPER,
        stroke=INK,
        thick=3 if present else 1.2,
        corner=8,
    )
    if state in parts.final:
        drawing.box(
            box.left + 4,
            box.top + 4,
            box.width - 8,
            box.height - 8,
            stroke=PAPER if present else INK,
            corner=5,
        )
    colour = PAPER if present else INK
    _text(drawing, box.middle, box.centre, lines, colour=colour, bold=present)


def _draw_memory(drawing: Drawing, layout: MachineLayout) -> None:
    memory, box, around = layout.parts.memory, layout.memory, layout.around
    if memory is None or box is None or around is None:
        return
    left, right = box.middle - PAD, box.middle + PAD
    drawing.line([(left, around.bottom), (left, box.top - 2)])
    drawing.tip(left, box.top, "down")
    drawing.line([(right, box.top), (right, around.bottom + 2)])
    drawing.tip(right, around.bottom, "up")
    middle = (around.bottom + box.top) / 2
    _text(drawing, left - 6, middle, [_any(memory.entering)], align="right")
    _text(drawing, right + 6, middle, [_any(memory.leaving)], align="left")
    _draw_state(drawing, layout, memory.state, box)
    note = "remembers the state before, and gives it back"
    drawing.text(box.right + PAD, box.centre, note, size=SIZE, colour=MUTED)


def _any(events: Sequence[str]) -> str:
    return " or ".join(map(words, events))


def _text(  # noqa: PLR0913 - where, what, and how it looks
    drawing: Drawing,
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    align: Align = "center",
    colour: str = INK,
    bold: bool = False,
) -> None:
    """Write lines of text whose middle is at y."""
    first = y - LINE * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        drawing.text(
            x,
            first + LINE * number,
            line,
            size=SIZE,
            colour=colour,
            align=align,
            bold=bold,
        )
