"""A reading of use counts people, minutes, sessions and features."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.partners.conftest import Found
from tests.unit.partners.records import usage


@pytest.mark.parametrize("minutes", [0, 12.5, Decimal("0.1"), 10**400, None])
def test_minutes_are_any_number_from_zero(minutes: Any) -> None:
    """Whole or not, or unknown."""
    assert usage(minutes=minutes).minutes == minutes


def test_feature_users_are_counts(faults: Found) -> None:
    """By the name of the feature; unknown ones are None."""
    assert (
        usage(feature_users={"search": 3, "export": None}).feature_users["search"] == 3
    )
    assert faults(usage, feature_users={"search": -1, "export": 1.0}) == {
        "feature_users['search']": "negative",
        "feature_users['export']": "wrong-type",
    }
