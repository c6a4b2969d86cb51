"""Downtime that nobody measured is not none."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found


def test_what_was_not_measured_is_absent(faults: Found) -> None:
    """A NaN says so too; 0 says that it was never down."""
    found = good.downtime(planned_minutes=float("nan"), unplanned_minutes=0)
    assert (found.planned_minutes, found.unplanned_minutes) == (None, 0)
    exact = good.downtime(unplanned_minutes=Decimal("1.5"))
    assert exact.unplanned_minutes == Decimal("1.5")
