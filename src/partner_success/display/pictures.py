"""Pictures of scores (extra ``plots``): figures of matplotlib, without global state.

Each gives a figure that can be saved (`save`), shown in a notebook, or put into a page
(`svg_text`). Colours go with names and are told apart with every common colour vision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.core.quantities import HUNDRED, shown_parts
from partner_success.display.bins import Bins
from partner_success.display.scale import Scale
from partner_success.display.sheet import (
    BODY,
    EDGE,
    GAP,
    HEADING,
    LINE,
    MUTED,
    SMALL,
    TRACK,
    WIDTH,
    drawing,
    new_sheet,
)
from partner_success.display.summary import model_of, tallies
from partner_success.display.tones import COLOURS
from partner_success.display.wording import room_for, visible, wrapped
from partner_success.frames.results import PortfolioScores
from partner_success.scoring.readiness import Readiness
from partner_success.scoring.results import Score

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "band_distribution",
    "readiness_sections",
    "score_histogram",
]

_FOOT: Final = 24.0
_CHART: Final = 120.0


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
    longest = WIDTH - left - 90
    with drawing():
        sheet = new_sheet(WIDTH, HEADING + row * max(len(counted), 1) + EDGE)
        sheet.heading("Accounts in each band")
        if not counted:
            sheet.text(EDGE, HEADING + row / 2, "There are no accounts.", colour=MUTED)
        for place, (each, share) in enumerate(zip(counted, shares, strict=True)):
            y = HEADING + row * place + row / 2
            name = wrapped(visible(each.name), left - EDGE - 4, BODY, lines=1)
            sheet.text(EDGE, y, name[0])
            length = longest * each.count / most
            sheet.box(left, y - 7, length, 14, COLOURS[each.tone])
            x = left + length + GAP
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
            sheet = new_sheet(WIDTH, HEADING + _FOOT)
            sheet.heading("Scores")
            sheet.text(EDGE, HEADING + EDGE, "No account has a score.", colour=MUTED)
        return sheet.figure
    bins = Bins.of(found)
    scale = Scale(
        low=bins.low,
        high=bins.high,
        left=EDGE + 24,
        right=WIDTH - 2 * EDGE,
        bands=model.bands,
    )
    top = HEADING + scale.head + 8
    bottom = top + _CHART
    with drawing():
        sheet = new_sheet(WIDTH, bottom + _FOOT)
        sheet.heading(f"{model.name}: accounts by score")
        scale.draw(sheet, HEADING, bottom)
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
    longest = WIDTH - left - 90
    with drawing():
        sheet = new_sheet(WIDTH, HEADING + row * len(sections) + EDGE)
        sheet.heading(title or readiness.explain().title)
        for place, (section, top) in enumerate(zip(sections, tops, strict=True)):
            y = HEADING + row * place + row / 2
            name = wrapped(visible(section.name), left - 2 * EDGE, BODY)
            for number, line in enumerate(name):
                sheet.text(EDGE, y + LINE * (number - (len(name) - 1) / 2), line)
            least, most = readiness.sections[section.id]
            sheet.box(left, y - 7, longest, 14, TRACK)
            sheet.box(left, y - 7, longest * most / top, 14, COLOURS["unknown"])
            sheet.box(left, y - 7, longest * least / top, 14, COLOURS["best"])
            span = f"{least}" if least == most else f"{least} to {most}"
            sheet.text(left + longest + GAP, y, span, bold=True)
            x = left + longest + GAP + room_for(span, BODY) * 1.1 + 3
            sheet.text(x, y, f"of {top}", size=SMALL, colour=MUTED)
    return sheet.figure
