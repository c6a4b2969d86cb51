"""Texts to be read: such as people write, and such as programs trip over."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

ALPHABET: Final = "abcdefgXYZ0179 -_.,:;'\"&<>/()%äßéжλ漢字😀"
"""Letters of several scripts, signs with a meaning in some format, one emoji."""

WORDS: Final = ("gold", "silver", "Müller & Sons", "no", "7", "2026-01-31", "a b")
"""Short texts that answers and the conditions on them share, so that they meet."""

_AWKWARD: Final = (
    "Is it signed?",
    "yes",
    "null",
    "1e3",
    "- a: b # c",
    "<b>bold</b> & 'quoted' \"twice\"",
    "back\\slash and `ticks` | *stars*",
    "größer als 5 %",
    "ключ",
    "😀",
)

labels: st.SearchStrategy[str] = st.sampled_from(_AWKWARD) | st.text(
    ALPHABET, min_size=1, max_size=12
).map(lambda text: text.strip() or "a")
"""Texts that are not blank, in one line."""

helps: st.SearchStrategy[str] = st.just("") | labels
"""Texts that may be empty."""


def lengthy(least: int, most: int) -> st.SearchStrategy[str]:
    """Draw a text of that many characters that is not blank; 0 counts as 1."""
    shortest = max(least, 1)
    lengths = {shortest, min(shortest + 1, most), min(shortest + 9, most)}
    lengths |= {most} if most <= shortest + 60 else set()
    sizes = st.sampled_from(sorted(lengths))
    return sizes.flatmap(
        lambda size: st.text(ALPHABET, min_size=size, max_size=size)
    ).map(lambda text: text if text.strip() else "a" * len(text))
