"""An order has succeeded once it is there and nobody had to mend it."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.partners.conftest import Found
from tests.unit.partners.records import AT, order


def test_an_order_is_not_completed_before_it_is_placed(faults: Found) -> None:
    """The same instant is allowed."""
    before = AT - timedelta(microseconds=1)
    assert faults(order, completed_at=before) == {"completed_at": "before-start"}
    assert order(completed_at=AT).is_success


def test_an_order_that_is_open_or_was_mended_has_not_succeeded() -> None:
    """Both take more than the partner's processes."""
    assert not order().is_success
    assert not order(completed_at=AT, repaired=True).is_success
