"""A sheet to draw on that needs no extra: what is drawn becomes SVG for a page."""

from __future__ import annotations

from typing import Final

from partner_success.display.sheet import (
    BODY,
    DOT,
    EDGE,
    HEADING,
    INK,
    LARGE,
    PAPER,
    RULE,
    THIN,
    Align,
    heading_of,
)
from partner_success.display.vector import Drawing

__all__ = ["VectorSheet"]

_PIXELS: Final = 4 / 3
"""A point is so many pixels, so that letters have their size at 100 %."""


class VectorSheet:
    """A sheet measured in points like `Sheet`, which writes SVG itself.

    The picture is the same text for the same drawing, fetches nothing, holds its
    letters as text and no ids. Where the page sets the custom properties ``--ink``,
    ``--paper`` and so on, it takes their colours.
    """

    def __init__(
        self, width: float, height: float, *, title: str, description: str
    ) -> None:
        """Begin a picture of a size, with its accessible name and what it shows."""
        self._drawing = Drawing(
            width * _PIXELS, height * _PIXELS, title=title, description=description
        )

    def text(  # noqa: PLR0913 - where, what, and how it looks
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = INK,
        size: float = BODY,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Write a line of plain text, centred on y."""
        self._drawing.text(
            x * _PIXELS,
            y * _PIXELS,
            text,
            size=size * _PIXELS,
            colour=colour,
            align=align,
            bold=bold,
        )

    def heading(self, text: str) -> None:
        """Write the heading of the picture."""
        self.text(EDGE, HEADING / 2, heading_of(text), size=LARGE, bold=True)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle that has its upper left corner at x, y."""
        places = (each * _PIXELS for each in (x, y, width, height))
        self._drawing.box(*places, fill=colour)

    def dot(self, x: float, y: float, colour: str) -> None:
        """Fill a circle around x, y."""
        across, down, radius = (each * _PIXELS for each in (x, y, DOT))
        self._drawing.dot(across, down, radius + 1, PAPER)
        self._drawing.dot(across, down, radius, colour)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = RULE,
        dashed: bool = False,
    ) -> None:
        """Draw a thin line."""
        points = [(x * _PIXELS, y * _PIXELS) for x, y in (start, end)]
        self._drawing.line(points, colour=colour, thick=THIN * _PIXELS, dashed=dashed)

    def written(self) -> str:
        """Give the picture as SVG that can stand in a file or in a page."""
        return self._drawing.written()
