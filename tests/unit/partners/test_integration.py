"""Facts of an integration agree with themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.partners.conftest import Found
from tests.unit.partners.records import AT, check, issue, transaction

pytestmark = pytest.mark.rule("ANL-09")


def test_only_a_failed_transaction_has_a_failure(faults: Found) -> None:
    """A failure is told of what failed, and need not be known."""
    assert transaction(succeeded=False, failure="no stock").failure == "no stock"
    assert transaction(succeeded=False).failure is None
    assert faults(transaction, failure="no stock") == {"failure": "contradicts"}


def test_an_issue_is_resolved_after_it_was_found(faults: Found) -> None:
    """An issue that is resolved at once is sound, one resolved before is not."""
    assert issue(resolved_at=AT).resolved_at == AT
    early = {"resolved_at": AT - timedelta(seconds=1)}
    assert faults(issue, **early) == {"resolved_at": "before-start"}


@pytest.mark.parametrize(
    ("running", "alerts", "healthy"),
    [
        (True, True, True),
        (True, False, False),
        (True, None, False),
        (False, True, False),
        (False, None, False),
    ],
)
def test_monitoring_is_healthy_when_it_runs_and_alerts_arrive(
    running: bool, alerts: bool | None, healthy: bool
) -> None:
    """An alert that nobody tried counts as one that does not arrive."""
    assert check(is_running=running, alerts_arrive=alerts).is_healthy is healthy
