"""A ticket's instants are in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from partner_success.partners import Severity
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import AT, ticket


@pytest.mark.parametrize("severity", ["critical", "high", "medium", "low"])
def test_there_are_four_severities(severity: str) -> None:
    """Each is taken by its text."""
    assert ticket(severity=severity).severity is Severity(severity)
    assert len(Severity) == 4


def test_nothing_happens_before_it_is_opened(faults: Found) -> None:
    """Both later instants are judged against the opening."""
    before = AT - timedelta(seconds=1)
    assert faults(ticket, first_responded_at=before, resolved_at=before) == {
        "first_responded_at": "before-start",
        "resolved_at": "before-start",
    }
    assert not ticket(first_responded_at=AT, resolved_at=AT).is_open
    assert ticket().is_open


def test_the_order_is_that_of_true_time(faults: Found) -> None:
    """In the repeated hour of autumn, 2:10 comes after 2:50."""
    zone = ZoneInfo("Europe/Berlin")
    early = datetime(2026, 10, 25, 2, 50, tzinfo=zone)
    late = datetime(2026, 10, 25, 2, 10, tzinfo=zone, fold=1)
    assert ticket(opened_at=early, resolved_at=late)
    assert faults(ticket, opened_at=late, resolved_at=early) == {
        "resolved_at": "before-start"
    }


def test_it_concerns_a_customer_or_a_partner(faults: Found) -> None:
    """One of the two is to be known."""
    assert faults(ticket, account_id=None) == {"account_id": "missing"}
    assert ticket(account_id=None, partner_id="acme").partner_id == "acme"
