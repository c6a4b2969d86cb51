"""Counts by name as bars, such as partners by stage: SVG that is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from partner_success.core.quantities import HUNDRED, shown, shown_parts
from partner_success.display.sheet import MUTED
from partner_success.display.tones import COLOURS, Tone
from partner_success.display.vector import Drawing
from partner_success.display.wording import plural, room_for, shortened, visible
from partner_success.errors import InvalidValueError

__all__ = ["CountBar", "count_bars_svg"]

_WIDTH: Final = 620.0
_EDGE: Final = 16.0
_TOP: Final = 62.0
_ROW: Final = 26.0
_BAR: Final = 15.0
_NAMES: Final = 196.0
_FIGURES: Final = 96.0
_HEADING: Final = 15.0
_LONGEST: Final = 66
_LONGEST_NAME: Final = 27


def _count(_bar: object, _attribute: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidValueError(
            f"a bar counts something, from 0 up, found {shown(value)}"
        )


@attrs.frozen
class CountBar:
    """One bar: a name, how many there are, and how good that is.

    Attributes:
        name: What is counted.
        count: How many, from 0.
        tone: In which colour; it goes with the name and never replaces it.

    Raises:
        InvalidValueError: The count is no whole number from 0 up.
    """

    name: str
    count: int = attrs.field(validator=_count)
    tone: Tone = "good"


Bars: TypeAlias = Sequence[CountBar] | Mapping[str, int]


def count_bars_svg(
    bars: Bars, *, title: str, of: str = "partner", many: str = ""
) -> str:
    """Draw how many there are of each, in the order given, without any extra.

    Each bar has its count and its share of all in whole per cent, which add up. It is
    the same text for the same counts, fetches nothing, holds its letters as text and no
    ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so on, it
    takes their colours.

    Args:
        bars: What to draw; of a mapping, names and counts.
        title: A heading, and the accessible name.
        of: What one of them is called.
        many: What several are called, where it is not the same with an s.

    Raises:
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> count_bars_svg({"Gate 1": 3, "Gate 2": 1}, title="Partners by stage")[:4]
        '<svg'

    Rule: ANL-04.
    """
    found = (
        [CountBar(name, count) for name, count in bars.items()]
        if isinstance(bars, Mapping)
        else list(bars)
    )
    heading = shortened(visible(title), _LONGEST)
    total = sum(bar.count for bar in found)
    listed = "; ".join(f"{bar.name}: {bar.count}" for bar in found)
    said = f"{plural(total, of, many)} in all"
    drawing = Drawing(
        _WIDTH,
        _TOP + _ROW * len(found) + _EDGE,
        title=heading,
        description=f"{said}. {listed}",
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    drawing.text(_EDGE, _EDGE + 24, said, colour=MUTED)
    shares = shown_parts([bar.count * HUNDRED for bar in found], total or 1, 0)
    most = max((bar.count for bar in found), default=0) or 1
    for place, (bar, share) in enumerate(zip(found, shares, strict=True)):
        _draw(drawing, bar, share, _TOP + _ROW * (place + 0.5), most)
    return drawing.written()


def _draw(drawing: Drawing, bar: CountBar, share: str, y: float, most: int) -> None:
    left = _EDGE + _NAMES
    drawing.text(_EDGE, y, shortened(visible(bar.name), _LONGEST_NAME))
    length = (_WIDTH - left - _EDGE - _FIGURES) * bar.count / most
    if bar.count:
        drawing.box(left, y - _BAR / 2, length, _BAR, fill=COLOURS[bar.tone])
    text = f"{bar.count:,}"
    x = left + length + (8 if bar.count else 0)
    drawing.text(x, y, text, bold=True)
    after = x + room_for(text, 12) * 1.1 + 6
    drawing.text(after, y, f"{share} %", colour=MUTED)
