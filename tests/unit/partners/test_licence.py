"""A count of licences states use and over-use alike."""

from __future__ import annotations

import pytest

from tests.unit.partners.records import licence


@pytest.mark.parametrize(
    ("licensed", "active"), [(10, 12), (10, 0), (None, 3), (3, None), (0, 0)]
)
def test_any_counts_can_be(licensed: int | None, active: int | None) -> None:
    """More users than licences is a fact, and so is an absent count."""
    found = licence(licensed=licensed, active=active)
    assert (found.licensed, found.active) == (licensed, active)
