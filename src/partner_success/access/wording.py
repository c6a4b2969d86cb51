"""How the sentences of this room put words together."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["listed"]


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Give words as a sentence lists them."""
    *others, last = words or ("",)
    return f"{', '.join(others)} {joint} {last}" if others else last
