"""How often the usual float formula names another band; the documentation quotes it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

FLOORS = (60, 70, 80, 90)
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "exactness.md"


def test_the_float_formula_is_wrong_where_exactness_says_so() -> None:
    """Of all mixes of whole numbers 28,585 fall below their band in floats."""
    whole = np.arange(101)
    first, second, third = np.meshgrid(whole, whole, whole, indexing="ij")
    below = above = 0
    for fourth in whole:
        floats = 0.3 * first + 0.3 * second + 0.2 * third + 0.2 * fourth
        exact = 30 * first + 30 * second + 20 * third + 20 * fourth
        by_float = sum((floats >= floor).astype(np.int8) for floor in FLOORS)
        by_count = sum((exact >= 100 * floor).astype(np.int8) for floor in FLOORS)
        below += int((by_float < by_count).sum())
        above += int((by_float > by_count).sum())
    assert (below, above) == (28_585, 0)
    assert "28,585" in PAGE.read_text(encoding="utf-8")
