"""Strategies for what a partner is told of its customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.extras import NeedsExtra
from partner_success.partners import Contact, Downtime, Tenant

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["contacts", "downtimes", "tenants"]

_GUARD: Final = NeedsExtra(
    extra="testing", module="hypothesis", purpose="making up customers' records"
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzäłπ的0123456789"
_LONGEST: Final = 12
_MINUTES: Final = 44_640
"""Of a month of 31 days."""


def contacts(*, account_ids: Sequence[str] = ("a-1",)) -> SearchStrategy[Contact]:
    """Draw people at customers, with an address and a role or without.

    Args:
        account_ids: The ids of the customers, one at least.

    Raises:
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(contacts(account_ids=["a-7"]))
        ... def test_they_are_at_the_customer(contact):
        ...     assert contact.account_id == "a-7"
        >>> test_they_are_at_the_customer()

    Rule: ANL-08.
    """
    with _GUARD:
        from hypothesis import strategies as st
    names = _names(st)
    return st.builds(
        Contact,
        account_id=st.sampled_from(account_ids),
        name=names,
        email=st.none() | names.map(lambda name: f"{name}@example.com"),
        role=st.none() | names,
    )


def tenants(*, account_ids: Sequence[str] = ("a-1",)) -> SearchStrategy[Tenant]:
    """Draw tenants of customers, with a data centre or without.

    Args:
        account_ids: The ids of the customers, one at least.

    Raises:
        MissingExtraError: hypothesis is not installed.

    Rule: ANL-08.
    """
    with _GUARD:
        from hypothesis import strategies as st
    names = _names(st)
    return st.builds(
        Tenant,
        id=names,
        account_id=st.sampled_from(account_ids),
        name=names,
        data_centre=st.none() | names,
    )


def downtimes(
    *, tenant_ids: Sequence[str] = ("x-1",), months: Sequence[date]
) -> SearchStrategy[Downtime]:
    """Draw downtimes of tenants: measured, measured as none, and not measured.

    Args:
        tenant_ids: The ids of the tenants, one at least.
        months: The first days of the months, one at least.

    Raises:
        MissingExtraError: hypothesis is not installed.

    Rule: ANL-08.
    """
    with _GUARD:
        from hypothesis import strategies as st
    minutes = st.none() | st.integers(0, _MINUTES) | st.floats(0, _MINUTES)
    return st.builds(
        Downtime,
        tenant_id=st.sampled_from(tenant_ids),
        month=st.sampled_from(months),
        planned_minutes=minutes,
        unplanned_minutes=minutes,
    )


def _names(st: Any) -> SearchStrategy[str]:
    found: SearchStrategy[str] = st.text(_LETTERS, min_size=1, max_size=_LONGEST)
    return found
