"""The picture of a journey over time: the plan, and beside it what took place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

import attrs

from partner_success.display.courses import ticks
from partner_success.display.sheet import LOSS, MUTED, RULE, TRACK
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing
from partner_success.display.wording import (
    plural,
    room_for,
    shortened,
    visible,
    wrapped,
)
from partner_success.errors import InvalidValueError
from partner_success.gates import Timeline

__all__ = ["GanttRow", "journey_gantt", "journey_gantt_svg"]

_WIDTH: Final = 1020.0
_EDGE: Final = 16.0
_NAMES: Final = 250.0
_NOTES: Final = 190.0
_HEAD: Final = 66.0
_ROW: Final = 32.0
_BAR: Final = 9.0
_SIZE: Final = 12.0
_LINE: Final = 14.0
_BOLD: Final = 1.1
_INDENT: Final = 16.0
_LATE: Final = COLOURS["worst"]
_LONGEST_HEADING: Final = 90


@attrs.frozen(kw_only=True)
class GanttRow:
    """A line of a Gantt picture: when something is planned, and when it took place.

    Attributes:
        id: The name for programs.
        name: The name for people.
        nested: Whether it is a part of what stands above it.
        planned_first: The first planned day; ``None`` where there is no plan.
        planned_last: The last planned day, which belongs to it.
        actual_first: The day on which it was started; ``None`` before.
        actual_last: The day on which it ended, which belongs to it; ``None`` before.

    Raises:
        InvalidValueError: A last day has no first one, or lies before it.
    """

    id: str
    name: str
    nested: bool = False
    planned_first: date | None = None
    planned_last: date | None = None
    actual_first: date | None = None
    actual_last: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse days that are no stretch of time."""
        for what, first, last in (
            ("planned", self.planned_first, self.planned_last),
            ("actual", self.actual_first, self.actual_last),
        ):
            if last is not None and (first is None or last < first):
                raise InvalidValueError(
                    f"the {what} last day of {self.id!r} is {last}, and its first day"
                    f" is {first}; give a first day that is not later"
                )

    def note(self, today: date | None) -> str:
        """Say how what took place stands to the plan.

        Examples:
            >>> row = GanttRow(
            ...     id="gate_0",
            ...     name="Gate 0",
            ...     planned_first=date(2026, 1, 5),
            ...     planned_last=date(2026, 1, 11),
            ...     actual_first=date(2026, 1, 5),
            ... )
            >>> row.note(date(2026, 1, 9)), row.note(date(2026, 1, 12))
            ('in progress', 'in progress, 1 day late')
        """
        if self.actual_first is None:
            return ""
        end, late = self.actual_last or today, 0
        if end is not None and self.planned_last is not None:
            late = (end - self.planned_last).days
        if self.actual_last is None:
            days = f", {plural(late, 'day')} late" if late > 0 else ""
            return f"in progress{days}"
        if self.planned_last is None:
            return "ended"
        if not late:
            return "ended as planned"
        side = "after" if late > 0 else "before"
        return f"{plural(abs(late), 'day')} {side} plan"


@attrs.frozen(kw_only=True)
class _Axis:
    """Where the days from a first to a last one stand."""

    first: date
    last: date

    def start(self, day: date) -> float:
        """Give where a day begins."""
        return self._place((day - self.first).days)

    def end(self, day: date) -> float:
        """Give where a day ends."""
        return self._place((day - self.first).days + 1)

    def marks(self) -> Iterator[tuple[float, str]]:
        """Give round days with their texts."""
        first, last = (
            datetime.combine(day, time(), UTC) for day in (self.first, self.last)
        )
        for at, text in ticks(first, last):
            yield self.start(at.date()), text

    def _place(self, days: int) -> float:
        share = days / ((self.last - self.first).days + 1)
        return _NAMES + share * (_WIDTH - _NAMES - _NOTES - _EDGE)


def journey_gantt(timeline: Timeline, *, title: str = "") -> str:
    """Draw the plan of a journey and what took place beside it, as SVG.

    It needs no extra, and what `machine_svg` promises holds for it too.

    Args:
        timeline: A timeline; the day that counts as today is drawn as a line.
        title: A heading, and the accessible name; the default names the journey.

    Examples:
        >>> import partner_success as ps
        >>> plan = ps.gates.timeline(ps.standard().journey, date(2026, 1, 5))
        >>> "planned from 2026-01-05 to 2026-03-29" in journey_gantt(plan)
        True

    Rule: JRN-22.
    """
    rows = [
        GanttRow(
            id=each.id,
            name=each.name,
            nested=each.phase is not None,
            planned_first=each.planned_first,
            planned_last=each.planned_last,
            actual_first=each.actual_first,
            actual_last=each.actual_last,
        )
        for each in timeline.entries
    ]
    return journey_gantt_svg(rows, today=timeline.on, title=title or timeline.journey)


