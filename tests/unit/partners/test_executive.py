"""What is known of a customer's executives, and of what the customer looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import DAY


@pytest.mark.parametrize(
    ("make", "end"), [(good.request, "answered_on"), (good.evaluation, "ended_on")]
)
def test_an_end_is_on_its_first_day_or_later(
    make: Callable[..., Any], end: str, faults: Found
) -> None:
    """Without one the record is open."""
    assert make().is_open
    assert not make(**{end: DAY}).is_open
    assert faults(make, **{end: DAY - timedelta(days=1)}) == {end: "before-start"}


def test_what_differs_by_its_topic_stands_side_by_side() -> None:
    """Two things can be asked, and two alternatives be noticed, on one day."""
    requests = (good.request(topic="budget"), good.request(topic="sponsor"))
    seen = (good.evaluation(alternative="Initech"), good.evaluation())
    found = good.snapshot(requests=requests, evaluations=seen)
    assert (found.requests, found.evaluations) == (requests, seen)
