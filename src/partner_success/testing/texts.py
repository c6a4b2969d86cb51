"""Texts to be read: such as people write, and such as programs trip over."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from partner_success.testing.drawing import pick

ALPHABET: Final = "abcdefgXYZ0179 -_.,:;'\"&<>/()%äßéжλ漢字😀"
"""Letters of several scripts, signs with a meaning in some format, one emoji."""

WORDS: Final = ("gold", "silver", "Müller & Sons", "no", "7", "2026-01-31", "a b")
"""Short texts that answers and the conditions on them share, so that they meet."""

LABELS: Final = (
    "Is it signed?",
    "yes",
    "null",
    "1e3",
    "2026-01-31",
    "- a: b # c",
    "[x]: {y}",
    "<b>bold</b> & 'quoted' \"twice\"",
    "back\\slash and `ticks` | *stars* _under_",
    "größer als 5 %",
    "ключ 漢字",
    "😀 {0} {given} %s $x",
    "a line that is long enough to be broken where a page has only so much room for it",
)
"""Texts in one line that are not blank, such as programs trip over."""


def phrases(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text that is not blank and one that may be empty, at one go."""
    place = draw(st.integers(0, len(LABELS) - 1))
    return LABELS[place], LABELS[-place] if place else ""


def lengthy(draw: st.DrawFn, least: int, most: int) -> str:
    """Draw a text of that many characters that is not blank."""
    sizes = [least, min(least + 1, most), min(least + 9, most)]
    size = pick(draw, [*sizes, most] if most <= least + 60 else sizes)
    text = draw(st.text(ALPHABET, min_size=size, max_size=size))
    return text if text.strip() else "a" * size