def journey_gantt_svg(
    rows: Sequence[GanttRow], *, today: date | None = None, title: str = ""
) -> str:
    """Draw plan and course of anything that has days, as SVG, without any extra.

    The upper bar of a row is the plan, the lower one what took place; what lies behind
    the planned end has another colour, and words at the end of the row say the same.
    What is in progress runs to today.

    Args:
        rows: The lines, from top to bottom.
        today: The day that is drawn as a line; left out, none is.
        title: A heading, and the accessible name.

    Rule: JRN-22.
    """
    heading = shortened(visible(title or "Plan and course"), _LONGEST_HEADING)
    bottom = _HEAD + _ROW * len(rows)
    drawing = Drawing(
        _WIDTH,
        bottom + 4 * _EDGE,
        title=heading,
        description=_description(rows, today),
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=15, bold=True)
    axis = _axis_of(rows, today)
    if axis is None:
        drawing.text(_NAMES, _HEAD - _EDGE, "Nothing has a day yet.", colour=MUTED)
    else:
        _draw_axis(drawing, axis, bottom)
        if today is not None:
            _draw_today(drawing, axis.start(today), bottom)
    for number, row in enumerate(rows):
        y = _HEAD + _ROW * (number + 0.5)
        left = _EDGE + _INDENT * row.nested
        size = _SIZE if row.nested else _SIZE * _BOLD
        lines = wrapped(visible(row.name), _NAMES - left - _EDGE, size)
        for place, line in enumerate(lines):
            line_y = y + _LINE * (place - (len(lines) - 1) / 2)
            drawing.text(left, line_y, line, size=_SIZE, bold=not row.nested)
        if axis is not None:
            _draw_bars(drawing, axis, row, today, y)
        x = _WIDTH - _NOTES
        drawing.text(x, y, row.note(today), size=11, colour=MUTED)
    _draw_legend(drawing, bottom + 3 * _EDGE)
    return drawing.written()


def _axis_of(rows: Sequence[GanttRow], today: date | None) -> _Axis | None:
    found = [
        day
        for row in rows
        for day in (
            row.planned_first,
            row.planned_last,
            row.actual_first,
            row.actual_last,
        )
        if day is not None
    ]
    if not found:
        return None
    days = [*found, *([] if today is None else [today])]
    return _Axis(first=min(days), last=max(days))


def _draw_axis(drawing: Drawing, axis: _Axis, bottom: float) -> None:
    taken = 0.0
    for x, text in axis.marks():
        half = room_for(text, 11) / 2
        if x - half > taken and x + half < _WIDTH:
            y = bottom + _EDGE
            drawing.line([(x, _HEAD), (x, bottom + 4)], colour=TRACK)
            drawing.text(x, y, text, size=11, colour=MUTED, align="center")
            taken = x + half + 4
    end = axis.end(axis.last)
    drawing.line([(_NAMES, bottom), (end, bottom)], colour=RULE)


def _draw_today(drawing: Drawing, x: float, bottom: float) -> None:
    drawing.line([(x, _HEAD - 6), (x, bottom)], dashed=True)
    drawing.text(x, _HEAD - 14, "today", size=11, align="center")


def _draw_bars(
    drawing: Drawing, axis: _Axis, row: GanttRow, today: date | None, y: float
) -> None:
    if row.planned_first is not None:
        start = axis.start(row.planned_first)
        end = axis.end(row.planned_last or row.planned_first)
        drawing.box(start, y - _BAR - 1, end - start, _BAR, fill=LOSS, corner=2)
    if row.actual_first is None:
        return
    last = row.actual_last or max(today or row.actual_first, row.actual_first)
    start, end = axis.start(row.actual_first), axis.end(last)
    drawing.box(start, y + 1, end - start, _BAR, fill=COLOURS["best"], corner=2)
    if row.planned_last is not None and last > row.planned_last:
        late = max(axis.end(row.planned_last), start)
        drawing.box(late, y + 1, end - late, _BAR, fill=_LATE, corner=2)


def _draw_legend(drawing: Drawing, y: float) -> None:
    x = _NAMES
    for colour, text in (
        (LOSS, "planned"),
        (COLOURS["best"], "took place"),
        (_LATE, "after the planned end"),
    ):
        drawing.box(x, y - _BAR / 2, 14, _BAR, fill=colour, corner=2)
        drawing.text(x + 20, y, text, size=11, colour=MUTED)
        x += 20 + room_for(text, 11) + _EDGE


def _description(rows: Sequence[GanttRow], today: date | None) -> str:
    found = [] if today is None else [f"Today is {today}."]
    for row in rows:
        plan = "no planned days"
        if row.planned_first is not None:
            last = row.planned_last or row.planned_first
            plan = f"planned from {row.planned_first} to {last}"
        course = "not started"
        if row.actual_first is not None:
            course = f"started on {row.actual_first}"
            course += f", ended on {row.actual_last}" if row.actual_last else ""
        note = row.note(today)
        found.append(f"{row.name}: {plan}; {course}{note and f'; {note}'}.")
    return " ".join(found)
