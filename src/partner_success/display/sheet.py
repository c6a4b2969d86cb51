"""A sheet to draw on, measured in points from its upper left corner.

All of matplotlib that the pictures need. Nothing here touches pyplot or keeps state,
and settings of the user's own matplotlib change no picture.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, cast

import attrs

from partner_success.core.extras import NeedsExtra
from partner_success.display.tones import COLOURS
from partner_success.display.wording import shortened, visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK: Final = "#1c2127"
MUTED: Final = "#5d6670"
RULE: Final = "#c3c9d0"
TRACK: Final = "#e6e9ed"
LOSS: Final = "#66758a"
PAPER: Final = "#ffffff"

VARIABLES: Final = {
    INK: "--ink",
    MUTED: "--muted",
    RULE: "--rule",
    TRACK: "--track",
    LOSS: "--loss",
    PAPER: "--paper",
    **{colour: f"--{tone}" for tone, colour in COLOURS.items()},
}
"""The name under which a page can give a colour of the pictures another value."""

BODY: Final = 9.0
SMALL: Final = 8.0
WIDTH: Final = 470.0
EDGE: Final = 12.0
HEADING: Final = 30.0
"""The height of a heading."""
LINE: Final = 12.0
GAP: Final = 5.0
DOT: Final = 5.0
"""The radius of a dot."""
THIN: Final = 0.8
"""How thick a line is."""
LARGE: Final = 10.5
_LONGEST_HEADING: Final = 70
_POINTS_PER_INCH: Final = 72
_STYLE: Final = {
    "svg.fonttype": "none",
    "svg.hashsalt": "partner-success",
    "font.family": ["DejaVu Sans"],
}

Align = Literal["left", "center", "right"]
"""Which part of a text stands at its place."""


class Surface(Protocol):
    """What a picture is drawn on; x runs to the right and y runs down, in points.

    What is drawn later covers what was drawn before.
    """

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
        ...

    def heading(self, text: str) -> None:
        """Write the heading of the picture."""
        ...

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle that has its upper left corner at x, y."""
        ...

    def dot(self, x: float, y: float, colour: str) -> None:
        """Fill a circle around x, y."""
        ...

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = RULE,
        dashed: bool = False,
    ) -> None:
        """Draw a thin line."""
        ...


@contextmanager
def drawing() -> Generator[None]:
    """Load matplotlib, and draw with its own settings whatever the user's are.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    with NeedsExtra(extra="plots", module="matplotlib", purpose="drawing pictures"):
        import matplotlib.style
    import warnings

    with matplotlib.style.context(["default", _STYLE]), warnings.catch_warnings():
        # Browsers find letters that the bundled font does not have.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def heading_of(text: str) -> str:
    """Give a heading as it is written: harmless, and cut where it is too long."""
    return shortened(visible(text), _LONGEST_HEADING)


@attrs.frozen
class Sheet:
    """A white sheet; x runs to the right and y runs down, both in points.

    What is drawn later covers what was drawn before.
    """

    figure: Figure
    axes: Any

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
        self.axes.text(
            x,
            y,
            visible(text),
            color=colour,
            fontsize=size,
            ha=align,
            va="center_baseline",
            fontweight="bold" if bold else "normal",
            parse_math=False,
            zorder=1,
            clip_on=False,
        )

    def heading(self, text: str) -> None:
        """Write the heading of the picture."""
        self.text(EDGE, HEADING / 2, heading_of(text), size=LARGE, bold=True)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle that has its upper left corner at x, y."""
        from matplotlib.patches import Rectangle

        shape = Rectangle(
            (x, y),
            width,
            height,
            facecolor=colour,
            linewidth=0,
            zorder=1,
            clip_on=False,
        )
        self.axes.add_patch(shape)

    def dot(self, x: float, y: float, colour: str) -> None:
        """Fill a circle around x, y."""
        from matplotlib.patches import Circle

        shape = Circle(
            (x, y), DOT, facecolor=colour, edgecolor=PAPER, zorder=1, clip_on=False
        )
        self.axes.add_patch(shape)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = RULE,
        dashed: bool = False,
    ) -> None:
        """Draw a thin line."""
        self.axes.plot(
            [start[0], end[0]],
            [start[1], end[1]],
            color=colour,
            linewidth=THIN,
            linestyle=(0, (3, 3)) if dashed else "solid",
            zorder=1,
            clip_on=False,
        )


def new_sheet(width: float, height: float) -> Sheet:
    """Give an empty sheet of a size in points; call it while `drawing`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(
        figsize=(width / _POINTS_PER_INCH, height / _POINTS_PER_INCH),
        dpi=_POINTS_PER_INCH,
        facecolor=PAPER,
    )
    FigureCanvasAgg(figure)
    # matplotlib leaves some of its arguments without a type.
    axes = cast(Any, figure).add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return Sheet(figure, axes)
