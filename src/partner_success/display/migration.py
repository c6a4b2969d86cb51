"""The picture of a migration: old bands down, new bands across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.analytics import Backtest, Migration
from partner_success.analytics.migration import Direction
from partner_success.display.sheet import (
    BODY,
    INK,
    LARGE,
    LOSS,
    MUTED,
    PAPER,
    SMALL,
    TRACK,
    Surface,
    drawing,
    new_sheet,
)
from partner_success.display.tones import COLOURS
from partner_success.display.vector_sheet import VectorSheet
from partner_success.display.wording import room_for, shortened, visible, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH: Final = 470.0
_EDGE: Final = 12.0
_TITLE: Final = 30.0
_GUTTER: Final = 92.0
_HEAD: Final = 42.0
_ROW: Final = 34.0
_FOOT: Final = 30.0
_LINE: Final = 12.0
_LONGEST: Final = 70

# A colour, the ink upon it, and a sign, so that no reader needs the colour.
_LOOKS: Final[dict[Direction | None, tuple[str, str, str]]] = {
    "down": (COLOURS["poor"], INK, "▼ "),
    "up": (COLOURS["best"], PAPER, "▲ "),
    "across": (LOSS, PAPER, "▶ "),
    None: (TRACK, INK, ""),
}
_WORDS: Final[dict[Direction | None, str]] = {
    "down": "lower",
    "up": "higher",
    "across": "across",
    None: "no change",
}


def migration(found: Backtest | Migration, *, title: str = "") -> Figure:
    """Draw how many customers go from which band to which.

    A row is an old band, a column a new one, both best first; so whoever comes down
    stands right of the diagonal and whoever rises left of it. Colour and sign say the
    same.

    Args:
        found: A backtest, with figures or without, or a migration such as
            `migration_of` gives.
        title: A heading; the default says how many change band.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    found = found.migration if isinstance(found, Backtest) else found
    with drawing():
        sheet = new_sheet(_WIDTH, _height(found))
        _draw(sheet, found, _heading(found, title))
    return sheet.figure


def migration_svg(found: Backtest | Migration, *, title: str = "") -> str:
    """Draw what `migration` draws as SVG, without any extra.

    It is the same text for the same migration, fetches nothing, holds its letters as
    text and no ids. Where the page sets the custom properties ``--ink``, ``--paper``
    and so on, it takes their colours.

    Args:
        found: A backtest, with figures or without, or a migration such as
            `migration_of` gives.
        title: A heading, and the accessible name; the default says how many change
            band.

    Examples:
        >>> import partner_success as ps
        >>> from partner_success.analytics import migration_between
        >>> migration_svg(migration_between([], [], ps.standard().health))[:4]
        '<svg'
    """
    found = found.migration if isinstance(found, Backtest) else found
    heading = _heading(found, title)
    sheet = VectorSheet(
        _WIDTH, _height(found), title=heading, description=found.summary
    )
    _draw(sheet, found, heading)
    return sheet.written()


def _heading(found: Migration, title: str) -> str:
    moved = f"{len(found.moves):,} of {found.subjects:,} customers change band"
    return shortened(visible(title or moved), _LONGEST)


def _height(found: Migration) -> float:
    return _TITLE + _HEAD + _ROW * len(found.old) + _FOOT


def _draw(sheet: Surface, found: Migration, heading: str) -> None:
    top = _TITLE + _HEAD
    sheet.text(_EDGE, _TITLE / 2, heading, size=LARGE, bold=True)
    sheet.text(_EDGE, top - 8, "old band", size=SMALL, colour=MUTED)
    sheet.text(_GUTTER + 1, _TITLE + 4, "new band", size=SMALL, colour=MUTED)
    wide = (_WIDTH - _GUTTER - _EDGE) / max(len(found.new), 1)
    for place, column in enumerate(found.new):
        middle = _GUTTER + wide * (place + 0.5)
        lines = wrapped(visible(column.name), wide - 4, SMALL)
        for number, line in enumerate(reversed(lines)):
            y = top - 8 - _LINE * number
            sheet.text(middle, y, line, size=SMALL, colour=MUTED, align="center")
    for number, old in enumerate(found.old):
        y = top + _ROW * (number + 0.5)
        lines = wrapped(visible(old.name), _GUTTER - _EDGE - 4, BODY, lines=1)
        sheet.text(_EDGE, y, "".join(lines))
        _cells(sheet, found, number, y, wide)
    _legend(sheet, found, top + _ROW * len(found.old) + _FOOT / 2 + 4)


def _cells(sheet: Surface, found: Migration, row: int, y: float, wide: float) -> None:
    old = found.old[row]
    for place, (new, count) in enumerate(
        zip(found.new, found.counts[row], strict=True)
    ):
        x = _GUTTER + wide * place
        direction = found.direction(old, new)
        colour, ink, sign = _LOOKS[direction if count else None]
        if not count:
            sheet.text(x + wide / 2, y, "0", colour=MUTED, align="center", size=SMALL)
            continue
        sheet.box(x + 1, y - _ROW / 2 + 1, wide - 2, _ROW - 2, colour)
        text = f"{sign}{count:,}"
        sheet.text(x + wide / 2, y, text, colour=ink, align="center", bold=True)


def _legend(sheet: Surface, found: Migration, y: float) -> None:
    same = found.subjects - len(found.moves)
    counts: list[tuple[Direction | None, int]] = [*found.tally.items(), (None, same)]
    x = _EDGE
    for direction, count in counts:
        if not count:
            continue
        colour, _, sign = _LOOKS[direction]
        sheet.box(x, y - 5, 10, 10, colour)
        text = f"{sign}{count:,} {_WORDS[direction]}"
        sheet.text(x + 14, y, text, size=SMALL, colour=MUTED)
        x += 14 + room_for(text, SMALL) + 10
