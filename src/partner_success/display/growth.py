"""How figures grow with a size, both by factors: SVG that is drawn here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.quantities import Number, as_number, decimal_text, shown
from partner_success.display.sheet import MUTED, RULE, TRACK
from partner_success.display.tones import COLOURS, Tone
from partner_success.display.vector import Drawing
from partner_success.display.wording import room_for, shortened, visible
from partner_success.errors import InvalidValueError

__all__ = ["GrowthLine", "growth_svg"]

_WIDTH: Final = 620.0
_HEIGHT: Final = 330.0
_EDGE: Final = 16.0
_LEFT: Final = 76.0
_RIGHT: Final = 478.0
_TOP: Final = 72.0
_BOTTOM: Final = 272.0
_HEADING: Final = 15.0
_SMALL: Final = 11.0
_NAME: Final = 12.0
_LONGEST: Final = 66
_LONGEST_AXIS: Final = 40
_LONGEST_NAME: Final = 15
_NAME_STEP: Final = 15.0
_DOT: Final = 3.5
_MOST_TICKS: Final = 7
_DECIMALS: Final = 9
_TONES: Final[tuple[Tone, ...]] = (
    "best",
    "poor",
    "unknown",
    "worst",
    "good",
    "fair",
)

Point = tuple[Fraction, Fraction]


def _points(given: Iterable[tuple[Number, Number]]) -> tuple[Point, ...]:
    found = [(_positive(size), _positive(figure)) for size, figure in given]
    if not found:
        raise InvalidValueError(
            "a line needs a point at least, found none; leave it out"
        )
    return tuple(sorted(found))


def _positive(value: Number) -> Fraction:
    number = as_number(value, "a point of a line")
    if number <= 0:
        raise InvalidValueError(
            f"what grows by factors is above 0, found {shown(value)}; leave it out"
        )
    return Fraction(number)


@attrs.frozen
class GrowthLine:
    """One line: a name, and a figure for each of some sizes.

    Attributes:
        name: What the figures are of.
        points: Pairs of a size and its figure, both above 0; kept by size.

    Raises:
        InvalidValueError: There is no point, or a number is not above 0.
    """

    name: str
    points: tuple[Point, ...] = attrs.field(converter=_points)


@attrs.frozen
class _Axis:
    """Where numbers stand between two ends, by their factors."""

    ticks: tuple[Fraction, ...]
    start: float
    end: float

    def place(self, value: Fraction) -> float:
        low, high = (math.log10(tick) for tick in (self.ticks[0], self.ticks[-1]))
        share = (math.log10(value) - low) / (high - low)
        return self.start + share * (self.end - self.start)


def growth_svg(
    lines: Sequence[GrowthLine], *, title: str, across: str, upward: str
) -> str:
    """Draw how figures grow with a size, both axes by factors, without any extra.

    On such axes what takes twice as long for twice as much is a straight line that
    rises as fast as it runs, whatever it begins with. Each line has its name at its
    end.

    It is the same text for the same figures, fetches nothing, holds its letters as text
    and no ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.

    Args:
        lines: What to draw, one to six of them.
        title: A heading, and the accessible name.
        across: What sizes count.
        upward: What figures count.

    Raises:
        InvalidValueError: There is no line, or there are more than can be told apart.

    Examples:
        >>> line = GrowthLine("Polars", [(1_000_000, 0.2), (10_000_000, 2)])
        >>> growth_svg([line], title="Scores", across="rows", upward="seconds")[:4]
        '<svg'
    """
    if not 1 <= len(lines) <= len(_TONES):
        raise InvalidValueError(
            f"a picture has 1 to {len(_TONES)} lines, found {len(lines)};"
            " draw them in several"
        )
    heading = shortened(visible(title), _LONGEST)
    across, upward = (
        shortened(visible(text), _LONGEST_AXIS) for text in (across, upward)
    )
    drawing = Drawing(
        _WIDTH, _HEIGHT, title=heading, description=_described(lines, across, upward)
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    drawing.text(_EDGE, _EDGE + 26, upward, colour=MUTED)
    middle = (_LEFT + _RIGHT) / 2
    drawing.text(middle, _BOTTOM + 36, across, colour=MUTED, align="center")
    sizes, figures = zip(
        *(point for line in lines for point in line.points), strict=True
    )
    flat = _Axis(_ticks(min(sizes), max(sizes)), _LEFT, _RIGHT)
    steep = _Axis(_ticks(min(figures), max(figures)), _BOTTOM, _TOP)
    _draw_axes(drawing, flat, steep)
    _draw_lines(drawing, lines, flat, steep)
    return drawing.written()


def _described(lines: Sequence[GrowthLine], across: str, upward: str) -> str:
    told = (
        f"{line.name}: "
        + ", ".join(f"{_text(figure)} at {_text(size)}" for size, figure in line.points)
        for line in lines
    )
    return f"{upward} by {across}. {'; '.join(told)}"


def _text(value: Fraction) -> str:
    """Write a number with its thousands apart, and as few digits as tell it."""
    whole, _, rest = decimal_text(*value.as_integer_ratio(), _DECIMALS).partition(".")
    return f"{int(whole):,}.{rest}" if rest else f"{int(whole):,}"


def _ticks(
    least: Fraction, most: Fraction, steps: tuple[int, ...] = (1, 3)
) -> tuple[Fraction, ...]:
    """Give the numbers 1 and 3 of each power of ten that hold others between them.

    Where that is too many, only the powers of ten.
    """
    first, last = (math.floor(math.log10(each)) for each in (least, most))
    powers = (Fraction(10) ** exponent for exponent in range(first - 1, last + 3))
    numbers = [power * step for power in powers for step in steps]
    below = sum(number <= least for number in numbers) - 1
    above = sum(number < most for number in numbers)
    found = tuple(numbers[below : max(above, below + 1) + 1])
    many = len(found) > _MOST_TICKS and len(steps) > 1
    return _ticks(least, most, steps[:1]) if many else found


def _draw_axes(drawing: Drawing, flat: _Axis, steep: _Axis) -> None:
    for tick in steep.ticks:
        y = steep.place(tick)
        colour = RULE if tick == steep.ticks[0] else TRACK
        drawing.line([(_LEFT, y), (_RIGHT, y)], colour=colour)
        drawing.text(
            _LEFT - 8, y, _text(tick), colour=MUTED, align="right", size=_SMALL
        )
    taken = 0.0
    for tick in flat.ticks:
        x, text = flat.place(tick), _text(tick)
        drawing.line([(x, _BOTTOM), (x, _BOTTOM + 4)], colour=RULE)
        half = room_for(text, _SMALL) / 2
        if x - half >= taken:
            taken = x + half + 2
            y = _BOTTOM + 14
            drawing.text(x, y, text, colour=MUTED, align="center", size=_SMALL)


def _draw_lines(
    drawing: Drawing, lines: Sequence[GrowthLine], flat: _Axis, steep: _Axis
) -> None:
    ends: list[float] = []
    for line, tone in zip(lines, _TONES, strict=False):
        places = [
            (flat.place(size), steep.place(figure)) for size, figure in line.points
        ]
        if len(places) > 1:
            drawing.line(places, colour=COLOURS[tone], thick=2, sharp=True)
        for x, y in places:
            drawing.dot(x, y, _DOT, COLOURS[tone])
        ends.append(places[-1][1])
    for place, y in _apart(ends):
        name = shortened(visible(lines[place].name), _LONGEST_NAME)
        drawing.dot(_RIGHT + 12, y, _DOT, COLOURS[_TONES[place]])
        drawing.text(_RIGHT + 22, y, name, size=_NAME)


def _apart(wanted: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Give places as near to those wanted as texts can stand below one another."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    lowest = _BOTTOM - _NAME_STEP * (len(order) - 1)
    before = -math.inf
    for rank, place in enumerate(order):
        before = min(
            max(wanted[place], before + _NAME_STEP), lowest + rank * _NAME_STEP
        )
        yield place, before
