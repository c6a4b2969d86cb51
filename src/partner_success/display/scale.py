"""The axis of a picture, with the bands of its scale above and their edges as lines."""

from __future__ import annotations

from fractions import Fraction

import attrs

from partner_success.core.bands import Band, Bands
from partner_success.core.quantities import decimal_text
from partner_success.display.sheet import BODY, MUTED, SMALL, Surface
from partner_success.display.tones import COLOURS, tone_of
from partner_success.display.wording import room_for, shortened, visible

_LABEL_STEP = 12.0
_STRIP = 4.0
_GAP = 6.0
_LONGEST_NAME = 24


@attrs.frozen(kw_only=True)
class Scale:
    """Where the numbers from low to high stand between two places of a sheet."""

    low: Fraction
    high: Fraction
    left: float
    right: float
    bands: Bands | None

    def place(self, value: Fraction) -> float:
        """Give the place of a number."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + float(share) * (self.right - self.left)

    @property
    def parts(self) -> tuple[tuple[Band, float, float], ...]:
        """The bands in sight, best first, with the places where they begin and end."""
        found: list[tuple[Band, float, float]] = []
        end = self.high
        for band in self.bands or ():
            start = max(Fraction(band.floor), self.low)
            if start < end:
                found.append((band, self.place(start), self.place(end)))
                end = start
        return tuple(found)

    @property
    def head(self) -> float:
        """The height that names and colours of the bands take up."""
        levels = [level for _, _, level in self._labels()]
        return _STRIP + _LABEL_STEP * (1 + max(levels)) + 2 if levels else 0.0

    def _labels(self) -> list[tuple[str, float, int]]:
        """Give each band's name, its middle, and how many names it stands above."""
        ends: list[float] = []
        found: list[tuple[str, float, int]] = []
        for band, start, end in reversed(self.parts):
            name = shortened(visible(band.name), _LONGEST_NAME)
            half = room_for(name, SMALL) / 2
            middle = min(max((start + end) / 2, self.left + half), self.right - half)
            level = next(
                (n for n, taken in enumerate(ends) if taken + _GAP <= middle - half),
                len(ends),
            )
            ends[level:] = [middle + half]
            found.append((name, middle, level))
        return found

    def draw(self, sheet: Surface, top: float, bottom: float) -> None:
        """Draw names and colours of the bands at the top, edges down to the bottom."""
        strip = top + self.head - _STRIP
        for name, middle, level in self._labels():
            height = strip - 7 - _LABEL_STEP * level
            sheet.text(middle, height, name, size=SMALL, colour=MUTED, align="center")
        for band, start, end in self.parts:
            colour = COLOURS[tone_of(self.bands, band)]
            sheet.box(start, strip, end - start, _STRIP, colour)
        taken = self.right + room_for("100", SMALL)
        edges = [self.high, *(Fraction(band.floor) for band in self.bands or ())]
        for edge in (*edges, self.low):
            if not self.low <= edge <= self.high:
                continue
            place = self.place(edge)
            sheet.line((place, strip), (place, bottom), dashed=edge < self.high)
            text = decimal_text(edge.numerator, edge.denominator)
            half = room_for(text, SMALL) / 2
            if place + half + _GAP / 2 <= taken:
                y = bottom + BODY
                sheet.text(place, y, text, size=SMALL, colour=MUTED, align="center")
                taken = place - half
