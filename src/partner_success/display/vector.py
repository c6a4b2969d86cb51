"""SVG drawn by the library itself: no extra, no ids, colours that a page can set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal
from xml.etree import ElementTree as ET

from partner_success.display.sheet import INK, PAPER, VARIABLES, Align
from partner_success.display.wording import visible

__all__ = ["Drawing", "Point", "Side"]

Point = tuple[float, float]
"""A place: x runs to the right and y runs down, both in pixels."""

Side = Literal["up", "down", "left", "right"]
"""Where an arrow points to."""

_FONT: Final = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_ANCHORS: Final[dict[Align, str]] = {"left": "start", "center": "middle"}
_TIP: Final = 8.0
_CORNER: Final = 6.0
_TURNS: Final[dict[Side, tuple[int, int]]] = {
    "up": (0, -1),
    "down": (0, 1),
    "left": (-1, 0),
    "right": (1, 0),
}


class Drawing:
    """A picture that is drawn upon; what is drawn later covers what was before.

    Where the page around it sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.
    """

    def __init__(
        self, width: float, height: float, *, title: str, description: str
    ) -> None:
        """Begin a picture of a size, with its accessible name and what it shows."""
        size = {"width": _number(width), "height": _number(height)}
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {size['width']} {size['height']}",
                **size,
                "role": "img",
                "style": f"font-family: {_FONT}",
            },
        )
        ET.SubElement(self._root, "title").text = visible(title)
        ET.SubElement(self._root, "desc").text = visible(description)
        self.box(0, 0, width, height, fill=PAPER)

    def text(  # noqa: PLR0913 - where, what, and how it looks
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Write a line of plain text, centred on y."""
        # A third of its size below the middle is where letters stand.
        element = self._add("text", f"fill: {_colour(colour)}", x=x, y=y + size * 0.35)
        element.set("font-size", _number(size))
        element.set("text-anchor", _ANCHORS.get(align, "end"))
        if bold:
            element.set("font-weight", "bold")
        element.text = visible(text)

    def box(  # noqa: PLR0913 - where, how large, and how it looks
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        thick: float = 1,
        corner: float = 0,
        dashed: bool = False,
    ) -> None:
        """Draw a rectangle that has its upper left corner at x, y."""
        style = f"fill: {_colour(fill)}; {_line(stroke, thick, dashed=dashed)}"
        self._add("rect", style, x=x, y=y, width=width, height=height, rx=corner)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle around x, y."""
        self._add("circle", f"fill: {_colour(colour)}", cx=x, cy=y, r=radius)

    def line(
        self,
        points: Sequence[Point],
        *,
        colour: str = INK,
        thick: float = 1.2,
        dashed: bool = False,
        sharp: bool = False,
    ) -> None:
        """Draw a line through points, with round corners or sharp ones."""
        style = f"fill: none; {_line(colour, thick, dashed=dashed)}"
        first, *inner, last = points
        steps = [f"M{_number(first[0])} {_number(first[1])}"]
        if sharp:
            steps += [f"L{_number(x)} {_number(y)}" for x, y in inner]
            inner = []
        for before, corner, after in zip(points, inner, points[2:], strict=False):
            ends = (_towards(corner, before), corner, _towards(corner, after))
            (ax, ay), (bx, by), (cx, cy) = ends
            steps.append(f"L{_number(ax)} {_number(ay)}")
            steps.append(f"Q{_number(bx)} {_number(by)} {_number(cx)} {_number(cy)}")
        steps.append(f"L{_number(last[0])} {_number(last[1])}")
        self._add("path", style).set("d", " ".join(steps))

    def tip(self, x: float, y: float, side: Side, *, colour: str = INK) -> None:
        """Draw the head of an arrow whose point is at x, y."""
        right, down = _TURNS[side]
        backs = [
            (
                x - _TIP * right + sign * down * _TIP / 2,
                y - _TIP * down + sign * right * _TIP / 2,
            )
            for sign in (1, -1)
        ]
        points = " ".join(f"{_number(a)},{_number(b)}" for a, b in ((x, y), *backs))
        self._add("polygon", f"fill: {_colour(colour)}").set("points", points)

    def written(self) -> str:
        """Give the picture as SVG that can stand in a file or in a page."""
        return ET.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, style: str, **places: float) -> ET.Element:
        numbers = {name: _number(value) for name, value in places.items() if value}
        return ET.SubElement(self._root, tag, {**numbers, "style": style})


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _colour(colour: str | None) -> str:
    if colour is None:
        return "none"
    return f"var({VARIABLES[colour]}, {colour})"


def _line(colour: str | None, thick: float, *, dashed: bool) -> str:
    if colour is None:
        return "stroke: none"
    dashes = "; stroke-dasharray: 4 3" if dashed else ""
    return f"stroke: {_colour(colour)}; stroke-width: {_number(thick)}{dashes}"


def _towards(corner: Point, other: Point) -> Point:
    """Give where a corner begins to be round, at most halfway to its neighbour."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    long = max(abs(across) + abs(down), 1e-9)
    share = min(_CORNER / long, 0.5)
    return corner[0] + across * share, corner[1] + down * share
