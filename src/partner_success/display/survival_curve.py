"""How long something lasts, as a falling curve: SVG that is drawn here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.quantities import rounded_text
from partner_success.core.survival import Survival
from partner_success.display.sheet import INK, MUTED, RULE, TRACK
from partner_success.display.ticks import round_ticks
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing, Point
from partner_success.display.wording import shortened, visible

__all__ = ["survival_svg"]

_WIDTH: Final = 620.0
_HEIGHT: Final = 330.0
_EDGE: Final = 16.0
_LEFT: Final = 60.0
_TOP: Final = 62.0
_BOTTOM: Final = 272.0
_HEADING: Final = 15.0
_LONGEST: Final = 66
_PERCENTS: Final = (0, 25, 50, 75, 100)
_HALF: Final = Fraction(1, 2)


@attrs.frozen(kw_only=True)
class _Axis:
    """Where durations and shares stand."""

    ticks: tuple[int, ...]

    def across(self, duration: Fraction) -> float:
        return _LEFT + float(duration / self.ticks[-1]) * (_WIDTH - _LEFT - 2 * _EDGE)

    def down(self, share: Fraction) -> float:
        return _BOTTOM - float(share) * (_BOTTOM - _TOP)


def survival_svg(survival: Survival, *, title: str, unit: str = "days") -> str:
    """Draw the share that lasts longer than any duration, without any extra.

    The curve falls where something ended, and stops at the longest observation: what
    comes after nobody has seen. Dashed lines lead to the median, where half have ended.

    It is the same text for the same estimate, fetches nothing, holds its letters as
    text and no ids. Where the page sets the custom properties ``--ink``, ``--paper``
    and so on, it takes their colours.

    Args:
        survival: The estimate, such as `estimate_survival` gives.
        title: A heading, and the accessible name.
        unit: What durations count.

    Examples:
        >>> from partner_success.core import Observation, estimate_survival
        >>> seen = estimate_survival([Observation(3, True), Observation(5, False)])
        >>> survival_svg(seen, title="Days in Gate 1")[:4]
        '<svg'

    Rule: ANL-05.
    """
    heading = shortened(visible(title), _LONGEST)
    told = _told(survival, unit)
    drawing = Drawing(_WIDTH, _HEIGHT, title=heading, description=told)
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    drawing.text(_EDGE, _EDGE + 24, told, colour=MUTED)
    if survival.longest is None:
        return drawing.written()
    axis = _Axis(ticks=round_ticks(max(1, math.ceil(survival.longest))))
    _draw_axis(drawing, axis, unit)
    if survival.median is not None:
        _draw_median(drawing, axis, survival.median)
    curve = list(_curve(axis, survival, survival.longest))
    drawing.line(curve, colour=COLOURS["best"], thick=2, sharp=True)
    return drawing.written()


def _told(survival: Survival, unit: str) -> str:
    if survival.longest is None:
        return "Nothing was observed."
    going = survival.count - survival.ended
    counts = f"{survival.ended} of {survival.count} ended, {going} still going"
    if survival.median is None:
        return f"{counts}; fewer than half were seen to end"
    median = rounded_text(*survival.median.as_integer_ratio())
    return f"{counts}; half end within {median} {unit}"


def _draw_axis(drawing: Drawing, axis: _Axis, unit: str) -> None:
    right = axis.across(Fraction(axis.ticks[-1]))
    for percent in _PERCENTS:
        y = axis.down(Fraction(percent, _PERCENTS[-1]))
        colour = TRACK if percent else RULE
        drawing.line([(_LEFT, y), (right, y)], colour=colour)
        drawing.text(_LEFT - 8, y, f"{percent} %", colour=MUTED, align="right", size=11)
    for tick in axis.ticks:
        x = axis.across(Fraction(tick))
        drawing.line([(x, _BOTTOM), (x, _BOTTOM + 4)], colour=RULE)
        drawing.text(
            x, _BOTTOM + 14, f"{tick:,}", colour=MUTED, align="center", size=11
        )
    middle = (_LEFT + right) / 2
    drawing.text(middle, _BOTTOM + 36, visible(unit), colour=MUTED, align="center")


def _draw_median(drawing: Drawing, axis: _Axis, median: Fraction) -> None:
    x, y = axis.across(median), axis.down(_HALF)
    drawing.line([(_LEFT, y), (x, y)], colour=INK, dashed=True)
    drawing.line([(x, y), (x, _BOTTOM)], colour=INK, dashed=True)
    text = rounded_text(*median.as_integer_ratio())
    drawing.text(x + 6, _BOTTOM - 10, text, bold=True)


def _curve(axis: _Axis, survival: Survival, longest: Fraction) -> Iterator[Point]:
    share = Fraction(1)
    yield axis.across(Fraction(0)), axis.down(share)
    for step in survival.steps:
        x = axis.across(step.duration)
        yield x, axis.down(share)
        share = step.survival
        yield x, axis.down(share)
    yield axis.across(longest), axis.down(share)
