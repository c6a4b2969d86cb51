"""Pictures of one score: what each component took, and what changed since before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

import attrs

from partner_success.core.quantities import decimal_text
from partner_success.display.scale import Scale
from partner_success.display.sheet import (
    BODY,
    EDGE,
    GAP,
    HEADING,
    INK,
    LINE,
    LOSS,
    MUTED,
    PAPER,
    SMALL,
    WIDTH,
    Align,
    Surface,
    drawing,
    new_sheet,
)
from partner_success.display.steps import Step, steps_of, steps_of_change
from partner_success.display.tones import COLOURS
from partner_success.display.vector_sheet import VectorSheet
from partner_success.display.wording import room_for, wrapped
from partner_success.scoring.changes import ScoreChange
from partner_success.scoring.results import Score, percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["change_waterfall", "waterfall", "waterfall_svg"]

_GUTTER: Final = 160.0
_BAR: Final = 12.0
_FOOT: Final = 24.0


def waterfall(score: Score, *, title: str = "") -> Figure:
    """Draw how a score came down from the most it could be, loss by loss.

    Components are shown in the model's order; the greatest loss stands out. Where the
    scale is longer than what matters, it begins one band below the score's.

    Args:
        score: A score of any scorecard, means and sums alike, with or without bands.
        title: A heading; the default names the score.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    return _figure(_layout_of(score, title))


def waterfall_svg(score: Score, *, title: str = "") -> str:
    """Draw what `waterfall` draws as SVG, without any extra.

    It is the same text for the same score, fetches nothing, holds its letters as text
    and no ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.

    Args:
        score: A score of any scorecard, means and sums alike, with or without bands.
        title: A heading, and the accessible name; the default names the score.

    Examples:
        >>> import partner_success as ps
        >>> score = ps.standard().health.score(technical_performance=92,
        ...     business_outcomes=71, user_adoption=64, relationship_strength=80)
        >>> waterfall_svg(score)[:4]
        '<svg'
    """
    layout = _layout_of(score, title)
    told = "; ".join(score.explain().remarks)
    sheet = VectorSheet(WIDTH, layout.height, title=layout.title, description=told)
    _draw(sheet, layout)
    return sheet.written()


def _layout_of(score: Score, title: str) -> _Layout:
    model = score.model
    scale = Scale(
        low=_sight(score),
        high=model.reach[1],
        left=_GUTTER,
        right=WIDTH - 2 * EDGE,
        bands=model.bands,
    )
    note = ""
    if score.coverage < 1:
        note = f"{percent(score.coverage)} of the weight is known; the rest is left out"
    of = decimal_text(*model.reach[1].as_integer_ratio())
    default = f"{model.name}: {score.text} of {of} {model.unit}"
    return _Layout(
        steps=steps_of(score), scale=scale, title=title or default, note=note
    )


def change_waterfall(change: ScoreChange, *, title: str = "") -> Figure:
    """Draw the way from a score to a later one, component by component.

    Gains run to the right and losses to the left. The scale shows what lies between
    the two scores and a little more, with the edges of the later score's bands.

    Args:
        change: A change, as `compare` gives it.
        title: A heading; the default names the change.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    steps = steps_of_change(change)
    low, high = _sight_of_change(change, steps)
    scale = Scale(
        low=low,
        high=high,
        left=_GUTTER,
        right=WIDTH - 2 * EDGE,
        bands=change.after.model.bands,
    )
    return _figure(
        _Layout(
            steps=tuple(steps),
            scale=scale,
            title=title or str(change),
            note=str(change.band or ""),
        )
    )


def _sight(score: Score) -> Fraction:
    """Give where the scale begins: one band below the score's, if there is one."""
    low = score.model.reach[0]
    if score.model.bands is None:
        return low
    below = score.model.bands.below(score.band)
    return low if below is None else max(Fraction(below.floor), low)


def _sight_of_change(
    change: ScoreChange, steps: Sequence[Step]
) -> tuple[Fraction, Fraction]:
    """Give the ends of the scale: whole points around all that is drawn."""
    reaches = [score.model.reach for score in (change.before, change.after)]
    places = [place for step in steps for place in (step.start, step.end)]
    room = 1 + (max(places) - min(places)) / 4
    low = max(Fraction(floor(min(places) - room)), min(low for low, _ in reaches))
    high = min(Fraction(ceil(max(places) + room)), max(high for _, high in reaches))
    return low, high


