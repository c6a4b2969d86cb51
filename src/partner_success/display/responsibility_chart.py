"""Who is responsible for what, as a picture: SVG that is drawn here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from partner_success.display.sheet import INK, MUTED, PAPER, RULE, TRACK
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing
from partner_success.display.wording import room_for, shortened, visible, wrapped
from partner_success.engagement import (
    EngagementStage,
    ResponsibilityLetter,
    ResponsibilityMatrix,
    ResponsibilityRow,
    Side,
)
from partner_success.errors import InvalidUseError

__all__ = ["responsibility_svg"]

_EDGE: Final = 16.0
_NAMES: Final = 480.0
_COLUMN: Final = 76.0
_SIZE: Final = 12.0
_HEADING: Final = 15.0
_LINE: Final = 15.0
_PAD: Final = 5.0
_TOP: Final = 92.0
"""Where the first stage begins, below the heading and the names of the columns."""
_STAGE: Final = 26.0
_FOOT: Final = 30.0
_MARK: Final = 16.0
_FILLED: Final = COLOURS["best"]
_LEGEND: Final = "R: does it. O: may do it. No letter: has no part in it."
_HEADS: Final = {Side.PARTNER: "partner", Side.VENDOR: "vendor"}


def responsibility_svg(matrix: ResponsibilityMatrix, *, title: str = "") -> str:
    """Draw who is responsible for what as SVG, without any extra.

    A row for each activity in each stage, a column for each model and side. ``R`` in a
    filled square stands where a side does the work, ``O`` in an open one where it may;
    the heading of a stage says ``n/a`` where there is nothing to do.

    It is the same text for the same matrix, fetches nothing, holds its letters as text
    and no ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.

    Args:
        matrix: The matrix, from `Responsibilities.matrix`.
        title: A heading, and the accessible name; the default is the name of the
            matrix.

    Raises:
        InvalidUseError: It is no such matrix.

    Examples:
        >>> import partner_success as ps
        >>> responsibility_svg(ps.standard().responsibilities.matrix())[:4]
        '<svg'

    Rule: ENG-03.
    """
    if not isinstance(matrix, ResponsibilityMatrix):
        found = type(matrix).__name__
        raise InvalidUseError(f"matrix needs ResponsibilityMatrix, not {found}")
    heading = shortened(visible(title or matrix.name), 80)
    bands = tuple(_bands(matrix))
    bottom = max((band.bottom for band in bands), default=_TOP)
    width = 2 * _EDGE + _NAMES + _COLUMN * len(matrix.columns)
    width = max(width, room_for(heading, _HEADING) * 1.1 + 2 * _EDGE)
    drawing = Drawing(
        width, bottom + _FOOT, title=heading, description=_description(matrix)
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    _draw_heads(drawing, matrix, bottom)
    for band in bands:
        _draw_band(drawing, matrix, band)
    drawing.text(_EDGE, bottom + _FOOT / 2, _LEGEND, colour=MUTED)
    return drawing.written()


@attrs.frozen(kw_only=True)
class _Row:
    """An activity with its name in lines, and where it stands."""

    row: ResponsibilityRow
    lines: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        """How high it is."""
        return _LINE * len(self.lines) + 2 * _PAD


@attrs.frozen(kw_only=True)
class _Band:
    """A stage, where it stands, and its rows."""

    stage: EngagementStage
    top: float
    rows: tuple[_Row, ...]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + _STAGE + sum(each.height for each in self.rows)


def _bands(matrix: ResponsibilityMatrix) -> Iterator[_Band]:
    top = _TOP
    for stage in matrix.stages:
        rows: list[_Row] = []
        below = top + _STAGE
        for row in matrix.rows:
            if row.stage == stage:
                text = visible(row.activity.name)
                rows.append(_Row(row=row, lines=_wrapped(text), top=below))
                below += rows[-1].height
        band = _Band(stage=stage, top=top, rows=tuple(rows))
        yield band
        top = band.bottom


def _wrapped(text: str) -> tuple[str, ...]:
    return wrapped(text, _NAMES - 2 * _PAD, _SIZE, lines=3) or ("",)


def _middle(place: int) -> float:
    return _EDGE + _NAMES + _COLUMN * (place + 0.5)


def _draw_heads(drawing: Drawing, matrix: ResponsibilityMatrix, bottom: float) -> None:
    sides = len(Side)
    for place, model in enumerate(matrix.models):
        left = _EDGE + _NAMES + _COLUMN * sides * place
        name = wrapped(visible(model.name), _COLUMN * sides - 2 * _PAD, _SIZE, lines=1)
        middle = left + _COLUMN * sides / 2
        drawing.text(middle, _TOP - 40, "".join(name), align="center", bold=True)
        drawing.line([(left, _TOP - 52), (left, bottom)], colour=RULE)
    for place, (_, side) in enumerate(matrix.columns):
        head = _HEADS[side]
        drawing.text(_middle(place), _TOP - 18, head, align="center", colour=MUTED)


def _draw_band(drawing: Drawing, matrix: ResponsibilityMatrix, band: _Band) -> None:
    wide = _NAMES + _COLUMN * len(matrix.columns)
    drawing.box(_EDGE, band.top, wide, _STAGE, fill=TRACK)
    name = shortened(visible(band.stage.name), 50)
    drawing.text(_EDGE + _PAD, band.top + _STAGE / 2, name, size=_SIZE, bold=True)
    for place, (model, side) in enumerate(matrix.columns):
        if (band.stage.id, model.id, side) in matrix.not_applicable:
            y = band.top + _STAGE / 2
            drawing.text(_middle(place), y, "n/a", align="center", colour=MUTED)
    for each in band.rows:
        _draw_row(drawing, matrix, each)
        y = each.top + each.height
        drawing.line([(_EDGE, y), (_EDGE + wide, y)], colour=RULE, thick=0.5)


def _draw_row(drawing: Drawing, matrix: ResponsibilityMatrix, each: _Row) -> None:
    for number, line in enumerate(each.lines):
        y = each.top + _PAD + _LINE * (number + 0.5)
        drawing.text(_EDGE + _PAD, y, line, size=_SIZE)
    centre = each.top + each.height / 2
    for place, (model, side) in enumerate(matrix.columns):
        letter = each.row.letters[model.id, side]
        if letter is ResponsibilityLetter.NONE:
            continue
        firm = letter is ResponsibilityLetter.RESPONSIBLE
        x = _middle(place)
        drawing.box(
            x - _MARK / 2,
            centre - _MARK / 2,
            _MARK,
            _MARK,
            fill=_FILLED if firm else PAPER,
            stroke=_FILLED if firm else INK,
            corner=3,
            dashed=not firm,
        )
        colour = PAPER if firm else INK
        drawing.text(
            x, centre, letter.value, size=11, align="center", bold=True, colour=colour
        )


def _description(matrix: ResponsibilityMatrix) -> str:
    heads = ", ".join(f"{model.name} ({side})" for model, side in matrix.columns)
    return (
        f"{len(matrix.rows)} rows of activities by stage; columns: {heads}. {_LEGEND}"
    )
