"""Pictures of scores (extra ``plots``): figures of matplotlib, without global state.

Each gives a figure that can be saved (`save`), shown in a notebook, or put into a page
(`svg_text`). Colours go with names and are told apart with every common colour vision.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partner_success.core.quantities import HUNDRED, decimal_text, shown_parts
from partner_success.display.bins import Bins
from partner_success.display.scale import Scale
from partner_success.display.sheet import (
    BODY,
    INK,
    LOSS,
    MUTED,
    PAPER,
    SMALL,
    TRACK,
    Align,
    Sheet,
    drawing,
    new_sheet,
)
from partner_success.display.steps import Step, steps_of
from partner_success.display.summary import model_of, tallies
from partner_success.display.svg import save, svg_text
from partner_success.display.tones import COLOURS
from partner_success.display.wording import room_for, shortened, visible, wrapped
from partner_success.frames.results import PortfolioScores
from partner_success.scoring.readiness import Readiness
from partner_success.scoring.results import Score, percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "band_distribution",
    "readiness_sections",
    "save",
    "score_histogram",
    "svg_text",
    "waterfall",
]

_WIDTH: Final = 470.0
_EDGE: Final = 12.0
_GUTTER: Final = 160.0
_TITLE: Final = 30.0
_LINE: Final = 12.0
_BAR: Final = 12.0
_FOOT: Final = 24.0
_GAP: Final = 5.0
_LONGEST: Final = 70
_CHART: Final = 120.0


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
    steps = steps_of(score)
    model = score.model
    scale = Scale(
        low=_sight(score),
        high=model.reach[1],
        left=_GUTTER,
        right=_WIDTH - 2 * _EDGE,
        bands=model.bands,
    )
    names = [wrapped(step.name, _GUTTER - 2 * _EDGE, BODY) for step in steps]
    heights = [
        _LINE * (len(name) + bool(step.detail)) + 10
        for name, step in zip(names, steps, strict=True)
    ]
    top = _TITLE + scale.head + 4
    note = score.coverage < 1
    height = top + sum(heights) + _FOOT + _LINE * note
    with drawing():
        sheet = new_sheet(_WIDTH, height)
        of = decimal_text(*model.reach[1].as_integer_ratio())
        default = f"{model.name}: {score.text} of {of} {model.unit}"
        _title(sheet, title or default)
        scale.draw(sheet, _TITLE, top + sum(heights))
        y = top
        for step, name, tall in zip(steps, names, heights, strict=True):
            _step_label(sheet, step, name, y)
            _step_mark(sheet, step, scale, y + tall / 2)
            if step is not steps[-1]:
                end = scale.place(step.end)
                # It starts below the mark, so that it never cuts a letter.
                sheet.line(
                    (end, y + tall / 2 + _BAR / 2), (end, y + tall + 5), colour=LOSS
                )
            y += tall
        if note:
            known = percent(score.coverage)
            text = f"{known} of the weight is known; the rest is left out"
            sheet.text(_EDGE, height - _LINE, text, size=SMALL, colour=MUTED)
    return sheet.figure


def _sight(score: Score) -> Fraction:
    """Give where the scale begins: one band below the score's, if there is one."""
    low = score.model.reach[0]
    if score.model.bands is None:
        return low
    below = score.model.bands.below(score.band)
    return low if below is None else max(Fraction(below.floor), low)


def _title(sheet: Sheet, text: str) -> None:
    line = shortened(visible(text), _LONGEST)
    sheet.text(_EDGE, _TITLE / 2, line, size=10.5, bold=True)


def _step_label(sheet: Sheet, step: Step, name: tuple[str, ...], y: float) -> None:
    y += 5 + _LINE / 2
    for line in name:
        sheet.text(_EDGE, y, line, bold=step.is_total)
        y += _LINE
    if step.detail:
        sheet.text(_EDGE, y, step.detail, size=SMALL, colour=MUTED)


def _step_mark(sheet: Sheet, step: Step, scale: Scale, y: float) -> None:
    start, end = scale.place(step.end), scale.place(step.start)
    colour = LOSS
    if step.tone is not None:
        colour = COLOURS[step.tone]
    if step.is_total:
        sheet.dot(start, y, colour)
        start, end = start - 5, start + 5
    elif step.start != step.end:
        sheet.box(start, y - _BAR / 2, end - start, _BAR, colour)
    bold = step.is_total or step.is_drag
    size = room_for(step.text, BODY) * (1.1 if bold else 1)
    align: Align = "left"
    x, ink = end + _GAP, INK
    if start - _GAP - size >= scale.left - _EDGE:
        # What is behind it would run through the letters.
        x, align = start - _GAP, "right"
        sheet.box(x - size, y - _BAR / 2, size, _BAR, PAPER)
    elif x + size <= _WIDTH:
        sheet.box(x, y - _BAR / 2, size, _BAR, PAPER)
    else:
        x, ink = start + _GAP, PAPER
    sheet.text(x, y, step.text, colour=ink, align=align, bold=bold)


