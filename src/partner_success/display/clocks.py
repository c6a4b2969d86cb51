"""The picture of a ticket's clock (extra ``plots``): targets over time, and events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import attrs

from partner_success.core.instants import microseconds
from partner_success.display.courses import Course, Look, courses, ticks
from partner_success.display.sheet import (
    BODY,
    EDGE,
    HEADING,
    INK,
    LINE,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    TRACK,
    WIDTH,
    Sheet,
    drawing,
    new_sheet,
)
from partner_success.display.tones import COLOURS
from partner_success.display.wording import room_for, visible, wrapped
from partner_success.sla import Clock
from partner_success.sla.events import event_text
from partner_success.sla.targets import kind_text
from partner_success.sla.wording import instant_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["clock_timeline"]

_GUTTER: Final = 108.0
_LANE: Final = 40.0
_BAR: Final = 14.0
_AXIS: Final = 26.0
_MOST_EVENTS: Final = 20

# A colour, and a word for those who do not see it.
_LOOKS: Final[dict[Look, tuple[str, str]]] = {
    "running": (COLOURS["good"], "running"),
    "paused": (TRACK, "paused"),
    "late": (COLOURS["worst"], "late"),
}


@attrs.frozen(kw_only=True)
class _Axis:
    """Where the instants from a first to a last one stand on a sheet."""

    start: datetime
    end: datetime

    def place(self, at: datetime) -> float:
        first, last = microseconds(self.start), microseconds(self.end)
        share = (microseconds(at) - first) / max(last - first, 1)
        return _GUTTER + share * (WIDTH - 2 * EDGE - _GUTTER)

    def holds(self, at: datetime) -> bool:
        first, last = microseconds(self.start), microseconds(self.end)
        return first <= microseconds(at) <= last


def clock_timeline(
    clock: Clock, *, until: datetime | None = None, title: str = ""
) -> Figure:
    """Draw the course of a ticket: how each target ran, and what happened when.

    A bar is a target: running, paused, or late. Marks above it are the escalations
    that were reached, a dashed line is when it is due. Numbers at the top are the
    events that the list below names; of more than twenty the last ones are left out.

    Args:
        clock: The clock of a ticket.
        until: The instant at which the picture ends; without it, the newest event or
            the latest due instant, whichever is later.
        title: A heading; the default names the policy, severity and phase.

    Raises:
        InvalidValueError: The instant has no zone, or lies before the opening.
        MissingExtraError: matplotlib is not installed.

    Rule: SLA-07, SLA-09.
    """
    end = _end(clock) if until is None else until
    state = clock.at(end)
    found = courses(clock, end)
    axis = _Axis(start=clock.opened_at, end=end.astimezone(clock.opened_at.tzinfo))
    events = [event for event in clock.events if axis.holds(event.at)]
    listed = events[:_MOST_EVENTS]
    top = HEADING + _AXIS
    bottom = top + _LANE * len(found)
    foot = LINE * (len(listed) + (len(listed) < len(events))) + EDGE
    with drawing():
        sheet = new_sheet(WIDTH, bottom + _AXIS + LINE + foot)
        sheet.heading(title or state.explain().title)
        _draw_axis(sheet, axis, top, bottom)
        for event in listed:
            x = axis.place(event.at)
            sheet.line((x, top - 10), (x, bottom), colour=RULE)
        for place, course in enumerate(found):
            _draw_course(sheet, axis, course, top + _LANE * (place + 0.5))
        for number, event in enumerate(listed, start=1):
            x = axis.place(event.at)
            sheet.dot(x, top - 14, MUTED)
            sheet.text(x, top - 14, str(number), size=6.5, colour=PAPER, align="center")
            zoned = event.at.astimezone(axis.start.tzinfo)
            text = f"{number}  {instant_text(zoned)}  {event_text(event.kind)}"
            y = bottom + _AXIS + LINE * number + 4
            sheet.text(EDGE, y, text, size=SMALL, colour=INK)
        if len(listed) < len(events):
            more = f"and {len(events) - len(listed)} more"
            y = bottom + _AXIS + LINE * (len(listed) + 1) + 4
            sheet.text(EDGE, y, more, size=SMALL, colour=MUTED)
        _draw_legend(sheet, axis, found, bottom + _AXIS)
    return sheet.figure


def _end(clock: Clock) -> datetime:
    last = clock.events[-1].at
    targets = clock.at(last).targets
    dues = [target.due for target in targets if target.due and not target.has_ended]
    return max([last, *dues], key=microseconds)


def _draw_axis(sheet: Sheet, axis: _Axis, top: float, bottom: float) -> None:
    sheet.line((_GUTTER, bottom), (WIDTH - 2 * EDGE, bottom))
    taken = 0.0
    for at, text in ticks(axis.start, axis.end):
        x, half = axis.place(at), room_for(text, SMALL) / 2
        sheet.line((x, top), (x, bottom + 3), colour=TRACK)
        if x - half > taken:
            sheet.text(x, bottom + BODY, text, size=SMALL, colour=MUTED, align="center")
            taken = x + half + 4


def _draw_course(sheet: Sheet, axis: _Axis, course: Course, y: float) -> None:
    for number, line in enumerate((kind_text(course.kind), course.verdict)):
        name = wrapped(visible(line), _GUTTER - EDGE - 4, BODY, lines=1)[0]
        height = y + LINE * (number - 0.5)
        sheet.text(EDGE, height, name, colour=MUTED if number else INK)
    for start, end, look in course.stretches:
        left, right = axis.place(start), axis.place(end)
        wide = max(right - left, 0.75)
        sheet.box(left, y - _BAR / 2, wide, _BAR, _LOOKS[look][0])
    taken = 0.0
    for at, text in course.marks:
        x, half = axis.place(at), room_for(text, SMALL) / 2
        sheet.line((x, y - _BAR / 2 - 2), (x, y + _BAR / 2), colour=INK)
        if x - half > taken:
            height = y - _BAR / 2 - 7
            sheet.text(x, height, text, size=6.5, colour=MUTED, align="center")
            taken = x + half
    if course.due is not None and axis.holds(course.due):
        x = axis.place(course.due)
        top = y - _BAR / 2 - 3
        sheet.line((x, top), (x, y + _LANE / 2), colour=INK, dashed=True)


def _draw_legend(
    sheet: Sheet, axis: _Axis, found: tuple[Course, ...], y: float
) -> None:
    looks = {look for course in found for _, _, look in course.stretches}
    x = _GUTTER
    for look, (colour, word) in _LOOKS.items():
        if look in looks:
            sheet.box(x, y - 4, 10, 8, colour)
            sheet.text(x + 14, y, word, size=SMALL, colour=MUTED)
            x += 14 + room_for(word, SMALL) + 12
    if any(course.due is not None and axis.holds(course.due) for course in found):
        sheet.line((x + 5, y - 5), (x + 5, y + 5), colour=INK, dashed=True)
        sheet.text(x + 12, y, "due", size=SMALL, colour=MUTED)
