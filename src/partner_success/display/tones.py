"""Colours by the rank of a band; they go with its name and never replace it."""

from __future__ import annotations

from typing import Final, Literal

from partner_success.core.bands import Band, Bands
from partner_success.scoring.results import NotScored, Score, ScoreRange

Tone = Literal["best", "good", "fair", "poor", "worst", "unknown"]
"""How good a band is among those of its scale."""

Result = Score | NotScored | ScoreRange
"""What scoring gives back."""

_LADDER: Final[tuple[Tone, ...]] = ("best", "good", "fair", "poor", "worst")

COLOURS: Final[dict[Tone, str]] = {
    "best": "#2166ac",
    "good": "#5ba3cf",
    "fair": "#d4a72c",
    "poor": "#e07b39",
    "worst": "#b2263b",
    "unknown": "#8b929c",
}
"""From blue to red over ochre: told apart with every common colour vision."""


def tone_of(bands: Bands | None, band: Band | None) -> Tone:
    """Give the tone of a band by its place in the scale, the top one being best.

    A scale of one band ranks nothing, so its tone is ``"unknown"``.
    """
    if bands is None or band is None or len(bands) == 1:
        return "unknown"
    last = len(bands) - 1
    place = bands.entries.index(band)
    # Rounded to the nearest of the five.
    return _LADDER[(2 * place * (len(_LADDER) - 1) + last) // (2 * last)]


def tone_of_result(result: Result) -> Tone:
    """Give the tone of an answer; where no one band is settled, ``"unknown"``."""
    bands = result.model.bands
    if bands is None or isinstance(result, NotScored):
        return "unknown"
    return tone_of(bands, result.band)
