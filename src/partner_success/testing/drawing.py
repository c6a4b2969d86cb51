"""Small draws that everything else is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

OptionT = TypeVar("OptionT")


def pick(draw: st.DrawFn, options: Sequence[OptionT]) -> OptionT:
    """Draw one of several options, towards the first.

    A strategy of the options would be made, and checked, anew for each draw; one of
    whole numbers is kept.
    """
    return options[draw(st.integers(0, len(options) - 1))]


def seldom(draw: st.DrawFn, times: int = 3) -> bool:
    """Draw yes once in so many times."""
    return draw(st.integers(1, times)) == times


def often(draw: st.DrawFn) -> bool:
    """Draw yes every other time."""
    return draw(st.booleans())


def mostly(draw: st.DrawFn) -> bool:
    """Draw yes two times in three."""
    return draw(st.integers(0, 2)) > 0
