"""The picture of a playbook: a check list of its steps, and how far a run is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from partner_success.core.collections import EMPTY_MAP
from partner_success.display.playbook_content import (
    CheckGroup,
    CheckItem,
    CheckList,
    Done,
    check_list,
)
from partner_success.display.sheet import INK, MUTED, PAPER, RULE
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing, Point
from partner_success.display.wording import room_for, wrapped
from partner_success.engagement.playbooks import Playbook

__all__ = ["playbook_svg"]

_WIDTH: Final = 760.0
_EDGE: Final = 20.0
_HEAD: Final = 84.0
_ROW: Final = 34.0
_TITLE: Final = 34.0
_BOX: Final = 15.0
_NUMBER: Final = 30.0
_NAME: Final = 68.0
_NOTE: Final = 470.0
_SIZE: Final = 13.0
_SMALL: Final = 11.0
_LINE: Final = 14.0
_BOLD: Final = 1.1


def playbook_svg(
    playbook: Playbook,
    *,
    done: Done = EMPTY_MAP,
    left_out: Mapping[str, str] = EMPTY_MAP,
) -> str:
    """Draw a playbook as a check list, as SVG, without any extra.

    A ticked box is a step that is done, a struck one a step that was left out; words at
    the end of the row say who, when and why. What `machine_svg` promises holds for it
    too.

    Args:
        playbook: What is to be done.
        done: As for `playbook_markdown`.
        left_out: As for `playbook_markdown`.

    Raises:
        UnknownNameError: The playbook has no such step.
        InvalidValueError: A step is both done and left out, or a time has no zone.

    Examples:
        >>> import partner_success as ps
        >>> picture = playbook_svg(ps.standard().playbooks["launch_date_pressure"])
        >>> "1. Find out how ready the partner really is: open." in picture
        True

    Rule: PLB-01, PLB-02, PLB-03, PLB-06, PLB-07.
    """
    said = check_list(playbook, done, left_out)
    rows = sum(len(group.items) for group in said.groups)
    titles = sum(bool(group.title) for group in said.groups)
    drawing = Drawing(
        _WIDTH,
        _HEAD + _ROW * rows + _TITLE * titles + _EDGE,
        title=said.title,
        description=_description(said),
    )
    _draw_head(drawing, said)
    y = _HEAD
    for group in said.groups:
        if group.title:
            _draw_title(drawing, group, y)
            y += _TITLE
        for item in group.items:
            _draw_item(drawing, item, y + _ROW / 2)
            y += _ROW
    return drawing.written()


def _draw_head(drawing: Drawing, said: CheckList) -> None:
    room = _WIDTH - 3 * _EDGE - room_for(said.progress, 12)
    for line in wrapped(said.title, room, 16 * _BOLD, lines=1):
        drawing.text(_EDGE, _EDGE + 4, line, size=16, bold=True)
    lines = wrapped(said.objective, _WIDTH - 2 * _EDGE, 12)
    for place, line in enumerate(lines):
        drawing.text(_EDGE, 46 + 16 * place, line, size=12, colour=MUTED)
    if said.progress:
        x = _WIDTH - _EDGE
        drawing.text(x, _EDGE + 4, said.progress, size=12, align="right")


def _draw_title(drawing: Drawing, group: CheckGroup, y: float) -> None:
    middle = y + _TITLE / 2
    drawing.line([(_EDGE, y + 2), (_WIDTH - _EDGE, y + 2)], colour=RULE)
    for line in wrapped(group.title, _NOTE - 2 * _EDGE, _SIZE * _BOLD, lines=1):
        drawing.text(_EDGE, middle, line, size=_SIZE, bold=True)
    drawing.text(_NOTE, middle, group.note, size=_SMALL, colour=MUTED)


def _draw_item(drawing: Drawing, item: CheckItem, y: float) -> None:
    left, top = _EDGE, y - _BOX / 2
    is_done, is_left = item.state == "done", item.state == "left out"
    fill = COLOURS["best"] if is_done else None
    drawing.box(left, top, _BOX, _BOX, fill=fill, stroke=MUTED, thick=1.4, corner=3)
    if is_done:
        ticked = [(left + 3, y), (left + 6.5, y + 4), (left + 12, y - 4)]
        drawing.line(ticked[:2], colour=PAPER, thick=2)
        drawing.line(ticked[1:], colour=PAPER, thick=2)
    if is_left:
        drawing.line([(left, y), (left + _BOX, y)], colour=MUTED, thick=1.4)
    drawing.text(
        _EDGE + _NUMBER, y, str(item.number), size=_SIZE, bold=True, align="center"
    )
    colour = MUTED if is_left else INK
    _draw_lines(drawing, item.name, (_NAME, y), _NOTE - 8, size=_SIZE, colour=colour)
    _draw_lines(
        drawing, item.note, (_NOTE, y), _WIDTH - _EDGE, size=_SMALL, colour=MUTED
    )


def _draw_lines(  # noqa: PLR0913 - what, where, and how it looks
    drawing: Drawing, text: str, at: Point, right: float, *, size: float, colour: str
) -> None:
    left, middle = at
    lines = wrapped(text, right - left, size)
    for place, line in enumerate(lines):
        y = middle + _LINE * (place - (len(lines) - 1) / 2)
        drawing.text(left, y, line, size=size, colour=colour)


def _description(said: CheckList) -> str:
    found = [said.objective]
    for group in said.groups:
        if group.title:
            found.append(f"{group.title}{group.note and f', {group.note}'}:")
        for item in group.items:
            note = f", {item.note}" if item.note and item.state != "left out" else ""
            told = item.note if item.state == "left out" else item.state
            found.append(f"{item.number}. {item.name}: {told}{note}.")
    return " ".join(found)