def _name_lines(steps: Sequence[Step]) -> tuple[tuple[str, ...], ...]:
    room = _GUTTER - 2 * EDGE
    return tuple(wrapped(step.name, room, BODY) for step in steps)


def _row_heights(
    names: Iterable[Sequence[str]], steps: Iterable[Step]
) -> tuple[float, ...]:
    return tuple(
        LINE * (len(name) + bool(step.detail)) + 10
        for name, step in zip(names, steps, strict=True)
    )


@attrs.frozen(kw_only=True)
class _Layout:
    """What a waterfall shows, and where.

    Attributes:
        steps: Its rows.
        scale: Where numbers stand.
        title: Its heading.
        note: A line below it; empty for none.
        names: The name of each row, in lines.
        heights: How high each row is.
    """

    steps: tuple[Step, ...]
    scale: Scale
    title: str
    note: str
    names: tuple[tuple[str, ...], ...] = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: _name_lines(self.steps), takes_self=True),
    )
    heights: tuple[float, ...] = attrs.field(
        init=False,
        default=attrs.Factory(
            lambda self: _row_heights(self.names, self.steps), takes_self=True
        ),
    )

    @property
    def top(self) -> float:
        """Where the first row begins."""
        return HEADING + self.scale.head + 4

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + sum(self.heights)

    @property
    def height(self) -> float:
        """How high the picture is."""
        return self.bottom + _FOOT + LINE * bool(self.note)


def _figure(layout: _Layout) -> Figure:
    with drawing():
        sheet = new_sheet(WIDTH, layout.height)
        _draw(sheet, layout)
    return sheet.figure


def _draw(sheet: Surface, layout: _Layout) -> None:
    steps, scale = layout.steps, layout.scale
    sheet.heading(layout.title)
    scale.draw(sheet, HEADING, layout.bottom)
    y = layout.top
    for step, name, tall in zip(steps, layout.names, layout.heights, strict=True):
        _step_label(sheet, step, name, y)
        _step_mark(sheet, step, scale, y + tall / 2)
        if step is not steps[-1]:
            end = scale.place(step.end)
            # It starts below the mark, so that it never cuts a letter.
            sheet.line((end, y + tall / 2 + _BAR / 2), (end, y + tall + 5), colour=LOSS)
        y += tall
    if layout.note:
        sheet.text(EDGE, layout.height - LINE, layout.note, size=SMALL, colour=MUTED)


def _step_label(sheet: Surface, step: Step, name: tuple[str, ...], y: float) -> None:
    y += 5 + LINE / 2
    for line in name:
        sheet.text(EDGE, y, line, bold=step.is_total)
        y += LINE
    if step.detail:
        sheet.text(EDGE, y, step.detail, size=SMALL, colour=MUTED)


def _step_mark(sheet: Surface, step: Step, scale: Scale, y: float) -> None:
    start, end = sorted((scale.place(step.end), scale.place(step.start)))
    colour = LOSS
    if step.tone is not None:
        colour = COLOURS[step.tone]
    if step.is_total:
        sheet.dot(start, y, colour)
        start, end = start - 5, start + 5
    elif step.start != step.end:
        sheet.box(start, y - _BAR / 2, end - start, _BAR, colour)
    bold = step.is_total or step.is_greatest
    size = room_for(step.text, BODY) * (1.1 if bold else 1)
    align: Align = "left"
    x, ink = end + GAP, INK
    if start - GAP - size >= scale.left - EDGE:
        # What is behind it would run through the letters.
        x, align = start - GAP, "right"
        sheet.box(x - size, y - _BAR / 2, size, _BAR, PAPER)
    elif x + size <= WIDTH:
        sheet.box(x, y - _BAR / 2, size, _BAR, PAPER)
    else:
        x, ink = start + GAP, PAPER
    sheet.text(x, y, step.text, colour=ink, align=align, bold=bold)