def band_distribution(scores: PortfolioScores) -> Figure:
    """Draw how many accounts lie in each band, and how many in none.

    Raises:
        InvalidValueError: The accounts were scored by different scorecards.
        MissingExtraError: matplotlib is not installed.
    """
    counted = tallies(scores)
    shares = shown_parts(
        [each.count * HUNDRED for each in counted], len(scores.accounts) or 1, 0
    )
    most = max((each.count for each in counted), default=0) or 1
    left, row = 100.0, 22.0
    longest = _WIDTH - left - 90
    with drawing():
        sheet = new_sheet(_WIDTH, _TITLE + row * max(len(counted), 1) + _EDGE)
        _title(sheet, "Accounts in each band")
        if not counted:
            sheet.text(_EDGE, _TITLE + row / 2, "There are no accounts.", colour=MUTED)
        for place, (each, share) in enumerate(zip(counted, shares, strict=True)):
            y = _TITLE + row * place + row / 2
            name = wrapped(visible(each.name), left - _EDGE - 4, BODY, lines=1)
            sheet.text(_EDGE, y, name[0])
            length = longest * each.count / most
            sheet.box(left, y - 7, length, 14, COLOURS[each.tone])
            x = left + length + _GAP
            text = str(each.count)
            sheet.text(x, y, text, bold=True)
            sheet.text(
                x + room_for(text, BODY) * 1.1 + 4, y, f"{share} %", colour=MUTED
            )
    return sheet.figure


def score_histogram(scores: PortfolioScores) -> Figure:
    """Draw how many accounts have which score, in the colours of their bands.

    Raises:
        InvalidValueError: The accounts were scored by different scorecards.
        MissingExtraError: matplotlib is not installed.
    """
    model = model_of(scores)
    found = [each.result for each in scores.accounts if isinstance(each.result, Score)]
    if model is None or not found:
        with drawing():
            sheet = new_sheet(_WIDTH, _TITLE + _FOOT)
            _title(sheet, "Scores")
            sheet.text(_EDGE, _TITLE + _EDGE, "No account has a score.", colour=MUTED)
        return sheet.figure
    bins = Bins.of(found)
    scale = Scale(
        low=bins.low,
        high=bins.high,
        left=_EDGE + 24,
        right=_WIDTH - 2 * _EDGE,
        bands=model.bands,
    )
    top = _TITLE + scale.head + 8
    bottom = top + _CHART
    with drawing():
        sheet = new_sheet(_WIDTH, bottom + _FOOT)
        _title(sheet, f"{model.name}: accounts by score")
        scale.draw(sheet, _TITLE, bottom)
        tall = _CHART / bins.ticks[-1]
        for tick in bins.ticks:
            y = bottom - tick * tall
            sheet.line((scale.left, y), (scale.right, y), colour=TRACK)
            sheet.text(
                scale.left - 5, y, str(tick), size=SMALL, colour=MUTED, align="right"
            )
        for start, end, tone, below, count in bins.blocks():
            x, wide = scale.place(start), scale.place(end) - scale.place(start)
            y = bottom - (below + count) * tall
            sheet.box(x + 0.75, y, wide - 1.5, count * tall, COLOURS[tone])
    return sheet.figure


def readiness_sections(readiness: Readiness, *, title: str = "") -> Figure:
    """Draw the points of each section; where answers are missing, from least to most.

    Args:
        readiness: An assessment, complete or not.
        title: A heading; the default says the total and the level.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    left, row = 190.0, 30.0
    sections = list(readiness.model.sections)
    tops = [part.most // HUNDRED for part in readiness.range.high.contributions]
    longest = _WIDTH - left - 90
    with drawing():
        sheet = new_sheet(_WIDTH, _TITLE + row * len(sections) + _EDGE)
        _title(sheet, title or readiness.explain().title)
        for place, (section, top) in enumerate(zip(sections, tops, strict=True)):
            y = _TITLE + row * place + row / 2
            name = wrapped(visible(section.name), left - 2 * _EDGE, BODY)
            for number, line in enumerate(name):
                sheet.text(_EDGE, y + _LINE * (number - (len(name) - 1) / 2), line)
            least, most = readiness.sections[section.id]
            sheet.box(left, y - 7, longest, 14, TRACK)
            sheet.box(left, y - 7, longest * most / top, 14, COLOURS["unknown"])
            sheet.box(left, y - 7, longest * least / top, 14, COLOURS["best"])
            span = f"{least}" if least == most else f"{least} to {most}"
            sheet.text(left + longest + _GAP, y, span, bold=True)
            x = left + longest + _GAP + room_for(span, BODY) * 1.1 + 3
            sheet.text(x, y, f"of {top}", size=SMALL, colour=MUTED)
    return sheet.figure
