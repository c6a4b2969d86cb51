"""Made-up records of customers are sound, and say when the extra is missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from partner_success.errors import MissingExtraError
from partner_success.partners import Contact, Downtime, Tenant
from partner_success.testing import contacts, downtimes, tenants
from tests.unit.display.hiding import hide

MAY = date(2026, 5, 1)


@settings(max_examples=5)
@given(
    contacts(account_ids=["a-7"]),
    tenants(account_ids=["a-7"]),
    downtimes(tenant_ids=["x-7"], months=[MAY]),
)
def test_records_belong_where_they_are_asked_to(
    contact: Contact, tenant: Tenant, downtime: Downtime
) -> None:
    """Each names one of the ids that were given."""
    assert (contact.account_id, tenant.account_id) == ("a-7", "a-7")
    assert (downtime.tenant_id, downtime.month) == ("x-7", MAY)


def test_without_hypothesis_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of them says what to install."""
    hide(monkeypatch, "hypothesis")
    for make in (contacts, tenants, lambda: downtimes(months=[MAY])):
        with pytest.raises(MissingExtraError, match="testing"):
            make()
